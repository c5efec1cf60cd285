"""What a template may say: fields, documented filters, ``if`` with comparisons, ``for``.

The parsed tree is held against an allow-list. Rendering refuses at the first fault, the check of
templates shows them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from jinja2 import nodes

from pmtdocs.dossier.views.filters import FILTERS
from pmtdocs.language.french import or_rather

ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.If, nodes.For, nodes.Filter,
)  # fmt: skip
#: What a loop says of itself.
LOOP = ("first", "last", "index")
_CONSTANT = "un texte entre guillemets n'est pas un champ : la balise n'est pas bien écrite"
_HUGE = "ce nombre est trop grand ; un nombre a quinze chiffres au plus, sans exposant"
_MOST = 10**15


class Refusal(NamedTuple):
    """A construct outside the language, in French, and the line of the source."""

    code: str
    """Its kind of fault: « MDL111 », or « MDL112 » for a filter that does not exist."""
    message: str
    line: int


def refusals(node: nodes.Node) -> Iterator[Refusal]:
    """What the allow-list refuses, in the order of the text; nothing inside what is refused."""
    if not isinstance(node, ALLOWED):
        message = "cette construction n'est pas permise dans un modèle"
        yield Refusal("MDL111", message, node.lineno)
        return
    if isinstance(node, nodes.Filter):
        yield from _filter(node)
    if isinstance(node, nodes.Const) and _huge(node.value):
        yield Refusal("MDL111", _HUGE, node.lineno)
    if isinstance(node, nodes.Output):
        for printed in node.nodes:
            if isinstance(printed, nodes.Const):
                yield Refusal("MDL111", _CONSTANT, printed.lineno)
    for child in node.iter_child_nodes():
        yield from refusals(child)


def _huge(value: object) -> bool:
    """« 1e999 » is the infinite, which Jinja cannot compile; « 1e400 » too, whatever it says."""
    return isinstance(value, int | float) and not -_MOST < value < _MOST


def _filter(node: nodes.Filter) -> Iterator[Refusal]:
    if node.name not in FILTERS:
        hint = or_rather(node.name, FILTERS, "")
        message = f"le filtre « {node.name} » n'existe pas{hint}"
        yield Refusal("MDL112", message, node.lineno)
    elif node.args or node.kwargs:
        message = f"le filtre « {node.name} » ne prend pas d'argument"
        yield Refusal("MDL111", message, node.lineno)
