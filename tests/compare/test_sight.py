"""Words that are in a file and that nobody sees are no words of it, and are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from tests.support.compared_files import compare, make, short
from tests.support.pdfs import Said, body, write_pdf

_TEXT = ("La subvention est versée.", "Le bénéficiaire rend compte.", "Le tribunal est saisi.")
_MORE = "Sous réserve de 30 000 euros."
_HIDDEN = [("masqué", "", _MORE)]


def _more(before: str = "", x: float = 70, y: float = 500, size: float = 11) -> str:
    return f"q {before} {Said(x, y, [_MORE], size=size).drawn} Q"


_PICTURE = "q 400 0 0 40 60 490 cm /I Do Q"
_PDF = {
    "white": [_more("1 1 1 rg")],
    "nearly white": [_more("0.98 0.99 1 rg")],
    "of the colour behind": ["1 1 0 rg 60 490 400 40 re f", _more("1 1 0 rg")],
    "tiny": [_more(size=1)],
    "made tiny": [_more("0.1 0 0 0.1 70 500 cm")],
    "without ink": [_more("3 Tr")],
    "without ink over others": [_more(), _more("3 Tr"), "1 g 60 490 400 40 re f"],
    "a mere path": [_more("7 Tr")],
    "below the page": [_more(y=-50)],
    "beside the page": [_more(x=700)],
    "under a bar": [_more(), "0 g 60 490 400 40 re f"],
    "under a picture": [_more(), _PICTURE],
    "cut away": [f"q 0 0 9 9 re W n {_more()} Q"],
    "in a form, under a bar": ["/F Do", "0 g 60 490 400 40 re f"],
    "in a layer that is off": [f"/OC /L BDC {_more()} EMC"],
}
_SEEN = {
    "white on dark": ["0 0 0.5 rg 60 490 400 40 re f", _more("1 1 1 rg")],
    "pale": [_more("0.8 g")],
    "small": [_more(size=5)],
    "over a picture": [_PICTURE, _more()],
    "in a form": ["/F Do"],
    "outlined": [_more("1 Tr")],
}


def _pdf(file: Path, *drawn: str | Said, rotation: int = 0) -> Path:
    """A page that has a picture /I, a form /F that says more, and a layer /L that is off."""
    writer = PdfWriter(clone_from=write_pdf(file, drawn))
    grain = DecodedStreamObject()
    grain.set_data(bytes(range(100, 250, 6)) * 24)
    grain.update(
        {
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(25),
            NameObject("/Height"): NumberObject(24),
            NameObject("/BitsPerComponent"): NumberObject(8),
            NameObject("/ColorSpace"): NameObject("/DeviceGray"),
        }
    )
    layer = DictionaryObject(
        {NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("L")}
    )
    resources = writer.pages[0]["/Resources"].get_object()
    assert isinstance(resources, DictionaryObject)
    at = writer._add_object(layer)
    form = DecodedStreamObject()
    form.set_data(_more().encode("cp1252"))
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(map(NumberObject, (0, 0, 595, 842)))
    form[NameObject("/Resources")] = DictionaryObject(resources)
    resources[NameObject("/XObject")] = DictionaryObject(
        {NameObject("/I"): writer._add_object(grain), NameObject("/F"): writer._add_object(form)}
    )
    resources[NameObject("/Properties")] = DictionaryObject({NameObject("/L"): at})
    off = DictionaryObject({NameObject("/OFF"): ArrayObject([at])})
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {NameObject("/OCGs"): ArrayObject([at]), NameObject("/D"): off}
    )
    writer.pages[0].rotation = rotation
    writer.write(str(file))
    return file


@pytest.mark.parametrize("rotation", [0, 90])
@pytest.mark.parametrize("name", _PDF)
def test_words_that_a_page_does_not_show_are_told(tmp_path: Path, name: str, rotation: int) -> None:
    a = _pdf(tmp_path / "a.pdf", body(*_TEXT), rotation=rotation)
    b = _pdf(tmp_path / "b.pdf", body(*_TEXT), *_PDF[name], rotation=rotation)
    result = compare(a, b)
    assert [d for d in short(result) if d[0] != "image ou objet"] == _HIDDEN
    assert any(_MORE in note for note in result.new.notes)


@pytest.mark.parametrize("name", _SEEN)
def test_words_that_a_page_shows_are_read(tmp_path: Path, name: str) -> None:
    a = _pdf(tmp_path / "a.pdf", body(*_TEXT))
    result = compare(a, _pdf(tmp_path / "b.pdf", body(*_TEXT), *_SEEN[name]))
    assert [d[2] for d in short(result) if d[0] != "image ou objet"] == [_MORE]
    assert result.new.notes == ()


def test_letters_are_read_as_drawn(tmp_path: Path) -> None:
    """A file may say other words in the place of those that it shows (ActualText)."""
    a = _pdf(tmp_path / "a.pdf", body(*_TEXT))
    says = f"/Span <</ActualText ({_TEXT[1]})>> BDC {Said(70, 685, ['Rien.']).drawn} EMC"
    b = _pdf(tmp_path / "b.pdf", body(_TEXT[0]), says, body(_TEXT[2], y=670))
    assert [d.after for d in compare(a, b).differences] == ["Rien"]


def test_a_bar_over_words_is_their_deletion(tmp_path: Path) -> None:
    a = _pdf(tmp_path / "a.pdf", body(*_TEXT))
    b = _pdf(tmp_path / "b.pdf", body(*_TEXT), "0 g 60 680 400 16 re f")
    assert ("supprimé", _TEXT[1], "") in short(compare(a, b))


def test_a_scan_read_by_a_machine_is_to_be_looked_at(tmp_path: Path) -> None:
    a = _pdf(tmp_path / "a.pdf", body(*_TEXT))
    scan = "q 595 0 0 842 0 0 cm /I Do Q"
    result = compare(a, _pdf(tmp_path / "b.pdf", scan, "3 Tr", body(*_TEXT)))
    assert [d.category.value for d in result.differences] == ["image ou objet", "page illisible"]
    assert "OCR" in result.differences[1].after


_LOOKS = {
    "white": '<w:color w:val="FFFFFF"/>',
    "marked in black": '<w:highlight w:val="black"/>',
    "shaded in black": '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>',
    "shaded as a whole": '<w:color w:val="000000"/><w:shd w:val="solid" w:color="auto"/>',
    "white on white": '<w:color w:val="FDFDFD"/><w:shd w:val="clear" w:fill="FFFFFF"/>',
    "tiny": '<w:sz w:val="2"/>',
    "without ink": '<w14:textFill xmlns:w14="urn:w14"><w14:noFill/></w14:textFill>',
}
_READ = {
    "white on dark": '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3A5F"/>',
    "marked in yellow": '<w:highlight w:val="yellow"/>',
    "small": '<w:sz w:val="10"/>',
    "pale": '<w:color w:val="BFBFBF"/>',
}


def _run(look: str, around: str = "") -> str:
    return f"<w:p>{around}<w:r><w:rPr>{look}</w:rPr><w:t>{_MORE}</w:t></w:r></w:p>"


@pytest.mark.parametrize("name", _LOOKS)
def test_words_of_word_that_nobody_sees_are_told(tmp_path: Path, name: str) -> None:
    a = make(tmp_path / "a.docx", *_TEXT)
    b = make(tmp_path / "b.docx", *_TEXT, _run(_LOOKS[name]))
    assert short(compare(a, b)) == _HIDDEN


@pytest.mark.parametrize("name", _READ)
def test_words_of_word_that_are_seen_are_read(tmp_path: Path, name: str) -> None:
    a = make(tmp_path / "a.docx", *_TEXT)
    b = make(tmp_path / "b.docx", *_TEXT, _run(_READ[name]))
    assert short(compare(a, b)) == [("ajouté", "", _MORE)]


def test_the_cell_and_the_paragraph_are_behind_the_words(tmp_path: Path) -> None:
    a = make(tmp_path / "a.docx", *_TEXT)
    dark = '<w:shd w:val="clear" w:fill="101820"/>'
    paragraph = f"<w:pPr>{dark}</w:pPr>"
    for look, told in (("FFFFFF", "ajouté"), ("101820", "masqué"), ("auto", "ajouté")):
        ink = f'<w:color w:val="{look}"/>'
        cell = f"<w:tbl><w:tr><w:tc><w:tcPr>{dark}</w:tcPr>{_run(ink)}</w:tc></w:tr></w:tbl>"
        for name, more in (("b", _run(ink, paragraph)), ("c", cell)):
            b = make(tmp_path / f"{name}.docx", *_TEXT, more)
            assert short(compare(a, b)) == [(told, "", _MORE)]
