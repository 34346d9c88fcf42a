"""The alignment alone: text to look at, TSV and JSON to work with, TMX for translation memories."""

from __future__ import annotations

import json
from collections.abc import Callable

from xlcheck.report import CheckedBead, Report, Run
from xlcheck.reporting import tmx
from xlcheck.reporting.places import joined
from xlcheck.visible import one_line


def text(report: Report) -> str:
    """Bead by bead, the numbers of the sentences in front."""
    lines = []
    for bead in report.beads:
        one, two = _texts(report, bead)
        moved = "  ↕ changed place" if bead.crossing else ""
        lines += [
            f"{_numbers(bead.original):>7}  {one_line(one) or '(nothing)'}{moved}",
            f"{_numbers(bead.translation):>7}  {one_line(two) or '(nothing)'}",
            "",
        ]
    return "\n".join(lines)


def tsv(report: Report) -> str:
    """Original, translation, sentence numbers of both (from 0, joined by commas), score, and whether it changed place."""
    rows = ["original\ttranslation\toriginal_sentences\ttranslation_sentences\tscore\tcrossing"]
    for bead in report.beads:
        one, two = (" ".join(side.split()) for side in _texts(report, bead))
        numbers = [",".join(map(str, side)) for side in (bead.original, bead.translation)]
        rows.append(f"{one}\t{two}\t{numbers[0]}\t{numbers[1]}\t{bead.score:.4f}\t{int(bead.crossing)}")
    return "\n".join(rows) + "\n"


def as_json(report: Report) -> str:
    """A list of beads with their texts."""
    beads = []
    for bead in report.beads:
        one, two = _texts(report, bead)
        beads.append(
            {
                "original": list(bead.original),
                "translation": list(bead.translation),
                "score": round(bead.score, 4),
                "crossing": bead.crossing,
                "texts": [one, two],
            }
        )
    return json.dumps({"schema_version": 1, "beads": beads}, ensure_ascii=False, indent=1) + "\n"


def _texts(report: Report, bead: CheckedBead) -> tuple[str, str]:
    return joined(report.original, bead.original), joined(report.translation, bead.translation)


def _numbers(indices: tuple[int, ...]) -> str:
    return "-" if not indices else str(indices[0] + 1) if len(indices) == 1 else f"{indices[0] + 1}-{indices[-1] + 1}"


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": text,
    "tsv": tsv,
    "json": as_json,
    "tmx": lambda report: tmx.render(Run((report,))),
}
