"""What is larger than it may be: said in French, exit code 6, nothing written."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from pmtdocs.finding import ExitCode
from pmtdocs.system import limits
from tests.support.command import run
from tests.support.word_files import page_template


def test_a_template_that_would_fill_the_memory(project: Path) -> None:
    """Forty million spaces in forty kilobytes."""
    file = project / "templates/gbm/annexe-3.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 19_000_000)
        archive.writestr("word/styles.xml", b" " * 19_000_000)
    for command in (("check", "2024"), ("templates", "check"), ("render", "2024")):
        result = run(*command)
        assert result.exit_code == ExitCode.LIMIT, result.output
        assert "annexe-3.docx" in result.output
        assert limits.ZIP_RATIO.said in result.output
    assert not (project / "output").exists()


@pytest.mark.parametrize("name", ["YAML_SIZE", "YAML_VALUES", "YAML_DEPTH"])
def test_data_larger_than_any_year(
    project: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(limits, name, getattr(limits, name)._replace(most=3))
    for command in ("check", "render"):
        result = run(command, "2024")
        assert result.exit_code == ExitCode.LIMIT
        assert "YML008" in result.output


def test_a_page_template_that_holds_more_than_style(project: Path) -> None:
    page = project / "templates/gbm/page.html.j2"
    page.write_text(page_template().read_text(encoding="utf-8") + " " * limits.PAGE_TEMPLATE.most)
    for command in (("check", "2024"), ("render", "2024"), ("templates", "check")):
        result = run(*command)
        assert result.exit_code == ExitCode.LIMIT
        assert "page.html.j2" in result.output
