"""VOT: members who are interested in the matter, and the votes that go with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.dossier.model.deliberation import Interested
from pmtdocs.dossier.views.vote import Vote, vote_of
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import join, plain, plural
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, repeated, rule

_NAMED: Path = ("deliberation", "interesses")
_TOTAL: Path = ("deliberation", "vote", "publie", "interesses")


@cites("CGCT, art. L. 2131-11 ; réponse ministérielle, Assemblée nationale, n° 20278")
@needs("seance", "deliberation.vote", "heure_du_vote")
@rule("interesses-mal-comptes", Severity.ERROR, since=Stage.VOTE)
def VOT004(dossier: Dossier) -> Faults:
    """Les conseillers intéressés que l'acte nomme pèsent leur voix, si elle peut s'exprimer, et la
    procuration qu'ils portent ; le total imprimé est celui des noms.

    Pourquoi : Un conseiller intéressé ne vote ni pour lui ni pour qui l'a mandaté.
    Faux : M. Hugo MOREL (1), présent, qui porte la procuration de Mme Léa FOURNIER.
    Juste : M. Hugo MOREL (2), présent, qui porte la procuration de Mme Léa FOURNIER.
    """
    if (vote := vote_of(dossier)) is None:
        return
    report = given(dossier.deliberation)
    twice = dict(repeated(one.membre for one in report.interesses))
    for i, one in enumerate(report.interesses):
        if i in twice:
            yield Fault(
                (*_NAMED, i),
                f"{dossier.name_of(one.membre)} est deux fois parmi les conseillers intéressés.",
                ((*_NAMED, twice[i]),),
                "Gardez une seule des deux lignes.",
            )
        else:
            yield from _weight(dossier, vote, i, one)
    yield from _sum(dossier, vote)


def _weight(dossier: Dossier, vote: Vote, i: int, one: Interested) -> Faults:
    """The weight that the act prints after a name, against the lists."""
    known, computed = list(_places(dossier, one.membre)), vote.poids[one.membre]
    if not known:
        yield Fault(
            (*_NAMED, i, "membre"),
            f"{dossier.name_of(one.membre)} est parmi les conseillers intéressés, mais ni parmi "
            "les présents ni parmi les absents.",
            (("seance", "membres"),),
            "Corrigez le nom, ou complétez les listes de la séance.",
        )
    elif one.publie is not None and one.publie != computed:
        yield Fault(
            (*_NAMED, i, "publie"),
            f"{dossier.name_of(one.membre)} pèse {plural(computed, 'voix', 'voix')} à ce rapport "
            f"({explain(dossier, vote, one.membre)}), l'acte imprime {one.publie} : "
            f"écart de {plural(abs(computed - one.publie), 'voix', 'voix')}{_doubt(dossier)}.",
            tuple(known),
            "Vérifiez sa présence et les procurations qu'il donne ou porte, puis corrigez.",
            (Decimal(computed), Decimal(one.publie)),
        )


def _doubt(dossier: Dossier) -> str:
    """What is uncertain of the law of interests on the day of the sitting."""
    value = dossier.droit("interesses-hors-quorum")
    return f" ({value.doubt})" if value and value.doubt else ""


def _places(dossier: Dossier, person: str) -> Iterator[Path]:
    """The seat of a person, then the proxies that this person gives or holds."""
    sitting = given(dossier.seance)
    for i, seat in enumerate(sitting.membres):
        if person in (seat.membre, seat.suppleant):
            yield ("seance", "membres", i)
            break
    else:
        return
    for i, proxy in enumerate(sitting.procurations):
        if person in (proxy.de, proxy.a):
            yield ("seance", "procurations", i)


def explain(dossier: Dossier, vote: Vote, person: str) -> str:
    """Where a weight comes from: « sa voix + la procuration de Mme Claire LECOMTE »."""
    who, given_by = dossier.commun.personnes[person], vote.procurations
    parts = ["sa voix"] if any(m.person == person for m in vote.presents) else []
    parts += [f"sa voix, portée par {dossier.name_of(p.a)}" for p in given_by if p.de == person]
    parts += [
        f"la procuration de {dossier.name_of(p.de)}"
        for p in given_by
        if p.a == person and p.de not in vote.poids
    ]
    return " + ".join(parts) or f"ni {who.agreed('présent')} ni {who.agreed('représenté')}"


def _sum(dossier: Dossier, vote: Vote) -> Faults:
    """The total printed is that of the names; a weight that is wrong is said at its own place."""
    report = given(dossier.deliberation)
    if (printed := given(report.vote).publie.interesses) is None:
        return
    if not report.interesses and printed:
        yield Fault(
            _TOTAL,
            f"L'acte compte {plural(printed, 'voix', 'voix')} de conseillers intéressés et n'en "
            "nomme aucun.",
            (("deliberation", "vote"),),
            "Nommez-les sous « interesses », dans deliberation.yaml.",
            (Decimal(0), Decimal(printed)),
        )
        return
    by_name = {
        i.membre: vote.poids[i.membre] if i.publie is None else i.publie for i in report.interesses
    }
    total = sum(by_name.values())
    if printed not in (total, sum(vote.poids.values())):
        names = join([f"{dossier.name_of(key)} ({weight})" for key, weight in by_name.items()])
        yield Fault(
            _TOTAL,
            f"Les conseillers intéressés pèsent ensemble {total} ({names}), l'acte en imprime "
            f"{printed} : écart de {plural(abs(total - printed), 'voix', 'voix')}.",
            (_NAMED,),
            "Corrigez le total, ou le poids de l'un d'eux.",
            (Decimal(total), Decimal(printed)),
        )


class Standing(StrEnum):
    """What an office in the beneficiary makes of a member who votes."""

    LEADS = "leads"
    EXAMINE = "to examine"
    MEMBER = "none: a member like any other"


_ORGAN = (
    r"\bmembre (?:du|de la|d'un|d'une|de son|de sa) (?:bureau|con\w+|comi\w+|directoire|college)"
)
_REPRESENTS = r"\brepresent|\bdesign|\bdelegue|\bobservat|\binvite"
_LEADS = (
    r"\bpresid|\bvice-presid|\btresor|\bsecretaire|\badministrat|\bdirect|\bgeran|\bdirig"
    r"|\bassocie|\bactionnaire|\bsalari|\bemploye"
    r"|\bmembre du (?:bureau|directoire|conseil (?:d'administration|de surveillance))"
)
#: Not in office: honorary, past, or of the family.
_NO_LONGER = (
    r"\bd'honneur|\bhonoraire|\banci|\bex[ -]|\bconjoint|\bepou[xs]|\bpartenaire|\bcompagn"
    r"|\b(?:fils|fille|frere|soeur|pere|mere|parent)\b"
)
#: Of a body of public law, such an office alone is no mandate: CGCT, art. L. 1111-6.
_HIRED = r"\bsalari|\bemploye|\bdirect"
_SIMPLE = r"\badherent|\bcotisant|\bmembre|\busager|\bdonat|\bbenevole|\babonne"


def _standing(office: str, public: bool) -> Standing:
    """« administrateur » leads, « représentant » is to examine, « adhérent » is none.

    Who sits in a public body does so by law as a rule: the maire presides over the CCAS.
    """
    said = plain(office)
    if re.search(_REPRESENTS, said):
        return Standing.EXAMINE
    if re.search(_LEADS, said):
        by_law = public and not re.search(_HIRED, said)
        return Standing.EXAMINE if by_law or re.search(_NO_LONGER, said) else Standing.LEADS
    simple = re.search(_SIMPLE, said) and not re.search(_ORGAN, said)
    return Standing.MEMBER if simple else Standing.EXAMINE


def offices(dossier: Dossier) -> dict[str, tuple[Standing, int]]:
    """Who holds an office in the beneficiary that day: what weighs most of them, and its rank."""
    day, people = given(dossier.seance).date, dossier.commun.personnes
    public = dossier.beneficiaire is not None and dossier.beneficiaire.public
    held: dict[str, dict[Standing, int]] = {}
    for person, i in dossier.registre_des_interets:
        office = people[person].fonctions[i]
        if office.held(day):
            held.setdefault(person, {}).setdefault(_standing(office.fonction, public), i)
    return {p: next((s, of[s]) for s in Standing if s in of) for p, of in held.items()}


def _unnamed(dossier: Dossier, standing: Standing) -> Iterator[tuple[str, int]]:
    """Who votes, is not named, and holds such an office that day: the person, the rank of it."""
    if (vote := vote_of(dossier)) is None:
        return
    named = {i.membre for i in given(dossier.deliberation).interesses}
    voting = {m.person for m in vote.presents} | {p.de for p in vote.procurations}
    for person, (heaviest, i) in offices(dossier).items():
        if heaviest is standing and person in voting and person not in named:
            yield person, i


@cites("CGCT, art. L. 2131-11")
@needs("seance", "deliberation", "registre_des_interets", "heure_du_vote")
@rule("interesse-non-nomme", Severity.ERROR, since=Stage.VOTE)
def VOT005(dossier: Dossier) -> Faults:
    """Qui dirige le bénéficiaire le jour de la séance (président, administrateur, trésorier,
    salarié…), selon le registre des désignations, est parmi les conseillers intéressés nommés ;
    qui siège dans un organisme de droit public est l'affaire de VOT007.

    Pourquoi : Sa participation au vote peut rendre la délibération illégale.
    Faux : M. Hugo MOREL, administrateur du bénéficiaire, vote et n'est pas nommé.
    Juste : M. Hugo MOREL, administrateur du bénéficiaire, est nommé et ne vote pas.
    """
    report, sitting = given(dossier.deliberation), given(dossier.seance)
    for person, i in _unnamed(dossier, Standing.LEADS):
        roles = {
            report.rapporteur.personne: ", rapporteur,",
            sitting.presidence.membre: ", qui préside la séance,",
        }
        yield Fault(
            _NAMED if report.interesses else ("deliberation", "rapport"),
            f"{_holds(dossier, person, i, roles.get(person, ''))}, et n'est pas parmi les "
            f"conseillers intéressés nommés{_doubt(dossier)}.",
            (("commun", "personnes", person, "fonctions", i), *_places(dossier, person)),
            "Si ce membre s'est retiré, nommez-le sous « interesses » ; si la fonction a cessé, "
            "datez-en la fin dans data/_commun/personnes.yaml (jusqu_au).",
        )


@cites("CGCT, art. L. 2131-11 et L. 1111-6")
@needs("seance", "deliberation", "registre_des_interets", "heure_du_vote")
@rule("situation-a-examiner", Severity.WARNING, since=Stage.VOTE)
def VOT007(dossier: Dossier) -> Faults:
    """Qui représente la collectivité auprès du bénéficiaire, ou y a une autre fonction sans le
    diriger, ne vote qu'après examen de sa situation ; un simple adhérent n'est pas concerné.

    Pourquoi : Une fonction n'est pas toujours un intérêt, mais elle peut en être un.
    Faux : Mme Jeanne LOPEZ, représentante de la collectivité auprès du bénéficiaire, vote.
    Juste : Mme Jeanne LOPEZ, adhérente à jour de cotisation, vote.
    """
    for person, i in _unnamed(dossier, Standing.EXAMINE):
        yield Fault(
            ("deliberation", "rapport"),
            f"{_holds(dossier, person, i)} : une fonction n'est pas toujours un intérêt (CGCT, "
            f"art. L. 1111-6), la situation est à examiner{_doubt(dossier)}.",
            (("commun", "personnes", person, "fonctions", i), *_places(dossier, person)),
            "Si ce membre s'est retiré, nommez-le sous « interesses » ; si l'examen conclut qu'il "
            "n'est pas intéressé, acceptez ce constat par une réserve qui dit pourquoi.",
        )


def _holds(dossier: Dossier, person: str, i: int, role: str = "") -> str:
    """« M. Hugo MOREL a une fonction auprès du Pôle (« administrateur »)…, vote au rapport »."""
    entry = dossier.commun.personnes[person]
    return (
        f"{entry.complet}{role} a une fonction auprès {given(dossier.beneficiaire).du} "
        f"(« {entry.fonctions[i].fonction} ») à la date de la séance, vote au rapport "
        f"n° {given(dossier.deliberation).rapport}"
    )
