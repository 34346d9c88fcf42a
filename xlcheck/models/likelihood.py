"""How likely a translation model finds the translation that is given (Prism, Thompson & Post 2020)."""

from __future__ import annotations

from collections.abc import Sequence

from xlcheck.models.roles import Bounds, Opinion
from xlcheck.models.seq2seq import Scored, Seq2Seq
from xlcheck.models.spans import words

SOURCE = "likelihood"
#: A subword is unlikely where its logarithm is this far below the sentence's mean; neighbours less far below go with it.
_UNLIKELY, _BESIDE = -3.0, -1.0
#: Widest stretch that is shown, in signs.
_WIDEST = 60


def opinions(model: Seq2Seq, pairs: Sequence[tuple[str, str]], source: str, target: str) -> list[list[Opinion]]:
    """An opinion of each pair that the model can read, with the place that it finds least likely."""
    scored = model.scored(pairs, source, target)
    return [[_opinion(model.name, one, pair[1])] if one else [] for one, pair in zip(scored, pairs, strict=True)]


def _opinion(name: str, scored: Scored, text: str) -> Opinion:
    place = unlikeliest(scored, text)
    fields = {"translation": text[slice(*place)]} if place else {}
    message = "drift.likelihood" if place else ""
    return Opinion(
        SOURCE,
        name,
        round(-scored.mean, 4),
        message,
        fields,
        None,
        place,
        scores={"log-likelihood": round(scored.mean, 3)},
    )


def unlikeliest(scored: Scored, text: str) -> Bounds | None:
    """The words around the least likely subword; None where none stands out."""
    logs, spans = scored.logs - scored.mean, scored.spans
    inside = spans[:, 1] > spans[:, 0]
    if not inside.any() or logs[inside].min() > _UNLIKELY:
        return None
    worst = int((logs + 1e6 * ~inside).argmin())
    first = last = worst
    while first and logs[first - 1] < _BESIDE and inside[first - 1] and spans[last, 1] - spans[first - 1, 0] <= _WIDEST:
        first -= 1
    while (
        last + 1 < len(logs)
        and logs[last + 1] < _BESIDE
        and inside[last + 1]
        and spans[last + 1, 1] - spans[first, 0] <= _WIDEST
    ):
        last += 1
    return words(text, int(spans[first, 0]), int(spans[last, 1]))
