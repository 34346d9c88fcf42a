"""How two statements about one matter stand to each other: everything in which they differ."""

from __future__ import annotations

from xlcheck.checks.base import Pair
from xlcheck.comparing.certainty import conditions, reservations
from xlcheck.comparing.facet import Facet, Relation, may_be_one
from xlcheck.comparing.seen import seen
from xlcheck.comparing.stances import denials, negations, stances
from xlcheck.comparing.statements import Said
from xlcheck.facts.statement import Statement
from xlcheck.models.roles import Encoder


def facets(a: Said, b: Said, likeness: float, encoder: Encoder, *, best: bool) -> list[Facet]:
    """All in which two statements differ, the clearest first; ``best`` where neither has a likelier counterpart.

    Figures and negations are compared only of those: a sentence beside the one that was meant has others.
    """
    pair = Pair(a.facts, b.facts, Statement("", a.facts.language), Statement("", b.facts.language), encoder)
    found = [*seen(pair)] if best else []
    if not may_be_one(a, b):
        # Two people may be for and against; a figure is the same whoever names it.
        found = [facet for facet in found if facet.relation == Relation.DIFFERS]
    if not any(facet.relation == Relation.CONTRADICTS for facet in found):
        found += stances(a, b)
        found += [*denials(a, b, likeness), *negations(a, b, pair, likeness)] if best else []
    if not any(facet.relation == Relation.CERTAINTY for facet in found):
        found += [*conditions(a, b), *reservations(a, b, likeness)]
    return sorted(found, key=lambda facet: -facet.strength)
