from pathlib import Path

import pytest

from xlcheck.errors import XlcheckError
from xlcheck.models.lock import Locked, LockedFile, lock_file, read_lock, write_lock
from xlcheck.models.paths import PACKAGED, user_folder

LOCKED = Locked("a/b", "0" * 40, "mit", "main", {"config.json": LockedFile(12, "f" * 64)})


def test_a_lock_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "models.lock"
    assert read_lock(path) == {}
    write_lock(path, {"mine": LOCKED})
    assert read_lock(path) == {"mine": LOCKED}
    assert read_lock(path)["mine"].size == 12
    assert [file.name for file in path.parent.iterdir()] == ["models.lock"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"models": []}', '{"models": {"a": {}}}', '{"models": {"a": {"files": 3}}}']
)
def test_a_file_that_is_no_lock_is_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "models.lock"
    path.write_text(text)
    with pytest.raises(XlcheckError, match=r"is no models.lock; remove it"):
        read_lock(path)


def test_a_lock_lies_beside_its_models_cfg_but_never_in_the_package(tmp_path: Path) -> None:
    assert lock_file(tmp_path / "models.cfg") == tmp_path / "models.lock"
    for packaged in (PACKAGED, PACKAGED.parent.parent):
        assert lock_file(packaged / "models.cfg") == user_folder() / "models.lock"
