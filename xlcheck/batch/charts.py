"""Pictures of figures as SVG: bars that can be told apart without colour, with a table beneath for who can't see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from itertools import pairwise

from xlcheck.batch.figures import BARS, Found, Group
from xlcheck.visible import one_line

_WIDTH, _ROW, _LABEL, _VALUE = 720, 22, 190, 110
_SEVERITIES = ("critical", "major", "minor")
#: Signs of a label that is drawn.
_LONGEST = 26

#: Solid, hatched and dotted: in greyscale too.
PATTERNS = (
    '<svg width="0" height="0" aria-hidden="true"><defs>'
    '<pattern id="major" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" class="fill-major"/><rect width="2" height="6" class="ink"/></pattern>'
    '<pattern id="minor" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" class="fill-minor"/><circle cx="3" cy="3" r="1.2" class="ink"/></pattern>'
    "</defs></svg>"
)


def shares(title: str, groups: Sequence[Group]) -> str:
    """Bars of the share of drifted passages, each with its interval."""
    shown = groups[:BARS]
    top = max((group.interval[1] for group in shown), default=0) or 1.0
    scale = (_WIDTH - _LABEL - _VALUE) / top
    rows = []
    for at, group in enumerate(shown):
        y, (low, high) = at * _ROW, group.interval
        middle = y + _ROW / 2
        rows.append(
            f"{_label(group.name, y)}"
            f'<rect class="bar" x="{_LABEL}" y="{y + 4}" width="{group.share * scale:.1f}" height="{_ROW - 8}"/>'
            f'<path class="range" d="M{_LABEL + low * scale:.1f} {middle}H{_LABEL + high * scale:.1f}"/>'
            f'<text x="{_WIDTH - _VALUE + 8}" y="{y + 15}">{100 * group.share:.1f} % of {group.passages}</text>'
        )
    return _svg(title, len(shown) * _ROW, "".join(rows))


def counts(title: str, checks: Sequence[Found]) -> str:
    """Bars of findings by check, a piece a severity."""
    shown = checks[:BARS]
    top = max((sum(check[1:]) for check in shown), default=0) or 1
    scale = (_WIDTH - _LABEL - _VALUE) / top
    rows = []
    for at, check in enumerate(shown):
        y, x = at * _ROW, float(_LABEL)
        rows.append(_label(check.name, y))
        for severity, count in zip(_SEVERITIES, check[1:], strict=True):
            if count:
                rows.append(
                    f'<rect class="{severity}" x="{x:.1f}" y="{y + 4}" width="{count * scale:.1f}" height="{_ROW - 8}"/>'
                )
            x += count * scale
        rows.append(f'<text x="{x + 8:.1f}" y="{y + 15}">{sum(check[1:])}</text>')
    return _svg(title, len(shown) * _ROW, "".join(rows))


def over_time(title: str, days: Sequence[Group]) -> str:
    """A column a day, or a week: the share of drifted passages."""
    if not days:
        return ""
    height, foot = 130, 18
    top = max(group.share for group in days) or 1.0
    slots = _slots(days)
    step = (_WIDTH - 60) / (slots[-1] + 1)
    columns = [
        f'<text x="52" y="12" text-anchor="end">{100 * top:.1f} %</text><path class="axis" d="M60 {height}H{_WIDTH}"/>'
    ]
    for at, group in zip(slots, days, strict=True):
        tall = group.share / top * (height - 12)
        told = f"{group.name}: {100 * group.share:.1f} % of {group.passages} passages, {group.pairs} pairs"
        columns.append(
            f'<rect class="bar" x="{60 + at * step + 1:.1f}" y="{height - tall:.1f}" width="{max(step - 2, 1):.1f}" '
            f'height="{tall:.1f}"><title>{_text(told)}</title></rect>'
        )
    for number in sorted({0, len(days) // 2, len(days) - 1}):
        at, anchor = slots[number], "start" if number == 0 else "end" if number == len(days) - 1 else "middle"
        columns.append(
            f'<text x="{60 + (at + (0 if anchor == "start" else 1 if anchor == "end" else 0.5)) * step:.1f}" y="{height + foot - 3}" '
            f'text-anchor="{anchor}">{_text(days[number].name)}</text>'
        )
    return _svg(title, height + foot, "".join(columns))


def _slots(days: Sequence[Group]) -> list[int]:
    """Where each day, or week, stands from the first on: those without pairs leave a gap. Other names stand side by side."""
    try:
        dates = [date.fromisoformat(group.name) for group in days]
    except ValueError:
        return list(range(len(days)))
    gaps = [(later - earlier).days for earlier, later in pairwise(dates)]
    step = 7 if gaps and all(gap % 7 == 0 for gap in gaps) else 1
    return [(day - dates[0]).days // step for day in dates]


def _svg(title: str, height: float, content: str) -> str:
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{_text(title)}" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{_text(title)}</title>{content}</svg>"
    )


def _label(name: str, y: float) -> str:
    words = one_line(name)
    short = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
    return f'<text x="{_LABEL - 8}" y="{y + 15}" text-anchor="end"><title>{_text(words)}</title>{_text(short)}</text>'


def _text(words: str) -> str:
    return escape(one_line(words))
