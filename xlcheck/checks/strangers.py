"""Names of one side that nothing on the other explains: neither a word that looks or sounds alike, nor the table, nor the encoder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from xlcheck.checks.base import Pair
from xlcheck.facts.lexicon import Cue
from xlcheck.facts.names import Name
from xlcheck.facts.proper import CASED, NOUNS_CAPITALISED, Proper, Word, by_sound, capitalised, words_of
from xlcheck.facts.romanise import likeness, romanised, skeleton
from xlcheck.facts.statement import Statement
from xlcheck.language.detection import primary

Limits = tuple[float, float]
#: How alike and how well rendered a name's best word may be, and the name still be unexplained; looser where the other
#: side has a name of two words that is certainly strange. Chosen on the choose part: name-changed's row says with what.
STRICT = (0.63, 0.3)
LOOSE = (0.75, 0.4)
#: The same for two single words, with how far apart they may stand, as a share of the sentence.
SINGLE = (0.55, 0.2, 0.15)
#: Kinds whose names may stand for each other in good prose: a capital for its country, a country for its people.
_CLASSES = {
    "city": "place",
    "region": "place",
    "river": "place",
    "mountain": "place",
    "sea": "place",
    "country": "country",
    "people": "country",
}


def class_of(kind: str) -> str:
    """What a name may be taken for."""
    return _CLASSES.get(kind, kind)


@dataclass(frozen=True)
class Stranger:
    """A name that the other side doesn't explain; ``kind`` is empty where no table has it."""

    start: int
    end: int
    kind: str = ""
    id: str = ""
    size: int = 1
    #: The best that the other side has to explain it: by its letters or sounds, and by its meaning.
    looks: float = 0.0
    meant: float = 0.0


def exchanged(pair: Pair) -> tuple[Stranger, Stranger] | None:
    """A name of the original and the one of the translation that stands in its place."""
    there = strangers(pair, of_original=False)
    if len(there) != 1:
        return None
    lengths = [max(len(side.text), 1) for side in (pair.original, pair.translation)]
    sure = there[0].size > 1 or bool(there[0].kind)
    here_ = strangers(pair, of_original=True, limits=LOOSE if sure and has_common(pair.original) else STRICT)
    away = {s: abs(s.start / lengths[0] - there[0].start / lengths[1]) for s in here_}
    here = [s for s in away if _may_stand(s, there[0], away[s])]
    if not here or len(here) > 2:
        return None
    return min(here, key=lambda s: away[s]), there[0]


def _may_stand(one: Stranger, other: Stranger, away: float) -> bool:
    """Whether one name may be the other's replacement; two single words, each perhaps a noun, only where nothing speaks for them."""
    if one.kind and other.kind:
        return class_of(one.kind) == class_of(other.kind) or (
            _apart(one.kind, other.kind) and max(one.meant, other.meant) < 0.2 and away < 0.15
        )
    if max(s.size for s in (one, other) if not s.kind) > 1:
        return True
    slack = 0.05 if one.kind else 0.0
    return (
        max(one.looks, other.looks) < SINGLE[0] + slack
        and max(one.meant, other.meant) < SINGLE[1] + slack
        and away < SINGLE[2] + 2 * slack
    )


#: A capital, its country and its head stand for each other.
_CLOSE = ({"person", "country"}, {"person", "city"}, {"city", "country"})


def _apart(one: str, other: str) -> bool:
    """Kinds that don't stand for each other in good prose, as a capital does for a government and a government for its head."""
    kinds = {one, other}
    return not kinds & {"organisation", "agency", "company"} and kinds not in _CLOSE


def strangers(pair: Pair, *, of_original: bool, limits: Limits = STRICT) -> list[Stranger]:
    """The names of one side that nothing on the other explains."""
    own, other = (pair.original, pair.translation) if of_original else (pair.translation, pair.original)
    near = pair.near_translation if of_original else pair.near_original
    told = {n.id for n in (*other.names, *near.names)}
    known = [(_words(own, n), n.kind, n.id) for n in own.names if n.id not in told]
    unknown = [
        (rest, "", "") for p in candidates(own) if (rest := _telling(pair, p, own, other, near, of_original, limits))
    ]
    found = (
        _stranger(pair, words, other, near, of_original, limits, kind, id_) for words, kind, id_ in (*known, *unknown)
    )
    return [stranger for stranger in found if stranger is not None]


def _stranger(
    pair: Pair,
    words: Sequence[Word],
    other: Statement,
    near: Statement,
    of_original: bool,
    limits: Limits,
    kind: str,
    id_: str,
) -> Stranger | None:
    alike = max((looks(w.text, side) for w in words for side in (other, near)), default=1.0)
    if alike >= limits[0]:
        return None
    meant = max(pair.rendered(Cue(w.start, w.end, ""), of_original=of_original) for w in words)
    return Stranger(words[0].start, words[-1].end, kind, id_, _size(words), alike, meant) if meant < limits[1] else None


def _size(words: Sequence[Word]) -> int:
    """How much there is to tell a name by: its words; a long row of letters that write a sound is as good as two."""
    return max(len(words), 2 if not words[0].text[0].isupper() and len(words[0].text) >= 4 else 1)


