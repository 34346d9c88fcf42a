from __future__ import annotations

from dataclasses import replace

import pytest

from xlcheck import check
from xlcheck.article import Notice
from xlcheck.report import Report

EVIL = '<script>alert("x")</script>'


@pytest.fixture(scope="session")
def hostile() -> Report:
    """Script tags, bidi and control characters wherever an article, its path or its language can bring them."""
    made = check(
        f"Harbour {EVIL} reopens\n\nThe harbour {EVIL} cost 3 million dollars & more.\n\n"
        f"The \u202emayor\x1b[31m said “{EVIL} is here to stay, whatever comes”."
        "\tIt did not rain\x07.\n\nNobody \u2066left\u2069.",
        f"港口{EVIL}重新开放\n\n港口{EVIL}花费500万美元。\n\n市\u202e长\x1b[31m说{EVIL}会留下来。下雨了\x07。\n\n没有人\u2066离开\u2069。",
    )
    original = replace(made.original, path=f"{EVIL}\x1b]0;a.txt", title=EVIL, language=f'en"><{EVIL}')
    translation = replace(made.translation, path=None, title=f"{EVIL}\u202e")
    beads = tuple(
        replace(bead, findings=tuple(replace(f, message=f"{f.message} {EVIL}\x1b[2J\u202e") for f in bead.findings))
        for bead in made.beads
    )
    return replace(
        made,
        original=original,
        translation=translation,
        beads=beads,
        notices=(Notice("evil", f"{EVIL}\x1b", "original"),),
        signature=EVIL,
    )
