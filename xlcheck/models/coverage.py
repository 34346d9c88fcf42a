"""Parts that the other side does without (contrastive conditioning, Vamvas & Sennrich 2022).

A clause of the original is left out where the translation is likelier given the original without it; what was added is
found the same way, from the translation back into the original.
"""

from __future__ import annotations

from collections.abc import Sequence

from xlcheck.language.breadth import said
from xlcheck.language.clauses import clauses
from xlcheck.models.roles import Bounds, Opinion
from xlcheck.models.seq2seq import Seq2Seq

SOURCE = "coverage"
#: Clauses of a sentence that are tried; letters of one at the least, and of what is left (a Han sign counts for several).
_TRIED, _SHORTEST = 12, 8


def opinions(
    model: Seq2Seq, pairs: Sequence[tuple[str, str]], languages: tuple[str, str], *, omitted: bool
) -> list[list[Opinion]]:
    """An opinion on every clause of the model's source without which its target is likelier.

    ``pairs`` and ``languages`` run in the model's direction: from the original, or, for what was added, back to it.
    """
    tried = [_tried(one, languages[0]) for one, _ in pairs]
    asked = [at for at, bounds in enumerate(tried) if bounds]
    rows = [(pairs[at][0], pairs[at][1]) for at in asked]
    rows += [(_without(pairs[at][0], bounds), pairs[at][1]) for at in asked for bounds in tried[at]]
    scored = model.scored(rows, *languages)
    whole, parts = dict(zip(asked, scored, strict=False)), iter(scored[len(asked) :])
    told: list[list[Opinion]] = [[] for _ in pairs]
    for at in asked:
        for bounds in tried[at]:
            part, own = next(parts), whole[at]
            if part and own and part.mean > own.mean:
                told[at].append(_opinion(model.name, pairs[at][0], bounds, part.mean - own.mean, omitted))
    return told


def _tried(text: str, language: str) -> list[Bounds]:
    """Clauses whose removal leaves something to translate."""
    found = [(start, start + len(text[start:end].rstrip())) for start, end in clauses(text, language)]
    return [
        (start, end)
        for start, end in found[:_TRIED]
        if min(said(text[start:end], language), said(text[:start] + text[end:], language)) >= _SHORTEST
    ]


def _without(text: str, bounds: Bounds) -> str:
    return f"{text[: bounds[0]].rstrip()} {text[bounds[1] :].lstrip()}".strip()


def _opinion(name: str, text: str, bounds: Bounds, gain: float, omitted: bool) -> Opinion:
    side, about = ("original", "omitted") if omitted else ("translation", "added")
    return Opinion(
        SOURCE, name, round(gain, 4), f"{about}.coverage", {side: text[slice(*bounds)]},
        bounds if omitted else None, None if omitted else bounds, "omitted" if omitted else "added",
    )  # fmt: skip
