"""Two files that are no versions of one another are said so, with what each looks like."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.support.command import run
from tests.support.compared_files import change, compare, make, paragraphs
from tests.support.pdfs import body, write_pdf


@pytest.mark.parametrize("shape", ["docx", "pdf"])
def test_another_document_is_said(rendered: Path, shape: str) -> None:
    a, b = rendered / "convention.docx", rendered / f"deliberation.{shape}"
    (found,) = compare(a, b).differences
    assert found.category == "autre document"
    assert found.after.startswith("convention.docx ressemble à une convention, ")
    assert f"{b.name} ressemble à une délibération" in found.after
    done = run("compare", str(a), str(b))
    assert done.exit_code == 1
    assert f"{b} n'est pas une version de {a} : {a.name} ressemble" in done.stdout


def test_the_document_that_it_is_is_named(rendered: Path, tmp_path: Path) -> None:
    back = shutil.copy(rendered / "deliberation.pdf", tmp_path / "retour.pdf")
    done = run("compare", str(rendered / "convention.docx"), str(back), "--format", "json")
    said = json.loads(done.stdout)
    assert not said["faithful"]
    (one,) = said["differences"]
    assert one["after"].endswith(f"comparez plutôt retour.pdf à {rendered / 'deliberation.docx'}")
    assert run("compare", str(rendered / "deliberation.docx"), str(back)).exit_code == 0


def test_a_part_of_a_document_is_of_it(rendered: Path) -> None:
    """The convention alone, of the dossier whole: passages are missing, it is no other document."""
    found = compare(rendered / "dossier.docx", rendered / "convention.docx").differences
    assert {d.category for d in found} != {"autre document"}


def test_half_of_the_words_rewritten_is_a_version(rendered: Path, tmp_path: Path) -> None:
    source = rendered / "convention.docx"
    lines = paragraphs(source)
    half = make(tmp_path / "b.docx", *[w if n % 2 else f"Rien {n}." for n, w in enumerate(lines)])
    assert len(compare(source, half).differences) > 1


def test_short_texts_are_always_compared(tmp_path: Path) -> None:
    a = make(tmp_path / "a.docx", "Convention", "La subvention est versée.")
    b = write_pdf(tmp_path / "b.pdf", [body("Attestation", "Le compte est clos.")])
    assert {d.category for d in compare(a, b).differences} != {"autre document"}


def test_paragraphs_in_another_order_are_a_version(rendered: Path, tmp_path: Path) -> None:
    def turned(root: object) -> None:
        body = root.find("{*}body")  # type: ignore[attr-defined]
        body[:-1] = [*reversed(body[:-1])]

    source = rendered / "deliberation.docx"
    found = compare(source, change(source, tmp_path / "b.docx", turned)).differences
    assert {d.category for d in found} != {"autre document"}


def test_a_letter_on_a_convention_is_none(rendered: Path, tmp_path: Path) -> None:
    """It says the same names and sums, and recalls an article."""
    source = rendered / "convention.docx"
    recalled = [line for line in paragraphs(source) if len(line) > 60][:3]
    lines = [
        "Objet : votre subvention",
        "Madame la Présidente,",
        *(f"Rien {n}." for n in range(99)),
    ]
    (found,) = compare(source, make(tmp_path / "b.docx", *lines, *recalled)).differences
    assert (
        found.after == "convention.docx ressemble à une convention, b.docx ressemble à une lettre"
    )


def test_a_convention_amended_is_none(rendered: Path, tmp_path: Path) -> None:
    """What is called otherwise shares much more, or is no version."""
    lines = paragraphs(rendered / "convention.docx")
    few = [w if n % 8 == 0 else f"Rien {n} de tout cela." for n, w in enumerate(lines)]
    b = make(tmp_path / "b.docx", "Avenant n° 1", *few)
    (found,) = compare(rendered / "convention.docx", b).differences
    assert "b.docx ressemble à un avenant" in found.after


def test_files_that_share_no_word_are_said(tmp_path: Path) -> None:
    """However short one is, and under one name."""
    (tmp_path / "b").mkdir()
    a = make(tmp_path / "a.docx", *["La subvention est versée en une fois."] * 9)
    b = make(tmp_path / "b" / "a.docx", "Convention", "Bonjour.")
    (found,) = compare(a, b).differences
    assert (found.category, found.after) == ("autre document", f"{b} ressemble à une convention")
