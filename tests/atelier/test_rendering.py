"""One render at a time; of those that wait, the latest."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from pmtdocs.atelier.rendering import Renders, make
from tests.support.ateliers import project_in
from tests.support.command import Patch, content


def test_the_documents_are_those_of_the_command(project: Path) -> None:
    outcome = make("pmt-health", project_in(project).request(draft=True))
    assert outcome.done, outcome
    assert outcome.message.startswith("Projet : ")
    manifest = json.loads((project / "output/pmt-health/manifest.json").read_text("utf-8"))
    assert manifest["draft"] is True
    assert {name.rpartition(".")[2] for name in manifest["outputs"]} >= {"docx", "pdf"}


def test_unreadable_data_allow_no_draft_either(project: Path) -> None:
    (project / "data/2024/budget.yaml").write_text("depenses: [", encoding="utf-8")
    outcome = make("2024", project_in(project).request(draft=True))
    assert not outcome.done
    assert "même un projet" in outcome.help
    assert not (project / "output").exists()


def test_a_dossier_that_went_away(project: Path) -> None:
    outcome = make("1999", project_in(project).request(draft=True))
    assert not outcome.done
    assert "1999" in outcome.message


def test_a_folder_that_cannot_be_written(project: Path) -> None:
    (project / "output").write_text("un fichier", encoding="utf-8")
    outcome = make("pmt-health", project_in(project).request(draft=True))
    assert not outcome.done
    assert "ne peut pas être écrit" in outcome.message


def test_an_error_blocks_the_final_and_not_the_draft(project: Path, patch: Patch) -> None:
    patch("2024/budget.yaml", "montant: 285 000}", "montant: 285 001}")
    assert not make("2024", project_in(project).request(draft=False)).done
    assert content(project / "output") == {}
    assert make("2024", project_in(project).request(draft=True)).done
    assert "BUD001" in (project / "output/2024/constats.txt").read_text("utf-8")


@pytest.mark.concurrent
def test_the_latest_request_wins(project: Path) -> None:
    """The first is running, the second waits: the third takes the place of the second."""
    made: list[str] = []

    async def three() -> list[str]:
        renders = Renders(lambda outcome: made.append(outcome.name))
        renders.ask("1991", project_in(project).request(draft=True))
        await asyncio.sleep(0)  # one turn of the loop: it is taken
        for name in ("1992", "1993"):  # no turn between them: it cannot have ended
            renders.ask(name, project_in(project).request(draft=True))
        await renders.done()
        renders.close()
        return made

    assert asyncio.run(three()) == ["1991", "1993"]
