"""What the log of a pair comes to: the state of each of its findings, what was missed, who read it through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from xlcheck.review.actions import DECIDING, Action, Kind

_KINDS = frozenset(Kind)
#: The status that a decision gives.
_STATUS = {Kind.CONFIRM: "confirmed", Kind.DISMISS: "dismissed", Kind.REOPEN: "new"}


class Word(NamedTuple):
    """Something that was said of a finding, for a reader: "dismissed: the agency's own figure"."""

    what: str
    author: str
    at: str


@dataclass
class State:
    """A finding as people left it; None where nobody said anything."""

    status: str | None = None
    severity: str | None = None
    words: list[Word] = field(default_factory=list)
    #: The latest decision of each author.
    by: dict[str, str] = field(default_factory=dict)

    @property
    def disputed(self) -> bool:
        """Whether two people decided differently."""
        return len(set(self.by.values())) > 1


class Missed(NamedTuple):
    """A drift that no check found: its places on both sides ({start, end, text} or None), how bad, what is wrong."""

    id: int
    original: dict[str, Any] | None
    translation: dict[str, Any] | None
    severity: str
    note: str
    author: str
    at: str


@dataclass
class PairState:
    """Findings by fingerprint, marks of the missed, and for which texts (the verdict's key) somebody read it through."""

    findings: dict[str, State] = field(default_factory=dict)
    missed: list[Missed] = field(default_factory=list)
    done: dict[str, Action] = field(default_factory=dict)

    def of(self, fingerprint: str) -> State:
        """The state of a finding."""
        return self.findings.get(fingerprint) or State()


def state_of(actions: Iterable[Action]) -> PairState:
    """The state after all actions, the oldest first."""
    found = PairState()
    for action in actions:
        if action.kind not in _KINDS:
            # A later xlcheck knows more.
            continue
        if action.fingerprint is not None:
            _say(found.findings.setdefault(action.fingerprint, State()), action)
        elif action.kind == Kind.MISSED:
            found.missed.append(Missed(action.id, **action.value, author=action.author, at=action.at))
        elif action.kind == Kind.DONE:
            found.done[action.value["key"]] = action
    return found


def _say(state: State, action: Action) -> None:
    kind, value = Kind(action.kind), action.value
    if kind in DECIDING:
        state.status = _STATUS[kind]
        state.by.pop(action.author, None)
        if kind != Kind.REOPEN:
            state.by[action.author] = state.status
        said = "opened again" if kind == Kind.REOPEN else state.status
        told = f"{said}: {value['reason']}" if value.get("reason") else said
    elif kind == Kind.SEVERITY:
        state.severity = value["severity"]
        told = f"made {state.severity}"
    else:
        told = value["text"]
    state.words.append(Word(told, action.author, action.at))
