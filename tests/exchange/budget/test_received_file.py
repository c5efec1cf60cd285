"""Excel files that arrive by e-mail: refused before they can do harm, in plain words."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pmtdocs.exchange.budget import received_file
from pmtdocs.exchange.budget.cells import read
from pmtdocs.finding import ExitCode, ReadError
from pmtdocs.system import limits
from pmtdocs.system.files import UnreadableError
from pmtdocs.system.limits import LimitError
from tests.support import excel
from tests.support.command import run

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
_SHEET = "xl/worksheets/sheet1.xml"
ROWS = [("Dépenses", "Montant"), ("Loyer", 10), ("Recettes", "Montant"), ("Dons", 10)]


@pytest.fixture
def altered(tmp_path: Path) -> Callable[..., Path]:
    """A right workbook with a part changed, or one more."""

    def make(name: str, change: Callable[[bytes], bytes]) -> Path:
        source = excel.save(tmp_path / "b.xlsx", ROWS)
        with zipfile.ZipFile(source) as before:
            parts = {n: before.read(n) for n in before.namelist()}
        parts[name] = change(parts.get(name, b""))
        with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as after:
            for each, data in parts.items():
                after.writestr(each, data)
        return source

    return make


def _insert(text: str) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(b"<worksheet", f"{text}<worksheet".encode(), 1)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "est vide"),
        (b"rien", "pas un classeur Excel lisible"),
        (b"libelle;montant\nLoyer;10\n", r"fichier texte \(CSV\)"),
        (b"%PDF-1.7\n", "est un PDF"),
        (b"<html><table><tr><td>Loyer", "est une page web"),
        (b"PK\x03\x04" + b"\0" * 40, "pas un classeur Excel lisible"),
        (_OLE, r"ancien format d'Excel \(\.xls\)"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "b.xlsx"
    file.write_bytes(content)
    with pytest.raises(ReadError, match=words) as caught:
        read(file, "b.xlsx")
    assert caught.value.exit_code == ExitCode.DATA
    assert caught.value.help


def test_another_zip_and_no_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.ods", "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(ReadError, match=r"b\.ods n'est pas un classeur Excel"):
        read(tmp_path / "b.ods", "b.ods")
    for part, words in (
        ("content.xml", r"OpenDocument \(\.ods\)"),
        ("xl/workbook.bin", r"binaire d'Excel \(\.xlsb\)"),
        ("word/document.xml", "est un document Word"),
    ):
        with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as made:
            made.writestr(part, "<a/>")
        with pytest.raises(ReadError, match=words) as caught:
            read(tmp_path / "b.xlsx", "b.xlsx")
        assert ".xlsx" in caught.value.help or "classeur Excel" in caught.value.help
    with pytest.raises(UnreadableError, match="il n'existe pas"):
        read(tmp_path / "rien.xlsx", "rien.xlsx")
    with pytest.raises(UnreadableError, match="un répertoire est à la place d'un fichier"):
        read(tmp_path, "dossier")


@pytest.mark.parametrize("size", [limits.ZIP_PART.most + 1, 2 * limits.ZIP_RATIO_FROM.most])
def test_a_bomb_is_not_inflated(
    altered: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    file = altered("xl/media/image1.png", lambda _: b"\0" * size)
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("décompressé"))
    with pytest.raises(LimitError, match="décompressé"):
        read(file, "b.xlsx")


def test_too_many_members_and_too_many_bytes(
    altered: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = altered("docProps/app.xml", lambda data: data)
    monkeypatch.setattr(limits, "ZIP_MEMBERS", limits.ZIP_MEMBERS._replace(most=3))
    with pytest.raises(LimitError):
        read(file, "b.xlsx")
    monkeypatch.undo()
    monkeypatch.setattr(limits, "ZIP_TOTAL", limits.ZIP_TOTAL._replace(most=100))
    with pytest.raises(LimitError):
        read(file, "b.xlsx")
    monkeypatch.undo()
    monkeypatch.setattr(limits, "ZIP_FILE", limits.ZIP_FILE._replace(most=100))
    with pytest.raises(LimitError, match="dépasse"):
        read(file, "b.xlsx")


def test_a_part_too_deep_is_to_be_mended_in_excel(altered: Callable[..., Path]) -> None:
    """The advice was for Word."""
    deep = b"<extLst>" + b"<a>" * 300 + b"</a>" * 300 + b"</extLst></styleSheet>"
    file = altered("xl/styles.xml", lambda data: data.replace(b"</styleSheet>", deep))
    with pytest.raises(LimitError, match="imbrication du XML") as caught:
        read(file, "b.xlsx")
    assert caught.value.help.startswith("Dans Excel")


def test_a_ledger_is_no_budget(tmp_path: Path) -> None:
    file = excel.save(tmp_path / "b.xlsx", [*ROWS, *[("x", 1)] * limits.EXCEL_ROWS.most])
    with pytest.raises(LimitError, match="dépassent 1\u202f000 lignes"):
        excel.read(file)


def test_a_whole_sheet_merged(altered: Callable[..., Path]) -> None:
    merged = b'</sheetData><mergeCells><mergeCell ref="A5:XFD1048576"/></mergeCells>'
    file = altered(_SHEET, lambda data: data.replace(b"</sheetData>", merged))
    with pytest.raises(LimitError, match="cellules"):
        read(file, "b.xlsx")


@pytest.mark.parametrize("again", [b"1", b"2", b"3"])
def test_no_row_stands_below_a_later_one(altered: Callable[..., Path], again: bytes) -> None:
    row = b'<row r="%b"><c r="C%b"><v>12</v></c></row></sheetData>' % (again, again)
    file = altered(_SHEET, lambda data: data.replace(b"</sheetData>", row))
    with pytest.raises(ReadError, match="lignes en désordre"):
        read(file, "b.xlsx")


def test_no_cell_holds_two_values(altered: Callable[..., Path]) -> None:
    twice = b'<c r="B2"><v>12</v></c><c r="B2"'
    file = altered(_SHEET, lambda data: data.replace(b'<c r="B2"', twice))
    with pytest.raises(ReadError, match="deux valeurs dans une cellule"):
        read(file, "b.xlsx")


def test_rows_need_not_be_numbered(altered: Callable[..., Path]) -> None:
    file = altered(_SHEET, lambda data: re.sub(rb'<row r="\d+"', b"<row", data))
    (sheet,) = read(file, "b.xlsx").sheets
    assert sheet.at(2, 2) is not None


def test_a_cell_at_the_far_end_costs_nothing(altered: Callable[..., Path]) -> None:
    far = b'<row r="1048576"><c r="XFD1048576"/></row></sheetData>'
    file = altered(_SHEET, lambda data: data.replace(b"</sheetData>", far))
    assert [sheet.last_row for sheet in read(file, "b.xlsx").sheets] == [4]
    assert excel.read(file, tax="TTC").findings == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_dtd_is_refused_in_any_encoding(altered: Callable[..., Path], encoding: str) -> None:
    dtd = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'

    def change(data: bytes) -> bytes:
        text = _insert(dtd)(data).decode()
        return text.partition("?>")[2].encode(encoding) if encoding == "utf-16" else text.encode()

    with pytest.raises(ReadError, match="DTD"):
        read(altered(_SHEET, change), "b.xlsx")


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (_SHEET, lambda data: data[:-40]),
        (_SHEET, lambda data: data.replace(b"<v>10</v>", b"<v>dix</v>")),
        (_SHEET, lambda data: data.replace(b't="n"', b't="s"')),
        ("xl/workbook.xml", lambda _: b"<workbook/>"),
        ("[Content_Types].xml", lambda _: b"<Types/>"),
        ("xl/styles.xml", lambda data: data.replace(b"<cellXfs", b"<rien")),
    ],
)
def test_a_broken_part_is_one_french_message(
    altered: Callable[..., Path],
    part: str,
    change: Callable[[bytes], bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = altered(part, change)
    monkeypatch.chdir(file.parent)
    (file.parent / "_commun").mkdir()
    for table in ("organisations", "personnes", "communes"):
        (file.parent / "_commun" / f"{table}.yaml").write_text("{}\n", encoding="utf-8")
    result = run("import", "budget", "b.xlsx", "--data", ".")
    assert result.exit_code == ExitCode.DATA
    assert isinstance(result.exception, SystemExit | None)
    assert "Traceback" not in result.output


def test_nothing_but_cells_reaches_the_library(altered: Callable[..., Path]) -> None:
    """Macros, drawings, links, names and comments stay in the file that was sent."""
    rest = (
        b'<drawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        b' r:id="rId9"/></worksheet>'
    )
    file = altered(_SHEET, lambda data: data.replace(b"</worksheet>", rest))
    with zipfile.ZipFile(file, "a") as more:
        more.writestr("xl/vbaProject.bin", b"macro")
        more.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
        more.writestr("xl/worksheets/_rels/sheet1.xml.rels", b"<rompu")
    with zipfile.ZipFile(io.BytesIO(received_file.reduced(file)[0].getvalue())) as kept:
        assert set(kept.namelist()) <= {
            "[Content_Types].xml",
            "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels",
            "xl/sharedStrings.xml",
            "xl/styles.xml",
            _SHEET,
        }
        assert b"drawing" not in kept.read(_SHEET)
    (macros,) = excel.read(file, tax="TTC").findings
    assert (macros.code, macros.blocks) == ("XLS016", False)


def test_words_that_excel_keeps_in_a_table_of_their_own(tmp_path: Path) -> None:
    """openpyxl writes words in their cells; Excel and LibreOffice number them in another part."""
    source = excel.save(tmp_path / "b.xlsx", ROWS)
    with zipfile.ZipFile(source) as before:
        parts = {n: before.read(n) for n in before.namelist()}
    words: list[str] = []

    def number(found: re.Match[str]) -> str:
        words.append(found[1])
        return f't="s"><v>{len(words) - 1}</v></c>'

    inline = re.compile(r't="inlineStr"><is><t>(.*?)</t></is></c>')
    parts[_SHEET] = inline.sub(number, parts[_SHEET].decode()).encode()
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    items = "".join(f"<si><r><t>{w[:2]}</t></r><r><t>{w[2:]}</t></r></si>" for w in words)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{items}</sst>'.encode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    declared = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    types = "[Content_Types].xml"
    parts[types] = parts[types].replace(b"</Types>", declared.encode())
    with zipfile.ZipFile(source, "w") as after:
        for name, data in parts.items():
            after.writestr(name, data)
    assert words == ["Dépenses", "Montant", "Loyer", "Recettes", "Montant", "Dons"]
    found = excel.read(source, tax="TTC").budget
    assert found is not None
    assert found.depenses.lignes[0].libelle == "Loyer"
