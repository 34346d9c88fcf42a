"""Versions of packages, as they are installed here."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def version_of(package: str, otherwise: str = "") -> str:
    """The version of an installed package; what stands for it where it isn't."""
    try:
        return version(package)
    except PackageNotFoundError:
        return otherwise
