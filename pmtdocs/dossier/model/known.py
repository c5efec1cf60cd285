"""What is known of a draft: the dossier without its holes, as the rules see it.

A hole (« à compléter ») in an optional fact is that fact unsaid. In a mandatory one, the group of
facts that it belongs to is unknown, and so on upwards: a budget with one amount to fill in has no
total to compare. Rules then find nothing to judge and the coverage says so. What stands for itself
among others (a grant of a table, a budget line that pays some) keeps its hole: the rest is judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from pmtdocs.dossier.model.attributions import Attribution
from pmtdocs.dossier.model.blank import BLANK, BLANK_WORDS, PROSE, Blank, has_blank
from pmtdocs.dossier.model.deliberation import Credit
from pmtdocs.dossier.model.dossier import SUBJECTS, Dossier


def known(dossier: Dossier) -> Dossier:
    """The same dossier when nothing is to be filled in."""
    changed: dict[str, Any] = {}
    for name in SUBJECTS:
        subject = getattr(dossier, name)
        if subject is not None and has_blank(subject) and (kept := _known(subject)) != subject:
            changed[name] = None if kept is BLANK else kept
    return dossier.model_copy(update={**changed, "entier": dossier}) if changed else dossier


def _known(value: Any) -> Any:
    """The value without its holes; ``BLANK`` when a mandatory part of it is one."""
    if isinstance(value, BaseModel):
        return _model(value)
    if isinstance(value, tuple):
        items = tuple(_one_of(item) for item in value)
        return BLANK if BLANK in items else items
    if isinstance(value, dict):
        pairs = {key: _one_of(item) for key, item in value.items()}
        return BLANK if BLANK in pairs.values() else pairs
    return value


#: The rest of a table is known without one of these.
_ALONE = (Attribution, Credit)


def _one_of(item: Any) -> Any:
    known = _known(item)
    return item if known is BLANK and isinstance(item, _ALONE) else known


def _model(model: BaseModel) -> Any:
    update: dict[str, Any] = {}
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if not has_blank(value):
            continue
        if value is BLANK and Blank in get_args(field.annotation):
            continue  # a fact that may be unknown at any stage: rules reckon with it
        if PROSE in field.metadata:
            continue
        kept = _known(value)
        if kept is BLANK and (field.is_required() or field.default is not None):
            return BLANK  # a default that is not « unsaid » would be a guess
        update[name] = None if kept is BLANK else kept
    return model.model_copy(update=update)


def spelled(dossier: Dossier) -> Dossier:
    """The same dossier whose texts say « à compléter » where they are holes.

    For what compares and lists names; numbers and dates that are holes stay so.
    """
    subjects = ((name, getattr(dossier, name)) for name in SUBJECTS)
    changed = {name: _spelled(facts, False) for name, facts in subjects if has_blank(facts)}
    return dossier.model_copy(update=changed) if changed else dossier


def _spelled(value: Any, is_text: bool) -> Any:
    if value is BLANK:
        return BLANK_WORDS if is_text else value
    if isinstance(value, BaseModel):
        held = ((name, getattr(value, name)) for name in type(value).model_fields)
        texts = {n: _spelled(v, _is_text(type(value), n)) for n, v in held if has_blank(v)}
        return value.model_copy(update=texts) if texts else value
    if isinstance(value, tuple):
        return tuple(_spelled(item, is_text) for item in value)
    if isinstance(value, dict):
        return {key: _spelled(item, is_text) for key, item in value.items()}
    return value


@cache
def _is_text(model: type[BaseModel], name: str) -> bool:
    """Does a field hold words, and nothing that is counted?"""
    held = [one for one in _held(model.model_fields[name].annotation) if one is not type(None)]
    return all(isinstance(one, type) and issubclass(one, str | Blank) for one in held)


def _held(annotation: Any) -> Iterator[Any]:
    """The simple types of an annotation; a word among others is a word."""
    if get_origin(annotation) is Literal:
        yield from map(type, get_args(annotation))
    elif inside := get_args(annotation):
        for one in inside if inside[-1] is not Ellipsis else inside[:-1]:
            yield from _held(one)
    else:
        yield annotation
