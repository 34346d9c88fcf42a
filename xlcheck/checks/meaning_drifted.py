"""Drift that no other check can name: what reading both sides together makes of them."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks.base import Bounds, Check, Evidence, Read
from xlcheck.checks.messages import MESSAGES
from xlcheck.checks.shown import marked
from xlcheck.models.roles import Opinion, Reading, Tags
from xlcheck.models.spans import words

#: Logit from which on a subword is marked as not said by the other side, and how far below the worst one its
#: neighbours may be to be marked with it.
_MARKED, _BESIDE = 0.0, 2.5
#: Least share of a kind that is named.
_NAMED = 0.6
#: Widest stretch that is shown, in signs: a place, not the sentence.
_WIDEST = 60


class MeaningDrifted(Check):
    name = "meaning-drifted"

    def reading(self, texts: tuple[str, str], reading: Reading) -> Iterator[Evidence]:
        """The worst place of either side, where there is one: a suspicion without a place is nothing to show."""
        one, two = _place(reading.original, texts[0]), _place(reading.translation, texts[1])
        if one is None and two is None:
            return
        places = {"original": (texts[0], one), "translation": (texts[1], two)}
        fields = {side: marked(text[slice(*bounds)]) for side, (text, bounds) in places.items() if bounds}
        message = self.name if one and two else f"{self.name}.{next(iter(fields))}"
        if reading.kind_share >= _NAMED and f"{self.name}.kind.{reading.kind}" in MESSAGES:
            fields["kind"] = reading.kind
        yield Evidence(self.name, message, fields, one, two, read=Read(reading.drift, 1.0))

    def opinion(self, texts: tuple[str, str], opinion: Opinion, reading: Reading | None) -> Iterator[Evidence]:
        """A larger model's doubt, at the place that it names, else where the verifier would look, else of the whole."""
        if opinion.about != "drift" or not opinion.message:
            return
        places = [opinion.original, opinion.translation]
        if places == [None, None] and reading:
            places = [_place(reading.original, texts[0]), _place(reading.translation, texts[1])]
        if places == [None, None]:
            places = [(0, len(text)) for text in texts]
        fields = {
            key: marked(value) if key in ("original", "translation", "back") else value
            for key, value in opinion.fields.items()
        }
        yield Evidence(
            self.name,
            f"{self.name}.{opinion.message}",
            {**fields, "model": opinion.model},
            places[0],
            places[1],
            opinion=opinion,
        )


def _place(tags: Tags, text: str) -> Bounds | None:
    """The words around the subword that the other side most surely doesn't say; None where it may say all."""
    if not len(tags.logits) or tags.logits.max() < _MARKED:
        return None
    worst = int(tags.logits.argmax())
    doubted = tags.logits >= max(tags.logits[worst] - _BESIDE, _MARKED)
    first = last = worst
    while first and doubted[first - 1] and tags.spans[last, 1] - tags.spans[first - 1, 0] <= _WIDEST:
        first -= 1
    while last + 1 < len(doubted) and doubted[last + 1] and tags.spans[last + 1, 1] - tags.spans[first, 0] <= _WIDEST:
        last += 1
    return words(text, int(tags.spans[first, 0]), int(tags.spans[last, 1]))
