from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.batch.conftest import Write, errors, exported, row, rows, stopping_after, texts, told
from xlcheck import check
from xlcheck.batch import Settings, Store, Tally, run_batch
from xlcheck.checks.base import Evidence, Pair
from xlcheck.checks.negation_flipped import NegationFlipped
from xlcheck.errors import XlcheckError
from xlcheck.reporting.json import as_dict

Chunked = Callable[[int], None]

#: Pairs of every kind that there is: repeated, broken, not there, in another language, with a date.
MIXED = [
    *rows(7),
    row(2, id="again", outlet="Pier"),
    {"id": "gone", "original": "gone.txt", "translation_text": "Gone."},
    row(8, original_language="fr"),
    row(9, translation_language="xx"),
    row(10, date="2026-03-01"),
    row(11, translation_text="…"),
    row(12, translation_text=""),
    row(13, translation_text="…"),
    {**row(14), "original_language": None, "translation_language": None},
    row(2, id="once more"),
]
FAILED = {"gone", "n11", "n12", "n13"}


def figures(tally: Tally) -> tuple[int, int, int, int]:
    return tally.done, tally.judged, tally.known, tally.failed


@pytest.fixture
def chunked(monkeypatch: pytest.MonkeyPatch) -> Chunked:
    """So many pairs are judged together."""
    return lambda pairs: monkeypatch.setattr("xlcheck.batch.run._PAIRS", pairs)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Another store every time."""
    made: list[Store] = []

    def new() -> Store:
        made.append(Store(tmp_path / f"fresh-{len(made)}.db"))
        return made[-1]

    yield new
    for one in made:
        one.__exit__(None, None, None)


# What is judged


def test_every_pair_is_judged_and_recorded(store: Store, write: Write, settings: Settings) -> None:
    tally = run_batch(write(MIXED), store, settings)
    run = store.run()
    assert (tally.run, tally.stopped, run.finished is not None) == (run.id, False, True)
    assert (run.items, run.failed) == (tally.done, tally.failed) == (len(MIXED), 4)
    assert [one["id"] for one in told(store)] == [line["id"] for line in MIXED]
    assert {one["id"] for one in told(store) if "error" in one} == FAILED


def test_reports_are_those_of_every_pair_alone(store: Store, write: Write, settings: Settings) -> None:
    run_batch(write(MIXED), store, settings)
    for line, one in zip(MIXED, told(store), strict=True):
        if "report" in one:
            languages = {key: line[key] for key in ("original_language", "translation_language")}
            alone = check(line["original_text"], line["translation_text"], original_date=line.get("date"), **languages)
            assert one["report"] == as_dict(alone), line["id"]


def test_reports_on_files_are_those_of_every_pair_alone(
    store: Store, write: Write, settings: Settings, tmp_path: Path
) -> None:
    for n in range(3):
        for language, text in zip(("zh", "en"), texts(n, drifted=True), strict=True):
            (tmp_path / f"{n}.{language}.txt").write_text(text, encoding="utf-8")
    lines = [{"original": f"{n}.zh.txt", "translation": f"{n}.en.txt"} for n in range(3)]
    run_batch(write(lines), store, settings)
    for n, one in enumerate(told(store)):
        paths = tmp_path / f"{n}.zh.txt", tmp_path / f"{n}.en.txt"
        assert (one["original"], one["translation"]) == tuple(map(str, paths))
        assert one["report"] == as_dict(check(*paths))


def test_however_it_is_chunked_the_results_are_the_same_bytes(
    fresh: Callable[[], Store], write: Write, settings: Settings, chunked: Chunked
) -> None:
    found = []
    for pairs in (1, 3, 64):
        chunked(pairs)
        found.append(fresh())
        run_batch(write(MIXED), found[-1], settings)
    assert exported(found[0]) == exported(found[1]) == exported(found[2])


def test_in_two_processes_the_results_are_the_same_bytes(
    fresh: Callable[[], Store], write: Write, settings: Settings, chunked: Chunked
) -> None:
    one, two, manifest = fresh(), fresh(), write([*MIXED, *rows(30)[15:]])
    run_batch(manifest, one, settings)
    chunked(3)
    tally = run_batch(manifest, two, settings, jobs=2)
    assert exported(two) == exported(one)
    assert figures(tally)[0] == len(MIXED) + 15


def test_long_texts_are_judged_in_smaller_chunks(
    fresh: Callable[[], Store], write: Write, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, sizes = fresh(), fresh(), []
    run_batch(write(rows(6)), one, settings)
    monkeypatch.setattr("xlcheck.batch.run._BYTES", 1)
    run_batch(write(rows(6)), two, settings, progress=lambda tally: sizes.append(tally.done))
    assert sizes == [1, 2, 3, 4, 5, 6]
    assert exported(one) == exported(two)


def test_identical_pairs_are_judged_once_and_all_recorded(store: Store, write: Write, settings: Settings) -> None:
    tally = run_batch(write([row(1, id="a"), row(1, id="b", outlet="Pier"), row(2), row(1, id="c")]), store, settings)
    assert (tally.done, tally.judged) == (4, 2)
    a, b, _, c = told(store)
    assert a["report"] == b["report"] == c["report"]
    assert (a["id"], b["id"], b["outlet"]) == ("a", "b", "Pier")
    assert next(store.query("SELECT count(*) FROM verdict"))[0] == 2


def test_every_pair_is_judged_or_known_or_failed(store: Store, write: Write, settings: Settings) -> None:
    tally = run_batch(write([row(1, id="a"), row(1, id="b"), row(2), row(3, translation_text="")]), store, settings)
    assert tally.judged + tally.known + tally.failed == tally.done == 4


# What fails


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ({"id": "x", "original": "gone.txt", "translation_text": "Gone."}, "gone.txt: no such file"),
        (row(1, original_text=""), "has neither original (a file) nor original_text"),
        (row(1, original_text="\n"), "n1: the original: there is no sentence in it"),
    ],
)
def test_a_pair_that_can_not_be_read_is_recorded_with_its_error(
    store: Store, write: Write, settings: Settings, line: dict[str, Any], problem: str
) -> None:
    tally = run_batch(write([row(0), line, row(2)]), store, settings)
    assert figures(tally) == (3, 2, 0, 1)
    before, failed, after = errors(store)
    assert (before, after) == (None, None)
    assert problem in (failed or "")
    assert store.run().finished


def test_a_broken_line_is_recorded_with_its_place(store: Store, write: Write, settings: Settings) -> None:
    path = write(rows(2))
    path.write_text(path.read_text(encoding="utf-8") + '{"id": \n', encoding="utf-8")
    run_batch(path, store, settings)
    assert told(store)[-1] == {
        "id": "line 3", "original": None, "translation": None, "outlet": None, "date": None, "url": None,
        "error": f"{path}:3: is no JSON object",
    }  # fmt: skip


def test_a_pair_on_which_a_check_fails_is_recorded_and_those_beside_it_are_judged(
    fresh: Callable[[], Store], write: Write, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, without, look = fresh(), fresh(), NegationFlipped.pair
    run_batch(write(rows(8)), whole, settings)

    def fail(self: NegationFlipped, pair: Pair) -> Iterator[Evidence]:
        # That is in the sixth article alone.
        if "118" in pair.original.text:
            raise ZeroDivisionError("no such luck")
        return look(self, pair)

    monkeypatch.setattr(NegationFlipped, "pair", fail)
    tally = run_batch(write(rows(8)), without, settings)
    assert figures(tally) == (8, 7, 0, 1)
    assert errors(without)[5] == "n5: could not be judged (ZeroDivisionError: no such luck)"
    expected, found = exported(whole).splitlines(), exported(without).splitlines()
    assert found[:5] + found[6:] == expected[:5] + expected[6:]


def test_two_pairs_that_fail_alike_are_told_each_by_its_own_name_however_they_are_chunked(
    fresh: Callable[[], Store], write: Write, settings: Settings, chunked: Chunked
) -> None:
    manifest, found = write([row(1, id="a", translation_text="…"), row(1, id="b", translation_text="…")]), []
    for pairs in (1, 64):
        chunked(pairs)
        found.append(fresh())
        run_batch(manifest, found[-1], settings)
    expected: list[str | None] = [f"{name}: the translation: there is no sentence in it" for name in "ab"]
    assert [errors(one) for one in found] == [expected, expected]


def test_what_failed_is_judged_again_in_the_next_run(
    store: Store, write: Write, settings: Settings, tmp_path: Path
) -> None:
    manifest = write([row(0), {"id": "late", "original": "late.txt", "translation_text": "The ferry stopped."}])
    assert run_batch(manifest, store, settings).failed == 1
    (tmp_path / "late.txt").write_text("渡轮停了。", encoding="utf-8")
    assert figures(run_batch(manifest, store, settings)) == (2, 1, 1, 0)


@pytest.mark.parametrize("name", ["empty.jsonl", "pairs.txt"])
def test_what_is_no_manifest_leaves_no_run(store: Store, settings: Settings, tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    with pytest.raises(XlcheckError, match=name):
        run_batch(tmp_path / name, store, settings)
    with pytest.raises(XlcheckError, match=r"gone\.jsonl: can't be read"):
        run_batch(tmp_path / "gone.jsonl", store, settings)
    assert store.runs() == []


# A second run


def test_what_did_not_change_is_not_judged_again(store: Store, write: Write, settings: Settings) -> None:
    assert figures(run_batch(write(rows(6)), store, settings)) == (6, 6, 0, 0)
    assert figures(run_batch(write(rows(6)), store, settings)) == (6, 0, 6, 0)
    assert exported(store, 1) == exported(store, 2)
    drifted = texts(2, drifted=True)[1]
    changed = [*rows(2), row(2, translation_text=drifted), *rows(7)[3:]]
    assert figures(run_batch(write(changed), store, settings)) == (7, 2, 5, 0)


def test_what_is_known_needs_not_to_be_asked_of_the_same_manifest(
    store: Store, write: Write, settings: Settings
) -> None:
    run_batch(write(rows(4)), store, settings)
    other = [row(n, id=f"other-{n}", url="https://quay.test") for n in reversed(range(4))]
    assert figures(run_batch(write(other, "other.jsonl"), store, settings)) == (4, 0, 4, 0)
    assert [one["id"] for one in told(store)] == ["other-3", "other-2", "other-1", "other-0"]


@pytest.mark.parametrize(
    "other",
    [
        Settings(ignore=("number-changed",)),
        Settings(select=("number-changed",)),
        Settings(original_language="zh-TW"),
        Settings(translation_language="en-GB"),
        Settings(lines=True),
        Settings(severities={"number-changed": "minor"}),
    ],
)
def test_under_other_settings_all_is_judged_again(store: Store, write: Write, other: Settings) -> None:
    run_batch(write(rows(2)), store, Settings())
    assert figures(run_batch(write(rows(2)), store, other)) == (2, 2, 0, 0)
    assert figures(run_batch(write(rows(2)), store, Settings())) == (2, 0, 2, 0)


def test_many_that_are_known_are_recorded_in_their_order(
    store: Store, write: Write, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xlcheck.batch.run._KNOWN", 3)
    run_batch(write(rows(10)), store, settings)
    run_batch(write(rows(11)), store, settings)
    assert [one["id"] for one in told(store)] == [f"n{n}" for n in range(11)]


# Cut short


def cut_short(store: Store, manifest: Path, settings: Settings) -> Tally:
    """A run that is stopped after its second chunk."""
    return run_batch(manifest, store, settings, stop=stopping_after(1))


def test_a_run_that_is_stopped_goes_on_where_it_was(
    fresh: Callable[[], Store], write: Write, settings: Settings, chunked: Chunked
) -> None:
    chunked(3)
    manifest, whole, other = write(MIXED), fresh(), fresh()
    run_batch(manifest, whole, settings)
    first = run_batch(manifest, other, settings, stop=stopping_after(0))
    assert (first.stopped, first.done, other.run().finished) == (True, 3, None)
    second = run_batch(manifest, other, settings, resume=True)
    assert (second.run, second.stopped, second.done) == (first.run, False, len(MIXED))
    assert second.judged < len(MIXED) - 3
    assert exported(other) == exported(whole)
    assert len(other.runs()) == 1


def test_a_run_that_goes_on_counts_what_failed_before(
    store: Store, write: Write, settings: Settings, chunked: Chunked
) -> None:
    chunked(2)
    manifest = write([{"id": "gone", "original": "gone.txt", "translation_text": "Gone."}, *rows(6)])
    first = cut_short(store, manifest, settings)
    assert (first.stopped, first.failed) == (True, 1)
    second = run_batch(manifest, store, settings, resume=True)
    assert (second.done, second.failed) == (7, 1)


@pytest.mark.parametrize("change", ["manifest", "settings"])
def test_a_run_of_something_else_does_not_go_on(
    store: Store, write: Write, settings: Settings, chunked: Chunked, change: str
) -> None:
    chunked(2)
    manifest = write(rows(6))
    cut_short(store, manifest, settings)
    other = write(rows(7), "other.jsonl") if change == "manifest" else manifest
    asked = replace(settings, lines=True) if change == "settings" else settings
    with pytest.raises(XlcheckError) as refused:
        run_batch(other, store, asked, resume=True)
    assert str(refused.value) == (
        f"{store.path}: run 1 was of another manifest ({manifest}) or of other settings; "
        "leave --resume out for a new run"
    )
    assert len(store.runs()) == 1


def test_a_copy_of_the_manifest_goes_on(store: Store, write: Write, settings: Settings, chunked: Chunked) -> None:
    chunked(2)
    cut_short(store, write(rows(6)), settings)
    assert run_batch(write(rows(6), "copy.jsonl"), store, settings, resume=True).run == 1


@pytest.mark.parametrize("finished", [False, True])
def test_where_nothing_was_cut_short_a_new_run_begins(
    store: Store, write: Write, settings: Settings, finished: bool
) -> None:
    if finished:
        run_batch(write(rows(2)), store, settings)
    tally = run_batch(write(rows(3)), store, settings, resume=True)
    assert (tally.run, tally.done) == (1 + finished, 3)
    assert all(run.finished for run in store.runs())


def test_without_being_asked_no_run_goes_on(store: Store, write: Write, settings: Settings, chunked: Chunked) -> None:
    chunked(2)
    cut_short(store, write(rows(6)), settings)
    tally = run_batch(write(rows(6)), store, settings)
    assert figures(tally) == (6, 2, 4, 0)
    assert [(run.items, run.finished is None) for run in store.runs()] == [(4, True), (6, False)]


# Folders


def pair_in(folder: Path, name: str, number: int) -> None:
    for language, text in zip(("zh", "en"), texts(number), strict=True):
        (folder / f"{name}.{language}.txt").write_text(text, encoding="utf-8")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for n in range(6):
        pair_in(folder, f"b{n}", n)
    return folder


@pytest.fixture
def languages() -> Settings:
    return Settings(original_language="zh", translation_language="en")


def test_a_folder_is_judged_pair_by_pair(store: Store, news: Path, languages: Settings) -> None:
    (news / "b3.en.txt").write_bytes(b"")
    assert figures(run_batch(news, store, languages)) == (6, 5, 0, 1)
    assert errors(store)[3] == f"{news / 'b3.en.txt'}: the file is empty"
    assert told(store)[0]["original"] == str(news / "b0.zh.txt")


def test_a_folder_that_changed_while_it_was_cut_short_has_every_pair_once(
    store: Store, news: Path, languages: Settings, chunked: Chunked
) -> None:
    chunked(2)
    cut_short(store, news, languages)
    pair_in(news, "a", 9)
    try:
        run_batch(news, store, languages, resume=True)
    except XlcheckError:
        # To refuse it, as a manifest that changed, is as good.
        return
    assert [one["id"] for one in told(store)] == ["a.zh.txt", *(f"b{n}.zh.txt" for n in range(6))]


def test_names_that_are_no_text_are_judged_like_others(store: Store, news: Path, languages: Settings) -> None:
    for language, text in zip(("zh", "en"), texts(7), strict=True):
        name = os.fsencode(news / "c") + b"\xff." + language.encode() + b".txt"
        Path(os.fsdecode(name)).write_text(text, encoding="utf-8")
    tally = run_batch(news, store, languages)
    assert figures(tally) == (7, 7, 0, 0)
    assert exported(store).encode("utf-8")


# What is told of a run


def test_progress_is_told_after_every_chunk(store: Store, write: Write, settings: Settings, chunked: Chunked) -> None:
    chunked(4)
    seen: list[tuple[int, int]] = []
    run_batch(write(rows(10)), store, settings, progress=lambda tally: seen.append((tally.done, tally.judged)))
    assert seen == [(4, 4), (8, 8), (10, 10)]


def test_another_engine_may_judge(store: Store, write: Write, settings: Settings) -> None:
    from xlcheck.batch.judge import Judge

    asked: list[int] = []

    def engine(chunks: Any, given: Settings, jobs: int, stop: Callable[[], bool]) -> Any:
        asked.append(jobs)
        # All at once, and the last first.
        for chunk in list(chunks)[::-1]:
            yield Judge(given).together(chunk)[::-1]

    tally = run_batch(write(rows(5)), store, settings, jobs=7, engine=engine)
    assert (asked, figures(tally)) == ([7], (5, 5, 0, 0))
    assert [one["id"] for one in told(store)] == [f"n{n}" for n in range(5)]
