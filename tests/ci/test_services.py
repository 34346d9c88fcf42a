"""What CI services run, as far as it runs without them."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.ci.conftest import HARBOUR, ROOT, Ran, Repository

PROPOSED = {"GITHUB_BASE_REF": "main"}


def loaded(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def on_github(repository: Repository, **env: str) -> Ran:
    (step,) = [step for step in loaded("action.yml")["runs"]["steps"] if "github.sh" in step["run"]]
    inputs = loaded("action.yml")["inputs"]
    given = {
        name: inputs[value.removeprefix("${{ inputs.").removesuffix(" }}")]["default"]
        for name, value in step["env"].items()
    }
    return repository.run("bash", "-c", step["run"], env={**given, "GITHUB_ACTION_PATH": str(ROOT), **PROPOSED, **env})


def test_a_proposal_with_a_new_drift_is_red_at_its_line(repository: Repository, tmp_path: Path) -> None:
    repository.rewrite(HARBOUR, "12 May", "12 June")
    repository.commit()
    files = {"GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"), "INPUT_SARIF": "xlcheck.sarif"}
    run = on_github(repository, **files)
    assert run.code == 1, run.err
    (error,) = [line for line in run.out.splitlines() if line.startswith("::error")]
    assert error.startswith("::error file=en/harbour.md,line=5,")
    assert (tmp_path / "summary.md").read_text(encoding="utf-8").startswith("## 2 of 5 passages drifted")
    results = json.loads((repository.folder / "xlcheck.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert sorted(result["baselineState"] for result in results if result["level"] == "error") == ["new", "unchanged"]


def test_a_proposal_that_touches_no_pair_is_green(repository: Repository) -> None:
    (repository.folder / "README.md").write_text("Translations.", encoding="utf-8")
    repository.commit()
    run = on_github(repository)
    assert (run.code, run.out) == (0, "")


@pytest.mark.slow
@pytest.mark.parametrize("way", ["baseline", "configuration", "no configuration", "dismissal"])
def test_a_proposal_can_not_excuse_its_own_drift(repository: Repository, way: str) -> None:
    repository.rewrite(HARBOUR, "12 May", "12 June")
    if way == "baseline":
        assert repository.xlcheck("check", "-q", "--update-baseline").code == 0
    elif way == "configuration":
        repository.rewrite(Path("xlcheck.toml"), 'fail-on = "major"', 'fail-on = "never"')
    elif way == "no configuration":
        (repository.folder / "xlcheck.toml").unlink()
    else:
        repository.xlcheck("check", "-q", "-f", "json=report.json")
        reports = json.loads((repository.folder / "report.json").read_text(encoding="utf-8"))["reports"]
        names = [finding["fingerprint"] for report in reports for finding in report["findings"]]
        assert repository.xlcheck("dismiss", "report.json", *names, "--reason", "trust me").code == 0
        (repository.folder / "report.json").unlink()
    repository.commit()
    assert on_github(repository).code == 1
    if way != "no configuration":
        assert on_github(repository, INPUT_SETTINGS_FROM="head").code == 0


@pytest.mark.slow
@pytest.mark.parametrize("way", ["glossary", "thresholds"])
def test_a_proposal_can_not_excuse_itself_by_files_that_the_settings_name(repository: Repository, way: str) -> None:
    if way == "glossary":
        repository.rewrite(HARBOUR, "Port of Melby", "Melby Harbour")
        repository.rewrite(Path("terms.csv"), "Port of Melby,Melby Harbour", "Melby Harbour,")
    else:
        repository.rewrite(HARBOUR, "12 May", "12 June")
        repository.rewrite(Path("thresholds.toml"), "cut = 0.5", "cut = 9.0")
    repository.commit()
    assert repository.xlcheck("check", "-q").code == 0
    assert on_github(repository).code == 1


def test_arguments_and_what_fails_may_be_told(repository: Repository) -> None:
    repository.rewrite(HARBOUR, "12 May", "12 June")
    repository.commit()
    assert on_github(repository, INPUT_FAIL_ON="never").code == 0
    told = on_github(
        repository, INPUT_ARGUMENTS="zh/opinion-bridge.md en/opinion-bridge.md", INPUT_CHANGED_ONLY="false"
    )
    assert told.code == 0, told.err


def test_nothing_that_a_proposal_brings_is_a_part_of_a_script() -> None:
    for step in loaded("action.yml")["runs"]["steps"]:
        assert "${{" not in step["run"]


def test_every_input_of_the_action_is_used() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert all(f"${{{{ inputs.{name} }}}}" in text for name in loaded("action.yml")["inputs"])


@pytest.mark.slow
@pytest.mark.parametrize("name", ["main", "x;touch owned", "$(touch owned)", "--upload-pack=touch owned"])
def test_a_branch_name_runs_nothing(repository: Repository, name: str) -> None:
    on_github(repository, GITHUB_BASE_REF=name)
    assert not list(repository.folder.rglob("*owned*"))


def on_gitlab(repository: Repository, **env: str) -> Ran:
    _, jobs = yaml.safe_load_all((ROOT / "templates" / "xlcheck.yml").read_text(encoding="utf-8"))
    (script,) = jobs["xlcheck"]["script"]
    return repository.run("bash", "-euo", "pipefail", "-c", script, env=env)


def test_a_merge_request_is_checked_by_the_settings_of_its_target(repository: Repository) -> None:
    repository.rewrite(HARBOUR, "12 May", "12 June")
    repository.rewrite(Path("xlcheck.toml"), 'fail-on = "major"', 'fail-on = "never"')
    repository.commit()
    run = on_gitlab(repository, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main")
    assert run.code == 1, run.err
    entries = json.loads((repository.folder / "xlcheck-quality.json").read_text(encoding="utf-8"))
    assert [entry["location"]["path"] for entry in entries] == ["en/harbour.md"]
    assert "<failure" in (repository.folder / "xlcheck-junit.xml").read_text(encoding="utf-8")


def test_a_pipeline_of_a_branch_checks_all_pairs(repository: Repository) -> None:
    run = on_gitlab(repository)
    assert run.code == 0, run.err
    assert "2 pairs" in run.out


def test_the_hook_of_pre_commit_checks_what_is_about_to_be_committed(repository: Repository) -> None:
    (hook,) = loaded(".pre-commit-hooks.yaml")
    command = shlex.split(hook["entry"])
    assert repository.run(*command).code == 0
    repository.rewrite(HARBOUR, "12 May", "12 June")
    repository.git("add", "-A")
    assert repository.run(*command).code == 1


def test_the_demo_says_how_each_service_is_set_up() -> None:
    (hook,) = loaded("tests/demo/.pre-commit-config.yaml")["repos"][0]["hooks"]
    assert hook["id"] == loaded(".pre-commit-hooks.yaml")[0]["id"]
    assert loaded("tests/demo/.gitlab-ci.yml")["include"][0]["remote"].endswith("/templates/xlcheck.yml")
    (step,) = [
        s
        for s in loaded("tests/demo/.github/workflows/translations.yml")["jobs"]["xlcheck"]["steps"]
        if "/xlcheck@" in s["uses"]
    ]
    assert set(step["with"]) <= set(loaded("action.yml")["inputs"])
