"""The key of a render: every file that it may depend on changes it, and those of others do not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from pmtdocs.dossier import kin
from pmtdocs.dossier.load import load
from pmtdocs.render.output.uptodate import Project
from pmtdocs.system import files
from pmtdocs.system.limits import Limit
from tests.conftest import Patch
from tests.support import shared_sittings

BASE, CHILD = "partage", "partage-region"


@pytest.fixture
def templates(small: Path) -> Path:
    folder = small.parent / "templates"
    for file in ("gbm/convention.docx", "gbm/clauses/un.docx", "autre/convention.docx"):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(b"docx")
    return folder


@pytest.fixture
def key(small: Path, templates: Path) -> Callable[[str], str]:
    return lambda name: Project(small, templates).key(name, Path("output") / name, ())


def changes(file: Path, key: Callable[[], str]) -> bool:
    """Does a change of the file change the key, and its coming back restore it?"""
    before, content = key(), file.read_bytes() if file.exists() else None
    file.parent.mkdir(exist_ok=True)
    file.write_bytes((content or b"") + b"\n# autre\n")
    after = key()
    file.unlink() if content is None else file.write_bytes(content)
    assert key() == before
    return after != before


@pytest.mark.parametrize("name", [BASE, CHILD])
def test_all_that_is_read_is_in_the_key(
    small: Path, key: Callable[[str], str], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(small / CHILD, small / "partage-ville")
    opened, read = set[Path](), files.read

    def noted(file: Path, most: Limit, follow: bool = True) -> bytes:
        opened.add(file)
        return read(file, most, follow)

    among = kin.read(small)  # of all sheets, only what they say of the programme counts
    with monkeypatch.context() as patched:
        patched.setattr(files, "read", noted)
        load(small, name, among)
    assert {file.parent.name for file in opened} >= {BASE, CHILD, "partage-ville", "_commun"}
    for file in opened:
        assert changes(file, lambda: key(name)), file
    for more in ("avenants/1.yaml", "bilan.yaml", "BUDGET.YAML"):
        assert changes(small / name / more, lambda: key(name))


def test_a_dossier_of_its_own_knows_no_other(small: Path, key: Callable[[str], str]) -> None:
    others = [
        f for f in files.listed(small, "*/*.yaml") if f.parent.name not in {"_commun", "seul"}
    ]
    shutil.copytree(small / BASE, small / "seul")
    assert others
    assert not [file for file in others if changes(file, lambda: key("seul"))]


def test_a_modele_and_no_other(templates: Path, key: Callable[[str], str]) -> None:
    assert changes(templates / "gbm/convention.docx", lambda: key(BASE))
    assert changes(templates / "gbm/clauses/un.docx", lambda: key(BASE))
    assert not changes(templates / "autre/convention.docx", lambda: key(BASE))


def test_a_new_funder_of_the_programme(small: Path, key: Callable[[str], str]) -> None:
    before = key(BASE), key(CHILD)
    shutil.copytree(small / CHILD, small / "partage-ville")
    assert key(BASE) != before[0]
    assert key(CHILD) != before[1]


@pytest.mark.parametrize(
    "typed", ['"base": partage', "base:\n  partage", 'base: "part\\x61ge"', '"b\\x61se": partage']
)
def test_a_base_typed_in_an_odd_way(
    small: Path, key: Callable[[str], str], patch: Patch, typed: str
) -> None:
    patch(f"{CHILD}/dossier.yaml", "base: partage", typed)
    assert load(small, CHILD).dossier.dossier.base == BASE
    assert changes(small / BASE / "budget.yaml", lambda: key(CHILD))


def test_a_project_reads_what_is_shared_once(
    small: Path, templates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(small, templates)
    project.key(BASE, Path("output"), ())
    monkeypatch.setattr(files, "read", None)
    monkeypatch.setattr(kin, "said", lambda *_: "gbm")
    project.key(CHILD, Path("output"), ())


def test_who_draws_on_the_same_credit_is_in_the_key(small: Path, key: Callable[[str], str]) -> None:
    other = small / "sans-convention"
    for subject in ("dossier", "deliberation", "convention"):
        assert changes(other / f"{subject}.yaml", lambda: key("bon"))
        assert not changes(other / f"{subject}.yaml", lambda: key(BASE))


def test_a_shared_sitting_is_in_the_key_of_each_of_its_dossiers(
    small: Path, key: Callable[[str], str]
) -> None:
    sitting = shared_sittings.share(small)
    other = shared_sittings.another(small, "autre", 3)
    aside = sitting.with_name("2024-05-16-bureau.yaml")
    shutil.copy(sitting, aside)
    shared_sittings.change(aside, "date: 2024-04-11", "date: 16 mai 2024")
    for name in ("bon", "autre"):
        assert changes(sitting, partial(key, name))
        assert not changes(aside, partial(key, name))
    assert changes(other / "deliberation.yaml", lambda: key("bon"))
    assert not changes(other / "expose.yaml", lambda: key("bon"))
    assert not changes(sitting, lambda: key(BASE))
    before = key("bon")
    shared_sittings.change(aside, "date: 16 mai 2024", "date: 11 avril 2024")
    assert key("bon") != before
    papers = shared_sittings.papers(small)
    assert changes(other / "expose.yaml", lambda: key(papers))


def test_a_sitting_named_in_an_odd_way(small: Path, key: Callable[[str], str]) -> None:
    sitting = shared_sittings.share(small)
    sheet = small / "bon" / "dossier.yaml"
    shared_sittings.change(sheet, "seance:", '"seance":')
    assert changes(sitting, lambda: key("bon"))
