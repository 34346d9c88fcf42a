"""Archives, opened with care: nothing is unpacked to disk, and what would fill the memory is refused."""

from __future__ import annotations

import lzma
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from xlcheck.errors import ReadingError

#: Of a member, and of all members together, unpacked.
LARGEST_MEMBER, LARGEST = 64 << 20, 512 << 20
_MEMBERS = 20_000
#: Text shrinks to a tenth; what shrinks further than this, and is large, was made to burst.
_RATIO, _SMALL = 200, 1 << 20
#: What the library raises for archives that are none, according to where they are broken.
_BROKEN = (BadZipFile, ValueError, OverflowError, OSError, NotImplementedError)


def archive_of(source: bytes | Path, name: str) -> ZipFile:
    """An archive whose members may be read; raises ReadingError for what is none, and for a bomb."""
    try:
        archive = ZipFile(BytesIO(source) if isinstance(source, bytes) else source)
    except FileNotFoundError:
        raise ReadingError(name, "no such file") from None
    except (*_BROKEN, RecursionError) as error:
        raise ReadingError(name, f"is no ZIP archive that can be read ({error})") from None
    members = archive.infolist()
    if len(members) > _MEMBERS or sum(member.file_size for member in members) > LARGEST:
        archive.close()
        raise ReadingError(name, f"unpacks to more than {LARGEST >> 20} MiB or {_MEMBERS} files; pack it in parts")
    return archive


def member(archive: ZipFile, info: ZipInfo, name: str) -> bytes:
    """What a member holds; raises ReadingError where that can't be unpacked, or is too much."""
    if info.file_size > LARGEST_MEMBER:
        raise ReadingError(name, f"{info.filename} unpacks to more than {LARGEST_MEMBER >> 20} MiB")
    if info.file_size > _SMALL and info.file_size > _RATIO * max(1, info.compress_size):
        raise ReadingError(
            name, f"{info.filename} unpacks to {info.file_size // max(1, info.compress_size)} times its size"
        )
    try:
        return archive.read(info)
    except (*_BROKEN, RuntimeError, EOFError, zlib.error, lzma.LZMAError) as error:
        raise ReadingError(name, f"{info.filename} can't be unpacked ({error})") from None
