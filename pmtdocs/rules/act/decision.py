"""DEL: that the deliberation decides something, and says by which vote."""

from __future__ import annotations

from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.finding import Severity
from pmtdocs.language.french import euros
from pmtdocs.rules.act.alone import unfunded
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule
from pmtdocs.rules.budget.funding import granted


@cites("Déduit des documents : une délibération décide")
@needs("deliberation", "dossier.financeur", "dossier.beneficiaire")
@rule("deliberation-sans-montant", Severity.WARNING)
def DEL007(dossier: Dossier) -> Faults:
    """La délibération d'un dossier qui a un financeur et un bénéficiaire dit ce qu'elle accorde :
    par la convention, par un tableau d'attributions ou par son propre montant.

    Pourquoi : Sans montant, « après en avoir délibéré » n'est suivi de rien.
    Faux : Un financeur, un bénéficiaire, ni convention.yaml ni montant.
    Juste : « publie: {operation: 1 500} » sous « inscription », sans convention.
    """
    whole = dossier.entier or dossier  # an amount « à compléter » is said
    if whole.convention or whole.attributions or granted(whole)[0] is not None:
        return
    yield Fault(
        ("deliberation", "inscription"),
        "La délibération n'accorde rien : elle a un financeur et un bénéficiaire, mais ni "
        "convention ni montant.",
        (("dossier", "beneficiaire"),),
        "Écrivez sous « inscription » : « publie: {operation: MONTANT} », ou ajoutez "
        "convention.yaml. Si rien n'est accordé, effacez « financeur » de dossier.yaml.",
    )


@cites("Déduit des documents : un acte voté dit son vote")
@needs("deliberation")
@rule("vote-non-dit", Severity.WARNING, since=Stage.VOTE)
def DEL008(dossier: Dossier) -> Faults:
    """La délibération d'un dossier voté dit son vote.

    Pourquoi : Sans lui, l'extrait sort comme définitif, et rien ne dit que l'assemblée a voté.
    Faux : « etat: voté », pas de « vote » dans deliberation.yaml.
    Juste : « etat: voté » et « vote: {publie: {pour: 6, contre: 0, abstention: 0}} ».
    """
    whole = dossier.entier or dossier
    table = whole.attributions
    by_line = table is not None and table.vote == "ligne par ligne"  # ATT008
    if by_line or given(whole.deliberation).vote is not None:
        return
    yield Fault(
        ("deliberation",),
        "Le dossier est dit voté, et la délibération ne dit pas son vote.",
        (("dossier", "etat"),),
        "Écrivez « vote » (pmtdocs vote montre combien de voix s'expriment), ou revenez à l'état "
        "« projet ».",
    )


@cites("CGCT, art. L. 2311-7 et L. 1612-1 (à vérifier)")
@needs("deliberation")
@rule("somme-sans-credit", Severity.ERROR, since=Stage.PROJET)
def DEL009(dossier: Dossier) -> Faults:
    """La délibération qui accorde une somme dit le crédit qui la paie ; une aide en nature n'en
    demande pas.

    Pourquoi : Sans crédit, la dépense ne peut être ni engagée ni payée.
    Faux : Convention de 20 000 €, pas d'« inscription » dans deliberation.yaml.
    Juste : « inscription: {budget: BP 2031, credit: 50 000} ».
    """
    whole = dossier.entier or dossier
    if given(whole.deliberation).inscription is not None:
        return
    for path, amount in unfunded(dossier):
        yield Fault(
            path,
            f"La délibération accorde {euros(amount)}, et ne dit pas quel crédit les paie.",
            (("deliberation", "intitule"),),
            "Ajoutez « inscription » (budget, credit) à deliberation.yaml.",
        )
        return
