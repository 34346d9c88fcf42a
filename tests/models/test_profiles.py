"""Profiles from the command line: on toy checkpoints, in the forms in which models lie on a machine, and where they don't."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import numpy as np
import pytest

from tests.conftest import DRIFTED, FAITHFUL, ORIGINAL, Files, Run
from xlcheck.errors import XlcheckError
from xlcheck.models import load_profile
from xlcheck.models.files import ModelsFile

COMMIT = "0123456789abcdef0123456789abcdef01234567"
#: The shipped models.cfg with toys in place of the repositories.
TOYS = {
    "sentence-transformers/LaBSE": "bert", "sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2": "xlm_roberta",
    "MoritzLaurer/mDeBERTa-v3-base-xnli-multilingual-nli-2mil7": "deberta", "facebook/m2m100_418M": "m2m100",
    "Qwen/Qwen2.5-1.5B-Instruct": "llama",
}  # fmt: skip
Python = Callable[..., "CompletedProcess[str]"]


def cached(home: Path, repository: str, folder: Path) -> Path:
    """A snapshot in the hub's cache, as its library lays it out: blobs by their hash, links to them, a branch."""
    from xlcheck.models.located import hash_of

    base = home / "hub" / f"models--{repository.replace('/', '--')}"
    snapshot = base / "snapshots" / COMMIT
    for file in sorted(file for file in folder.rglob("*") if file.is_file()):
        blob, link = base / "blobs" / hash_of(file), snapshot / file.relative_to(folder)
        blob.parent.mkdir(parents=True, exist_ok=True)
        link.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, blob)
        link.symlink_to(blob)
    (base / "refs").mkdir()
    (base / "refs" / "main").write_text(COMMIT)
    return snapshot


