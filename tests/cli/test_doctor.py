from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run

Command = Callable[..., Run]


def test_what_is_here_is_told_and_nothing_is_loaded(
    xlcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / ".xlcheck-baseline.json").write_text("{}")
    run = xlcheck("doctor")
    assert (run.code, run.err) == (0, "")
    told = run.out.splitlines()
    assert any(line.split()[:3] == ["embedded", "can", "run"] for line in told)
    assert any(
        line.strip().startswith("accurate")
        and "labse, m2m100-418m, mdeberta-nli (xlcheck models fetch accurate)" in line
        for line in told
    )
    assert any(line.strip().startswith("onnxruntime") and "the embedded models" in line for line in told)
    assert f"  settled       {tmp_path / '.xlcheck-baseline.json'}" in told


def test_a_profile_that_can_not_run_says_what_it_needs(xlcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "models.cfg").write_text(
        "[profile a]\nencoder = gone\n[profile b]\nencoder = nothing\n[model gone]\nbackend = onnx\npath = nowhere\n"
    )
    run = xlcheck("doctor", "--models", tmp_path / "models.cfg")
    assert run.code == 0
    assert "a            needs gone, whose folder isn't there" in run.out
    assert "b            needs " in run.out
    assert "no model that the file describes" in run.out


def test_what_is_missing_is_missing(xlcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlcheck.cli.doctor.find_spec", lambda name: None)
    run = xlcheck("doctor")
    assert "embedded     needs onnxruntime" in run.out
    assert "without onnxruntime sentences are aligned by their words alone" in run.out
