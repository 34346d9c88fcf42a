"""xlcheck.toml, or [tool.xlcheck] of pyproject.toml: what a project always wants, so that nobody has to type it."""

from xlcheck.configuration.find import find
from xlcheck.configuration.read import Configuration, Override, read
from xlcheck.configuration.tree import Revision, Tree, Working

__all__ = ["Configuration", "Override", "Revision", "Tree", "Working", "find", "read"]
