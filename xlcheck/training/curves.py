"""The curves by which readings become probabilities: lines from labelled pairs, cuts from faithful ones.

Labels tell how drift grows with the reading; but machine translations that people marked are no decent feed, so how
often a finding may be wrong is measured on human translations of news, in each pair of languages.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from xlcheck.checks.registry import CHECKS
from xlcheck.evaluation.fitting import platt
from xlcheck.evaluation.labelled import Labelled
from xlcheck.evaluation.pairs import Sentence
from xlcheck.judging.curve import Curve
from xlcheck.language.tags import primary
from xlcheck.models.roles import Reading, Verifier

#: Shares of faithful pairs on which a reading alone may make a major finding, and any finding.
ALARMS, DOUBTS = 0.0025, 0.015
#: Faithful pairs that a cut needs, and pairs of either label that a line needs.
_FAITHFUL, _LABELLED = 200, 100


class Fitted(NamedTuple):
    """A curve, and of how many labelled (drifted, all) and faithful pairs it was made."""

    curve: Curve
    drifted: int
    labelled: int
    faithful: int


def fit_curves(
    labelled: Sequence[Labelled], faithful: Sequence[Sentence], verifier: Verifier
) -> tuple[dict[str, Fitted], Curve]:
    """A curve for each pair of languages with enough faithful pairs; and one for all others, that is never sure."""
    lines, texts = _by_languages([item.sentence for item in labelled]), _by_languages(faithful)
    read = {name: verifier.read([items[:2] for items in those]) for name, those in lines.items()}
    drifted: dict[str, list[bool]] = {name: [] for name in lines}
    for item in labelled:
        drifted[_name(item.sentence)].append(item.drifted)
    everything = _line([r for those in read.values() for r in those], [d for those in drifted.values() for d in those])
    found = {}
    for name, those in sorted(texts.items()):
        if len(those) < _FAITHFUL:
            continue
        labels = drifted.get(name, [])
        enough = min(sum(labels), len(labels) - sum(labels)) >= _LABELLED
        line = _line(read[name], labels) if enough else everything
        pairs = [sentence[:2] for sentence in those]
        counts = (sum(labels), len(labels)) if enough else (0, 0)
        found[name] = Fitted(_with_cuts(line, pairs, verifier.read(pairs)), *counts, len(those))
    doubts = [fitted.curve.doubt for fitted in found.values()]
    # How often it would be wrong there nobody knows: a doubt at most, and a late one.
    return found, replace(everything, doubt=_up(np.quantile(doubts, 0.75)) if doubts else 1.0)


def _line(readings: Sequence[Reading], drifted: Sequence[bool]) -> Curve:
    slope, offset = platt([r.drift for r in readings], drifted)
    return Curve(round(slope, 3), round(offset, 3), 1.0, 1.0)


def _with_cuts(line: Curve, pairs: Sequence[tuple[str, str]], readings: Sequence[Reading]) -> Curve:
    """The cuts that so many of the faithful pairs reach, of those that have a place to show."""
    check = CHECKS["meaning-drifted"]
    shown = [
        line.chance(r.drift) if any(check.reading(pair, r)) else 0.0 for pair, r in zip(pairs, readings, strict=True)
    ]
    cut, doubt = np.quantile(shown, (1 - ALARMS, 1 - DOUBTS))
    # Where hardly any has one, an average sentence must not be doubted.
    least = line.chance(0.0)
    return replace(line, cut=_up(max(cut, least)), doubt=_up(max(doubt, least)))


def _up(chance: float) -> float:
    """Three digits, rounded up: what may be wrong so often is not wrong more often for the rounding."""
    return min(1.0, math.ceil(chance * 1000) / 1000)


def _by_languages(sentences: Sequence[Sentence]) -> dict[str, list[Sentence]]:
    groups: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        groups.setdefault(_name(sentence), []).append(sentence)
    return groups


def _name(sentence: Sentence) -> str:
    return f"{primary(sentence.original_language)}-{primary(sentence.translation_language)}"


def write_curves(path: Path, found: Mapping[str, Fitted], others: Curve, digest: str) -> None:
    """The module that judging reads them from."""
    lines = [
        '"""The curves of each pair of languages, written by `xlcheck train curves`: a new verifier needs new ones."""', "",
        "from __future__ import annotations", "", "from xlcheck.judging.curve import Curve", "",
        f"#: The verifier that they were fitted to is {digest}. Beside each row: drifted and all labelled pairs that its line",
        f"#: was fitted to (without any, those of all languages), and the faithful pairs of which {100 * ALARMS:g} % reach its cut.",
        "CURVES: dict[str, Curve] = {",
        *(f'    "{name}": {_written(fitted.curve)},  # {_counts(fitted)}' for name, fitted in found.items()),
        "}", "#: Pairs with English of which too few faithful ones are at hand: the line of all, minor findings only, above a doubt that",
        "#: three in four others stay below.",
        f"OTHERS = {_written(others)}",
    ]  # fmt: skip
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _written(curve: Curve) -> str:
    return f"Curve({curve.slope}, {curve.offset}, {curve.cut}, {curve.doubt})"


def _counts(fitted: Fitted) -> str:
    labels = f"{fitted.drifted} of {fitted.labelled}; " if fitted.labelled else ""
    return f"{labels}{fitted.faithful}"
