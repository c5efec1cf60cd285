"""What a register adds to ``data/_commun/``: lines at the end, everything else as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from pmtdocs.dossier.model.common import Person, Town
from pmtdocs.exchange.modeline import modeline
from pmtdocs.exchange.sitting.naming import Imported
from pmtdocs.exchange.sitting.seance_yaml import shared_entry
from pmtdocs.language.french import plural
from pmtdocs.system import files
from pmtdocs.system.limits import YAML_SIZE

_HEAD = "# D'après le registre d'une séance : à relire."
_EMPTY = re.compile(r"^(?:\{\s*\}|null|~)[ \t]*$", re.MULTILINE)
Entries = Mapping[str, Person | Town]


def add(data: Path, imported: Imported) -> str:
    """Write the new communes and people of whom there is no doubt, and say how many.

    Raises PmtdocsError when a table is written in a way that no line can be added to.
    """
    towns = {key: one for key, one in imported.towns.items() if key not in imported.unsure}
    lost = imported.towns.keys() - towns.keys()
    people = {
        key: one
        for key, one in imported.people.items()
        if key not in imported.unsure and one.commune not in lost
    }
    texts = {
        data / "_commun" / f"{table}.yaml": _added(data, table, entries)
        for table, entries in (("communes", towns), ("personnes", people))
        if entries
    }
    for file, text in texts.items():
        files.write(file, text.encode(), replace=True)
    counts = [plural(len(towns), "commune")] if towns else []
    return ", ".join([*counts, *([plural(len(people), "personne")] if people else [])])


def _added(data: Path, table: str, entries: Entries) -> str:
    """The text of a table with its new lines."""
    file = data / "_commun" / f"{table}.yaml"
    try:
        before = files.read(file, YAML_SIZE).decode()
    except files.AbsentError:
        before = modeline(data, table, file.parent)
    kept = _EMPTY.sub("", before).rstrip()
    lines = [shared_entry(key, one) for key, one in entries.items()]
    ends = "\r\n" if "\r\n" in before else "\n"
    text = ends.join([*([kept, ""] if kept else []), _HEAD, *lines, ""])
    if not _holds(text, before, entries):
        raise files.NotWrittenError(
            f"{files.shown(file)} n'est pas écrit une entrée par ligne : rien n'y est ajouté.",
            "Collez-y les lignes proposées sans --write.",
        )
    return text


def _holds(text: str, before: str, keys: Iterable[str]) -> bool:
    """Does a text say what it said before, and the new keys?"""
    try:
        old, new = (yaml.load(each, yaml.BaseLoader) for each in (before, text))  # noqa: S506
    except yaml.YAMLError:
        return False
    return isinstance(new, dict) and {k: new[k] for k in new if k not in set(keys)} == (old or {})
