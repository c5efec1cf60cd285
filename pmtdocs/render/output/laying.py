"""The pages of documents, laid out by the engine that is wanted, or by the one that can."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pmtdocs.render.join.join import Document
from pmtdocs.render.page import html, pdf
from pmtdocs.render.page.tree import Pages
from pmtdocs.render.page.walk import walk
from pmtdocs.templates import PAGE

#: Called with (document done, how many are done, how many there are).
Progress = Callable[[str, int, int], None]


class Laid(NamedTuple):
    """What a PDF was laid out from, as a digest, and by which engine."""

    origin: str
    engine: pdf.Engine


@dataclass
class Laying:
    """Documents, each walked once, whatever is made of its pages."""

    built: Mapping[str, Document]
    modele: Path
    draft: bool
    pages: dict[str, Laid] = field(default_factory=dict)
    """What each PDF comes from."""
    said: list[str] = field(default_factory=list)
    """What was laid out by another engine than the one that was wanted, and why."""
    _trees: dict[str, Pages] = field(default_factory=dict)
    _htmls: dict[str, str] = field(default_factory=dict)

    def html(self, name: str) -> str:
        """A document as HTML, in the page of its modèle. Raises TemplateError."""
        if name not in self._htmls:
            title = self.built[name].title
            self._htmls[name] = html.dressed(
                self._tree(name), title, self.modele / PAGE, self.draft
            )
        return self._htmls[name]

    def pdfs(
        self, asked: pdf.Asked, attachment: bytes, known: Mapping[str, str], progress: Progress
    ) -> dict[str, bytes]:
        """The PDFs but those at hand, which come from what is ``known``, in their order.

        What Typst cannot lay out, WeasyPrint does after it. Raises NoPangoError, TemplateError,
        LimitError.
        """
        engine = self._engine(asked)
        jobs = {name: self._job(name, engine, attachment) for name in self.built}
        files: dict[str, bytes] = {}
        total = 0
        while wanted := {n: job for n, job in jobs.items() if known.get(n) != self._noted(n, job)}:
            jobs, total = {}, total or len(wanted)
            for name, made in pdf.write_all(wanted):
                if isinstance(made, pdf.UnfitError):
                    jobs[name] = self._instead(name, made, attachment)
                    continue
                files[name] = made
                progress(name, len(files), total)
        return {name: files[name] for name in self.built if name in files}

    def _engine(self, asked: pdf.Asked) -> pdf.Engine:
        """The one for what is asked. A page of its own is read by WeasyPrint alone."""
        engine = pdf.chosen(asked, self.draft)
        if engine == "weasyprint":
            return engine
        if asked == "auto" and not self.draft:
            self.said.append("Pango manque ici : les PDF sont mis en page par Typst.")
        if not html.is_own(self.modele / PAGE):
            return engine
        page = "la page du modèle (page.html.j2)"
        if not pdf.has_pango():
            self.said.append(f"Pango manque ici : {page} ne sert pas aux PDF.")
            return engine
        self.said.append(f"Les PDF sont mis en page par WeasyPrint, pour {page}.")
        return "weasyprint"

    def _tree(self, name: str) -> Pages:
        if name not in self._trees:
            self._trees[name] = walk(self.built[name])
        return self._trees[name]

    def _job(self, name: str, engine: pdf.Engine, attachment: bytes) -> pdf.Job:
        document = self.built[name]
        if engine == "weasyprint":
            return pdf.HtmlJob(self.html(name), document.date, attachment)
        from pmtdocs.render.page.typst.engine import Job
        from pmtdocs.render.page.typst.source import to_typst

        try:
            source = to_typst(self._tree(name), document.title, document.date, self.draft)
        except pdf.UnfitError as error:
            return self._instead(name, error, attachment)
        return Job(source, document.date, attachment)

    def _instead(self, name: str, why: pdf.UnfitError, attachment: bytes) -> pdf.Job:
        """The same pages by WeasyPrint. Raises NoPangoError."""
        if not pdf.has_pango():
            raise pdf.NoPangoError.wanted_for(name, why)
        self.said.append(f"{name} : mis en page par WeasyPrint, pour {why.message}.")
        return self._job(name, "weasyprint", attachment)

    def _noted(self, name: str, job: pdf.Job) -> str:
        """What the PDF comes from; it is noted."""
        engine: pdf.Engine = "weasyprint" if isinstance(job, pdf.HtmlJob) else "typst"
        self.pages[name] = Laid(job.origin(), engine)
        return self.pages[name].origin
