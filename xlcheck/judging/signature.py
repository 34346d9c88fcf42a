"""How a report was made, in one line: version, models, thresholds, runtime."""

from __future__ import annotations

import hashlib

from xlcheck.judging.table import SHIPPED, Table
from xlcheck.models.config import Profile
from xlcheck.versions import version_of


def signature(profile: Profile, used: Table = SHIPPED) -> str:
    """xlcheck:0.1|profile:embedded|encoder:sha256:…|thresholds:…|onnxruntime:1.31."""
    table = hashlib.sha256(
        repr([sorted(part.items()) for part in (used.rows, used.curves, used.lines)]).encode()
    ).hexdigest()[:8]
    return f"xlcheck:{version_of('xlcheck', 'unknown')}|{profile.signature}|thresholds:{table}|{profile.runtimes}"
