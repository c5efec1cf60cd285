"""The facts of a dossier as one JSON file, to be published with its documents.

What the data files say, as it was typed, without what is for the house: comments, reserves,
findings, bank details. Of the shared tables, only the entries that the dossier names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.source import Tree

#: What accepts an anomaly is between the house and its tool.
_KEPT_BACK = {"reserves"}
_SHARED = "commun"
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[0-9A-Z]{4}){3,7}(?: ?[0-9A-Z]{1,4})?\b")
_HIDDEN = "[coordonnées bancaires non publiées]"


def render(loaded: Loaded) -> bytes:
    """``{"dossier": {…}, "budget": {…}, …, "commun": {"organisations": {…}}}``, sorted by key."""
    own = {name: tree for name, tree in loaded.trees.items() if name != _SHARED}
    commons = loaded.trees.get(_SHARED)
    shared = _named(own, commons if isinstance(commons, dict) else {})
    facts = _published({**own, _SHARED: shared})
    return f"{json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()


def _published(tree: Tree) -> Tree:
    if isinstance(tree, dict):
        return {key: _published(value) for key, value in tree.items() if key not in _KEPT_BACK}
    if isinstance(tree, list):
        return [_published(value) for value in tree]
    return _IBAN.sub(_hide, tree) if isinstance(tree, str) else tree


def _hide(match: re.Match[str]) -> str:
    """An account number has a remainder of 1 (ISO 13616); anything else is left as it is."""
    number = match[0].replace(" ", "")
    digits = "".join(str(int(sign, 36)) for sign in number[4:] + number[:4])
    return _HIDDEN if int(digits) % 97 == 1 else match[0]


def _named(own: Tree, commons: dict[str, Tree]) -> Tree:
    """The entries of shared tables that are named by the dossier, or by one that is."""
    tables = {name: table for name, table in commons.items() if isinstance(table, dict)}
    kept: dict[str, dict[str, Tree]] = {}
    waiting = list(_texts(own))
    while waiting:
        word = waiting.pop()
        for name, table in tables.items():
            if word in table and word not in kept.setdefault(name, {}):
                kept[name][word] = table[word]
                waiting += _texts(table[word])
    return {name: {**entries} for name, entries in kept.items() if entries}


def _texts(tree: Tree) -> Iterator[str]:
    if isinstance(tree, dict):
        for value in tree.values():
            yield from _texts(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _texts(value)
    elif isinstance(tree, str):
        yield tree
