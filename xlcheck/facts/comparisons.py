"""What a text compares: more or less than, as much as, better or worse, and the figure that the comparison bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from xlcheck.facts.lexicon import Cue
from xlcheck.facts.matching import INSIDE_WORDS
from xlcheck.facts.statement import Statement
from xlcheck.facts.values import Number

#: Comparisons around a word that no list can hold: "more expensive than", 比…高.
_FRAMES = {
    language: tuple((kind, re.compile(pattern)) for kind, pattern in frames.items())
    for language, frames in {
        "en": {
            "over": r"\bmore (?!than)[a-z-]+ than\b",
            "under": r"\b(?:less|fewer) (?!than)[a-z-]+ than\b",
            "equal": r"\bas (?!many|much|well|soon|long|far|early|recently|late|of|if|though|a |the )[a-z-]+ as\b(?! possible| ever| usual)|\bas (?:many|much) [a-z]+ as\b",
        },
        "zh": {
            "over": r"(?<![同环对占相之分])比(?![例赛如较重利比分方武萨亚拟喻])[^，。；！？、比]{1,12}?[更还要都]?(?:高|多|大|贵|强|快|长|重)(?!度|数|量|于|家)",
            "under": r"(?<![同环对占相之分])比(?![例赛如较重利比分方武萨亚拟喻])[^，。；！？、比]{1,12}?[更还要都]?(?:低|少|小|便宜|弱|慢|短|轻)(?!时|年|数|于)",
        },
        "ja": {
            "over": r"より(?!も?良)[^、。]{0,8}?(?:高[いくかさ]|多[いくか]|大き|長[いくか]|強[いくか])",
            "under": r"より(?!も?良)[^、。]{0,8}?(?:低[いくか]|少な|小さ|短[いくか]|弱[いくか])",
        },
        "de": {
            "over": r"\bmehr [a-zäöüß]+ als\b",
            "under": r"\bweniger [a-zäöüß]+ als\b",
            "equal": r"\b(?:so|ebenso|genauso) [a-zäöüß]+ wie\b(?! möglich| nie| noch)",
        },
        "fr": {
            "over": r"\bplus (?!de|d')[\w-]+ qu[e']",
            "under": r"\bmoins (?!de|d')[\w-]+ qu[e']",
            "equal": r"\baussi (?!bien|longtemps)[\w-]+ qu[e'](?! possible)",
        },
        "es": {
            "over": r"\bmás (?!de\b)\w+ que\b",
            "under": r"\bmenos (?!de\b)\w+ que\b",
            "equal": r"\btan (?!solo|pronto)\w+ como\b(?! sea| posible)",
        },
        "pt": {
            "over": r"\bmais (?!de\b)\w+ (?:do )?que\b",
            "under": r"\bmenos (?!de\b)\w+ (?:do )?que\b",
            "equal": r"\btão (?!logo)\w+ (?:quanto|como)\b(?! possível)",
        },
        "it": {"over": r"\bpiù \w+ che\b", "under": r"\bmeno \w+ che\b", "equal": r"\bcosì \w+ come\b"},
    }.items()
}  # fmt: skip
#: Which way a kind points; the other kinds point nowhere.
UP, DOWN = frozenset({"over", "at_least"}), frozenset({"under", "at_most"})
_DENIED = {"over": "at_most", "under": "at_least"}
#: 像花一样 is likeness, not measure.
_LIKENESS = re.compile(r"[像如仿似][^，。；]{0,14}$")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison in a text, and the figure that it bounds where one stands beside it."""

    start: int
    end: int
    kind: str
    number: Number | None = None
    #: What its words say without the "not" that stands beside them.
    words: str = ""
    #: Whether it encloses what is compared, and so has words of its own meaning in it.
    framed: bool = False

    @property
    def cue(self) -> Cue:
        """The comparison as the lexicon's cues are."""
        return Cue(self.start, self.end, f"comparison.{self.kind}")


def comparisons(statement: Statement) -> list[Comparison]:
    """The comparisons of a text in order; one that is denied counts as what it then means (not more: at most)."""
    cues = [c for c in statement.cues("comparison") if c.key.split(".")[1] in _COMPARING]
    found = [Comparison(c.start, c.end, c.key.split(".")[1]) for c in cues]
    for kind, frame in _FRAMES.get(statement.lexicon.language, ()):
        for match in frame.finditer(statement.folded):
            if not any(c.start < match.end() and match.start() < c.end for c in found):
                found.append(Comparison(match.start(), match.end(), kind, framed=True))
    read = (_read(one, statement) for one in sorted(found, key=lambda one: one.start))
    return [one for one in read if one is not None]


_COMPARING = frozenset(
    {"over", "over_figure", "under", "under_figure", "at_least", "at_most", "equal", "better", "worse"}
)


def _read(found: Comparison, statement: Statement) -> Comparison | None:
    words, number = found.kind.removesuffix("_figure"), _bounded(found, statement)
    kind = _DENIED.get(words) if _is_denied(found, statement) else words
    # "Over" and "under" are mostly places: only beside a figure do they compare.
    if kind is None or (words != found.kind and number is None):
        return None
    if kind == "equal" and _LIKENESS.search(statement.folded, max(0, found.start - 16), found.start):
        return None
    return replace(found, kind=kind, number=number, words=words)


def _is_denied(found: Comparison, statement: Statement) -> bool:
    """Whether a "not" stands right before it: in French, on either side."""
    reach = 2 if statement.lexicon.language in ("zh", "ja") else 14
    for cue in statement.cues("negation"):
        if cue.key == "negation.explicit" and (
            0 <= found.start - cue.end <= reach
            or (statement.lexicon.language in ("fr", "ja", "ko", "tr") and 0 <= cue.start - found.end <= 3)
        ):
            return True
    return False


def _bounded(found: Comparison, statement: Statement) -> Number | None:
    """The number right beside a comparison: behind it, or before it where bounds follow (以上, or more)."""
    behind = statement.lexicon.language in INSIDE_WORDS or statement.lexicon.language in ("tr", "hi")
    for number in statement.numbers:
        gap = statement.folded[found.end : number.start]
        beside = len(gap) <= 1 if statement.lexicon.language in INSIDE_WORDS else not any(c.isalnum() for c in gap)
        if found.end <= number.start and len(gap) <= 3 and beside:
            return number
        gap = statement.folded[number.end : found.start]
        if number.end <= found.start and len(gap) <= (6 if behind else 1) and not re.search(r"[\d,.;，。]", gap):
            return number
    return None
