"""Which configuration goes for a folder."""

from pathlib import Path

import pytest

from xlcheck.configuration import find


def write(path: Path, text: str | bytes = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


SECTION = '[tool.xlcheck]\nfail-on = "never"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository: nothing above it is looked at."""
    (tmp_path / ".git").mkdir()
    return tmp_path


def test_a_folder_without_any_has_none(root: Path) -> None:
    assert find(root) is None


def test_the_folder_has_one_of_its_own(root: Path) -> None:
    own = write(root / "xlcheck.toml")
    assert find(root) == own


def test_the_nearest_one_above_goes(root: Path) -> None:
    write(root / "xlcheck.toml")
    near = write(root / "news/xlcheck.toml")
    (root / "news/2026/03").mkdir(parents=True)
    assert find(root / "news/2026/03") == near
    assert find(root) == root / "xlcheck.toml"


def test_a_file_of_its_own_comes_before_the_shared_one(root: Path) -> None:
    shared = write(root / "pyproject.toml", SECTION)
    assert find(root) == shared
    own = write(root / "xlcheck.toml")
    assert find(root) == own


def test_the_nearest_goes_whichever_it_is(root: Path) -> None:
    write(root / "xlcheck.toml")
    shared = write(root / "news/pyproject.toml", SECTION)
    assert find(root / "news") == shared


@pytest.mark.parametrize("text", ["", "[tool.ruff]\n", "tool = 3\n", "xlcheck = 1\n"])
def test_a_shared_one_that_does_not_speak_of_xlcheck_is_passed_over(root: Path, text: str) -> None:
    above = write(root / "xlcheck.toml")
    write(root / "news/pyproject.toml", text)
    assert find(root / "news") == above


@pytest.mark.parametrize("data", [b"[tool", 'name = "Fähre"\n'.encode("latin-1"), b"\xff\xfe\0", b"a=" + b"[" * 5000])
def test_a_shared_one_that_is_broken_is_the_worry_of_somebody_else(root: Path, data: bytes) -> None:
    above = write(root / "xlcheck.toml")
    write(root / "news/pyproject.toml", data)
    assert find(root / "news") == above


def test_a_shared_one_may_begin_with_a_byte_order_mark(root: Path) -> None:
    assert find(root) is None
    shared = write(root / "pyproject.toml", b"\xef\xbb\xbf" + SECTION.encode())
    assert find(root) == shared


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_the_search_ends_at_the_root_of_the_repository(root: Path, kind: str) -> None:
    write(root / "xlcheck.toml")
    inner = root / "inner"
    if kind == "folder":
        (inner / ".git").mkdir(parents=True)
    else:
        write(inner / ".git", "gitdir: elsewhere\n")
    (inner / "news").mkdir()
    assert find(inner / "news") is None
    own = write(inner / "xlcheck.toml")
    assert find(inner / "news") == own


@pytest.mark.parametrize("name", ["xlcheck.toml", "pyproject.toml"])
def test_a_folder_of_that_name_is_no_configuration(root: Path, name: str) -> None:
    above = write(root / "xlcheck.toml")
    (root / "news" / name).mkdir(parents=True)
    assert find(root / "news") == above
