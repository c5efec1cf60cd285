"""Files of another type handed over as Word files: each is called by its name, everywhere."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from pmtdocs.compare.reading import read_file
from pmtdocs.finding import ReadError
from pmtdocs.templates.workshop import inspect_files
from pmtdocs.word import package
from pmtdocs.word.others import by_bytes, part_of
from pmtdocs.word.package import TemplateError
from tests.support.word_files import ROOT_RELATIONS, Workshop, p

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def _zip(*names: str, mimetype: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "<a/>")
    return buffer.getvalue()


FILES = {
    "ancien document Word (.doc)": _OLE,
    "protégé par un mot de passe": _OLE + "EncryptedPackage".encode("utf-16-le"),
    "LibreOffice (.odt)": _zip(
        "content.xml", mimetype="application/vnd.oasis.opendocument.text"
    ),
    "n'est pas un texte": _zip(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
    "document RTF (.rtf)": b"{\\rtf1\\ansi }",
    "page web": b"\xef\xbb\xbf<!DOCTYPE html><html></html>",
    "document XML": b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><a/>',
    "classeur Excel": _zip("xl/workbook.xml"),
    "présentation PowerPoint": _zip("ppt/presentation.xml"),
    "document Pages": _zip("Index/Document.iwa"),
    "est vide": b"",
}  # fmt: skip


@pytest.mark.parametrize("said", FILES)
def test_called_by_its_name_by_a_check_and_by_a_comparison(tmp_path: Path, said: str) -> None:
    file = tmp_path / "partie.docx"
    file.write_bytes(FILES[said])
    (finding,) = inspect_files([file]).findings()
    assert finding.code == "MDL003"
    assert said in finding.message
    assert finding.help
    with pytest.raises(ReadError, match=r"^partie\.docx") as caught:
        read_file(file)
    assert said in caught.value.message
    assert caught.value.help


def test_a_pdf_is_no_template_and_can_be_compared() -> None:
    assert (by_bytes(b"junk\n%PDF-1.7") or ("",))[0] == "est un PDF"


def test_a_word_file_is_none_of_these(tmp_path: Path) -> None:
    assert by_bytes(Workshop(tmp_path).file(p("a")).read_bytes()) is None


def test_strict_open_xml_is_said_by_all(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    relations = ROOT_RELATIONS.replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships", strict
    )
    body = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'
    file = tmp_path / "partie.docx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("_rels/.rels", relations)
        archive.writestr("word/document.xml", body)
    (finding,) = inspect_files([file]).findings()
    assert "« Open XML strict »" in finding.message
    with pytest.raises(ReadError, match="« Open XML strict »"):
        read_file(file)
    with pytest.raises(TemplateError, match="« Open XML strict »"):
        package.document(package.read(file), file.name)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("annexe-3.docx", "annexe-3"),
        ("annexe-3 (1).docx", "annexe-3"),
        ("ANNEXE-3 - Copie.docx", "annexe-3"),
        ("annexe-3 - Copie (2).docx", "annexe-3"),
        ("annexe-3 copie 2.docx", "annexe-3"),
        ("annexe-3.odt", "annexe-3"),
        ("annexe-33.docx", None),
        ("ma copie.docx", None),
    ],
)
def test_the_part_that_a_file_is_a_copy_of(name: str, part: str | None) -> None:
    assert part_of(name, ["annexe-2", "annexe-3"]) == part
