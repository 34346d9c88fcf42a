import sys
from pathlib import Path

import pytest

from xlcheck.errors import XlcheckError
from xlcheck.models.files import ModelsFile
from xlcheck.models.quality import CometReader, load
from xlcheck.models.runtime import Runtime
from xlcheck.models.spec import Spec

#: Does what comet-score does with its files: a score by how long a translation is.
SCORES = """
given = dict(zip(sys.argv[1::2], sys.argv[2::2]))
sources, translations = (open(given[key], encoding="utf-8").read().splitlines() for key in ("-s", "-t"))
assert os.environ["HF_HUB_OFFLINE"] == "1"
rows = [{"src": s, "mt": t, "COMET": len(t) / 100} for s, t in zip(sources, translations, strict=True)]
json.dump({given["-t"]: rows}, open(given["--to_json"], "w"))
open(sys.argv[0] + ".log", "a").write(given["--model"] + "\\n")
"""
PAIRS = [("a", "b" * 30), ("line\none", "two\r\nlines"), ("a", "b" * 30)]


def command(folder: Path, body: str) -> Path:
    file = folder / "comet-score"
    file.write_text(f"#!{sys.executable}\nimport json, os, sys\n{body}")
    file.chmod(0o755)
    return file


def reader(file: Path, cache: Path | None = None) -> CometReader:
    spec = Spec(
        "qe",
        Path("models.cfg"),
        {"backend": "comet", "repository": "Unbabel/x", "licence": "CC-BY-NC-SA-4.0", "command": str(file)},
    )
    return load(spec, Runtime(device="cpu", cache=cache), ModelsFile(Path("models.cfg")))


def test_each_pair_gets_its_score(tmp_path: Path) -> None:
    found = reader(command(tmp_path, SCORES)).opinions(PAIRS, ("en", "de"))
    assert [opinion.value for (opinion,) in found] == [-0.3, -0.09, -0.3]
    assert found[1][0].scores == {"comet": 0.09}
    assert (tmp_path / "comet-score.log").read_text() == "Unbabel/x\n"


def test_the_licence_of_the_metric_is_told(tmp_path: Path) -> None:
    asked = reader(command(tmp_path, SCORES))
    asked.opinions(PAIRS, ("en", "de"))
    (notice,) = asked.settings.remarks.taken()
    assert notice.message == "qe (Unbabel/x) was asked; its licence: CC-BY-NC-SA-4.0."


def test_scores_are_remembered(tmp_path: Path) -> None:
    file = command(tmp_path, SCORES)
    first = reader(file, tmp_path / "c.sqlite").opinions(PAIRS, ("en", "de"))
    assert reader(file, tmp_path / "c.sqlite").opinions(PAIRS, ("en", "de")) == first
    assert (tmp_path / "comet-score.log").read_text().count("\n") == 1


def test_a_command_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(XlcheckError, match="is not on PATH; install unbabel-comet in an environment of its own"):
        reader(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (
            "sys.exit('no\\nmodel of that name')",
            r"failed \(model of that name\); load the model with it once while online",
        ),
        ("sys.exit(3)", r"failed \(no reason given\)"),
        ("", "wrote no scores that can be read"),
        (SCORES.replace('"COMET"', '"METEOR"'), "wrote no scores that can be read"),
        (SCORES.replace("rows}", "rows[1:]}"), "scored 1 of 2 pairs"),
    ],
)
def test_a_command_that_fails_is_one_line(tmp_path: Path, body: str, problem: str) -> None:
    with pytest.raises(XlcheckError, match=problem) as error:
        reader(command(tmp_path, body)).opinions(PAIRS, ("en", "de"))
    assert "\n" not in str(error.value)
