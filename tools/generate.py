"""Write what the docs say of the code: ``make docs`` runs it.

docs/rules.md, commands.md, limites.md, law.md and sorties.md whole, the tables of rooms in
docs/architecture.md and of licences, the index of docs/decisions/, fonts/signes.txt from the font.
"""

from __future__ import annotations

import ast
import difflib
import re
import shutil
import tempfile
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import metadata
from pathlib import Path, PurePosixPath

import click
from fontTools.ttLib import TTFont

from pmtdocs.cli import main
from pmtdocs.commands.catalogue import CATALOGUE
from pmtdocs.dossier import days_off, law
from pmtdocs.finding import EXIT_CODES, Kind
from pmtdocs.language import glyphs
from pmtdocs.language.french import number, plural
from pmtdocs.render.page.fonts import FONTS
from pmtdocs.rules import RULES, TEXT_RULES, Rule, printed
from pmtdocs.system import limits
from pmtdocs.templates import DOCS, INSPECTED
from pmtdocs.templates.kinds import Known
from tests.support import examples

ROOT = Path(__file__).parent.parent
HERE = ROOT / "docs"
_ALL: tuple[Rule, ...] = (*RULES, *TEXT_RULES, *printed.RULES)
#: Whatever terminal runs this, the pages are the same.
_WIDTH = 92
_WARNING = "<!-- Page écrite par `make docs` : modifiez le code, pas ce fichier. -->\n"


def rules() -> str:
    """One section a rule, then the codes of form in a table."""
    codes = {*(rule.code for rule in _ALL), *DOCS}
    others = [kind for code, kind in CATALOGUE.items() if code not in codes]
    return "\n".join(
        [
            _WARNING,
            "# Les règles\n",
            "Une erreur bloque ce qui doit être signé, jamais un projet. `pmtdocs check` applique "
            "toutes les règles ; une réserve de `dossier.yaml` accepte une anomalie d'un acte "
            "adopté, pour les chiffres qu'elle nomme et pour eux seuls.\n",
            *(_rule(rule) for rule in sorted(_ALL, key=lambda rule: rule.code)),
            "## Fautes d'un modèle Word\n",
            "`pmtdocs templates check` les montre toutes, à leur paragraphe ou à leur cellule ; "
            "`--annotate` les écrit en commentaires dans une copie du modèle.\n",
            *(_fault(known) for known in INSPECTED),
            "## Fautes de forme\n",
            "Elles se corrigent dans le fichier, à la ligne indiquée.\n",
            "| code | faute | gravité |\n|---|---|---|",
            *(_row(kind) for kind in sorted(others, key=lambda k: k.code)),
            "\n## Où chaque règle est écrite\n",
            "| code | faute | fichier |\n|---|---|---|",
            *(_written(rule) for rule in sorted(_ALL, key=lambda rule: rule.code)),
            "",
        ]
    )


def _rule(rule: Rule) -> str:
    kind, doc = rule.kind, rule.doc
    return (
        f"## {kind.code} : {kind.name}\n\n"
        f"*{kind.severity.said.capitalize()}.* {doc.what}\n\n"
        f"**Pourquoi.** {doc.why}\n\n"
        f"**Faux.** {doc.wrong}\n\n"
        f"**Juste.** {doc.right}\n\n"
        f"**Source.** {kind.reference}\n\n"
        f"{_tried(kind.code)}"
    )


def _fault(known: Known) -> str:
    kind, doc = known
    return (
        f"### {kind.code} : {kind.name}\n\n"
        f"*{kind.severity.said.capitalize()}.* {doc.what} {doc.why}\n\n"
        f"**Faux.** {doc.wrong}\n\n"
        f"**Juste.** {doc.right}\n"
    )


