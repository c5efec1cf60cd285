"""Tags that do not open, close or stand where they should, all told at once.

Mistyped keywords are reported elsewhere, and must not make the rest look unbalanced: each tag is
read as it was meant. For docxtpl, one with a prefix takes the place of its paragraph, row or cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from pmtdocs.language.columns import quoted
from pmtdocs.templates.blocks import Pair, Placed, misplaced, paired
from pmtdocs.templates.braces import Cut, alone, cuts, halved, in_address
from pmtdocs.templates.fault import Fault, Faults, at, at_tag
from pmtdocs.templates.reading import Tag, Template, Typed, described
from pmtdocs.templates.syntax import judged, meant
from pmtdocs.word.links import beside_tags
from pmtdocs.word.notes import CALLS
from pmtdocs.word.package import Element, w
from pmtdocs.word.tags import MARK, TAG
from pmtdocs.word.words import typed

_BLOCKS = {"p": "son paragraphe", "tr": "sa ligne", "tc": "sa cellule"}
_WORDLESS = (
    ("Une image", "perdue", f".//{w('drawing')}"), *(
        ("L'appel d'une note", "perdu", f".//{call}") for call in CALLS
    ),
    ("Un saut de page ou de colonne", "perdu", f".//{w('br')}[@{w('type')}]"),
)  # fmt: skip
_NOTE = re.compile(r"\{#.*?#\}", re.DOTALL)


def structure(template: Template) -> Faults:
    """Piece by piece: the body, each header and footer, each note."""
    for _, story in groupby(template.paragraphs, key=lambda p: p.story):
        yield from _piece([p for p in story if not p.in_box])
    related = {story: template.related(story) for story in template.trees}
    for paragraph in template.paragraphs:
        for said in beside_tags(paragraph.element, related[paragraph.story]):
            yield from in_address(paragraph, said)


def _piece(paragraphs: list[Typed]) -> Faults:
    cut = [*cuts(paragraphs)]
    tags = [*_placed(paragraphs, cut)]
    found = [*paired(one for one in tags if not (one.meant.prints or one.meant.is_note))]
    pairs = [pair for pair in found if isinstance(pair, Pair)]
    by_row = (pair for pair in pairs if pair.first.prefix == "tr" and pair.share_a_row)
    shared = [pair.first.paragraph.around("tr") for pair in by_row]
    faults = [
        *(one.fault() for one in cut),
        *(fault for one in cut if one.last for fault in judged(one.paragraph, one.tag)),
        *(fault for fault in found if isinstance(fault, Fault)),
        *misplaced(pairs),
        *(fault for one in tags for fault in _prefixed(one, shared)),
    ]
    yield from faults
    told = {fault.number for fault in faults} | {one.last.number for one in cut if one.last}
    for paragraph in paragraphs:
        if paragraph.number not in told:
            yield from alone(paragraph)
            yield from _crowded(paragraph)
        yield from _dropped(paragraph)
        for text in filter(MARK.search, described(paragraph.element)):
            yield from _description(paragraph, text)
    yield from halved(paragraphs)


def _description(paragraph: Typed, text: str) -> Faults:
    """Braces alone in an alternative text, and blocks that do not begin and end in it."""
    if MARK.search(TAG.sub("", text)):
        said = f"Dans le texte de remplacement « {quoted(text)} », une balise n'est pas fermée."
        yield at(paragraph, "MDL101", said, "Écrivez {{ champ }}, ou retirez les accolades.")
    tags = (Tag(match[0], -1) for match in TAG.finditer(text))
    blocks = (tag for tag in tags if not (tag.prints or tag.is_note))
    found = paired(Placed(paragraph, tag, Tag(meant(tag), -1)) for tag in blocks)
    yield from (one for one in found if isinstance(one, Fault))


def _placed(paragraphs: list[Typed], cut: list[Cut]) -> Iterator[Placed]:
    """The tags of a piece in order, those that go over paragraphs too."""
    for paragraph in paragraphs:
        over = (one.tag for one in cut if one.last and one.paragraph is paragraph)
        own = (tag for tag in paragraph.tags if tag.start >= 0)
        for tag in (*own, *over):
            text = meant(tag)
            yield Placed(paragraph, tag, tag if text == tag.typed else Tag(text, tag.start))


def _prefixed(one: Placed, shared: list[Element | None]) -> Faults:
    """What a prefix does wrong; rows with both ends of a block (``shared``) are said with it."""
    prefix, raw, paragraph = one.prefix, one.tag.typed, one.paragraph
    if not prefix:
        return
    if one.spaced:
        said = f"« {raw} » : une espace sépare « {{% » de « {prefix} »."
        yield at_tag(paragraph, one.tag, "MDL105", said, f"Collez-les : {{%{prefix} … %}}")
    elif set("%}") & set(one.meant.inside):
        said = f"« {raw} » contient un « % » ou une accolade, qui ne peut pas être lu ici."
        yield at_tag(paragraph, one.tag, "MDL105", said, "Comparez à une valeur sans ce signe.")
    elif prefix in ("tr", "tc") and paragraph.around("tc") is None:
        unit = "une ligne" if prefix == "tr" else "une cellule"
        said = f"« {raw} » répète {unit} de tableau, et n'est pas dans un tableau."
        help = "Placez-la dans un tableau, ou écrivez {%p … %} pour des paragraphes."
        yield at_tag(paragraph, one.tag, "MDL106", said, help)
    elif prefix in _BLOCKS and paragraph.around("tr") not in shared and (lost := _beside(one)):
        said = f"« {quoted(lost[:40])} » est à côté de « {raw} » et serait perdu."
        help = f"Mettez la balise seule dans {_BLOCKS[prefix]}."
        yield at_tag(paragraph, one.tag, "MDL109", said, help)


def _beside(one: Placed) -> str:
    """The words that go with the paragraph, row or cell that a tag takes the place of."""
    paragraph, tag = one.paragraph, one.tag
    if any(t.prefix == one.prefix for t in paragraph.tags if t is not tag):
        return ""  # one of the two is lost, which is said of them
    own = _NOTE.sub("", paragraph.text[: tag.start] + paragraph.text[tag.end :]).strip()
    if own or one.prefix == "p" or one.meant.is_note:
        return own
    holder = paragraph.around(one.prefix)
    others = holder.iter(w("p")) if holder is not None else ()
    texts = ("".join(words for _, words in typed(p)) for p in others if p is not paragraph.element)
    return next(filter(None, (_NOTE.sub("", text).strip() for text in texts)), "")


def _crowded(paragraph: Typed) -> Faults:
    """Of two tags that stand for their paragraph, docxtpl keeps one."""
    tags = [tag for tag in paragraph.tags if tag.prefix == "p"]
    for tag in tags[1:]:
        both = f"« {tags[0].typed} » et « {tag.typed} »"
        said = f"{both} sont dans le même paragraphe : l'une des deux serait perdue."
        yield at_tag(paragraph, tag, "MDL108", said, "Mettez chacune seule dans son paragraphe.")


def _dropped(paragraph: Typed) -> Faults:
    """What is no text and stands beside a tag that replaces its paragraph."""
    tag = next((tag for tag in paragraph.tags if tag.prefix == "p"), None)
    if tag is None:
        return
    if paragraph.element.find(w("pPr/sectPr")) is not None:
        lost = f"Un saut de section termine le paragraphe de « {tag.typed} » et serait perdu"
        said = f"{lost}, avec l'orientation et les en-têtes de sa section."
        help = "Séparez-les d'un paragraphe vide, qui portera le saut de section."
        yield at_tag(paragraph, tag, "MDL161", said, help)
    for what, lost, path in _WORDLESS:
        if paragraph.element.find(path) is not None:
            said = f"{what} est à côté de « {tag.typed} » et serait {lost}."
            help = f"Mettez la balise seule dans {_BLOCKS['p']}."
            yield at_tag(paragraph, tag, "MDL109", said, help)
