"""A project from nothing: what stands in ``modeles/``, made somebody's."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import NamedTuple, get_args

from pmtdocs import __version__
from pmtdocs.dossier import kin
from pmtdocs.dossier.model.common import Kind, Organisation
from pmtdocs.dossier.organs import organs
from pmtdocs.dossier.source import FORBIDDEN
from pmtdocs.exchange.modeline import modeline
from pmtdocs.exchange.yaml_text import scalar
from pmtdocs.finding import PmtdocsError
from pmtdocs.language.agreement import contract
from pmtdocs.language.french import did_you_mean, plain
from pmtdocs.language.identifiers import digits, siren_fault
from pmtdocs.system import disk, files
from pmtdocs.templates import NEUTRAL

SHIPPED = NEUTRAL.parent
#: What a project holds before anybody has written in it, and the ready examples.
PROJECT, _EXAMPLES = SHIPPED / "projet", SHIPPED / "exemples"
_SCHEMAS = SHIPPED.parent / "schemas"
#: How the package names « .gitignore », which would act on it.
_HIDDEN = "dot_"
FIRST = "premier-dossier"
#: The key of whoever is granted something, until it is named.
RECIPIENT = "beneficiaire"
#: What is left whole as soon as there is any of it: half of it would not hold together.
_WHOLE = ("data", f"templates/{NEUTRAL.name}/clauses", "schemas")
_TEXTS = {".yaml", ".yml", ".md"}
#: The folders whose files, whatever their names, have one schema.
_SCHEMAS_OF = {"seances": "seance", "avenants": "avenant"}
#: The letters of « GIP ».
_ACRONYM = 3
#: The words by which a name takes its article: « la Ville d'Exemple ».
_NOUNS = {
    "ville",
    "conseil",
    "centre",
    "pays",
    *(plain(kind).split()[0] for kind in get_args(Kind)),
}


class Body(NamedTuple):
    """The authority that moves in."""

    kind: str
    name: str
    siren: str = ""


def kind_of(typed: str) -> str:
    """A kind, typed with its accents or without, or its rank in the list. Raises PmtdocsError."""
    known = [*organs()]
    found = {plain(kind): kind for kind in known} | {str(n): k for n, k in enumerate(known, 1)}
    if (kind := found.get(plain(typed))) is not None:
        return kind
    said = f"« {typed} » n'est pas un type qui accorde des subventions."
    raise PmtdocsError(f"{said}{did_you_mean(typed, known)}", f"Au choix : {', '.join(known)}.")


def name_of(typed: str) -> str:
    """A name on one line, of signs that are seen. Raises PmtdocsError."""
    named = " ".join(typed.split())
    if not any(sign.isalnum() for sign in named) or FORBIDDEN.search(named):
        raise PmtdocsError("Un nom est attendu, tel qu'il s'imprime :", "« Ville d'Exemple ».")
    return named


def siren_of(typed: str) -> str:
    """A SIREN by groups of three; none is none. Raises PmtdocsError."""
    if typed and (fault := siren_fault(typed)):
        raise PmtdocsError(f"{fault}.", "Recopiez-le de l'avis de situation de l'INSEE.")
    number = digits(typed)
    return f"{number[:3]} {number[3:6]} {number[6:]}".strip()


def body_of(kind: str, name: str, siren: str = "") -> Body:
    """The authority, whose name says what it must. Raises PmtdocsError."""
    body = Body(kind_of(kind), name_of(name), siren_of(siren))
    whole = organs()[body.kind].entier
    if whole and not plain(body.name).startswith(plain(whole)):
        said = f"Le nom est attendu en entier : « {whole} … », non « {body.name} »."
        raise PmtdocsError(said, f"Écrivez-le avec son article : « {whole} de l'Exemple ».")
    return body


class Made(NamedTuple):
    """What was written, and what was there and is as it was."""

    written: tuple[str, ...]
    left: tuple[str, ...]
    first: str
    """The dossier to begin with."""


def examples() -> list[str]:
    """The names of the ready examples."""
    return [folder.name for folder in files.listed(_EXAMPLES, "*/")]


def holds_data(folder: Path) -> bool:
    """Are there facts already, which nothing is written beside?"""
    return _holds(folder / "data")


def create(folder: Path, body: Body | None, year: int, example: str = "") -> Made:
    """Write a project in a folder, over nothing that stands there; that of ``body``, or an example.

    Raises NotWrittenError: what was written until then is taken away.
    """
    wanted = _files(body, year, example)
    left = [name for name in _WHOLE if _holds(folder / name)]
    wanted = {n: data for n, data in wanted.items() if not any(n.startswith(f"{w}/") for w in left)}
    left += [name for name in wanted if (folder / name).exists()]
    written: list[Path] = []
    file = folder
    try:
        for name in (name for name in wanted if name not in left):
            file = folder / name
            made = [above for above in reversed(file.parents) if not above.exists()]
            file.parent.mkdir(parents=True, exist_ok=True)
            written += made
            files.write(file, _opened(folder, name, wanted[name]), replace=False)
            written.append(file)
    except (OSError, files.NotWrittenError) as error:
        _take_away(written)
        if isinstance(error, files.NotWrittenError):
            raise
        raise files.NotWrittenError(
            f"{files.shown(file)} ne peut pas être écrit : {disk.reason(error)}. Rien n'a changé."
        ) from error
    names = (file.relative_to(folder).as_posix() for file in written if file.is_file())
    return Made(tuple(names), tuple(left), _first(example))


def _files(body: Body | None, year: int, example: str) -> dict[str, bytes]:
    """What the project is made of, by its path in it."""
    values = {"version": __version__, "annee": str(year), "modele": NEUTRAL.name, "relire": ""}
    values["premier"] = _first(example)
    values |= _values(body) if body else {}
    found = {f"schemas/{name}": file.read_bytes() for name, file in _tree(_SCHEMAS)}
    found |= {f"templates/{NEUTRAL.name}/{n}": file.read_bytes() for n, file in _tree(NEUTRAL)}
    for name, file in _tree(PROJECT):
        if body or not name.startswith("data/"):
            found[name] = filled(file, values) if file.suffix in _TEXTS else file.read_bytes()
    return found | {name: file.read_bytes() for name, file in _tree(_EXAMPLES / example) if example}


def _first(example: str) -> str:
    """The dossier to begin with, in an example or in a project of one's own."""
    sheets = files.listed(_EXAMPLES / example / "data", f"*/{kin.SHEET}") if example else []
    return next((sheet.parent.name for sheet in sheets), FIRST)


