"""Word files: every word is read, pending changes as accepted, comments and changes said."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtdocs.compare.docx import read_docx
from pmtdocs.finding import ReadError
from pmtdocs.word.package import W
from tests.support.compared_files import compare, make

_ANNA = 'w:id="1" w:author="Anna"'


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def gone(words: str) -> str:
    return f"<w:del {_ANNA}><w:r><w:delText>{words}</w:delText></w:r></w:del>"


def come(words: str) -> str:
    return f"<w:ins {_ANNA}>{run(words)}</w:ins>"


def words(file: Path) -> list[str]:
    return [block.words for block in read_docx(file).text.blocks]


@pytest.mark.parametrize(
    ("xml", "read"),
    [
        (f"<w:p>{run('un ')}{gone('deux')}{come('trois')}</w:p>", ["un trois"]),
        (f"<w:p>{run('un')}<w:r><w:tab/><w:t>deux</w:t><w:br/></w:r></w:p>", ["un deux "]),
        (f"<w:p><w:hyperlink>{run('lien')}</w:hyperlink></w:p>", ["lien"]),
        (
            f"<w:p><w:pPr><w:rPr><w:del {_ANNA}/></w:rPr></w:pPr>{run('un ')}</w:p>"
            f"<w:p>{run('deux')}</w:p>",
            ["un deux"],
        ),
        (f"<w:p><w:moveFrom {_ANNA}>{run('x')}</w:moveFrom>{run('y')}</w:p>", ["y"]),
        (f"<w:sdt><w:sdtContent><w:p>{run('dans')}</w:p></w:sdtContent></w:sdt>", ["dans"]),
        (
            f"<w:p>{run('avant')}<w:r><w:pict><w:txbxContent><w:p>{run('boîte')}</w:p>"
            "</w:txbxContent></w:pict></w:r></w:p>",
            ["avant", "boîte"],
        ),
        (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE '
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            f'{run("7")}<w:r><w:fldChar w:fldCharType="end"/></w:r>{run("fin")}</w:p>',
            ["fin"],
        ),
        (
            f"<w:tbl><w:tr><w:trPr><w:del {_ANNA}/></w:trPr>"
            f"<w:tc><w:p>{run('x')}</w:p></w:tc></w:tr>"
            f"<w:tr><w:tc><w:p>{run('y')}</w:p></w:tc></w:tr></w:tbl>",
            ["y"],
        ),
    ],
)
def test_every_word_once(tmp_path: Path, xml: str, read: list[str]) -> None:
    assert words(make(tmp_path / "a.docx", xml)) == read


def test_footnotes_are_read(tmp_path: Path) -> None:
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="1"><w:p>{run("une note")}</w:p></w:footnote></w:footnotes>'
    )
    assert words(make(tmp_path / "a.docx", "texte", footnotes=notes)) == ["texte", "une note"]


def test_changes_and_comments_are_said(tmp_path: Path) -> None:
    comments = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="Bob"><w:p>{run("à revoir")}</w:p>'
        "</w:comment></w:comments>"
    )
    a = make(tmp_path / "a.docx", "un trois")
    b = make(
        tmp_path / "b.docx",
        f"<w:p>{run('un ')}{gone('deux')}{come('trois')}</w:p>",
        comments=comments,
    )
    result = compare(a, b)
    assert result.differences == ()
    assert result.new.notes == (
        "2 modifications suivies en attente (Anna) : comparées comme acceptées.",
        "1 commentaire (Bob), hors comparaison : « à revoir ».",
    )


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"PK"])
def test_a_broken_file_is_said(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(content)
    with pytest.raises(ReadError, match=r"a\.docx n'est pas un fichier Word lisible"):
        read_docx(file)


def test_a_zip_that_is_no_word_file(tmp_path: Path) -> None:
    file = make(tmp_path / "a.docx", "texte", document="<a/>")
    with pytest.raises(ReadError):
        read_docx(file)
