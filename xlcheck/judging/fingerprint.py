"""What a finding is recognised by in the next run, whatever the alignment, the models and the version."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from xlcheck.article import Span
from xlcheck.language.folding import fold
from xlcheck.report import Finding

#: Characters of context on either side of a span.
_AROUND = 30
_ENDS = re.compile(r"[.!?…؟।]+(?=\s)|[。！？\r\n]")


def fingerprint(check: str, spans: Sequence[Span | None], texts: Sequence[str]) -> str:
    """Twelve digits from the check, the words and what stands around them; never from positions.

    What stands around ends with the sentence, so that an edit in the next one makes no new finding of a known one. Where
    sentences end is told by their signs alone: however a text is split, its fingerprints stay.
    """
    parts = [check]
    for span, text in zip(spans, texts, strict=True):
        if span is not None:
            before = _ENDS.split(text[max(0, span.start - 2 * _AROUND) : span.start])[-1]
            after = _ENDS.split(text[span.end : span.end + 2 * _AROUND])[0]
            parts += [_plain(span.text), _plain(before)[-_AROUND:], _plain(after)[:_AROUND]]
        else:
            parts.append("-")
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def numbered(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with a running number on those that would be taken for one another."""
    seen: Counter[str] = Counter()
    unique = []
    for finding in findings:
        seen[finding.fingerprint] += 1
        number = seen[finding.fingerprint]
        unique.append(finding if number == 1 else replace(finding, fingerprint=f"{finding.fingerprint}-{number}"))
    return unique


def _plain(text: str) -> str:
    return "".join(c for c in fold(text, None) if c.isalnum())
