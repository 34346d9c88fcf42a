import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.models.hub import BRANCHED, COMMIT, Hub, served
from xlcheck.errors import XlcheckError
from xlcheck.models.fetch import chosen
from xlcheck.models.spec import Spec

CONFIG = """
[profile mine]
encoder = own
[model own]
backend = transformers
repository = us/encoder
licence = MIT
[model graph]
backend = onnx
repository = us/graph
[model pickled]
backend = transformers
repository = us/pickled
[model local]
backend = transformers
path = .
"""
FILES = {
    "config.json": b"{}", "tokenizer.json": b"{}", "model.safetensors": b"weights" * 99, "pytorch_model.bin": b"pickle", "evil.py": b"print()",
    "1_Pooling/config.json": b"{}", "2_Dense/model.safetensors": b"dense", "onnx/model.onnx": b"graph", "README.md": b"# card",
    "openvino/openvino_model.bin": b"x",
}  # fmt: skip


@pytest.fixture
def hub() -> Iterator[Hub]:
    with served() as running:
        running.repositories["us/encoder"] = dict(FILES)
        running.repositories["us/graph"] = dict(FILES)
        running.repositories["us/pickled"] = {"config.json": b"{}", "pytorch_model.bin": b"pickle"}
        yield running


Command = Callable[..., "CompletedProcess[str]"]


@pytest.fixture
def models(tmp_path: Path, hub: Hub, python: Callable[..., "CompletedProcess[str]"]) -> Command:
    """`xlcheck models …` in a process of its own, since the hub's library reads its settings once."""
    (tmp_path / "models.cfg").write_text(CONFIG)

    def run(*arguments: str, **environment: str) -> "CompletedProcess[str]":
        settings = {"HF_ENDPOINT": hub.url, "HF_HOME": str(tmp_path / "hf"), "HF_HUB_DISABLE_XET": "1", **environment}
        return python("-m", "xlcheck", "models", *arguments, "--models", str(tmp_path / "models.cfg"), **settings)

    return run


def test_a_profile_is_fetched_locked_verified_and_found_again(models: Command, tmp_path: Path, hub: Hub) -> None:
    assert "own" in models("list").stdout
    assert "missing" in models("show", "own").stdout
    done = models("fetch", "mine")
    assert done.returncode == 0, done.stderr
    assert "own: us/encoder at 0123456789ab" in done.stderr
    locked = json.loads((tmp_path / "models.lock").read_text())["models"]["own"]
    assert (locked["repository"], locked["revision"], locked["licence"]) == ("us/encoder", COMMIT, "mit")
    # No pickle, no code, no graph that nobody asked for.
    assert set(locked["files"]) == {
        "config.json",
        "tokenizer.json",
        "model.safetensors",
        "1_Pooling/config.json",
        "2_Dense/model.safetensors",
    }
    assert locked["files"]["model.safetensors"]["size"] == len(FILES["model.safetensors"])
    assert not any(path.endswith((".bin", ".py", ".onnx")) or "agent" in path for _, path, _ in hub.asked)
    assert "own: fetched" in models("show", "own").stdout
    assert models("verify").stdout == "own: as it was fetched (5 files)\n"
    asked = len(hub.asked)
    assert models("fetch", "mine").returncode == 0
    assert not any("resolve" in path and method == "GET" for method, path, _ in hub.asked[asked:])


def test_a_changed_file_is_told_by_verify(models: Command, tmp_path: Path) -> None:
    models("fetch", "own")
    (weights,) = (tmp_path / "hf").rglob("snapshots/*/model.safetensors")
    weights.resolve().write_bytes(b"WEIGHTS" * 99)
    (config,) = (tmp_path / "hf").rglob("snapshots/*/tokenizer.json")
    config.unlink()
    done = models("verify", "own")
    assert done.returncode == 1
    assert "own: model.safetensors was changed: another sha256" in done.stdout
    assert "own: tokenizer.json is missing" in done.stdout
    weights.resolve().write_bytes(b"short")
    assert "has 5 bytes instead of 693" in models("verify").stdout


def test_what_was_begun_is_gone_on_with(models: Command, hub: Hub, tmp_path: Path) -> None:
    weights = b"weights" * 400_000
    hub.repositories["us/encoder"]["model.safetensors"] = weights
    blobs = tmp_path / "hf" / "hub" / "models--us--encoder" / "blobs"
    blobs.mkdir(parents=True)
    # What a run left that was killed, and a connection that breaks once more.
    (blobs / f"{hashlib.sha256(weights).hexdigest()}.part").write_bytes(weights[:1_000_000])
    hub.cut = {"model.safetensors": 2_000_000}
    assert models("fetch", "own").returncode == 0
    ranges = [told for method, path, told in hub.asked if path.endswith("model.safetensors") and method == "GET"]
    assert ranges[0] == "bytes=1000000-"
    assert models("verify").returncode == 0


def test_what_comes_broken_is_not_kept(models: Command, hub: Hub, tmp_path: Path) -> None:
    weights = hub.repositories["us/encoder"]["model.safetensors"]
    blobs = tmp_path / "hf" / "hub" / "models--us--encoder" / "blobs"
    blobs.mkdir(parents=True)
    (blobs / f"{hashlib.sha256(weights).hexdigest()}.part").write_bytes(b"WEIGHTS")
    done = models("fetch", "own")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        2,
        "xlcheck: us/encoder: model.safetensors came broken; run the same command again",
    )
    assert models("fetch", "own").returncode == 0
    assert models("verify").returncode == 0


