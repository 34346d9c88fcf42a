"""What a stretch of text says about time: as much of a date, a period or an hour as it states."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("the day before yesterday", "yesterday", "today", "tomorrow", "the day after tomorrow")
_RELATIVE = {-2: "the {} before last", -1: "last {}", 0: "this {}", 1: "next {}", 2: "the {} after next"}
_COUNTED = ("", "first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class DateFact:
    """A date as far as it is stated.

    ``stated`` fields are numbers: year, month, day, weekday (Monday is 0), decade (1990; 90 without its century),
    century, quarter, half, hour (minutes since midnight), clock (the same where it may be either half of the day),
    relative_day, relative_week, relative_month, relative_year (-1 is yesterday, last …) and toward (last or next
    Tuesday). ``implied`` fields follow from the article's date or from a count of years; they support the other side
    and accuse it only where they meet a stated one.
    """

    start: int
    end: int
    stated: dict[str, int] = field(hash=False)
    implied: dict[str, int] = field(default_factory=dict, hash=False)
    #: Days that it may mean, where the article's date is known.
    days: tuple[date, ...] = ()
    #: How many minutes its clock is before Greenwich, in summer and in winter, where the zone is named.
    zones: tuple[int, ...] = ()
    #: "Tuesday night" (1) and "the early hours of Wednesday" (2) are one night; «la nuit de mardi» (3) is either.
    night: int = 0
    #: Whether day and month may change places: 03/04/2026 in English.
    swappable: bool = False
    #: Counted from some other day than the article's ("a year earlier"): it supports and never accuses.
    floating: bool = False

    @property
    def reading(self) -> str:
        """The date in English."""
        told = self.stated
        parts = [_RELATIVE[told["toward"]].format("").strip()] if "toward" in told else []
        parts += [WEEKDAYS[told["weekday"]]] if "weekday" in told else []
        parts += [str(told["day"])] if "day" in told else []
        parts += [MONTHS[told["month"] - 1]] if "month" in told else []
        parts += [str(told["year"])] if "year" in told else []
        return " ".join([*parts, *_periods(told), *_relatives(told), *_hour(told)])


def _periods(told: dict[str, int]) -> list[str]:
    parts = [f"the {_COUNTED[told[unit]]} {unit}" for unit in ("quarter", "half") if unit in told]
    parts += [f"the {told['decade']:02}s"] if "decade" in told else []
    return [*parts, f"century {told['century']}"] if "century" in told else parts


def _relatives(told: dict[str, int]) -> list[str]:
    parts = [_DAYS[told["relative_day"] + 2]] if "relative_day" in told else []
    return parts + [
        _RELATIVE[told[f"relative_{unit}"]].format(unit)
        for unit in ("week", "month", "year")
        if f"relative_{unit}" in told
    ]


def _hour(told: dict[str, int]) -> list[str]:
    minutes = told.get("hour", told.get("clock"))
    return [] if minutes is None else [f"{minutes // 60}:{minutes % 60:02}"]


def plausible(fields: dict[str, int]) -> bool:
    """Whether the fields can be a date."""
    day, month = fields.get("day", 1), fields.get("month", 1)
    longest = 29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    return 1 <= month <= 12 and 1 <= day <= longest and 1000 <= fields.get("year", 2000) <= 2200
