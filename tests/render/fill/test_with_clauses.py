"""Each shipped clause, chosen where it is of use: its words at their place, the rest follows."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openxml_audit import OpenXmlValidator

from pmtdocs.dossier.load import Loaded, load
from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.application import AidRegime, Request
from pmtdocs.dossier.model.convention import Empowerment, Instalment, Period
from pmtdocs.dossier.model.deliberation import Enforcement
from pmtdocs.dossier.model.library import read_library
from pmtdocs.render.fill import trace
from pmtdocs.render.join.join import Document
from pmtdocs.render.output import documents
from pmtdocs.rules.convention.library import State, standings
from pmtdocs.templates import completed
from pmtdocs.word import package
from pmtdocs.word.package import TemplateError, w
from pmtdocs.word.paragraph import Paragraph
from tests.conftest import ROOT
from tests.support.resaved import split_runs
from tests.support.words import docx_text

MODELE = ROOT / "templates" / "gbm"
LIBRARY = read_library(MODELE, "gbm").clauses
TWICE = tuple(
    Instalment.model_validate({"taux": rate, "montant": amount})
    for rate, amount in (("60", "27 000"), ("40", "18 000"))
)
AIDS = load(ROOT / "tests" / "data", "bon").dossier.aides
Fill = Callable[..., Dossier]


def part_of(name: str) -> str:
    return LIBRARY[name].partie


def with_convention(dossier: Dossier, **facts: Any) -> Dossier:
    convention = dossier.convention
    assert convention is not None
    return dossier.model_copy(update={"convention": convention.model_copy(update=facts)})


def paid_twice(dossier: Dossier) -> Dossier:
    assert dossier.subvention is not None
    return with_convention(
        dossier, subvention=dossier.subvention.model_copy(update={"versements": TWICE})
    )


def aided(nature: str) -> Callable[[Dossier], Dossier]:
    regime = AidRegime.model_validate({"nature": nature, "regime": "SA.0001"})
    return lambda d: d.model_copy(
        update={"dossier": d.dossier.model_copy(update={"regime_aide": regime})}
    )


def gone(dossier: Dossier) -> Dossier:
    report = dossier.deliberation
    assert report is not None
    left = tuple(one.model_copy(update={"sorti": True}) for one in report.interesses)
    said = report.model_copy(update={"interesses": left})
    return dossier.model_copy(update={"deliberation": said})


def taxed(dossier: Dossier) -> Dossier:
    bodies = dossier.commun.organisations
    key = dossier.dossier.beneficiaire or ""
    vat = bodies[key].model_copy(update={"regime_tva": "non assujetti"})
    commons = dossier.commun.model_copy(update={"organisations": {**bodies, key: vat}})
    return dossier.model_copy(update={"commun": commons})


#: What a clause asks for beside the facts of ``rich``.
MORE: dict[str, Callable[[Dossier], Dossier]] = {
    "avance-et-solde": paid_twice,
    "regime-exempte": aided("régime exempté"),
    "aide-de-minimis": aided("de minimis"),
    "regime-d-aide": aided("régime exempté"),
    "base-des-montants": taxed,
    "sortie-des-interesses": gone,
    "aides-aux-entreprises": lambda d: d.model_copy(update={"aides": AIDS}),
}


@pytest.fixture(scope="module")
def rich(dossier_2024: Loaded) -> Dossier:
    """2024 with the facts that the acts do not say and that clauses print."""
    dossier = dossier_2024.dossier
    convention, report = dossier.convention, dossier.deliberation
    assert convention is not None
    assert report is not None
    empowered = Empowerment.model_validate(
        {"instance": "conseil", "date": "2024-01-02", "numero": "7"}
    )
    parties = tuple(p.model_copy(update={"habilitation": empowered}) for p in convention.parties)
    day = dt.date(2024, 1, 1)
    dossier = with_convention(
        dossier,
        parties=parties,
        duree=convention.duree.model_copy(
            update={"eligibilite": Period.model_construct(debut=day, fin=dt.date(2024, 12, 31))}
        ),
        signature=convention.signature.model_copy(update={"electronique": True}),
    )
    asked = Request.model_validate({"date": "2024-01-15", "subventions_publiques": "245 000"})
    assert report.inscription is not None
    credit = report.inscription.model_copy(update={"engage": Decimal(100_000)})
    sent = Enforcement.model_validate({"transmission": "2024-04-16", "reception": "2024-04-17"})
    return dossier.model_copy(
        update={
            "dossier": dossier.dossier.model_copy(update={"demande": asked}),
            "deliberation": report.model_copy(update={"inscription": credit, "execution": sent}),
        }
    )


def choosing(dossier: Dossier, *names: str, part: str) -> Dossier:
    sheet = dossier.dossier.model_copy(update={"clauses": names, "documents": {"acte": (part,)}})
    return dossier.model_copy(update={"dossier": sheet})


def useful(dossier: Dossier, name: str) -> Dossier:
    """The facts by which a clause is of use."""
    return MORE[name](dossier) if name in MORE else dossier


def built(dossier: Dossier) -> Document:
    found = documents.build(dossier, MODELE, dict(dossier.dossier.documents), draft=False)
    return found["acte"]


def lines(document: Document, folder: Path) -> list[str]:
    file = folder / "acte.docx"
    file.write_bytes(package.write(document.parts))
    return [" ".join(line.split()) for line in docx_text(file).split("\n")]


CASES = [
    (name, part)
    for name in LIBRARY
    for part in {"convention": ("convention", "convention-type")}.get(
        part_of(name), (part_of(name),)
    )
]


@pytest.fixture(scope="module")
def alone(rich: Dossier, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[str]]:
    """The lines of a part without any clause."""

    @cache
    def made(part: str) -> list[str]:
        return lines(built(choosing(rich, part=part)), tmp_path_factory.mktemp(part))

    return made


def printed(paragraph: Paragraph, line: str) -> bool:
    """Does a line hold the words of a template between two tags?"""
    pieces = (piece.strip() for piece in re.split(r"…|\w*/", paragraph.words))
    return any(piece in line for piece in pieces if len(piece) > 30)


def unnumbered(line: str) -> str:
    return line.partition("–")[2] if line.startswith("Article ") else line


@pytest.mark.parametrize(("name", "part"), CASES)
def test_its_words_stand_where_the_rules_read_them(
    rich: Dossier, alone: Callable[[str], list[str]], tmp_path: Path, name: str, part: str
) -> None:
    """Two ways to the same place: the templates that rules read, and the document."""
    dossier = choosing(useful(rich, name), name, part=part)
    text = lines(built(dossier), tmp_path)
    own = [p for p in completed.wordings(MODELE, dossier).parts[part].printed if p.clause == name]
    at = next(i for i in range(len(text)) if all(map(printed, own, text[i:])))
    heading = next((r for r in reversed(text[: at + 1]) if r.startswith("Article ")), "Article 0")
    assert int(heading.split()[1]) == own[0].article
    # Nothing else is gone, but what it replaces; what refers to a moved article says so.
    kept = {unnumbered(line) for line in text}
    gone = [line for line in alone(part) if unnumbered(line) not in kept]
    if not LIBRARY[name].remplace and name not in MORE:
        assert all("article" in line for line in gone), gone


@pytest.mark.parametrize("part", ["convention", "convention-type", "deliberation"])
def test_all_that_agree_in_one_document_that_word_opens(
    rich: Dossier, tmp_path: Path, part: str
) -> None:
    chosen = [n for n, c in LIBRARY.items() if c.fits(part) and n not in {*MORE, "forfait"}]
    lines(built(choosing(rich, *chosen, part=part)), tmp_path)
    assert OpenXmlValidator().validate(str(tmp_path / "acte.docx")).errors == []


@pytest.mark.parametrize("name", LIBRARY)
def test_its_condition_holds_there(rich: Dossier, name: str) -> None:
    dossier = choosing(useful(rich, name), name, part=part_of(name))
    (one,) = (s for s in standings(completed.wordings(MODELE, dossier), dossier) if s.name == name)
    assert (one.state, one.why) == (State.CHOSEN, "")


def test_an_article_added_renumbers_and_references_follow(rich: Dossier, tmp_path: Path) -> None:
    """« articles 4 et 5 » stays; the heading after the new article is one further."""
    chosen = ("donnees-personnelles", "avenant", "donnees-ouvertes")
    text = lines(built(choosing(rich, *chosen, part="convention")), tmp_path)
    headings = [line for line in text if line.startswith("Article ")]
    assert headings[5:9] == [
        "Article 6 – Modalités de contrôle",
        "Article 7 – Données personnelles et secret des affaires",
        "Article 8 – Modification et reversement",
        "Article 9 – Résiliation de la convention",
    ]
    assert headings[-1] == "Article 12 – Publication des données de la subvention"
    (control,) = (line for line in text if "le contrôle et l’évaluation prévus" in line)
    assert control.endswith("à l’article 6.")
    (limits,) = (line for line in text if line.startswith("L’avenant ne peut"))
    assert "défini à l’article 1er," in limits
    assert any("articles 4 et 5 de la présente convention" in line for line in text)


def test_of_several_at_one_place_the_new_article_comes_last(rich: Dossier, tmp_path: Path) -> None:
    chosen = ("donnees-ouvertes", "comptable", "donnees-personnelles", "commissaire-aux-comptes")
    text = lines(built(choosing(rich, *chosen, part="convention")), tmp_path)
    order = ["un commissaire aux comptes", "Données personnelles", "service de gestion comptable",
             "Publication des données"]  # fmt: skip
    ranks = [next(i for i, line in enumerate(text) if words in line) for words in order]
    assert ranks == sorted(ranks)


def test_what_replaces_is_what_references_aim_at(rich: Dossier, tmp_path: Path) -> None:
    text = lines(built(choosing(rich, "signature-electronique", part="convention")), tmp_path)
    assert not any(line.startswith("Fait en") for line in text)
    assert sum("signée électroniquement" in line for line in text) == 1
    document = built(choosing(rich, "signature-electronique", part="convention"))
    marks = [m.get(w("name")) for m in document.body.iter(w("bookmarkStart"))]
    assert marks.count("fait") == 1


def test_a_trace_names_the_file_of_the_clause(rich: Dossier) -> None:
    dossier = choosing(rich, "donnees-personnelles", part="convention")
    read = trace.lines(dossier, MODELE, dict(dossier.dossier.documents), draft=False)["acte"]
    (one,) = (
        r for r in read if "secret des affaires ne sont" in "".join(s.text for s in r.stretches)
    )
    assert one.template.span is not None
    assert one.template.span.file.endswith("templates/gbm/clauses/donnees-personnelles.docx")
    assert (one.template.span.line, one.place) == (3, "convention, article 7, paragraphe 2")


def test_nothing_chosen_changes_nothing(rich: Dossier) -> None:
    same = [package.write(built(choosing(rich, part="convention")).parts) for _ in range(2)]
    assert same[0] == same[1]


def test_saved_again_by_word_they_say_the_same(rich: Dossier, tmp_path: Path) -> None:
    """Runs cut anywhere, marks between them: bookmarks, tags and references hold."""
    modele = tmp_path / "gbm"
    shutil.copytree(MODELE, modele)
    for file in (modele / "convention.docx", *(modele / "clauses").glob("*.docx")):
        split_runs(MODELE / file.relative_to(modele), file, Random(file.stem))  # noqa: S311
    chosen = [n for n, c in LIBRARY.items() if c.partie == "convention" and n not in MORE]
    dossier = choosing(rich, *chosen, part="convention")
    wanted = dict(dossier.dossier.documents)
    again = documents.build(dossier, modele, wanted, draft=False)["acte"]
    assert lines(again, tmp_path) == lines(built(dossier), tmp_path)


def test_a_place_in_what_is_not_printed_is_said(rich: Dossier, tmp_path: Path) -> None:
    """Word allows the bookmark there; the words must not be lost."""
    modele = tmp_path / "gbm"
    (modele / "clauses").mkdir(parents=True)
    for file in ("charte.docx", "clauses.yaml", "clauses/logo.docx"):
        (modele / file).write_bytes((MODELE / file).read_bytes())
    parts = package.read(MODELE / "convention-type.docx")
    text = parts["word/document.xml"].decode()
    loop = '<w:p><w:r><w:t xml:space="preserve">{{ a }}</w:t></w:r></w:p>'
    assert text.count(loop) == 1
    marked = loop.replace("<w:p>", '<w:p><w:bookmarkStart w:id="90" w:name="dedans"/>').replace(
        "</w:p>", '<w:bookmarkEnd w:id="90"/></w:p>'
    )
    parts["word/document.xml"] = text.replace(loop, marked).encode()
    (modele / "convention-type.docx").write_bytes(package.write(parts))
    table = (modele / "clauses.yaml").read_text(encoding="utf-8")
    start = table.index("logo:\n")
    moved = table[start:].replace("[obligations]", "[dedans]", 1)
    (modele / "clauses.yaml").write_text(table[:start] + moved, encoding="utf-8")
    dossier = choosing(rich, "logo", part="convention-type")
    with pytest.raises(TemplateError, match="« logo » n'a plus de place"):
        documents.build(dossier, modele, {"acte": ("convention-type",)}, draft=False)
