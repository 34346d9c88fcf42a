"""Times of day in alphabetic text: "5:30 p.m.", "halb vier", "в три часа дня", 15:00 GMT, «à 10 h 30»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from xlcheck.facts.lexicon import Lexicon
from xlcheck.facts.when import DateFact
from xlcheck.facts.zones import zone

_DAY = 24 * 60
_COMMA = frozenset("de fr es pt it ru uk pl cs tr id vi".split())
#: Minutes to add to the hour.
_SHIFTS = {"half_past": 30, "half_to": -30, "quarter_past": 15, "quarter_to": -15, "quarter_into": -45}
#: Parts of the day that are also days and nights: "3 дня" are three days, "в 3 часа дня" is three o'clock.
_ALSO_SPANS = frozenset({"дня", "ночи", "ночі", "nocy"})
#: Behind the figure in "11 часов 28 минут".
_MINUTES = r"(?:minut\w*|min\.?|минут\w*|мин\.?|хвилин\w*|хв\.?|dakika\w*|دقيقة|मिनट|phút|menit)"
_FOUR_DIGITS = re.compile(r"(?<![\d.,:])(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)(?=\s?(?:gmt|utc)(?![a-z]))")


def hours(text: str, lexicon: Lexicon) -> Iterator[DateFact]:
    """The times of day of a folded text, in no order."""
    clock = _clock(lexicon)
    for match in clock.pattern.finditer(text):
        if clock.tells_time(match, text):
            start, end = match.start(clock.first(match)), match.end()
            yield DateFact(start, end, clock.value(match), zones=zone(text, start, end))
    for match in clock.named.finditer(text):
        shifted = clock.names[match["name"]] + clock.shifts.get(match["shift"] or "", 0)
        yield DateFact(match.start(), match.end(), {"hour": shifted % _DAY})
    yield from four_digits(text)


def four_digits(text: str) -> Iterator[DateFact]:
    """0200 GMT, the way news agencies write it in any language."""
    for match in _FOUR_DIGITS.finditer(text):
        at = int(match["hour"]) % 24 * 60 + int(match["minute"])
        yield DateFact(match.start(), match.end(), {"hour": at}, zones=zone(text, match.start(), match.end()))


def in_half(hour: int, minute: int, part: str, *, leading_zero: bool = False) -> dict[str, int]:
    """The field of an hour: ``part`` of the day (am, pm, noon, night) settles which half of the day it is in."""
    twelve = hour == 12 and part in ("am", "pm")  # midnight is called "12 p.m." as often as noon is
    if twelve or (not part and 0 < hour < 13 and not leading_zero):
        return {"clock": (hour * 60 + minute) % (_DAY // 2)}
    if part == "pm" or (part == "noon" and hour < 4) or (part == "night" and 5 <= hour < 12):
        hour += 12 if hour < 12 else 0
    elif part == "night" and hour == 12:
        hour = 0
    return {"hour": (hour * 60 + minute) % _DAY}


@dataclass(frozen=True)
class _Clock:
    pattern: re.Pattern[str]
    named: re.Pattern[str]
    names: dict[str, int]
    hours: dict[str, int]
    minutes: dict[str, int]
    parts: dict[str, str]
    shifts: dict[str, int]
    articles: frozenset[str]
    #: Whether decimals have a comma: then "15.30" may be an hour.
    comma: bool
    #: Whether the part of the day stands before the hour.
    part_first: bool

    def first(self, match: re.Match[str]) -> str:
        """The group that a time begins with: the preposition is no part of it."""
        return next(name for name in ("part0", "strong", "less", "early", "shift0", "hour") if match[name])

    def tells_time(self, match: re.Match[str], text: str) -> bool:
        """Whether something beside the number says that it is an hour."""
        hour, minute = self._hour(match), int(match["minute"] or 0)
        if not (0 <= hour <= 24 and minute < 60) or text[match.end() : match.end() + 1] in ("%", ":"):
            return False
        led = bool(match["at"])
        separator = (match["separator"] or "").strip()
        noun = bool(match["noun"]) or (separator == "h" and not match["minute"])
        part = match["part"]
        if match["strong"] or match["after"] or (part and (part not in _ALSO_SPANS or led or noun)):
            return True
        if match["minute"] and separator in (":", "h"):
            return True
        # साढ़े नौ may be nine and a half of anything.
        shifted = bool((match["shift0"] and not self.part_first) or match["less"]) or (
            led and bool(match["shift"] or match["plus"] or match["minus"])
        )
        if shifted or (led and noun) or (match["part0"] and match["minute"]):
            return True
        ends = re.match(r"\s*(?:[,.;:)]|$)", text[match.end() :]) is not None
        dotted = separator == "." and self.comma
        return ends and (
            (match["at"] in self.articles and separator != ",") or (led and dotted and bool(match["minute"]))
        )

    def _hour(self, match: re.Match[str]) -> int:
        return int(match["hour"]) if match["hour"].isdecimal() else self.hours[match["hour"]]

    def value(self, match: re.Match[str]) -> dict[str, int]:
        """The field of a match."""
        minutes = self._hour(match) * 60 + int(match["minute"] or 0)
        minutes += self.shifts.get(match["shift0"] or match["shift"] or "", 0)
        word = match["less"] or match["early"] or match["later"] or ""
        count = int(word) if word.isdecimal() else self.minutes.get(word, 0)
        minutes += -count if match["less"] or match["to"] or match["minus"] else count
        part = self.parts.get(match["part"] or match["part0"] or "", "")
        hour, minute = divmod(minutes % _DAY, 60)
        return in_half(hour or (12 if part else 0), minute, part, leading_zero=match["hour"].startswith("0"))


@cache
def _clock(lexicon: Lexicon) -> _Clock:
    words = lexicon.section("calendar", "clock")
    hours = dict.fromkeys(words.get("one", ()), 1)
    for section in ("words", "ordinals"):
        hours |= {f: int(v) for f, v in lexicon.section("numbers", section).items() if 1 <= v <= 12 and f[0].isalpha()}
    parts = {form: part for part in ("am", "pm", "noon_part", "night") for form in words.get(part, ())}
    shifts = {form: shift for key, shift in _SHIFTS.items() for form in words.get(key, ())}
    names = dict.fromkeys(words.get("noon", ()), 720) | dict.fromkeys(words.get("midnight", ()), 0)
    pattern = _pattern(words, hours, _minutes(lexicon), parts, shifts)
    parts = {form: "noon" if kind == "noon_part" else kind for form, kind in parts.items()}
    named = re.compile(rf"(?<![^\W_])(?:(?P<shift>{_either(shifts)})\s)?(?P<name>{_either(names)})(?![^\W_])")
    articles = frozenset(words.get("article", ()))
    return _Clock(
        re.compile(pattern),
        named,
        names,
        hours,
        _minutes(lexicon),
        parts,
        shifts,
        articles,
        lexicon.language in _COMMA,
        part_first=bool(words.get("part_first")),
    )


def _minutes(lexicon: Lexicon) -> dict[str, int]:
    """Words for minutes in "ten to six", "six heures trente": the round ones."""
    words = lexicon.section("numbers", "words")
    return {form: int(v) for form, v in words.items() if v in (5, 10, 15, 20, 25, 30, 40, 45, 50)}


def _pattern(
    words: Mapping[str, list[str]],
    hours: dict[str, int],
    minutes: dict[str, int],
    parts: dict[str, str],
    shifts: dict[str, int],
) -> str:
    def either(key: str) -> str:
        return _either(words.get(key, ()))

    part, shift, minute = _either(parts), _either(shifts), _either(minutes)
    part0 = part if words.get("part_first") else "(?!)"
    # "ten to six", "без десяти шесть"; "cinq heures moins dix", "las seis y veinte", "six heures trente".
    before = rf"(?:(?:{either('without')})\s(?P<less>{minute})|(?P<early>{minute})\s(?:(?P<to>{either('to')})|{either('past')}))\s"
    later = rf"(?P<later>{minute}|[0-5]?\d(?=\s?{_MINUTES}))(?:\s?{_MINUTES})?(?![^\W_])"
    after = rf"\s(?:(?P<minus>{either('minus')})\s|(?P<plus>{either('plus')})\s)?{later}"
    return (
        rf"(?<![^\W_])(?<![\d.,:$€£])(?:(?P<part0>{part0})\s)?(?:(?P<strong>{either('before')})\s)?"
        rf"(?:(?P<at>{_either([*words.get('at', ()), *words.get('article', ())])})\s)?"
        rf"(?:{before})?(?:(?P<shift0>{shift})\s)?(?P<hour>\d{{1,2}}|{_either(hours)})(?!\d)"
        rf"(?:(?P<separator>[:.,](?=\d)|\s?h(?![^\W\d_])\s?)(?P<minute>[0-5]\d)?(?!\d))?(?:\s?(?P<after>{either('after')})|\s?(?P<noun>{either('hours')}))?"
        rf"(?:\s?(?P<shift>{shift})|(?(minute)(?!)|{after}))?(?:,?\s?(?P<part>{part}))?(?![^\W_]|[.,]\d)"
    )


def _either(forms: object) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)) or "(?!)"  # type: ignore[call-overload]
