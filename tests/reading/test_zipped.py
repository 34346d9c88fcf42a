import re
import struct
import zlib
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest

from xlcheck.errors import ReadingError
from xlcheck.reading import zipped

NOISE = Random(5).randbytes(5000)


def packed(members: dict[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def unpacked(data: bytes, member: str = "a.txt") -> bytes:
    with zipped.archive_of(data, "a.zip") as archive:
        return zipped.member(archive, archive.getinfo(member), "a.zip")


def refused(data: bytes) -> str:
    with pytest.raises(ReadingError) as error:
        unpacked(data)
    assert "\n" not in str(error.value)
    return str(error.value)


def patched(data: bytes, signature: bytes, offset: int, value: bytes) -> bytes:
    """An archive with some bytes of the first header of a kind replaced."""
    at = data.index(signature) + offset
    return data[:at] + value + data[at + len(value) :]


LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


@pytest.mark.parametrize("method", [ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA])
def test_what_was_packed_comes_back(method: int) -> None:
    assert unpacked(packed({"a.txt": "Die Fähre fährt.".encode()}, method)) == "Die Fähre fährt.".encode()


def test_a_file_is_read_as_bytes_are(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"a.txt": b"Yes."}))
    with zipped.archive_of(tmp_path / "a.zip", "a.zip") as archive:
        assert zipped.member(archive, archive.getinfo("a.txt"), "a.zip") == b"Yes."


def test_a_file_that_is_not_there_is_called_so(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="no such file"):
        zipped.archive_of(tmp_path / "none.zip", "none.zip")


@pytest.mark.parametrize("data", [b"", b"no archive", NOISE, packed({"a.txt": b"Yes."})[:-10]])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    assert refused(data).startswith("a.zip: is no ZIP archive that can be read")


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "_MEMBERS", 3)
    assert unpacked(packed({"a.txt": b"", "b": b"", "c": b""})) == b""
    assert "unpacks to more than" in refused(packed({"a.txt": b"", "b": b"", "c": b"", "d": b""}))


def test_an_archive_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "LARGEST", 1 << 20)
    half = bytes(range(256)) * 2100
    assert unpacked(packed({"a.txt": half})) == half
    assert "unpacks to more than 1 MiB" in refused(packed({"a.txt": half, "b": half}))


def test_a_member_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "LARGEST_MEMBER", 1 << 20)
    assert refused(packed({"a.txt": NOISE * 250})) == "a.zip: a.txt unpacks to more than 1 MiB"


def test_what_shrinks_too_well_is_a_bomb() -> None:
    assert re.search(r"a\.txt unpacks to \d+ times its size", refused(packed({"a.txt": bytes(4 << 20)})))


def test_a_small_member_may_shrink_as_it_likes() -> None:
    assert unpacked(packed({"a.txt": bytes(1 << 20)})) == bytes(1 << 20)


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    small = struct.pack("<I", 10)
    data = patched(patched(packed({"a.txt": bytes(64 << 20)}), CENTRAL, 24, small), LOCAL, 22, small)
    assert "a.txt can't be unpacked" in refused(data)


def test_an_archive_with_a_password_is_refused() -> None:
    data = patched(patched(packed({"a.txt": b"Yes."}), CENTRAL, 8, b"\x01"), LOCAL, 6, b"\x01")
    assert "password" in refused(data)


def test_an_unknown_method_is_refused() -> None:
    assert "a.txt can't be unpacked" in refused(patched(packed({"a.txt": b"Yes."}), CENTRAL, 10, b"\x63"))


@pytest.mark.parametrize("method", [ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA])
def test_what_is_packed_otherwise_than_it_says_is_refused(method: int) -> None:
    told = struct.pack("<H", method)
    data = packed({"a.txt": b"\x09\x04\x05\x00" + NOISE}, ZIP_STORED)
    assert "a.txt can't be unpacked" in refused(patched(patched(data, CENTRAL, 10, told), LOCAL, 8, told))


def test_a_member_that_was_changed_is_refused() -> None:
    data = packed({"a.txt": b"The ferry runs."}, ZIP_STORED)
    assert "a.txt can't be unpacked" in refused(data.replace(b"ferry", b"tram!"))


def test_a_member_that_begins_nowhere_is_refused() -> None:
    data = packed({"a.txt": b"Yes."}, ZIP_STORED)
    extra = struct.pack("<HHQ", 1, 8, (1 << 63) + 5)
    data = patched(patched(data, CENTRAL, 42, b"\xff" * 4), CENTRAL, 30, struct.pack("<H", len(extra)))
    at = data.index(END)
    size = struct.unpack("<I", data[at + 12 : at + 16])[0] + len(extra)
    assert "a.txt can't be unpacked" in refused(
        data[:at] + extra + patched(data[at:], END, 12, struct.pack("<I", size))
    )


def test_a_wrong_checksum_is_refused() -> None:
    wrong = struct.pack("<I", zlib.crc32(b"No."))
    assert "a.txt can't be unpacked" in refused(patched(packed({"a.txt": b"Yes."}), CENTRAL, 16, wrong))


def test_nothing_is_written_where_a_name_leads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "inside").mkdir()
    monkeypatch.chdir(tmp_path / "inside")
    assert unpacked(packed({"../../up.txt": b"Yes."}), "../../up.txt") == b"Yes."
    assert [path.name for path in tmp_path.rglob("*")] == ["inside"]
