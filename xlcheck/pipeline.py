"""From two articles and their beads to the report: every check on every bead, and the judgement of what they saw."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from xlcheck.alignment.bead import Bead
from xlcheck.article import Article
from xlcheck.checks.base import ArticlePair, Bounds, Check, Evidence, Pair
from xlcheck.checks.linking import link
from xlcheck.facts.lexicon import load_lexicon
from xlcheck.facts.statement import Statement, stated
from xlcheck.judging.fingerprint import numbered
from xlcheck.judging.judge import Setting, judge
from xlcheck.judging.notices import notices
from xlcheck.judging.prominence import prominence
from xlcheck.judging.signature import signature
from xlcheck.judging.support import read, readable
from xlcheck.judging.table import SHIPPED, Table
from xlcheck.language.tags import primary
from xlcheck.models.config import Profile
from xlcheck.models.roles import Reading
from xlcheck.report import CheckedBead, Report

Progress = Callable[[int, int], None]


def judged(
    one: Article,
    two: Article,
    beads: Sequence[Bead],
    checks: Sequence[Check],
    loaded: Profile,
    *,
    today: date | None,
    progress: Progress | None = None,
    aligned: bool = False,
    table: Table = SHIPPED,
) -> Report:
    """The report on two articles and their beads; ``aligned`` when those were given, not found."""
    articles = ArticlePair(one, two, beads, loaded.encoder, aligned, loaded.verifier if checks else None, today)
    checked = judged_beads(articles, checks, progress=progress, table=table)
    unique = iter(numbered(f for bead in checked for f in bead.findings))
    checked = [replace(bead, findings=tuple(next(unique) for _ in bead.findings)) for bead in checked]
    told = (*loaded.notices, *one.notices, *two.notices, *notices(articles, checks, loaded.encoder, table))
    return Report(one, two, tuple(checked), told, signature(loaded, table))


def judged_beads(
    articles: ArticlePair, checks: Sequence[Check], *, progress: Progress | None = None, table: Table = SHIPPED
) -> list[CheckedBead]:
    """Every bead judged: what the checks see in the articles as a whole, then bead by bead; then the verifier's word."""
    whole: dict[int, list[Evidence]] = {}
    for check in checks:
        for number, item in check.article(articles):
            whole.setdefault(number, []).append(item)
    able = [check for check in checks if _covers(check, articles)]
    seen = []
    for number, pair in enumerate(_pairs(articles)):
        seen.append(_Seen.by(able, pair) if pair else None)
        if progress:
            progress(number + 1, len(articles.beads))
    readers = [check for check in able if type(check).reading is not Check.reading]
    texts = articles.original.text, articles.translation.text
    languages = articles.original.language, articles.translation.language
    # Where nobody measured what a reading means, none is taken for its own sake.
    readings = _readings(articles, seen, every=bool(readers) and table.curve(languages) is not None)
    done = []
    for number, (bead, sight) in enumerate(zip(articles.beads, seen, strict=True)):
        reading = readings.get(number)
        evidence = whole.get(number, []) + (sight.moved(reading, readers) if sight else [])
        covered = sight is None or any(check.sections for check in able)
        setting = Setting(
            number, bead.score, texts, covered, reading, languages, table, partial(_place, articles, bead),
        )  # fmt: skip
        done.append(CheckedBead.of(bead, *judge(evidence, setting)))
    return done


def _place(articles: ArticlePair, bead: Bead, item: Evidence) -> str | None:
    """What makes the place of some evidence prominent, on either side."""
    return prominence(articles.original, bead.original, item.original) or prominence(
        articles.translation, bead.translation, item.translation
    )


@dataclass(frozen=True)
class _Seen:
    """What the checks saw in a bead, with bounds in its two texts; ``starts`` are where those begin in the articles."""

    evidence: Sequence[Evidence]
    texts: tuple[str, str]
    starts: tuple[int, int]

    @classmethod
    def by(cls, checks: Sequence[Check], pair: Pair) -> _Seen:
        """All that the checks see in a pair."""
        evidence = [item for check in checks for item in check.pair(pair)]
        one, two = pair.original, pair.translation
        return cls(evidence, (one.text, two.text), (one.start, two.start))

    def moved(self, reading: Reading | None, readers: Sequence[Check]) -> list[Evidence]:
        """The evidence after reading, and what reading itself shows to ``readers``, with bounds in the articles."""
        shown = [item for check in readers for item in check.reading(self.texts, reading)] if reading else []
        return [_moved(item, self.starts) for item in [*(read(item, reading) for item in self.evidence), *shown]]


def _readings(articles: ArticlePair, seen: Sequence[_Seen | None], *, every: bool) -> dict[int, Reading]:
    """What the verifier says of every bead, or of those in which something was seen that it can tell of."""
    verifier = articles.verifier
    languages = {primary(article.language) for article in (articles.original, articles.translation)}
    if verifier is None or not languages <= verifier.languages:
        return {}
    asked = {
        n: sight.texts for n, sight in enumerate(seen) if sight and (every or any(readable(e) for e in sight.evidence))
    }
    return dict(zip(asked, verifier.read(list(asked.values())), strict=True))


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
    return (article.sentences[indices[0]].start, article.sentences[indices[-1]].end) if indices else None


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
