"""Drift made on purpose: a sentence with one thing changed, named by its kind, with the place that is wrong.

Either side of a pair may be changed. What was put into the translation is wrong or added there; what was put into the
original is not in the translation: omitted. Which words differ is known exactly on the side that was changed.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from xlcheck.facts.quotations import find_quotations
from xlcheck.language.clauses import clauses
from xlcheck.models.roles import KINDS as KINDS
from xlcheck.training.replacements import Replacements

Random = np.random.Generator
Bounds = tuple[int, int]

#: Written without spaces: words are found anywhere.
UNSPACED = frozenset({"zh", "ja"})

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<=[^\W\d_] |[,;] )[^\W\d_]{3,}")
_MARKS = ",;:，；：、.。!?！？؛، —–-"
_WORD = re.compile(r"\S+")
_SIGNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")
#: Signs in a row that are more than a word, and least letters of words that are left out: an article alone says nothing.
_LONG_RUN, _WORDS = 4, 4
#: Letters of a clause that is worth taking out or putting in; signs of an unspaced language tell more.
_CLAUSE, _CLAUSE_UNSPACED = 12, 5


@dataclass(frozen=True, slots=True)
class Drift:
    """A changed text; ``spans`` are what the other side doesn't say, none where something was only taken away."""

    kind: str
    text: str
    spans: tuple[Bounds, ...] = ()


@dataclass(frozen=True)
class Swaps:
    """The groups of words of one language that can stand in each other's place."""

    groups: Mapping[str, Sequence[tuple[str, Sequence[str]]]]
    pattern: re.Pattern[str] | None
    neutral: frozenset[str]

    @classmethod
    def of(cls, language: str, table: Mapping[str, Sequence[str]]) -> Swaps:
        """From a language's table in swaps.toml."""
        groups: dict[str, list[tuple[str, Sequence[str]]]] = {}
        for kind, lines in table.items():
            for line in lines if kind != "neutral" else ():
                words = ["" if word == "-" else word.replace("_", " ") for word in line.split()]
                for word in filter(None, words):
                    groups.setdefault(word, []).append((kind, [other for other in words if other != word]))
        neutral = frozenset(table.get("neutral", ()))
        known = sorted({*groups, *neutral}, key=len, reverse=True)
        edge = "" if language in UNSPACED | {"ko"} else r"\b"
        pattern = re.compile(f"{edge}(?:{'|'.join(map(re.escape, known))}){edge}") if known else None
        return cls(groups, pattern, neutral)

    def find(self, text: str) -> list[re.Match[str]]:
        """Words that have others to stand in their place."""
        found = self.pattern.finditer(text) if self.pattern else ()
        return [match for match in found if match.group() not in self.neutral]


