"""A workbook for reviewers: a sheet of findings to sort, filter and comment on, and one of the pairs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import IntEnum
from io import BytesIO
from typing import TYPE_CHECKING

from xlcheck.errors import XlcheckError
from xlcheck.report import Report, Run
from xlcheck.reporting.csv import COLUMNS, rows
from xlcheck.visible import one_line, xml

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: What a cell can hold.
_LONGEST = 32_767
_WIDTHS = {"original": 60, "translation": 60, "message": 50, "original_words": 24, "translation_words": 24, "check": 20}
#: The first words of rows that stand out, with their colours.
_COLORS = {"critical": "#fde4e1", "major": "#fdefd3", "minor": "#d9f1f4"}
_PAIRS = ("original_file", "translation_file", "passages", "drifted", "critical", "major", "minor")


def render(run: Run) -> bytes:
    """The workbook's bytes, the same for the same findings; what begins like a formula is text, as every word is."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise XlcheckError("xlsx needs a library: pip install 'xlcheck[formats]'") from None
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    # The moment of writing would make every file another.
    book.set_properties({"created": datetime(2000, 1, 1)})
    head = book.add_format({"bold": True, "bottom": 1})
    wrap = {"text_wrap": True, "valign": "top"}
    styles = {name: book.add_format({**wrap, "bg_color": color}) for name, color in _COLORS.items()}
    styles[""] = book.add_format(wrap)
    _fill(book.add_worksheet("findings"), (*COLUMNS, "comment"), ((*row, "") for row in rows(run)), head, styles)
    _fill(book.add_worksheet("pairs"), _PAIRS, map(_pair, run.reports), head, styles)
    book.close()
    return out.getvalue()


def _fill(
    sheet: Worksheet, columns: Sequence[str], table: Iterable[Sequence[object]], head: Format, styles: dict[str, Format]
) -> None:
    """A heading that stays, a filter on every column, rows in the colour of their first word."""
    last = 0
    for at, name in enumerate(columns):
        sheet.set_column(at, at, _WIDTHS.get(name, 14))
        sheet.write_string(0, at, name.replace("_", " "), head)
    for last, row in enumerate(table, start=1):
        style = styles.get(str(row[0]), styles[""])
        for at, value in enumerate(row):
            if isinstance(value, int | float) and not isinstance(value, IntEnum):
                sheet.write_number(last, at, value, style)
            else:
                sheet.write_string(last, at, xml(one_line(str(value)))[:_LONGEST], style)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)


def _pair(report: Report) -> tuple[object, ...]:
    summary = report.summary()
    counts = (summary[key] for key in ("beads", "drifted", "critical", "major", "minor"))
    return (report.original.path or "", report.translation.path or "", *counts)
