"""A draft and its copy signed: number, date and signatures filled in raise nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtdocs.commands import pipeline
from pmtdocs.commands.request import Request
from pmtdocs.word.package import Element, w
from tests.support.command import Patch
from tests.support.compared_files import change, compare


def _render(templates: Path, output: Path, draft: bool) -> Path:
    made = pipeline.check(Path("data"), templates, "2024")
    assert made.loaded is not None
    request = Request(Path("data"), templates, output, ("convention",), draft=draft)
    return pipeline.render(made.loaded, made.findings, request, "", lambda *_: None).folder


@pytest.fixture
def both(project: Path, patch: Patch) -> tuple[Path, Path]:
    """The draft without number nor date, marked « PROJET », and the signed act."""
    number = "numero: 2024/2024.00097"
    patch("2024/deliberation.yaml", number, "numero: à compléter")
    draft = _render(project / "templates", project / "projet", draft=True)
    patch("2024/deliberation.yaml", "numero: à compléter", number)
    patch("2024/convention.yaml", "  date: à compléter", "  date: 2024-05-13")
    return draft, _render(project / "templates", project / "signé", draft=False)


def _sign(root: Element) -> None:
    """What a platform of electronic signature writes under a name."""
    name = next(t for t in root.iter(w("t")) if t.text == "Anne VIGNOT" and _in_table(t))
    name.text = "Anne VIGNOT Signé électroniquement par Anne VIGNOT le 13/05/2024 à 10h42"


def _in_table(element: Element) -> bool:
    return any(True for _ in element.iterancestors(w("tbl")))


def test_a_faithful_copy(both: tuple[Path, Path], tmp_path: Path) -> None:
    draft, signed = both
    change(signed / "convention.docx", tmp_path / "signed.docx", _sign)
    for old in (draft / "convention.docx", draft / "convention.pdf"):
        for new in (signed / "convention.docx", signed / "convention.pdf"):
            result = compare(old, new)
            assert result.differences == ()
            assert [d.after for d in result.filled] == ["2024/2024.00097", "13 mai 2024"]
        result = compare(old, tmp_path / "signed.docx")
        assert result.differences == ()
        assert len(result.filled) == 3
