"""A date, weekday, year, period or hour that is another one in the translation."""

from __future__ import annotations

from collections.abc import Iterator

from xlcheck.checks import shown
from xlcheck.checks.base import Check, Evidence, Pair, Severity
from xlcheck.checks.dates import agree, converted, differences, swapped
from xlcheck.facts.dates import DateFact

#: How clear a contradiction is that only the calendar shows.
_BY_CALENDAR = 0.8


class DateChanged(Check):
    name = "date-changed"
    severity = Severity.CRITICAL
    sections = ("calendar",)

    def pair(self, pair: Pair) -> Iterator[Evidence]:
        """Dates that nothing on the other side agrees with, where each side has one and the two contradict each other."""
        other_day = converted(pair.original.dates, pair.translation.dates)
        left = _alone(pair.original.dates, [*pair.translation.dates, *pair.near_translation.dates], other_day)
        right = _alone(pair.translation.dates, [*pair.original.dates, *pair.near_original.dates], other_day)
        for one, other, names in _contradictions(left, right, other_day):
            if not _number_says_so(pair, names, one, other):
                yield self._evidence(pair, one, other, names)

    def _evidence(self, pair: Pair, one: DateFact, other: DateFact, names: tuple[str, ...]) -> Evidence:
        message = f"{self.name}.swapped" if swapped(one, other) else self.name
        fields = {"original": shown.date(pair.original, one), "translation": shown.date(pair.translation, other)}
        bounds = (one.start, one.end), (other.start, other.end)
        return Evidence(self.name, message, fields, *bounds, 1.0 if _stated(one, other, names) else _BY_CALENDAR)


def _alone(own: list[DateFact], others: list[DateFact], other_day: bool) -> list[DateFact]:
    """The dates that no date of the other side agrees with."""
    return [fact for fact in own if not fact.floating and not any(agree(fact, o, other_day=other_day) for o in others)]


def _contradictions(
    left: list[DateFact], right: list[DateFact], other_day: bool
) -> Iterator[tuple[DateFact, DateFact, tuple[str, ...]]]:
    """Each date of the left with the one on the right that it contradicts in the fewest fields, each once."""
    free = list(right)
    for one in left:
        found = [(names, other) for other in free if (names := differences(one, other, other_day=other_day))]
        if found:
            names, other = min(found, key=lambda pair: (not _stated(one, pair[1], pair[0]), len(pair[0])))
            free.remove(other)
            yield one, other, names


def _stated(one: DateFact, other: DateFact, names: tuple[str, ...]) -> bool:
    """Whether both sides state what differs, in so many words."""
    return any(
        {name, "clock" if name == "hour" else name} & set(one.stated)
        and {name, "clock" if name == "hour" else name} & set(other.stated)
        for name in names
    ) or any(name in ("decade", "toward") for name in names)


def _number_says_so(pair: Pair, names: tuple[str, ...], one: DateFact, other: DateFact) -> bool:
    """Whether the value stands on the other side after all, as a bare number."""
    here = {number.value for number in pair.original.numbers}
    there = {number.value for number in pair.translation.numbers}
    return any(
        (name in ("year", "day") and one.stated.get(name) in there)
        or (name in other.stated and other.stated[name] in here)
        for name in names
    )
