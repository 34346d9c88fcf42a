"""How a report was made, in one line: version, models, thresholds, runtime."""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, version

from xlcheck.judging.table import SHIPPED, Table
from xlcheck.models.config import Profile


def signature(profile: Profile, used: Table = SHIPPED) -> str:
    """xlcheck:0.1|profile:embedded|encoder:sha256:…|thresholds:…|onnxruntime:1.31."""
    table = hashlib.sha256(
        repr([sorted(part.items()) for part in (used.rows, used.curves, used.lines)]).encode()
    ).hexdigest()[:8]
    return f"xlcheck:{_version('xlcheck')}|{profile.signature}|thresholds:{table}|{profile.runtimes}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