def _tried(code: str) -> str:
    """The first wrong case of the rule, run for this page, and what the rule answers."""
    case = next(c for c in examples.cases(code) if c["genre"] == "faux")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(shutil.copytree(examples.DATA, Path(folder, "data")))
        found = next(f for f in examples.run(case, data) if f.code == code)
    changes = "\n".join(_change(change) for change in case["changements"])
    place = found.primary.label
    return (
        f"<details><summary>Essayé : {case['cas']}</summary>\n\n```diff\n{changes}\n```\n\n"
        f"{place} : {found.message}\n\n→ {found.help}\n\n</details>\n"
    )


def _change(change: dict[str, str]) -> str:
    file = PurePosixPath(change["fichier"]).name
    lines = difflib.ndiff(change["ancien"].splitlines(), change["nouveau"].splitlines())
    kept = [line.rstrip() for line in lines if not line.startswith("?")]
    return "\n".join([f"  # {file}", *kept])


def _row(kind: Kind) -> str:
    return f"| {kind.code} | {kind.name} | {kind.severity.said} |"


def _written(rule: Rule) -> str:
    file = rule.check.__module__.replace(".", "/")
    return f"| {rule.code} | {rule.kind.name} | `{file}.py` |"


def limites() -> str:
    """Every limit, with its number and its reason."""
    found = [limit for limit in vars(limits).values() if isinstance(limit, limits.Limit)]
    rows = [f"| {limit.what} | {limit.said} | {limit.why} |" for limit in found]
    return "\n".join(
        [
            _WARNING,
            "# Les bornes\n",
            "Un fichier venu par courriel n'est pas sûr. Il est pesé avant d'être ouvert ; le "
            "rendu, le contrôle des modèles, l'import d'un budget et la comparaison se font dans "
            "un processus dont le temps et la mémoire sont bornés. Au-delà, pmtdocs s'arrête, dit "
            "quelle borne est dépassée (code de sortie 6) et n'écrit rien. Macros, DTD, liens "
            "vers un fichier, images distantes et champs qui vont chercher ailleurs sont refusés, "
            "quelle que soit leur taille.\n",
            "| ce qui est borné | au plus | pourquoi |\n|---|---|---|",
            *rows,
            "",
        ]
    )


def legal() -> str:
    """Every legal value: for whom, since when, its source, what is doubtful; then the holidays."""
    rows = [_valued(one, value) for one in law.parameters() for value in one.values]
    off = [f"| {h.name} | {_fixed(h)} | {_places(h)} | {h.source} |" for h in days_off.holidays()]
    return "\n".join(
        [
            _WARNING,
            "# Ce que la loi fixe, et depuis quand\n",
            "Aucune de ces valeurs n'est écrite dans le code : elles sont dans `pmtdocs/droit/`, "
            "et la date et l'organisme que la loi désigne choisissent. Ce qui reste « à vérifier » "
            "est répété par les messages des règles qui s'appuient dessus.\n",
            "« – » n'est pas fixé pour ces organismes, ou reste à vérifier : aucune règle n'en "
            "juge. Un régime qui a un dernier jour l'emporte tant qu'il dure.\n",
            "| quoi | pour qui | valeur | depuis | jusqu'au | source | à vérifier |\n"
            "|---|---|--:|---|---|---|---|",
            *rows,
            "\n## Les délais\n",
            "Un délai *franc* ne compte ni son premier ni son dernier jour ; un délai *prorogé* "
            "qui finit un samedi, un dimanche ou un jour férié va jusqu'au premier jour ouvrable. "
            "Ces deux propriétés sont dites ci-dessus à côté du nom de chaque délai.\n",
            "## Ce qu'aucune règle ne juge\n",
            "Les faits manquent aux données : vérifiez-le vous-même.\n",
            "| quoi | ce que dit la loi | source |\n|---|---|---|",
            *(f"| {what} | {said} | {source} |" for what, said, source in _UNJUDGED),
            "\n## Les jours fériés\n",
            "| jour | date | où | source |\n|---|---|---|---|",
            *off,
            "",
        ]
    )