def test_pickled_weights_are_refused_with_the_line_that_helps(models: Command, hub: Hub, tmp_path: Path) -> None:
    done = models("fetch", "pickled")
    assert done.returncode == 2
    assert (
        "has only pickled weights (pytorch_model.bin), which can run code and are never fetched; no conversion of them is known"
        in done.stderr
    )
    assert not any("resolve" in path for _, path, _ in hub.asked)
    assert not (tmp_path / "models.lock").exists()


def test_the_hubs_conversion_of_pickled_weights_is_taken_and_that_is_told(
    models: Command, hub: Hub, tmp_path: Path
) -> None:
    hub.conversions["us/pickled"] = 7
    hub.branches["us/pickled", "refs/pr/7"] = {
        "config.json": b"{}",
        "model.safetensors": b"weights",
        "pytorch_model.bin": b"pickle",
    }
    done = models("fetch", "pickled")
    assert done.returncode == 0, done.stderr
    assert "taking their conversion to safetensors, refs/pr/7 by SFconvertbot" in done.stderr
    locked = json.loads((tmp_path / "models.lock").read_text())["models"]["pickled"]
    assert (locked["revision"], locked["requested"]) == (BRANCHED, "refs/pr/7")
    assert models("verify").returncode == 0
    assert not any(path.endswith(".bin") for _, path, _ in hub.asked)


def test_a_branch_that_was_fetched_is_found_by_its_commit(models: Command, tmp_path: Path) -> None:
    (tmp_path / "models.cfg").write_text(CONFIG.replace("us/encoder", "us/encoder\nrevision = main"))
    assert models("fetch", "own").returncode == 0
    assert models("verify").stdout == "own: as it was fetched (5 files)\n"


def test_a_revision_is_for_one_model(models: Command) -> None:
    done = models("fetch", "own", "graph", "--revision", "main")
    assert (done.returncode, done.stderr) == (2, "xlcheck: --revision is for one model, and these are 2: own, graph\n")


def test_what_comes_with_xlcheck_is_nothing_to_fetch(python: Callable[..., "CompletedProcess[str]"]) -> None:
    done = python("-m", "xlcheck", "models", "fetch", "embedded")
    assert (done.returncode, done.stderr) == (
        2,
        "xlcheck: embedded: nothing to fetch, it comes with xlcheck or lies in a folder\n",
    )


def test_without_a_network_nothing_is_fetched_and_that_is_one_line(models: Command) -> None:
    done = models("fetch", "own", HF_HUB_OFFLINE="1")
    assert done.returncode == 2
    assert (
        done.stderr
        == "xlcheck: own (us/encoder): HF_HUB_OFFLINE is set, so nothing is fetched; unset it for this command\n"
    )
    refused = models("fetch", "own", HF_ENDPOINT="http://127.0.0.1:9")
    assert refused.returncode == 2
    assert refused.stderr.startswith("xlcheck: own (us/encoder): the hub can't be reached (")
    assert refused.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        (["nobody/nothing"], "nobody/nothing (nobody/nothing): there is no such repository, or it is private"),
        (["local"], "[model local] is nothing to fetch: it is in a folder"),
        (["huge"], "no model that the file describes, no folder and no repository: huge"),
    ],
)
def test_what_can_not_be_fetched_is_one_line(models: Command, names: list[str], problem: str) -> None:
    done = models("fetch", *names)
    assert done.returncode == 2
    assert problem in done.stderr
    assert done.stderr.count("\n") == 1


def test_verifying_what_was_never_fetched_is_one_line(models: Command, tmp_path: Path) -> None:
    done = models("verify")
    assert (done.returncode, done.stderr) == (
        2,
        f"xlcheck: {tmp_path / 'models.lock'}: there is none yet; xlcheck models fetch writes it\n",
    )


def test_of_a_graph_the_graph_is_fetched_and_no_weights() -> None:
    spec = Spec("graph", Path("models.cfg"), {"backend": "onnx", "repository": "us/graph"})
    others = [
        "onnx/model.onnx_data",
        "onnx/Constant_7",
        "onnx/model_O4.onnx",
        "onnx/model_O4.onnx_data",
        "onnx/config.json",
    ]
    assert [name for name in chosen(spec, [*FILES, *others]) if name != "onnx/config.json"] == [
        "1_Pooling/config.json",
        "config.json",
        "onnx/Constant_7",
        "onnx/model.onnx",
        "onnx/model.onnx_data",
        "tokenizer.json",
    ]
    with pytest.raises(XlcheckError, match=r"ships no onnx/model.onnx; use the backend transformers"):
        chosen(spec, ["config.json", "model.safetensors"])


def test_weights_in_pieces_are_fetched_whole() -> None:
    spec = Spec("big", Path("models.cfg"), {"backend": "transformers", "repository": "us/big"})
    files = [
        "config.json",
        "model-00001-of-00002.safetensors",
        "model-00002-of-00002.safetensors",
        "model.safetensors.index.json",
        "tf_model.h5",
    ]
    assert chosen(spec, files) == sorted(files[:4])
    with pytest.raises(XlcheckError, match="has no weights in safetensors"):
        chosen(spec, ["config.json", "tf_model.h5"])
