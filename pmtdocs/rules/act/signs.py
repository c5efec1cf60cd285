"""DOC002: a sign that the fonts of the documents lack."""

from __future__ import annotations

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Severity
from pmtdocs.language.french import join
from pmtdocs.language.glyphs import undrawn
from pmtdocs.rules.base import Fault, Faults, cites, text_rule
from pmtdocs.rules.texts.phrases import phrases, shared_texts
from pmtdocs.templates.words import Wordings


@cites(
    "ISO 19005-3 (PDF/A-3), 6.2.11.8 : un PDF d'archive n'emploie aucun signe que sa police "
    "ne dessine pas"
)
@text_rule("signe-sans-dessin", Severity.WARNING, of_any_part=True)
def DOC002(wordings: Wordings, dossier: Dossier) -> Faults:
    """Les signes des données et des modèles sont de ceux que les polices des documents dessinent.

    Pourquoi : Le PDF imprime un carré vide à leur place, ou n'est pas le même d'une machine à
    l'autre.
    Faux : « 🙂 Atelier réalisé ».
    Juste : « ✓ Atelier réalisé ».
    """
    typed = ((paragraph.path, paragraph.words) for paragraph in wordings.paragraphs())
    texts = [*typed, *phrases(dossier), *shared_texts(dossier)]
    if not undrawn("".join(text for _, text in texts)):
        return
    for path, text in texts:
        if lacking := undrawn(text):
            said = join([f"« {sign} » (U+{ord(sign):04X})" for sign in lacking])
            yield Fault(
                path,
                f"Les polices des documents ne dessinent pas {said} : le PDF imprimera un carré "
                "vide, ou le dessin d'une autre police, selon la machine.",
                (("dossier", "documents"),),
                "Écrivez plutôt un signe courant (•, –, →, ✓, ☐), ou un mot.",
            )