_UNJUDGED = (
    (
        "qui accorde la subvention",
        "le conseil, non le maire seul ; par délégation, le bureau ou le président d'un "
        "établissement de coopération intercommunale, et la commission permanente",
        "Sénat, réponse du 2 février 2023",
    ),
    (
        "convocation d'une commission permanente ou d'un bureau",
        "leur règlement intérieur la fixe (pour un bureau, à vérifier)",
        "CGCT, art. L. 3121-19, pour la seule assemblée plénière",
    ),
    (
        "plusieurs subventions en un seul vote",
        "permis pour un objet commun, sauf si un membre demande des votes séparés ; chaque "
        "intéressé sort pour sa ligne, ou pour tout le vote",
        "CE, 5 juillet 2021, n° 433537 ; Sénat, réponse du 2 février 2023",
    ),
    (
        "arrêté de déport",
        "il dit qui remplace l'intéressé",
        "Décret n° 2014-90 du 31 janvier 2014, art. 5",
    ),
    (
        "publication de l'acte depuis le 1er juillet 2022",
        "en entier, non modifiable, téléchargeable, deux mois au moins, avec le prénom, le nom et "
        "la qualité de l'auteur et le jour de la mise en ligne ; une commune de moins de 3 500 "
        "habitants choisit son mode ; une décision individuelle se notifie",
        "CGCT, art. R. 2131-1 et R. 3131-2",
    ),
    (
        "registre des aides de minimis",
        "depuis le 1er janvier 2026 (agriculture : 2027), l'État y inscrit les siennes ; pour une "
        "collectivité, une loi est attendue : à vérifier",
        "Décret n° 2025-1361",
    ),
)


def _valued(one: law.Parameter, value: law.Value) -> str:
    kinds = [
        word for word, holds in (("franc", value.clear), ("prorogé", value.prolonged)) if holds
    ]
    title = f"{one.title} ({', '.join(kinds)})" if kinds else one.title
    since = f"{value.since:%d/%m/%Y}" if value.since else "l'origine"
    until = f"{value.until:%d/%m/%Y}" if value.until else "–"
    whom = ", ".join(value.kinds) or "tous"
    if value.below is not None:
        whom += f", sous {number(value.below)} habitants"
    fixed = number(value.value) if value.fixed else "–"
    cells = (title, whom, fixed, since, until, value.source, value.doubt or "–")
    return f"| {' | '.join(cells)} |"


def _fixed(holiday: days_off.Holiday) -> str:
    if holiday.day:
        return holiday.day
    days = plural(abs(holiday.after_easter), "jour")
    return f"{days} {'après' if holiday.after_easter > 0 else 'avant'} Pâques"


def _places(holiday: days_off.Holiday) -> str:
    return ", ".join(sorted(holiday.departments)) or "partout"


def sorties() -> str:
    """What each exit code says."""
    rows = [f"| {code} | {few} | {said} |" for code, (few, said) in EXIT_CODES.items()]
    return "\n".join(
        [
            _WARNING,
            "# Les codes de sortie\n",
            "Chaque commande rend l'un de ces codes, et le même pour la même raison ; de plusieurs "
            "dossiers, le plus grave.\n",
            "| code | en bref | ce qu'il dit |\n|---|---|---|",
            *rows,
            "",
        ]
    )


def commands() -> str:
    """The help of each command, as the terminal shows it."""
    helps = main.context_settings["help_option_names"]
    top = click.Context(main, info_name="pmtdocs", terminal_width=_WIDTH, help_option_names=helps)
    sections = _helps(main, top)
    return "\n".join([_WARNING, "# Les commandes\n", *list(sections)[1:]])


def _helps(command: click.Command, context: click.Context) -> Iterator[str]:
    """Its help, then that of its subcommands."""
    yield f"## {context.command_path}\n"
    yield f"```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if child := command.get_command(context, name):
                yield from _helps(
                    child,
                    click.Context(child, info_name=name, parent=context, terminal_width=_WIDTH),
                )


def signs(font: str) -> str:
    """Every sign that all faces of a font draw, in the order of their codes."""
    faces = [set(TTFont(face).getBestCmap()) for face in FONTS.glob(f"{font}*.ttf")]
    every = map(chr, sorted(set.intersection(*faces)))
    return "".join(c for c in every if c.isprintable() or unicodedata.category(c) == "Zs")


