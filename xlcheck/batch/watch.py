"""Watching pairs of feeds: what is new in both is checked once, recorded, and told."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xlcheck.batch.fetch import Fetched, Fetcher, FetchError
from xlcheck.batch.item import Item, load
from xlcheck.batch.judge import Judge
from xlcheck.batch.settings import Settings
from xlcheck.batch.store import WATCH, Store
from xlcheck.errors import XlcheckError
from xlcheck.gathering.feeds import matched
from xlcheck.reading import feed as reader
from xlcheck.reading.feed import Item as FeedItem
from xlcheck.reading.source import read_bytes

#: Seconds until a feed that failed is asked again: doubled each time, a day at most.
_FIRST, _LONGEST = 60.0, 86_400.0
#: How often a webhook is tried before its message waits for the next round.
_TRIES = 3
#: Answers below 500 that ask to come again.
_LATER = (408, 429)


@dataclass(frozen=True)
class Feeds:
    """Two feeds of one outlet, each an address or a file."""

    original: str
    translation: str
    original_language: str | None = None
    translation_language: str | None = None
    outlet: str | None = None


def read_feeds(path: Path) -> list[Feeds]:
    """The pairs of feeds of a TOML file: [[feeds]] with original and translation, perhaps languages and outlet.

    Raises XlcheckError with what the file has wrong.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise XlcheckError(f"{path}: can't be read ({error.strerror})") from None
    except (ValueError, RecursionError) as error:
        raise XlcheckError(f"{path}: is no TOML ({error})") from None
    rows = data.get("feeds")
    if not isinstance(rows, list) or not rows or set(data) != {"feeds"}:
        raise XlcheckError(f'{path}: must hold [[feeds]] with original = "https://…" and translation = "https://…"')
    return [_feeds(f"{path}: feeds {number}", path.parent, row) for number, row in enumerate(rows, start=1)]


def _feeds(place: str, folder: Path, row: Any) -> Feeds:
    known = Feeds.__dataclass_fields__
    if not isinstance(row, dict) or not {"original", "translation"} <= row.keys():
        raise XlcheckError(f"{place}: needs original and translation")
    for key, value in row.items():
        if key not in known or not isinstance(value, str):
            raise XlcheckError(f"{place}: {key} is unknown or no string; there are {', '.join(known)}")
    sides = {side: row[side] if "://" in row[side] else str(folder / row[side]) for side in ("original", "translation")}
    return Feeds(**{**row, **sides})


