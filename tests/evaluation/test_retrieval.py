import lzma
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xlcheck.errors import XlcheckError
from xlcheck.evaluation.parallel import Pair, part, read_file
from xlcheck.evaluation.retrieval import AT_MOST, measured, score
from xlcheck.models import Encoder

CHOSEN = next(f"Satz {n}" for n in range(100) if part(f"Satz {n}") == "choose")


def pair(foreign: str, english: str = "a sentence that is long enough", source: str = "news") -> Pair:
    return Pair("de", foreign, english, source)


def test_both_ways_are_counted() -> None:
    told = {"eins": [1, 0], "one": [1, 0.1], "zwei": [0.9, 0.2], "two": [0.5, 0.4]}
    found = score(lambda texts: np.array([told[t] for t in texts]), [pair("eins", "one"), pair("zwei", "two")])
    assert (found.pairs, found.english, found.foreign) == (2, 0.5, 1.0)


def test_sets_that_are_never_trained_on_are_measured_whole_and_the_rest_by_its_chosen_part() -> None:
    trained = next(f"Satz {n}" for n in range(100) if part(f"Satz {n}") == "train")
    sets = measured([pair("kurz", "no", "tatoeba-test"), pair(trained), pair(CHOSEN)])
    assert {name: [p.foreign for p in pairs] for name, pairs in sets.items()} == {
        "held out": [CHOSEN],
        "tatoeba-test": ["kurz"],
    }


def test_no_sentence_is_measured_twice_and_no_set_is_larger_than_the_others() -> None:
    twice = [pair("a", "one"), pair("a", "two"), pair("b", "one")]
    many = [pair(str(n), f"sentence {n}") for n in range(AT_MOST + 50)]
    sets = measured([Pair("de", p.foreign, p.english, "xquad-questions") for p in twice + many])
    pairs = sets["xquad-questions"]
    assert len(pairs) == AT_MOST
    assert len({p.foreign for p in pairs}) == len({p.english for p in pairs}) == AT_MOST


def test_the_order_of_the_file_changes_nothing() -> None:
    many = [pair(str(n), f"sentence {n}", "tatoeba-test") for n in range(50)]
    assert measured(many) == measured(reversed(many))


def test_the_embedded_encoder_is_measured_from_the_command_line(
    tmp_path: Path, encoder: Encoder, xlcheck: Callable[..., Any]
) -> None:
    file = tmp_path / "de-en.tsv.xz"
    lines = [("Das ist die Brücke.", "This is the bridge."), ("Er kam am Montag.", "He came on Monday.")]
    with lzma.open(file, "wt", encoding="utf-8") as out:
        out.writelines(f"{foreign}\t{english}\ttatoeba-test\tA\n" for foreign, english in lines)
    result = xlcheck("evaluate", "--retrieval", file)
    assert "de-en.tsv.xz: tatoeba-test, 2 pairs, English found 1.000, foreign found 1.000" in result.out
    assert encoder.digest in result.out
    assert result.code == 0


def test_a_line_that_is_no_pair_is_named(tmp_path: Path) -> None:
    file = tmp_path / "de-en.tsv.xz"
    with lzma.open(file, "wt", encoding="utf-8") as out:
        out.write("Eins\tOne\tmine\tA\nzwei\n")
    with pytest.raises(XlcheckError, match=r"de-en\.tsv\.xz:2: has 1 fields"):
        list(read_file(file))
