"""What would come out empty, or out of order: blank lines, cells, tables, heading levels."""

from __future__ import annotations

from typing import NamedTuple

from pmtdocs.templates.fault import Faults, at, at_tag, whole
from pmtdocs.templates.reading import CLOSING, OPENING, Tag, Template, Typed
from pmtdocs.word.package import Element, w
from pmtdocs.word.properties import sheet
from pmtdocs.word.room import SHORTEN, overfull
from pmtdocs.word.sections import margins_of
from pmtdocs.word.tags import TAG

#: Of cells and of tables: the prefix of the tags that may empty them, what is lost, what to do.
_EMPTIED = (
    (
        "p",
        "La cellule sortirait vide",
        "Gardez-y un paragraphe hors du bloc, par exemple un tiret.",
    ),
    ("tr", "Le tableau disparaîtrait", "Gardez une ligne d'en-tête hors du bloc."),
)


def layout(template: Template) -> Faults:
    """Blank lines, empty cells and tables, then headings."""
    for paragraph in template.paragraphs:
        yield from _blank_line(paragraph)
    yield from _empty_blocks(template)
    yield from _skipped_levels(template)
    yield from _without_paper(template)
    yield from tall_margins(template)


def _without_paper(template: Template) -> Faults:
    sections = [*template.trees[template.main].iter(w("sectPr"))]
    said = [section.find(w(name)) for section in sections for name in ("pgSz", "pgMar")]
    if not sections or None in said:
        message = "Le fichier ne dit pas son papier ou ses marges : ceux de la charte sont pris."
        help = "Rien à faire s'ils conviennent ; sinon, dans Word : Mise en page, Taille, Marges."
        yield whole(template, "MDL137", message, help)


def tall_margins(template: Template) -> Faults:
    """Headers and footers that leave the text no room: a render refuses them."""
    trees, before = template.trees, dict[tuple[str, str], str]()
    related = template.related(template.main)
    for section in trees[template.main].iter(w("sectPr")):
        named = ((at, related.get(key)) for at, key in margins_of(section, before).items())
        found = {at: trees[r.target] for at, r in named if r and r.target in trees}
        if wrong := overfull(template.styles, sheet(section), found):
            yield whole(template, "MDL155", wrong[1], SHORTEN, template.near(wrong[0]))


def _blank_line(paragraph: Typed) -> Faults:
    """A paragraph that prints nothing when its condition is false stays as a blank line."""
    tags = [t for t in paragraph.tags if t.start >= 0]
    if not tags or any(t.prefix for t in tags) or not _may_be_empty(paragraph.text, tags):
        return
    if (cell := paragraph.around("tc")) is not None and len(cell.findall(w("p"))) == 1:
        return  # a cell keeps its paragraph anyway
    tag = next((t for t in tags if not t.prints), None)
    if tag is None or tag.keyword not in (*OPENING, *CLOSING, "else", "elif"):
        return
    said = (
        f"« {tag.typed} » laisserait une ligne vide : le paragraphe reste quand rien ne s'imprime."
    )
    rest = " …" if tag.keyword in (*OPENING, "elif") else ""
    help = (
        f"Écrivez {{%p {tag.keyword}{rest} %}}, seule dans son paragraphe, avant ou après le texte."
    )
    yield at_tag(paragraph, tag, "MDL162", said, help)


def _may_be_empty(text: str, tags: list[Tag]) -> bool:
    """Is there nothing outside of blocks without « else » ?"""
    depth, at_sign, lone = 0, 0, True
    for tag in tags:
        if depth == 0 and text[at_sign : tag.start].strip():
            return False
        if tag.prints and depth == 0:
            return False
        if tag.keyword == "else" and depth == 1:
            return False
        lone = lone and not tag.prints
        depth += (tag.keyword in OPENING) - (tag.keyword in CLOSING)
        at_sign = tag.end
    outside = TAG.sub("", text).strip() if lone and depth else text[at_sign:].strip()
    return not outside


def _empty_blocks(template: Template) -> Faults:
    by_cell: dict[Element, list[Typed]] = {}
    by_table: dict[Element, list[Typed]] = {}
    for paragraph in template.paragraphs:
        if (cell := paragraph.around("tc")) is not None:
            by_cell.setdefault(cell, []).append(paragraph)
            for table in [*cell.iterancestors(w("tbl"))][:1]:
                by_table.setdefault(table, []).append(paragraph)
    for held, (prefix, lost, help) in zip((by_cell, by_table), _EMPTIED, strict=True):
        for paragraphs in held.values():
            if (tag := _covering(paragraphs, prefix)) is not None:
                message = f"{lost} quand « {tag.typed} » ne retient rien."
                yield at_tag(paragraphs[0], tag, "MDL163", message, help)


