"""A contract and what becomes of it, article by article and annex by annex."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pmtdocs.compare.differences import compare
from pmtdocs.compare.docx import DocxFile
from pmtdocs.compare.edits import Comparison
from pmtdocs.compare.result import Category, Difference
from pmtdocs.compare.text import Block, Text
from pmtdocs.compare.words import Kind, tokens
from pmtdocs.dossier.views.amendment import AnnexChange, ArticleChange, BudgetChange, Passage
from pmtdocs.dossier.views.prose import ProseLine
from pmtdocs.dossier.views.tree import Leaf

PREAMBLE = "préambule"
_ARTICLE = re.compile(r"article \S+")
_FIRST = re.compile(r"^(article 1)$")
_ANNEX = re.compile(r"annexe \S+")
_OLD, _NEW = "ancien", "nouveau"


@dataclass
class Stretch:
    """An article or a whole annex."""

    name: str
    title: str
    blocks: list[Block] = field(default_factory=list)

    def text(self, side: str) -> Text:
        """Its words, to be compared; ``side`` tells the old from the new."""
        return Text(side, tuple(self.blocks))


def changed_articles(old: DocxFile, new: DocxFile) -> tuple[ArticleChange, ...]:
    """The articles of a convention that differ; places to sign are each document's own."""
    was, now = articles(old), articles(new)
    found = [_article(was.get(key), stretch) for key, stretch in now.items()]
    found += [_article(stretch, None) for key, stretch in was.items() if key not in now]
    return tuple(change for change in found if change)


def changed_annex(
    old: DocxFile, new: DocxFile, budget: tuple[BudgetChange, BudgetChange] | None
) -> AnnexChange | None:
    """What differs in an annex; the tables of a budget are told by ``budget``, line by line."""
    was, now = _whole(old), _whole(new)
    if _same(was, now):
        return None
    if budget:
        was.blocks, now.blocks = ([b for b in s.blocks if b.cell is None] for s in (was, now))
    expenses, receipts = budget or (None, None)
    title = Leaf(now.title)
    return AnnexChange(_called(now.name), title, _passages(was, now), expenses, receipts)


# --- stretches -------------------------------------------------------------------------------


def articles(file: DocxFile) -> dict[str, Stretch]:
    """The articles by title, the preamble first; their numbers may shift."""
    out = {PREAMBLE: Stretch(PREAMBLE, "")}
    key = PREAMBLE
    for block in file.text.blocks:
        if block.signed:
            continue
        if _ARTICLE.fullmatch(block.heading) and block.level:
            key = " ".join(block.words[block.prefix :].split())
            out[key] = Stretch(block.heading, key)
        elif not _ARTICLE.fullmatch(block.heading):
            key = PREAMBLE
        out[key].blocks.append(block)
    return out


def _whole(file: DocxFile) -> Stretch:
    """An annex, by its own title."""
    blocks = file.text.blocks
    heading = next((block for block in blocks if block.level), None)
    title = " ".join(heading.words.split()) if heading else ""
    named = _ANNEX.match(heading.heading) if heading else None
    name = named[0] if named else f"annexe « {title} »"
    return Stretch(name, title, list(blocks))


# --- what changes ----------------------------------------------------------------------------


def _same(was: Stretch, now: Stretch) -> bool:
    one, other = (
        [t.exact for t in tokens(s.text(""), with_ends=True) if t.kind is not Kind.END]
        for s in (was, now)
    )
    return one == other


def _article(was: Stretch | None, now: Stretch | None) -> ArticleChange | None:
    here = now or was
    if here is None or (was and now and _same(was, now)):
        return None
    state = "modifié" if was and now else "ajouté" if now else "supprimé"
    lines = tuple(_lines(now)) if now else ()
    passages = _passages(was, now) if was and now else ()
    return ArticleChange(_called(here.name), Leaf(state), Leaf(here.title), passages, lines)


def _called(name: str) -> Leaf:
    """« article 1er », on one line."""
    return Leaf(_FIRST.sub(r"\1er", name).replace(" ", "\u00a0", 1))


def _lines(stretch: Stretch) -> Iterator[ProseLine]:
    """Its wording, without its heading."""
    for block in stretch.blocks:
        if not (block.level and _ARTICLE.fullmatch(block.heading)):
            kind = "puce" if block.bullet else "niveau" if block.level else "paragraphe"
            yield ProseLine(Leaf(kind), Leaf(block.level), Leaf(" ".join(block.words.split())))


def _passages(was: Stretch, now: Stretch) -> tuple[Passage, ...]:
    result = compare(Comparison(was.text(_OLD), now.text(_NEW)))
    places = {_OLD: dict(_places(was, _rank)), _NEW: dict(_places(now, _rank))}
    after = dict(_places(now, _after))
    found = []
    for difference in (*result.differences, *result.filled):
        side, _, number = difference.reference.rpartition(":")
        if difference.category is not Category.NUMBER:
            added = difference.category is Category.ADDED
            place = (after if added else places[side])[int(number)]
            found.append((int(number), _passage(difference, place)))
    return tuple(passage for _, passage in sorted(found, key=lambda one: one[0]))


def _passage(found: Difference, place: str) -> Passage:
    kind = "remplacé" if found.before and found.after else "ajouté" if found.after else "supprimé"
    if found.category is Category.MOVED:
        kind = "déplacé"
    whole = found.category in (Category.ADDED, Category.DROPPED, Category.MOVED)
    said = (kind, "oui" if whole else "", place, found.before, found.after, found.excerpt[0])
    return Passage(*map(Leaf, said))


def _rank(block: Block) -> str:
    return block.cell.label if block.cell else f"alinéa {block.rank}" if block.rank else "titre"


def _after(block: Block) -> str:
    """What a new paragraph comes after, in the new text."""
    if block.cell or not block.rank:
        return _rank(block)
    return f"après l’alinéa {block.rank - 1}" if block.rank > 1 else "avant l’alinéa 1"


def _places(stretch: Stretch, called: Callable[[Block], str]) -> Iterator[tuple[int, str]]:
    """Where each paragraph is, below the title: every heading above it, and its rank there."""
    above: list[tuple[int, str]] = []
    top = next((block.number for block in stretch.blocks if block.level), None)
    for block in stretch.blocks:
        words = " ".join(block.words.split())
        if block.level:
            above = [(level, said) for level, said in above if level < block.level]
        if block.level and block.number != top:
            above.append((block.level, f"« {words} »"))
        yield block.number, ", ".join([*(said for _, said in above), called(block)])
