"""xlcheck.toml, or [tool.xlcheck] of pyproject.toml: what a project always wants, so that nobody has to type it."""

from xlcheck.configuration.find import find
from xlcheck.configuration.read import Configuration, Override, read

__all__ = ["Configuration", "Override", "find", "read"]
