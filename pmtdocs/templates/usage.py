"""Which parts and paragraphs of a modèle use a field; which fields none uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pmtdocs.dossier.labels import describe
from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.library import FOLDER
from pmtdocs.dossier.model.prose import FACT, FIELD
from pmtdocs.finding import Finding, Location
from pmtdocs.language.french import or_rather, plural
from pmtdocs.system.files import is_closed, listed, shown
from pmtdocs.templates.contract.groups import canonical, printable
from pmtdocs.templates.kinds import KINDS
from pmtdocs.templates.presence import CHARTER
from pmtdocs.templates.reading import read
from pmtdocs.templates.words import Wording, read_wording

_MOST = 6


class Use(NamedTuple):
    """A paragraph that uses a field, or a text of the data."""

    part: str
    """Empty for the data."""
    file: str
    number: int
    """Rank of the paragraph in its file, as ``wording`` counts; line of the data."""
    label: str
    """« convention, article 3, paragraphe 1 »."""
    text: str
    """As it was typed, tags included."""
    fields: tuple[str, ...]
    """The fields asked for that it uses, through their loops."""


def wordings(modele: Path) -> tuple[dict[Path, Wording], list[Path]]:
    """The parts and clauses of a modèle by file, and the files that cannot be read."""
    closed = filter(is_closed, [modele / FOLDER])
    every = [*listed(modele, "*.docx", f"{FOLDER}/*.docx"), *closed]
    files = [file for file in every if file.name != CHARTER]
    found = {file: read_wording(file, file.stem, shown(file.parent)) for file in files}
    return {f: one for f, one in found.items() if one}, [f for f in files if not found[f]]


def used(parts: Iterable[Wording]) -> dict[str, tuple[str, ...]]:
    """The fields that some parts use, under their one name, with the parts that do."""
    found: dict[str, tuple[str, ...]] = {}
    for wording in parts:
        for name in sorted({one for field in wording.fields if (one := canonical(field))}):
            found[name] = (*found.get(name, ()), wording.part)
    return found


def unused(parts: Iterable[Path]) -> list[str]:
    """Each under its one name, however a part calls it."""
    read = (read_wording(part, part.stem, "") for part in parts)
    known = used(wording for wording in read if wording)
    return [name for name in printable() if name.removesuffix("[]") not in known]


def summary(modele: str, parts: Iterable[Path]) -> Finding | None:
    """One note for a modèle: how many, and where most of them are."""
    names = unused(parts)
    if not names:
        return None
    groups = Counter(name.partition(".")[0] for name in names)
    most = ", ".join(f"{name} ({count})" for name, count in groups.most_common(_MOST))
    rest = " …" if len(groups) > _MOST else ""
    count = plural(len(names), "champ n'est employé", "champs ne sont employés")
    said = f"{count} par aucune pièce : {most}{rest}."
    help = f"La liste : pmtdocs templates fields {modele} --unused"
    return Finding(KINDS["MDL118"], said, Location(("modele", modele), None, modele), help=help)


def nobody_says(parts: Iterable[Wording], told: Iterable[Dossier]) -> Iterator[Finding]:
    """The facts of one's own that parts name, and that none of these dossiers says, nor a body."""
    every = [*told]
    bodies = (body for one in every for body in one.commun.organisations.values())
    known = {True: {k for one in every for k in one.dossier.faits}}
    known[False] = {key for body in bodies for key in body.faits}
    for wording in parts:
        for paragraph in (*wording.paragraphs, *wording.margins):
            for above, key in dict.fromkeys(map(_free, paragraph.fields)):
                own = above in _OF_THE_DOSSIER
                if above and key not in known[own]:
                    who = "Aucun dossier de ce modèle" if own else "Aucun organisme"
                    said = f"{who} ne dit le fait « {key} »{or_rather(key, known[own])}"
                    help = "Corrigez la balise, ou écrivez ce fait sous « faits » dans les données."
                    place = wording.locate(paragraph, ("modele", wording.part))
                    yield Finding(KINDS["MDL119"], said, place, help=help)


_OF_THE_DOSSIER = ("faits", "dossier.faits")


def _free(field: str) -> tuple[str, str]:
    """The holder and the key of a fact of one's own; nothing for another field."""
    above, _, key = field.rpartition(".")
    return (above, key) if above.rpartition(".")[2] == "faits" else ("", "")


def names_facts(parts: Iterable[Wording]) -> bool:
    """Do they name a fact of one's own?"""
    return any(_free(field)[0] for wording in parts for field in wording.fields)


def impact(parts: dict[Path, Wording], name: str) -> Iterator[Use]:
    """The paragraphs that use a field or, for a group or a list, any field in it.

    ``personne.nom`` finds it wherever a person is named, ``convention.financeur`` there alone.
    """
    for file, wording in parts.items():
        uses: dict[int, tuple[str, ...]] = {}
        for paragraph in (*wording.paragraphs, *wording.margins):
            every = dict.fromkeys(paragraph.fields)
            if fields := tuple(f for f in every if _in(f, name) or _in(canonical(f) or "", name)):
                uses[paragraph.number] = fields
        template = read(file) if uses else None
        for typed in template.paragraphs if template else ():
            if typed.number in uses and not typed.in_box:
                fields = uses[typed.number]
                text = typed.text.strip()
                yield Use(wording.part, wording.file, typed.number, typed.label, text, fields)


def in_data(loaded: Loaded, name: str) -> Iterator[Use]:
    """The texts of a dossier's own files that name a field between braces."""
    for source in loaded.sources.values():
        for path, line, text in source.texts():
            typed = (one or other for one, other in FIELD.findall(text) if FACT.match(one or other))
            named = dict.fromkeys(said.partition("|")[0].strip() for said in typed)
            if fields := tuple(f for f in named if _in(f, name) or _in(canonical(f) or "", name)):
                label = f"{loaded.dossier.nom}, {describe(path, loaded.trees)}"
                yield Use("", source.file, line, label, text, fields)


def _in(field: str, name: str) -> bool:
    """``a.b[].c`` is in ``a.b``, in ``a`` and in itself, whether brackets are typed or not."""
    said, asked = (one.replace("[]", "").split(".") for one in (field, name))
    return said[: len(asked)] == asked
