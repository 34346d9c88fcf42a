"""Watching feeds, of files and of a server of the tests' own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.batch.test_fetch import Server, server
from xlcheck.batch import Settings, Store
from xlcheck.batch.fetch import Fetcher
from xlcheck.batch.watch import Feeds, Watch, read_feeds, rounds
from xlcheck.errors import XlcheckError

__all__ = ["server"]

ORIGINAL = "<rss><channel>{}</channel></rss>"
ITEM = "<item><guid>{}</guid><title>{}</title><description>{}</description></item>"
ONE = ("n1", "港口重新开放", "约1200艘船没有离开。"), ("n1", "Harbour reopens", "About 1,200 boats did not leave.")
TWO = ("n2", "桥梁关闭", "维修费用为350万美元。"), ("n2", "Bridge closed", "Repairs cost 5.3 million dollars.")


def feed(*items: tuple[str, str, str]) -> bytes:
    return ORIGINAL.format("".join(ITEM.format(*item) for item in items)).encode()


class Watched:
    """A watch whose lines and warnings are kept, on a clock that is turned by hand."""

    def __init__(self, store: Store, pair: Feeds, webhook: str | None = None) -> None:
        self.lines: list[dict[str, object]] = []
        self.warnings: list[str] = []
        self.now = 0.0
        self.watch = Watch(
            [pair], store, Settings(), Fetcher(private=True, clock=lambda: self.now),
            lambda line: self.lines.append(json.loads(line)), self.warnings.append, webhook,
        )  # fmt: skip


@pytest.fixture
def of_files(tmp_path: Path) -> Callable[..., Feeds]:
    def write(*pairs: tuple[tuple[str, str, str], tuple[str, str, str]]) -> Feeds:
        for side, name in enumerate(("zh.xml", "en.xml")):
            (tmp_path / name).write_bytes(feed(*(pair[side] for pair in pairs)))
        return Feeds(str(tmp_path / "zh.xml"), str(tmp_path / "en.xml"), "zh", "en", "Melby News")

    return write


def test_what_is_new_in_both_is_checked_once(of_files: Callable[..., Feeds], tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite") as store:
        watched = Watched(store, of_files(ONE))
        assert watched.watch.round() == 1
        assert watched.watch.round() == 0
        of_files(ONE, TWO)
        assert watched.watch.round() == 1
        assert [line["id"] for line in watched.lines] == ["n1", "n2"]
        assert [line["report"]["summary"]["drifted"] for line in watched.lines] == [0, 1]
        assert store.runs()[0].items == 2


def test_another_process_goes_on_where_the_first_was(of_files: Callable[..., Feeds], tmp_path: Path) -> None:
    for expected in (1, 0):
        with Store(tmp_path / "s.sqlite") as store:
            assert Watched(store, of_files(ONE)).watch.round() == expected
            assert len(store.runs()) == 1


def test_an_item_that_was_rewritten_is_new(of_files: Callable[..., Feeds], tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite") as store:
        watched = Watched(store, of_files(TWO))
        watched.watch.round()
        of_files((TWO[0], ("n2", "Bridge closed", "Repairs cost 3.5 million dollars.")))
        assert watched.watch.round() == 1
        assert [line["report"]["summary"]["drifted"] for line in watched.lines] == [1, 0]


def test_a_server_is_asked_for_what_changed_and_left_alone_when_it_fails(server: Server, tmp_path: Path) -> None:
    zh = server.answer("/zh", body=feed(ONE[0]), ETag='"a"')
    en = server.answer("/en", body=feed(ONE[1]), ETag='"b"')
    with Store(tmp_path / "s.sqlite") as store:
        watched = Watched(store, Feeds(zh, en, "zh", "en"))
        assert [watched.watch.round(), watched.watch.round()] == [1, 0]
        asked = [headers for _, path, headers, _ in server.asked if path == "/zh"]
        assert [headers.get("if-none-match") for headers in asked] == [None, '"a"']
        server.answers["/zh"] = [(503, {}, b"")]
        before = len(server.asked)
        for now in (1000.0, 1030.0, 1061.0, 1100.0):
            watched.now = now
            watched.watch.round()
        # Asked at once, after a minute, and not yet after two more.
        assert [path for _, path, _, _ in server.asked[before:]].count("/zh") == 2
        assert [warning.rsplit("; ", 1)[1] for warning in watched.warnings] == [
            "asked again in 60 s",
            "asked again in 120 s",
        ]


def test_a_webhook_gets_all_in_the_end(of_files: Callable[..., Feeds], server: Server, tmp_path: Path) -> None:
    hook = server.answer("/hook", 500)
    with Store(tmp_path / "s.sqlite") as store:
        watched = Watched(store, of_files(ONE, TWO), hook)
        assert watched.watch.round() == 2
        assert [path for _, path, _, _ in server.asked] == ["/hook"] * 3
        assert "kept for the next round" in watched.warnings[0]
        server.answers["/hook"] = [(204, {}, b"")]
        assert watched.watch.round() == 0
        assert [json.loads(body)["id"] for _, _, _, body in server.asked[3:]] == ["n1", "n2"]
        watched.watch.round()
        assert len(server.asked) == 5


def test_what_is_no_feed_is_told_and_stops_nothing(of_files: Callable[..., Feeds], tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite") as store:
        watched = Watched(store, of_files(ONE))
        (tmp_path / "en.xml").write_bytes(b"<html>")
        assert watched.watch.round() == 0
        assert "en.xml" in watched.warnings[0]
        of_files(ONE)
        assert watched.watch.round() == 1


def test_rounds_end_when_they_are_told_to(of_files: Callable[..., Feeds], tmp_path: Path) -> None:
    slept: list[float] = []
    with Store(tmp_path / "s.sqlite") as store:
        watch = Watched(store, of_files(ONE)).watch
        assert list(rounds(watch, 60, once=True, stop=lambda: False, sleep=slept.append)) == [0 + 1]
        assert slept == []
        assert list(rounds(watch, 3, once=False, stop=lambda: len(slept) >= 5, sleep=slept.append)) == [0, 0]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", r"must hold \[\[feeds\]\]"),
        ("feeds = 3", r"must hold \[\[feeds\]\]"),
        ('[[feeds]]\noriginal = "a"', "feeds 1: needs original and translation"),
        ('[[feeds]]\noriginal = "a"\ntranslation = "b"\nlang = "zh"', "feeds 1: lang is unknown"),
        ('[[feeds]]\noriginal = 3\ntranslation = "b"', "feeds 1: original is unknown or no string"),
        ("[[feeds", "is no TOML"),
    ],
)
def test_a_list_of_feeds_that_is_none_is_one_line(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "feeds.toml").write_text(text, encoding="utf-8")
    with pytest.raises(XlcheckError, match=problem) as error:
        read_feeds(tmp_path / "feeds.toml")
    assert "\n" not in str(error.value)


def test_files_of_a_list_are_meant_from_its_folder(tmp_path: Path) -> None:
    text = '[[feeds]]\noriginal = "zh.xml"\ntranslation = "https://a.example/en.xml"\noutlet = "A"'
    (tmp_path / "feeds.toml").write_text(text, encoding="utf-8")
    assert read_feeds(tmp_path / "feeds.toml") == [
        Feeds(str(tmp_path / "zh.xml"), "https://a.example/en.xml", outlet="A")
    ]


def test_one_that_the_webhook_never_takes_holds_up_no_other(
    of_files: Callable[..., Feeds], server: Server, tmp_path: Path
) -> None:
    hook = server.answer("/hook", 400)
    server.answer("/hook", 204)
    with Store(tmp_path / "s.sqlite") as store:
        watched = Watched(store, of_files(ONE, TWO), hook)
        watched.watch.round()
        assert [json.loads(body)["id"] for _, _, _, body in server.asked] == ["n1", "n2"]
        assert "isn't sent again" in watched.warnings[0]


def test_what_was_seen_is_not_new_after_older_runs_were_forgotten(
    of_files: Callable[..., Feeds], tmp_path: Path
) -> None:
    with Store(tmp_path / "s.sqlite") as store:
        watched = Watched(store, of_files(ONE))
        watched.watch.round()
        store.finish(store.begin("m", "d", {}, "s"))
        assert store.prune(1) == (0, 0)
        assert watched.watch.round() == 0


def test_two_watches_of_one_store_share_a_run_and_check_nothing_twice(
    of_files: Callable[..., Feeds], tmp_path: Path
) -> None:
    pair = of_files(ONE, TWO)
    with Store(tmp_path / "s.sqlite") as one, Store(tmp_path / "s.sqlite") as two:
        first, second = Watched(one, pair), Watched(two, pair)
        first.watch.round()
        second.watch.round()
        assert [line["id"] for watched in (first, second) for line in watched.lines] == ["n1", "n2"]
        assert [run.items for run in one.runs()] == [2]


def test_feeds_that_have_not_changed_are_not_looked_through_again(
    of_files: Callable[..., Feeds], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(tmp_path / "s.sqlite") as store:
        watched = Watched(store, of_files(ONE))
        watched.watch.round()
        monkeypatch.setattr("xlcheck.batch.watch.matched", lambda *arguments: pytest.fail("they were"))
        assert watched.watch.round() == 0


def test_how_many_pairs_of_feeds_could_not_be_had_is_counted(of_files: Callable[..., Feeds], tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite") as store:
        watched = Watched(store, of_files(ONE))
        (tmp_path / "en.xml").unlink()
        watched.watch.round()
        assert watched.watch.failed == 1
