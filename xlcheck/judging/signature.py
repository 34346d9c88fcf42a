"""How a report was made, in one line: version, models, thresholds, runtime."""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, version

from xlcheck.judging.thresholds import THRESHOLDS
from xlcheck.models.config import Profile


def signature(profile: Profile) -> str:
    """xlcheck:0.1|profile:embedded|encoder:sha256:…|thresholds:…|onnxruntime:1.31."""
    table = hashlib.sha256(repr(sorted(THRESHOLDS.items())).encode()).hexdigest()[:8]
    return f"xlcheck:{_version('xlcheck')}|{profile.signature}|thresholds:{table}|{profile.encoder.runtime}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
