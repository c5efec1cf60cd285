"""What a command does, free of the terminal."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pmtdocs.commands import pipeline
from pmtdocs.commands.request import Request
from pmtdocs.finding import ExitCode, PmtdocsError
from pmtdocs.render.output import documents
from pmtdocs.word.package import TemplateError

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
Patch = Callable[[str, str, str], None]


def silent(_name: str, _done: int, _of: int) -> None:
    pass


def made(data: Path, name: str = "2024", **request: object) -> pipeline.Written:
    checked = pipeline.check(data, TEMPLATES, name)
    assert checked.loaded is not None
    wanted = Request(data, TEMPLATES, Path("output"), **request)  # type: ignore[arg-type]
    return pipeline.render(checked.loaded, checked.findings, wanted, "constats", silent)


def test_what_a_check_hands_back(data: Path) -> None:
    checked = pipeline.check(data, TEMPLATES, "2024")
    assert checked.loaded is not None
    assert checked.exit_code() == ExitCode.OK
    accepted = [finding.code for finding in checked.findings if finding.accepted]
    assert sorted(accepted) == ["BUD001", "CNV002", "CNV015"]
    assert checked.line("data/2024/budget.yaml", 1).startswith("# yaml-language-server")


def test_lines_of_data_that_could_not_be_loaded(data: Path, patch: Patch) -> None:
    patch("2024/budget.yaml", "taxe: TTC", "taxe: TTC\ntaxe: HT")
    checked = pipeline.check(data, TEMPLATES, "2024")
    assert checked.loaded is None
    assert checked.exit_code() == ExitCode.DATA
    (finding,) = checked.findings
    assert finding.primary.span is not None
    assert checked.line("data/2024/budget.yaml", finding.primary.span.line) == "taxe: HT"
    assert checked.line("data/2024/budget.yaml", 9999) == ""
    assert checked.line("data/2024/budget.yaml", 0) == ""
    assert checked.line("data/2024/absent.yaml", 1) == ""


@pytest.mark.parametrize("amount", ["285 001", '"285 000,01"', "0"])
def test_an_error_blocks(data: Path, patch: Patch, amount: str) -> None:
    patch("2024/budget.yaml", "montant: 285 000}", f"montant: {amount}}}")
    assert pipeline.check(data, TEMPLATES, "2024").exit_code() == ExitCode.FINDINGS


def test_without_templates_every_dossier_is_blocked(data: Path) -> None:
    checked = pipeline.check(data, Path("ailleurs"), "2024")
    assert checked.exit_code() == ExitCode.TEMPLATE
    (missing,) = [f for f in checked.findings if f.code == "MDL001"]
    assert missing.help == "Pour en avoir un, neutre : pmtdocs init."


def test_a_render_says_what_it_wrote(data: Path) -> None:
    written = made(data, only=("annexe-2-budget",), formats=("html", "docx"))
    assert written.folder == Path("output/2024")
    assert set(written.files) == {
        "annexe-2-budget.docx", "annexe-2-budget.html", "manifest.json",
    }  # fmt: skip
    assert not written.draft
    assert {f.name for f in written.folder.iterdir()} == set(written.files)


def test_progress_counts_the_documents(data: Path) -> None:
    checked = pipeline.check(data, TEMPLATES, "2024")
    assert checked.loaded is not None
    only = ("annexe-2-budget", "annexe-3-indicateurs")
    request = Request(data, TEMPLATES, Path("output"), only, ("pdf",))
    said: list[tuple[str, int, int]] = []
    pipeline.render(checked.loaded, checked.findings, request, "", lambda *step: said.append(step))
    assert {name for name, _, _ in said} == set(only)
    assert [(done, of) for _, done, of in said] == [(1, 2), (2, 2)]


def test_the_findings_stand_beside_a_draft_alone(data: Path) -> None:
    assert pipeline.FINDINGS_FILE in made(data, formats=("docx",), draft=True).files
    assert pipeline.FINDINGS_FILE not in made(data, formats=("docx",)).files
    assert not (Path("output/2024") / pipeline.FINDINGS_FILE).exists()


def test_a_template_fault_leaves_the_output_as_it_was(data: Path, tmp_path: Path) -> None:
    made(data, formats=("docx",))
    before = {f.name: f.read_bytes() for f in Path("output/2024").iterdir()}
    broken = tmp_path / "templates"
    shutil.copytree(TEMPLATES, broken)
    (broken / "gbm" / "page.html.j2").write_text("{{ body", encoding="utf-8")
    checked = pipeline.check(data, broken, "2024")
    assert checked.loaded is not None
    with pytest.raises(TemplateError):
        pipeline.render(checked.loaded, (), Request(data, broken, Path("output")), "", silent)
    assert {f.name: f.read_bytes() for f in Path("output/2024").iterdir()} == before


def test_documents_that_are_chosen(data: Path) -> None:
    checked = pipeline.check(data, TEMPLATES, "2024")
    assert checked.loaded is not None
    dossier = checked.loaded.dossier
    assert list(documents.chosen(dossier, ())) == list(dossier.dossier.documents)
    assert documents.chosen(dossier, ("convention",)) == {
        "convention": ("convention", "annexe-1", "annexe-2", "annexe-3")
    }
    with pytest.raises(PmtdocsError, match="Vouliez-vous dire « deliberation »"):
        documents.chosen(dossier, ("délibération", "x"))
    with pytest.raises(PmtdocsError, match=r"« zzzz » n'existe pas dans ce dossier\.$"):
        documents.chosen(dossier, ("zzzz",))


def test_the_date_of_documents(data: Path) -> None:
    """The sitting's; without one, the first day of the first year: never today."""
    checked = pipeline.check(data, TEMPLATES, "2024")
    assert checked.loaded is not None
    dossier = checked.loaded.dossier
    assert dossier.day_of_law.isoformat() == "2024-04-11"
    unsaid = dossier.model_copy(update={"seance": None})
    assert unsaid.day_of_law.isoformat() == "2024-01-01"
