"""The validator itself: it must see what is wrong, or an empty verdict proves nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from weasyprint import HTML

from tests.support.verapdf import PDFA, PDFUA, Verdicts, obstacle

PAGE = HTML(string="<html lang=fr><title>Délibération</title><h1>Extrait</h1><p>Le vœu.</p>")


@pytest.mark.verapdf
def test_tells_conforming_files_from_others(
    tmp_path: Path, verapdf: Callable[..., Verdicts]
) -> None:
    archive, plain = tmp_path / "délibération 1.pdf", tmp_path / "plain.pdf"
    PAGE.write_pdf(archive, pdf_variant="pdf/a-3a")
    PAGE.write_pdf(plain)

    verdicts = verapdf([archive, plain])

    assert verdicts[archive, PDFA] == []
    # Tagged as PDF/UA asks, but not declared as such: the one rule that it breaks.
    (missing_declaration,) = verdicts[archive, PDFUA]
    assert missing_declaration.startswith("5-1: ")
    assert any("StructTreeRoot" in failure for failure in verdicts[plain, PDFA])
    assert any(failure.startswith("7.1-3: ") for failure in verdicts[plain, PDFUA])


def test_says_that_java_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    assert "Java" in (obstacle() or "")
