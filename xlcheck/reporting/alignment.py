"""The alignment alone: text to look at, TSV and JSON to work with, TMX for translation memories."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from xml.sax.saxutils import escape, quoteattr

from xlcheck.article import Article
from xlcheck.report import CheckedBead, Report
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


def tmx(report: Report) -> str:
    """TMX 1.4: a unit for each bead with both sides."""
    languages = [article.language or "und" for article in (report.original, report.translation)]
    return "\n".join(_tmx_lines(report, languages)) + "\n"


def _tmx_lines(report: Report, languages: list[str]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<tmx version="1.4">'
    yield (
        f' <header creationtool="xlcheck" creationtoolversion="0.1" segtype="sentence" o-tmf="xlcheck" adminlang="en" '
        f'srclang={quoteattr(languages[0])} datatype="plaintext"/>'
    )
    yield " <body>"
    for bead in report.beads:
        if bead.original and bead.translation:
            yield "  <tu>"
            for language, side in zip(languages, _texts(report, bead), strict=True):
                yield f"   <tuv xml:lang={quoteattr(language)}><seg>{escape(one_line(side))}</seg></tuv>"
            yield "  </tu>"
    yield " </body>"
    yield "</tmx>"


def _texts(report: Report, bead: CheckedBead) -> tuple[str, str]:
    return _text(report.original, bead.original), _text(report.translation, bead.translation)


def _text(article: Article, indices: tuple[int, ...]) -> str:
    return " ".join(article.sentences[i].text for i in indices)


def _numbers(indices: tuple[int, ...]) -> str:
    return "-" if not indices else str(indices[0] + 1) if len(indices) == 1 else f"{indices[0] + 1}-{indices[-1] + 1}"


FORMATS: dict[str, Callable[[Report], str]] = {"text": text, "tsv": tsv, "json": as_json, "tmx": tmx}
