"""Zips from outside: weighed before they are inflated, watched while they are."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.system import limits
from pmtdocs.system.limits import LimitError
from pmtdocs.system.safezip import BrokenZipError, unzip


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_parts_by_name_without_folders() -> None:
    data = packed({"word/": b"", "word/a.xml": b"<a/>", "b": b"2"})
    assert unzip(data, "x.docx") == {"word/a.xml": b"<a/>", "b": b"2"}
    assert unzip(data, "x.docx", lambda name: name == "b") == {"b": b"2"}


def test_what_is_not_wanted_is_weighed_too() -> None:
    data = packed({"a": b"1", "bombe": b"\0" * (limits.ZIP_PART.most + 1)})
    with pytest.raises(LimitError, match="taille d'un composant"):
        unzip(data, "x.docx", lambda name: name == "a")


def test_a_dense_part_and_a_dense_whole() -> None:
    with pytest.raises(LimitError, match="rapport"):
        unzip(packed({"a": b"\0" * 2_000_000}), "x.docx")
    many = {f"p{i}": b"\0" * 900_000 for i in range(60)}  # each below the size that counts
    with pytest.raises(LimitError, match="rapport"):
        unzip(packed(many), "x.docx")


def test_a_directory_that_lies_about_a_size() -> None:
    """A kilobyte is announced, twenty million are there: no more than announced is inflated."""
    data = bytearray(packed({"a": b"\0" * 20_000_000}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(signature) + offset, 1_000)
    tracemalloc.start()
    try:
        with pytest.raises(BrokenZipError):
            unzip(bytes(data), "x.docx")
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_a_directory_of_too_many_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(dict.fromkeys(map(str, range(limits.ZIP_MEMBERS.most + 1)), b""))
    monkeypatch.setattr(zipfile.ZipFile, "__init__", lambda *_: pytest.fail("lu"))
    with pytest.raises(LimitError, match="nombre de composants"):
        unzip(data, "x.docx")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("names", [("a.xml", "a.xml"), ("word/a.xml", "Word/A.xml")])
def test_two_parts_of_one_name(names: tuple[str, str]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    with pytest.raises(BrokenZipError, match="deux fois"):
        unzip(out.getvalue(), "x.docx")


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/etc/a", "C:/a", "word\\..\\a", "a/.."])
def test_names_that_leave_the_file(name: str) -> None:
    with pytest.raises(BrokenZipError, match="sort du fichier"):
        unzip(packed({name: b""}), "x.docx")
    assert unzip(packed({"a..b/.c/[d] é.xml": b""}), "x.docx")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_ways_to_compress_that_cannot_be_watched(method: int) -> None:
    with pytest.raises(BrokenZipError, match="comprimé"):
        unzip(packed({"a": b"1"}, method), "x.docx")


_WHOLE = packed({"word/document.xml": b"<a>mots</a>" * 40, "b": b"2"})


@given(st.integers(0, len(_WHOLE) - 1), st.integers(1, 255), st.integers(0, len(_WHOLE)))
def test_bytes_altered_or_cut(at: int, by: int, end: int) -> None:
    """Whatever is altered: the parts, or one of the two errors."""
    altered = bytearray(_WHOLE)
    altered[at] ^= by
    for data in (bytes(altered), _WHOLE[:end]):
        try:
            parts = unzip(data, "x.docx")
        except (BrokenZipError, LimitError):
            continue
        assert all(isinstance(part, bytes) for part in parts.values())
