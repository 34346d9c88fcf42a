"""Numbers in alphabetic text: digits, number words and magnitudes composed into values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from xlcheck.facts.compose import Part, composed, goes_on
from xlcheck.facts.digits import DIGITS, digit_readings, is_section
from xlcheck.facts.lexicon import Lexicon
from xlcheck.facts.measures import NO_LETTER, spellings
from xlcheck.facts.values import Number

_OUT_OF = re.compile(
    r"\s(?:in|out of|in every|of every|von|de cada|sur|su|из|з|із|من كل|من أصل|di|em cada|dari|trong|trong số|z|ze)\s"
)
#: Written onto the digits, or between them and a sign: $150K, 2,5 M€, 40 Md$.
_GLUED = {"k": 10**3, "m": 10**6, "mn": 10**6, "mio": 10**6, "mm": 10**6, "md": 10**9, "mds": 10**9, "mrd": 10**9, "mld": 10**9, "bn": 10**9, "b": 10**9, "tn": 10**12}  # fmt: skip
_GLUED_PATTERN = r"(?P<glued>(?<=\d)(?:[kb](?![^\W_])|\s?(?:mds?|mrd|mld|mio|m[nm]?|bn?|tn|k)(?=\s?[€$£¥₽₴])))"
#: 12B is a flat or a pencil, $12B are billions.
_SUM = re.compile(r"[$€£¥]\s?[\d.,]+$")
_COMPOUNDING = frozenset({"de", "it", "nl", "sv", "no", "da", "fi"})
_ARTICLES = frozenset(
    "a an one ein eine einer einem einen un une una uno um uma один одну одного одна satu một jeden jedna bir एक".split()
)
#: "The first three quarters" are nine months, not three fourths.
_STRETCHES = re.compile(
    r"(?:first|last|past|next|previous|final|these|those|consecutive|straight|recent|coming)\s+\S+[\s-]+$"
)


#: How far back the words lie that tell what a number word means, in characters.
_BACK = 80
_Table = dict[str, list[tuple[str, Fraction]]]


@dataclass(frozen=True)
class _Words:
    pattern: re.Pattern[str]
    table: _Table
    stems: _Table
    halves: frozenset[str]


def word_numbers(text: str, lexicon: Lexicon) -> Iterator[Number]:
    """The numbers of a folded text in an alphabetic language, in order."""
    group: list[Part] = []
    numbers: list[Number] = []
    for part in _parts(text, lexicon):
        if group and not goes_on(group, part, text, lexicon.language):
            numbers += composed(group, text, article=_has_article(group, text))
            group = []
        group.append(part)
    if group:
        numbers += composed(group, text, article=_has_article(group, text))
    return _with_shares(numbers, text)


def _has_article(group: list[Part], text: str) -> bool:
    return re.sub(r"[\s-]+$", "", _before(text, group[0].start)).rsplit(" ", 1)[-1] in _ARTICLES


def _before(text: str, at: int) -> str:
    """The last words before a place: in a long text, looking at all of them for every number takes too long."""
    return text[max(0, at - _BACK) : at]


def _parts(text: str, lexicon: Lexicon) -> Iterator[Part]:
    words = _words(lexicon)
    for match in words.pattern.finditer(text):
        start, form = match.start(), " ".join(match[0].split())
        if match["unit"] or is_section(form):
            continue
        if match["glued"] == "b" and not _SUM.search(_before(text, start)):
            continue
        if match["glued"]:
            yield Part(start, match.end(), "scale", (Fraction(_GLUED[form]),))
        elif form[-1].isdecimal() or form[0].isdecimal():
            if form in words.table:  # 1er, "2 phần 3"
                yield Part(start, match.end(), words.table[form][0][0], (words.table[form][0][1],))
            else:
                yield Part(start, match.end(), "digits", digit_readings(form, lexicon.language))
        else:
            yield from _worded(text, start, match.end(), form, words)


def _worded(text: str, start: int, end: int, form: str, words: _Words) -> Iterator[Part]:
    before = _before(text, start)
    if form in words.halves and (form not in words.table or _follows_number(before, words)):
        yield Part(start, end, "half", (Fraction(1, 2),))
        return
    if form not in words.table and form[0] == "و":  # Arabic writes "and" onto the word
        start, form = start + 1, form[1:]
    if form in words.table:
        meant = _in_context(words.table, form, before)
        if meant and (meant[0] != "scale" or len(form) > 2 or before.rstrip()[-1:].isdecimal()):  # not the m of "I'm"
            yield Part(start, end, meant[0], (meant[1],))
    elif stem := next((s for s in words.stems if form.startswith(s)), None):
        kind, value = words.stems[stem][0]
        yield Part(start, end, kind, (value,))
    elif (value_of := _compound(form, words.table)) is not None:
        yield Part(start, end, "word", (value_of,))


def _follows_number(before: str, words: _Words) -> bool:
    previous = before.rstrip().rsplit(" ", 1)[-1]
    return previous[-1:].isdecimal() or any(kind in ("word", "scale") for kind, _ in words.table.get(previous, ()))


def _in_context(table: _Table, form: str, before: str) -> tuple[str, Fraction] | None:
    """What a form means where it stands: "third" is a fraction after a number or an article, an ordinal elsewhere."""
    meanings = dict(table[form])
    previous = re.split(r"[\s-]", re.sub(r"[\s-]+$", "", before))[-1]
    if "fraction" not in meanings or len(form) < 3:
        return table[form][0]
    kinds = {kind for kind, _ in table.get(previous, ())}
    if "ordinal" in meanings:
        tens = any(value >= 20 for kind, value in table.get(previous, ()) if kind == "word")  # thirty-seventh
        counted = not tens and (previous in _ARTICLES or "word" in kinds or previous.isdecimal())
        return ("fraction", meanings["fraction"]) if counted else ("ordinal", meanings["ordinal"])
    # "first half", "third quarter", "this quarter" are stretches of a year; "a quarter" may be, and is weak evidence.
    if "ordinal" in kinds or (form.startswith("quarter") and previous not in _ARTICLES and "word" not in kinds):
        return None
    if form.startswith("quarter") and _STRETCHES.search(before):
        return None
    return "fraction", meanings["fraction"]


@cache
def _words(lexicon: Lexicon) -> _Words:
    table, stems = _tables(lexicon)
    halves = frozenset(lexicon.section("numbers", "halves").get("after", ()))
    forms = sorted({*table, *halves}, key=len, reverse=True)
    ar = lexicon.language == "ar"
    before = r"(?<![^\W\d_])(?<![\u0900-\u0903\u093a-\u094f])" + ("و?" if ar else "")
    # Korean writes its particles onto the word.
    after = rf"(?:(?!\d){NO_LETTER}{_glued_units(lexicon)})" if lexicon.language != "ko" else ""
    patterns = [DIGITS, _GLUED_PATTERN, rf"(?P<unit>{_percent_words(lexicon)})"]
    if inner := _inner(lexicon, table):
        patterns.append(rf"{before}{inner}{{2,}}(?![^\W_])")
    if stems:
        patterns.append(rf"{before}(?:{'|'.join(map(re.escape, stems))})\w*")
    if lexicon.language == "tr" and forms:  # "yüzde otuzuna": after the percent any ending may follow
        numerals = "|".join(_turkish(lexicon, table))
        patterns.append(rf"(?<=yüzde )(?:{numerals})\w{{1,6}}")
    if forms:
        patterns.append(rf"{before}(?:{'|'.join(map(_spaced, forms))}){after}")
    return _Words(re.compile("|".join(patterns)), table, stems | _turkish(lexicon, table), halves)


def _tables(lexicon: Lexicon) -> tuple[_Table, _Table]:
    """What each form can mean, and each stem, of those with a star at the end; longest first."""
    table: _Table = {}
    kinds = (("words", "word"), ("scales", "scale"), ("fractions", "fraction"), ("multiples", "multiple"))
    for section, kind in (*kinds, ("ordinals", "ordinal"), ("added", "added")):
        if lexicon.language == "ko" and section in ("scales", "words"):
            continue  # read with the digits that they stand behind, and with the words that they count
        for form, value in lexicon.section("numbers", section).items():
            for spelling in spellings(form.strip()):
                table.setdefault(spelling, []).append((kind, Fraction(str(value))))
    stems = {form[:-1]: table.pop(form) for form in sorted(table, key=len, reverse=True) if form.endswith("*")}
    return table, stems


def _turkish(lexicon: Lexicon, table: _Table) -> _Table:
    if lexicon.language != "tr":
        return {}
    return {form: table[form] for form in sorted(table, key=len, reverse=True) if table[form][0][0] == "word"}


def _spaced(form: str) -> str:
    return re.escape(form).replace(r"\ ", r"\s+")


def _percent_words(lexicon: Lexicon) -> str:
    """Words of the percentage that are numbers elsewhere: the "ciento" of "por ciento"."""
    forms = [form for form in lexicon.section("units").get("percent", ()) if " " in form]
    return "|".join(rf"(?<![^\W\d_]){_spaced(form)}(?![^\W_])" for form in forms) or r"(?!)"


def _glued_units(lexicon: Lexicon) -> str:
    """What may follow a number word without a blank: the stems of units (стопроцентный, tříhodinový, dreistündig)."""
    measures = [*lexicon.section("units").values(), *lexicon.section("currencies").values()]
    stems = [re.escape(form[:-1]) for forms in measures for form in forms if form.endswith("*")]
    return f"|(?={'|'.join(stems)})" if stems else ""


def _inner(lexicon: Lexicon, table: _Table) -> str:
    if lexicon.language not in _COMPOUNDING:
        return ""
    forms = sorted(table, key=len, reverse=True)
    inner = [form for form in forms if any(kind in ("word", "scale") for kind, _ in table[form])]
    return rf"(?:{'|'.join(map(re.escape, inner))}|und|ein|eine|ed?|y)" if inner else ""


def _compound(form: str, table: _Table) -> Fraction | None:
    """The value of a compound such as "zweihundertfünfzig", cut into its parts, the longest first; None if it is none."""
    known = {f: v[0][1] for f, v in table.items() if any(kind in ("word", "scale") for kind, _ in v)}
    parts = _cut(form, {**known, "eine": Fraction(1), "ein": Fraction(1), "und": None})
    numbers = [part for part in parts or () if part is not None]
    if len(numbers) < 2:
        return None
    whole = [Part(0, 0, "scale" if part >= 1000 else "word", (part,)) for part in numbers]
    return composed(whole, "")[0].value


def _cut(form: str, known: dict[str, Fraction | None]) -> list[Fraction | None] | None:
    if not form:
        return []
    for size in range(len(form), 1, -1):
        if form[:size] in known and (rest := _cut(form[size:], known)) is not None:
            return [known[form[:size]], *rest]
    return None


def _with_shares(numbers: list[Number], text: str) -> Iterator[Number]:
    """The numbers with "one in three" read as a third; "3 of 12" stays two numbers."""
    i = 0
    while i < len(numbers):
        one = numbers[i]
        two = numbers[i + 1] if i + 1 < len(numbers) else None
        if (
            two
            and 0 < one.value < two.value <= 10
            and _OUT_OF.fullmatch(text[one.end : two.start])
            and not (one.unit or two.unit)
        ):
            yield Number(one.start, two.end, (one.value / two.value * 100,), "percent", unit="percent", firm=False)
            i += 2
        else:
            yield one
            i += 1
