"""From two articles and their beads to the report: every check on every bead, and the judgement of what they saw."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from xlcheck.alignment.bead import Bead
from xlcheck.article import Article
from xlcheck.checks.base import ArticlePair, Bounds, Check, Evidence, Pair
from xlcheck.checks.linking import link
from xlcheck.facts.lexicon import load_lexicon
from xlcheck.facts.statement import Statement, stated
from xlcheck.judging.counterparts import counterparts
from xlcheck.judging.curve import Languages
from xlcheck.judging.fingerprint import numbered
from xlcheck.judging.judge import Setting, judge
from xlcheck.judging.measured import measured, scores
from xlcheck.judging.notices import able_readers, notices
from xlcheck.judging.opinions import READ_FOR_MEANING
from xlcheck.judging.prominence import prominence
from xlcheck.judging.reference import Reference
from xlcheck.judging.signature import signature
from xlcheck.judging.support import read, readable
from xlcheck.judging.table import SHIPPED, Table
from xlcheck.language.tags import primary
from xlcheck.models.config import Profile
from xlcheck.models.roles import Opinion, Reading
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
    reference: Reference | None = None,
) -> Report:
    """The report on two articles and their beads; ``aligned`` when those were given, not found."""
    given = reference.opinions if reference else {}
    articles = pair_of(one, two, beads, loaded, aligned=aligned, today=today, reading=bool(checks), given=given)
    (checked,) = judged_beads([articles], checks, progress=progress, table=table)
    unique = iter(numbered(f for bead in checked for f in bead.findings))
    checked = [replace(bead, findings=tuple(next(unique) for _ in bead.findings)) for bead in checked]
    told = (*loaded.notices, *one.notices, *two.notices, *notices(articles, checks, loaded.encoder, table))
    # Taken last: the models have remarked by then what there was to remark.
    told += loaded.remarks.taken()
    return Report(
        one, two, tuple(checked), told, signature(loaded, table), tuple(measured(checked, articles, reference))
    )


def pair_of(
    one: Article,
    two: Article,
    beads: Sequence[Bead],
    loaded: Profile,
    *,
    aligned: bool = False,
    today: date | None = None,
    reading: bool = True,
    given: Mapping[int, tuple[Opinion, ...]] | None = None,
) -> ArticlePair:
    """Two articles with the models that read them; none of those where nothing is checked."""
    return ArticlePair(
        one, two, beads, loaded.checking, aligned, loaded.verifier if reading else None, today,
        loaded.readers if reading else (), given or {}, loaded.aligner if reading else None,
    )  # fmt: skip


def judged_beads(
    pairs: Sequence[ArticlePair], checks: Sequence[Check], *, progress: Progress | None = None, table: Table = SHIPPED
) -> list[list[CheckedBead]]:
    """Every bead of every pair judged: what the checks see, then what the models say, of all pairs together.

    All pairs are of one pair of languages, and read by the same models.
    """
    rounds = [_Round.of(articles, checks, progress) for articles in pairs]
    readings = _readings(rounds, table)
    opinions = _opinions(rounds)
    judged = [
        one.judged(read, opinions_here, table)
        for one, read, opinions_here in zip(rounds, readings, opinions, strict=True)
    ]
    return [counterparts(one.articles, beads) for one, beads in zip(rounds, judged, strict=True)]


@dataclass(frozen=True)
class _Round:
    """A pair of articles with all that the checks saw in it: in ``whole`` by bead, and in each bead that is judged."""

    articles: ArticlePair
    whole: dict[int, list[Evidence]]
    able: list[Check]
    seen: list[_Seen | None]

    @classmethod
    def of(cls, articles: ArticlePair, checks: Sequence[Check], progress: Progress | None) -> _Round:
        """Every check on the articles, then on every bead."""
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

    def moved(
        self, reading: Reading | None, readers: Sequence[Check], opinions: Sequence[Opinion], doubters: Sequence[Check]
    ) -> list[Evidence]:
        """The evidence after reading, and what reading and opinions show to checks, with bounds in the articles."""
        shown = [item for check in readers for item in check.reading(self.texts, reading)] if reading else []
        shown += [item for o in opinions for check in doubters for item in check.opinion(self.texts, o, reading)]
        return [_moved(item, self.starts) for item in [*(read(item, reading) for item in self.evidence), *shown]]


def _readings(rounds: Sequence[_Round], table: Table) -> list[dict[int, Reading]]:
    """What the verifier says of every bead, or of those in which something was seen that it can tell of."""
    asked: list[tuple[int, int, tuple[str, str]]] = []
    for at, one in enumerate(rounds):
        # Where nobody measured what a reading means, none is taken for its own sake.
        every = bool(one.those("reading")) and table.curve(one.languages) is not None
        if (
            one.articles.verifier
            and {primary(language) for language in one.languages} <= one.articles.verifier.languages
        ):
            asked += [
                (at, n, sight.texts)
                for n, sight in enumerate(one.seen)
                if sight and (every or any(readable(item) for item in sight.evidence))
            ]
    verifier = rounds[0].articles.verifier if rounds else None
    found: list[dict[int, Reading]] = [{} for _ in rounds]
    if verifier:
        for (at, n, _), reading in zip(asked, verifier.read([texts for _, _, texts in asked]), strict=True):
            found[at][n] = reading
    return found


def _opinions(rounds: Sequence[_Round]) -> list[dict[int, tuple[Opinion, ...]]]:
    """What the larger models say of every bead that is judged, beside what is given.

    Where no check shows opinions, those who read for meaning are asked of what they may confirm or clear.
    """
    told: list[dict[int, tuple[Opinion, ...]]] = []
    asked: list[tuple[int, int, tuple[str, str]]] = []
    every = any(one.those("opinion") for one in rounds)
    for at, one in enumerate(rounds):
        seen = {n: sight for n, sight in enumerate(one.seen) if sight}
        told.append({n: opinions for n, opinions in one.articles.given.items() if every and n in seen})
        asked += [(at, n, sight.texts) for n, sight in seen.items() if every or any(map(readable, sight.evidence))]
    languages = rounds[0].languages if rounds else (None, None)
    for reader in able_readers(rounds[0].articles) if asked else ():
        if not every and reader.role not in READ_FOR_MEANING:
            continue
        said = reader.opinions([texts for _, _, texts in asked], languages)
        for (at, n, _), opinions in zip(asked, said, strict=True):
            told[at][n] = (*told[at].get(n, ()), *opinions)
    return told


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
