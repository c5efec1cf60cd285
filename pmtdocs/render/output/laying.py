"""The pages of documents, laid out by the engine that is wanted, or by the one that can."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pmtdocs.render.join.join import Document
from pmtdocs.render.page import html, pdf
from pmtdocs.render.page.tree import Pages
from pmtdocs.render.page.walk import walk
from pmtdocs.render.page.words import words_of
from pmtdocs.word.package import w
from pmtdocs.word.printed import Paragraph, Printed

if TYPE_CHECKING:
    from pmtdocs.render.page.typst import engine as typst

#: Called with (document done, how many are done, how many there are).
Progress = Callable[[str, int, int], None]


class Laid(NamedTuple):
    """What a PDF was laid out from, as a digest, and by which engine."""

    origin: str
    engine: pdf.Engine


class Page(NamedTuple):
    """A PDF, unless it is at hand, and what it comes from."""

    laid: Laid
    data: bytes | None
    said: str
    """Why another engine did it than the one that was wanted, if so."""
    words: tuple[Paragraph, ...]
    """What it says."""


@dataclass
class Laying:
    """Documents, each walked once, whatever is made of its pages."""

    built: Mapping[str, Document]
    modele: Path
    draft: bool
    cores: int = 0
    """How many may be used; 0 for all."""
    pages: dict[str, Laid] = field(default_factory=dict)
    """What each PDF comes from."""
    said: list[str] = field(default_factory=list)
    """What was laid out by another engine than the one that was wanted, and why."""
    _trees: dict[str, Pages] = field(default_factory=dict)
    _words: dict[str, tuple[Paragraph, ...]] = field(default_factory=dict)

    def html(self, name: str, on_paper: bool = False) -> str:
        """A document as HTML, in the page of its modèle. Raises TemplateError."""
        title, template = self.built[name].title, html.template_of(self.modele)
        return html.dressed(self.tree(name), title, template, self.draft, on_paper)

    def pdfs(
        self, asked: pdf.Asked, attachment: bytes, known: Mapping[str, str], progress: Progress
    ) -> dict[str, bytes]:
        """The PDFs but those at hand, which come from what is ``known``, in their order.

        What Typst cannot lay out, WeasyPrint does. Raises NoPangoError, TemplateError, LimitError.
        """
        engine = self._engine(asked)
        jobs = {n: Work(self, n, engine, attachment, known.get(n)) for n in self.built}
        made: dict[str, Page] = {}
        for name, page in pdf.write_all(jobs, self.cores):
            made[name] = page
            progress(name, len(made), len(jobs))
        ordered = {name: made[name] for name in self.built}
        self.pages |= {name: page.laid for name, page in ordered.items()}
        self._words |= {name: page.words for name, page in ordered.items()}
        self.said += [page.said for page in ordered.values() if page.said]
        return {name: page.data for name, page in ordered.items() if page.data is not None}

    def _engine(self, asked: pdf.Asked) -> pdf.Engine:
        """The one for what is asked. A page of its own is read by WeasyPrint alone."""
        engine = pdf.chosen(asked, self.draft)
        if engine == "weasyprint":
            return engine
        if asked == "auto" and not self.draft:
            self.said.append("Pango manque ici : les PDF sont mis en page par Typst.")
        if html.template_of(self.modele) == html.SHIPPED:
            return engine
        page = "la page du modèle (page.html.j2)"
        if not pdf.has_pango():
            self.said.append(f"Pango manque ici : {page} ne sert pas aux PDF.")
            return engine
        self.said.append(f"Les PDF sont mis en page par WeasyPrint, pour {page}.")
        return "weasyprint"

    def tree(self, name: str) -> Pages:
        """A document walked. Raises TemplateError."""
        if name not in self._trees:
            self._trees[name] = walk(self.built[name])
        return self._trees[name]

    def printed(self) -> Printed:
        """What the documents say, walked for that if nothing else asked for it.

        Raises TemplateError.
        """
        return {n: self._words.get(n) or words_of(self.tree(n)) for n in self.built}


class Work(NamedTuple):
    """A document to walk, then to lay out: what ``pdf.write_all`` has done apart."""

    laying: Laying
    name: str
    engine: pdf.Engine
    attachment: bytes
    known: str | None
    """What the PDF at hand comes from."""

    def weight(self) -> int:
        """How long it takes, beside others."""
        return len(self.laying.built[self.name].body.findall(f".//{w('t')}"))

    def lay_out(self) -> Page:
        """Its PDF, by WeasyPrint if its engine cannot. Raises NoPangoError, TemplateError."""
        try:
            return self._by(self._typst() if self.engine == "typst" else self._weasyprint())
        except pdf.UnfitError as error:
            if not pdf.has_pango():
                raise pdf.NoPangoError.wanted_for(self.name, error) from error
            said = f"{self.name} : mis en page par WeasyPrint, pour {error.message}."
            return self._by(self._weasyprint(), said)

    def _by(self, job: pdf.HtmlJob | typst.Job, said: str = "") -> Page:
        laid = Laid(job.origin(), job.engine)
        data = None if laid.origin == self.known else job.lay_out()
        return Page(laid, data, said, words_of(self.laying.tree(self.name)))

    def _weasyprint(self) -> pdf.HtmlJob:
        date = self.laying.built[self.name].date
        return pdf.HtmlJob(self.laying.html(self.name, on_paper=True), date, self.attachment)

    def _typst(self) -> typst.Job:
        from pmtdocs.render.page.typst import engine

        pages, document = self.laying.tree(self.name), self.laying.built[self.name]
        return engine.Job.of(pages, document, self.laying.draft, self.attachment)
