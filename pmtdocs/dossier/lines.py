"""Several grants in one vote: each line of ``attributions.yaml`` seen as a dossier of its own.

Templates and rules know one beneficiary and one convention; ``line`` binds them to those of a line.
Its facts that are written elsewhere than in a dossier of one grant say where (``Dossier.written``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.application import OtherGrant
from pmtdocs.dossier.model.attributions import Attribution, Attributions
from pmtdocs.dossier.model.blank import has_blank
from pmtdocs.dossier.model.common import Organisation
from pmtdocs.dossier.model.convention import (
    Convention,
    InKind,
    Instalment,
    Party,
    Subsidy,
    rounding_of,
)
from pmtdocs.dossier.model.deliberation import Credit, CreditPublished, Deliberation, Interested
from pmtdocs.dossier.model.documents import EACH, OfContracts
from pmtdocs.finding import Path
from pmtdocs.language.french import or_rather, percent
from pmtdocs.language.identifiers import digits

ROOT: Path = ("attributions", "lignes")
#: What a line shares with no other: the programme of one of them would be a dossier of its own.
_NOT_OF_A_LINE = ("programme", "budget", "indicateurs", "aides", "bilan")
Written = tuple[tuple[Path, Path], ...]


def lines(dossier: Dossier) -> tuple[Dossier, ...]:
    """Each line as a dossier; none where a dossier has no table of grants."""
    table, act = dossier.attributions, whole(dossier)
    if table is None:
        return ()
    earlier = _earlier(dossier)
    return tuple(_line(dossier, rank, act, earlier[rank]) for rank in range(len(table.lignes)))


def known_lines(dossier: Dossier) -> Iterator[Dossier]:
    """Those that hold no hole."""
    known = dossier.attributions.connues if dossier.attributions else {}
    yield from (one for rank, one in enumerate(lines(dossier)) if rank in known)


def line(dossier: Dossier, rank: int) -> Dossier:
    """A line as a dossier: who receives, what is granted, its convention, its vote."""
    return _line(dossier, rank, whole(dossier), _earlier(dossier)[rank])


def _line(dossier: Dossier, rank: int, act: Dossier, earlier: tuple[OtherGrant, ...]) -> Dossier:
    table = _table(dossier)
    one, here = table.lignes[rank], (*ROOT, rank)
    sheet = dossier.dossier.model_copy(
        update={
            "beneficiaire": one.beneficiaire,
            "demande": one.demande,
            "autres_subventions": (*one.autres_subventions, *earlier),
        }
    )
    report, told = _report(act, one, here)
    contract, signed = _convention(dossier, one, here)
    own: Written = tuple((("dossier", key), (*here, key)) for key in ("beneficiaire", "demande"))
    own += ((("attribution",), here),)
    changed = {
        **dict.fromkeys(_NOT_OF_A_LINE),
        "dossier": sheet,
        "deliberation": report,
        "convention": contract,
        "attribution": one,
        "ecrits": (*own, *told, *signed),
        "entier": dossier.entier and line(dossier.entier, rank),
    }
    return dossier.model_copy(update=changed)


def whole(dossier: Dossier) -> Dossier:
    """The vote as one act: who is interested in a line takes no part in what is voted with it."""
    table, report = dossier.attributions, dossier.deliberation
    if table is None or report is None or not table.retrait_ensemble:
        return dossier
    named = {one.membre for one in report.interesses}
    more: dict[str, tuple[Interested, Path]] = {}
    for rank, line in enumerate(table.lignes):
        for j, one in enumerate(line.interesses):
            if one.membre not in named:
                more.setdefault(one.membre, (one, (*ROOT, rank, "interesses", j)))
    report, told = _with(report, [*more.values()])
    return dossier.model_copy(update={"deliberation": report, "ecrits": told})


def faults(dossier: Dossier) -> Iterator[tuple[str, Path, str]]:
    """What the table and the rest of a dossier must agree on before anything can be computed."""
    table, sheet = dossier.attributions, dossier.dossier
    for name, parts in sheet.documents.items():
        place: Path = ("dossier", "documents", name)
        if EACH in name and table is None:
            said = f"« {name} » est un document par attribution, et le dossier n'en a aucune."
            yield said, place, "Ajoutez attributions.yaml, ou nommez ce document sans accolades."
        elif isinstance(parts, OfContracts) and EACH not in name:
            said = f"« {name} » a le même nom pour toutes les lignes d'attributions.yaml."
            yield said, place, f"Mettez {EACH} dans son nom : {name}-{EACH}."
    for field in ("beneficiaire", "base") if table else ():
        if getattr(sheet, field):
            said = f"Ce dossier a des attributions : « {field} » n'y vaut pas."
            yield said, ("dossier", field), _ONE_EACH
    if table:
        yield from _line_faults(table)


def _line_faults(table: Attributions) -> Iterator[tuple[str, Path, str]]:
    rates = sum((share.taux for share in table.versements), Decimal(0))
    known = table.versements if not has_blank(rates) else ()
    hidden = sum((max(_ROUNDED, rounding_of(share.taux)) for share in known), Decimal(0))
    if known and abs(rates - 100) > hidden:
        said = f"Les versements font ensemble {percent(rates)}, et non {percent(Decimal(100))}."
        yield said, ("attributions", "versements"), "Corrigez un taux, ou ajoutez un versement."
    for rank, one in enumerate(table.lignes):
        if one.vote and table.vote == "ensemble":
            said = "Cette ligne a son vote, et le tableau dit que le vote est d'ensemble."
            help = "Écrivez « vote: ligne par ligne » en tête du fichier, ou retirez ce vote."
            yield said, (*ROOT, rank, "vote"), help
        if one.inscription and one.inscription not in table.inscriptions:
            hint = or_rather(one.inscription, table.inscriptions)
            said = f"La ligne budgétaire « {one.inscription} » n'est pas sous « inscriptions »"
            yield said + hint, (*ROOT, rank, "inscription"), "Décrivez-la dans attributions.yaml."


#: What any rate of a table may hide.
_ROUNDED = Decimal("0.01")
_ONE_EACH = (
    "Retirez cette clé : chaque ligne dit son bénéficiaire, et une ligne qui a son programme est "
    "un dossier à part, qui nomme celui-ci sous « vote »."
)


def _with(
    report: Deliberation, more: list[tuple[Interested, Path]]
) -> tuple[Deliberation, Written]:
    """A report with other interested members than those it names, and where these are written."""
    here, count = ("deliberation", "interesses"), len(report.interesses)
    interested = (*report.interesses, *(one for one, _ in more))
    told = tuple(((*here, count + i), place) for i, (_, place) in enumerate(more))
    return report.model_copy(update={"interesses": interested}), told


def _table(dossier: Dossier) -> Attributions:
    if dossier.attributions is None:
        raise LookupError("a dossier without attributions has no line")
    return dossier.attributions


def _earlier(dossier: Dossier) -> list[tuple[OtherGrant, ...]]:
    """For each line, what the table grants the same body in money on those before it that have no
    convention. A body may be entered twice, with one SIREN.
    """
    bodies, year = dossier.commun.organisations, dossier.dossier.exercices[0]
    known: dict[str, tuple[OtherGrant, ...]] = {}
    found = []
    for one in _table(dossier).lignes:
        body = siren_of(bodies[one.beneficiaire]) or one.beneficiaire
        before = known.get(body, ())
        found.append(() if one.en_nature else before)
        if one.accordee and not (one.convention or one.en_nature or has_blank(one.montant)):
            grant = OtherGrant.model_construct(annee=year, montant=one.montant, objet=one.objet)
            known[body] = (*before, grant)
    return found


def siren_of(body: Organisation) -> str:
    """Its SIREN, which also begins its SIRET."""
    return digits(body.siren or "") or digits(body.siret or "")[:9]


def _report(act: Dossier, one: Attribution, here: Path) -> tuple[Deliberation | None, Written]:
    """The report as it stands for a line: its amount, its interested members, its vote."""
    report, table = act.deliberation, _table(act)
    if report is None:
        return None, ()
    told: Written = ()
    named: Path = ("deliberation", "interesses")
    if table.retrait_ensemble:
        told = act.ecrits
    else:
        own = [(who, (*here, "interesses", j)) for j, who in enumerate(one.interesses)]
        report, told = _with(report, own)
    held = len(report.interesses) - len(told)
    told += tuple(((*named, k), (*named, k)) for k in range(held))
    told += ((named, here), (("deliberation", "rapport"), here))
    entry = table.inscriptions.get(one.inscription or "", report.inscription)
    granted = None if one.en_nature or not one.accordee else one.montant
    printed = CreditPublished.model_construct(operation=granted)
    entry = entry and entry.model_copy(update={"publie": printed})
    update: dict[str, object] = {"inscription": entry}
    told += ((("deliberation", "inscription", "publie", "operation"), (*here, "montant")),)
    if one.vote:
        update["vote"] = one.vote
        told += ((("deliberation", "vote"), (*here, "vote")),)
    return report.model_copy(update=update), told


def entries(
    dossier: Dossier, some: Iterable[Attribution]
) -> Iterator[tuple[Path, Credit, Decimal]]:
    """Each budget line on which these are granted money, where it is written, and how much."""
    table = _table(dossier)
    drawn: dict[str, Decimal] = {}
    for one in some:
        if not one.en_nature:
            key = one.inscription or ""
            drawn[key] = drawn.get(key, Decimal(0)) + one.montant
    for key, amount in drawn.items():
        if key:
            yield ("attributions", "inscriptions", key), table.inscriptions[key], amount
        elif entry := dossier.inscription:
            yield (dossier.decidee, "inscription"), entry, amount


def _convention(
    dossier: Dossier, one: Attribution, here: Path
) -> tuple[Convention | None, Written]:
    """What convention.yaml says for all, with the party and the grant of a line that has its own;
    payments said once, of the whole.
    """
    frame = dossier.convention
    if frame is None or not one.convention or one.representant is None or one.fonction is None:
        return None, ()
    party = Party.model_construct(
        organisation=one.beneficiaire,
        role="bénéficiaire",
        representant=one.representant,
        fonction=one.fonction,
        habilitation=None,
        signe_le=None,
        signe_a=None,
    )
    paid = one.versements or _paid(one, _table(dossier))
    subsidy = Subsidy.model_construct(montant=one.montant, versements=paid, affectee=one.affectee)
    lent = InKind.model_construct(objet=one.objet, valeur=one.montant)
    update = {
        "parties": (*frame.parties, party),
        "subvention": None if one.en_nature else subsidy,
        "en_nature": lent if one.en_nature else None,
    }
    rank = len(frame.parties)
    parts: Path = ("convention", "parties", rank)
    told: Written = (
        (parts, here),
        ((*parts, "organisation"), (*here, "beneficiaire")),
        (("convention", "subvention"), here),
        (("convention", "en_nature"), here),
        (("convention", "en_nature", "valeur"), (*here, "montant")),
    )
    return frame.model_copy(update=update), told


def _paid(one: Attribution, table: Attributions) -> tuple[Instalment, ...]:
    """Its payments by the shares of the table, rounded to the cent: the last is what is left."""
    shares = [(share.taux, share.evenement) for share in table.versements] or [_AT_ONCE]
    amounts = [_of(one.montant, rate) for rate, _ in shares[:-1]]
    amounts.append(one.montant - sum(amounts, Decimal(0)))
    return tuple(
        Instalment.model_construct(taux=rate, montant=amount, evenement=event)
        for (rate, event), amount in zip(shares, amounts, strict=True)
    )


_AT_ONCE = (Decimal(100), "à la signature de la présente convention")


def _of(amount: Decimal, rate: Decimal) -> Decimal:
    share = amount * rate / 100
    return share if has_blank(share) else share.quantize(Decimal("0.01"), ROUND_HALF_UP)


# --- documents ---------------------------------------------------------------------------------


class Printed(NamedTuple):
    """A document to make: its parts, and the line that it is of, if it is of one."""

    parts: tuple[str, ...]
    rank: int | None = None
    said: str = ""
    """Its name in the sheet."""


def documents(dossier: Dossier) -> dict[str, Printed]:
    """Every document by its name, those of the lines one by one.

    A body that is granted twice has « lettre-club » and « lettre-club-2 ».
    """
    found: dict[str, Printed] = {}
    for name, parts in dossier.dossier.documents.items():
        if EACH not in name:
            found[name] = Printed(parts, None, name)
            continue
        contracts = isinstance(parts, OfContracts)
        seen: Counter[str] = Counter()
        for rank, one in enumerate(dossier.attributions.lignes if dossier.attributions else ()):
            apart = one.beneficiaire in dossier.detachees
            if one.accordee and (not contracts or (one.convention and not apart)):
                seen[one.beneficiaire] += 1
                again = f"-{n}" if (n := seen[one.beneficiaire]) > 1 else ""
                own = name.replace(EACH, f"{one.beneficiaire}{again}")
                found[own] = Printed(parts, rank, name)
    return found