class Drifts:
    """Changes sentences. ``names`` are a language's names, ``replacements`` its words, from which others are taken."""

    def __init__(self, names: Mapping[str, Sequence[str]], replacements: Replacements | None = None) -> None:
        self.names, self.replacements = names, replacements
        table = tomllib.loads(Path(__file__).with_name("swaps.toml").read_text(encoding="utf-8"))
        self.swaps = {language: Swaps.of(language, groups) for language, groups in table.items()}
        self._listed = {language: _either(forms) for language, forms in listed_names().items()}

    def of(self, text: str, language: str, beside: str, random: Random, across: str = "") -> Drift | None:
        """The text with one drift of some kind; None where the kind drawn has nothing to change.

        ``beside`` is another sentence of that language about like things, from which names and clauses are taken,
        ``across`` the sentence on the other side, whose words are left as they are.
        """
        changes, shares = self._changes
        change = changes[int(random.choice(len(changes), p=shares))]
        made = change(text, language, across if change == self.untranslated else beside, random)
        return made if made and made.text != text else None

    @cached_property
    def _changes(self) -> tuple[list[Callable[..., Drift | None]], list[float]]:
        weighted: list[tuple[Callable[..., Drift | None], float]] = [
            (self.number, 3), (self.swap, 6), (self.name, 3), (self.roles, 1), (self.dropped, 4), (self.inserted, 2),
            (self.untranslated, 1), (self.quotation, 0.7), (self.word, 4 if self.replacements else 0), (self.other, 0.4),
        ]  # fmt: skip
        total = sum(weight for _, weight in weighted)
        return [change for change, _ in weighted], [weight / total for _, weight in weighted]

    def number(self, text: str, language: str, beside: str, random: Random) -> Drift | None:
        """Another figure: one digit changed, two exchanged, or the point moved by a place."""
        found = list(_NUMBER.finditer(text))
        if not found:
            return None
        match = found[int(random.integers(len(found)))]
        return _put(text, match.span(), _other_number(match.group(), random), "number")

    def swap(self, text: str, language: str, beside: str, random: Random) -> Drift | None:
        """A word of a group in swaps.toml exchanged for another one."""
        swaps = self.swaps.get(language)
        found = swaps.find(text) if swaps else []
        if not swaps or not found:
            return None
        # Groups are drawn before words: "no" is rarer than "one", and matters more.
        options = [(match, kind, others) for match in found for kind, others in swaps.groups[match.group()]]
        kinds = sorted({kind for _, kind, _ in options})
        drawn = kinds[int(random.integers(len(kinds)))]
        options = [option for option in options if option[1] == drawn]
        match, kind, others = options[int(random.integers(len(options)))]
        return _put(text, match.span(), others[int(random.integers(len(others)))], kind)

    def found_names(self, text: str, language: str) -> list[Bounds]:
        """Names in a text: capitals inside a sentence, those in a row as one; without capitals those of the table."""
        listed = self._listed.get(language)
        if listed is not None:
            return [match.span() for match in listed.finditer(text)]
        found: list[Bounds] = []
        for match in _NAME.finditer(text):
            if found and found[-1][1] + 1 == match.start() and match.group()[0].isupper():
                found[-1] = (found[-1][0], match.end())
            elif match.group()[0].isupper():
                found.append(match.span())
        return found

    def name(self, text: str, language: str, beside: str, random: Random) -> Drift | None:
        """A name exchanged for one of the sentence beside, or for any other."""
        found = self.found_names(text, language)
        near = [beside[slice(*bounds)] for bounds in self.found_names(beside, language)]
        pool = near if near and random.random() < 0.6 else self.names.get(language, ())
        if not found or not pool:
            return None
        place = found[int(random.integers(len(found)))]
        return _put(text, place, pool[int(random.integers(len(pool)))], "name")

    def roles(self, text: str, language: str, beside: str, random: Random) -> Drift | None:
        """Two names in each other's place, unless they are a list of two."""
        found = self.found_names(text, language)
        apart = 3 if language in UNSPACED else 8
        pairs = [(a, b) for a in found for b in found if a[1] + apart < b[0] and text[slice(*a)] != text[slice(*b)]]
        if not pairs:
            return None
        (start, end), (start_two, end_two) = pairs[int(random.integers(len(pairs)))]
        one, two, middle = text[start:end], text[start_two:end_two], text[end:start_two]
        second = start + len(two) + len(middle)
        changed = text[:start] + two + middle + one + text[end_two:]
        return Drift("roles", changed, ((start, start + len(two)), (second, second + len(one))))

    def dropped(self, text: str, language: str, beside: str, random: Random) -> Drift | None:
        """A clause left out, or one to four words; in unspaced languages two to six signs."""
        parts = [part for part in clauses(text, language) if _telling(text[slice(*part)], language)]
        if len(parts) > 1 and random.random() < 0.5:
            return Drift("omitted", without(text, parts[int(random.integers(len(parts)))]))
        if language in UNSPACED:
            return _without_signs(text, random)
        words = list(_WORD.finditer(text))
        if len(words) < 6:
            return None
        first = int(random.integers(len(words) - 2))
        last = min(first + min(int(random.integers(4)), int(random.integers(4))), len(words) - 2)
        if words[last].end() - words[first].start() < _WORDS:
            return None
        rest = text[words[last].end() :].lstrip()
        return Drift("omitted", text[: words[first].start()] + (rest[:1].upper() + rest[1:] if first == 0 else rest))

    def inserted(self, text: str, language: str, beside: str, random: Random) -> Drift | None:
        """A clause of the sentence beside put in after a clause."""
        parts = [part for part in clauses(beside, language) if _telling(beside[slice(*part)], language)]
        if not parts:
            return None
        start, end = parts[int(random.integers(len(parts)))]
        clause = beside[start:end].rstrip(_MARKS)
        clause = clause if start else clause[:1].lower() + clause[1:]
        comma = "，" if language in UNSPACED else ", "
        breaks = [end for _, end in clauses(text, language)][:-1]
        if breaks and random.random() < 0.8:
            at = breaks[int(random.integers(len(breaks)))]
            return Drift("added", text[:at] + clause + comma + text[at:], ((at, at + len(clause)),))
        body = text.rstrip(_MARKS)
        at = len(body) + len(comma)
        return Drift("added", body + comma + clause + text[len(body) :], ((at, at + len(clause)),))

    def untranslated(self, text: str, language: str, across: str, random: Random) -> Drift | None:
        """One to three words of the other side in the place of as many of this one, about as far into the sentence."""
        words, foreign = list(_WORD.finditer(text)), [m.group().strip(_MARKS) for m in _WORD.finditer(across)]
        # What both sides write alike, and a capital, may be a name.
        usable = [k for k, word in enumerate(foreign) if len(word) > 3 and word.islower() and word not in text]
        if len(words) < 4 or not usable:
            return None
        at = usable[int(random.integers(len(usable)))]
        first = min(int(at / len(foreign) * len(words)), len(words) - 1)
        count = int(random.integers(1, 4))
        left = " ".join(foreign[at : at + count])
        last = min(first + count - 1, len(words) - 1)
        body = words[last].group().rstrip(_MARKS)
        start, end = words[first].start(), words[last].start() + len(body)
        return Drift("untranslated", text[:start] + left + text[end:], ((start, start + len(left)),))

    def quotation(self, text: str, language: str, beside: str, random: Random) -> Drift | None:
        """Quotation marks taken away, or put around a clause that nobody is quoted with."""
        quoted = find_quotations(text)
        if quoted:
            start, end = quoted[0].start, quoted[0].end
            return Drift("quotation", text[: start - 1] + text[start:end] + text[end + 1 :], ((start - 1, end - 1),))
        parts = [part for part in clauses(text, language) if _telling(text[slice(*part)], language)]
        if len(parts) < 2:
            return None
        start, end = parts[int(random.integers(len(parts)))]
        body = text[start:end].rstrip(_MARKS)
        return Drift(
            "quotation", f"{text[:start]}“{body}”{text[start + len(body) :]}", ((start, start + len(body) + 2),)
        )

    def word(self, text: str, language: str, beside: str, random: Random) -> Drift | None:
        """A word exchanged for one that looks like it and says something else."""
        found = list(self.replacements.found(text, language)) if self.replacements else []
        if not found or self.replacements is None:
            return None
        place = found[int(random.integers(len(found)))]
        other = self.replacements.of(text[slice(*place)], language, random)
        return _put(text, place, other, "word") if other else None

    def other(self, text: str, language: str, beside: str, random: Random) -> Drift | None:
        """A fluent sentence about like things; how much of it is right nobody knows."""
        return Drift("other", beside) if beside else None


