"""What a judgement goes by: the thresholds of the checks and the curves of the languages, shipped or a user's own."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from xlcheck.errors import XlcheckError
from xlcheck.judging.curve import Curve, Languages
from xlcheck.judging.curves import CURVES, OTHERS
from xlcheck.judging.opinions import LINES
from xlcheck.judging.thresholds import THRESHOLDS, Threshold
from xlcheck.language.tags import primary

#: The check that rests on the reading alone: it is as likely as that says, and goes by the curves, not by a row.
READ_ALONE = "meaning-drifted"


@dataclass(frozen=True)
class Table:
    """``rows`` by check, or by one of its messages where that has its own; ``curves`` by pair of languages.

    ``lines`` are those of the larger models, by measure or by a model's name.
    """

    rows: Mapping[str, Threshold] = field(default_factory=lambda: THRESHOLDS)
    curves: Mapping[str, Curve] = field(default_factory=lambda: CURVES)
    lines: Mapping[str, Curve] = field(default_factory=lambda: LINES)

    def row(self, check: str, message: str) -> Threshold:
        """The row of a check, or that of one of its messages."""
        return self.rows.get(message) or self.rows[check]

    def curve(self, languages: Languages) -> Curve | None:
        """The curve of a pair of languages; None where drift was never measured."""
        one, two = (primary(language) for language in languages)
        known = self.curves.get(f"{one}-{two}")
        return known or (OTHERS if "en" in (one, two) else None)


SHIPPED = Table()


def read_table(path: Path) -> Table:
    """The shipped table with what a file changes in it; raises XlcheckError with what the file has wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise XlcheckError(f"{path}: can't be read ({error.strerror}); make it with xlcheck tune") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise XlcheckError(f"{path}: is no TOML ({error})") from None
    for name in data:
        if name not in _SAMPLES:
            raise XlcheckError(f"{path}: [{name}] is unknown; known: {', '.join(_SAMPLES.values())}")
    rows = {name: _row(path, name, values) for name, values in _tables(path, data, "check")}
    curves = {
        name: _curve(path, f'[languages."{name}"]', SHIPPED.curves.get(name), values)
        for name, values in _tables(path, data, "languages")
    }
    lines = {
        name: _curve(path, f'[models."{name}"]', SHIPPED.lines.get(name), values)
        for name, values in _tables(path, data, "models")
    }
    return Table({**SHIPPED.rows, **rows}, {**SHIPPED.curves, **curves}, {**SHIPPED.lines, **lines})


def write_table(path: Path, table: Table, note: str = "") -> None:
    """What differs from the shipped table, with a note above it."""
    lines = [f"# {line}" for line in note.splitlines()]
    for name, row in table.rows.items():
        if row != SHIPPED.rows[name]:
            lines += ["", f'[check."{name}"]', f"cut = {row.cut}"]
    for kind, curves, shipped in (
        ("languages", table.curves, SHIPPED.curves),
        ("models", table.lines, SHIPPED.lines),
    ):
        for name, curve in curves.items():
            if curve != shipped.get(name):
                lines += [
                    "",
                    f"[{kind}.{json.dumps(name)}]",
                    *(f"{key} = {value}" for key, value in asdict(curve).items()),
                ]
    try:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise XlcheckError(f"{path}: can't be written ({error.strerror})") from None


def _tables(path: Path, data: dict[str, Any], kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    entries = data.get(kind, {})
    if not isinstance(entries, dict) or not all(isinstance(values, dict) for values in entries.values()):
        raise XlcheckError(f"{path}: [{kind}] must hold tables, such as {_SAMPLES[kind]}")
    yield from entries.items()


_SAMPLES = {
    "check": '[check."negation-flipped"] with cut = 0.8',
    "languages": '[languages."zh-en"]',
    "models": '[models."entailment"]',
}


def _row(path: Path, name: str, values: dict[str, Any]) -> Threshold:
    if name == READ_ALONE:
        raise XlcheckError(f'{path}: {name} goes by [languages."ORIGINAL-TRANSLATION"], not by a cut of its own')
    if name not in SHIPPED.rows:
        near = get_close_matches(name, SHIPPED.rows, n=1)
        raise XlcheckError(f"{path}: there is no check named {name}{f'; did you mean {near[0]}?' if near else ''}")
    return replace(SHIPPED.rows[name], **_numbers(path, f'[check."{name}"]', values, ("precision", "cut")))


def _curve(path: Path, place: str, known: Curve | None, values: dict[str, Any]) -> Curve:
    keys = ("slope", "offset", "cut", "doubt")
    numbers = _numbers(path, place, values, keys)
    missing = [key for key in keys if key not in numbers]
    if known is None and missing:
        raise XlcheckError(f"{path}: {place} has no {missing[0]}; xlcheck tune writes all of {', '.join(keys)}")
    return replace(known or Curve(**numbers), **numbers)


def _numbers(path: Path, place: str, values: dict[str, Any], known: Sequence[str]) -> dict[str, float]:
    for key, value in values.items():
        if key not in known:
            raise XlcheckError(f"{path}: {place} has an unknown {key}; known: {', '.join(known)}")
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise XlcheckError(f"{path}: {place} {key} must be a number, not {value!r}")
    return {key: float(value) for key, value in values.items()}
