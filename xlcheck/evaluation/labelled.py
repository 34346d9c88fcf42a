"""Sentence pairs that people called drifted or faithful, with the places of the errors where those were marked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from xlcheck.errors import XlcheckError
from xlcheck.evaluation.files import numbered
from xlcheck.evaluation.pairs import Sentence, sentence_of

Bounds = tuple[int, int]

#: Categories of MQM that are errors of meaning.
_MEANING = ("Accuracy", "accuracy", "Non-translation")


class Labelled(NamedTuple):
    """A pair, whether it ``drifted``, the kind of error, its document; ``spans`` are what was marked in either text."""

    sentence: Sentence
    drifted: bool
    category: str
    document: str
    spans: tuple[tuple[Bounds, ...], tuple[Bounds, ...]]


def read_labelled(path: Path) -> list[Labelled]:
    """The labelled pairs of JSON Lines; a label of null is passed over.

    Raises XlcheckError with the line that is none, or when no line has a label.
    """
    found = []
    for number, item in numbered(path):
        place = f"{path}:{number}"
        label = label_of(place, item)
        if label is None:
            continue
        sentence = sentence_of(place, item, "tgt")
        document = str(item.get("doc") or sentence.original)
        spans = spans_of(place, item, "src_spans"), spans_of(place, item, "tgt_spans")
        found.append(Labelled(sentence, label == 1, str(item.get("category") or "unnamed"), document, spans))
    if not found:
        raise XlcheckError(f"{path}: holds no pair with a label (0 for faithful, 1 for drifted)")
    return found


def label_of(place: str, item: dict[str, Any]) -> int | None:
    """A line's label, 1 (drifted), 0 (faithful) or None; raises XlcheckError with the place of any other."""
    label = item.get("label")
    if label not in (0, 1, None):
        raise XlcheckError(f"{place}: label must be 0 (faithful), 1 (drifted) or null, not {label!r}")
    return None if label is None else int(label)


def spans_of(place: str, item: dict[str, Any], key: str) -> tuple[Bounds, ...]:
    """The spans that mark an error of meaning: minor ones and faults of style are left out.

    Raises XlcheckError with the place where they are none.
    """
    try:
        return tuple(_meant(item.get(key) or ()))
    except (TypeError, ValueError, IndexError, AttributeError):
        raise XlcheckError(
            f"{place}: {key} must be lists of [start, end], with severity and category if you like"
        ) from None


def _meant(spans: Any) -> Iterator[Bounds]:
    for start, end, *rest in spans:
        severity, category = (str(value) for value in [*rest, "", ""][:2])
        if severity.lower() != "minor" and (not category or category.startswith(_MEANING)):
            yield int(start), int(end)