def _covering(paragraphs: list[Typed], prefix: str) -> Tag | None:
    """The tag of this prefix that opens all of it, when nothing can stand in its place."""
    told = paragraphs if prefix == "p" else _without_tag_rows(paragraphs)
    tags = [next((t for t in p.tags if t.prefix == prefix), None) for p in told]
    depth = 0
    for tag, rest in zip(tags, range(len(tags) - 1, -1, -1), strict=True):
        if tag is not None:
            depth += (tag.keyword in OPENING) - (tag.keyword in CLOSING)
            if tag.keyword == "else" and depth == 1:
                return None
        if depth == 0 and rest:
            return None
    return tags[0] if tags else None


def _without_tag_rows(paragraphs: list[Typed]) -> list[Typed]:
    """Without the empty cells of the rows that a tag stands for."""
    rows = {p.around("tr") for p in paragraphs if any(t.prefix == "tr" for t in p.tags)}
    return [p for p in paragraphs if p.text.strip() or p.around("tr") not in rows]


# --- levels of headings ------------------------------------------------------------------------

#: A level that the last heading may have had, and what was then held of which conditions.
_State = tuple[int, frozenset[tuple[str, bool]]]
_States = set[_State]
#: Beyond, what was held is forgotten: a heading may then be said to follow one that it never does.
_MOST_STATES = 64
#: Whatever level comes next in a clause may stand there.
_BELOW = 9


class _Block(NamedTuple):
    """An « if » or a « for » that is open: what was before it, and after its other branches."""

    before: _States
    otherwise: _States
    """Where none of its branches so far is taken."""
    after: _States
    heads: int
    loop: bool = False


def _skipped_levels(template: Template) -> Faults:
    """From one heading to the next, one level deeper at most, whichever branches are taken; from
    nothing to the first one too, but in a clause, which goes below the headings of a part."""
    states: _States = {(_BELOW if template.is_clause else 0, frozenset())}
    blocks: list[_Block] = []
    heads = 0
    for paragraph in template.body:
        for tag in paragraph.tags:
            states = _through(tag, states, blocks, heads)
        level = template.styles.heading(paragraph.element) if paragraph.text.strip() else None
        if level is None or template.styles.hides(paragraph.element):
            continue
        above = min((before for before, _ in states), default=level)
        if level > above + 1:
            after = f"après un titre de niveau {above}" if above else "et peut être le premier"
            message = f"Ce titre est de niveau {level}, {after}."
            help = f"Donnez-lui un style de niveau {above + 1}, ou ajoutez le titre qui manque."
            yield at(paragraph, "MDL164", message, help)
        states, heads = {(level, held) for _, held in states}, heads + 1


def _through(tag: Tag, states: _States, blocks: list[_Block], heads: int) -> _States:
    """What may stand above after a tag; in a loop, the facts say in which order levels come."""
    in_loop = blocks and blocks[-1].loop
    if tag.keyword == "for":
        blocks.append(_Block(states, states, set(), heads, loop=True))
    elif in_loop and tag.keyword != "endfor":
        return states
    elif tag.keyword == "if":
        if len(states) > _MOST_STATES:
            states = {(level, frozenset()) for level, _ in states}
        yes, no = (_held(states, tag.rest, truth) for truth in (True, False))
        blocks.append(_Block(states, no, set(), heads))
        return yes
    elif blocks and tag.keyword in ("elif", "else"):
        block = blocks.pop()
        left = block.otherwise if tag.keyword == "elif" else set()
        blocks.append(block._replace(otherwise=left, after=block.after | states))
        return block.otherwise
    elif blocks and tag.keyword in CLOSING:
        block = blocks.pop()
        return block.before if block.heads == heads else block.otherwise | block.after | states
    return states


def _held(states: _States, condition: str, truth: bool) -> _States:
    """Those where a condition may be true, or false, which then holds."""
    said = (condition, truth)
    return {(n, held | {said}) for n, held in states if (condition, not truth) not in held}
