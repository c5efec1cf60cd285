"""``budget.yaml``: expenses and receipts, by group and line, for one year or several."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

from pmtdocs.dossier.model.base import Amount, Model, YesNo
from pmtdocs.dossier.model.blank import BLANK, consistent, fault, has_blank
from pmtdocs.dossier.model.common import Commons
from pmtdocs.dossier.model.words import BodyKey, Text
from pmtdocs.finding import Path

#: The key of an amount that stands for the whole, written without a year.
WHOLE = 0
#: What a budget of two sections calls them: each balances by itself.
Section = Literal["fonctionnement", "investissement"]


def section_name(section: str) -> str:
    """« section d'investissement »."""
    return (
        "section d'investissement" if section == "investissement" else "section de fonctionnement"
    )


def _by_year(value: Any) -> Any:
    if isinstance(value, str):
        return {WHOLE: value}
    if not value:
        raise fault("un montant est attendu ici")
    for year in value if isinstance(value, dict) else ():
        if not re.fullmatch(r"(19|20)[0-9]{2}", str(year)):
            raise fault(f"« {year} » n'est pas une année : écrivez par exemple {{2031: 45 000}}")
    return value


#: Euros by year: ``285 000`` (``{WHOLE: 285000}``) or ``{2028: 100 000, 2029: 120 000}``.
Amounts = Annotated[
    dict[int, Amount],
    BeforeValidator(_by_year),
    WithJsonSchema(
        {
            "description": "Montant en euros, ou un montant par année.",
            "anyOf": [
                {"type": ["string", "number"], "examples": ["285 000", "285 000,50"]},
                {
                    "type": "object",
                    "patternProperties": {r"^\d{4}$": {"type": ["string", "number"]}},
                    "additionalProperties": False,
                },
            ],
        }
    ),
]


def add(amounts: Iterable[Mapping[int, Decimal]]) -> dict[int, Decimal]:
    """Sum by year; one sum for all when a part of it is known for no year."""
    total: dict[int, Decimal] = {}
    for amount in amounts:
        for year, value in amount.items():
            total[year] = total.get(year, Decimal(0)) + value
    return whole(total) if WHOLE in total else total


