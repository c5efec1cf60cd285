"""Tags that do not open, close or stand where they should: what docxtpl-lint sees, in French.

It reads a copy in which Word's typography is undone and mistyped keywords are put right: they are
reported elsewhere, and must not make the rest look unbalanced.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from copy import deepcopy
from itertools import groupby, pairwise
from typing import Any

from lxml import etree

from pmtdocs.language.columns import quoted
from pmtdocs.templates.fault import Fault, at, at_tag, whole
from pmtdocs.templates.fields import printed_as
from pmtdocs.templates.reading import Tag, Template, Typed
from pmtdocs.templates.syntax import meant, mistakes
from pmtdocs.word.assembly import in_word
from pmtdocs.word.notes import CALLS
from pmtdocs.word.package import Element, w, write
from pmtdocs.word.tags import TAG
from pmtdocs.word.words import typed

_BLOCKS = {"p": "son paragraphe", "tr": "sa ligne", "tc": "sa cellule"}
#: A brace alone: « {{ champ } » closed too soon, « { champ } » never opened.
_ALONE = re.compile(r"\}\}|%\}|\{\s*[a-z_]\w*(?:\.\w+)+\s*\}")
#: A field as other programs write it: « {nom} », « ${nom} », « <<nom>> », « [a.b] », « «a.b» ».
_LIKE = re.compile(
    r"(?<!\{)\$?\{\s*([^\W\d]\w+)\s*\}(?!\})|<<\s*([^\W\d][\w.]+)\s*>>|"
    r"[\[«]\s*([a-z_]\w*(?:\.[a-z_]\w*)+)\s*[\]»]"
)
_GENERIC = ("champ", "valeur", "variable")
_BRACES = "Un champ s'écrit entre deux accolades de chaque côté : {{ champ }}."
#: docxtpl takes half a brace at the end of a paragraph with the one that begins the next.
_GLUED = re.compile(r"\{[{%#]|[}%#]\}")
_ORDER = "Vérifiez l'ordre : {% if … %}, {% elif … %}, {% else %}, {% endif %}."
_HALVED = (
    "Le paragraphe finit par une moitié d'accolade, et le suivant commence par l'autre : les deux "
    "seraient réunis.",
    "Écrivez les deux accolades dans le même paragraphe.",
)


def structure(template: Template) -> Iterator[Fault]:
    """Blocks and tags, by docxtpl-lint; what it leaves aside, by us."""
    from docxtpl_lint import lint

    names = {name: _called(tree, i) for i, (name, tree) in enumerate(template.trees.items())}
    by_rank = {(names[p.story], p.rank): p for p in template.paragraphs}
    seen: set[tuple[str, int]] = set()
    for issue in lint(_copy(template, names)).issues:
        if issue.rule not in _SAID or (issue.rule == "DTL103" and any(mistakes(template))):
            continue
        story, rank = issue.location.part, issue.location.paragraph
        seen |= {(story, rank), (story, issue.params.get("end_para", rank))}
        paragraph = by_rank.get((story, rank))
        if paragraph is None:
            yield whole(template, "MDL105", "Les balises ne s'enchaînent pas bien.", _ORDER)
        elif not paragraph.in_box:
            yield _fault(paragraph, issue)
    yield from _left_aside(template, {by_rank[place] for place in seen if place in by_rank})


def _called(tree: Element, rank: int) -> str:
    """What docxtpl-lint calls a piece: it goes by the names that Word gives, and knows no note."""
    if rank == 0:
        return "body"
    return f"footer{rank}" if tree.tag == w("ftr") else f"header{rank}"


def _left_aside(template: Template, seen: set[Typed]) -> Iterator[Fault]:
    """What it does not see; ``seen`` are the paragraphs of which it said something."""
    for paragraph in template.paragraphs:
        if paragraph not in seen and not paragraph.in_box:
            yield from _alone(paragraph)
            yield from _crowded(paragraph)
        yield from _dropped(paragraph)
    for above, below in pairwise(template.paragraphs):
        if above.story == below.story and _GLUED.fullmatch(above.text[-1:] + below.text[:1]):
            yield at(above, "MDL101", *_HALVED)


def _copy(template: Template, names: dict[str, str]) -> bytes:
    """The stories of the template, each paragraph in one run, its tags as they were meant."""
    parts = {}
    for story, paragraphs in groupby(template.paragraphs, key=lambda p: p.story):
        tree = deepcopy(template.trees[story])
        elements = [*tree.iter(w("p"))]
        for paragraph in paragraphs:
            words = TAG.sub(lambda m: meant(Tag(m[0], 0)), paragraph.text)
            _rewrite(elements[paragraph.rank - 1], words)
        etree.strip_elements(tree, w("del"), w("moveFrom"), w("instrText"), with_tail=False)
        name = names[story].replace("body", "document")
        parts[in_word(f"{name}.xml")] = etree.tostring(tree)
    return write(parts)


def _rewrite(element: Element, text: str) -> None:
    """The words of a paragraph in its first piece of text; the other pieces go."""
    for rank, (node, _) in enumerate(typed(element)):
        if rank == 0:
            node.tag, node.text = w("t"), text
        elif (parent := node.getparent()) is not None:
            parent.remove(node)


def _fault(paragraph: Typed, issue: Any) -> Fault:
    start, raw = _place(paragraph, issue.location.column - 1)
    said = _said(issue.rule, issue.params, raw or issue.snippet)
    return at(paragraph, _SAID[issue.rule][0], *said, start, start + len(raw) if raw else 0)


def _place(paragraph: Typed, column: int) -> tuple[int, str]:
    """Where a column of the copy stands in the text as typed, and the tag there."""
    shift = 0
    for tag in paragraph.tags:
        if tag.start + shift == column:
            return tag.start, tag.typed
        if tag.start + shift > column or tag.start < 0:
            break
        shift += len(meant(tag)) - len(tag.typed)
    return max(column - shift, 0), ""


# --- what is said ----------------------------------------------------------------------------


def _said(rule: str, params: dict[str, Any], raw: str) -> tuple[str, str]:
    """The message and the help, of the tags that they name."""
    opened, closed = (Tag(params.get(f"{side}_raw", ""), 0) for side in ("open", "close"))
    prefix = params.get("prefix") or Tag(raw, 0).prefix
    named = {
        **params,
        "raw": raw,
        "short": quoted(raw),
        "rest": quoted(params.get("rest", "")),
        "prefix": prefix,
        "unit": "une ligne" if prefix == "tr" else "une cellule",
        "alone": _BLOCKS.get(prefix, _BLOCKS["p"]),
        "closing": f"{{%{opened.prefix} {closed.keyword} %}}",
    }
    _, *texts = _SAID[rule]
    message, help = (string.Template(text).substitute(named) for text in texts)
    return message, help


_MISPLACED = (
    "MDL108",
    "« $open_raw » et « $close_raw » ne sont pas placés ensemble.",
    "{%p … %} : chacune seule dans son paragraphe. {%tr … %} : chacune dans une ligne à elle "
    "du même tableau. {%tc … %} : chacune dans une cellule à elle de la même ligne.",
)
#: Of each rule of docxtpl-lint: the code, the message, the help.
_SAID = {
    "DTL001": (
        "MDL101",
        "La balise « $short » n'est pas fermée : il y manque « $close ».",
        "Fermez-la par $close avant la suite du texte.",
    ),
    "DTL002": (
        "MDL102",
        "La balise « $short » continue au paragraphe suivant : les deux seraient réunis.",
        "Supprimez le retour à la ligne qui est dans la balise.",
    ),
    "DTL101": (
        "MDL103",
        "« $raw » n'est jamais refermé.",
        "Ajoutez {%$prefix end$kw %} là où il doit finir.",
    ),
    "DTL102": (
        "MDL104",
        "« $raw » ne referme rien : aucun bloc n'est ouvert avant.",
        "Supprimez cette balise, ou ajoutez le {% if … %} ou le {% for … %} qui manque.",
    ),
    "DTL103": ("MDL105", "« $raw » n'est pas à sa place.", _ORDER),
    "DTL201": (
        "MDL105",
        "« $raw » contient un « % » ou une accolade, qui ne peut pas être lu ici.",
        "Comparez à une valeur sans ce signe.",
    ),
    "DTL202": (
        "MDL105",
        "« $raw » : une espace sépare « {% » de « $prefix ».",
        "Collez-les : {%$prefix … %}",
    ),
    "DTL203": (
        "MDL106",
        "« $raw » répète $unit de tableau, et n'est pas dans un tableau.",
        "Placez-la dans un tableau, ou écrivez {%p … %} pour des paragraphes.",
    ),
    "DTL204": (
        "MDL107",
        "« $open_raw » est refermé par « $close_raw » : les deux s'écrivent de la même façon.",
        "Écrivez $closing pour refermer, ou ouvrez comme vous refermez.",
    ),
    **dict.fromkeys(("DTL205", "DTL206", "DTL207", "DTL210"), _MISPLACED),
    "DTL209": (
        "MDL109",
        "« $rest » est à côté de « $raw » et serait perdu.",
        "Mettez la balise seule dans $alone.",
    ),
}

# --- what docxtpl-lint leaves aside ----------------------------------------------------------


def _alone(paragraph: Typed) -> Iterator[Fault]:
    """A brace that opens or closes nothing prints as it is, and so does what looks like a field."""
    hidden = TAG.sub(lambda m: " " * len(m[0]), paragraph.text)
    for found in _ALONE.finditer(hidden):
        before = quoted(paragraph.text[max(found.end() - 40, 0) : found.end()])
        said = f"« {before} » : l'accolade est seule, ces signes s'imprimeraient tels quels."
        yield at(paragraph, "MDL101", said, _BRACES, *found.span())
    for found in _LIKE.finditer(hidden):
        word = next(filter(None, found.groups()))
        field = printed_as(word)
        if field or word in _GENERIC or "_" in word:
            said = f"« {found[0]} » s'imprimerait tel quel : un champ a deux accolades."
            help = f"Écrivez {{{{ {field} }}}}, si c'est ce champ." if field else _BRACES
            yield at(paragraph, "MDL101", said, help, *found.span())


def _crowded(paragraph: Typed) -> Iterator[Fault]:
    """Of two tags that stand for their paragraph, docxtpl keeps one."""
    tags = [tag for tag in paragraph.tags if tag.prefix == "p"]
    for tag in tags[1:]:
        both = f"« {tags[0].typed} » et « {tag.typed} »"
        said = f"{both} sont dans le même paragraphe : l'une des deux serait perdue."
        yield at_tag(paragraph, tag, "MDL108", said, "Mettez chacune seule dans son paragraphe.")


def _dropped(paragraph: Typed) -> Iterator[Fault]:
    """What is no text and stands beside a tag that replaces its paragraph."""
    tag = next((tag for tag in paragraph.tags if tag.prefix == "p"), None)
    if tag is None:
        return
    if paragraph.element.find(w("pPr/sectPr")) is not None:
        lost = f"Un saut de section termine le paragraphe de « {tag.typed} » et serait perdu"
        said = f"{lost}, avec l'orientation et les en-têtes de sa section."
        help = "Séparez-les d'un paragraphe vide, qui portera le saut de section."
        yield at_tag(paragraph, tag, "MDL161", said, help)
    if next(paragraph.element.iter(w("drawing")), None) is not None:
        said = f"Une image est à côté de « {tag.typed} » et serait perdue."
        help = f"Mettez la balise seule dans {_BLOCKS['p']}."
        yield at_tag(paragraph, tag, "MDL109", said, help)
    if next(paragraph.element.iter(*CALLS), None) is not None:
        said = f"L'appel d'une note est à côté de « {tag.typed} » et serait perdu."
        help = f"Mettez la balise seule dans {_BLOCKS['p']}."
        yield at_tag(paragraph, tag, "MDL109", said, help)
