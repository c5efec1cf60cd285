"""DOC001-004: what the sheet asks to print twice, too early, or without an address; odd signs."""

from __future__ import annotations

from pmtdocs.dossier import lines
from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import join, plural
from pmtdocs.language.glyphs import undrawn
from pmtdocs.rules.base import Fault, Faults, cites, needs, repeated, rule, text_rule
from pmtdocs.rules.texts.phrases import phrases, shared_texts
from pmtdocs.templates.words import Wordings

_DOCUMENTS: Path = ("dossier", "documents")


@cites("Usage : chaque pièce s'imprime une fois dans un document")
@needs("dossier.documents")
@rule("document-en-double", Severity.WARNING)
def DOC001(dossier: Dossier) -> Faults:
    """Un document ne contient pas deux fois une pièce, et deux documents n'ont pas les mêmes.

    Pourquoi : Une annexe imprimée à la place d'une autre, et l'acte signé n'est pas celui qui a
    été voté.
    Faux : Document « convention » : convention, annexe-2, annexe-2.
    Juste : Document « convention » : convention, annexe-1, annexe-2.
    """
    known: dict[tuple[str, ...], str] = {}
    for name, parts in dossier.dossier.documents.items():
        for i, first in repeated(parts):
            yield Fault(
                (*_DOCUMENTS, name, i),
                f"Le document « {name} » contient deux fois la pièce « {parts[i]} ».",
                ((*_DOCUMENTS, name, first),),
                "Remplacez l'une des deux par la pièce voulue, ou retirez-la.",
            )
        if parts in known:
            yield Fault(
                (*_DOCUMENTS, name),
                f"Les documents « {name} » et « {known[parts]} » ont les mêmes pièces.",
                ((*_DOCUMENTS, known[parts]),),
                "Corrigez les pièces de l'un, ou n'en gardez qu'un.",
            )
        known.setdefault(parts, name)


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


#: What a part prints that tells how the affairs of a sitting were decided.
_DECIDED = "affaires[].resultat"


@cites("CGCT, art. L. 2121-15 et L. 2121-25")
@text_rule("document-d-apres-seance", Severity.INFO, of_any_part=True)
def DOC003(wordings: Wordings, dossier: Dossier) -> Faults:
    """La liste des délibérations et le procès-verbal, qui disent le résultat de chaque affaire,
    sont produits à partir du vote.

    Pourquoi : Avant la séance, ils n'auraient que des résultats en pointillés.
    Faux : Document « proces-verbal », état « projet ».
    Juste : Document « proces-verbal », état « voté ».
    """
    if dossier.dossier.etat >= Stage.VOTE:
        return
    telling = {name for name, part in wordings.parts.items() if _DECIDED in part.fields}
    for name, parts in dossier.dossier.documents.items():
        if telling & {*parts}:
            yield Fault(
                (*_DOCUMENTS, name),
                f"Le document « {name} » dit le résultat du vote : il n'est pas produit avant.",
                (("dossier", "etat"),),
                "Après la séance, écrivez « etat: voté » dans dossier.yaml, puis rendez-le.",
            )


#: What a letter prints of whoever it is sent to.
_ADDRESS = "beneficiaire.siege"
_NAMED = 5


@cites("Déduit des documents : une lettre porte l'adresse de qui la reçoit")
@text_rule("beneficiaire-sans-adresse", Severity.WARNING, of_any_part=True)
def DOC004(wordings: Wordings, dossier: Dossier) -> Faults:
    """Le bénéficiaire dont un document imprime l'adresse en a une, à partir du vote.

    Pourquoi : Sans elle, la lettre s'imprime sans adresse et ne peut partir.
    Faux : Lettre de notification à un organisme qui n'a pas de « siege ».
    Juste : « siege: 3 rue de l'Exemple, 00000 Exempleville » dans organisations.yaml.
    """
    addressed = {name for name, part in wordings.parts.items() if _ADDRESS in part.fields}
    if not addressed or dossier.dossier.etat < Stage.VOTE:
        return
    bodies = dossier.commun.organisations
    missing: dict[str, tuple[Path, str]] = {}
    for one in lines.documents(dossier).values():
        key = dossier.dossier.beneficiaire or ""
        place: Path = ("dossier", "beneficiaire")
        if one.rank is not None and dossier.attributions:
            place = (*lines.ROOT, one.rank, "beneficiaire")
            key = dossier.attributions.lignes[one.rank].beneficiaire
        if addressed & {*one.parts} and key in bodies and not bodies[key].siege:
            missing.setdefault(key, (place, one.said))
    if missing:
        names = [bodies[key].nom for key in missing]
        more = [f"{len(names) - _NAMED} de plus"] if len(names) > _NAMED else []
        place, document = next(iter(missing.values()))
        yield Fault(
            place,
            f"Le document « {document} » s'imprime sans l'adresse de "
            f"{plural(len(names), 'bénéficiaire')} : {join([*names[:_NAMED], *more])}.",
            tuple(("commun", "organisations", key) for key in [*missing][:_NAMED]),
            "Ajoutez « siege » dans data/_commun/organisations.yaml.",
        )
