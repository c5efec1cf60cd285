"""A zip from outside, as its parts in memory: judged before it is inflated, watched while it is.

Nothing is ever written under the name of a part. ZIP 6.3.10 (APPNOTE) for the format; ISO 29500-2
says what an Office file may hold: deflated or stored parts, no two of the same name.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from pmtdocs.system import files, limits

_ENTRY = b"PK\x01\x02"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
#: Names that would be places of a disk for whoever unpacks what we hand on.
_OUTSIDE = re.compile(r"(?:.*/)?\.\.(?:/.*)?|/.*|.*[\\:\x00-\x1f].*", re.DOTALL)
#: What zipfile raises on bytes that are no zip; RuntimeError: encrypted, or of an exotic kind.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError,
    IndexError, OverflowError,
)  # fmt: skip


class BrokenZipError(Exception):
    """Not a zip that can be read; what it says is French and ends without a full stop."""


def load(file: Path, most: limits.Limit | None = None) -> bytes:
    """The bytes of a file that is no larger than it may be. Raises UnreadableError, LimitError."""
    return files.read(file, most or limits.ZIP_FILE)


def unzip(
    data: bytes, name: str, wanted: Callable[[str], object] = lambda _: True
) -> dict[str, bytes]:
    """The parts of a zip by name; ``name`` is what messages call it.

    All are weighed before any is inflated, whether it is ``wanted`` or not. Raises BrokenZipError
    or LimitError.
    """
    limits.ZIP_MEMBERS.check(data.count(_ENTRY), name)  # before a directory of millions is read
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            _weigh(members, len(data), name)
            _judge(members)
            return {m.filename: _inflate(archive, m) for m in members if wanted(m.filename)}
    except _BROKEN as error:
        raise BrokenZipError("ce n'est pas un fichier zip intact") from error


def _weigh(members: list[zipfile.ZipInfo], size: int, name: str) -> None:
    """By what the directory declares, and by the real size of the file, which cannot lie."""
    total = sum(m.file_size for m in members)
    weights = [(m.file_size, max(m.compress_size, 1)) for m in members]
    limits.ZIP_MEMBERS.check(len(members), name)
    for inflated, _ in weights:
        limits.ZIP_PART.check(inflated, name)
    limits.ZIP_TOTAL.check(total, name)
    for inflated, packed in (*weights, (total, size)):
        if inflated > limits.ZIP_RATIO_FROM.most and inflated > limits.ZIP_RATIO.most * packed:
            raise limits.ZIP_RATIO.exceeded(name)


def _judge(members: list[zipfile.ZipInfo]) -> None:
    """Two readers may each take another of two parts of one name: neither is believed."""
    if len({m.filename.casefold() for m in members}) < len(members):
        raise BrokenZipError("il contient deux fois le même composant")
    if any(_OUTSIDE.fullmatch(m.filename) for m in members):
        raise BrokenZipError("le nom d'un de ses composants sort du fichier")
    if any(m.compress_type not in _METHODS for m in members):
        raise BrokenZipError("un de ses composants est comprimé d'une façon inconnue de Word")


def _inflate(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Never more than was declared: a directory may lie, and the CRC then disagrees."""
    with archive.open(member) as stream:
        data = stream.read(member.file_size + 1)
    if len(data) != member.file_size:
        raise BrokenZipError("un de ses composants n'a pas la taille annoncée")
    return data
