"""What the guide shows how to do in Word, done here on copies of the templates.

``pictures`` takes the pages that they give; a test checks that each works as the guide says.
"""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx

GBM = Path("templates", "gbm")


@dataclass(frozen=True)
class Gesture:
    """One change that staff make, and where its effect is seen."""

    name: str
    document: str
    """The document of the dossier that shows it."""
    part: str
    do: Callable[[Path], None]
    """Makes the change in a copy of the project."""
    typed: tuple[str, str]
    """First and last words to show of the template."""
    printed: tuple[str, str]
    """First and last words to show of the page."""


def _open(project: Path, part: str) -> tuple[Any, Path]:
    file = project / GBM / f"{part}.docx"
    return docx.Document(str(file)), file


def _paragraph(document: Any, start: str) -> Any:
    """The first paragraph that begins so."""
    return next(p for p in document.paragraphs if p.text.startswith(start))


def _field(project: Path) -> None:
    """A sentence with a field, at the end of a paragraph."""
    document, file = _open(project, "convention")
    paragraph = _paragraph(document, "{{ financeur.le|capitale }} attribue")
    paragraph.add_run(" Elle représente {{ budget.taux_financeur|pourcent }} de ce budget.")
    document.save(str(file))


def _article(project: Path) -> None:
    """An article that stands there above a certain amount only."""
    document, file = _open(project, "convention")
    following = _paragraph(document, "Litiges")
    for style, text in (
        ("Mention", "{%p if convention.subvention.montant > 23000 %}"),
        ("Article", "Données ouvertes"),
        (
            "Normal",
            "{{ financeur.nom }} publie les données essentielles de la présente convention.",
        ),
        ("Mention", "{%p endif %}"),
    ):
        following.insert_paragraph_before(text, style)
    document.save(str(file))


def _row(project: Path) -> None:
    """A row below those that the loop repeats."""
    document, file = _open(project, "annexe-2")
    table = document.tables[1]
    added = copy.deepcopy(table.rows[3]._tr)
    table.rows[-1]._tr.addnext(added)
    words = ("Part de {{ financeur.nom }}", "{{ budget.taux_financeur|pourcent }}")
    for cell, text in zip(table.rows[-1].cells, words, strict=True):
        cell.paragraphs[0].text = text
    document.save(str(file))


def _annex(project: Path) -> None:
    """A Word file more, named in the dossier."""
    source = project / GBM / "annexe-3.docx"
    shutil.copy(source, source.with_name("annexe-4.docx"))
    document, file = _open(project, "annexe-4")
    title, *others = document.paragraphs
    title.text = "Annexe 4 : calendrier des versements"
    for paragraph in others:
        paragraph._p.getparent().remove(paragraph._p)
    for style, text in (
        ("Mention", "{%p for v in convention.subvention.versements %}"),
        ("Puce", "{{ v.taux|pourcent }}, soit {{ v.montant|euros }}, {{ v.evenement }}"),
        ("Mention", "{%p endfor %}"),
    ):
        document.add_paragraph(text, style)
    document.save(str(file))
    sheet = project / "data" / "2024" / "dossier.yaml"
    old, new = "[convention, annexe-1, annexe-2, annexe-3]", "annexe-3, annexe-4]"
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(text.replace(old, old.replace("annexe-3]", new), 1), encoding="utf-8")


def faults(project: Path) -> None:
    """What the guide says not to do: words beside a consigne, an amount and a name by hand."""
    document, file = _open(project, "convention")
    _paragraph(document, "{%p for v in").insert_paragraph_before(
        "À savoir : {%p if convention.duree.remise %}", "Mention"
    )
    _paragraph(document, "{%p for v in").insert_paragraph_before("{%p endif %}", "Mention")
    paragraph = _paragraph(document, "La subvention est versée comme suit")
    paragraph.text = "La subvention de {{ convention.subvention.montan }} est versée comme suit :"
    document.save(str(file))


#: Nothing is changed: what a template looks like, and what comes of it.
AS_IT_IS = Gesture(
    "consigne", "convention", "convention", lambda _: None,
    ("La subvention est versée", "{%p endfor %}"),
    ("La subvention est versée", "signature de la présente"),
)  # fmt: skip
GESTURES = (
    Gesture(
        "champ", "convention", "convention", _field,
        ("Montant et modalités de versement", "de ce budget"),
        ("Montant et modalités de versement", "de ce budget"),
    ),
    Gesture(
        "article", "convention", "convention", _article,
        ("Résiliation de la convention", "convention.tribunal"),
        ("Résiliation de la convention", "Tribunal Administratif"),
    ),
    Gesture(
        "ligne", "annexe-2-budget", "annexe-2", _row,
        ("{{ budget.recettes.intitule }}", "Montants en euros"),
        ("Recettes", "Montants en euros"),
    ),
    Gesture(
        "annexe", "convention", "annexe-4", _annex,
        ("Annexe 4", "{%p endfor %}"),
        ("Annexe 4 : calendrier", "signature de la présente"),
    ),
)  # fmt: skip
