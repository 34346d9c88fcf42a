"""A user's own labelled pairs move the thresholds: each check's cut to a wished-for precision, each language pair's curve."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from xlcheck.api import check_pairs
from xlcheck.evaluation.fitting import platt, precision_cut, weights
from xlcheck.evaluation.intervals import Interval, at_prior, wilson
from xlcheck.evaluation.labelled import Labelled
from xlcheck.judging.curve import Curve
from xlcheck.judging.curves import OTHERS
from xlcheck.judging.opinions import NO_LINE
from xlcheck.judging.table import READ_ALONE, SHIPPED, Table
from xlcheck.judging.thresholds import Threshold
from xlcheck.language.tags import primary
from xlcheck.models import Profile, load_profile
from xlcheck.models.roles import Opinion, Reader, Verifier

#: Pairs on which a check must have spoken, and labelled pairs of either kind of a pair of languages, before it is moved.
SPOKEN, LABELLED = 20, 50
#: Share of the wished-for precision from which on a reading alone makes a minor finding.
_DOUBT = 0.5

#: A cut that no confidence reaches: of such a check all findings are minor.
MINOR_ONLY = 2.0


@dataclass(frozen=True)
class Moved:
    """What became of a check or a pair of languages: its cut before and after, the same where it stays.

    ``right`` of the ``spoken`` pairs that reach the cut drifted; ``precision`` is that in a feed of the wished-for prior.
    """

    name: str
    before: float
    after: float
    right: int
    spoken: int
    precision: float
    interval: Interval
    why: str = ""


@dataclass(frozen=True)
class Tuning:
    """The moved table, and what became of each check, pair of languages and larger model."""

    table: Table
    checks: list[Moved]
    curves: list[Moved]
    lines: list[Moved]


def tune(
    items: Sequence[Labelled], *, precision: float = 0.5, prior: float | None = None, profile: str | Profile = "embedded", models: Path | None = None
) -> Tuning:  # fmt: skip
    """Move cuts to a ``precision`` in a feed where ``prior`` of the sentences drifted: by default as many as of the items."""
    loaded = load_profile(profile, models) if isinstance(profile, str) else profile
    drifted = sum(item.drifted for item in items)
    feed = _Feed(drifted, len(items) - drifted, prior or drifted / len(items), precision)
    curves, told = dict(SHIPPED.curves), []
    for name, read in sorted(_read(items, loaded.verifier).items()):
        curve, moved = _curve(name, read, feed)
        told.append(moved)
        curves |= {name: curve} if curve else {}
    lines, models_told = dict(SHIPPED.lines), []
    for (source, model), read in sorted(_opined(items, loaded.readers).items()):
        line, moved = _fitted(model, SHIPPED.lines.get(source, NO_LINE), read, feed)
        models_told.append(moved)
        lines |= {model: line} if line else {}
    # Last: what a check believes is moved by the models.
    rows, checks = dict(SHIPPED.rows), []
    for name, said in sorted(_said(items, loaded, Table(rows, curves, lines)).items()):
        moved = _check(name, said, feed)
        checks.append(moved)
        if moved.after != moved.before:
            keys = [key for key in rows if key.split(".")[0] == name]
            rows |= {key: replace(rows[key], cut=_relative(moved.after, rows[key])) for key in keys}
    return Tuning(Table(rows, curves, lines), checks, told, models_told)


@dataclass(frozen=True)
class _Feed:
    """How many of the labelled pairs drifted and how many didn't, the share in the feed, and the precision wished for."""

    drifted: int
    faithful: int
    prior: float
    wished: float

    def weight(self, drifted: bool) -> float:
        """What a labelled pair stands for in the feed."""
        return self.prior / max(self.drifted, 1) if drifted else (1 - self.prior) / max(self.faithful, 1)

    def moved(self, name: str, said: Sequence[tuple[float, bool]], before: float, after: float, why: str = "") -> Moved:
        """What is flagged at the cut, with its precision."""
        flagged = [drifted for score, drifted in said if score >= after]
        right, spoken = sum(flagged), len(flagged)
        hits, alarms = right * self.weight(True), (spoken - right) * self.weight(False)
        share, balance = (
            hits / (hits + alarms) if spoken else 0.0,
            self.weight(True) / (self.weight(True) + self.weight(False)),
        )
        low, high = (at_prior(bound, balance) for bound in wilson(right, spoken))
        return Moved(name, before, after, right, spoken, share, (low, high), why)


def _said(items: Sequence[Labelled], profile: Profile, table: Table) -> dict[str, list[tuple[float, bool]]]:
    """By check, how sure it was of each pair that it spoke on, however quietly, and whether that drifted."""
    quiet = replace(table, rows={key: replace(row, cut=0.0) for key, row in table.rows.items()})
    said: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for languages, those in _by_languages(items).items():
        pairs = [item.sentence[:2] for item in those]
        beads = check_pairs(
            pairs, original_language=languages[0], translation_language=languages[1],
            profile=profile, ignore=[READ_ALONE], thresholds=quiet,
        )  # fmt: skip
        for item, bead in zip(those, beads, strict=True):
            best: dict[str, float] = {}
            for finding in bead.findings:
                if "model" in finding.evidence:  # it rests on a larger model, which has a line of its own
                    continue
                best[finding.check] = max(finding.confidence, best.get(finding.check, 0.0))
            for check, confidence in best.items():
                said[check].append((confidence, item.drifted))
    return said


