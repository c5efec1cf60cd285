"""Word files as other programs write them: no finding, and the same words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pmtdocs.compare.reading import read_file
from pmtdocs.templates.fault import Fault
from pmtdocs.templates.inspection import inspect
from pmtdocs.word import package
from tests.support.word_files import STYLES, Workshop, bare, p, pack, to_html

Parts = dict[str, bytes]
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BODY = p("Un", "Titre") + p("Objet", "Article") + p("Les mots.")


def _related(parts: Parts, kind: str, target: str, more: dict[str, bytes] | None = None) -> Parts:
    """The same file with a relation of its main part that nothing uses."""
    name = "word/_rels/document.xml.rels"
    row = f'<Relationship Id="rIdX" Type="{_TYPE}/{kind}" Target="{target}"/></Relationships>'
    said = parts[name].replace(b"</Relationships>", row.encode())
    return {**parts, name: said, **(more or {})}


def _main_elsewhere(parts: Parts) -> Parts:
    """« word/document2.xml », as Word for the web and SharePoint write."""
    out = {name.replace("document.xml", "document2.xml"): data for name, data in parts.items()}
    out["_rels/.rels"] = parts["_rels/.rels"].replace(b"document.xml", b"document2.xml")
    return out


def _typed(kind: str) -> Callable[[Parts], Parts]:
    """A template or a file that may hold macros, by what the package says."""
    office = "application/vnd"
    content = {
        "dotx": f"{office}.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "docm": f"{office}.ms-word.document.macroEnabled.main+xml",
    }[kind]
    types = f'<Types xmlns="{package.CT}"><Override PartName="/word/document.xml" '
    return lambda parts: {
        **parts, "[Content_Types].xml": f'{types}ContentType="{content}"/></Types>'.encode(),
    }  # fmt: skip


def _styles(old: str, new: str) -> Callable[[Parts], Parts]:
    def change(parts: Parts) -> Parts:
        return {
            **parts, "word/styles.xml": parts["word/styles.xml"].replace(old.encode(), new.encode())
        }  # fmt: skip

    return change


_GLOSSARY = f'<w:glossaryDocument xmlns:w="{package.W}"><w:docParts/></w:glossaryDocument>'.encode()
ODD: dict[str, Callable[[Parts], Parts]] = {
    "a dead relation to an image": lambda parts: _related(parts, "image", "../NULL"),
    "a dead relation to a page of the web": lambda parts: _related(parts, "webSettings", "w.xml"),
    "settings of a printer": lambda parts: _related(
        parts, "printerSettings", "p.bin", {"word/p.bin": b"\0\1"}
    ),
    "a glossary": lambda parts: _related(
        parts, "glossaryDocument", "glossary/document.xml",
        {"word/glossary/document.xml": _GLOSSARY},
    ),
    "data of others": lambda parts: _related(
        parts, "customXml", "../customXml/item1.xml", {"customXml/item1.xml": b"<a>{x}</a>"}
    ),
    "properties that are no XML": lambda parts: {**parts, "docProps/app.xml": b""},
    "the main part elsewhere": _main_elsewhere,
    "a template": _typed("dotx"),
    "a file that might have macros": _typed("docm"),
    "part names in capitals": lambda parts: {
        name.replace("word/styles.xml", "word/Styles.XML"): data for name, data in parts.items()
    },
    "Word's own names in another case": _styles('w:val="Normal"', 'w:val="normal"'),
    "in German": _styles('w:name w:val="Normal"', 'w:name w:val="Standard"'),
    "other ids": _styles('w:styleId="TN"', 'w:styleId="a1"'),
}  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_no_finding_and_the_same_words(tmp_path: Path, odd: str) -> None:
    word = Workshop(tmp_path)
    charter = word.file("", "charte", styles=STYLES).read_bytes()
    plain = word.file(_BODY, "simple")
    expected = bare(to_html(word.join(word.fill(plain)))[0])
    written: dict[str, str | bytes] = {**ODD[odd](package.read(plain))}
    file = pack(tmp_path / "partie.docx", written)
    assert inspect(file, charter) == ()
    assert bare(to_html(word.join(word.fill(file)))[0]) == expected
    assert read_file(file).text.blocks == read_file(plain).text.blocks


def test_a_relation_that_something_uses_is_told(tmp_path: Path) -> None:
    word = Workshop(tmp_path)
    body = '<w:p><w:hyperlink r:id="rIdX"><w:r><w:t>a</w:t></w:r></w:hyperlink></w:p>'
    parts = _related(package.read(word.file(body)), "hyperlink", "media/absent.png")
    found: tuple[Fault, ...] = inspect(pack(tmp_path / "partie.docx", {**parts}))
    assert [fault.code for fault in found] == ["MDL142"]
