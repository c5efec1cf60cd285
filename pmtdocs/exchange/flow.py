"""Values as YAML writes them between braces."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal

import yaml

_PLAIN = re.compile(r"[0-9]+|[0-9]{4}-[0-9]{2}-[0-9]{2}")


def scalar(text: str) -> str:
    """Plain where YAML allows it between braces, else between double quotes.

    A number or a date stays as it is: pmtdocs reads every scalar as text.
    """
    if _PLAIN.fullmatch(text):
        return text
    dumped = yaml.safe_dump([text], default_flow_style=True, allow_unicode=True, width=2**20)
    plain = dumped.strip()[1:-1]
    return plain if plain == text else quoted(text)


def quoted(text: str) -> str:
    """Between double quotes, whatever it is."""
    return json.dumps(text, ensure_ascii=False)


def amount(value: Decimal) -> str:
    """``285 000`` or ``285 000,50``, with plain spaces, as people type it."""
    text = f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
    return text.replace(",", " ").replace(".", ",")


def flow(pairs: Mapping[str, str]) -> str:
    """``{membre: anne-durand, mode: salle, publie: "Mme Anne DURANT"}``: the act's words quoted."""
    return "{" + ", ".join(f"{key}: {_value(key, text)}" for key, text in pairs.items()) + "}"


def _value(key: str, text: str) -> str:
    return quoted(text) if key == "publie" else scalar(text)
