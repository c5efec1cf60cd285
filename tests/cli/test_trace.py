"""``pmtdocs trace`` as it is typed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from pmtdocs.finding import ExitCode
from tests.support.command import ROOT, content, flat, run

Patch = Callable[[str, str, str], None]
TEMPLATES = ("--templates", str(ROOT / "templates"))


def test_where_the_grant_of_the_convention_comes_from(data: Path) -> None:
    result = run("trace", "2024", "--only", "convention", *TEMPLATES)
    assert result.exit_code == ExitCode.OK
    said = flat(result.output)
    assert "convention, article 3, paragraphe 1 Grand Besançon Métropole" in said
    assert "45 000 € data/2024/convention.yaml:38 (Convention, subvention, montant)" in said
    assert "article 1er numérotation" in said
    assert "loi n° 2000-321 du 12 avril 2000" in said.partition("Écrits dans le modèle")[2]


def test_for_machines(data: Path) -> None:
    result = run("trace", "2024", "--format", "json", "--only", "annexe-2-budget", *TEMPLATES)
    (document,) = json.loads(result.output)["documents"]
    assert document["name"] == "annexe-2-budget"
    assert document["total"] == len(document["mentions"]) == sum(document["origins"].values())
    paths = {one["source"]["path"] for one in document["mentions"]}
    assert {f"budget.depenses.lignes.{i}.montant" for i in range(5)} <= paths
    assert all(one["source"]["line"] for one in document["mentions"])


def test_a_changed_figure_is_followed(data: Path, patch: Patch) -> None:
    """Whatever the number, it is its line that is named, not another that says the same."""
    patch("2024/budget.yaml", "montant: 104 000", "montant: 45 000")
    result = run("trace", "2024", "--format", "json", "--only", "annexe-2-budget", *TEMPLATES)
    (document,) = json.loads(result.output)["documents"]
    rows = [one["source"]["path"] for one in document["mentions"] if one["words"] == "45\u202f000"]
    assert rows == [
        "budget.depenses.lignes.2.montant",
        "budget.recettes.groupes.1.lignes.1.montant",
    ]


def test_nothing_is_written(data: Path, tmp_path: Path) -> None:
    before = content(tmp_path)
    run("trace", "2024", *TEMPLATES)
    assert content(tmp_path) == before


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("2025",), ExitCode.USAGE, "« 2025 » n'existe pas"),
        (("2024", "--only", "conventio"), ExitCode.USAGE, "Vouliez-vous dire « convention »"),
        (("2024", "--templates", "ailleurs"), ExitCode.TEMPLATE, "ailleurs/gbm manque"),
    ],
)
def test_what_cannot_be_traced(
    data: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    given = arguments if "--templates" in arguments else (*arguments, *TEMPLATES)
    result = run("trace", *given)
    assert result.exit_code == code
    assert words in flat(result.output)


def test_what_would_drop_words_is_said_with_its_place(data: Path, tmp_path: Path) -> None:
    templates = tmp_path / "modeles"
    shutil.copytree(ROOT / "templates", templates)
    file = templates / "gbm" / "annexe-2.docx"
    document = docx.Document(str(file))
    document.paragraphs[0].add_run("{#p à revoir #}")
    document.save(str(file))
    result = run("trace", "2024", "--templates", str(templates))
    assert result.exit_code == ExitCode.TEMPLATE
    assert "MDL109" in result.output
    assert "annexe-2, « Annexe 2 : … », titre" in result.output


def test_unreadable_data_are_said_with_their_line(data: Path, patch: Patch) -> None:
    patch(
        "2024/convention.yaml",
        "  montant: 45 000\n  versements",
        "  montant: beaucoup\n  versements",
    )
    result = run("trace", "2024", *TEMPLATES)
    assert result.exit_code == ExitCode.DATA
    assert "data/2024/convention.yaml:38" in result.output
    assert "beaucoup" in result.output
