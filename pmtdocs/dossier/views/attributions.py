"""The grants of one vote as table rows: by budget line, with subtotals, then the total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Annotated, Any, NamedTuple, cast

from pmtdocs.dossier.lines import ROOT as _LINES
from pmtdocs.dossier.lines import entries
from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.attributions import Attribution, Attributions
from pmtdocs.dossier.model.blank import has_blank
from pmtdocs.dossier.model.common import Organisation
from pmtdocs.dossier.model.deliberation import Vote
from pmtdocs.dossier.views.tree import AmountLeaf, Leaf, Node, NumberLeaf, YearLeaf, YesNoLeaf
from pmtdocs.language.french import join, plural

BodyNode = Annotated[Node, Organisation]
_IN_KIND = "Attributions en nature (valeur)"


class AttributionRow(NamedTuple):
    """A row: a heading, a line, a subtotal or the total."""

    genre: Leaf
    """titre, ligne, sous-total, total"""
    libelle: Leaf
    """Qui reçoit ; ce que nomme un titre, un sous-total ou le total."""
    beneficiaire: BodyNode | Leaf
    """L'organisme qui reçoit ; vide hors des lignes."""
    objet: Leaf
    """Ce qui est financé."""
    montant_precedent: AmountLeaf
    """Montant de l'année précédente."""
    montant_demande: AmountLeaf
    """Montant demandé."""
    montant: AmountLeaf
    """Montant attribué."""
    convention: YesNoLeaf
    """La ligne a-t-elle sa convention ?"""
    interesses: Leaf
    """Conseillers intéressés à cette ligne : « Mme A et M. B » ; vide s'il n'y en a pas."""
    vote: Leaf
    """Décompte du vote de cette ligne, s'il se fait ligne par ligne : « 28 pour, 1 contre »."""
    accordee: YesNoLeaf
    """Est-elle accordée ? Une ligne peut être rejetée seule."""


class Imputation(NamedTuple):
    """A budget line, and what the table grants on it."""

    budget: Leaf
    """La ligne budgétaire."""
    credit: AmountLeaf
    """Crédit qui y est inscrit."""
    montant: AmountLeaf
    """Ce que le tableau y accorde."""


class AttributionsView(NamedTuple):
    """What ``attributions`` adds to its facts in templates."""

    tableau: tuple[AttributionRow, ...]
    """Les lignes par ligne budgétaire, avec titres et sous-totaux s'il y en a plusieurs, puis le
    total."""
    total: AmountLeaf
    """Total des subventions en numéraire."""
    total_nature: AmountLeaf
    """Valeur de ce qui est attribué en nature."""
    nombre: NumberLeaf
    """Nombre de lignes accordées."""
    nombre_conventions: NumberLeaf
    """Nombre de lignes qui ont une convention."""
    annee_precedente: YearLeaf
    """Année des montants précédents."""
    dit_precedent: YesNoLeaf
    """Une ligne au moins dit-elle le montant précédent ?"""
    dit_demande: YesNoLeaf
    """Une ligne au moins dit-elle le montant demandé ?"""
    dit_interesses: YesNoLeaf
    """Une ligne au moins a-t-elle des conseillers intéressés ?"""
    par_ligne: YesNoLeaf
    """Le vote se fait-il ligne par ligne ?"""
    retrait_par_ligne: YesNoLeaf
    """Qui est intéressé à une ligne ne se retire-t-il que pour elle ?"""
    imputations: tuple[Imputation, ...]
    """Les lignes budgétaires qui paient, et ce qui est accordé sur chacune."""


def attributions_view(table: Attributions, dossier: Dossier, facts: Node) -> AttributionsView:
    """The table; an adopted act prints the total that it published."""
    rows = _Rows(dossier, table, cast("tuple[Node, ...]", facts["lignes"]))
    said, granted = table.publie.total, [one for one in table.lignes if one.accordee]
    printed = Leaf(table.total, _LINES)
    if said is not None and dossier.voted:
        printed = Leaf(said, ("attributions", "publie", "total"))
    in_kind = sum((one.montant for one in granted if one.en_nature), Decimal(0))
    label = f"Total{' hors aides en nature' if in_kind else ''}"
    last = rows.row("total", label, [one for one in table.lignes if not one.en_nature], printed)
    if in_kind and not any(not one.en_nature for one in table.lignes):
        last = rows.row("total", "Total (valeur)", table.lignes, Leaf(in_kind, _LINES))
    return AttributionsView(
        tableau=(*rows.groups(), last),
        total=printed,
        total_nature=Leaf(in_kind, _LINES),
        nombre=Leaf(len(granted), _LINES),
        nombre_conventions=Leaf(sum(one.convention for one in granted), _LINES),
        annee_precedente=Leaf(dossier.dossier.exercices[0] - 1, ("dossier", "exercices")),
        dit_precedent=Leaf(any(one.montant_precedent is not None for one in table.lignes), _LINES),
        dit_demande=Leaf(any(one.montant_demande is not None for one in table.lignes), _LINES),
        dit_interesses=Leaf(any(one.interesses for one in table.lignes), _LINES),
        par_ligne=Leaf(table.vote == "ligne par ligne", ("attributions", "vote")),
        retrait_par_ligne=Leaf(not table.retrait_ensemble, ("attributions", "retrait")),
        imputations=tuple(_imputations(dossier, granted)),
    )


