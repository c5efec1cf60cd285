"""What looks for obstacles finds them: each document here has one."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from pmtdocs.render.page.layout import lay_out
from pmtdocs.word import package
from tests.conftest import ROOT
from tests.support.accessible import faults_of_docx, faults_of_pdf, outline_of_html

_HTML = """<!doctype html><html lang="fr"><head><title>Essai</title><style></style></head><body>
<h1>Un</h1><h2>Deux</h2><table><thead><tr><th scope="col">A</th></tr></thead>
<tbody><tr><td>1</td></tr></tbody></table><a href="https://exemple.fr">lien</a></body></html>"""


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("", "", None),
        ("<title>Essai</title>", "", "no title"),
        ('lang="fr"', 'lang="en"', "no language"),
        ("h2", "h3", "levels are skipped"),
        ("th", "td", "a table without headers"),
        ("https:", "ftp:", "a strange address: ftp://exemple.fr"),
    ],
)
def test_pdf(tmp_path: Path, old: str, new: str, fault: str | None) -> None:
    html = _HTML.replace(old, new)
    (tmp_path / "x.html").write_text(html, encoding="utf-8")
    (tmp_path / "x.pdf").write_bytes(lay_out(html, "2024-04-11"))
    outline = outline_of_html(tmp_path / "x.html")
    found = faults_of_pdf(tmp_path / "x.pdf", outline)
    assert fault in found if fault else found == []
    assert "bookmarks are not the headings" in faults_of_pdf(tmp_path / "x.pdf", outline[1:])


@pytest.mark.parametrize(
    ("part", "old", "new", "fault"),
    [
        ("word/document.xml", "", "", None),
        ("docProps/core.xml", "fr-FR", "en-US", "no language"),
        ("docProps/core.xml", "Budget prévisionnel", "", "no title"),
        ("word/styles.xml", 'w:lang w:val="fr-FR"', 'w:lang w:val="en-US"',
         "words in another language"),
        ("word/document.xml", '"Rubrique"', '"Niveau3"', "levels are skipped"),
        ("word/document.xml", "<w:tblHeader/>", "", "a table without a header row"),
        ("word/document.xml", "tblCaption", "tblDescription", "a table without a title"),
        ("word/settings.xml", "<w:zoom", "<w:updateFields/><w:zoom",
         "Word would ask before it opens"),
    ],
)  # fmt: skip
def test_word(tmp_path: Path, part: str, old: str, new: str, fault: str | None) -> None:
    file = tmp_path / "x.docx"
    with zipfile.ZipFile(ROOT / "templates/gbm/annexe-2.docx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts[part].decode()
    changed = text.replace(old, new)
    assert not old or changed != text
    file.write_bytes(package.write(parts | {part: changed.encode()}))
    found = faults_of_docx(file)
    assert fault in found if fault else found == []
