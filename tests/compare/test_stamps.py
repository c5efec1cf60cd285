"""Stamps of transmission and blocks of signature: permitted as a block, and nothing beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.command import run
from tests.support.compared_files import compare, make, short
from tests.support.pdfs import Said, body, write_pdf

_TEXT = (
    "La présente convention fixe les conditions d’attribution de la subvention.",
    "Le bénéficiaire fournit ses comptes avant le 30 avril 2025 à la préfecture.",
    "La délibération du 11 avril 2024 est publiée et transmise au représentant de l’État.",
)
_CTES = (
    "Accusé de réception en préfecture",
    "025-242500361-20240411-D00097-DE",
    "Date de télétransmission : 16/04/2024",
    "Date de réception préfecture : 16/04/2024",
)
_S2LOW = (
    "Envoyé en préfecture le 16/04/2024",
    "Reçu en préfecture le 16/04/2024",
    "Publié le 17/04/2024",
    "ID : 025-242500361-20240411-D00097-DE",
)
_FAST = (
    "Accusé de réception - Ministère de l’Intérieur",
    "034-213400361-20240411-D_2024-12-BF-1-1_2",
    "Accusé certifié exécutoire",
    "Réception par le préfet : 16/04/2024",
    "Publication : 17/04/2024",
    "Pour l’autorité compétente par délégation",
)
_SIGNATURE = (
    "Signé électroniquement par : Prénom NOM",
    "Date de signature : 16/04/2024 10:22:33 +02:00",
    "Qualité : Présidente de l’association Pôle des Microtechniques",
)
_STAMPS: dict[str, Sequence[str]] = {
    "@ctes": _CTES,
    "s2low": _S2LOW,
    "fast": _FAST,
    "signature": _SIGNATURE,
    "two lines": (_CTES[0], _CTES[1]),
    "sentence": ("Reçu en préfecture du Doubs le 16 avril 2024 à 10h22",),
    "one line": (" ".join(_S2LOW),),
    "date left out": (*_S2LOW[:2], "Affiché le", "ID : 2A-212500361-20240411-2024_97-AR"),
    "overseas": ("Envoyé en préfecture le 16/04/2024", "974-219740115-20240411-12-AI"),
    "platform": ("Acte certifié exécutoire", *_S2LOW[:2], "S²LOW"),
    "cut lines": (
        "Accusé de réception en",
        "préfecture",
        "025-242500361-20240411-",
        "D00097-DE",
        "Date de réception",
        "préfecture : 16/04/2024",
    ),
    "by hand": ("Signé électroniquement par Anne-Marie DE LA TOUR le 13/05/2024 à 10h42",),
    "parapheur": ("Signé par : Jean-François LE GOFF", "Date : 2024.04.16 10:22:33 +02'00'"),
    "docusign": ("DocuSigned by:", "Anne VIGNOT", "8A9F3C2D1E4B4F6"),
    "adobe": ("Signature numérique de Anne VIGNOT", "Date : 2024.04.16 10:22:33 +02'00'"),
    "by decree": (
        "Acte rendu exécutoire",
        "Transmis au représentant de l’État le 16/04/2024",
        "Notifié le 18/04/2024",
    ),
    "without accents": ("ACCUSE DE RECEPTION EN PREFECTURE", _CTES[1], "RECU LE 16 AVR. 2024"),
    "docaposte": ("AR PREFECTURE", _CTES[1], "Reçu le 16/04/2024", "Publié le 17/04/2024"),
    "e-legalite": (
        "REÇU EN PREFECTURE",
        "le 16/04/2024",
        "Application agréée E-legalite.com",
        f"99_DE-{_CTES[1]}",
    ),
    "slo": (*_S2LOW[:2], "Affiché le 17/04/2024 SLO", _S2LOW[3]),
    "one number": ("Acte publié le 17/04/2024", f"Transmis le 16/04/2024 - AR n° {_CTES[1]}"),
    "two verbs": (*_S2LOW[:2], "Notifié et publié le 17/04/2024"),
    "in force": ("Certifié exécutoire", "Reçu en préfecture le : 16/04/2024"),
    "in force since": (
        "Acte rendu exécutoire après dépôt en préfecture le 16/04/2024",
        "et publication le 17/04/2024",
    ),
    "in force given": (
        "CERTIFIÉ EXÉCUTOIRE compte tenu de la transmission en préfecture le 16/04/2024",
        "et de la publication le 17/04/2024",
    ),
    "envelope": ("Docusign Envelope ID: 8A9F3C2D-1E4B-4F60-9A6B-0123456789AB",),
    "docusign, cut": ("Signé par :", "Anne VIGNOT", "8A9F3C2D1E4B4F6..."),
    "yousign": ("Signed by Anne Vignot", "Signed at: 2024-04-16 10:22:33 +02:00", "via Yousign"),
    "certificate": (
        "Signé électroniquement par Anne VIGNOT",
        "Certificat : CN=Anne VIGNOT, O=GBM, C=FR",
        "Autorité : Certinomis - Prime CA",
    ),
    "at a date by": ("Document signé électroniquement le 16 avril 2024 par Anne VIGNOT, Maire",),
    "first": (_SIGNATURE[0], "Qualité : 1er Vice-Président"),
    "at the prefecture": ("Reçu à la préfecture du Doubs, le 16/04/2024",),
    "one of two verbs": (*_S2LOW[:2], "Publié ou notifié le 17/04/2024"),
    "via": ("Acte télétransmis via @CTES le 16/04/2024 à 10:22", f"Identifiant : {_CTES[1]}"),
    "docusign, dated": ("Signé par :", "Anne VIGNOT", "16 avril 2024 | 10:22:33 CEST"),
    "yousign, by": ("Signé électroniquement avec Yousign", "par Anne VIGNOT le 16/04/2024"),
    "delivered": (_SIGNATURE[0], "Certificat délivré par Certinomis", "Qualité : Maire"),
    "initials": ("Paraphes : J.M. / A.V.",),
    "mail": ("COURRIER ARRIVÉ", "16 AVR. 2024"),
    "mail of the state": ("PREFECTURE DU DOUBS", "16 AVR. 2024", "COURRIER ARRIVE"),
    "legality": ("Préfecture du Doubs", "Contrôle de légalité", "Reçu le 16/04/2024"),
    "in force only": ("Rendu exécutoire le 17/04/2024",),
    "adobe, twice": ("Anne VIGNOT", "Signature numérique de Anne VIGNOT", "Date : 2024.04.16"),
    "parapheur, on a line": (
        "Parapheur électronique - Signé par Anne VIGNOT - Maire - 16/04/2024",
    ),
    "parapheur, in four": (
        "Signé électroniquement par",
        "Anne VIGNOT",
        "Le 16 avril 2024",
        "Maire",
    ),
    "universign": ("Signature électronique via Universign", "Anne VIGNOT", "Le 16/04/2024"),
    "two signatures": (*_SIGNATURE, "Signé électroniquement par : Anne VIGNOT", "Qualité : Maire"),
}


@pytest.mark.parametrize("name", _STAMPS)
@pytest.mark.parametrize("place", ["above", "before", "amid", "below", "margin"])
def test_a_stamp_is_permitted_as_a_block(tmp_path: Path, name: str, place: str) -> None:
    """Wherever it stands on the page, and in the order that the PDF draws it."""
    a = write_pdf(tmp_path / "a.pdf", [body(*_TEXT)])
    x, size = (20, 6) if max(map(len, _STAMPS[name])) > 70 else (330, 8)
    stamp = Said(x, {"margin": 830, "below": 300}.get(place, 780), _STAMPS[name], 0, size)
    page = [body(_TEXT[0]), stamp, body(*_TEXT[1:], y=685)]
    page = {"above": [stamp, body(*_TEXT)], "amid": page}.get(place, [body(*_TEXT), stamp])
    result = compare(a, write_pdf(tmp_path / "b.pdf", page))
    assert result.differences == ()
    assert result.filled
    assert {d.category for d in result.filled} == {"tampon"}


@pytest.mark.parametrize("y", [830, 780])
def test_a_stamp_on_each_page_is_said_once(tmp_path: Path, y: int) -> None:
    pages = [[body(f"Le texte de la page {n}.", *_TEXT)] for n in ("une", "deux", "trois")]
    a = write_pdf(tmp_path / "a.pdf", *pages)
    stamped = [[*page, Said(330, y, _S2LOW, 0, 7)] for page in pages]
    result = compare(a, write_pdf(tmp_path / "b.pdf", *stamped))
    assert result.differences == ()
    (filled,) = result.filled
    assert filled.after == " ".join(_S2LOW)
    assert filled.place == "page 1 et 2 autres endroits"


def test_a_stamp_along_the_edge(tmp_path: Path) -> None:
    """Its letters stand one above another: no figure of them is the call of a note."""
    a = write_pdf(tmp_path / "a.pdf", [body(*_TEXT)])
    lines = (*_S2LOW[:3], "ID : 025-242500361-20240411-D202433H2-DE")
    drawn = "\n".join(f"({line}) Tj T*" for line in lines)
    turned = f"BT /F1 8 Tf 10 TL 0 1 -1 0 20 300 Tm\n{drawn}\nET"
    result = compare(a, write_pdf(tmp_path / "b.pdf", [body(*_TEXT), turned]))
    assert result.differences == ()
    assert [d.after for d in result.filled] == [" ".join(lines)]


def test_a_stamp_read_line_by_line_with_the_text(tmp_path: Path) -> None:
    """As programs that recognise characters write a page: what stands beside on one line."""
    a = write_pdf(tmp_path / "a.pdf", [body(*_TEXT)])
    cut = ("Date de réception", "préfecture :", "16/04/2024")
    rows = [
        Said(x, 700 - 15 * n, [words], 0, 7)
        for n, both in enumerate(zip(_TEXT, cut, strict=True))
        for x, words in zip((40, 400), both, strict=True)
    ]
    result = compare(a, write_pdf(tmp_path / "b.pdf", rows))
    assert result.differences == ()
    assert len(result.filled) == 1


@pytest.mark.parametrize(
    ("more", "left"),
    [
        ("sous réserve de l’accord du conseil", "sous réserve de l’accord du conseil"),
        ("SOUS RÉSERVE DE VOTE", "SOUS RÉSERVE DE VOTE"),
        ("dans la limite de 30 000 €", "dans la limite de 30 000 €"),
        ("Montant ramené à 30 000 €", "Montant ramené à 30 000 €"),
        ("DIX MILLE EUROS", "DIX MILLE EUROS"),
        ("Refusé", "Refusé"),
        ("pour un an seulement", "pour un an seulement"),
        ("Provisoirement", "Provisoirement"),
        ("jusqu’au 31 décembre 2024", "jusqu’au 31 décembre 2024"),
        ("PROJET", "PROJET"),
        ("HORS TAXES", "HORS TAXES"),
        ("Nul et non avenu", "Nul et non avenu"),
        ("Acte du 12 mars 2023", "Acte du 12 mars 2023"),
        ("Article 3 supprimé", "Article 3 supprimé"),
        ("Bénéficiaire : Association Autre", "Bénéficiaire : Association Autre"),
        ("Motif : désaccord", "Motif : désaccord"),
        ("IBAN FR76 3000 1000 6449", "IBAN FR76 3000 1000 6449"),
        ("SOUS RESERVE, LIMITEE", "SOUS RESERVE, LIMITEE"),
        ("Organisme : Autre SARL", "Organisme : Autre SARL"),
        ("Nom : Paul AUTRE", "Nom : Paul AUTRE"),
        ("Lieu : Lyon", "Lieu : Lyon"),
    ],
)
@pytest.mark.parametrize("stamp", [_CTES, _S2LOW, _SIGNATURE[:1], _SIGNATURE])
@pytest.mark.parametrize("is_beside", [True, False])
@pytest.mark.parametrize("last", ["", "Fait à Besançon, le 11 avril 2024"])
def test_what_a_stamp_adds_is_a_difference(
    tmp_path: Path, stamp: Sequence[str], more: str, left: str, is_beside: bool, last: str
) -> None:
    """Where people sign too."""
    text = [*_TEXT, last] if last else _TEXT
    a = write_pdf(tmp_path / "a.pdf", [body(*text)])
    lines = [*stamp[:-1], f"{stamp[-1]} {more}"] if is_beside else [*stamp, more]
    result = compare(a, write_pdf(tmp_path / "b.pdf", [body(*text), Said(50, 600, lines)]))
    assert [d.after for d in result.differences] == [left]
    assert result.filled


@pytest.mark.parametrize(
    "words",
    [
        "Le solde est payé le 16/04/2024.",
        "Publié le 17/04/2024, l’acte est retiré.",
        "La date de réception est celle du cachet.",
        "Le 16/04/2024",
        "Qualité : Présidente",
        "Lieu : Besançon",
    ],
)
def test_words_of_a_stamp_elsewhere_are_differences(tmp_path: Path, words: str) -> None:
    """On the page of a stamp too."""
    a = write_pdf(tmp_path / "a.pdf", [body(*_TEXT)])
    page = [body(_TEXT[0], words, *_TEXT[1:]), Said(330, 600, _CTES)]
    assert compare(a, write_pdf(tmp_path / "b.pdf", page)).differences


def test_a_date_that_a_says_otherwise_is_a_difference(tmp_path: Path) -> None:
    a = write_pdf(tmp_path / "a.pdf", [body(*_TEXT), Said(330, 600, _S2LOW)])
    later = [line.replace("17/04/2024", "18/04/2024") for line in _S2LOW]
    b = write_pdf(tmp_path / "b.pdf", [body(*_TEXT), Said(330, 600, later)])
    assert [(d.category, d.after) for d in compare(a, b).differences] == [("chiffre", "18/04/2024")]
    assert compare(a, write_pdf(tmp_path / "c.pdf", [body(*_TEXT)])).differences


def test_what_a_publishes_is_not_taken_for_the_stamp(tmp_path: Path) -> None:
    """The text says a date that the stamp says too."""
    text = (*_TEXT, "Acte", "Publié le 17/04/2024")
    a = write_pdf(tmp_path / "a.pdf", [body(*text)])
    result = compare(a, write_pdf(tmp_path / "b.pdf", [Said(330, 800, _S2LOW), body(*text)]))
    assert result.differences == ()
    assert [d.after for d in result.filled] == [" ".join(_S2LOW)]


def test_a_place_left_for_the_stamp(tmp_path: Path) -> None:
    left = ["Transmis en préfecture le ………………", "Publié le ………………"]
    a = make(tmp_path / "a.docx", *_TEXT, *left)
    filled = [line.replace("………………", "16/04/2024") for line in left]
    result = compare(a, make(tmp_path / "b.docx", *_TEXT, *filled))
    assert result.differences == ()
    assert [d.after for d in result.filled] == ["16/04/2024", "16/04/2024"]


def test_signed_in_word(tmp_path: Path) -> None:
    a = make(tmp_path / "a.docx", *_TEXT)
    result = compare(a, make(tmp_path / "b.docx", *_TEXT, *_SIGNATURE))
    assert (result.differences, len(result.filled)) == ((), 1)
    amid = make(tmp_path / "d.docx", *_TEXT[:1], *_SIGNATURE, *_TEXT[1:])
    assert compare(a, amid).differences
    refused = make(tmp_path / "c.docx", *_TEXT, *_SIGNATURE, "sous réserve du vote du budget")
    assert short(compare(a, refused)) == [("ajouté", "", "sous réserve du vote du budget")]


@pytest.mark.parametrize("more", ["Nom : Paul AUTRE", "Organisme : Autre SARL", "Paul AUTRE"])
@pytest.mark.parametrize("shape", ["docx", "pdf"])
def test_who_signs_is_whom_a_names(tmp_path: Path, more: str, shape: str) -> None:
    """Where nothing was to be filled in, another name or organisation is a difference."""
    text = (*_TEXT, "Fait à Besançon, le 11 avril 2024", "La Présidente", "Anne VIGNOT")

    def file(name: str, *lines: str) -> Path:
        if shape == "docx":
            return make(tmp_path / f"{name}.docx", *lines)
        return write_pdf(tmp_path / f"{name}.pdf", [body(*lines)])

    a = file("a", *text)
    assert compare(a, file("b", *text, "Nom : Anne VIGNOT", "Lu et approuvé")).differences == ()
    assert [d.after for d in compare(a, file("c", *text, more)).differences] == [more]
    asked = file("d", *text, "Nom :")
    assert compare(asked, file("e", *text, "Nom : Paul AUTRE")).differences == ()


def test_the_report_says_it_as_foreseen(tmp_path: Path) -> None:
    a = write_pdf(tmp_path / "a.pdf", [body(*_TEXT)])
    b = write_pdf(tmp_path / "b.pdf", [body(*_TEXT), Said(330, 790, _CTES)])
    done = run("compare", str(a), str(b))
    assert done.exit_code == 0
    assert "Complété, comme prévu (1)" in done.stdout
    assert "est fidèle" in done.stdout
