"""Typing faults: what pydantic says, in French and at its place in the file."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pmtdocs.dossier.model.blank import NOT_BLANK, says_blank
from pmtdocs.dossier.slips import meant
from pmtdocs.dossier.source import Source
from pmtdocs.finding import Finding, Location, Path, unreadable
from pmtdocs.language.french import nearest, or_rather

UNKNOWN_KEY = unreadable("MOD001", "cle-inconnue")
MISSING_KEY = unreadable("MOD002", "cle-absente")
BAD_VALUE = unreadable("MOD003", "valeur-illisible")
KINDS = (UNKNOWN_KEY, MISSING_KEY, BAD_VALUE)


def explain(source: Source, kind: Any, root: Path, error: ValidationError) -> Iterator[Finding]:
    """One finding for each slip; ``kind`` is the type that refused the tree."""
    details = [(_written(source, root, d), d) for d in error.errors(include_url=False)]
    meant = {
        (path[:-1], nearest(str(path[-1]), _fields(kind, path[len(root) : -1])))
        for path, detail in details
        if detail["type"] == "extra_forbidden"
    }
    seen: set[Path] = set()
    for path, detail in details:
        follows = (
            path in seen  # another branch of a union says the same
            or detail["type"] == NOT_BLANK
            # « montent » is unknown: that « montant » is missing goes without saying
            or (detail["type"] == "missing" and (path, detail["loc"][-1]) in meant)
            # pydantic counts the items that are right
            or (detail["type"] == "too_short" and len(detail["input"]) >= _least(detail))
        )
        if not follows:
            if detail["type"] not in ("extra_forbidden", "missing"):
                seen.add(path)
            yield _finding(source, kind, path, root, detail)


def _least(detail: ErrorDetails) -> int:
    return int(detail["ctx"]["min_length"])


def _written(source: Source, root: Path, detail: ErrorDetails) -> Path:
    """The part of an error's place that was really written (pydantic adds names of branches)."""
    path: Path = root
    for step in detail["loc"]:
        # A key is text in the tree, though its type may have read it as a number: a year.
        known = next((s for s in (step, str(step)) if (*path, s) in source.values), None)
        if known is None:
            break
        path = (*path, known)
    return path


def _finding(source: Source, kind: Any, path: Path, root: Path, detail: ErrorDetails) -> Finding:
    key = str(detail["loc"][-1]) if detail["loc"] else ""
    if detail["type"] == "extra_forbidden":
        known = _fields(kind, path[len(root) : -1])
        hint = or_rather(key, known)
        help = f"Clés possibles ici : {', '.join(known)}." if known else ""
        span = source.keys.get(path)
        if span and not key.isidentifier():
            help = meant(source.line(span.line), ()) or help
        place = Location(path, span)
        return Finding(UNKNOWN_KEY, f"La clé « {key} » est inconnue{hint}", place, help=help)
    if detail["type"] == "missing":
        help = "Si le fait n'est pas encore connu, écrivez « à compléter » là où c'est permis."
        place = Location(path, source.keys.get(path) or source.place(path))
        return Finding(MISSING_KEY, f"La clé « {key} » manque.", place, help=help)
    message = _message(detail)
    text = message[0].upper() + message[1:]
    end = "" if text.endswith((".", "?")) else "."
    if detail["type"] in _GROUPS and isinstance(detail["input"], str):
        written = source.values[path]
        if help := meant(source.line(written.line), _fields(kind, path[len(root) :])):
            span = written._replace(end_line=written.line, end_column=written.column + 1)
            return Finding(BAD_VALUE, text + end, Location(path, span), help=help)
    help = str(detail.get("ctx", {}).get("help", ""))
    if says_blank(detail["input"]):
        known = _fields(kind, path[len(root) :]) if detail["type"] in _GROUPS else []
        help = (
            f"Écrivez-le sous les clés du groupe : {', '.join(known)}." if known else _KNOWN_BY_NOW
        )
    span = source.keys.get(path) if key == "[key]" else source.place(path)
    return Finding(BAD_VALUE, text + end, Location(path, span), help=help)


#: What becomes of « à compléter » where it may not stand any more.
_KNOWN_BY_NOW = (
    "Écrivez la valeur : « à compléter » ne vaut pas ici, ou ne vaut plus depuis le vote."
)
#: A list or keys were expected, and a text was read: a dash or a « : » that YAML does not know.
_GROUPS = frozenset({"tuple_type", "dict_type", "model_type", "model_attributes_type"})
_EXPECTED = {
    "string_type": "un texte est attendu ici, pas une liste ni un groupe de clés",
    "tuple_type": "une liste est attendue ici (un élément par ligne, commençant par « - »)",
    "dict_type": "un groupe de clés est attendu ici",
    "model_type": "un groupe de clés (« clé: valeur ») est attendu ici",
    "model_attributes_type": "un groupe de clés (« clé: valeur ») est attendu ici",
    "string_too_short": "le texte est vide",
    "none_required": "un texte est attendu ici, pas une liste ni un groupe de clés",
}


def _message(detail: ErrorDetails) -> str:
    kind, value = detail["type"], detail.get("input")
    if kind == "pmtdocs":
        return detail["msg"]
    if kind == "string_pattern_mismatch":
        return f"« {value} » n'est pas un identifiant : minuscules sans accent, chiffres et tirets"
    if kind == "too_short":
        least = _least(detail)
        return "la liste est vide" if least == 1 else f"la liste demande {least} éléments au moins"
    if kind == "literal_error":
        return _not_an_option(value, detail["ctx"]["expected"])
    if isinstance(value, str):
        return _EXPECTED.get(kind, f"la valeur « {value} » est refusée")
    return _EXPECTED.get(kind, "la valeur est refusée")


def _not_an_option(value: object, expected: str) -> str:
    options = [a or b for a, b in re.findall(r"'([^']*)'|\"([^\"]*)\"", expected)]
    possible = f"Valeurs possibles : {', '.join(options)}"
    if not isinstance(value, str):
        return f"un mot est attendu ici. {possible}"
    return f"« {value} » n'est pas possible ici{or_rather(value, options)} {possible}"


# --- the keys that a type knows --------------------------------------------------------------


def _fields(kind: Any, path: Path) -> list[str]:
    """The keys that the type at ``path`` knows."""
    for step in path:
        kind = _inside(kind, step)
    model = _model(kind)
    return list(model.model_fields) if model else []


def _inside(kind: Any, step: str | int) -> Any:
    model = _model(kind)
    if model is not None and isinstance(step, str) and step in model.model_fields:
        return model.model_fields[step].annotation
    arguments = next((found for one in _options(kind) if (found := get_args(one))), ())
    return next((one for one in reversed(arguments) if one is not Ellipsis), None)


def _model(kind: Any) -> type[BaseModel] | None:
    classes = (one for one in _options(kind) if isinstance(one, type))
    return next((one for one in classes if issubclass(one, BaseModel)), None)


def _options(kind: Any) -> Iterator[Any]:
    """The types that an annotation allows, without its marks."""
    if hasattr(kind, "__metadata__"):
        yield from _options(kind.__origin__)
    elif get_origin(kind) in (Union, types.UnionType):
        for one in get_args(kind):
            yield from _options(one)
    else:
        yield kind
