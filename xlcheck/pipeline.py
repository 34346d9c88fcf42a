"""From two articles and their beads to the report: what the checks see, what the models say, and the judgement of both."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from datetime import date

from xlcheck.alignment.bead import Bead
from xlcheck.article import Article
from xlcheck.checks.base import ArticlePair, Check
from xlcheck.judging.counterparts import counterparts
from xlcheck.judging.fingerprint import numbered
from xlcheck.judging.measured import measured
from xlcheck.judging.notices import able_readers, notices
from xlcheck.judging.opinions import READ_FOR_MEANING
from xlcheck.judging.reference import Reference
from xlcheck.judging.signature import signature
from xlcheck.judging.support import readable
from xlcheck.judging.table import SHIPPED, Table
from xlcheck.language.tags import primary
from xlcheck.models.config import Profile
from xlcheck.models.roles import Opinion, Reading
from xlcheck.reading.glossary import Glossary
from xlcheck.report import CheckedBead, Report
from xlcheck.seen import Progress, Round


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
    glossary: Glossary | None = None,
) -> Report:
    """The report on two articles and their beads; ``aligned`` when those were given, not found."""
    given = reference.opinions if reference else {}
    articles = pair_of(
        one, two, beads, loaded, aligned=aligned, today=today, reading=bool(checks), given=given, glossary=glossary
    )
    (checked,) = judged_beads([articles], checks, progress=progress, table=table)
    report = report_of(articles, checked, checks, loaded, table=table, reference=reference)
    # Taken last: the models have remarked by then what there was to remark.
    return replace(report, notices=(*report.notices, *loaded.remarks.taken()))


def report_of(
    articles: ArticlePair,
    checked: Sequence[CheckedBead],
    checks: Sequence[Check],
    loaded: Profile,
    *,
    table: Table = SHIPPED,
    reference: Reference | None = None,
) -> Report:
    """The report on a pair whose beads are judged, without what the models remarked."""
    unique = iter(numbered(f for bead in checked for f in bead.findings))
    checked = [replace(bead, findings=tuple(next(unique) for _ in bead.findings)) for bead in checked]
    one, two = articles.original, articles.translation
    told = (*loaded.notices, *one.notices, *two.notices, *notices(articles, checks, loaded.encoder, table))
    measures = tuple(measured(checked, articles, reference))
    return Report(one, two, tuple(checked), told, signature(loaded, table), measures)


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
    glossary: Glossary | None = None,
) -> ArticlePair:
    """Two articles with the models that read them; none of those where nothing is checked."""
    return ArticlePair(
        one, two, beads, loaded.checking, aligned, loaded.verifier if reading else None, today,
        loaded.readers if reading else (), given or {}, loaded.aligner if reading else None, glossary,
    )  # fmt: skip


def judged_beads(
    pairs: Sequence[ArticlePair],
    checks: Sequence[Check],
    *,
    progress: Progress | None = None,
    table: Table = SHIPPED,
    only: Container[int] | None = None,
) -> list[list[CheckedBead]]:
    """Every bead of every pair judged: what the checks see, then what the models say, of all pairs together.

    All pairs are of one pair of languages, and read by the same models. With ``only`` the beads of other numbers are not
    looked into, and what is said of them means nothing.
    """
    rounds = [Round.of(articles, checks, progress, only) for articles in pairs]
    readings = _readings(rounds, table)
    opinions = _opinions(rounds)
    judged = [
        one.judged(read, opinions_here, table)
        for one, read, opinions_here in zip(rounds, readings, opinions, strict=True)
    ]
    return [counterparts(one.articles, beads) for one, beads in zip(rounds, judged, strict=True)]


def _readings(rounds: Sequence[Round], table: Table) -> list[dict[int, Reading]]:
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
        # What stands in several pairs, such as an agency's last line, is read once.
        unique = list(dict.fromkeys(texts for _, _, texts in asked))
        read = dict(zip(unique, verifier.read(unique), strict=True))
        for at, n, texts in asked:
            found[at][n] = read[texts]
    return found


def _opinions(rounds: Sequence[Round]) -> list[dict[int, tuple[Opinion, ...]]]:
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