def without(text: str, clause: Bounds) -> str:
    """A text without a clause: begun with a capital and closed with its mark as before, so that nothing else tells."""
    start, end = clause
    if end < len(text):
        rest = text[:start] + text[end:]
        return rest[:1].upper() + rest[1:] if start == 0 and text[:1].isupper() else rest
    mark = text[-1] if text[-1] in ".。!?！？" else ""
    return text[:start].rstrip(_MARKS) + mark


def _without_signs(text: str, random: Random) -> Drift | None:
    """A text without two to six signs of Han or kana in a row."""
    runs = [run for run in _SIGNS.finditer(text) if len(run[0]) > _LONG_RUN]
    if not runs:
        return None
    run = runs[int(random.integers(len(runs)))]
    count = int(random.integers(2, min(7, len(run[0]) - 1)))
    start = run.start() + int(random.integers(len(run[0]) - count + 1))
    return Drift("omitted", text[:start] + text[start + count :])


def listed_names() -> dict[str, list[str]]:
    """Names of the table in the languages that write them without capitals."""
    found: dict[str, list[str]] = {"zh": [], "ja": [], "ko": [], "ar": [], "hi": [], "fa": [], "he": []}
    path = Path(__file__).parent.parent / "data" / "names.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            for language, forms in found.items():
                forms += [form for form in (row.get(language) or "").split("|") if len(form) > 1 and "*" not in form]
    return found


