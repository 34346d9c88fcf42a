"""A date, weekday, year or hour that is another one in the translation."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks import shown
from xlcheck.checks.base import Check, Evidence, Pair, Severity
from xlcheck.facts.dates import DateFact

_FIELDS = (
    "year",
    "month",
    "day",
    "weekday",
    "hour",
    "decade",
    "relative_day",
    "relative_week",
    "relative_month",
    "relative_year",
)


class DateChanged(Check):
    name = "date-changed"
    severity = Severity.CRITICAL
    sections = ("calendar",)

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """Fields of dates that both sides state and none shares; one finding for each pair of dates."""
        seen: set[tuple[int, int]] = set()
        for field in _FIELDS:
            left = _unmatched(field, pair.original.dates, [*pair.translation.dates, *pair.near_translation.dates])
            right = _unmatched(field, pair.translation.dates, [*pair.original.dates, *pair.near_original.dates])
            for one, other in zip(left, right, strict=False):
                if (one.start, other.start) in seen or _number_says_so(pair, field, one, other):
                    continue
                seen.add((one.start, other.start))
                fields = {
                    "original": shown.date(pair.original, one),
                    "translation": shown.date(pair.translation, other),
                }
                yield Evidence(self.name, self.name, fields, (one.start, one.end), (other.start, other.end))
        yield from self._against_the_calendar(pair, seen)

    def _against_the_calendar(self, pair: Pair, seen: set[tuple[int, int]]) -> Iterator[Evidence]:
        """A relative day against a stated one: "yesterday" for "Tuesday" when yesterday was a Friday."""
        if len(pair.original.dates) != 1 or len(pair.translation.dates) != 1:
            return
        one, other = pair.original.dates[0], pair.translation.dates[0]
        for relative, stated in ((one, other), (other, one)):
            wrong = [
                f
                for f in ("weekday", "day")
                if f in relative.implied and f in stated.stated and relative.implied[f] != stated.stated[f]
            ]
            if wrong and not seen:
                fields = {
                    "original": shown.date(pair.original, one),
                    "translation": shown.date(pair.translation, other),
                }
                yield Evidence(self.name, self.name, fields, (one.start, one.end), (other.start, other.end), 0.8)
                return


def _unmatched(field: str, own: list[DateFact], others: list[DateFact]) -> list[DateFact]:
    told = {fact.stated[field] for fact in others if field in fact.stated} | {
        fact.implied[field] for fact in others if field in fact.implied
    }
    if field == "hour":
        told |= {(hour + 720) % 1440 for hour in told} | {hour % 720 for hour in told}
    if field == "decade":
        told |= {fact.stated["year"] % 100 for fact in others if "year" in fact.stated}
    return [fact for fact in own if field in fact.stated and fact.stated[field] not in told]


def _number_says_so(pair: Pair, field: str, one: DateFact, other: DateFact) -> bool:
    """Whether the value stands on the other side after all, as a bare number."""
    values = {n.value for n in pair.translation.numbers}
    return (field in ("year", "day") and one.stated[field] in values) or other.stated[field] in {
        n.value for n in pair.original.numbers
    }
