import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]


@pytest.mark.parametrize("kind", ["static", "encoder"])
def test_a_missing_package_is_one_line_with_the_way_out(
    kind: str, tmp_path: Path, xlcheck: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    teacher = () if kind == "static" else ("--teacher", tmp_path)
    run = xlcheck("train", kind, "--data", tmp_path, "--out", tmp_path / "out", *teacher)
    assert run.code == 2
    assert "torch is not installed; training needs pip install 'xlcheck[train]'" in run.err
    assert run.err.count("\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("--data", "{empty}", "--teacher", "{empty}"), "holds no pair with English to train on"),
        (("--data", "{empty}", "--teacher", "{empty}", "--start", "{empty}"), "holds no checkpoint; write one with"),
        (("--data", "{empty}/none.tmx", "--teacher", "{empty}"), "no such file"),
        (("--data", "{memory}", "--teacher", "{empty}"), "holds no model.safetensors"),
    ],
)
def test_what_can_not_be_trained_on_is_one_line(
    arguments: tuple[str, ...], problem: str, tmp_path: Path, xlcheck: Command
) -> None:
    (tmp_path / "empty").mkdir()
    memory = tmp_path / "memory.tmx"
    units = (
        f'<tu><tuv xml:lang="de"><seg>Ja {n}</seg></tuv><tuv xml:lang="en"><seg>Yes {n}</seg></tuv></tu>'
        for n in range(9)
    )
    memory.write_text(f"<tmx><body>{''.join(units)}</body></tmx>")
    given = [part.format(empty=tmp_path / "empty", memory=memory) for part in arguments]
    run = xlcheck("train", "encoder", *given, "--out", tmp_path / "out")
    assert run.code == 2
    assert problem in run.err
    assert run.err.count("\n") == 1


@pytest.mark.slow
def test_labels_need_a_verifier_that_knows_drift_already(tmp_path: Path, xlcheck: Command) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"")
    labels = tmp_path / "labels.jsonl"
    labels.write_text("")
    given = ("--data", tmp_path, "--start", tmp_path, "--out", tmp_path / "out", "--labelled", labels)
    run = xlcheck("train", "verifier", *given)
    assert run.code == 2
    assert "--labelled needs a verifier to --start from" in run.err


@pytest.mark.slow
def test_a_folder_without_a_checkpoint_and_one_without_pairs_are_one_line(tmp_path: Path, xlcheck: Command) -> None:
    out = ("--out", tmp_path / "out")
    run = xlcheck("train", "verifier", "--data", tmp_path, "--start", tmp_path, *out)
    assert (run.code, "holds no checkpoint; write one with" in run.err) == (2, True)
    (tmp_path / "model.safetensors").write_bytes(b"")
    run = xlcheck("train", "verifier", "--data", tmp_path, "--start", tmp_path, *out)
    assert (run.code, "holds no parallel/<language>-en.tsv.xz" in run.err, run.err.count("\n")) == (2, True, 1)
