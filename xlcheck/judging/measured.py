"""The figures that larger models and the reference give, by bead and for the whole article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from xlcheck.checks.base import ArticlePair
from xlcheck.judging.reference import Reference
from xlcheck.models.roles import Opinion
from xlcheck.report import CheckedBead, Measure


def scores(opinions: Sequence[Opinion]) -> dict[str, Mapping[str, float]]:
    """The figures of a bead's opinions, by measure."""
    return {opinion.source: opinion.scores for opinion in opinions if opinion.scores}


def measured(beads: Sequence[CheckedBead], articles: ArticlePair, reference: Reference | None) -> Iterator[Measure]:
    """The reference's figures over the whole article, and the means of the models'."""
    if reference:
        yield reference.measure
    named = {"back-translation": "translator", "likelihood": "translator"}
    names = {reader.role: reader.name for reader in articles.readers}
    for source, rows in _by_source(beads).items():
        if source == "reference":
            continue
        means = {key: round(sum(row[key] for row in rows) / len(rows), 3) for key in rows[0]}
        yield Measure(source, names.get(named.get(source, source), ""), means, _signatures(source, articles))


def _by_source(beads: Sequence[CheckedBead]) -> dict[str, list[Mapping[str, float]]]:
    rows: dict[str, list[Mapping[str, float]]] = defaultdict(list)
    for bead in beads:
        for source, given in bead.scores.items():
            rows[source].append(given)
    return rows


def _signatures(source: str, articles: ArticlePair) -> dict[str, str]:
    if source != "back-translation":
        return {}
    from xlcheck.models.surface import Surface

    told = Surface.of(articles.original.language).signatures
    return {key: told[key] for key in ("chrF", "BLEU")}