def _telling(
    pair: Pair, name: Proper, own: Statement, other: Statement, near: Statement, of_original: bool, limits: Limits
) -> list[Word]:
    """The last words of a run that the other side doesn't explain; in a translation the whole run or nothing."""
    if any(n.start < name.end and name.start < n.end for n in own.names) or any(
        _SHORT.search(w.text) for w in name.words
    ):
        return []
    if primary(other.language) == "ja" and all(_ROMAJI.fullmatch(romanised(w.text)) for w in name.words):
        return []
    rest: list[Word] = []
    for word in reversed(name.words):
        if not _stranger(pair, (word,), other, near, of_original, limits, "", ""):
            break
        rest.insert(0, word)
    if len(rest) < len(name.words) and not of_original:
        return []
    if name.initial and len(rest) == len(name.words) == 1 and not (of_original and limits is LOOSE and has_common(own)):
        return []
    if len(rest) == 1 and primary(own.language) in NOUNS_CAPITALISED and _DETERMINED.search(own.text[: rest[0].start]):
        return []
    return rest


def has_common(statement: Statement) -> bool:
    """Whether a sentence's first word can be told from a name: its language's common words are known."""
    return primary(statement.language) in ("en", "de")


#: An abbreviation may stand for any longer name.
_SHORT = re.compile(r"^[A-ZА-Я\d.-]{1,6}s?$|[A-ZА-Я]{3}|\d")


def _words(own: Statement, name: Name) -> tuple[Word, ...]:
    written = own.text[name.start : name.end]
    return tuple(Word(name.start + w.start, name.start + w.end, w.text) for w in words_of(written))


def candidates(statement: Statement) -> tuple[Proper, ...]:
    """What may be a name in a text, however its language writes names."""
    language = primary(statement.language)
    if language in CASED | NOUNS_CAPITALISED:
        return capitalised(statement.text, language)
    return by_sound(statement.text, language) if language in ("zh", "ja") else ()


#: A common noun has an article, a pronoun or an adjective before it; a name seldom has.
_DETERMINED = re.compile(
    r"(?:^|\W)(?!(?:und|oder|in|an|von|nach|bei|gegen|für|über|unter|laut|aus|sagte|erklärte|wie)\s)[^\W\dA-ZÄÖÜ]+(?:e[nrsm]?|as)\s+[„»\"]?$"
)


#: Syllables of Japanese in Latin letters: how their kanji sound can't be told.
_ROMAJI = re.compile(r"(?:(?:ch|sh|ts|[kgsztdnhbpmyrwjf]y?)?[aiueo]{1,2}n?)+")


def looks(word: str, other: Statement) -> float:
    """How alike a name's word is to the likest word of a text, in whatever scripts."""
    return _looks(word, other.text, primary(other.language))


@lru_cache(maxsize=8192)
def _looks(word: str, text: str, language: str) -> float:
    pieces = _han_pieces(text) if language in ("zh", "ja") else tuple(w.text for w in words_of(text))
    return max((alike(word, piece) for piece in pieces), default=0.0)


@lru_cache(maxsize=512)
def _han_pieces(text: str) -> tuple[str, ...]:
    runs = re.findall(r"[\u4e00-\u9fff]+|[\u30a1-\u30fa\u30fc]+|[A-Za-z]+", text)
    return tuple(
        {
            run[i : i + n]
            for run in runs
            for i in range(len(run))
            for n in range(1, 8)
            if i + n <= len(run) and not run.isascii()
        }
        | {run for run in runs if run.isascii()}
    )


@lru_cache(maxsize=65536)
def alike(one: str, other: str) -> float:
    """How likely two words are one name, 0 to 1."""
    one, other = stem(one), stem(other)
    a, b = romanised(one), romanised(other)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=len)
    if len(short) >= 4 and short[: max(4, len(short) - 1)] in long:
        return 0.9
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(short))
    return max(
        likeness(one, other),
        same / len(a) if same >= 3 else 0.0,
        0.9 if len(skeleton(one)) >= 3 and skeleton(one) == skeleton(other) else 0,
    )


_POSSESSIVE = re.compile(r"['’]\w{0,4}$")
_CASES = re.compile(
    r"(?:[ое]го|[ое]му|[ыиая]ми|[ыи]х|[ая]х|[оеы]м|[ое]й|[оеі]в|[ую]ю|[ая]я|[ыи]е|[ыи]й|[ії]в|[аеиоуыьюяіїє])$"
)


def stem(word: str) -> str:
    """A word without a possessive ending, a Cyrillic one without its case ending."""
    word = _POSSESSIVE.sub("", word)
    return _CASES.sub("", word) if len(word) > 4 and "\u0400" <= word[0] <= "\u04ff" else word


def counterparts(pair: Pair) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Names that no table has, each beside the one of the other side that it plainly is; each stands there once."""
    sides = [_named(side) for side in (pair.original, pair.translation)]
    best = [(_likest(pair, word, sides[1]), word) for word in sides[0]]
    found = [(word, other) for other, word in best if other is not None]
    others = [other for _, other in found]
    return [((one.start, one.end), (two.start, two.end)) for one, two in found if others.count(two) == 1]


def _named(statement: Statement) -> list[Word]:
    known = statement.names
    return [
        p.words[-1] if len(p.words) > 1 else p.words[0]
        for p in candidates(statement)
        if not any(n.start < p.end and p.start < n.end for n in known)
    ]


def _likest(pair: Pair, word: Word, others: Sequence[Word]) -> Word | None:
    likest = [other for other in others if alike(word.text, other.text) >= CERTAIN]
    return likest[0] if len(likest) == 1 else None


#: Names this much alike are one.
CERTAIN = 0.75
