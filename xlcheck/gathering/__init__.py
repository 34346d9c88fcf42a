"""From what a user names to the pairs that are checked: two files, a folder, an archive, two feeds, patterns."""

from xlcheck.gathering.gather import gather
from xlcheck.gathering.work import Gathered, Work

__all__ = ["Gathered", "Work", "gather"]