def _either(forms: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(forms, key=len, reverse=True))) or r"(?!)")


def _put(text: str, place: Bounds, word: str, kind: str) -> Drift | None:
    """The text with a word in a place, with a capital where there was one; nothing where that changes nothing."""
    start, end = place
    if text[start:end][:1].isupper() and word[:1].islower():
        word = word[0].upper() + word[1:]
    if not word:
        return Drift(kind, (text[:start] + text[end:].lstrip()).strip())
    return Drift(kind, text[:start] + word + text[end:], ((start, start + len(word)),))


def _other_number(number: str, random: Random) -> str:
    digits = [at for at, sign in enumerate(number) if sign.isdigit()]
    way = random.random()
    if way < 0.15 and len(digits) > 1:
        a, b = digits[0], digits[1]
        return number[:a] + number[b] + number[a + 1 : b] + number[a] + number[b + 1 :]
    if way < 0.3 and number.isdigit() and number[0] != "0":
        return number + "0" if len(number) < 4 else number[:-1]
    at = digits[int(random.integers(len(digits)))] if random.random() < 0.5 else digits[0]
    others = [digit for digit in "123456789" if digit != number[at]]
    return number[:at] + others[int(random.integers(len(others)))] + number[at + 1 :]


def _telling(clause: str, language: str) -> bool:
    letters = sum(sign.isalpha() for sign in clause)
    return letters >= (_CLAUSE_UNSPACED if language in UNSPACED else _CLAUSE)


def same_change(one: str, two: str, random: Random) -> tuple[str, str] | None:
    """One figure changed alike on both sides: still faithful, so that figures can't be judged by how they look."""
    shared = sorted({m.group() for m in _NUMBER.finditer(one)} & {m.group() for m in _NUMBER.finditer(two)})
    if not shared:
        return None
    number = shared[int(random.integers(len(shared)))]
    new = _other_number(number, random)
    pattern = re.compile(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)")
    if len(pattern.findall(one)) != 1 or len(pattern.findall(two)) != 1:
        return None
    return pattern.sub(new, one), pattern.sub(new, two)


def matching_clauses(texts: Sequence[str], languages: Sequence[str | None]) -> Iterator[tuple[Bounds, Bounds]]:
    """Clauses that stand for each other: as many on either side, in lengths of like shares."""
    left, right = (clauses(text, language) for text, language in zip(texts, languages, strict=True))
    if len(left) != len(right) or len(left) < 2:
        return
    shares = [[(b - a) / len(text) for a, b in parts] for text, parts in zip(texts, (left, right), strict=True)]
    if all(abs(a - b) < 0.12 for a, b in zip(*shares, strict=True)):
        yield from zip(left, right, strict=True)
