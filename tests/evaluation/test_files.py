import json
from pathlib import Path
from typing import Any

import pytest

from xlcheck.errors import XlcheckError
from xlcheck.evaluation.files import documents, numbered

GOLD: dict[str, Any] = {"original": ["Eins.", "Zwei."], "translation": ["One."], "beads": [[[0], [0]], [[1], []]]}


def written(file: Path, *items: object) -> Path:
    file.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    return file


def test_a_line_ends_where_the_file_ends_it_not_at_a_letter_that_separates_lines(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('\ufeff{"src": "eins\u2028zwei"}\n{"src": "drei"}\n', encoding="utf-8")
    assert list(numbered(file)) == [(1, {"src": "eins\u2028zwei"}), (2, {"src": "drei"})]


def test_alignment_gold_is_read_as_it_stands(tmp_path: Path) -> None:
    assert list(documents(written(tmp_path / "a.jsonl", GOLD, GOLD))) == [GOLD, GOLD]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"original": "Eins. Zwei."}, "a.jsonl:2: original and translation must be lists of sentences"),
        ({"translation": [None]}, "a.jsonl:2: original and translation must be lists of sentences"),
        ({"beads": None}, "a.jsonl:2: beads must be pairs of lists"),
        ({"beads": [[0, 0]]}, "a.jsonl:2: beads must be pairs of lists"),
        ({"beads": [[[0], [1]]]}, "a.jsonl:2: beads must be pairs of lists"),
        ({"beads": [[[0]]]}, "a.jsonl:2: beads must be pairs of lists"),
    ],
)
def test_gold_that_is_none_is_told_with_its_line(tmp_path: Path, change: dict[str, object], told: str) -> None:
    with pytest.raises(XlcheckError) as caught:
        list(documents(written(tmp_path / "a.jsonl", GOLD, GOLD | change)))
    assert told in str(caught.value)
