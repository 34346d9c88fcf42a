"""Translations of one source in an order: people's labels and scores, or who made them.

Machine translations are never called faithful; a person's is only above them, and better machines' above worse ones'.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from xlcheck.evaluation.files import numbered
from xlcheck.evaluation.labelled import label_of, spans_of
from xlcheck.evaluation.pairs import sentence_of
from xlcheck.evaluation.parallel import Pair, part
from xlcheck.language.chinese import simplified
from xlcheck.training.drift import Bounds
from xlcheck.training.drifted import LONGEST, UNKNOWN, Array, Example, Examples, length, packed, simple, tagged

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Random = np.random.Generator

#: Whose translation it is, by the end of its source's name; a person's is 0.
_MACHINES = {"google-mt": 1.0, "microsoft-mt": 1.0, "nllb-mt": 2.0}
#: Name of the set of translations that are ordered by who made them.
MACHINES = "machines"
#: Name of the set of pairs beside themselves with a drift.
TWINS = "twins"
#: Most translations of a source in a batch, and sources that are drawn and sorted by length at a time.
_MOST, _POOL = 4, 256
#: Subwords of both sides that a row should not have more of, and draws for a shorter one.
_LONG, _TRIES = 128, 2


@dataclass(frozen=True, slots=True)
class Graded:
    """A translation; the higher its ``grade``, the worse. ``spans`` are its errors, None where nobody marked them."""

    text: str
    grade: float
    label: int = UNKNOWN
    spans: tuple[Bounds, ...] | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A source and its translations; ``name`` is that of the set they are from, as each has its own share of errors."""

    name: str
    original: str
    translations: tuple[Graded, ...]


def by_makers(pairs: Iterable[Pair]) -> list[Group]:
    """Groups of pairs that share a side, where a person and a machine, or two machines, rendered it."""
    found: dict[tuple[str, str, bool], dict[str, float]] = {}
    for pair in pairs:
        grade = next((g for end, g in _MACHINES.items() if pair.source.endswith(end)), 0.0)
        for english in (False, True):
            original, translation = (pair.english, pair.foreign) if english else (pair.foreign, pair.english)
            those = found.setdefault((pair.language, original, english), {})
            those[translation] = min(grade, those.get(translation, grade))
    return [
        Group(MACHINES, original, tuple(Graded(text, grade) for text, grade in those.items()))
        for (_, original, _), those in found.items()
        if len(set(those.values())) > 1
    ]


def labelled(files: Iterable[Path], which: str) -> list[Group]:
    """Groups of one part of labelled JSON Lines: ``src``, ``tgt``, and ``label`` (0, 1, null) or ``score``, the lower the worse.

    Raises XlcheckError with the line that is none.
    """
    found: dict[tuple[str, str], list[Graded]] = {}
    for file in files:
        for number, item in numbered(file):
            sentence = sentence_of(f"{file}:{number}", item, "tgt")
            if part(str(item.get("doc") or sentence.original)) == which:
                found.setdefault((_set(item), sentence.original), []).append(_graded(f"{file}:{number}", item))
    return [Group(name, simplified(source), tuple(those)) for (name, source), those in found.items()]


def _set(item: Mapping[str, Any]) -> str:
    """Items of one set share a name and their languages."""
    return f"{str(item.get('id')).split('-')[0]} {item['src_lang']}-{item['tgt_lang']}"


def _graded(place: str, item: dict[str, Any]) -> Graded:
    told = label_of(place, item)
    label = UNKNOWN if told is None else told
    # A score tells more than a label where several people marked errors by weight; votes are labels again.
    scored = isinstance(item.get("score"), float) and "votes" not in item
    grade = -float(item["score"]) if scored else float(label if label != UNKNOWN else 0)
    marked = spans_of(place, item, "tgt_spans")
    # Of a faithful translation it is known that there is no error.
    return Graded(simplified(item["tgt"]), grade, label, marked if marked or label == 0 else None)


