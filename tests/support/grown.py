"""The dossier of 2024 made larger: so many times its members, proxies, lines and actions."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

from pmtdocs.dossier.yaml_source import read_source

DATA = Path(__file__).parents[2] / "data"
Tree = dict[str, Any]


def grow(folder: Path, times: int) -> str:
    """Write the larger dossier in ``folder``; its name comes back."""
    for part in ("2024", "_commun"):
        shutil.copytree(DATA / part, folder / part)
    people = _change(folder / "_commun/personnes.yaml", lambda t: _people(t, times))
    _change(folder / "_commun/communes.yaml", lambda t: _copies(t, times, lambda town, _: town))
    _change(folder / "2024/seance.yaml", lambda t: _sitting(t, times))
    _change(folder / "2024/budget.yaml", lambda t: _budget(t, times))
    _change(folder / "2024/programme.yaml", lambda t: {**t, "elements": t["elements"] * times})
    assert len(people) > 100 * times
    return "2024"


def _change(file: Path, change: Any) -> Tree:
    tree = read_source(file, file.name, (file.stem,)).tree
    assert isinstance(tree, dict)
    changed: Tree = change(tree)
    # Groups of plain values on one line, as people type them.
    text = yaml.dump(changed, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=200)
    file.write_text(text, encoding="utf-8")
    return changed


class _Dumper(yaml.CSafeDumper):
    """As people type: no anchors."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _copies(table: Tree, times: int, change: Any) -> Tree:
    """Each entry so many times; the copies have a number behind their key."""
    return {f"{key}{_mark(i)}": change(one, i) for i in range(times) for key, one in table.items()}


def _mark(i: int) -> str:
    return f"-{i}" if i else ""


def _people(people: Tree, times: int) -> Tree:
    """Each commune has its own people; the copies hold no office."""

    def person(one: Tree, i: int) -> Tree:
        kept = {k: v for k, v in one.items() if not i or k != "fonctions"}
        return kept | ({"commune": one["commune"] + _mark(i)} if "commune" in one else {})

    return _copies(people, times, person)


def _sitting(sitting: Tree, times: int) -> Tree:
    def renamed(one: Tree, i: int) -> Tree:
        people = {k: one[k] + _mark(i) for k in ("membre", "suppleant", "de", "a") if k in one}
        return one | people

    return sitting | {
        "membres_en_exercice": str(int(sitting["membres_en_exercice"]) * times),
        "membres": [renamed(m, i) for i in range(times) for m in sitting["membres"]],
        "procurations": [renamed(p, i) for i in range(times) for p in sitting["procurations"]],
    }


def _budget(budget: Tree, times: int) -> Tree:
    """More lines, worth nothing: the totals stay."""
    out = dict(budget)
    for key in ("depenses", "recettes"):
        side = budget[key]
        lines = [one for g in side.get("groupes", ()) for one in g["lignes"]]
        lines += side.get("lignes", [])
        more = [
            {"libelle": f"Ligne {i * len(lines) + n}", "montant": "0"}
            for i in range(1, times)
            for n in range(len(lines))
        ]
        out[key] = side | {"lignes": [*side.get("lignes", []), *more]}
    return out