def whole(amount: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """The years together."""
    return {WHOLE: sum(amount.values(), Decimal(0))}


def comparable(
    first: Mapping[int, Decimal], second: Mapping[int, Decimal]
) -> tuple[Mapping[int, Decimal], Mapping[int, Decimal]]:
    """Both by year, or both for all years together when one of them knows no year."""
    if (WHOLE in first) == (WHOLE in second):
        return first, second
    return whole(first), whole(second)


class Total(Decimal):
    """A sum that remembers its years: it counts as the whole wherever an amount is wanted."""

    @classmethod
    def of(cls, amounts: Mapping[int, Decimal]) -> Self:
        """``{2028: 10000, 2029: 12000}`` → 22000."""
        if has_blank(amounts):
            return BLANK  # type: ignore[return-value] # a sum with a hole is a hole
        total = cls(sum(amounts.values(), Decimal(0)))
        total._years = dict(amounts)
        return total

    _years: dict[int, Decimal]

    def __reduce__(self) -> tuple[Any, ...]:
        """With its years: a Decimal would forget them on its way to another process."""
        years = getattr(self, "_years", None)
        return (type(self).of, (years,)) if years else (type(self), (str(self),))

    @property
    def by_year(self) -> dict[int, Decimal]:
        """The amount of each year; ``{WHOLE: …}`` if it is given for none."""
        return dict(getattr(self, "_years", None) or {WHOLE: Decimal(self)})

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler.generate_schema(Amounts)
        return core_schema.no_info_after_validator_function(cls.of, schema)


class Published(Model):
    """The total that the act prints: compared with the sum, never used instead of it."""

    total: Amounts
    """Le total imprimé, comparé à la somme."""


class Line(Model):
    """A line of the budget."""

    libelle: Text | None = None
    """Facultatif si `financeur` est donné : le nom de l'organisme s'imprime."""
    financeur: BodyKey | None = None
    """Organisme de data/_commun/organisations.yaml qui verse cette recette."""
    montant: Amounts
    compte: Text | None = None
    """Compte du plan comptable (CERFA 12156) : « 64 »."""
    en_nature: YesNo = False
    """Contribution volontaire en nature (comptes 86 et 87)."""
    deduit: Text | None = None
    """D'où vient un montant qu'aucun document publié ne donne : « 100 000 € moins 36 000 € »."""

    @consistent
    def _named(self) -> Self:
        if self.libelle is None and self.financeur is None:
            raise fault("la ligne n'a ni « libelle » ni « financeur »")
        return self

    def name(self, commons: Commons) -> str:
        """What the line prints: its own words, else the name of its funder."""
        funder = commons.organisations.get(self.financeur or "")
        return self.libelle or (funder.nom if funder else self.financeur or "")


class Group(Model):
    """Lines under one subtotal."""

    nom: Text
    """Titre du groupe, au-dessus de ses lignes."""
    section: Section | None = None
    """Section dont il fait partie, si le budget en a deux ; dites-la alors de chaque groupe."""
    lignes: tuple[Line, ...] = Field(min_length=1)
    """Les lignes, dans l'ordre du tableau."""
    libelle_total: Text
    """« Sous-total PRIVE »."""
    publie: Published | None = None
    """Le sous-total que l'acte imprime."""

    def sum(self) -> dict[int, Decimal]:
        """Sum of the lines, by year."""
        return add(line.montant for line in self.lignes)

    def stated(self) -> dict[int, Decimal]:
        """The subtotal that the document states: the printed one if given, else the sum."""
        return dict(self.publie.total) if self.publie else self.sum()


class Side(Model):
    """Expenses or receipts: groups with their subtotals, then the lines outside any group."""

    intitule: Text
    """Titre du tableau : « Dépenses »."""
    colonne_libelle: Text
    """En-tête de la première colonne : « Dépenses prévisionnelles »."""
    colonne_montant: Text
    """En-tête de la colonne des montants : « Budget 2031 »."""
    groupes: tuple[Group, ...] = ()
    """Les lignes qui ont un sous-total, groupe par groupe."""
    lignes: tuple[Line, ...] = ()
    """Les lignes hors de tout groupe, imprimées après les groupes."""
    libelle_total: Text
    """« Total des dépenses »."""
    publie: Published | None = None
    """Le total que l'acte imprime."""
    repartition_partielle: YesNo = False
    """oui si certains montants ne sont connus que pour toutes les années ensemble."""

    def years(self) -> set[int]:
        """The years that its lines name."""
        return {year for _, line in self.lines() for year in line.montant} - {WHOLE}

    def lines(self) -> Iterator[tuple[Path, Line]]:
        """Every line with its path below this side, in printed order."""
        for g, group in enumerate(self.groupes):
            for i, line in enumerate(group.lignes):
                yield ("groupes", g, "lignes", i), line
        for i, line in enumerate(self.lignes):
            yield ("lignes", i), line

    def sum(self) -> dict[int, Decimal]:
        """Sum of all lines, by year."""
        return add(line.montant for _, line in self.lines())

    def stated(self) -> dict[int, Decimal]:
        """The total that the document states: the printed one if given, else the sum."""
        return dict(self.publie.total) if self.publie else self.sum()

    def of(self, section: Section) -> list[tuple[int, Group]]:
        """The groups of a section, with their ranks."""
        return [(g, group) for g, group in enumerate(self.groupes) if group.section == section]

    @consistent
    def _one_column_kind(self) -> Self:
        if not self.groupes and not self.lignes:
            raise fault("le tableau n'a ni « lignes » ni « groupes »")
        printed = (*(group.publie for group in self.groupes), self.publie)
        totals = [published.total for published in printed if published]
        amounts = [line.montant for _, line in self.lines()] + totals
        kinds = {WHOLE in amount for amount in amounts}
        if len(kinds) > 1 and not self.repartition_partielle:
            raise fault(
                "certains montants sont donnés par année, d'autres en un seul chiffre ; si c'est "
                "tout ce que l'on sait, écrivez « repartition_partielle: oui »"
            )
        return self


class Budget(Model):
    """The provisional budget of the programme."""

    intitule: Text
    """Titre du budget."""
    taxe: Literal["TTC", "HT", "net de taxe", "sans précision de TVA"]
    """TTC si le bénéficiaire ne récupère pas la TVA ; « sans précision » si personne ne l'a dit."""
    depenses: Side
    """Le tableau des dépenses."""
    recettes: Side
    """Le tableau des recettes, en regard."""

    @consistent
    def _one_column_kind(self) -> Self:
        sides = (self.depenses, self.recettes)
        partial = any(side.repartition_partielle for side in sides)
        if not partial and len({WHOLE in side.sum() for side in sides}) > 1:
            raise fault("les dépenses et les recettes ne sont pas toutes données par année")
        return self

    @property
    def sections(self) -> tuple[Section, ...]:
        """Those that it is split in, in their order; none for a budget in one piece."""
        said = {group.section for side in (self.depenses, self.recettes) for group in side.groupes}
        return tuple(section for section in get_args(Section) if section in said)

    @consistent
    def _each_line_in_a_section(self) -> Self:
        """A line of no section would count in the balance of none."""
        for side in (self.depenses, self.recettes) if self.sections else ():
            apart = [group.nom for group in side.groupes if group.section is None]
            if apart or side.lignes:
                what = f"le groupe « {apart[0]} »" if apart else "une ligne hors de tout groupe"
                raise fault(
                    f"le budget a des sections, et {what} de « {side.intitule} » n'est d'aucune : "
                    "dites « section: » de chaque groupe, et mettez chaque ligne dans un groupe"
                )
        return self