def _imputations(dossier: Dossier, granted: Iterable[Attribution]) -> Iterator[Imputation]:
    for path, entry, amount in entries(dossier, granted):
        budget, credit = (
            Leaf(entry.budget, (*path, "budget")),
            Leaf(entry.credit, (*path, "credit")),
        )
        yield Imputation(budget, credit, Leaf(amount, _LINES))


class _Rows(NamedTuple):
    """How the lines of one table become rows."""

    dossier: Dossier
    table: Attributions
    facts: tuple[Node, ...]

    def groups(self) -> Iterator[AttributionRow]:
        """The lines of each budget line together, those in kind last."""
        groups: dict[tuple[bool, bool, str], list[int]] = {}
        for rank, one in enumerate(self.table.lignes):
            key = (one.en_nature, one.section == "investissement", one.inscription or "")
            groups.setdefault(key, []).append(rank)
        several = len(groups) > 1
        for (in_kind, _, entry), ranks in sorted(groups.items(), key=lambda pair: pair[0][:2]):
            lines = [self.table.lignes[rank] for rank in ranks]
            title = _IN_KIND if in_kind else self.title(lines[0], entry)
            if several:
                yield self.row("titre", title, ())
            yield from (self.line(rank) for rank in ranks)
            if several:
                amount = Leaf(_sum(one.montant for one in lines if one.accordee), _LINES)
                yield self.row("sous-total", "Sous-total", lines, amount)

    def title(self, one: Attribution, entry: str) -> str:
        """« Fonctionnement – BP 2031, chapitre 65 »."""
        section = one.section.capitalize()
        named = self.table.inscriptions.get(entry) or self.dossier.inscription
        return f"{section} – {named.budget}" if named else section

    def line(self, rank: int) -> AttributionRow:
        one, facts, path = self.table.lignes[rank], self.facts[rank], (*_LINES, rank)
        body = cast(Node, facts["beneficiaire"])
        names = [self.dossier.name_of(who.membre) for who in one.interesses]
        return AttributionRow(
            genre=Leaf("ligne"),
            libelle=cast(Leaf, body["nom"]),
            beneficiaire=body,
            objet=cast(Leaf, facts["objet"]),
            montant_precedent=Leaf(one.montant_precedent, (*path, "montant_precedent")),
            montant_demande=Leaf(one.montant_demande, (*path, "montant_demande")),
            montant=Leaf(one.montant, (*path, "montant")),
            convention=Leaf(one.convention, (*path, "convention")),
            interesses=Leaf(join(names), (*path, "interesses")),
            vote=Leaf(self.counted(one), (*path, "vote")),
            accordee=Leaf(one.accordee, path),
        )

    def counted(self, one: Attribution) -> str:
        """The vote of a line that is voted apart: its own, or the one that stands for most."""
        report = self.dossier.deliberation
        common = report.vote if report and self.table.vote == "ligne par ligne" else None
        vote = one.vote or common
        return _count(vote) if vote and self.dossier.voted else ""

    def row(
        self, kind: str, label: str, lines: Iterable[Attribution], amount: Leaf | None = None
    ) -> AttributionRow:
        """A heading without amounts, or what some lines make together, in money."""
        some = [*lines]
        asked = [one.montant_demande for one in some]  # who asked for what may not be known
        nothing = Leaf(None, _LINES)
        return AttributionRow(
            genre=Leaf(kind),
            libelle=Leaf(label, _LINES),
            beneficiaire=nothing,
            objet=nothing,
            montant_precedent=Leaf(_said(one.montant_precedent for one in some), _LINES),
            montant_demande=Leaf(_said(asked) if None not in asked else None, _LINES),
            montant=nothing if amount is None else amount,
            convention=nothing,
            interesses=nothing,
            vote=nothing,
            accordee=Leaf(True, _LINES),
        )


def _sum(amounts: Iterable[Decimal]) -> Any:
    return sum(amounts, Decimal(0))


def _said(amounts: Iterable[Decimal | None]) -> Any:
    """The sum of what is said; nothing where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return _sum(known) if known else None


def _count(vote: Vote) -> str:
    """« 28 pour, 1 contre, 2 abstentions »."""
    printed = vote.publie
    if has_blank(printed):
        return ""
    said = [f"{printed.pour} pour"]
    said += [f"{printed.contre} contre"] if printed.contre else []
    said += [plural(printed.abstention, "abstention")] if printed.abstention else []
    return ", ".join(said)
