"""HTML → PDF: the page around the body, WeasyPrint kept inside it, failures said in French."""

from __future__ import annotations

import errno
import multiprocessing
import os
import pickle
import sys
import threading
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
from pypdf import PdfReader

from pmtdocs.finding import ExitCode
from pmtdocs.render.page import layout, pdf
from pmtdocs.render.page.fonts import FONTS
from pmtdocs.render.page.html import page
from pmtdocs.render.page.layout import lay_out
from pmtdocs.render.page.pdf import NoPangoError
from pmtdocs.system.limits import LimitError
from pmtdocs.word.package import TemplateError
from tests.support.word_files import Workshop, p, page_template

HTML = (
    "<!doctype html><html lang=fr><head><title>T</title><style></style></head>"
    "<body><p>{}</p></body></html>"
)


def read(data: bytes, folder: Path) -> PdfReader:
    file = folder / "x.pdf"
    file.write_bytes(data)
    return PdfReader(file)


def test_a_page_is_self_contained(word: Workshop) -> None:
    document = word.document(p("Le vœu &amp; l’été")).dated("Délibération <1>", "2024-04-11")
    html = page(document, page_template(), draft=False)
    assert "<title>Délibération &lt;1&gt;</title>" in html
    assert '<html lang="fr">' in html
    assert "Le vœu &amp; l’été</p>" in html
    assert "<script" not in html
    assert "http" not in html
    assert "PROJET" not in html
    assert '<p class="draft">PROJET</p>' in page(document, page_template(), draft=True)


@pytest.mark.parametrize("content", ["{{ body", "{% inconnu %}", None])
def test_a_page_template_that_cannot_be_used(word: Workshop, content: str | None) -> None:
    file = word.folder / "page.html.j2"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(TemplateError, match=r"page\.html\.j2(, ligne 1 :| ne peut pas être lu)"):
        page(word.document(p("x")), file, draft=False)


def test_the_date_and_language_are_those_of_the_document(tmp_path: Path) -> None:
    reader = read(lay_out(HTML.format("x"), "2024-04-11"), tmp_path)
    assert reader.metadata is not None
    assert str(reader.metadata["/CreationDate"]).startswith("D:20240411")
    assert reader.metadata.title == "T"
    assert reader.trailer["/Root"]["/Lang"] == "fr"  # type: ignore[index]


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/a.png",
        "file:///etc/passwd",
        f"{FONTS.as_uri()}/../../pyproject.toml",
        f"{FONTS.as_uri()}-ailleurs/a.png",
    ],
)
def test_nothing_is_fetched_from_outside(address: str) -> None:
    with pytest.raises(TemplateError, match="adresse extérieure"):
        pdf.write_pdf(HTML.format(f'<img alt=x src="{address}">'), "2024-04-11")


def test_at_the_top_of_a_page_the_space_before_counts_after_a_break_only(word: Workshop) -> None:
    """A heading that comes there by itself stands where the words of any page begin, as in Word."""
    spaced = '<w:spacing w:before="400"/>'
    break_ = '<w:p><w:r><w:t>y</w:t><w:br w:type="page"/></w:r></w:p>'
    body = [
        p("Premier"), p("mot") * 53, p("Seul", extra=f"<w:keepNext/>{spaced}"), p("suite"), break_,
        p("Voulu", extra=spaced), p("Demandé", extra=f"<w:pageBreakBefore/>{spaced}"),
    ]  # fmt: skip
    html = page(word.document("".join(body)), page_template(), draft=False)
    pages = [sheet.get_textpage() for sheet in pypdfium2.PdfDocument(lay_out(html, "2024-04-11"))]
    tops = {text.get_text_range().split()[0]: text.get_charbox(0)[3] for text in pages}
    assert tops["Seul"] == pytest.approx(tops["Premier"], abs=3)
    assert tops["Voulu"] == pytest.approx(tops["Seul"] - 20, abs=3)
    assert tops["Demandé"] == pytest.approx(tops["Seul"] - 20, abs=3)


JOBS = {str(n): pdf.HtmlJob(HTML.format("mot " * n), "2024-04-11") for n in (1, 30, 5)}


@pytest.mark.concurrent
def test_pages_laid_out_in_parallel_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    together = dict(pdf.write_all(JOBS))
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert together == dict(pdf.write_all(JOBS))
    assert set(together) == set(JOBS)


_ended = multiprocessing.get_context("fork").Event()


class _Wrong(NamedTuple):
    """A job that cannot be done; the heavy one is found so after the other."""

    heavy: int
    engine: pdf.Engine = "typst"

    def weight(self) -> int:
        return self.heavy

    def lay_out(self) -> bytes:
        _ended.wait(60) if self.heavy else _ended.set()
        raise TemplateError(f"page {self.heavy}")


