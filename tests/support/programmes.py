"""Correct programmes, indicators and reviews made at random, as the YAML trees of their files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from random import Random
from typing import Any

Tree = dict[str, Any]

LEVELS = ("axe", "objectif", "mission", "thème", "catégorie", "volet", "partie", "chantier")
LABELS = ("Axe {chiffre} :", "{romain}.", "{lettre}/", "Objectif {chiffre} –")
TITLES = (
    "Élargir la communauté",
    "Monter des projets",
    "Former les équipes",
    "Rayonner hors du territoire",
    "Accompagner les entreprises",
)
NOUNS = ("comités", "projets", "ateliers", "rencontres", "diagnostics", "prestations", "visites")
KINDS = ("FRI", "ANR", "INTERREG", "Horizon Europe", "régionaux", "nationaux")


class _Names:
    """Names of figures, no two alike in a programme: a deliverable repeats one and only one."""

    def __init__(self, rnd: Random) -> None:
        self.rnd, self.rank = rnd, count(1)
        self.levels: list[str] = []

    def new(self, noun: str) -> str:
        folded = noun.replace("é", "e").replace("è", "e")
        return f"{folded}-{next(self.rank)}"


def programme(rnd: Random, title: str, size: int) -> Tree:
    """A tree of any depth, each level with about ``size`` children, proved level by level."""
    depth = rnd.randint(1, 4)
    names = _Names(rnd)
    levels = [{"nom": key(name)} for name in rnd.sample(LEVELS, depth)]
    for level in levels:
        if rnd.random() < 0.8:
            level["etiquette"] = rnd.choice(LABELS)
    proved_at = rnd.choice((None, *range(depth)))
    names.levels = [level["nom"] for level in levels]
    roots = [_element(names, depth, proved_at, size, i + 1) for i in range(rnd.randint(1, size))]
    return {
        "nom": rnd.choice(("PMT Santé", "Filière 2030")),
        "intitule": title,
        "niveaux": levels,
        "elements": roots,
    }


def key(name: str) -> str:
    """« thème » as the name of a level."""
    return name.translate(str.maketrans("éè", "ee"))


def _element(names: _Names, depth: int, proved_at: int | None, size: int, rank: int) -> Tree:
    rnd = names.rnd
    element: Tree = {"titre": rnd.choice(TITLES)}
    if rnd.random() < 0.3:
        element["introduction"] = ["Le territoire compte **8 000 emplois**.", {"liste": ["santé"]}]
    if depth == 1 or rnd.random() < 0.2:
        element["libelle_actions"] = "Objectifs attendus"
        element["actions"] = [_action(names) for _ in range(rnd.randint(1, size))]
    if rnd.random() < 0.2:
        element["cibles"] = [_action(names)]
    if depth > 1:
        below = None if proved_at is None or proved_at == 0 else proved_at - 1
        children = rnd.randint(1, size)
        element["enfants"] = [
            _element(names, depth - 1, below, size, i + 1) for i in range(children)
        ]
    if proved_at == 0 or (proved_at is not None and "actions" in element):
        level = names.levels[-depth]
        titles = ("Livrables", f"Livrables : {level} {rank}", f"Livrables, {level} n° {rank}")
        element["livrables"] = _deliverables(names, element, rnd.choice(titles))
    return element


def _action(names: _Names) -> Tree:
    return names.rnd.choice(_ACTIONS)(names)


def _plain(names: _Names) -> Tree:
    return {
        "texte": names.rnd.choice(("Tenir à jour le site.", "Suivre la norme ISO 13485 (2016)."))
    }


def _new_ones(names: _Names) -> Tree:
    noun = names.rnd.choice(NOUNS)
    name = names.new(noun)
    figures = {name: names.rnd.randint(1, 30)}
    return {"texte": f"Lancer {{{name}}} nouveaux {noun}.", "chiffres": figures}


def _of_which(names: _Names) -> Tree:
    rnd, noun = names.rnd, names.rnd.choice(NOUNS)
    whole, part = names.new(noun), names.new("dont")
    total = rnd.randint(1, 40)
    return {
        "texte": f"Réunir {{{whole}}} {noun}, dont {{{part}}} sur la bioproduction.",
        "chiffres": {whole: total, part: rnd.randint(0, total)},
    }


def _between(names: _Names) -> Tree:
    low, high = names.new("min"), names.new("max")
    least = names.rnd.randint(1, 200)
    text = f"Réunir entre {{{low}}} et {{{high}}} participants, salariés ou dirigeants."
    return {"texte": text, "chiffres": {low: least, high: least + names.rnd.randint(0, 50)}}


def _in_brackets(names: _Names) -> Tree:
    """One sum or two in one sentence, each with its parts in brackets."""
    rnd, texts, figures = names.rnd, [], {}
    for noun in rnd.sample(NOUNS, rnd.randint(1, 2)):
        name = names.new(noun)
        parts = [rnd.randint(1, 30) for _ in range(rnd.randint(2, 4))]
        listed = ", ".join(f"{n} {kind}" for n, kind in zip(parts, KINDS, strict=False))
        texts.append(f"{{{name}}} {noun} ({listed})")
        figures[name] = {"valeur": sum(parts), "detail": parts}
    return {
        "texte": f"Aider {' et '.join(texts)}, individuels ou collaboratifs.",
        "chiffres": figures,
    }


def _list_of_parts(names: _Names) -> Tree:
    """« 3 prestations à 26 entreprises : », then the three with their companies."""
    rnd = names.rnd
    parts = [rnd.randint(1, 20) for _ in range(rnd.randint(1, 6))]
    services, companies = names.new("prestations"), names.new("entreprises")
    below = []
    for part in parts:
        name = names.new("part")
        noun = "entreprise" if part == 1 else "entreprises"
        words = rnd.choice((f"pour {{{name}}} {noun}", f"{{{name}}} {noun} accompagnées"))
        below.append({"texte": f"Appui ({words}) ;", "chiffres": {name: part}})
    return {
        "texte": f"Proposer {{{services}}} prestations à {{{companies}}} entreprises adhérentes :",
        "chiffres": {
            services: {"valeur": len(parts), "compte_la_liste": "oui"},
            companies: {"valeur": sum(parts), "detail": parts},
        },
        "actions": below,
    }


def _list_of_others(names: _Names) -> Tree:
    """A sum with its parts, then a list whose points count other things."""
    rnd = names.rnd
    parts = [rnd.randint(1, 20) for _ in range(rnd.randint(2, 3))]
    companies, below = names.new("entreprises"), []
    for noun in rnd.sample(("ateliers", "stages", "livrets"), rnd.randint(2, 3)):
        name = names.new(noun)
        below.append({"texte": f"{{{name}}} {noun} ;", "chiffres": {name: rnd.randint(30, 60)}})
    return {
        "texte": f"Suivre {{{companies}}} entreprises des deux sites, par :",
        "chiffres": {companies: {"valeur": sum(parts), "detail": parts}},
        "actions": below,
    }


_ACTIONS: tuple[Callable[[_Names], Tree], ...] = (
    _plain,
    _new_ones,
    _of_which,
    _between,
    _in_brackets,
    _list_of_parts,
    _list_of_others,
)


def _deliverables(names: _Names, element: Tree, title: str) -> Tree:
    """Proofs: a figure of an action repeated, another thing counted, or words alone."""
    rnd = names.rnd
    items: list[Tree] = [{"texte": "Un compte rendu par réunion."}]
    known = [*_figures(element)]
    if known and rnd.random() < 0.7:
        name = rnd.choice(known)
        items.append({"texte": f"Tableau des {{{name}}} cas suivis.", "reprend": [name]})
    if rnd.random() < 0.5:
        name = names.new("annexe")
        text = f"Liste de {{{name}}} nouveaux membres."
        items.append({"texte": text, "chiffres": {name: rnd.randint(1, 50)}})
    return {"intitule": title, "elements": items}


def _figures(element: Tree) -> Iterator[str]:
    for action in (*element.get("actions", ()), *element.get("cibles", ())):
        yield from action.get("chiffres", {})
    for child in element.get("enfants", ()):
        yield from _figures(child)


def indicators(rnd: Random, title: str) -> Tree:
    """Some groups of indicators, with and without targets."""
    one = {"libelle": "Nombre d'adhérents", "valeur_initiale": "60", "cible": "à compléter"}
    two = {"libelle": "**Tableau** listant les entreprises", "donnees": ["nom", "effectif"]}
    groups = [
        {"intitule": f"Collège {i + 1}", "indicateurs": rnd.sample([one, two], rnd.randint(1, 2))}
        for i in range(rnd.randint(1, 4))
    ]
    return {"intitule": title, "introduction": "Le bénéficiaire renseigne :", "groupes": groups}


def review(rnd: Random, first_year: int) -> Tree:
    """``bilan.yaml``, of a year before."""
    year = first_year - rnd.randint(1, 2)
    titles = (f"Bilan {year}", "Bilan du programme", f"Bilan {year - 2}-{year}")
    names = _Names(rnd)
    items = [_item(names) for _ in range(rnd.randint(1, 6))]
    return {
        "intitule": rnd.choice(titles),
        "annee": year,
        "introduction": "Ce qui a été fait :",
        "elements": items,
    }


def _item(names: _Names) -> Tree:
    action = names.rnd.choice((_plain, _of_which, _in_brackets))(names)
    return {"theme": "Réseau", **action}


def aids(rnd: Random, day: str) -> Tree:
    """``aides.yaml``: schemes whose ceilings agree, and grants of each once a company."""
    schemes: list[Tree] = [{"cle": "forfait", "nom": "Coup de pouce", "forfait": 5_000}]
    for i in range(rnd.randint(0, 3)):
        rate, spending = rnd.choice((10, 25, 50, 80)), rnd.randint(1, 90) * 1_000
        ceiling = spending * rate // 100
        money = {"taux": rate, "plafond_depenses": spending, "plafond_aide": ceiling}
        schemes.append({"cle": f"aide-{i}", "nom": f"Aide n° {i}", "une_fois": "oui", **money})
    grants = [
        {"dispositif": scheme["cle"], "entreprise": name, "date": day, "montant": 1_000}
        for scheme in schemes
        for name in rnd.sample(("ACME", "Acmé Santé", "Microlaser"), rnd.randint(0, 3))
    ]
    kept = {"octrois": grants} if grants else {}
    return {"intitule": "Aides", "introduction": "Le Pôle aide :", "dispositifs": schemes, **kept}
