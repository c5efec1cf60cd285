"""A received table → ``attributions.yaml``, what is wrong with it, and the bodies that it names and
nobody knew yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path as FilePath
from typing import NamedTuple

from pmtdocs.dossier.model.common import Commons
from pmtdocs.dossier.source import Tree
from pmtdocs.exchange import yaml_text
from pmtdocs.exchange.grants import kinds, rows
from pmtdocs.exchange.grants.rows import Box, Table
from pmtdocs.exchange.sitting.people import slug
from pmtdocs.finding import Finding, Kind
from pmtdocs.language.french import euros, nearest, parse_amount, plain
from pmtdocs.language.identifiers import digits, siret_fault
from pmtdocs.language.spelling import squash

Row = dict[str, Box]
_TOTAL = re.compile(r"(?:sous[- ]?)?tota(?:l|ux)\b|montant total|ensemble")
_YES = frozenset({"oui", "x", "o", "1", "vrai", "convention", "yes"})
_NO = frozenset({"", "non", "n", "0", "faux", "sans", "-", "–", "no"})
_SECTIONS = {"fonctionnement": "fonctionnement", "investissement": "investissement",
             "exploitation": "fonctionnement", "equipement": "investissement"}  # fmt: skip
_SIREN = 9
_UNIT = re.compile(r"\s*(?:euros?|eur)$", re.IGNORECASE)
_CIVILITY = re.compile(r"^\s*(?:MM?\.|Mmes?\b|Monsieur|Madame)\s*")


def _section(words: str) -> str:
    return next((section for word, section in _SECTIONS.items() if word in words), "")


class Imported(NamedTuple):
    """What a table gives."""

    text: str
    """``attributions.yaml``; empty when something that counts cannot be read."""
    bodies: str
    """The entries to add to organisations.yaml, before the file can be read."""
    findings: tuple[Finding, ...]


def import_table(file: FilePath, shown: str, commons: Commons, sheet: str = "") -> Imported:
    """Read a table of grants. Raises ReadError or LimitError in French."""
    reading = _Reading(commons)
    table = rows.read(file, shown, sheet)
    lines = [*reading.lines(table)]
    findings = tuple(dict.fromkeys(reading.findings))
    bodies = yaml_text.write(reading.new, []).lstrip() if reading.new else ""
    if reading.lost:
        return Imported("", bodies, findings)
    tree: dict[str, Tree] = {}
    if reading.entries:
        tree["inscriptions"] = reading.entries
    tree["lignes"] = lines
    head = [f"Attributions lues dans {file.name} par pmtdocs import attributions."]
    return Imported(yaml_text.write(tree, head), bodies, findings)


@dataclass
class _Reading:
    """What is read of a table, row after row."""

    commons: Commons
    findings: list[Finding] = field(default_factory=list)
    new: dict[str, Tree] = field(default_factory=dict)
    entries: dict[str, Tree] = field(default_factory=dict)
    lost: bool = False
    """Is there something that counts and could not be read?"""
    section: str = ""
    """What the last title above says of the section."""
    in_kind: bool = False
    names: dict[str, str] = field(default_factory=dict)
    """The bodies by their names, squashed, and by their SIREN."""
    total: Decimal = Decimal(0)
    since: Decimal = Decimal(0)
    """The money of the lines, all of it and since the last subtotal."""

    def __post_init__(self) -> None:
        for key, body in self.commons.organisations.items():
            said = (key, body.nom, body.sigle, body.designation)
            number = digits(body.siret or body.siren or "")[:_SIREN]
            self.names |= {squash(one): key for one in said if one} | {number or key: key}

    def lines(self, table: Table) -> Iterator[Tree]:
        for heading in table.unread:
            said = f"La colonne « {heading.text} » n'est pas lue."
            self.note(kinds.LEFT_OUT, heading, said, "Recopiez à la main ce qui importe.")
        for row in table.rows:
            first = row.get("beneficiaire") or next(iter(row.values()))
            words = plain(first.text)
            if match := _TOTAL.match(words):
                self.compare(row, match[0].startswith("sous"))
            elif set(row) <= {"beneficiaire"}:
                self.heading(first, words)
            elif line := self.line(row, first):
                yield line

    def note(self, kind: Kind, box: Box, message: str, help: str) -> None:
        self.findings.append(Finding(kind, message, box.place, help=help))

    def heading(self, box: Box, words: str) -> None:
        """« Investissement »: the title of the lines below; anything else is told."""
        section = _section(words)
        if section or "nature" in words:
            self.section, self.in_kind = section or self.section, "nature" in words
        else:
            said = f"« {box.text} » est seul sur sa ligne, qui n'est pas lue."
            self.note(kinds.LEFT_OUT, box, said, "Si c'est une attribution, donnez son montant.")

    def compare(self, row: Row, is_part: bool) -> None:
        """A total that was typed, against the lines above it."""
        if (box := row.get("montant")) and (said := self.amount(box)) is not None:
            found = self.since if is_part else self.total
            if said not in (found, self.since):
                message = (
                    f"Le total reçu est de {euros(said)}, les lignes en font "
                    f"{euros(found)} : écart de {euros(abs(said - found))}."
                )
                self.note(kinds.WRONG_TOTAL, box, message, "Vérifiez les lignes au-dessus.")
        self.since = Decimal(0)

    def line(self, row: Row, first: Box) -> Tree | None:
        line: dict[str, Tree] = {}
        if "beneficiaire" not in row and "siret" not in row:
            said = "La ligne ne dit pas qui reçoit."
            self.note(kinds.UNREADABLE, first, said, "Remplissez « Bénéficiaire ».")
            self.lost = True
            return None
        line["beneficiaire"] = self.body(row)
        line["objet"] = self.purpose(row, first)
        nature = plain(row["nature"].text) if "nature" in row else ""
        in_kind = "nature" in nature or (self.in_kind and not nature)
        section = _section(plain(row["section"].text) if "section" in row else "")
        if in_kind:
            line["nature"] = "en nature"
        if (section or self.section) == "investissement":
            line["section"] = "investissement"
        if entry := self.entry(row):
            line["inscription"] = entry
        for key in ("montant_precedent", "montant_demande", "montant"):
            if (box := row.get(key)) and (value := self.amount(box)) is not None:
                line[key] = yaml_text.amount(value)
        if "montant" not in line:
            self.unsaid(row, first)
            line["montant"] = "0"
        granted = parse_amount(str(line["montant"]))
        self.total += 0 if in_kind else granted
        self.since += granted
        return line | self.contract(row) | self.interested(row)

    def purpose(self, row: Row, first: Box) -> str:
        if "objet" in row:
            return row["objet"].text
        help = "Dites dans attributions.yaml ce que cette ligne finance."
        self.note(kinds.UNSAID, first, "La ligne ne dit pas son objet.", help)
        return "à compléter"

    def unsaid(self, row: Row, first: Box) -> None:
        """No amount: nothing is granted, which is told unless the cell is lost."""
        if (box := row.get("montant")) and (box.lost or box.text.strip("-– ")):
            return  # it was told
        help = "Écrivez le montant, ou laissez 0 : rien n'est attribué."
        self.note(
            kinds.LEFT_OUT, first, f"« {first.text} » n'a pas de montant : 0 est écrit.", help
        )

    def amount(self, box: Box) -> Decimal | None:
        if box.lost:
            help = "Ouvrez le classeur dans Excel, laissez-le calculer, enregistrez-le."
            self.note(kinds.UNREADABLE, box, "La valeur de la cellule n'est pas connue.", help)
            self.lost = True
            return None
        if not box.text.strip("-– "):
            return None
        try:
            return parse_amount(_UNIT.sub("", box.text))
        except ValueError as error:
            said = str(error)
            message = f"{said[:1].upper()}{said[1:]}."
            self.note(kinds.UNREADABLE, box, message, "Corrigez la cellule, et lisez de nouveau.")
            self.lost = True
            return None

    # --- who ----------------------------------------------------------------------------------

    def body(self, row: Row) -> str:
        """The key of who receives; a new one for a body that is not known yet."""
        named, numbered = row.get("beneficiaire"), row.get("siret")
        name = named.text if named else ""
        number = digits(numbered.text) if numbered else ""
        if found := self.known(name, number):
            return found
        box = named or numbered
        close = nearest(name, [body.nom for body in self.commons.organisations.values()])
        hint = f" Vouliez-vous dire « {close} » ?" if close else ""
        key = slug(name or number, self.commons.organisations.keys() | self.new.keys())
        entry: dict[str, Tree] = {"nom": name or "à compléter", "type": "association"}
        if number and not siret_fault(number):
            entry["siret"] = f"{number[:3]} {number[3:6]} {number[6:9]} {number[9:]}"
        self.new[key] = entry
        self.names |= {squash(name) or key: key, number[:_SIREN] or key: key}
        if box:
            said = f"« {box.text} » n'est pas dans data/_commun/organisations.yaml.{hint}"
            help = "Ajoutez l'entrée proposée, une fois vérifiée, ou corrigez ce nom."
            self.note(kinds.UNKNOWN_BODY, box, said, help)
        return key

    def known(self, name: str, number: str) -> str | None:
        return self.names.get(number[:_SIREN]) or self.names.get(squash(name))

    def interested(self, row: Row) -> dict[str, Tree]:
        if "interesses" not in row:
            return {}
        found: list[Tree] = []
        for name in re.split(r"[,;/]|\bet\b", row["interesses"].text):
            if not name.strip(" -–"):
                continue
            if key := self.person(name):
                found.append({"membre": key})
            else:
                said = f"« {name.strip()} » n'est pas dans data/_commun/personnes.yaml."
                help = "Ajoutez cette personne, ou corrigez son nom dans le tableau."
                self.note(kinds.UNKNOWN_PERSON, row["interesses"], said, help)
                self.lost = True
        return {"interesses": found} if found else {}

    def person(self, name: str) -> str | None:
        wanted, people = squash(_CIVILITY.sub("", name)), self.commons.personnes.items()
        whole = [(k, (squash(p.prenom + p.nom), squash(p.nom + p.prenom))) for k, p in people]
        found = [key for key, names in whole if wanted in names]
        found = found or [key for key, p in people if wanted == squash(p.nom)]
        return found[0] if len(found) == 1 else None

    # --- what else ------------------------------------------------------------------------------

    def entry(self, row: Row) -> str:
        """The budget line of a row, described once; its credit is to be filled in."""
        if "inscription" not in row:
            return ""
        said = row["inscription"].text
        key = slug(said, ())
        self.entries.setdefault(key, {"budget": said, "credit": "à compléter"})
        return key

    def contract(self, row: Row) -> dict[str, Tree]:
        """Has the line its convention, and who signs it, or is written to?"""
        box = row.get("convention")
        said = plain(box.text) if box else ""
        if box is None or said in _NO:
            return self.addressed(row)
        if said not in _YES and not said.startswith(("oui", "convention")):
            help = "Écrivez oui ou non."
            self.note(kinds.UNREADABLE, box, f"« {box.text} » ne dit ni oui ni non.", help)
            self.lost = True
            return {}
        unsaid = dict.fromkeys(("representant", "fonction"), "à compléter")
        return {"convention": "oui", **unsaid, **self.addressed(row)}

    def addressed(self, row: Row) -> dict[str, Tree]:
        """Who stands for the beneficiary, as far as the row says it."""
        signed = row.get("representant")
        key = self.person(signed.text) if signed else None
        if signed and key is None:
            said = f"« {signed.text} » n'est pas dans data/_commun/personnes.yaml."
            help = "Ajoutez cette personne : « representant » reste à écrire."
            self.note(kinds.LEFT_OUT, signed, said, help)
        office = row["fonction"].text if "fonction" in row else None
        return {k: v for k, v in (("representant", key), ("fonction", office)) if v}
