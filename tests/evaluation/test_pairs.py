import gzip
import json
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from xlcheck.errors import XlcheckError
from xlcheck.evaluation.pairs import Sentence, contrasts, faithful, read_items
from xlcheck.evaluation.parallel import part

ITEM = {"src": "Er kam.", "tgt": "He came.", "src_lang": "de", "tgt_lang": "en"}
CONTRAST = {**ITEM, "tgt_good": "He came.", "tgt_bad": "He left.", "category": "verbs"}


def in_part(name: str) -> str:
    return next(f"Satz {n}" for n in range(100) if part(f"Satz {n}") == name)


def written(file: Path, *items: object) -> Path:
    text = "".join(json.dumps(item) + "\n" for item in items).encode()
    file.write_bytes(gzip.compress(text) if file.suffix == ".gz" else text)
    return file


def parallel(file: Path, *rows: str) -> Path:
    file.write_bytes(lzma.compress("".join(row + "\n" for row in rows).encode()))
    return file


def test_plain_and_packed_lines_are_the_same(tmp_path: Path) -> None:
    files = [written(tmp_path / name, ITEM, CONTRAST) for name in ("a.jsonl", "a.jsonl.gz")]
    assert [list(read_items(file)) for file in files] == [[ITEM, CONTRAST]] * 2


def test_contrastive_items_are_those_with_a_good_side(tmp_path: Path) -> None:
    (item,) = contrasts(written(tmp_path / "a.jsonl", ITEM, {**CONTRAST, "id": "seven"}))
    assert item.category == "verbs"
    assert item.good == Sentence("Er kam.", "He came.", "de", "en", "seven")
    assert item.bad == Sentence("Er kam.", "He left.", "de", "en", "seven")


def test_only_the_categories_asked_for_are_read(tmp_path: Path) -> None:
    file = written(tmp_path / "a.jsonl", *({**CONTRAST, "category": name} for name in ("verbs", "adverbs", "names")))
    assert [item.category for item in contrasts(file, categories=["verbs", "n*"])] == ["verbs", "names"]


def test_only_what_is_labelled_faithful_or_not_labelled_is(tmp_path: Path) -> None:
    items = [{**ITEM, "id": str(label), "label": label} for label in (0, 1, None)]
    assert [s.name for s in faithful(written(tmp_path / "a.jsonl", *items, ITEM))] == ["0", "a.jsonl:4"]


def test_systems_are_chosen_as_a_shell_matches_names(tmp_path: Path) -> None:
    items = [{**ITEM, "id": name, "system": name} for name in ("Human-A.0", "Inhuman", "Human-B.0")]
    file = written(tmp_path / "a.jsonl", *items, ITEM)
    assert [s.name for s in faithful(file, systems=["Human*"])] == ["Human-A.0", "Human-B.0"]


def test_a_part_of_labelled_lines_goes_by_their_document_and_without_one_by_the_source(tmp_path: Path) -> None:
    items = [
        {**ITEM, "id": "document", "doc": in_part("choose"), "src": in_part("train")},
        {**ITEM, "id": "source", "src": in_part("choose")},
        {**ITEM, "id": "other", "doc": in_part("report"), "src": in_part("choose")},
    ]
    file = written(tmp_path / "a.jsonl", *items)
    assert [s.name for s in faithful(file, part="choose")] == ["document", "source"]
    assert len(faithful(file)) == 3


def test_of_parallel_text_human_news_of_one_part_is_read(tmp_path: Path) -> None:
    rows = [
        f"{in_part('report')}\treport\twmt-news\tA",
        f"{in_part('choose')}\tchoose\twmt-news\tA",
        f"{in_part('report')}\tmachine\twmt-news-mt\tA",
        f"{in_part('report')}\thandbook\tphp-handbook\tA",
        f"{in_part('report')}\tunlicensed\twmt-news\tC",
    ]
    file = parallel(tmp_path / "de-en.tsv.xz", *rows)
    assert faithful(file) == [Sentence(in_part("report"), "report", "de", "en", "wmt-news, pair 1")]
    assert [s.translation for s in faithful(file, part="choose")] == ["choose"]


def test_the_limit_takes_pairs_from_the_beginning_of_what_was_asked_for(tmp_path: Path) -> None:
    items = [{**ITEM, "id": str(n), "label": n % 2} for n in range(10)]
    assert [s.name for s in faithful(written(tmp_path / "a.jsonl", *items), limit=3)] == ["0", "2", "4"]


Reader = Callable[[Path], object]


@pytest.mark.parametrize(
    ("read", "name", "content", "told"),
    [
        (contrasts, "a.jsonl", b'{"src": 1}\nnothing\n', "a.jsonl:2: is no JSON object"),
        (contrasts, "a.jsonl", b"[]\n", "a.jsonl:1: is no JSON object"),
        (contrasts, "a.jsonl", b"[" * 100_000, "a.jsonl:1: is no JSON object"),
        (contrasts, "a.jsonl", b"", "a.jsonl: holds no item with tgt_good and tgt_bad"),
        (contrasts, "a.jsonl", b'{"tgt_good": "x", "src": "y"}', "a.jsonl:1: has no src_lang; it must be a text"),
        (faithful, "a.jsonl", b'{"src": 7, "tgt": "x"}', "a.jsonl:1: has a wrong src; it must be a text"),
        (faithful, "a.jsonl", b'{"label": 1}', "a.jsonl: holds no faithful pair"),
        (faithful, "a.jsonl", b"\xff\xfe", "a.jsonl: can't be read ('utf-8' codec"),
        (faithful, "a.jsonl.gz", b"plain", "a.jsonl.gz: can't be read (Not a gzipped file"),
        (faithful, "a.jsonl.gz", gzip.compress(b"{}")[:-9], "a.jsonl.gz: can't be read ("),
        (faithful, "de-en.tsv.xz", b"plain", "de-en.tsv.xz: can't be read ("),
        (faithful, "de-en.tsv.xz", lzma.compress(b"a\tb\tc\td\n")[:-9], "de-en.tsv.xz: can't be read ("),
        (faithful, "de-en.tsv.xz", lzma.compress(b"a\tb\n"), "de-en.tsv.xz:1: has 2 fields"),
        (faithful, "de-en.tsv.xz", lzma.compress(b""), "de-en.tsv.xz: holds no faithful pair"),
        (faithful, "news.tsv.xz", lzma.compress(b""), "news.tsv.xz: parallel text is named by its language"),
    ],
)  # fmt: skip
def test_a_bad_file_is_told_in_one_line(tmp_path: Path, read: Reader, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(XlcheckError) as caught:
        read(tmp_path / name)
    assert told in str(caught.value)
    assert str(tmp_path) in str(caught.value)


def test_what_was_asked_for_in_vain_is_named(tmp_path: Path) -> None:
    file = written(tmp_path / "a.jsonl", ITEM, CONTRAST)
    with pytest.raises(XlcheckError, match=r"no faithful pair from a system like Human\* or Ref in the choose part$"):
        faithful(file, systems=["Human*", "Ref"], part="choose")
    with pytest.raises(XlcheckError, match=r"of a category like numbers$"):
        contrasts(file, categories=["numbers"])
