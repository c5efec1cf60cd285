"""What each address answers, good and bad."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pmtdocs.atelier import routes
from pmtdocs.atelier.state import Atelier
from pmtdocs.system import limits
from pmtdocs.word import package
from tests.conftest import ROOT
from tests.support.ateliers import News, client, rewrite
from tests.support.command import Patch, only_docx


@pytest.fixture
def page(atelier: Atelier) -> TestClient:
    """The answers alone: nobody watches the files."""
    return client(atelier)


@pytest.fixture
def living(atelier: Atelier) -> Iterator[TestClient]:
    """With what goes on behind: checks, renders."""
    with client(atelier) as opened:
        yield opened


@pytest.fixture
def news(atelier: Atelier) -> News:
    """To be asked for before ``living``: what is told from the start."""
    return News(atelier)


def test_the_first_page_is_the_dossier_that_was_saved_last(page: TestClient, project: Path) -> None:
    (project / "data/2020/budget.yaml").touch()
    answer = page.get("/")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/dossier/2020"


def test_no_dossier_at_all(page: TestClient, project: Path) -> None:
    shutil.rmtree(project / "data")
    (project / "data").mkdir()
    assert "Aucun dossier" in page.get("/").text


@pytest.mark.concurrent
def test_the_dossiers_with_their_stage_and_their_count(
    news: News, living: TestClient, atelier: Atelier
) -> None:
    news.until(lambda: all(atelier.desk.last(n).stage for n in atelier.project.dossiers()))
    text = living.get("/etat/2024").text
    for name in atelier.project.dossiers():
        assert f'href="/dossier/{name}"' in text
    assert '<span class="etape">voté</span>' in text
    assert re.search(r"0 erreur, \d+ avertissements", text)


def test_findings_are_grouped_and_say_what_to_do(
    page: TestClient, project: Path, patch: Patch
) -> None:
    patch("2024/budget.yaml", "montant: 285 000}", "montant: 285 001}")
    text = page.get("/dossier/2024").text
    groups = re.findall(r'<h3 id="g-\w+">(.*?) <span', text)
    assert groups == ["À corriger avant la signature", "À vérifier", "Acceptées par réserve"]
    wrong = text.partition('id="g-corriger"')[2].partition('id="g-verifier"')[0]
    assert "104\u202f001" in wrong
    assert "BUD001" in wrong
    assert "data/2024/budget.yaml, ligne" in wrong


def test_the_document_of_the_address(page: TestClient) -> None:
    text = page.get("/dossier/2024/deliberation").text
    assert 'src="/apercu/2024/deliberation"' in text
    assert 'sandbox="allow-same-origin"' in text
    assert "Extrait du registre" in page.get("/apercu/2024/deliberation").text


@pytest.mark.parametrize(
    "path",
    [
        "/dossier/1999",
        "/dossier/_commun",
        "/dossier/%2e%2e",
        "/dossier/2024/rien",
        "/apercu/2024/..%2f..%2fdata",
        "/apercu/2024/charte",
        "/etat/2024/%00",
        "/evenements/1999",
        "/fichier/2024/manifest.json",
        "/fichier/2024/convention.html",
        "/fichier/2024/..%2f..%2fdata%2f2024%2fbudget.yaml",
        "/fichier/..%2fdata/2024/budget.yaml",
        "/comparaison/2024/convention",
        "/statique/../pages.py",
        "/statique/%2e%2e/pages.py",
        "/statique/..%5cpages.py",
        "/rien",
    ],
)
def test_a_name_in_no_list_is_not_looked_for(page: TestClient, project: Path, path: str) -> None:
    only_docx()
    answer = page.get(path)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text
    assert "depenses" not in answer.text


@pytest.mark.parametrize("part", ["rien", "..%2f..%2fdata", "page.html", "~$convention"])
def test_a_template_takes_no_other_place(page: TestClient, project: Path, part: str) -> None:
    before = _content(project)
    data = (project / "templates/gbm/convention.docx").read_bytes()
    assert page.post(f"/modele/2024/{part}", content=data).status_code == 404
    assert _content(project) == before


def test_what_is_wrong_in_printed_words_comes_with_the_preview(
    page: TestClient, project: Path
) -> None:
    introduction = project / "data/2020/indicateurs.yaml"
    text = introduction.read_text(encoding="utf-8")
    assert "Pour les laboratoires" in text
    wrong = text.replace("Pour les laboratoires", "Au sujet de les laboratoires")
    introduction.write_text(wrong, encoding="utf-8")
    said = " ".join(unescape(page.get("/etat/2020/annexe-3-indicateurs").text).split())
    assert "Dans les mots imprimés" in said
    assert "« de les laboratoires » est imprimé." in said
    assert "Dans les mots imprimés" not in page.get("/etat/2020/annexe-2-budget").text


# --- templates --------------------------------------------------------------------------------


def test_a_good_template_replaces_the_former_one_which_is_kept(
    page: TestClient, project: Path, tmp_path: Path
) -> None:
    file, changed = project / "templates/gbm/convention.docx", tmp_path / "changed.docx"
    before = file.read_bytes()
    shutil.copy(file, changed)
    rewrite(changed, "Il est convenu ce qui suit", "Les parties conviennent de ce qui suit")
    answer = page.post("/modele/2024/convention", content=changed.read_bytes())
    assert answer.status_code == 200
    assert "est remplacé" in answer.text
    assert "convention.docx.ancien" in answer.text
    assert file.read_bytes() == changed.read_bytes()
    assert file.with_name("convention.docx.ancien").read_bytes() == before


def test_a_template_whose_words_come_out_wrong_is_to_be_looked_at(
    page: TestClient, project: Path, tmp_path: Path
) -> None:
    shutil.copy(project / "templates/gbm/convention.docx", changed := tmp_path / "changed.docx")
    rewrite(changed, "La subvention est versée", "À la date de le versement, elle est versée")
    answer = page.post("/modele/2024/convention", content=changed.read_bytes())
    assert answer.status_code == 200
    said = " ".join(unescape(answer.text).split())
    assert "« de le versement » est imprimé." in said


def test_a_template_at_fault_is_refused_with_every_reason(
    page: TestClient, project: Path, tmp_path: Path
) -> None:
    before, changed = _content(project), tmp_path / "changed.docx"
    shutil.copy(project / "templates/gbm/convention.docx", changed)
    rewrite(changed, "Il est convenu", "Il est {{ convention.objettt }} convenu")
    rewrite(changed, "La subvention est versée", "{{ seance.lieuuu }} La subvention est versée")
    answer = page.post("/modele/2024/convention", content=changed.read_bytes())
    assert answer.status_code == 422
    assert "refusé" in answer.text
    assert "objettt" in answer.text
    assert "lieuuu" in answer.text
    assert _content(project) == before


def test_a_template_without_the_place_of_a_chosen_clause_is_refused_at_its_name(
    page: TestClient, project: Path, patch: Patch
) -> None:
    """The finding stands in the sheet, where the clause is chosen: it says itself which file it is
    about, whatever its message says.
    """
    patch("2024/dossier.yaml", "modele: gbm\n", "modele: gbm\nclauses: [identification]\n")
    parts = package.read(project / "templates/gbm/convention.docx")
    body = package.main(parts, "convention.docx")
    assert parts[body].count(b'w:name="obligations"') == 1
    without = parts | {body: parts[body].replace(b'"obligations"', b'"autre"')}
    before = _content(project)
    answer = page.post("/modele/2024/convention", content=package.write(without))
    assert answer.status_code == 422
    assert "convention.docx" in answer.text
    assert "pas le signet" in answer.text
    assert _content(project) == before
    assert page.post("/modele/2024/convention", content=package.write(parts)).status_code == 200


@pytest.mark.parametrize("sent", [b"", b"PK\x03\x04", b"%PDF-1.7", b"<html>", b"\0" * 5000])
@pytest.mark.parametrize("part", ["convention", "charte"])
def test_what_is_no_word_file_is_refused(
    page: TestClient, project: Path, part: str, sent: bytes
) -> None:
    before = _content(project)
    answer = page.post(f"/modele/2024/{part}", content=sent)
    assert answer.status_code == 422
    assert _content(project) == before


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.textPK", ".odt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"),
        (b"{\\rtf1", ".rtf"),
    ],
)
def test_a_file_of_another_type_is_called_by_its_name(
    page: TestClient, project: Path, sent: bytes, said: str
) -> None:
    answer = page.post("/modele/2024/convention", content=sent)
    assert answer.status_code == 422
    assert f"({said})" in answer.text
    assert "n'est pas lisible" not in answer.text
    assert only_docx().exit_code == 0
    answer = page.post("/retour/2024/convention", content=sent)
    assert answer.status_code == 422
    assert f"({said})" in answer.text


def test_a_document_that_was_produced_is_no_template(page: TestClient, project: Path) -> None:
    assert only_docx().exit_code == 0
    before = _content(project)
    produced = (project / "output/2024/convention.docx").read_bytes()
    answer = page.post("/modele/2024/convention", content=produced)
    assert answer.status_code == 422
    assert "aucun champ" in answer.text
    assert "déjà rempli" in answer.text
    assert _content(project) == before


def test_facts_typed_in_a_template_are_told_together(
    page: TestClient, project: Path, tmp_path: Path
) -> None:
    changed = tmp_path / "changed.docx"
    shutil.copy(project / "templates/gbm/convention.docx", changed)
    rewrite(changed, "Il est convenu", "Pour 104 000 € et 285 000 €, il est convenu")
    answer = page.post("/modele/2024/convention", content=changed.read_bytes())
    assert answer.status_code == 200
    assert "est remplacé" in answer.text
    assert answer.text.count("<li>") == 1
    assert "1 autre fois" in unescape(answer.text).replace("\u00a0", " ")


def test_a_file_that_is_too_big_is_given_up(
    page: TestClient, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _content(project)
    monkeypatch.setattr(routes, "UPLOAD", limits.UPLOAD._replace(most=1_000))
    data = (project / "templates/gbm/convention.docx").read_bytes()
    answer = page.post("/modele/2024/convention", content=data)
    assert answer.status_code == 413
    assert "trop gros" in answer.text
    assert _content(project) == before


# --- what comes back --------------------------------------------------------------------------


def test_nothing_to_compare_with(page: TestClient) -> None:
    answer = page.post("/retour/2024/convention", content=b"PK")
    assert answer.status_code == 422
    assert "pas encore été produit" in answer.text


def test_a_faithful_copy_and_a_changed_amount(
    page: TestClient, project: Path, tmp_path: Path
) -> None:
    assert only_docx().exit_code == 0
    rendered = project / "output/2024/convention.docx"
    same = page.post("/retour/2024/convention", content=rendered.read_bytes())
    assert "est fidèle" in same.text
    changed = tmp_path / "changed.docx"
    shutil.copy(rendered, changed)
    rewrite(changed, "Il est convenu ce qui suit", "Il est convenu 12 345 € ce qui suit")
    answer = page.post("/retour/2024/convention", content=changed.read_bytes())
    assert "document-revenu.docx n’est pas fidèle à convention.docx" in answer.text
    differences = page.get("/comparaison/2024/convention")
    assert str(project) not in differences.text
    assert "12 345" in differences.text.replace("\u202f", " ").replace("\xa0", " ")
    assert "sandbox" in differences.headers["content-security-policy"]


@pytest.mark.parametrize("sent", [b"", b"PK\x03\x04", b"%PDF-1.7 rien", b"<html>"])
def test_what_cannot_be_compared(page: TestClient, project: Path, sent: bytes) -> None:
    assert only_docx().exit_code == 0
    answer = page.post("/retour/2024/convention", content=sent)
    assert answer.status_code == 422
    assert "Traceback" not in answer.text


# --- rendering and downloading ----------------------------------------------------------------


@pytest.mark.concurrent
def test_a_draft_is_made_and_downloaded(
    news: News, living: TestClient, atelier: Atelier, project: Path
) -> None:
    assert "À télécharger" not in living.get("/etat/2024").text
    assert living.get("/fichier/2024/convention.docx").status_code == 404
    assert living.post("/rendu/2024", content="projet").status_code == 202
    news.until(lambda: "2024" in atelier.outcomes)
    assert atelier.outcomes["2024"].done, atelier.outcomes["2024"]
    text = living.get("/etat/2024").text
    assert "6 documents en Word et en PDF" in text
    assert "changements" not in text
    for suffix in ("docx", "pdf"):
        answer = living.get(f"/fichier/2024/convention.{suffix}")
        assert f'filename="2024-convention.{suffix}"' in answer.headers["content-disposition"]
        assert answer.content == (project / f"output/2024/convention.{suffix}").read_bytes()


@pytest.mark.concurrent
def test_an_error_stops_what_is_to_be_signed(
    news: News, living: TestClient, atelier: Atelier, project: Path, patch: Patch
) -> None:
    patch("2024/budget.yaml", "montant: 285 000}", "montant: 285 001}")
    living.post("/rendu/2024", content="definitif")
    news.until(lambda: "2024" in atelier.outcomes)
    text = living.get("/etat/2024").text
    assert "Rien n’est produit" in text
    assert "demandez un projet" in text
    assert not (project / "output").exists()


def test_a_render_out_of_date_says_so(page: TestClient, project: Path, patch: Patch) -> None:
    assert only_docx().exit_code == 0
    assert "avant les derniers changements" not in page.get("/etat/2024").text
    patch("2024/budget.yaml", "montant: 285 000}", "montant: 285 001}")
    assert "avant les derniers changements" in page.get("/etat/2024").text


# --- broken data ------------------------------------------------------------------------------


def test_unreadable_data_leave_the_last_document(
    page: TestClient, atelier: Atelier, project: Path
) -> None:
    good = page.get("/apercu/2024/convention").text
    (project / "data/2024/budget.yaml").write_text("depenses: [", encoding="utf-8")
    atelier.desk.touch()
    text = page.get("/etat/2024/convention").text
    assert "Les données ne peuvent pas être lues" in text
    assert "data-perime" in text
    assert "Dernière version lisible" in text
    assert "data/2024/budget.yaml, ligne" in text
    assert page.get("/apercu/2024/convention").text == good


def test_data_that_were_never_readable(page: TestClient, project: Path) -> None:
    (project / "data/2024/dossier.yaml").write_text("modele: [", encoding="utf-8")
    answer = page.get("/dossier/2024")
    assert answer.status_code == 200
    assert "Les données ne peuvent pas être lues" in answer.text


def test_a_broken_template_leaves_the_last_document(
    page: TestClient, atelier: Atelier, project: Path
) -> None:
    good = page.get("/apercu/2024/convention").text
    rewrite(project / "templates/gbm/convention.docx", "Il est convenu", "{{ rien }} convenu")
    atelier.desk.touch()
    text = page.get("/etat/2024/convention").text
    assert "data-perime" in text
    assert "« rien »" in text.replace("\u202f", " ").replace("\xa0", " ")
    assert page.get("/apercu/2024/convention").text == good


def test_a_fault_of_ours_is_said_without_its_traceback(
    page: TestClient, atelier: Atelier, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("pmtdocs.commands.pipeline.check", broken)
    atelier.desk.touch()
    text = page.get("/dossier/2024").text
    assert "Défaut de pmtdocs (ZeroDivisionError)" in text
    assert "Traceback" not in text


def _content(project: Path) -> dict[str, bytes]:
    files = (f for f in (project / "templates").rglob("*") if f.is_file())
    return {str(f): f.read_bytes() for f in files}


def test_the_shipped_templates_would_all_be_taken(page: TestClient) -> None:
    """What the checks refuse is wrong: nothing that is shipped is."""
    for file in sorted((ROOT / "templates/gbm").glob("convention*.docx")):
        page.post(f"/modele/2024/{file.stem}", content=file.read_bytes())
    answer = page.post(
        "/modele/2024/charte", content=(ROOT / "templates/gbm/charte.docx").read_bytes()
    )
    assert answer.status_code == 200, answer.text


@pytest.mark.concurrent
def test_a_dossier_without_a_beneficiary_is_called_by_what_it_decides(
    news: News, living: TestClient, atelier: Atelier, project: Path
) -> None:
    folder = project / "data" / "acte"
    folder.mkdir()
    (folder / "acte.yaml").write_text(
        "nature: attestation\nintitule: aide reçue en 2031\ndate: à compléter\n"
        "auteur: {personne: à compléter, qualite: Président}\ntexte: [Un texte.]\n",
        encoding="utf-8",
    )
    (folder / "dossier.yaml").write_text(
        "modele: gbm\netat: instruction\nexercices: [2031]\nfinanceur: gbm\n", encoding="utf-8"
    )
    news.until(lambda: atelier.desk.last("acte").stage != "")
    assert "aide reçue en 2031" in living.get("/dossier/acte").text
