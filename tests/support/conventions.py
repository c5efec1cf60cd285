"""Correct conventions in words: each clause said in one of its usual ways, articles in any order.

The ways are those of the models that administrations publish, written anew; a rule that reads
words must know them all.
"""

from __future__ import annotations

from random import Random

_GRANT = "{{ convention.subvention.montant|euros }}"
OBJECT = (
    "La présente convention fixe les conditions du soutien au programme joint en annexe 1.",
    "La présente convention a pour objet de définir les modalités d'attribution de l'aide.",
    "Par la présente convention, le bénéficiaire s'engage, à son initiative, à mettre en œuvre le "
    "programme décrit en annexe 1. Le financeur contribue à cet objet.",
)
AMOUNT = (
    f"La subvention est de {_GRANT}, pour l'objet défini à l'article {{objet}}.",
    f"La collectivité attribue au bénéficiaire une aide d'un montant maximal de {_GRANT}.",
    f"Le concours financier s'élève à {_GRANT}, au vu du budget figurant en annexe 2.",
)
PAID_ONCE = (
    "La subvention est versée en une seule fois, à la signature.",
    "Les modalités de versement sont les suivantes : paiement unique par mandat administratif.",
    "L'aide est mandatée en totalité après notification.",
)
PAID_IN_PARTS = (
    "La subvention est versée en plusieurs fois : une avance, puis le solde au vu du bilan.",
    "Les modalités de versement sont celles-ci : chaque acompte suit une demande de versement.",
    "L'aide est mandatée par fractions, selon l'échéancier de l'annexe 2.",
)
USE = (
    "Le bénéficiaire emploie la subvention à la seule réalisation du programme.",
    "La subvention est affectée aux dépenses du budget joint en annexe 2 de la convention.",
    "Le bénéficiaire s'engage à utiliser l'aide conformément à son objet.",
    "Les fonds ne peuvent être consacrés à d'autres dépenses.",
)
CONTROL = (
    "Un contrôle sur pièces et sur place peut être exercé à tout moment.",
    "L'emploi de l'aide est contrôlé par le financeur, en application de l'article L. 1611-4 du "
    "code général des collectivités territoriales.",
)
EVALUATION = (
    "Le bénéficiaire remet un rapport d'activité.",
    "L'évaluation porte sur les résultats et sur leur utilité au regard de l'objet.",
    "Les indicateurs permettent de mesurer les résultats obtenus.",
)
UNSPENT = (
    "La part non dépensée est reversée, sauf report accepté.",
    "Les sommes non utilisées sont restituées au financeur.",
    "Le reliquat éventuel peut être conservé pour le même objet.",
    "La fraction de la subvention qui n'a pas été employée est rendue.",
    "Un excédent raisonnable peut être conservé.",
    "Les fonds dédiés sont suivis d'une année sur l'autre.",
)
ACCOUNTS = (
    "Il remet une copie certifiée de son budget et de ses comptes de l'exercice écoulé.",
    "Il transmet son budget et ses comptes annuels, certifiés conformes.",
    "Il fournit ses comptes annuels certifiés par le commissaire aux comptes, ainsi qu'une copie "
    "de son budget.",
)
REPORT = (
    "Il remet le compte rendu financier du programme dans les six mois de la fin de l'exercice.",
    "Il adresse un compte-rendu d'exécution et un compte-rendu financier (CERFA n° 15059).",
    "Les comptes rendus financiers attestent la conformité des dépenses à l'objet.",
)
ONWARD = (
    "Il ne peut reverser la subvention à un autre organisme.",
    "Il s'interdit de redistribuer les fonds à d'autres associations.",
    "Toute rétrocession de la subvention à un tiers est interdite.",
    "Il ne peut subventionner une autre personne avec l'aide reçue.",
)
REPAYMENT = (
    "Après avoir entendu le bénéficiaire, le financeur peut exiger le reversement de l'aide, en "
    "cas de manquement aux articles {objet} et {obligations}.",
    "Le financeur peut demander le remboursement de tout ou partie de l'aide, une fois le "
    "bénéficiaire mis en mesure de présenter ses observations.",
    "La restitution est décidée au terme d'une procédure contradictoire.",
)
TERMINATION = (
    "Elle peut être résiliée avec un préavis d'un mois.",
    "Chaque partie peut la dénoncer par lettre recommandée.",
    "La résiliation de plein droit suit une mise en demeure restée sans effet.",
)
DISPUTES = (
    "Les litiges relèvent du {{ convention.tribunal }}.",
    "Tout différend est porté devant le {{ convention.tribunal }}, faute d'accord amiable.",
    "Le contentieux relève de la juridiction administrative.",
)
EFFECT = (
    "La convention prend effet à sa signature.",
    "Elle prend effet à compter de sa notification.",
    "Elle est conclue jusqu'au {{ convention.duree.fin|date_longue }}.",
)


def convention(rnd: Random, payments: int, unspent: bool) -> list[str]:
    """The lines of a convention (``tests/support/modele.py``); ``unspent``: with what is kept."""
    paid = PAID_ONCE if payments == 1 else PAID_IN_PARTS
    kept = [UNSPENT] if unspent or rnd.random() < 0.5 else []
    articles: dict[str, tuple[str, list[tuple[str, ...]]]] = {
        "objet": ("Objet", [OBJECT]),
        "montant": ("Montant et versement de la subvention", [AMOUNT, paid]),
        "obligations": (
            "Obligations {{ beneficiaire.du }}",
            [USE, EVALUATION, REPORT, ACCOUNTS, ONWARD],
        ),
        "controle": ("Contrôle et reversement", [CONTROL, REPAYMENT, *kept]),
        "duree": ("Durée et prise d'effet", [EFFECT]),
        "fin": ("Résiliation et litiges", [TERMINATION, DISPUTES]),
    }
    order = rnd.sample([*articles], len(articles))
    ranks = {name: str(i + 1) for i, name in enumerate(order)}
    lines = [
        "Mention | Annexe 2 du rapport n° {{ deliberation.rapport }} : Convention et ses annexes",
        "Titre | Convention",
        "| Vu l'article 10 de la loi n° 2000-321 du 12 avril 2000 ;",
    ]
    for name in order:
        heading, clauses = articles[name]
        lines.append(f"Article #{name} | {heading}")
        lines += [f"| {_numbered(rnd.choice(clause), ranks)}" for clause in clauses]
    return lines


def _numbered(text: str, ranks: dict[str, str]) -> str:
    """The numbers of articles written in: « {objet} » → « 1 »."""
    for name, rank in ranks.items():
        text = text.replace(f"{{{name}}}", rank)
    return text
