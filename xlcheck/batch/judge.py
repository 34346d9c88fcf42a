"""A handful of pairs at a time: read, aligned, and judged together, so that the models see full batches."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from xlcheck.api import day
from xlcheck.article import Article, Side
from xlcheck.batch.item import Loaded
from xlcheck.batch.settings import Settings
from xlcheck.checks import selected
from xlcheck.checks.base import ArticlePair
from xlcheck.errors import XlcheckError
from xlcheck.judging.severities import with_severities
from xlcheck.models.config import Profile
from xlcheck.pipeline import judged_beads, pair_of, report_of
from xlcheck.preparing import aligned_by, prepared
from xlcheck.reading import read_text
from xlcheck.reading.source import article_of
from xlcheck.report import Report
from xlcheck.reporting.json import as_dict


class Outcome(NamedTuple):
    """What came of an item: its report as JSON, or why there is none."""

    ordinal: int
    key: bytes
    report: bytes | None
    error: str | None = None


class _Ready(NamedTuple):
    """An item whose articles are cut into sentences."""

    loaded: Loaded
    one: Article
    two: Article
    today: date | None


class Judge:
    """Models loaded once, for all pairs of a process."""

    def __init__(self, settings: Settings, profile: Profile | None = None) -> None:
        self.settings = settings
        self.profile = profile or settings.choice.load()
        self.checks = selected(settings.select, settings.ignore)

    def together(self, items: Sequence[Loaded]) -> list[Outcome]:
        """The outcomes of some items, in their order; one that can't be judged spoils no other."""
        found: dict[int, Outcome] = {}
        groups: dict[tuple[str | None, str | None], list[_Ready]] = defaultdict(list)
        for loaded in items:
            try:
                ready = self._read(loaded)
                groups[ready.one.language, ready.two.language].append(ready)
            except XlcheckError as error:
                found[loaded.ordinal] = Outcome(loaded.ordinal, loaded.key, None, str(error))
        for group in groups.values():
            found |= {outcome.ordinal: outcome for outcome in self._judged(group)}
        return [found[loaded.ordinal] for loaded in items]

    def _read(self, loaded: Loaded) -> _Ready:
        item, settings = loaded.item, self.settings
        one = self._article(loaded, 0, "original", item.original_language or settings.original_language)
        two = self._article(loaded, 1, "translation", item.translation_language or settings.translation_language)
        return _Ready(loaded, one, two, day(item.date) or day(one.date) or day(two.date))

    def _article(self, loaded: Loaded, at: int, side: Side, language: str | None) -> Article:
        # The same texts may be those of several items: which one it is is told where it is recorded.
        text, name, ending = loaded.sides[at], f"the {side}", loaded.item.suffixes[at]
        read = (
            article_of(text, name, self.settings.encoding, ending=ending)
            if isinstance(text, bytes)
            else read_text(text, name=name)
        )
        article = prepared(read, side, language, None, lines=self.settings.lines)
        # Where it stands is the store's to know: the same text elsewhere has the same report.
        return replace(article, path=None)

    def _judged(self, group: Sequence[_Ready]) -> list[Outcome]:
        try:
            return self._at_once(group)
        except Exception as error:
            # A pair that nobody foresaw: those beside it are judged without it, and it is told.
            if len(group) > 1:
                return [outcome for ready in group for outcome in self._judged([ready])]
            loaded = group[0].loaded
            told = f"could not be judged ({type(error).__name__}: {error})"
            return [Outcome(loaded.ordinal, loaded.key, None, told)]

    def _at_once(self, group: Sequence[_Ready]) -> list[Outcome]:
        # What the encoder has read once it remembers: all sentences first, in full batches.
        texts = dict.fromkeys(
            s.text for ready in group for article in (ready.one, ready.two) for s in article.sentences
        )
        self.profile.encoder.parts(list(texts))
        pairs = [self._pair(ready) for ready in group]
        beads = judged_beads(pairs, self.checks, table=self.settings.table)
        outcomes = []
        for ready, pair, checked in zip(group, pairs, beads, strict=True):
            report = report_of(pair, checked, self.checks, self.profile, table=self.settings.table)
            report = with_severities(report, self.settings.severities)
            outcomes.append(Outcome(ready.loaded.ordinal, ready.loaded.key, as_json(report)))
        return outcomes

    def _pair(self, ready: _Ready) -> ArticlePair:
        beads = aligned_by(ready.one, ready.two, self.profile.encoder)
        return pair_of(
            ready.one, ready.two, beads, self.profile, today=ready.today, reading=bool(self.checks),
            glossary=self.settings.glossary,
        )  # fmt: skip


def as_json(report: Report) -> bytes:
    """A report as the store keeps it: the contract's JSON, without spaces."""
    return json.dumps(as_dict(report), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
