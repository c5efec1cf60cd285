"""A DOCX as a zip: limits, broken files, the same bytes each time."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from pmtdocs.system import limits
from pmtdocs.system.limits import LimitError
from pmtdocs.word import package
from pmtdocs.word.package import TemplateError
from tests.support.word_files import Workshop, p, pack


def test_reads_back_what_it_wrote() -> None:
    parts = {"word/a.xml": b"<a/>", "[Content_Types].xml": b"<t/>", "_rels/.rels": b"<r/>"}
    data = package.write(parts)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.namelist() == ["[Content_Types].xml", "_rels/.rels", "word/a.xml"]
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {n: archive.read(n) for n in archive.namelist()} == parts
    assert package.write(dict(reversed(parts.items()))) == data


def test_a_file_that_is_no_zip(tmp_path: Path) -> None:
    file = tmp_path / "partie.docx"
    file.write_bytes(b"PK et rien d'autre")
    with pytest.raises(TemplateError, match=r"partie\.docx n'est pas un fichier Word lisible") as e:
        package.read(file)
    assert e.value.exit_code == 4
    assert "enregistrez-le" in e.value.help


def test_a_zip_cut_or_altered(word: Workshop) -> None:
    file = word.file(p("mots " * 500))
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(TemplateError):
        package.read(file)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "a" * 5000)
    altered = bytearray(file.read_bytes())
    altered[50:60] = b"\xff" * 10  # inside the compressed stream
    file.write_bytes(bytes(altered))
    with pytest.raises(TemplateError):
        package.read(file)


def test_an_encrypted_zip(tmp_path: Path) -> None:
    file = pack(tmp_path / "a.docx", {"word/document.xml": "<a/>"})
    data = bytearray(file.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    file.write_bytes(bytes(data))
    with pytest.raises(TemplateError, match="lisible"):
        package.read(file)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"annexe\.docx manque"):
        package.read(tmp_path / "annexe.docx")


def test_too_many_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ZIP_MEMBERS", limits.ZIP_MEMBERS._replace(most=2))
    file = pack(tmp_path / "a.docx", dict.fromkeys("abc", ""))
    with pytest.raises(LimitError, match="le nombre de composants") as caught:
        package.read(file)
    assert caught.value.exit_code == 6


def test_too_large_once_inflated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ZIP_TOTAL", limits.ZIP_TOTAL._replace(most=99))
    with pytest.raises(LimitError):
        package.read(pack(tmp_path / "a.docx", {"a": "x" * 100}))
    assert package.read(pack(tmp_path / "b.docx", {"a": "x" * 99}))


def test_broken_xml_is_said(word: Workshop) -> None:
    with pytest.raises(TemplateError, match="son XML est rompu"):
        word.words("<w:p><w:r></w:p>")


def test_entities_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("clef")
    xml = f'<!DOCTYPE a [<!ENTITY e SYSTEM "{secret.as_uri()}">]><a>&e;</a>'
    with pytest.raises(TemplateError, match="DTD"):
        package.parse(xml)


@pytest.mark.parametrize("text", [None, "", "zz", "-4A0", "0x04A0", "9" * 400, "04 A0", "٣"])
def test_what_is_no_hexadecimal_is_the_default(text: str | None) -> None:
    assert package.hexadecimal(text, 7) == 7


def test_options_of_a_table_that_are_no_number_are_none(word: Workshop) -> None:
    look = '<w:tblPr><w:tblLook w:val="zz"/></w:tblPr>'
    cell = f'<w:tc><w:tcPr><w:tcW w:w="1" w:type="dxa"/></w:tcPr>{p("a")}</w:tc>'
    grid = '<w:tblGrid><w:gridCol w:w="1"/></w:tblGrid>'
    assert "<td" in word.html(f"<w:tbl>{look}{grid}<w:tr>{cell}</w:tr></w:tbl>{p('b')}")
