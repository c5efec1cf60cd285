"""The guide: what it shows works, what it names exists, its pictures are there and small."""

from __future__ import annotations

import re
import shlex
import unicodedata
from pathlib import Path

import click
import docx
import pytest

from pmtdocs.cli import main
from pmtdocs.dossier.views.filters import FILTERS
from pmtdocs.finding import ExitCode
from pmtdocs.templates.contract.groups import canonical
from tests.support.command import ROOT, flat, run
from tools import first_act
from tools.gestures import GESTURES, Gesture, faults

GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
IMAGES = re.findall(r"!\[([^\]]*)\]\((images/[^)]+)\)", GUIDE)
_HEAVIEST = 80_000
#: What each gesture makes the document say.
_SAID = {
    "champ": ["Elle représente 9,18\u00a0% de ce budget."],
    "article": ["Données ouvertes", "Grand Besançon Métropole publie les données essentielles"],
    "ligne": ["Part de Grand Besançon Métropole", "9,18\u00a0%"],
    "annexe": ["Annexe 4", "100\u00a0%, soit 45\u202f000\u00a0€, à la signature"],
}


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def words(file: Path) -> str:
    return "\n".join(
        "".join(t.text or "" for t in p.iter("{*}t"))
        for p in docx.Document(str(file)).element.body.iter("{*}p")
    )


def rendered(project: Path, document: str) -> str:
    options = ("--only", document, "--format", "docx", "--output", "sortie")
    result = run("render", "2024", *options)
    assert result.exit_code == ExitCode.OK, result.output
    return words(project / "sortie" / "2024" / f"{document}.docx")


@pytest.mark.parametrize("gesture", GESTURES, ids=[g.name for g in GESTURES])
def test_what_the_guide_shows_works(gesture: Gesture, project: Path) -> None:
    before = rendered(project, gesture.document)
    gesture.do(project)
    checked = run("templates", "check")
    assert checked.exit_code == ExitCode.OK, checked.output
    assert "gbm : 0 erreur, 1 information." in checked.output
    after = rendered(project, gesture.document)
    new, *others = _SAID[gesture.name]
    assert new not in before
    assert all(said in after for said in (new, *others))
    assert run("check", "2024").exit_code == ExitCode.OK


def test_below_its_amount_the_article_goes_and_the_next_takes_its_number(project: Path) -> None:
    next(g for g in GESTURES if g.name == "article").do(project)
    facts = project / "data" / "2024" / "convention.yaml"
    text = facts.read_text(encoding="utf-8")
    assert "montant: 45 000" in text
    facts.write_text(text.replace("montant: 45 000", "montant: 23 000"), encoding="utf-8")
    options = ("--only", "convention", "--format", "html", "--draft", "--output", "sortie")
    assert run("render", "2024", *options).exit_code == ExitCode.OK
    page = next((project / "sortie" / "2024").glob("convention.html")).read_text(encoding="utf-8")
    said = flat(re.sub(r"<[^>]*>", "", page))
    assert "Données ouvertes" not in said
    assert "Article 9 – Litiges" in said


def test_what_the_guide_forbids_is_said(project: Path) -> None:
    faults(project)
    result = run("templates", "check", "templates/gbm/convention.docx")
    assert result.exit_code == ExitCode.TEMPLATE
    assert re.findall(r"MDL\d+", result.output) == ["MDL114", "MDL109"]


def test_the_first_act_is_what_the_guide_says(empty: Path) -> None:
    """What chapter 1 tells to type is what is typed here, and leads to a voted act."""
    chapter = GUIDE.partition("## 1. ")[2].partition("\n## ")[0]
    first_act.begin(empty)
    first_act.vote(empty, "premier-dossier")
    files = [file.read_text(encoding="utf-8") for file in empty.glob("data/**/*.yaml")]
    typed = {line.strip() for text in files for line in text.splitlines()}
    blocks = re.findall(r"^ *```yaml\n(.*?)^ *```", chapter, re.MULTILINE | re.DOTALL)
    told = {line.strip() for block in blocks for line in block.splitlines()}
    assert told - typed == {"publie: {operation: 1 500}"}
    assert run("check").output.strip() == "premier-dossier : 0 erreur."


def test_pictures_are_there_described_and_small() -> None:
    assert len({name for _, name in IMAGES}) >= 10
    for described, name in IMAGES:
        assert described
        assert 0 < (ROOT / "docs" / name).stat().st_size <= _HEAVIEST, name


def test_each_gesture_is_pictured() -> None:
    shown = {name for _, name in IMAGES}
    for gesture in GESTURES:
        pictures = {f"images/{gesture.name}-modele.png", f"images/{gesture.name}-page.png"}
        assert pictures <= shown


def anchor(heading: str) -> str:
    """As GitHub makes it: lower case, no punctuation, hyphens for spaces."""
    kept = (c for c in heading.lower() if c in " -_" or unicodedata.category(c)[0] in "LN")
    return "".join(kept).replace(" ", "-")


def test_links_lead_somewhere() -> None:
    anchors = {anchor(heading) for heading in re.findall(r"^#+ (.+)$", GUIDE, re.MULTILINE)}
    inside = re.findall(r"\]\(#([^)]+)\)", GUIDE)
    chapters = re.findall(r"^## (.+)$", GUIDE, re.MULTILINE)
    assert set(inside) <= anchors
    assert [anchor(chapter) for chapter in chapters] == inside[: len(chapters)]
    for file in re.findall(r"\]\(([^#)]+\.md)", GUIDE):
        assert (ROOT / "docs" / file).is_file()


def commands() -> list[str]:
    """The commands that the guide tells to type."""
    blocks = re.findall(r"^```sh\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    inline = re.findall(r"`(pmtdocs [^`]+)`", GUIDE)
    return [line for line in (*lines, *inline) if line.startswith("pmtdocs ")]


@pytest.mark.parametrize("line", sorted(set(commands())))
def test_commands_of_the_guide_exist_with_their_options(line: str) -> None:
    command: click.Command = main
    context = click.Context(main)
    steps = shlex.split(line)[1:]
    while isinstance(command, click.Group) and steps:
        found = command.get_command(context, steps.pop(0))
        assert found is not None, line
        command = found
    known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
    assert {step for step in steps if step.startswith("--")} <= known


def test_fields_of_the_guide_exist() -> None:
    named = re.findall(r"\{\{ ([a-z_.]+?)(?:\|(\w+))? \}\}", GUIDE)
    assert len(named) >= 3
    assert all(canonical(field) and (not name or name in FILTERS) for field, name in named)


def test_filters_of_the_guide_are_all_of_them() -> None:
    table = GUIDE.partition("### Les filtres")[2].partition("###")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert set(re.findall(r"`(\w+)`", " ".join(rows))) == set(FILTERS)
