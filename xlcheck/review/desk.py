"""A reviewer's desk: everything that can be done to the pairs of a run, saved at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from xlcheck.alignment.bead import Bead
from xlcheck.article import Span
from xlcheck.batch.judge import Judge, as_json
from xlcheck.batch.settings import Settings
from xlcheck.batch.store import Store
from xlcheck.checks.base import Severity
from xlcheck.errors import XlcheckError
from xlcheck.report import Finding
from xlcheck.review import actions
from xlcheck.review.actions import DECIDING, Action, Kind
from xlcheck.review.dismissals import given_over
from xlcheck.review.rejudge import beads_of, rejudged
from xlcheck.review.reviewed import Reviewed, unplaced


class ChangedError(XlcheckError):
    """Somebody else was quicker: what was seen isn't what there is."""


class Done(NamedTuple):
    """What was done: the pair ``before``, what was undone, and what couldn't be done of it although it is saved."""

    before: Reviewed
    undone: Action | None = None
    warning: str | None = None


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
    #: One thing is judged at a time.
    _judging: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def open(self) -> Store:
        """The store, for one request: connections don't go from thread to thread."""
        return Store(self.path, must_exist=True, read_only=self.read_only, durable=True)

    def judging(self, work: Callable[[Judge], Any]) -> Any:
        """Some work with the models, which are loaded when they are first needed."""
        with self._judging:
            self._judge = self._judge or Judge(self.settings)
            return work(self._judge)

    def decide(self, ordinal: int, fingerprint: str, kind: Kind, value: dict[str, Any]) -> Done:
        """Something done to a finding; raises GoneError where the pair has no such finding."""
        with self._at(ordinal) as (store, pair):
            finding = pair.finding(fingerprint)
            item = pair.facts["id"]
            with store.writing():
                mine = [
                    a for a in actions.of_item(store, item) if (a.fingerprint, a.author) == (fingerprint, self.author)
                ]
                last = next((a for a in reversed(mine) if (a.kind in DECIDING) == (kind in DECIDING)), None)
                if last is None or (last.kind, last.value) != (kind, value):
                    # What was said already needs no saying: one key takes it back.
                    actions.append(store, item, kind, self.author, value, fingerprint)
            return Done(pair, warning=self._give_over(store, pair, finding) if kind in DECIDING else None)

    def mark(
        self, ordinal: int, original: Span | None, translation: Span | None, severity: Severity, note: str
    ) -> Done:
        """A drift that was missed, on either side or on both."""
        if not (original or translation):
            raise XlcheckError("mark some words first, on either side or on both")
        value = {
            "original": _place(original), "translation": _place(translation), "severity": str(severity), "note": note,
        }  # fmt: skip
        with self._at(ordinal) as (store, pair):
            pair.checked()
            with store.writing():
                actions.append(store, pair.facts["id"], Kind.MISSED, self.author, value)
            return Done(pair)

    def done(self, ordinal: int) -> Done:
        """The pair was read through: what has no finding says the same."""
        with self._at(ordinal) as (store, pair):
            known = pair.state.done.get(pair.key)
            if pair.checked().beads and (known is None or known.author != self.author):
                with store.writing():
                    actions.append(store, pair.facts["id"], Kind.DONE, self.author, {"key": pair.key})
            return Done(pair)

    def align(self, ordinal: int, seen: int, change: Callable[[Sequence[Bead]], list[Bead]]) -> Done:
        """Passages aligned by hand, and judged anew; raises ChangedError where they aren't what was seen any more."""
        with self._at(ordinal) as (store, pair):
            before = pair.checked()
            _same(pair, seen)
            beads = change(beads_of(before))
            data = as_json(unplaced(self.judging(lambda judge: rejudged(before, beads, judge))))
            key = sha256(b"by hand" + data).digest()
            with store.writing():
                _same(Reviewed.read(store, self.run, ordinal), seen)
                new = store.keep(key, data)
                if new == seen:
                    raise XlcheckError("that changes nothing")
                store.revise(seen, new)
                # By keys: numbers are given again when verdicts are forgotten.
                actions.append(store, pair.facts["id"], Kind.ALIGN, self.author, {"from": pair.key, "to": key.hex()})
            return Done(pair)

    def undo(self, ordinal: int, number: int | None = None) -> Done:
        """Take back what this author did last to a pair, or the action of a number; raises ChangedError where others
        aligned the passages since.
        """
        with self._at(ordinal) as (store, pair):
            with store.writing():
                done = actions.of_item(store, pair.facts["id"])
                mine = (a for a in reversed(done) if a.author == self.author and number in (None, a.id))
                action: Action | None = next(mine, None)
                if action is None:
                    if number is not None:
                        raise XlcheckError("only who made a mark can take it away")
                    return Done(pair)
                if action.kind == Kind.ALIGN:
                    self._align_back(store, pair, action)
                actions.undo(store, action)
            finding = pair.find(action.fingerprint) if action.kind in DECIDING and action.fingerprint else None
            return Done(pair, action, self._give_over(store, pair, finding) if finding else None)

    @contextmanager
    def _at(self, ordinal: int) -> Iterator[tuple[Store, Reviewed]]:
        with self.open() as store:
            yield store, Reviewed.read(store, self.run, ordinal)

    def _align_back(self, store: Store, pair: Reviewed, action: Action) -> None:
        before, after = (store.found(bytes.fromhex(action.value[name])) for name in ("from", "to"))
        if before is None or after is None or Reviewed.read(store, self.run, pair.ordinal).verdict != after:
            raise ChangedError("the passages were aligned anew, or judged anew, since; that can't be taken back")
        store.revise(after, before)

    def _give_over(self, store: Store, pair: Reviewed, finding: Finding) -> str | None:
        files = pair.facts["original"], pair.facts["translation"]
        if self.dismissed is None or not any(files):
            return None
        try:
            given_over(store, pair.facts["id"], files, finding, self.dismissed)
        except XlcheckError as error:
            return f"saved, but not for xlcheck check: {error}"
        return None


def _place(span: Span | None) -> dict[str, Any] | None:
    return None if span is None else {"start": span.start, "end": span.end, "text": span.text}


def _same(pair: Reviewed, seen: int) -> None:
    if pair.verdict != seen:
        raise ChangedError("the passages were aligned anew meanwhile; load the page again")
