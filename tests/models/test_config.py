from pathlib import Path

import pytest

from xlcheck.errors import XlcheckError
from xlcheck.models import load_profile

ENCODER = "[profile embedded]\nencoder = mine\n"
JOINT = f"{ENCODER}verifier = both\n[model mine]\nbackend = static\npath = static\n"


def complaint(name: str, file: Path) -> str:
    with pytest.raises(XlcheckError) as refused:
        load_profile(name, file)
    return str(refused.value)


def test_the_profile_of_the_package_has_an_encoder() -> None:
    profile = load_profile("embedded")
    assert profile.name == "embedded"
    assert {"en", "zh", "de", "ru"} <= profile.encoder.languages
    assert profile.signature.startswith("profile:embedded|encoder:sha256:")


def test_only_the_default_profile_reads_both_sides_together() -> None:
    assert load_profile("embedded").verifier is not None
    assert load_profile("quick").verifier is None
    assert load_profile("static").verifier is None
    assert "verifier" in load_profile("embedded").signature
    assert "verifier" not in load_profile("quick").signature


def test_an_unknown_profile_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    file = tmp_path / "models.cfg"
    file.write_text("[profile small]\nencoder = a\n[profile large]\nencoder = b\n")
    assert complaint("huge", file) == f"{file}: there is no profile huge; it has small, large"


def test_a_profile_of_the_package_that_there_is_not_is_told_too() -> None:
    with pytest.raises(XlcheckError, match="there is no profile huge; it has embedded"):
        load_profile("huge")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no profile embedded"),
        ("hello\nworld", "no section headers"),
        ("[profile embedded]\nencoder\n", "parsing"),
        ("[profile embedded]\n[profile embedded]\n", "already exists"),
        ("[profile embedded]\n", "names no encoder"),
        (
            ENCODER,
            "[profile embedded] encoder names no model that the file describes, no folder and no repository: mine",
        ),
        (f"{ENCODER}[model mine]\npath = x\n", "unknown backend"),
        (f"{ENCODER}[model mine]\nbackend = quantum\npath = x\n", "unknown backend 'quantum'"),
        (f"{ENCODER}[model mine]\nbackend = static\n", "path"),
        (f"{ENCODER}[model mine]\nbackend = static\npath = nowhere\n", "no whole encoder"),
        (f"{JOINT}", "[profile embedded] verifier names no model that the file describes"),
        (
            f"{JOINT}[model both]\nbackend = static\n",
            "[model both] has the backend static; a model for the role verifier may have: joint",
        ),
        (f"{JOINT}[model both]\nbackend = joint\npath = x\n", "words must name a model of the static backend"),
        (f"{JOINT}[model both]\nbackend = joint\nwords = mine\n", "[model both] has no path"),
        (f"{JOINT}[model both]\nbackend = joint\nwords = mine\npath = nowhere\n", "is no whole verifier"),
    ],
)
def test_what_is_wrong_in_models_cfg_is_one_line(tmp_path: Path, text: str, problem: str) -> None:
    file = tmp_path / "models.cfg"
    file.write_text(text)
    message = complaint("embedded", file)
    assert problem in message
    assert "\n" not in message


@pytest.mark.parametrize(("data", "problem"), [(None, "can't be read"), (b"\xff\xfe\0", "utf-8")])
def test_a_models_cfg_that_cannot_be_read_is_one_line(tmp_path: Path, data: bytes | None, problem: str) -> None:
    file = tmp_path / "models.cfg"
    if data is not None:
        file.write_bytes(data)
    message = complaint("embedded", file)
    assert message.startswith(f"{file}: ")
    assert problem in message
    assert "\n" not in message


@pytest.mark.parametrize("broken", ["tokenizer.json", "embeddings.safetensors"])
@pytest.mark.parametrize("data", [None, b"", b"{", b"garbage" * 20])
def test_a_broken_encoder_is_one_line(tmp_path: Path, broken: str, data: bytes | None) -> None:
    from xlcheck.models.config import PACKAGED

    for name in ("tokenizer.json", "embeddings.safetensors"):
        (tmp_path / name).symlink_to(PACKAGED / "static" / name)
    (tmp_path / broken).unlink()
    if data is not None:
        (tmp_path / broken).write_bytes(data)
    file = tmp_path / "models.cfg"
    file.write_text(f"{ENCODER}[model mine]\nbackend = static\npath = .\n")
    message = complaint("embedded", file)
    assert str(tmp_path) in message
    assert "\n" not in message


def test_a_models_cfg_of_the_user_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xlcheck").mkdir()
    (tmp_path / "xlcheck" / "models.cfg").write_text("[profile mine]\n")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    with pytest.raises(XlcheckError, match="there is no profile yours; it has mine"):
        load_profile("yours")


def test_a_relative_path_is_one_beside_models_cfg(tmp_path: Path) -> None:
    from xlcheck.models.config import PACKAGED

    (tmp_path / "mine").symlink_to(PACKAGED / "static")
    file = tmp_path / "models.cfg"
    file.write_text(f"{ENCODER}[model mine]\nbackend = static\npath = mine\nlanguages = en zh\n")
    profile = load_profile("embedded", file)
    assert profile.encoder.languages == {"en", "zh"}
    assert profile.encoder.digest == load_profile("static").encoder.digest
