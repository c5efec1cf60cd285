"""What is known of a draft: the dossier without its holes, as the rules see it.

A hole (« à compléter ») in an optional fact is that fact unsaid. In a mandatory one, the group of
facts that it belongs to is unknown, and so on upwards: a budget with one amount to fill in has no
total to compare. Rules then find nothing to judge and the coverage says so.
"""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel

from pmtdocs.dossier.model.blank import BLANK, Blank, has_blank
from pmtdocs.dossier.model.dossier import SUBJECTS, Dossier


def known(dossier: Dossier) -> Dossier:
    """The same dossier when nothing is to be filled in."""
    changed: dict[str, Any] = {}
    for name in SUBJECTS:
        subject = getattr(dossier, name)
        if subject is not None and has_blank(subject):
            kept = _known(subject)
            changed[name] = None if kept is BLANK else kept
    return dossier.model_copy(update=changed) if changed else dossier


def _known(value: Any) -> Any:
    """The value without its holes; ``BLANK`` when a mandatory part of it is one."""
    if isinstance(value, BaseModel):
        return _model(value)
    if isinstance(value, tuple):
        items = tuple(_known(item) for item in value)
        return BLANK if BLANK in items else items
    if isinstance(value, dict):
        pairs = {key: _known(item) for key, item in value.items()}
        return BLANK if BLANK in pairs.values() else pairs
    return value


def _model(model: BaseModel) -> Any:
    update: dict[str, Any] = {}
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if not has_blank(value):
            continue
        if value is BLANK and Blank in get_args(field.annotation):
            continue  # a fact that may be unknown at any stage: rules reckon with it
        kept = _known(value)
        if kept is BLANK and (field.is_required() or field.default is not None):
            return BLANK  # a default that is not « unsaid » would be a guess
        update[name] = None if kept is BLANK else kept
    return model.model_copy(update=update)