def _check(name: str, said: Sequence[tuple[float, bool]], feed: _Feed) -> Moved:
    row = SHIPPED.row(name, name)
    before = round(row.cut * row.precision, 4)
    if len(said) < SPOKEN:
        return feed.moved(name, said, before, before, f"it spoke on {len(said)} pairs only")
    scores, labels = zip(*said, strict=True)
    cut = precision_cut(scores, labels, [feed.weight(label) for label in labels], feed.wished)
    if cut is None:
        return feed.moved(name, said, before, MINOR_ONLY, "no cut is right so often: minor from now on")
    # Where nothing was told between the two, they are the same cut.
    same = sum(score >= before for score in scores) == sum(score >= cut for score in scores)
    return feed.moved(name, said, before, before if same else cut)


def _relative(confidence: float, row: Threshold) -> float:
    """A cut in confidence as one in strength, as the table has it."""
    return min(MINOR_ONLY, round(confidence / row.precision, 4))


class _Readings(NamedTuple):
    """Of one pair of languages, column by column."""

    logits: list[float]
    labels: list[bool]


def _read(items: Sequence[Labelled], verifier: Verifier | None) -> dict[str, _Readings]:
    """By pair of languages that the verifier reads, what it told and the labels."""
    read: dict[str, _Readings] = {}
    for languages, those in _by_languages(items).items():
        one, two = map(primary, languages)
        if verifier and {one, two} <= verifier.languages:
            readings = verifier.read([item.sentence[:2] for item in those])
            columns = read.setdefault(f"{one}-{two}", _Readings([], []))
            columns.logits.extend(reading.drift for reading in readings)
            columns.labels.extend(item.drifted for item in those)
    return read


def _opined(items: Sequence[Labelled], readers: Sequence[Reader]) -> dict[tuple[str, str], _Readings]:
    """By measure and model, the gravest of what it says of each pair, and the labels."""
    told: dict[tuple[str, str], _Readings] = {}
    for reader in readers:
        for languages, those in _by_languages(items).items():
            if reader.languages and not {primary(language) for language in languages} <= reader.languages:
                continue
            said = reader.opinions([item.sentence[:2] for item in those], languages)
            for item, opinions in zip(those, said, strict=True):
                worst: dict[tuple[str, str], float] = {}
                # Clauses are left out: only those that are doubted have a value, which is no sample to fit a line to.
                for opinion in (one for one in opinions if one.about == "drift"):
                    key = (opinion.source, _own_name(opinion, reader))
                    worst[key] = max(worst.get(key, -math.inf), opinion.value)
                for key, value in worst.items():
                    columns = told.setdefault(key, _Readings([], []))
                    columns.logits.append(value)
                    columns.labels.append(item.drifted)
    return told


def _own_name(opinion: Opinion, reader: Reader) -> str:
    """A translation model has several measures, each with a line of its own: those go by the measure."""
    return opinion.source if reader.role == "translator" else opinion.model


def _curve(name: str, read: _Readings, feed: _Feed) -> tuple[Curve | None, Moved]:
    return _fitted(name, SHIPPED.curve((name.split("-")[0], name.split("-")[1])) or OTHERS, read, feed)


def _fitted(name: str, known: Curve, read: _Readings, feed: _Feed) -> tuple[Curve | None, Moved]:
    labels = read.labels
    if min(sum(labels), len(labels) - sum(labels)) < LABELLED:
        why = f"{sum(labels)} of {len(labels)} pairs drifted: it needs {LABELLED} of either kind"
        return None, feed.moved(name, _told(known, read), known.cut, known.cut, why)
    slope, offset = (round(value, 4) for value in platt(*read))
    line = replace(known, slope=slope, offset=offset)
    told, here = _told(line, read), weights(labels, feed.prior)
    cut, doubt = (
        precision_cut([chance for chance, _ in told], labels, here, share * feed.wished) for share in (1.0, _DOUBT)
    )
    why = "" if cut is not None else "no cut is right so often: its curve was fitted, its cut stays"
    cut = known.cut if cut is None else cut
    curve = replace(line, cut=_below(cut), doubt=_below(min(cut, cut if doubt is None else doubt)))
    return curve, feed.moved(name, told, known.cut, curve.cut, why)


def _told(curve: Curve, read: _Readings) -> list[tuple[float, bool]]:
    """How likely drift is told to be, and whether it is."""
    return [(curve.chance(logit), label) for logit, label in zip(*read, strict=True)]


def _below(chance: float) -> float:
    """Eight digits, rounded down: what reached the cut before still does, and nothing else."""
    return math.floor(chance * 10**8) / 10**8


def _by_languages(items: Sequence[Labelled]) -> dict[tuple[str, str], list[Labelled]]:
    groups: dict[tuple[str, str], list[Labelled]] = defaultdict(list)
    for item in items:
        groups[item.sentence.original_language, item.sentence.translation_language].append(item)
    return groups
