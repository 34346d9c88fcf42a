"""A reviewer's desk: everything that can be done to the pairs of a run, saved at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from xlcheck.alignment.bead import Bead
from xlcheck.article import Span
from xlcheck.batch.judge import Judge, as_json
from xlcheck.batch.settings import Settings
from xlcheck.batch.store import Store
from xlcheck.checks.base import Severity
from xlcheck.errors import XlcheckError
from xlcheck.judging.suppressions import Dismissed, dismissed_anew, entry_of, pair_of
from xlcheck.report import Finding
from xlcheck.review import actions
from xlcheck.review.actions import DECIDING, Action, Kind
from xlcheck.review.rejudge import beads_of, rejudged
from xlcheck.review.reviewed import Reviewed, unplaced


class ChangedError(XlcheckError):
    """Somebody else was quicker: what was seen isn't what there is."""


@dataclass
class Desk:
    """What a reviewer works on; ``dismissed`` is the file that dismissals go to as well, if any."""

    path: Path
    run: int
    author: str
    settings: Settings = field(default_factory=Settings)
    dismissed: Path | None = None
    read_only: bool = False
    _judge: Judge | None = field(default=None, repr=False)
    #: One pair is judged, and one file written, at a time.
    _judging: threading.Lock = field(default_factory=threading.Lock)
    _writing: threading.Lock = field(default_factory=threading.Lock)

    def open(self) -> Store:
        """The store, for one request: connections don't go from thread to thread."""
        return Store(self.path, must_exist=True)

    def judging(self, work: Callable[[Judge], Any]) -> Any:
        """Some work with the models, which are loaded when they are first needed and do one thing at a time."""
        with self._judging:
            self._judge = self._judge or Judge(self.settings)
            return work(self._judge)

    def decide(self, ordinal: int, fingerprint: str, kind: Kind, value: dict[str, Any]) -> None:
        """Something done to a finding; raises GoneError where the pair has no such finding."""
        with self.open() as store:
            pair = Reviewed.read(store, self.run, ordinal)
            finding = pair.finding(fingerprint)
            with store.writing():
                actions.append(store, pair.facts["id"], kind, self.author, value, fingerprint)
            if kind in DECIDING:
                self._feed(store, pair, finding)

    def mark(
        self, ordinal: int, original: Span | None, translation: Span | None, severity: Severity, note: str
    ) -> None:
        """A drift that was missed, on either side or on both."""
        if not (original or translation):
            raise XlcheckError("mark some words first, on either side or on both")
        places = {"original": _place(original), "translation": _place(translation)}
        self._about(ordinal, Kind.MISSED, lambda pair: {**places, "severity": str(severity), "note": note})

    def done(self, ordinal: int) -> None:
        """The pair was read through: what has no finding says the same."""
        self._about(ordinal, Kind.DONE, lambda pair: {"key": pair.key})

    def _about(self, ordinal: int, kind: Kind, value: Callable[[Reviewed], dict[str, Any]]) -> None:
        with self.open() as store:
            pair = Reviewed.read(store, self.run, ordinal)
            if pair.whole.beads:  # one that failed has nothing to be said about
                with store.writing():
                    actions.append(store, pair.facts["id"], kind, self.author, value(pair))

    def align(self, ordinal: int, seen: int, change: Callable[[Sequence[Bead]], list[Bead]]) -> None:
        """Passages aligned by hand, and judged anew; raises ChangedError where they aren't what was seen any more."""
        with self.open() as store:
            pair = Reviewed.read(store, self.run, ordinal)
            _same(pair, seen)
            beads = change(beads_of(pair.whole))
            data = as_json(unplaced(self.judging(lambda judge: rejudged(pair.whole, beads, judge))))
            with store.writing():
                _same(Reviewed.read(store, self.run, ordinal), seen)
                new = store.keep(sha256(b"by hand" + data).digest(), data)
                store.revise(seen, new)
                actions.append(store, pair.facts["id"], Kind.ALIGN, self.author, {"from": seen, "to": new})

    def undo(self, ordinal: int, number: int | None = None) -> Action | None:
        """Take back what this author did last to a pair, or the action of a number; None where there is nothing."""
        with self.open() as store:
            with store.writing():
                pair = Reviewed.read(store, self.run, ordinal)
                done = actions.of_item(store, pair.facts["id"])
                mine = (a for a in reversed(done) if a.author == self.author and number in (None, a.id))
                action: Action | None = next(mine, None)
                if action is None:
                    return None
                if action.kind == Kind.ALIGN:
                    _same(pair, action.value["to"])
                    store.revise(action.value["to"], action.value["from"])
                actions.undo(store, action)
            finding = pair.find(action.fingerprint) if action.kind in DECIDING and action.fingerprint else None
            if finding:
                self._feed(store, pair, finding)
            return action

    def _feed(self, store: Store, pair: Reviewed, finding: Finding) -> None:
        """What `xlcheck check` goes by, after a decision: the file of dismissals has the finding, or hasn't."""
        if self.dismissed is None or not any(pair.facts[side] for side in ("original", "translation")):
            return
        entry = entry_of(finding, pair_of(pair.whole, self.dismissed))
        with self._writing:
            said = [a for a in actions.of_item(store, pair.facts["id"]) if a.fingerprint == finding.fingerprint]
            last = next((a for a in reversed(said) if a.kind in DECIDING), None)
            if last is not None and last.kind == Kind.DISMISS:
                told = {
                    "reason": last.value["reason"] or "dismissed in review",
                    "author": last.author,
                    "date": last.at[:10],
                }
                dismissed_anew(
                    self.dismissed, [Dismissed(entry.fingerprint, entry.check, entry.message, *entry.pair, **told)]
                )
            elif self.dismissed.is_file():
                dismissed_anew(self.dismissed, [], [entry])


def _place(span: Span | None) -> dict[str, Any] | None:
    return None if span is None else {"start": span.start, "end": span.end, "text": span.text}


def _same(pair: Reviewed, seen: int) -> None:
    if pair.verdict != seen:
        raise ChangedError("the passages were aligned anew meanwhile; load the page again")