@pytest.mark.concurrent
def test_pango_works_in_no_process_that_forks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Pango 1.56 starts a thread, for which a process forked later waits for ever."""
    monkeypatch.setattr(pdf, "cores", lambda: 2)
    monkeypatch.setattr(layout, "worked", threading.Event())
    know = layout._fonts

    def known(folder: str) -> layout._Fonts:
        (tmp_path / str(os.getpid())).touch()
        return know(folder)

    monkeypatch.setattr(layout, "_fonts", known)
    assert set(dict(pdf.write_all(JOBS))) == set(JOBS)
    assert 1 <= len([*tmp_path.iterdir()]) <= 2, "once a process, not once a page"
    assert not (tmp_path / str(os.getpid())).exists()
    lay_out(JOBS["1"].html, "2024-04-11")
    monkeypatch.setattr(pdf, "ProcessPoolExecutor", None)
    assert set(dict(pdf.write_all(JOBS))) == set(JOBS)


@pytest.mark.concurrent
def test_of_several_faults_the_same_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever page ends first."""
    monkeypatch.setattr(pdf, "cores", lambda: 2)
    with pytest.raises(TemplateError, match="page 1"):
        list(pdf.write_all({"a": _Wrong(0), "b": _Wrong(1)}))


@pytest.mark.concurrent
@pytest.mark.parametrize("lacks", ["fork", "shared memory"])
def test_where_processes_cannot_share_the_work(monkeypatch: pytest.MonkeyPatch, lacks: str) -> None:
    def refused(**_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    if lacks == "fork":
        monkeypatch.setattr(pdf, "may_fork", lambda: False)
    else:
        monkeypatch.setattr("multiprocessing.synchronize.Lock", refused)
    monkeypatch.setattr(layout, "worked", threading.Event())
    monkeypatch.setattr(pdf, "ProcessPoolExecutor", None)
    assert [name for name, _ in pdf.write_all(JOBS)] == ["30", "5", "1"]


@pytest.mark.concurrent
def test_a_failure_in_another_process_comes_back_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    jobs = {
        "a": pdf.HtmlJob(HTML.format("<img alt=x src='http://x.fr/a.png'>"), ""),
        "b": JOBS["1"],
    }
    with pytest.raises(TemplateError) as caught:
        list(pdf.write_all(jobs))
    assert caught.value.help == "Mettez l'image dans le document Word."
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
    assert (type(again), again.message) == (TemplateError, caught.value.message)


@pytest.mark.concurrent
def test_a_full_temporary_folder_is_said_once(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Not as a page that never ends, nor with the words of whoever lays out."""

    def full(_: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pdf, "_pango_has_worked", lambda: False)
    monkeypatch.setattr(pdf, "cores", lambda: 2)
    monkeypatch.setattr(layout, "_fonts", full)
    with pytest.raises(OSError, match="No space left"):
        list(pdf.write_all(JOBS))
    assert capfd.readouterr().err == ""


@pytest.fixture
def without_pango(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Importing WeasyPrint fails as it does on a Windows without GTK: how often it was tried."""
    tried: list[str] = []

    class Broken:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "pmtdocs.render.page.layout":
                tried.append(name)
                print("WeasyPrint could not import some external libraries.")  # noqa: T201
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "pmtdocs.render.page.layout", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    import pmtdocs.render

    monkeypatch.delattr(pmtdocs.render.page, "layout", raising=False)
    monkeypatch.setattr(pdf, "_failed", [])
    return tried


def test_without_pango_the_message_says_what_to_type(
    without_pango: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NoPangoError, match="Pango manque") as caught:
        list(pdf.write_all(JOBS))
    for way in ("--engine typst", "pmtdocs.toml", "sudo apt install libpango", "--format docx"):
        assert way in caught.value.help
    assert caught.value.exit_code == ExitCode.WRITE
    assert capsys.readouterr().out == ""
    assert not pdf.has_pango()
    assert len(without_pango) == 1  # a thousand dossiers do not ask a thousand times


@pytest.mark.concurrent
def test_a_worker_that_dies_is_said_in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed for want of memory, say: the others must not wait for it for ever."""
    monkeypatch.setattr(pdf, "_layout", lambda: lambda *_: os._exit(9))
    monkeypatch.setattr(pdf, "cores", lambda: 2)
    monkeypatch.setattr(layout, "worked", threading.Event())
    with pytest.raises(LimitError, match="La mise en page s'est arrêtée"):
        list(
            pdf.write_all(
                {"a": pdf.HtmlJob(HTML, "2024-04-11"), "b": pdf.HtmlJob(HTML, "2024-04-11")}
            )
        )
