"""The pages: what the templates are given, and which passages of a pair look different after something was done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from markupsafe import Markup

from xlcheck.batch.store import Store
from xlcheck.checks import CHECKS, page
from xlcheck.checks.base import Severity
from xlcheck.report import Finding
from xlcheck.reporting.html import Row, Shown, direction, environment
from xlcheck.review import queue
from xlcheck.review.agreement import agreements
from xlcheck.review.desk import Desk
from xlcheck.review.flow import bands
from xlcheck.review.queue import Filters
from xlcheck.review.reviewed import MISSED, GoneError, Reviewed
from xlcheck.review.state import Missed, State

_SEVERITIES = [str(severity) for severity in sorted(Severity, reverse=True)]


class Said(NamedTuple):
    """A finding of a passage with all that people said of it; of one that no check found, the mark."""

    number: str
    finding: Finding
    state: State
    missed: Missed | None

    @property
    def evidence(self) -> list[str]:
        """What the probability came from, in words."""
        told = self.finding.evidence
        strength, reading = (told.get(name) for name in ("strength", "reading"))
        found = [f"what the check saw: {strength:.0%}"] if isinstance(strength, int | float) else []
        if isinstance(reading, int | float):
            found.append(f"reading both sides: {'doubtful' if reading > 0 else 'alike'} ({reading:+.1f})")
        if self.finding.doubted_by:
            found.append(f"doubted by {', '.join(map(str, self.finding.doubted_by))}")
        return [*found, *([f"place: {told['place']}"] if "place" in told else [])]


class Passage(NamedTuple):
    """A row of the page."""

    row: Row
    said: list[Said]


def pair_page(desk: Desk, store: Store, pair: Reviewed, filters: Filters) -> str:
    """The whole page of a pair."""
    before, behind, open_ = queue.after(store, desk.run, filters, pair.ordinal)
    return _render(
        "review_pair.html", desk, **_pair(pair), filters=filters, before=before, behind=behind, next_open=open_,
        alone=store.run(desk.run).items == 1,
    )  # fmt: skip


def changes(desk: Desk, before: Reviewed, after: Reviewed) -> dict[str, Any]:
    """What to put in the place of what: passages by number, and the head; or that the page has to be loaded anew."""
    if before.verdict != after.verdict or after.report is None:
        return {"reload": True, "seen": after.seen}
    told = _pair(after)
    changed = [two for one, two in zip(_passages(before), told["passages"], strict=True) if one != two]
    parts: Any = environment().get_template("review_parts.html").module
    shown = {str(passage.row.number): str(parts.passage(passage, told, desk)) for passage in changed}
    kinds = {str(band.first): band.kind for band in told["bands"] if str(band.first) in shown}
    return {"seen": after.seen, "head": str(parts.head(told, desk)), "passages": shown, "bands": kinds}


def queue_page(desk: Desk, store: Store, filters: Filters, first: int) -> str:
    """The queue as it is filtered, from a pair on."""
    rows, total, first = queue.page(store, desk.run, filters, first)
    return _render(
        "review_queue.html", desk, rows=rows, total=total, first=first, page=queue.PAGE, filters=filters,
        choices=queue.choices(store, desk.run), statuses=[*queue.STATUSES][1:], sorts=[*queue.SORTS],
        progress=queue.progress(store, desk.run), agreements=agreements(store, desk.run), run=store.run(desk.run),
    )  # fmt: skip


def align_dialog(desk: Desk, pair: Reviewed, number: int) -> str:
    """The passage with its sentences, and what can be done to them."""
    report = pair.checked()
    if number >= len(report.beads):
        raise GoneError(f"there is no passage {number + 1}")
    bead = report.beads[number]
    sides = [
        (
            side,
            direction(article.language),
            article.language,
            [(i, article.sentences[i].text) for i in getattr(bead, side)],
        )
        for side, article in (("original", report.original), ("translation", report.translation))
    ]
    return environment().get_template("review_align.html").render(
        desk=desk, pair=pair, number=number, count=len(report.beads), sides=sides
    )  # fmt: skip


def check_page(name: str) -> str:
    """What a check sees and what it doesn't; raises GoneError where there is none of that name."""
    from markdown_it import MarkdownIt

    if name not in CHECKS:
        raise GoneError(f"there is no check named {name}")
    # Ours, and without HTML of its own; tables are what it has beside CommonMark.
    body = Markup(MarkdownIt("commonmark", {"html": False}).enable("table").render(page(name)))
    return environment().get_template("review_check.html").render(name=name, body=body)


def problem_page(status: int, word: str) -> str:
    """A page that says what is wrong."""
    return environment().get_template("review_problem.html").render(status=status, word=word)


def _pair(pair: Reviewed) -> dict[str, Any]:
    told: dict[str, Any] = {"pair": pair, "facts": pair.facts, "passages": [], "bands": [], "shown": None}
    if pair.report is None:
        return told
    shown = Shown.of(pair.report, located=False)
    passages = list(_said(shown, pair))
    findings = [said.finding for passage in passages for said in passage.said]
    decided = sum(f.status in ("confirmed", "dismissed", "baselined") for f in findings)
    return {
        **told, "shown": shown, "passages": passages, "bands": bands(pair.report, shown.rows), "decided": decided,
        "count": len(findings), "read": pair.state.done.get(pair.key),
    }  # fmt: skip


def _passages(pair: Reviewed) -> list[Passage]:
    return list(_said(Shown.of(pair.report, located=False), pair)) if pair.report else []


def _said(shown: Shown, pair: Reviewed) -> Iterator[Passage]:
    marks = {f"{MISSED}-{mark.id}": mark for mark in pair.state.missed}
    for row in shown.rows:
        yield Passage(
            row, [Said(n, f, pair.state.of(f.fingerprint), marks.get(f.fingerprint)) for n, f, _ in row.findings]
        )


def _render(name: str, desk: Desk, **told: Any) -> str:
    return environment().get_template(name).render(desk=desk, severities=_SEVERITIES, **told)
