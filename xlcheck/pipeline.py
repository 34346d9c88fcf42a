"""From two articles and their beads to the report: every check on every bead, and the judgement of what they saw."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from xlcheck.alignment.bead import Bead
from xlcheck.article import Article
from xlcheck.checks.base import ArticlePair, Check, Evidence, Pair
from xlcheck.checks.linking import link
from xlcheck.facts.lexicon import load_lexicon
from xlcheck.facts.statement import Statement
from xlcheck.judging.fingerprint import numbered
from xlcheck.judging.judge import judge
from xlcheck.judging.notices import notices
from xlcheck.judging.signature import signature
from xlcheck.models.config import Profile
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
) -> Report:
    """The report on two articles that are aligned."""
    articles = ArticlePair(one, two, beads, loaded.encoder)
    checked = judged_beads(articles, checks, today=today, progress=progress)
    unique = iter(numbered(f for bead in checked for f in bead.findings))
    checked = [replace(bead, findings=tuple(next(unique) for _ in bead.findings)) for bead in checked]
    told = (*one.notices, *two.notices, *notices(articles, checks, loaded.encoder))
    return Report(one, two, tuple(checked), told, signature(loaded))


def judged_beads(
    articles: ArticlePair, checks: Sequence[Check], *, today: date | None = None, progress: Progress | None = None
) -> list[CheckedBead]:
    """Every bead judged: first what the checks see in the articles as a whole, then bead by bead."""
    whole: dict[int, list[Evidence]] = {}
    for check in checks:
        for number, item in check.article(articles):
            whole.setdefault(number, []).append(item)
    able = [check for check in checks if _covers(check, articles)]
    texts = (articles.original.text, articles.translation.text)
    done = []
    for number, (bead, pair) in enumerate(zip(articles.beads, _pairs(articles, today), strict=True)):
        evidence = list(whole.get(number, ()))
        if pair is not None:
            evidence += [_moved(item, pair) for check in able for item in check.pair(pair)]
        covered = pair is None or any(check.sections for check in able)
        drift, findings = judge(evidence, bead=number, score=bead.score, texts=texts, covered=covered)
        done.append(CheckedBead.of(bead, drift, findings))
        if progress:
            progress(number + 1, len(articles.beads))
    return done


def _covers(check: Check, articles: ArticlePair) -> bool:
    """Whether both languages have what a check reads in the lexicons."""
    lexicons = [load_lexicon(article.language) for article in (articles.original, articles.translation)]
    return all(lexicon.section(section) for lexicon in lexicons for section in check.sections)


def _pairs(articles: ArticlePair, today: date | None) -> Iterator[Pair | None]:
    """Each bead as the checks read it, with its neighbours; None where a side is empty or is furniture."""
    sides = [
        [_statement(articles.original, bead.original, today) for bead in articles.beads],
        [_statement(articles.translation, bead.translation, today) for bead in articles.beads],
    ]
    names = link(
        [s.text for s in sides[0]],
        [s.text for s in sides[1]],
        articles.original.language,
        articles.translation.language,
    )
    for number, bead in enumerate(articles.beads):
        one, two = sides[0][number], sides[1][number]
        if not (bead.original and bead.translation and _states(articles, bead)):
            yield None
            continue
        near = [_beside(side, number) for side in sides]
        yield Pair(one, two, near[0], near[1], articles.encoder, names)


def _states(articles: ArticlePair, bead: Bead) -> bool:
    roles = [articles.original.sentences[i].role for i in bead.original] + [
        articles.translation.sentences[j].role for j in bead.translation
    ]
    return all(role.is_statement for role in roles)


def _statement(article: Article, indices: Sequence[int], today: date | None) -> Statement:
    if not indices:
        return Statement("", article.language, today=today)
    start, end = article.sentences[indices[0]].start, article.sentences[indices[-1]].end
    return Statement(article.text[start:end], article.language, start, today)


def _beside(side: list[Statement], number: int) -> Statement:
    around = [side[i].text for i in (number - 1, number + 1) if 0 <= i < len(side)]
    return Statement("\n".join(around), side[number].language, today=side[number].today)


def _moved(item: Evidence, pair: Pair) -> Evidence:
    """Evidence with bounds in the articles instead of the bead's two texts."""
    bounds = [
        (b[0] + s.start, b[1] + s.start) if b else None
        for b, s in ((item.original, pair.original), (item.translation, pair.translation))
    ]
    return replace(item, original=bounds[0], translation=bounds[1])