def rooms() -> str:
    """The floors of the import contract, from the top, with the rooms of each and their folders."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    floors = next(c["layers"] for c in contracts["contracts"] if c["id"] == "layers")
    rows = [
        f"| {len(floors) - i or 'ground'} | {_room(ROOT / 'pmtdocs' / name, name)} |"
        for i, floor in enumerate(floors, 1)
        for room in floor.split(" | ")
        for name in (room, *_folders(room))
    ]
    return "\n".join(["| floor | room | what it holds |", "|--:|---|---|", *rows])


def _folders(room: str) -> list[str]:
    """The packages inside a room."""
    inside = sorted((ROOT / "pmtdocs" / room).glob("*/__init__.py"))
    return [f"{room}/{file.parent.name}" for file in inside]


def _room(room: Path, name: str) -> str:
    """Its name, which leads to it, and the first paragraph of what it says of itself."""
    file = room / "__init__.py" if room.is_dir() else room.with_suffix(".py")
    doc = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    said = " ".join(doc.partition("\n\n")[0].split()).replace("``", "`")
    return f"[{name}](../pmtdocs/{name}{'' if room.is_dir() else '.py'}) | {said}"


def between(text: str, mark: str, written: str) -> str:
    """A page with what is between its marks written again."""
    return re.sub(
        f"(<!-- {mark} -->\n).*?(<!-- /{mark} -->)",
        lambda marks: f"{marks[1]}{written}\n{marks[2]}",
        text,
        flags=re.DOTALL,
    )


def decisions() -> str:
    """The pages of docs/decisions/, the latest first."""
    rows = []
    for page in sorted((HERE / "decisions").glob("[0-9]*.md"), reverse=True):
        title, date = page.read_text("utf-8").split("\n")[0:3:2]
        number, _, words = title.removeprefix("# ").partition(". ")
        rows.append(f"| {number} | [{words}]({page.name}) | {date.strip('*')} |")
    head = ["| | decision | date |", "|---|---|---|"]
    return "\n".join([*head, *rows])


def licences() -> str:
    """What the lock installs, by what each package says of its licence."""
    lock = (ROOT / "requirements" / "constraints.txt").read_text("utf-8")
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in re.findall(r"^([\w.-]+)==(?!.*!= 'CPython')", lock, re.MULTILINE):
        found[licence(name)].append(name)
    rows = [f"| {said} | {', '.join(found[said])} |" for said in sorted(found, key=str.lower)]
    return "\n".join(["| licence déclarée | paquets |", "|---|---|", *rows])


def licence(name: str) -> str:
    """As its metadata name it: an expression, a line of text, or classifiers."""
    said = metadata(name)
    whole = said.get_all("License-Expression") or said.get_all("License")
    lines = (line.split(" :: ") for line in said.get_all("Classifier", []))
    return " ou ".join(whole or (line[-1] for line in lines if line[0] == "License"))


def _again(page: Path, mark: str, written: str) -> None:
    page.write_text(between(page.read_text("utf-8"), mark, written), encoding="utf-8")


if __name__ == "__main__":
    _again(HERE / "architecture.md", "rooms", rooms())
    _again(HERE / "decisions" / "README.md", "decisions", decisions())
    _again(HERE / "licences.md", "licences", licences())
    glyphs.FILE.write_text(own := signs("Carlito-"), encoding="utf-8")
    others = "".join(sign for sign in signs("Signes") if sign not in own and not sign.isspace())
    glyphs.SYMBOLS.write_text(others, encoding="utf-8")
    (HERE / "rules.md").write_text(rules(), encoding="utf-8")
    (HERE / "commands.md").write_text(commands(), encoding="utf-8")
    (HERE / "sorties.md").write_text(sorties(), encoding="utf-8")
    (HERE / "law.md").write_text(legal(), encoding="utf-8")
    (HERE / "limites.md").write_text(limites(), encoding="utf-8")
