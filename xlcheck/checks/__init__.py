"""The checks: one file each, its page beside it."""

from xlcheck.checks.registry import CHECKS, page, selected

__all__ = ["CHECKS", "page", "selected"]