@dataclass
class Watch:
    """Feeds with a store; ``tell`` gets each new pair as a line of JSON, ``warn`` what couldn't be fetched."""

    feeds: Sequence[Feeds]
    store: Store
    settings: Settings
    fetcher: Fetcher
    tell: Callable[[str], None]
    warn: Callable[[str], None]
    webhook: str | None = None
    pause: Callable[[float], None] = lambda seconds: None
    failed: int = 0
    _judge: Judge | None = None
    _number: int | None = None
    #: What both feeds of a pair held when they were last looked through.
    _checked: dict[Feeds, list[bytes]] = field(default_factory=dict)
    _failures: dict[str, int] = field(default_factory=dict)
    _wait: dict[str, float] = field(default_factory=dict)
    #: What addresses held when they last changed.
    _held: dict[str, bytes] = field(default_factory=dict)

    def round(self) -> int:
        """Every feed asked once, if its time has come; how many new pairs were checked.

        ``failed`` tells afterwards of how many pairs of feeds nothing could be had.
        """
        found = self.failed = 0
        for pair in self.feeds:
            try:
                data = [self._data(url) for url in (pair.original, pair.translation)]
            except XlcheckError as error:
                self.warn(str(error))
                self.failed += 1
                continue
            if all(part is not None for part in data):
                found += self._check(pair, [part for part in data if part is not None])
        self._deliver()
        return found

    def _data(self, url: str) -> bytes | None:
        """What a feed holds; None where its server asked to wait. Raises XlcheckError where it can't be had."""
        if "://" not in url:
            return read_bytes(Path(url))
        now = self.fetcher.clock()
        if now < self._wait.get(url, now):
            return None
        row = next(self.store.query("SELECT etag, modified FROM feed WHERE url = ?", (url,)), None)
        known = url in self._held and row is not None
        try:
            answer = self.fetcher.fetch(url, *((row["etag"], row["modified"]) if known and row else ("", "")))
        except FetchError as error:
            self._failures[url] = self._failures.get(url, 0) + 1
            wait = error.after or min(_FIRST * 2.0 ** min(self._failures[url] - 1, 20), _LONGEST)
            self._wait[url] = now + wait
            raise FetchError(f"{error}; asked again in {wait:.0f} s") from None
        self._failures.pop(url, None)
        return self._remember(url, answer)

    def _remember(self, url: str, answer: Fetched) -> bytes:
        if answer.data is not None:
            self._held[url] = answer.data
            with self.store.writing():
                sql = "INSERT OR REPLACE INTO feed VALUES (?,?,?)"
                self.store.change(sql, (url, answer.etag, answer.modified))
        return self._held[url]

    def _check(self, pair: Feeds, data: list[bytes]) -> int:
        """What is new in both feeds, checked and recorded; only then is it no longer new."""
        if self._checked.get(pair) == data:
            return 0
        try:
            ours, theirs = (
                reader.read(part, url) for part, url in zip(data, (pair.original, pair.translation), strict=True)
            )
        except XlcheckError as error:
            self.warn(str(error))
            return 0
        new = [
            (ours[i], theirs[j])
            for i, j in sorted(matched(ours, theirs, lambda: self._loaded().profile.encoder))
            if not self._seen(pair, ours[i], theirs[j])
        ]
        for one, two in new:
            self._record(pair, one, two)
        self._checked[pair] = data
        return len(new)

    def _seen(self, pair: Feeds, one: FeedItem, two: FeedItem) -> bool:
        """Whether the same texts were checked before; an item that was rewritten is new."""
        sql = "SELECT 1 FROM watched WHERE original = ? AND translation = ? AND digest = ?"
        row = (f"{pair.original}#{one.name}", f"{pair.translation}#{two.name}", _digest(one, two))
        return next(self.store.query(sql, row), None) is not None

    def _record(self, pair: Feeds, one: FeedItem, two: FeedItem) -> None:
        judge, run = self._loaded(), self._run()
        item = Item(
            two.name, one.page, two.page, pair.original_language, pair.translation_language, pair.outlet, one.date or two.date, two.link or one.link
        )  # fmt: skip
        (outcome,) = judge.together([load(item, 0, self.settings.digest(judge.profile))])
        with self.store.writing():
            if self._seen(pair, one, two):
                # Another watch of the same feeds was quicker.
                return
            ordinal = next(self.store.query("SELECT ifnull(max(ordinal), -1) + 1 FROM item WHERE run = ?", (run,)))[0]
            verdict = self.store.keep(outcome.key, outcome.report) if outcome.report is not None else None
            self.store.record(run, ordinal, item, verdict, outcome.error)
            row = (
                f"{pair.original}#{one.name}",
                f"{pair.translation}#{two.name}",
                _digest(one, two),
                run,
                ordinal,
                int(not self.webhook),
            )
            self.store.change("INSERT OR REPLACE INTO watched VALUES (?,?,?,?,?,?)", row)
        self.tell(self._line(run, ordinal))

    def _deliver(self) -> None:
        """What the webhook hasn't taken yet, in order; one that isn't taken waits for the next round."""
        if not self.webhook:
            return
        waiting = list(self.store.query("SELECT run, ordinal FROM watched WHERE NOT delivered ORDER BY run, ordinal"))
        for row in waiting:
            if not self._delivered(self._line(row["run"], row["ordinal"]).encode("utf-8")):
                return
            with self.store.writing():
                sql = "UPDATE watched SET delivered = 1 WHERE run = ? AND ordinal = ?"
                self.store.change(sql, (row["run"], row["ordinal"]))

    def _delivered(self, data: bytes) -> bool:
        for number in range(_TRIES):
            try:
                self.fetcher.post(str(self.webhook), data)
                return True
            except FetchError as error:
                if 400 <= error.status < 500 and error.status not in _LATER:
                    # It will never take this one; those behind it must not wait for ever.
                    self.warn(f"{error}; this one isn't sent again")
                    return True
                if number == _TRIES - 1:
                    self.warn(f"{error}; what it hasn't taken is kept for the next round")
                else:
                    self.pause(2.0**number)
        return False

    def _line(self, run: int, ordinal: int) -> str:
        from xlcheck.batch.export import rows

        (row,) = rows(self.store, run, ordinal)
        return json.dumps(row, ensure_ascii=False, separators=(",", ":"))

    def _loaded(self) -> Judge:
        # Models are loaded when there is something to judge.
        self._judge = self._judge or Judge(self.settings)
        return self._judge

    def _run(self) -> int:
        """The run that new pairs are appended to: one for these settings, begun once."""
        from xlcheck.judging.signature import signature

        if self._number is None:
            judge = self._loaded()
            digest = f"watch|{self.settings.digest(judge.profile).hex()}"
            told = signature(judge.profile, self.settings.table)
            self._number = self.store.begin(WATCH, digest, {}, told, once=True)
        return self._number


def _digest(one: FeedItem, two: FeedItem) -> str:
    import hashlib

    return hashlib.sha256(repr((one.page, two.page)).encode("utf-8", "surrogatepass")).hexdigest()


def rounds(
    watch: Watch, every: float, *, once: bool, stop: Callable[[], bool], sleep: Callable[[float], None]
) -> Iterator[int]:
    """Round after round until ``stop`` says so: how many new pairs each had."""
    while True:
        yield watch.round()
        waited = 0.0
        while waited < every and not once and not stop():
            sleep(min(1.0, every - waited))
            waited += 1.0
        if once or stop():
            return