class GradedExamples:
    """Batches of groups: a set by the square root of its size, its groups alike."""

    def __init__(self, groups: Sequence[Group], tokenizer: Tokenizer, *others: str) -> None:
        own = sorted({group.name for group in groups})
        self.names = [*own, *others]
        self._by_name = {name: [group for group in groups if group.name == name] for name in own}
        self._tokenizer = tokenizer
        # Rows by the square root of what there is; what people judged tells more than who made it.
        rows = [[len(group.translations) for group in those] for those in self._by_name.values()]
        sizes = np.array([np.sqrt(sum(counts)) / np.mean(np.minimum(counts, _MOST)) for counts in rows])
        sizes[[name == MACHINES for name in self._by_name]] /= 4
        self._shares = sizes / sizes.sum()

    @property
    def odds(self) -> list[float]:
        """Log odds of drift among the labels of each set, 0 where nobody labelled."""
        found = []
        for name in self.names:
            labels = [
                g.label for group in self._by_name.get(name, ()) for g in group.translations if g.label != UNKNOWN
            ]
            found.append(float(np.log((sum(labels) + 1) / (len(labels) - sum(labels) + 1))))
        return found

    def batches(self, random: Random, tokens: int) -> Iterator[dict[str, Array]]:
        """Arrays as of ``packed``, with each row's ``group``, ``grade`` (in thousandths) and ``set``, without end."""
        yield from _batches(lambda: self._drawn(random), random, tokens)

    def _drawn(self, random: Random) -> Row:
        at = int(random.choice(len(self._by_name), p=self._shares))
        those = self._by_name[self.names[at]]
        for _ in range(_TRIES):
            group = those[int(random.integers(len(those)))]
            chosen = random.permutation(len(group.translations))[:_MOST]
            row = self.of(group, [group.translations[int(k)] for k in chosen])
            # Two short sentences teach more than one long one, which takes as much time.
            if _longest(row) <= _LONG:
                break
        return row

    def of(self, group: Group, translations: Sequence[Graded]) -> Row:
        """A group's number among the sets, and an example and a grade of each of these translations."""
        texts = [simple(group.original), *(simple(graded.text) for graded in translations)]
        original, *rest = self._tokenizer.encode_batch(texts, add_special_tokens=False)
        one = np.array(original.ids[:LONGEST], dtype=np.int64)
        examples = []
        for graded, encoded in zip(translations, rest, strict=True):
            two = np.array(encoded.ids[:LONGEST], dtype=np.int64)
            tags = np.full(len(one), 0 if graded.label == 0 else UNKNOWN, dtype=np.int64)
            marks = tagged(encoded.offsets[:LONGEST], graded.spans or ())
            if graded.spans is None:
                marks[:] = UNKNOWN
            examples.append(Example((one, two), (tags, marks), graded.label, UNKNOWN))
        return self.names.index(group.name), examples, [graded.grade for graded in translations]


Row = tuple[int, list[Example], list[float]]


def twins(examples: Examples, number: int, random: Random, tokens: int) -> Iterator[dict[str, Array]]:
    """Batches of faithful pairs beside themselves with a drift, as the set of that ``number``, without end."""

    def drawn() -> Row:
        both = examples.twins(random)
        return number, both, [0.0, 1.0][: len(both)]

    yield from _batches(drawn, random, tokens)


def _batches(drawn: Callable[[], Row], random: Random, tokens: int) -> Iterator[dict[str, Array]]:
    """Rows of like length together, of at most so many ``tokens`` with padding."""
    while True:
        rows = sorted((drawn() for _ in range(_POOL)), key=_longest)
        cuts = [0]
        for at in range(1, len(rows) + 1):
            count = sum(len(examples) for _, examples, _ in rows[cuts[-1] : at + 1])
            if at == len(rows) or count * _longest(rows[at]) > tokens:
                cuts.append(at)
        for cut in random.permutation(len(cuts) - 1):
            yield batched(rows[cuts[cut] : cuts[cut + 1]])


def batched(rows: Sequence[Row]) -> dict[str, Array]:
    """The arrays of several groups together."""
    arrays = packed([example for _, examples, _ in rows for example in examples])
    arrays["group"] = np.concatenate([np.full(len(examples), k) for k, (_, examples, _) in enumerate(rows)])
    arrays["set"] = np.concatenate([np.full(len(examples), name) for name, examples, _ in rows])
    arrays["grade"] = np.round(1000 * np.concatenate([grades for *_, grades in rows])).astype(np.int64)
    return arrays


def _longest(row: Row) -> int:
    return max(map(length, row[1]))
