"""A run: item after item, those that are known already, those that are judged, each recorded once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from xlcheck.batch import local, manifest
from xlcheck.batch.item import Item, Loaded, load
from xlcheck.batch.judge import Judge, Outcome
from xlcheck.batch.settings import Settings
from xlcheck.batch.store import WATCH, Store
from xlcheck.errors import XlcheckError

#: Pairs, and bytes of text, that are judged together.
_PAIRS, _BYTES = 32, 1 << 18
#: Results that need no judging are committed so many at a time.
_KNOWN = 500


@dataclass
class Tally:
    """How a run goes: ``done`` of its items have an outcome, ``failed`` of them an error; ``known`` weren't judged anew."""

    run: int = 0
    done: int = 0
    failed: int = 0
    known: int = 0
    judged: int = 0
    stopped: bool = False


def _named(item: Item, error: str) -> str:
    """An error with the file that it is of, or with the item's id."""
    for side, path in zip(("original", "translation"), item.paths, strict=True):
        if path and error.startswith(f"the {side}: "):
            return path + error.removeprefix(f"the {side}")
    return f"{item.id}: {error}"


@dataclass
class _Going:
    """What a run has open: items by ordinal until they are recorded, and who waits for the same verdict."""

    store: Store
    tally: Tally
    items: dict[int, Item] = field(default_factory=dict)
    waiting: dict[bytes, list[int]] = field(default_factory=dict)
    #: Outcomes that need no judging: (ordinal, verdict, error).
    ready: list[tuple[int, int | None, str | None]] = field(default_factory=list)

    def settle(self, ordinal: int, verdict: int | None, error: str | None) -> None:
        """An item that is neither to be judged nor to be waited for."""
        self.ready.append((ordinal, verdict, error))
        self.tally.known += error is None
        if len(self.ready) >= _KNOWN:
            self.write([])

    def write(self, outcomes: list[Outcome]) -> None:
        """Outcomes, and with each verdict all who wait for it, in one transaction."""
        with self.store.writing():
            for outcome in outcomes:
                verdict = self.store.keep(outcome.key, outcome.report) if outcome.report is not None else None
                self.tally.judged += verdict is not None
                those = self.waiting.pop(outcome.key, [outcome.ordinal])
                self.tally.known += (len(those) - 1) * (verdict is not None)
                for ordinal in those:
                    error = outcome.error and _named(self.items[ordinal], outcome.error)
                    self._record(ordinal, verdict, error)
            for ordinal, verdict, error in self.ready:
                self._record(ordinal, verdict, error)
        self.ready.clear()

    def _record(self, ordinal: int, verdict: int | None, error: str | None) -> None:
        self.store.record(self.tally.run, ordinal, self.items.pop(ordinal), verdict, error)
        self.tally.done += 1
        self.tally.failed += error is not None


def run_batch(
    source: Path,
    store: Store,
    settings: Settings,
    *,
    jobs: int = 1,
    resume: bool = False,
    told: dict[str, Any] | None = None,
    engine: Callable[..., Iterator[list[Outcome]]] | None = None,
    progress: Callable[[Tally], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Tally:
    """Every pair of a manifest judged and recorded; ``resume`` goes on with the latest run where it was cut short.

    ``told`` is what the store says of the settings. Raises XlcheckError for what is no manifest, for a run that can't be
    gone on with, and where the store can't be written.
    """
    items = manifest.read_items(source, (settings.original_language, settings.translation_language))
    # A manifest that is none is told before a run is begun.
    items = chain([next(items)], items)
    judge = Judge(settings)
    digest = settings.digest(judge.profile)
    run = _run(source, store, digest.hex(), told or {}, judge, resume)
    going = _Going(store, Tally(run))
    chunks = _chunks(items, going, digest)
    if engine is not None:
        outcomes = engine(chunks, settings, jobs, stop)
    elif jobs == 1:
        outcomes = local.in_process(chunks, judge, stop)
    else:
        outcomes = local.in_processes(chunks, settings, jobs, stop)
    for some in outcomes:
        going.write(some)
        if progress:
            progress(going.tally)
    going.write([])
    going.tally.stopped = stop()
    if not going.tally.stopped:
        store.finish(run)
    return going.tally


def _run(source: Path, store: Store, settings: str, told: dict[str, Any], judge: Judge, resume: bool) -> int:
    from xlcheck.judging.signature import signature

    found = f"{manifest.digest(source)}|{settings}"
    # What xlcheck watch appends to is never finished, and nothing to go on with.
    last = next((run for run in reversed(store.runs()) if run.manifest != WATCH), None)
    if resume and last and last.finished is None:
        if last.digest != found:
            raise XlcheckError(
                f"{store.path}: run {last.id} was of another manifest ({last.manifest}) or of other settings; "
                "leave --resume out for a new run"
            )
        return last.id
    return store.begin(str(source), found, told, signature(judge.profile, judge.settings.table))


def _chunks(items: Iterator[Item], going: _Going, digest: bytes) -> Iterator[list[Loaded]]:
    """Items that have to be judged, a handful at a time; all others are settled on the way."""
    done = going.store.done(going.tally.run)
    going.tally.done, going.tally.failed = len(done), going.store.run(going.tally.run).failed
    fresh = _fresh(enumerate(items), done, going, digest)
    while chunk := list(_handful(fresh)):
        yield chunk


def _fresh(items: Iterator[tuple[int, Item]], done: set[int], going: _Going, digest: bytes) -> Iterator[Loaded]:
    for ordinal, item in items:
        if ordinal in done:
            continue
        going.items[ordinal] = item
        if item.error:
            going.settle(ordinal, None, item.error)
            continue
        try:
            loaded = load(item, ordinal, digest)
        except XlcheckError as error:
            going.settle(ordinal, None, str(error))
            continue
        verdict = going.store.verdict(loaded.key)
        if verdict is not None:
            going.settle(ordinal, verdict, None)
        elif loaded.key in going.waiting:
            going.waiting[loaded.key].append(ordinal)
        else:
            going.waiting[loaded.key] = [ordinal]
            yield loaded


def _handful(fresh: Iterator[Loaded]) -> Iterator[Loaded]:
    size = 0
    for loaded in islice(fresh, _PAIRS):
        yield loaded
        size += loaded.size
        if size >= _BYTES:
            return
