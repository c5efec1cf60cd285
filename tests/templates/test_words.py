"""The words of a Word file, paragraph by paragraph, tags apart."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from pmtdocs.templates import words
from pmtdocs.templates.words import Wording, Wordings, read_wording, read_wordings
from pmtdocs.word import reading
from tests.conftest import ROOT
from tests.support import modele
from tests.support.word_files import Workshop, call, notes, p, r

MODELE = ROOT / "templates" / "gbm"
LINES = [
    "Titre | Convention {{ exercice }}",
    "Mention | {%p if a.b %}",
    "Article #objet | Objet",
    "| Selon l'article [objet], {{ p.nom }} et {% if x.y %}sa{% else %}son{% endif %} aide.",
    "Mention | {%p endif %}",
    "Article bis | Suite {{ beneficiaire.du }}",
    "| ",
    "| Fin.",
]


@pytest.fixture
def read(tmp_path: Path) -> Wording:
    file = modele.write(tmp_path / "convention.docx", LINES)
    found = read_wording(file, "convention", "templates/gbm")
    assert found
    return found


def test_paragraphs_are_counted_for_machines_and_for_people(read: Wording) -> None:
    assert [(p.number, p.label) for p in read.paragraphs] == [
        (1, "convention, paragraphe 1"),
        (2, "convention"),
        (3, "convention, article 1"),
        (4, "convention, article 1, paragraphe 1"),
        (5, "convention, article 1"),
        (6, "convention, article 2"),
        (7, "convention, article 2"),
        (8, "convention, article 2, paragraphe 1"),
    ]
    assert [p.words for p in read.articles] == ["Objet", "Suite …"]


def test_tags_and_references_are_kept_apart(read: Wording) -> None:
    paragraph = read.paragraphs[3]
    assert paragraph.words == "Selon l'article …, … et sa/son aide."
    assert paragraph.fields == ("p.nom", "x.y")
    assert paragraph.refs == ("objet",)
    assert read.paragraphs[2].bookmarks == ("objet",)
    assert read.fields == {"a.b", "p.nom", "x.y", "beneficiaire.du", "exercice"}


def test_what_a_note_says_is_not_printed(tmp_path: Path) -> None:
    """A clause that is set aside in a note is not one of the act."""
    note = "| {# Le bénéficiaire reverse {{ a.b }} non dépensé. #}Il rend compte."
    file = modele.write(tmp_path / "convention.docx", [note])
    found = read_wording(file, "convention", "templates/gbm")
    assert found
    assert [(p.words, p.fields) for p in found.paragraphs] == [("Il rend compte.", ())]


@pytest.mark.parametrize(
    ("path", "line", "label"),
    [
        (("textes", "convention"), 1, "convention"),
        (("textes", "convention", "clause-absente"), 1, "convention"),
        (("textes", "convention", "article-2"), 6, "convention, article 2"),
        (("textes", "convention", "article-2", "9"), 6, "convention, article 2"),
        (("textes", "convention", "article-1", "1"), 4, "convention, article 1, paragraphe 1"),
    ],
)
def test_a_path_has_a_place(read: Wording, path: tuple[str, ...], line: int, label: str) -> None:
    place = Wordings({"convention": read}).locate(path)
    assert place is not None
    assert place.span is not None
    assert (place.path, place.label, place.span.line) == (path, label, line)
    assert place.span.file == "templates/gbm/convention.docx"


def test_what_is_not_a_text_has_no_place_here(read: Wording) -> None:
    known = Wordings({"convention": read})
    assert known.locate(("budget", "depenses")) is None
    assert known.locate(("textes", "annexe-9")) is None


def test_excerpts(read: Wording) -> None:
    known = Wordings({"convention": read})
    assert known.line("templates/gbm/convention.docx", 8) == "Fin."
    assert known.line("templates/gbm/convention.docx", 99) == ""
    assert known.line("data/2024/budget.yaml", 1) is None


def test_a_simple_field_is_a_reference(tmp_path: Path) -> None:
    file = modele.write(tmp_path / "a.docx", ["| avant"])
    with zipfile.ZipFile(file) as archive:
        parts = {n: archive.read(n).decode() for n in archive.namelist()}
    simple = '<w:fldSimple w:instr=" REF objet \\r "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    page = '<w:fldSimple w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple>'
    extra = f"<w:r><w:tab/></w:r>{simple}<w:r><w:t> après </w:t></w:r>{page}</w:p>"
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text.replace("</w:p>", extra))
    found = read_wording(file, "a", "x")
    assert found is not None
    assert (found.paragraphs[0].words, found.paragraphs[0].refs) == ("avant … après 7", ("objet",))


def test_headers_and_footers_print_fields_too() -> None:
    """The header of the shipped convention names the programme; its body does not loop over it."""
    found = read_wording(MODELE / "annexe-2.docx", "annexe-2", "x")
    assert found is not None
    assert "programme.nom" in found.fields
    assert not any("programme.nom" in p.fields for p in found.paragraphs)


def test_notes_are_read_in_the_loops_of_their_calls(tmp_path: Path) -> None:
    """Rules see their words, under the number that Word gives them."""
    word = Workshop(tmp_path)
    body = p("{%p for v in a.vs %}") + f"<w:p>{r('Un')}{call(2)}</w:p>" + p("{%p endfor %}")
    inline = f"<w:p>{r('{% for v in b %}')}{call(1)}{r('{% endfor %}')}</w:p>"
    said = notes(p("dit {{ v.n }}"), p("Autre {{ v.n }}, 300 €") + p("et {{ x.y }}"))
    found = read_wording(word.file(body + inline, more=said), "convention", "x")
    assert found is not None
    assert [(n.words, n.fields, n.label, n.number) for n in found.margins] == [
        ("Autre …, 300 €", ("a.vs[].n",), "convention, note 1, paragraphe 1", 5),
        ("et …", ("x.y",), "convention, note 1, paragraphe 2", 6),
        ("dit …", ("b[].n",), "convention, note 2, paragraphe 1", 7),
    ]
    place = Wordings({"convention": found}).locate(("textes", "convention", "note-1", "2"))
    assert place is not None
    assert place.label == "convention, note 1, paragraphe 2"
    assert {"a.vs[].n", "b[].n", "x.y"} <= found.fields


def test_the_same_bytes_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = modele.write(tmp_path / "convention.docx", LINES)
    first = read_wording(file, "convention", "x")
    monkeypatch.setattr(words, "_read", None)
    assert read_wording(file, "convention", "x") == first


def test_a_file_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "vide.docx").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "sans-corps.docx", "w") as archive:
        archive.writestr("word/styles.xml", "<a/>")
    with zipfile.ZipFile(tmp_path / "rompu.docx", "w") as archive:
        archive.writestr("word/document.xml", "<a>")
        archive.writestr("word/styles.xml", "<a/>")
    found = read_wordings(tmp_path, ["vide", "sans-corps", "rompu", "absent"], "x")
    assert found.parts == {}
    assert found.convention is None


def test_another_process_reads_what_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same paragraphs, and no Word file opened for them; other bytes are read again."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    opened: list[str] = []
    real = reading.read

    def counted(parts: dict[str, bytes], name: str, part: str) -> reading.Read:
        opened.append(name)
        return real(parts, name, part)

    monkeypatch.setattr(reading, "read", counted)
    found = []
    for file in sorted(MODELE.glob("*.docx")) * 2:
        monkeypatch.setattr(words, "_KNOWN", {})
        found.append(read_wording(file, file.stem, "x"))
    half = len(found) // 2
    assert None not in found
    assert found[:half] == found[half:]
    assert len(opened) == half
    file = modele.write(tmp_path / "convention.docx", LINES)
    assert read_wording(file, "convention", "x") != read_wording(file, "autre", "x")
    assert len(opened) == half + 2
