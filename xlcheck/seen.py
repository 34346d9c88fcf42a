"""What the checks see in two articles: in the whole, and bead by bead; and its judgement once the models have spoken."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from xlcheck.alignment.bead import Bead
from xlcheck.article import Article
from xlcheck.checks.base import ArticlePair, Bounds, Check, Evidence, Pair
from xlcheck.checks.linking import link
from xlcheck.facts.lexicon import load_lexicon
from xlcheck.facts.statement import Statement, stated
from xlcheck.judging.curve import Languages
from xlcheck.judging.judge import Setting, judge
from xlcheck.judging.measured import scores
from xlcheck.judging.prominence import prominence
from xlcheck.judging.support import read
from xlcheck.judging.table import Table
from xlcheck.models.roles import Opinion, Reading
from xlcheck.report import CheckedBead

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Round:
    """A pair of articles with all that the checks saw in it: in ``whole`` by bead, and in each bead that is judged."""

    articles: ArticlePair
    whole: dict[int, list[Evidence]]
    able: list[Check]
    seen: list[Seen | None]

    @classmethod
    def of(
        cls,
        articles: ArticlePair,
        checks: Sequence[Check],
        progress: Progress | None,
        only: Container[int] | None = None,
    ) -> Round:
        """Every check on the articles, then on every bead, or on those of ``only``."""
        whole: dict[int, list[Evidence]] = {}
        for check in checks:
            for number, item in check.article(articles):
                whole.setdefault(number, []).append(item)
        able = [check for check in checks if _covers(check, articles)]
        seen = []
        for number, pair in enumerate(_pairs(articles)):
            wanted = only is None or number in only
            seen.append(Seen.by(able, pair) if pair and wanted else None)
            if progress:
                progress(number + 1, len(articles.beads))
        return cls(articles, whole, able, seen)

    @property
    def languages(self) -> Languages:
        """Of the original and of the translation."""
        return self.articles.original.language, self.articles.translation.language

    def those(self, method: str) -> list[Check]:
        """The checks that have something to say to a reading, or to an opinion."""
        return [check for check in self.able if getattr(type(check), method) is not getattr(Check, method)]

    def judged(
        self, readings: Mapping[int, Reading], opinions: Mapping[int, tuple[Opinion, ...]], table: Table
    ) -> list[CheckedBead]:
        """The beads with their drift and findings."""
        texts = self.articles.original.text, self.articles.translation.text
        readers, doubters = self.those("reading"), self.those("opinion")
        covered = any(check.sections for check in self.able)
        done = []
        for number, (bead, sight) in enumerate(zip(self.articles.beads, self.seen, strict=True)):
            reading, said = readings.get(number), opinions.get(number, ())
            evidence = self.whole.get(number, []) + (sight.moved(reading, readers, said, doubters) if sight else [])
            setting = Setting(
                number, bead.score, texts, sight is None or covered or bool(said), reading, self.languages, table,
                partial(_place, self.articles, bead), said,
            )  # fmt: skip
            done.append(replace(CheckedBead.of(bead, *judge(evidence, setting)), scores=scores(said)))
        return done


def _place(articles: ArticlePair, bead: Bead, item: Evidence) -> str | None:
    """What makes the place of some evidence prominent, on either side."""
    return prominence(articles.original, bead.original, item.original) or prominence(
        articles.translation, bead.translation, item.translation
    )


@dataclass(frozen=True)
class Seen:
    """What the checks saw in a bead, with bounds in its two texts; ``starts`` are where those begin in the articles."""

    evidence: Sequence[Evidence]
    texts: tuple[str, str]
    starts: tuple[int, int]

    @classmethod
    def by(cls, checks: Sequence[Check], pair: Pair) -> Seen:
        """All that the checks see in a pair."""
        evidence = [item for check in checks for item in check.pair(pair)]
        one, two = pair.original, pair.translation
        return cls(evidence, (one.text, two.text), (one.start, two.start))

    def moved(
        self, reading: Reading | None, readers: Sequence[Check], opinions: Sequence[Opinion], doubters: Sequence[Check]
    ) -> list[Evidence]:
        """The evidence after reading, and what reading and opinions show to checks, with bounds in the articles."""
        shown = [item for check in readers for item in check.reading(self.texts, reading)] if reading else []
        shown += [item for o in opinions for check in doubters for item in check.opinion(self.texts, o, reading)]
        return [_moved(item, self.starts) for item in [*(read(item, reading) for item in self.evidence), *shown]]


def _covers(check: Check, articles: ArticlePair) -> bool:
    """Whether both languages have what a check reads in the lexicons."""
    lexicons = [load_lexicon(article.language) for article in (articles.original, articles.translation)]
    return all(lexicon.section(section) for lexicon in lexicons for section in check.sections)


#: In a book every name sounds like some stretch of text: links are looked for in articles only.
_LINKED = 1500


def _pairs(articles: ArticlePair) -> Iterator[Pair | None]:
    """Each bead as the checks read it, with its neighbours; None where a side is empty or is furniture.

    Statements keep what was worked out of them, so of a book only the latest are kept.
    """
    ones = [_bounds(articles.original, bead.original) for bead in articles.beads]
    twos = [_bounds(articles.translation, bead.translation) for bead in articles.beads]
    one, two = articles.original, articles.translation
    names: tuple[tuple[str, str], ...] = ()
    if len(articles.beads) <= _LINKED:
        texts = [[a.text[slice(*b)] for b in side if b] for a, side in ((one, ones), (two, twos))]
        names = link(texts[0], texts[1], one.language, two.language)
    for number, (here, there) in enumerate(zip(ones, twos, strict=True)):
        if here is None or there is None or not _judged(articles, number):
            yield None
            continue
        yield Pair(
            stated(one.text[slice(*here)], one.language, here[0], articles.today),
            stated(two.text[slice(*there)], two.language, there[0], articles.today),
            _beside(one, ones, number, articles.today),
            _beside(two, twos, number, articles.today),
            articles.encoder,
            names,
        )


def _judged(articles: ArticlePair, number: int) -> bool:
    return _states(articles, articles.beads[number]) and articles.comparable(number)


def _states(articles: ArticlePair, bead: Bead) -> bool:
    roles = [articles.original.sentences[i].role for i in bead.original] + [
        articles.translation.sentences[j].role for j in bead.translation
    ]
    return all(role.is_statement for role in roles)


def _bounds(article: Article, indices: Sequence[int]) -> Bounds | None:
    return article.bounds(indices) if indices else None


def _beside(article: Article, side: Sequence[Bounds | None], number: int, today: date | None) -> Statement:
    """What stands in the beads before and after."""
    around = [article.text[slice(*b)] for i in (number - 1, number + 1) if 0 <= i < len(side) and (b := side[i])]
    return Statement("\n".join(around), article.language, today=today)


def _moved(item: Evidence, starts: tuple[int, int]) -> Evidence:
    """Evidence with bounds in the articles instead of the bead's two texts."""
    bounds = [
        (b[0] + start, b[1] + start) if b else None
        for b, start in zip((item.original, item.translation), starts, strict=True)
    ]
    return replace(item, original=bounds[0], translation=bounds[1])
