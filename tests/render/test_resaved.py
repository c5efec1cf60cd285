"""Templates saved again by Word or by LibreOffice print the same words."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtdocs.dossier.load import Loaded
from pmtdocs.render.join.contents import TARGET
from pmtdocs.render.output import documents
from pmtdocs.render.page import html, pdf
from pmtdocs.templates.workshop import inspect_files
from pmtdocs.word import package
from pmtdocs.word.package import val, w
from tests.conftest import ROOT
from tests.support.command import HANG
from tests.support.resaved import split_runs
from tests.support.word_files import Workshop, bare, p, text, to_html
from tests.support.words import pdf_text

GBM = ROOT / "templates" / "gbm"
_SOFFICE = shutil.which("soffice")


def words_of(loaded: Loaded, modele: Path) -> dict[str, str]:
    """The words of every document of a dossier."""
    wanted = documents.chosen(loaded.dossier, [])
    built = documents.build(loaded.dossier, modele, wanted, draft=False)
    return {name: text(document) for name, document in built.items()}


@given(seed=st.integers(0, 2**32))
@settings(max_examples=8)
def test_runs_cut_anywhere_print_the_same(
    tmp_path_factory: pytest.TempPathFactory, dossier_2024: Loaded, seed: int
) -> None:
    """Each shipped part of 2024, in the body, the header and the footer."""
    folder, chance = tmp_path_factory.mktemp("modele"), Random(seed)  # noqa: S311
    for file in GBM.glob("*.docx"):
        split_runs(file, folder / file.name, chance)
    assert words_of(dossier_2024, folder) == words_of(dossier_2024, GBM)
    found = inspect_files(sorted(folder.glob("*.docx"))).faults.values()
    assert [fault for faults in found for fault in faults] == []


TAGS = (
    '{% if nom == "x" %}a{% elif rang &gt; 2 %}b{% else %}c{% endif %}',
    "{{ nom | capitale }} et {{nom}}",
    "{%p for x in liste %}¶{{ x }}¶{%p endfor %}",
    "{% if not (rang == 3 and nom) %}a{% else %}b{% endif %}",
)


@given(seed=st.integers(0, 2**32), tag=st.sampled_from(TAGS))
@settings(max_examples=60)
def test_any_tag_cut_anywhere(
    tmp_path_factory: pytest.TempPathFactory, seed: int, tag: str
) -> None:
    word = Workshop(tmp_path_factory.mktemp("mots"))
    facts: dict[str, object] = {"nom": "objet", "rang": 3, "liste": ["a", "b"]}
    whole = word.file("".join(p(piece) for piece in tag.split("¶")))
    cut = split_runs(whole, word.folder / "coupe.docx", Random(seed))  # noqa: S311
    assert text(word.join(word.fill(cut, facts))) == text(word.join(word.fill(whole, facts)))


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped modèle as LibreOffice saves it, every run written anew."""
    folder = tmp_path_factory.mktemp("libreoffice")
    return convert(sorted(GBM.glob("*.docx")), folder)


def convert(files: list[Path], folder: Path, shape: str = "docx") -> Path:
    """What LibreOffice makes of Word files."""
    assert _SOFFICE
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    names = [str(file) for file in files]
    subprocess.run(
        [_SOFFICE, profile, "--headless", "--convert-to", shape, "--outdir", str(folder), *names],
        check=True,
        capture_output=True,
        timeout=HANG,
    )
    return folder


@pytest.mark.libreoffice
@pytest.mark.skipif(not _SOFFICE, reason="LibreOffice n'est pas installé")
@pytest.mark.parametrize("act", ["2024", "2020"])
def test_saved_by_libreoffice(saved: Path, act: str, request: pytest.FixtureRequest) -> None:
    loaded = request.getfixturevalue(f"dossier_{act}")
    assert words_of(loaded, saved) == words_of(loaded, GBM)
    found = inspect_files(sorted(saved.glob("*.docx"))).faults
    assert len(found) == len([*GBM.glob("*.docx")])
    assert not any(found.values())


@pytest.mark.libreoffice
@pytest.mark.skipif(not _SOFFICE, reason="LibreOffice n'est pas installé")
def test_parts_saved_by_libreoffice_beside_their_charte(
    saved: Path, tmp_path: Path, dossier_2024: Loaded
) -> None:
    """Put back in their modèle, they have no remark, and print the same words everywhere."""
    for file in [*saved.glob("*.docx"), GBM / "charte.docx"]:
        shutil.copy(file, tmp_path / file.name)
    found = inspect_files(sorted(tmp_path.glob("*.docx"))).faults
    assert {file.name: faults for file, faults in found.items() if faults} == {}
    wanted = documents.chosen(dossier_2024.dossier, [])
    before, after = (
        documents.build(dossier_2024.dossier, modele, wanted, draft=False)
        for modele in (GBM, tmp_path)
    )
    for name in wanted:
        old, new = (to_html(built[name])[0] for built in (before, after))
        assert bare(old) == bare(new), name
        assert re.findall(r"<(h\d|li|td|th)", old) == re.findall(r"<(h\d|li|td|th)", new), name
    page = html.page(after["annexe-2-budget"], html.SHIPPED, draft=False)
    (tmp_path / "annexe.pdf").write_bytes(pdf.write_pdf(page, "2024-04-11"))
    shown = {*pdf_text(tmp_path / "annexe.pdf").split()}
    assert {*text(before["annexe-2-budget"]).split()} - shown == set()


@pytest.mark.libreoffice
@pytest.mark.skipif(not _SOFFICE, reason="LibreOffice n'est pas installé")
def test_an_annotated_copy_opens_in_libreoffice(tmp_path: Path) -> None:
    from pmtdocs.templates.annotation import annotate
    from pmtdocs.templates.fault import Fault
    from pmtdocs.templates.kinds import KINDS

    fault = Fault(KINDS["MDL114"], "Ce champ n'existe pas.", "Aide.", "convention", rank=4)
    copy = annotate(GBM / "convention.docx", (fault,), tmp_path / "annotes")
    convert([copy], tmp_path / "sortie", "txt:Text")
    shown = (tmp_path / "sortie" / "convention.txt").read_text(encoding="utf-8-sig")
    assert "Il est convenu ce qui suit" in shown


@pytest.mark.libreoffice
@pytest.mark.skipif(not _SOFFICE, reason="LibreOffice n'est pas installé")
def test_libreoffice_shows_the_contents_as_they_were_written(
    dossier_2024: Loaded, tmp_path: Path
) -> None:
    parts = ("sommaire", "deliberation", "convention", "annexe-1")
    built = documents.build(dossier_2024.dossier, GBM, {"tout": parts}, draft=False)
    file = tmp_path / "tout.docx"
    file.write_bytes(package.write(built["tout"].parts))
    convert([file], tmp_path / "lu", "txt:Text")
    shown = (tmp_path / "lu/tout.txt").read_text(encoding="utf-8-sig").splitlines()
    links = built["tout"].body.iter(w("hyperlink"))
    listed = [str(x.xpath("string()")) for x in links if TARGET in (val(x, "anchor") or "")]
    assert len(listed) > 20
    at = shown.index("Sommaire") + 1
    assert shown[at : at + len(listed)] == listed
