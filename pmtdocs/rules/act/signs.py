"""DOC002: a sign that the font of the documents lacks."""

from __future__ import annotations

from collections.abc import Iterator

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Kind, Path, Severity
from pmtdocs.language.french import join
from pmtdocs.language.glyphs import undrawn
from pmtdocs.rules.base import Doc, Fault, TextRule
from pmtdocs.rules.texts.phrases import phrases, texts_of
from pmtdocs.templates.words import Wordings


def signs(wordings: Wordings, dossier: Dossier) -> Iterator[Fault]:
    """DOC002: the words of the templates, the data, and what they name of the shared tables."""
    texts = [*_typed(wordings), *phrases(dossier), *_shared(dossier)]
    if not undrawn("".join(text for _, text in texts)):
        return
    for path, text in texts:
        if lacking := undrawn(text):
            said = join([f"« {sign} » (U+{ord(sign):04X})" for sign in lacking])
            yield Fault(
                path,
                f"La police des documents, Carlito, ne dessine pas {said} : le PDF imprimera un "
                "carré vide, ou le dessin d'une autre police, selon la machine.",
                (("dossier", "documents"),),
                "Écrivez plutôt un signe courant (•, –, →, □), ou un mot.",
            )


def _typed(wordings: Wordings) -> Iterator[tuple[Path, str]]:
    for wording in wordings.parts.values():
        for paragraph in (*wording.printed, *wording.margins):
            yield paragraph.path, paragraph.words


def _shared(dossier: Dossier) -> Iterator[tuple[Path, str]]:
    """The entries of the shared tables whose key the dossier writes."""
    said = {text for _, text in phrases(dossier)}
    said |= {dossier.dossier.beneficiaire, dossier.dossier.financeur or ""}
    for table in type(dossier.commun).model_fields:
        for key, entry in getattr(dossier.commun, table).items():
            if key in said:
                yield from texts_of(("commun", table, key), entry)


DOC002 = TextRule(
    Kind(
        "DOC002",
        "signe-sans-dessin",
        Severity.WARNING,
        "ISO 19005-3 (PDF/A-3), 6.2.11.8 : un PDF d'archive n'emploie aucun signe que sa police "
        "ne dessine pas",
    ),
    Doc(
        "Les signes des données et des modèles sont de ceux que la police des documents dessine.",
        "Le PDF imprime un carré vide à leur place, ou n'est pas le même d'une machine à l'autre.",
        "« ✓ Atelier réalisé ».",
        "« • Atelier réalisé ».",
    ),
    signs,
    of_any_part=True,
)
