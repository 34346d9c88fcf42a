"""Numbers in alphabetic text: digits, number words and magnitudes composed into values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from xlcheck.facts.lexicon import Lexicon
from xlcheck.facts.values import Number

Readings = Callable[[str, str], tuple[Fraction, ...]]

_DIGITS = r"\d{1,3}(?:[ \u00a0\u202f']\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*"
#: "2.6.2.5" is a chapter or a version, "192.168.0.1" an address.
_SECTIONS = re.compile(r"\d+(?:[.,]\d{1,2})(?:[.,]\d+)+|\d+(?:\.\d+)+\.\d{1,2}")
#: Between two parts of one number: "two hundred and fifty", "einund-", "treinta y cinco".
_LINK = re.compile(r"(?:\s|-|\u00a0|\u202f)*(?:(?:and|und|y|e|et|и|و)\s+|و)?(?:(?<=\s)an?\s)?")
_OUT_OF = re.compile(r"\s(?:in|out of|in every|of every|von|de cada|sur|su|из|з|із|من كل|من أصل|di|em cada)\s")
_ORDINAL_ENDING = re.compile(r"(?:st|nd|rd|th|[ºª°]|er|re|ème|e|-?(?:го|й|я|ое|ый|ая|му|м|х|ий|а|ої|ого))(?![^\W_])")


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    kind: str
    values: tuple[Fraction, ...]


_Table = dict[str, list[tuple[str, Fraction]]]
_ARTICLES = frozenset(("a an one ein einem einen un une una uno um uma").split())


@dataclass(frozen=True)
class _Words:
    pattern: re.Pattern[str]
    table: _Table


def word_numbers(text: str, lexicon: Lexicon, readings: Readings) -> Iterator[Number]:
    """The numbers of a folded text in an alphabetic language, in order."""
    group: list[_Part] = []
    numbers: list[Number] = []
    for part in _parts(text, lexicon, readings):
        if group and not _goes_on(group, part, text):
            numbers += _composed(group, text, lexicon.language)
            group = []
        group.append(part)
    if group:
        numbers += _composed(group, text, lexicon.language)
    return _with_shares(numbers, text)


def _parts(text: str, lexicon: Lexicon, readings: Readings) -> Iterator[_Part]:
    words = _words(lexicon)
    for match in words.pattern.finditer(text):
        form = match[0]
        if form == "and a half":
            yield _Part(match.start(), match.end(), "half", (Fraction(1, 2),))
        elif _SECTIONS.fullmatch(form):
            continue
        elif form[0].isdecimal():
            yield _Part(match.start(), match.end(), "digits", readings(form, lexicon.language))
        elif form in words.table:
            if meant := _in_context(words.table, form, text[: match.start()]):
                yield _Part(match.start(), match.end(), meant[0], (meant[1],))
        elif (value := _compound(form, words.table)) is not None:
            yield _Part(match.start(), match.end(), "word", (value,))


def _in_context(table: _Table, form: str, before: str) -> tuple[str, Fraction] | None:
    """What a form means where it stands: "third" is a fraction after a number or an article, an ordinal elsewhere."""
    meanings = dict(table[form])
    previous = re.sub(r"[\s-]+$", "", before).rsplit(" ", 1)[-1]
    if "fraction" not in meanings or len(form) < 3:
        return table[form][0]
    kinds = {kind for kind, _ in table.get(previous, ())}
    if "ordinal" in meanings:
        counted = previous in _ARTICLES or "word" in kinds or previous.isdecimal()
        return ("fraction", meanings["fraction"]) if counted else ("ordinal", meanings["ordinal"])
    # "first half", "third quarter", "this quarter" are stretches of a year; "a quarter" may be, and is weak evidence.
    if "ordinal" in kinds or (form.startswith("quarter") and previous not in _ARTICLES and "word" not in kinds):
        return None
    return "fraction", meanings["fraction"]


@cache
def _words(lexicon: Lexicon) -> _Words:
    table: _Table = {}
    for section, kind in (
        ("words", "word"),
        ("scales", "scale"),
        ("fractions", "fraction"),
        ("multiples", "multiple"),
        ("ordinals", "ordinal"),
    ):
        for form, value in lexicon.section("numbers", section).items():
            table.setdefault(form, []).append((kind, Fraction(str(value))))
    forms = sorted(table, key=len, reverse=True)
    inner = [f for f in forms if lexicon.language in _COMPOUNDING and any(k in ("word", "scale") for k, _ in table[f])]
    compound = rf"(?:{'|'.join(map(re.escape, inner))}|und|ein|eine|ed?|y)" if inner else ""
    either = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms)
    # Korean writes its magnitudes onto the digits, Arabic "and" onto the word.
    before = r"(?<![^\W\d_])" if lexicon.language != "ar" else r"(?<![^\W\d_])و?"
    patterns = [_DIGITS, r"(?<=\s)and a half(?![^\W_])"]
    if compound:
        patterns.append(rf"{before}{compound}{{2,}}(?![^\W_])")
    if forms:
        after = r"(?![^\W_])" if lexicon.language != "ko" else ""
        patterns.append(rf"{before}(?:{either}){after}")
    return _Words(re.compile("|".join(patterns)), table)


_COMPOUNDING = frozenset({"de", "it", "nl", "sv", "no", "da", "fi"})


def _compound(form: str, table: _Table) -> Fraction | None:
    """The value of a compound such as "zweihundertfünfzig", cut into its parts, the longest first; None if it is none."""
    parts: list[Fraction] = []
    known = sorted((f for f in table if any(k in ("word", "scale") for k, _ in table[f])), key=len, reverse=True)
    rest = form
    while rest:
        match = next((f for f in known if rest.startswith(f)), None)
        if match:
            parts.append(table[match][0][1])
        elif rest.startswith(("eine", "ein")):
            match = "eine" if rest.startswith("eine") else "ein"
            parts.append(Fraction(1))
        elif rest.startswith("und"):
            match = "und"
        else:
            return None
        rest = rest[len(match) :]
    return _total([_Part(0, 0, "scale" if p >= 1000 else "word", (p,)) for p in parts]) if len(parts) > 1 else None


def _goes_on(group: list[_Part], part: _Part, text: str) -> bool:
    """Whether a part belongs to the number before it: only larger-then-smaller or a magnitude makes one number."""
    last = group[-1]
    gap = text[last.end : part.start]
    if not _LINK.fullmatch(gap) or "\n" in gap:
        return False
    if part.kind == "half":
        return last.kind in ("digits", "word", "scale")
    if part.kind == "scale":
        return last.kind in ("digits", "word", "scale", "fraction", "half")
    if part.kind == "fraction":
        return last.kind in ("word", "digits") and last.values[0] < 20
    if part.kind in ("word", "digits") and last.kind in ("word", "scale"):
        if part.kind == "digits" and last.kind == "word":
            return False
        if part.values[0] == 100:
            return last.values[0] < 100
        if last.kind == "word" and last.values[0] < 20:
            return False
        return part.values[0] < last.values[0]
    return part.kind == "word" and part.values[0] == 100 and last.kind == "digits" and not gap.strip()


def _composed(group: list[_Part], text: str, language: str) -> list[Number]:
    start, end = group[0].start, group[-1].end
    first, last = group[0], group[-1]
    if first.kind == "half":
        return []
    if last.kind == "fraction":
        count = _total(group[:-1]) if len(group) > 1 else Fraction(1)
        share = count * last.values[0]
        if share > 1:
            return [Number(start, end, (share,), firm=False)]
        # A bare "half" or "third" is often no fraction of anything.
        return [
            Number(start, end, (share * 100,), "percent", unit="percent", firm=len(group) > 1 and share.numerator > 1)
        ]
    if len(group) == 1 and first.kind == "multiple":
        return [Number(start, end, first.values, "multiple", unit="times", firm=False)]
    if len(group) == 1 and first.kind == "ordinal":
        return [Number(start, end, first.values, "ordinal", firm=False)]
    if len(group) == 1 and first.kind == "digits":
        return [_of_digits(first, text)]
    if first.kind == "fraction" and len(group) > 1:
        return [Number(start, end, (_total([_Part(0, 0, "word", first.values), *group[1:]]),))]
    scaled = any(part.kind == "scale" for part in group)
    values = tuple(
        _total([_Part(0, 0, first.kind, (value,)), *group[1:]]) for value in first.values[: 1 if scaled else None]
    )
    if text[last.start : last.end] == "m" and first.kind == "digits":
        values = (*values, *first.values)  # "200m" is a distance as often as a sum
    bare = len(group) == 1 and first.kind == "scale"
    return [Number(start, end, values, firm=not bare and (len(group) > 1 or values[0] > 12))]


def _of_digits(part: _Part, text: str) -> Number:
    ending = _ORDINAL_ENDING.match(text, part.end)
    if ending and part.values[0].denominator == 1:
        return Number(part.start, ending.end(), part.values, "ordinal", firm=False)
    lead = text[max(0, part.start - 3) : part.start]
    if (re.search(r"[a-zа-яё]-?$", lead) and not re.search(r"\d\s?x$|(?:us|hk|nt|rmb|eur|usd)$", lead)) or re.match(
        r"[a-z](?![^\W\d_])(?!\s?/)|-?[a-z]\d", text[part.end :]
    ):
        unit = re.match(r"[mgkltw%°](?![a-z])", text[part.end :])
        if not unit:
            return Number(part.start, part.end, part.values, "label", firm=False)
    year = part.end - part.start == 4 and 1900 <= part.values[0] <= 2050
    return Number(part.start, part.end, part.values, firm=not year)


def _total(parts: list[_Part]) -> Fraction:
    total, current, last = Fraction(0), Fraction(0), Fraction(10**30)
    for part in parts:
        value = part.values[0]
        if part.kind == "half" and current == 0 and total:
            total += last / 2
        elif value == 100 and part.kind == "word":
            current = (current or Fraction(1)) * 100
        elif part.kind == "scale":
            if value > last:
                total = (total + current) * value
            else:
                total += (current or 1) * value
            current, last = Fraction(0), value
        else:
            current += value
    return total + current


def _with_shares(numbers: list[Number], text: str) -> Iterator[Number]:
    """The numbers with "one in three" read as a third; "3 of 12" stays two numbers."""
    i = 0
    while i < len(numbers):
        one = numbers[i]
        two = numbers[i + 1] if i + 1 < len(numbers) else None
        if (
            two
            and one.value < two.value <= 10
            and _OUT_OF.fullmatch(text[one.end : two.start])
            and not (one.unit or two.unit)
        ):
            yield Number(one.start, two.end, (one.value / two.value * 100,), "percent", unit="percent", firm=False)
            i += 2
        else:
            yield one
            i += 1
