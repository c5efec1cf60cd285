"""The documents of a dossier: which parts each has, joined from parts rendered once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from pmtdocs.dossier import lines
from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.publication import published_parts
from pmtdocs.dossier.views.context import context, printed
from pmtdocs.finding import PmtdocsError
from pmtdocs.language.french import did_you_mean
from pmtdocs.language.french import join as enumerate_words
from pmtdocs.render.fill.with_clauses import fill
from pmtdocs.render.join.contents import is_title
from pmtdocs.render.join.join import Document, join, load_charter
from pmtdocs.render.page.inline import one_line
from pmtdocs.templates import charter_of
from pmtdocs.word.package import TemplateError, w
from pmtdocs.word.styles import style_of


def chosen(dossier: Dossier, only: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The documents to produce. Raises PmtdocsError for an unknown name, or when there is none.

    The name of those that are made a line of attributions means all of them.
    """
    documents, asked = lines.documents(dossier), set(only)
    if not documents:
        raise PmtdocsError(
            f"Le dossier « {dossier.nom} » ne demande aucun document.",
            "Nommez-les dans dossier.yaml, sous `documents:`.",
        )
    for name in only:
        if name not in documents and name not in dossier.dossier.documents:
            hint = did_you_mean(name, documents)
            raise PmtdocsError(
                f"Le document « {name} » n'existe pas dans ce dossier.{hint}",
                f"Documents : {enumerate_words(list(dossier.dossier.documents))}.",
            )
    return {
        name: one.parts for name, one in documents.items() if not asked or asked & {name, one.said}
    }


def build(
    dossier: Dossier,
    folder: Path,
    documents: dict[str, tuple[str, ...]],
    draft: bool,
    trace: bool = False,
) -> dict[str, Document]:
    """Render each part once and join it into every document that wants it.

    When tracing, marks are kept, and each paragraph says where it comes from. Raises TemplateError
    naming the part, the paragraph and the field at fault.
    """
    charter = load_charter(charter_of(folder))
    every = lines.documents(dossier)
    groups: dict[int | None, dict[str, tuple[str, ...]]] = {}
    for name, parts in documents.items():
        rank = every[name].rank if name in every else None
        groups.setdefault(rank, {})[name] = parts
    built: dict[str, Document] = {}
    for rank, mine in groups.items():
        about = lines.whole(dossier) if rank is None else lines.line(dossier, rank)
        try:
            built |= _built(about, folder, charter, mine, draft, trace)
        except TemplateError as error:
            raise type(error)(error.message, error.help, about.written(error.path)) from error
    return {name: built[name] for name in documents}


def _built(
    dossier: Dossier,
    folder: Path,
    charter: dict[str, bytes],
    documents: dict[str, tuple[str, ...]],
    draft: bool,
    trace: bool,
) -> Iterator[tuple[str, Document]]:
    """Those of one dossier, or of one line."""
    public = published_parts(dossier)
    values = {published: context(dossier, published) for published in (False, True)}
    names = dict.fromkeys(part for parts in documents.values() for part in parts)
    rendered = {
        name: fill(dossier, folder, name, values[name in public], draft, trace) for name in names
    }
    date = dossier.day_of_law.isoformat()  # the document's own
    left = Counter(part for parts in documents.values() for part in parts)
    for name, parts in documents.items():
        left.subtract({*parts})
        mine = [replace(rendered[part], lasting=left[part] > 0) for part in parts]
        document = join(charter, mine, draft)
        yield name, document.dated(_title(document, dossier), date)


def _title(document: Document, dossier: Dossier) -> str:
    """« Convention – Programme Eau 2031 » : the first heading and what it is about."""
    years = dossier.dossier.exercices
    period = str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"
    name = printed(dossier, dossier.programme.nom) if dossier.programme else None
    if name is None and dossier.beneficiaire:
        name = dossier.beneficiaire.nom
    subject = f"{name} {period}" if name else period
    for paragraph in document.body.iter(w("p")):
        if document.styles.outline(style_of(paragraph)) == 1 and not is_title(paragraph):
            heading = one_line(paragraph)
            return heading if period in heading else f"{heading} – {subject}"
    return subject