def _tree(root: Path) -> Iterator[tuple[str, Path]]:
    """The files of a folder of the package, by their path in a project."""
    for file in sorted(root.rglob("*")):
        if file.is_file():
            steps = file.relative_to(root).parts
            yield "/".join(re.sub(f"^{_HIDDEN}", ".", step) for step in steps), file


def filled(file: Path, values: dict[str, str]) -> bytes:
    """What a file of the package says of these."""
    return Template(file.read_text("utf-8")).substitute(values).encode()


def _values(body: Body) -> dict[str, str]:
    """What the files of the project say of the authority."""
    key = key_of(body.name)
    facts = {"nom": body.name, **_called(body), "type": body.kind, "siren": body.siren}
    lines = [f"  {name}: {scalar(said)}" for name, said in facts.items() if said]
    if not body.siren:
        lines.append("  # siren: neuf chiffres")
    lines.append("  # siege: 1 place de l'Exemple, 00000 Exemple")
    return {
        "collectivite": "\n".join([f"{key}:", *lines]),
        "financeur": key,
        "beneficiaire": RECIPIENT,
        "executif": organs()[body.kind].executif,
    }


def _called(body: Body) -> dict[str, str]:
    """The article of « Ville d'Exemple », or what « Exemple » is: « commune d'Exemple »."""
    if _is_noun(body):
        named = Organisation(nom=body.name, designation=body.name).appellation
        return {"article": named.removesuffix(body.name).strip()}
    before = organs()[body.kind].nommee
    kind, _, of = before.rpartition(" ")
    name = contract("de", None, body.name) if of == "de" else body.name
    return {"designation": f"{kind or of} {name}"} if before else {}


def _is_noun(body: Body) -> bool:
    """« Ville d'Exemple », « Pays d'Exemple », « SMICTOM d'Exemple », not « Exemple Métropole »;
    a town may be « Villeneuve d'Exemple »."""
    first, *others = body.name.split()
    if plain(first) in _NOUNS or organs()[body.kind].nommee:
        return plain(first) in _NOUNS
    if first.isupper() and len(first) >= _ACRONYM:
        return True
    plural = first.endswith("s")  # « Terres d'Exemple » takes none
    return bool(others and re.match(r"(?:de|du|des)$|d'", plain(others[0]))) and not plural


def key_of(name: str) -> str:
    """« Ville d'Étréchy » → « ville-d-etrechy », unless it means something else (« null »)."""
    key = re.sub(r"[^a-z0-9]+", "-", plain(name)).strip("-")
    return key if key and key != RECIPIENT and scalar(key) == key else "collectivite"


def _opened(folder: Path, name: str, data: bytes) -> bytes:
    """A file, a data file with the first line that editors read."""
    file = folder / name
    if not name.startswith("data/") or file.suffix != ".yaml" or data.startswith(b"# yaml-lang"):
        return data
    subject = _SCHEMAS_OF.get(file.parent.name, file.stem)
    return modeline(folder / "data", subject, file.parent).encode() + data


def _holds(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def _take_away(written: list[Path]) -> None:
    for path in reversed(written):
        with contextlib.suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()