@pytest.fixture(scope="module")
def home(toy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub's cache with a toy for every repository of the shipped profiles, the one of `fast` with a graph."""
    folder = tmp_path_factory.mktemp("hf")
    for repository, name in TOYS.items():
        snapshot = cached(folder, repository, toy(name))
        if name == "xlm_roberta":
            graph(snapshot / "onnx" / "model.onnx")
    return folder


def graph(file: Path) -> None:
    """A lookup, which is all that this test asks of a graph."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    table = numpy_helper.from_array(np.random.default_rng(1).normal(size=(400, 8)).astype(np.float32), "table")
    given = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["n", "m"]) for name in ("input_ids", "attention_mask")
    ]
    made = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["n", "m", 8])
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])]
    file.parent.mkdir()
    onnx.save(
        helper.make_model(
            helper.make_graph(nodes, "g", given, [made], [table]),
            opset_imports=[helper.make_opsetid("", 17)],
            ir_version=9,
        ),
        file,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("profile", "roles"),
    [
        ("fast", {"encoder", "verifier"}),
        ("balanced", {"encoder", "verifier", "aligner", "entailment"}),
        ("accurate", {"encoder", "verifier", "aligner", "entailment", "translator"}),
    ],
)
def test_every_shipped_profile_runs_out_of_the_hubs_cache(
    profile: str, roles: set[str], home: Path, files: Files, python: Python
) -> None:
    environment = {"HF_HOME": str(home), "XDG_CACHE_HOME": str(files.folder / "cache"), "OMP_NUM_THREADS": "1"}
    # The network is out of reach, and asking for it would be an error; so is torch for the profile that needs none.
    torch = "import sys; sys.modules['torch'] = None; " if profile == "fast" else ""
    blocked = f"{torch}import socket; socket.socket.connect = None; from xlcheck.cli import main; main()"
    arguments = (
        "-c",
        blocked,
        "check",
        files.original,
        files.drifted,
        "--profile",
        profile,
        "--fail-on",
        "never",
        "-f",
        "json",
    )
    run = python(*arguments, **environment)
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    signed = dict(part.split(":", 1) for part in told["signature"].split("|"))
    assert signed["profile"] == profile
    assert roles <= set(signed)
    assert ("torch" in signed) == (profile != "fast")
    assert python(*arguments, **environment).stdout == run.stdout
    assert (files.folder / "cache" / "xlcheck" / "models.sqlite").stat().st_size > 4096


@pytest.mark.slow
def test_every_model_of_a_profile_has_its_say(home: Path, files: Files, python: Python) -> None:
    lines = [[line for line in text.splitlines() if line] for text in (ORIGINAL, DRIFTED)]
    (files.folder / "aligned.tsv").write_text(
        "".join(f"{one}\t{two}\n" for one, two in zip(*lines, strict=True)), encoding="utf-8"
    )
    run = python(
        "-m", "xlcheck", "check", "--aligned", files.folder / "aligned.tsv", "--original-language", "en", "--translation-language", "zh",
        "--profile", "accurate", "--no-cache", "--fail-on", "never", "-f", "json", HF_HOME=str(home), OMP_NUM_THREADS="1",
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    assert {measure["source"]: measure["by"] for measure in told["measures"]} == {
        "entailment": "mdeberta-nli", "likelihood": "m2m100-418m", "back-translation": "m2m100-418m",
    }  # fmt: skip
    (signed,) = [measure["signatures"] for measure in told["measures"] if measure["signatures"]]
    assert set(signed) == {"chrF", "BLEU"}
    assert all(set(bead["scores"]) == {"entailment", "likelihood", "back-translation"} for bead in told["beads"])
    assert told["findings"]
    assert all("doubted_by" in finding["evidence"] for finding in told["findings"])


@pytest.mark.slow
def test_a_name_a_folder_and_a_repository_are_the_same_model(
    toy, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(home / "hub"))
    file = tmp_path / "models.cfg"
    file.write_text(f"[profile p]\nencoder = mine\n[model mine]\nbackend = transformers\npath = {toy('bert')}\n")
    ways = [
        load_profile("p", file, roles=roles).encoder
        for roles in ({}, {"encoder": str(toy("bert"))}, {"encoder": "sentence-transformers/LaBSE"})
    ]
    assert len({encoder.digest for encoder in ways}) == 1
    assert np.array_equal(ways[0].encode(["The mayor said."]), ways[2].encode(["The mayor said."]))


@pytest.mark.slow
def test_a_judge_is_put_into_its_role_by_an_option(toy, xlcheck: Callable[..., Run], files: Files) -> None:
    run = xlcheck(
        "check",
        files.original,
        files.faithful,
        "--model",
        f"judge={toy('llama')}",
        "--no-cache",
        "--device",
        "cpu",
        "-f",
        "json",
    )
    assert run.code == 0
    assert "verdicts in another form than asked for" in run.err
    assert "|judge:sha256:" in json.loads(run.out)["signature"]


@pytest.mark.slow
def test_our_own_encoder_gives_the_same_scores_by_transformers(tmp_path: Path) -> None:
    """The steps of eight bits are all that differs: likenesses within .02 of each other, alignments the same."""
    from xlcheck.cli import cli

    cli(["train", "checkpoint", "--out", str(tmp_path / "own")], standalone_mode=False)
    (tmp_path / "models.cfg").write_text(
        f"{ModelsFile.packaged().path.read_text()}\n[profile own]\nencoder = own\nverifier = joint-verifier\n"
        "[model own]\nbackend = transformers\npath = own\npooling = mean\nnormalise = no\nwords = static-embeddings\n"
    )
    own, embedded = load_profile("own", tmp_path / "models.cfg").encoder, load_profile("embedded").encoder
    texts = [line for line in (ORIGINAL + FAITHFUL).splitlines() if line]
    likeness = [encoder.encode(texts) @ encoder.encode(texts).T for encoder in (own, embedded)]
    assert np.abs(likeness[0] - likeness[1]).max() < 0.02
    import xlcheck

    reports = [
        xlcheck.check(ORIGINAL, FAITHFUL.replace("350", "530"), profile=p)
        for p in (load_profile("own", tmp_path / "models.cfg"), "embedded")
    ]
    beads = [[(bead.original, bead.translation) for bead in report.beads] for report in reports]
    assert beads[0] == beads[1]
    found = [[(f.check, f.severity, f.confidence, f.fingerprint) for f in report.findings] for report in reports]
    assert found[0] == found[1]
    assert [bead.score for bead in reports[0].beads] == pytest.approx(
        [bead.score for bead in reports[1].beads], abs=0.05
    )


@pytest.mark.parametrize("profile", ["fast", "balanced", "accurate"])
def test_a_model_that_is_not_here_is_one_line_with_what_to_run(profile: str, files: Files, python: Python) -> None:
    run = python(
        "-m", "xlcheck", "check", files.original, files.drifted, "--profile", profile, HF_HOME=str(files.folder)
    )
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
    assert run.stderr.endswith(f"run: pip install 'xlcheck[models]' && xlcheck models fetch {profile}\n")


def test_what_is_not_installed_is_one_line_too(files: Files, python: Python, tmp_path: Path) -> None:
    from xlcheck.cli import cli

    cli(["train", "checkpoint", "--out", str(tmp_path / "toy")], standalone_mode=False)
    without = "import sys; sys.modules['torch'] = None; from xlcheck.cli import main; main()"
    run = python("-c", without, "check", files.original, files.drifted, "--model", f"encoder={tmp_path / 'toy'}")
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
    assert run.stderr.endswith("run: pip install 'xlcheck[models]'\n")


def test_the_embedded_profile_imports_neither_torch_nor_transformers(files: Files, python: Python) -> None:
    run = python(
        "-c",
        "import sys, pathlib, xlcheck; xlcheck.check(*map(pathlib.Path, sys.argv[1:]));"
        "print({'torch', 'transformers', 'huggingface_hub'} & set(sys.modules))",
        files.original,
        files.drifted,
    )
    assert run.stdout == "set()\n"


def test_no_shipped_profile_names_a_model_that_business_may_not_use() -> None:
    file = ModelsFile.packaged()
    for profile in file.profiles:
        for role, names in file.roles(profile).items():
            for name in names.split():
                licence = file.spec(name).licence
                assert licence in ("MIT", "Apache-2.0", "CC-BY-4.0", "xlcheck/data/LICENSE-model"), (
                    profile,
                    role,
                    licence,
                )
    assert not any(word in file.path.read_text() for word in ("cometkiwi", "XCOMET", "nllb", "NC-"))


def test_every_described_model_has_a_licence_and_a_known_backend() -> None:
    from xlcheck.models.config import PLAYERS

    file = ModelsFile.packaged()
    for name in file.models:
        spec = file.spec(name)
        assert spec.licence != "not stated"
        assert spec.backend in {backend for players in PLAYERS.values() for backend in players}
        # Nobody has seen a revision from here: `models fetch` records it.
        assert "revision" not in spec.options


@pytest.mark.parametrize(
    ("roles", "problem"),
    [
        ({"encodr": "labse"}, "encodr is no role; did you mean encoder?"),
        (
            {"judge": "static-embeddings"},
            "[model static-embeddings] has the backend static; a model for the role judge may have: transformers",
        ),
        (
            {"entailment": "huge"},
            "--model entailment=huge: is no model of ",
        ),
        ({"encoder": ""}, "[profile embedded] names no encoder"),
    ],
)
def test_a_role_that_can_not_be_filled_is_one_line(roles: dict[str, str], problem: str) -> None:
    with pytest.raises(XlcheckError) as error:
        load_profile("embedded", roles=roles)
    assert problem in str(error.value)
    assert "\n" not in str(error.value)


def test_a_role_is_emptied_by_an_empty_name() -> None:
    assert load_profile("embedded", roles={"verifier": ""}).verifier is None


def test_an_option_without_a_role_is_wrong_use(xlcheck: Callable[..., Run], files: Files) -> None:
    run = xlcheck("check", files.original, files.faithful, "--model", "labse")
    assert run.code == 2
    assert "write it as ROLE=NAME" in run.err


@pytest.mark.parametrize(
    ("choice", "problem"),
    [
        ({"device": "gpu"}, "device must be one of auto, cpu, cuda, mps, not 'gpu'"),
        ({"precision": "int8"}, "precision must be one of"),
    ],
)
def test_a_device_or_a_precision_that_there_is_not_is_one_line(choice: dict[str, str], problem: str) -> None:
    with pytest.raises(XlcheckError, match=problem):
        load_profile("embedded", **choice)
