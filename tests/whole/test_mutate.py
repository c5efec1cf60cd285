"""The tool of ``make mutate``: what it changes, a small run of it, and its declared reasons."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from pmtdocs.dossier.load import load
from pmtdocs.dossier.source import Source, Tree
from pmtdocs.dossier.yaml_source import read_source
from pmtdocs.finding import Path as DataPath
from tests.support.claims import TRUE, WRONG
from tests.support.mutant import DROPPED, Mutant
from tools import mutate, said

SAMPLE = 60


@pytest.fixture(scope="module")
def jobs() -> list[tuple[str, Mutant]]:
    return mutate.jobs(mutate.DOSSIERS)


def spread(jobs: list[tuple[str, Mutant]], count: int) -> list[tuple[str, Mutant]]:
    """So many of them, from the first file to the last."""
    return jobs[:: len(jobs) // count]


def test_a_sample_is_noticed(jobs: list[tuple[str, Mutant]]) -> None:
    outcomes = mutate.run(spread(jobs, SAMPLE), processes=1)
    assert len(outcomes) >= SAMPLE
    assert len({outcome.mutant.file for outcome in outcomes}) > 10
    missed = [str(o.mutant) for o in outcomes if o.state == "missed"]
    assert mutate.share(outcomes) >= mutate.TARGET, missed


def test_a_mutant_is_one_change_and_no_fault_of_form(
    jobs: list[tuple[str, Mutant]], tmp_path: Path
) -> None:
    loaded = {name: load(mutate.ROOT / "data", name) for name in mutate.DOSSIERS}
    for name, mutant in spread(jobs, 300):
        source = next(s for s in loaded[name].sources.values() if s.file.endswith(mutant.file))
        found = reread(mutant.apply(source.text), tmp_path)
        root = mutant.path[2:] if mutant.path[0] == "commun" else mutant.path[1:]
        assert not found.findings, mutant
        if mutant.kind == DROPPED:
            assert found.tree == without(source.tree, root), mutant
        else:
            assert leaves(found.tree).keys() == leaves(source.tree).keys(), mutant
            assert changed(found.tree, source.tree) == [root], mutant


@pytest.mark.parametrize("name", mutate.DOSSIERS)
def test_a_sentence_said_of_the_facts_is_one_more_paragraph(name: str, tmp_path: Path) -> None:
    loaded = load(mutate.ROOT / "data", name)
    made = [mutant for _, mutant in mutate.sentences([name])]
    assert len({m.kind for m in made if m.kind.startswith(TRUE)}) >= 10
    for mutant in made[::7]:
        source = next(s for s in loaded.sources.values() if s.file.endswith(mutant.file))
        found = reread(mutant.apply(source.text), tmp_path)
        assert not found.findings, mutant
        sentence = mutant.new.strip().removeprefix('- "').removesuffix('"')
        assert sentence in leaves(found.tree).values()
        assert sentence not in leaves(source.tree).values()


def test_a_true_sentence_that_is_noticed_is_accused() -> None:
    true, wrong = (next(j for j in mutate.sentences(["2024"]) if j[1].kind.startswith(kind))
                   for kind in (TRUE, WRONG))  # fmt: skip
    outcomes = [mutate.Outcome(*job, codes) for job in (true, wrong) for codes in ((), ("TXT002",))]
    assert [o.state for o in outcomes] == ["true", "accused", "missed", "noticed"]
    page = said.section(outcomes)
    assert "| amount | 2 | 1 | 2 | 1 | 1 |" in page
    assert "2024, accused: " in page


def reread(text: str, folder: Path) -> Source:
    file = folder / "mutant.yaml"
    file.write_text(text, encoding="utf-8")
    return read_source(file, file.name, ("mutant",))


def without(tree: Tree, path: DataPath) -> Tree:
    """The tree without what stands at a path."""
    step, rest = path[0], path[1:]
    if isinstance(tree, list):
        kept = [(i, item) for i, item in enumerate(tree) if rest or i != step]
        return [without(item, rest) if i == step else item for i, item in kept]
    assert isinstance(tree, dict)
    pairs = [(key, item) for key, item in tree.items() if rest or key != step]
    return {key: without(item, rest) if key == step else item for key, item in pairs}


def leaves(tree: Tree, path: DataPath = ()) -> dict[DataPath, str | None]:
    """Every value by its path."""
    if isinstance(tree, list):
        groups = [leaves(item, (*path, i)) for i, item in enumerate(tree)]
    elif isinstance(tree, dict):
        groups = [leaves(item, (*path, key)) for key, item in tree.items()]
    else:
        return {path: tree}
    return {path: value for group in groups for path, value in group.items()}


def changed(one: Tree, other: Tree) -> list[DataPath]:
    """The paths whose values differ."""
    there = leaves(other)
    return [path for path, value in leaves(one).items() if there[path] != value]


@pytest.mark.parametrize("reason", mutate.reasons(), ids=lambda r: r.paths[0])
def test_a_reason_speaks_of_mutants_that_exist(
    reason: mutate.Reason, jobs: list[tuple[str, Mutant]]
) -> None:
    assert reason.words.strip().endswith(".")
    assert len(reason.words) > 20
    assert set(reason.dossiers) <= set(mutate.DOSSIERS)
    kinds = {mutant.kind for _, mutant in jobs}
    for pattern in reason.kinds:
        assert any(fnmatchcase(kind, pattern) for kind in kinds), pattern
    for path in reason.paths:
        one = reason._replace(paths=(path,))
        assert any(one.holds(name, mutant) for name, mutant in jobs), path


def test_a_reason_that_explains_nothing_is_stale(jobs: list[tuple[str, Mutant]]) -> None:
    reason = mutate.reasons()[0]
    held = next(job for job in jobs if reason.holds(*job))
    assert reason not in mutate.stale([mutate.Outcome(*held, (), reason)])
    assert reason in mutate.stale([mutate.Outcome(*held, ("BUD001",), reason)])


def test_what_is_neither_noticed_nor_explained_is_missed(jobs: list[tuple[str, Mutant]]) -> None:
    job = jobs[0]
    noticed, missed = mutate.Outcome(*job, ("BUD001",)), mutate.Outcome(*job, ())
    silent = mutate.Outcome(*job, (), mutate.reasons()[0])
    assert [o.state for o in (noticed, missed, silent)] == ["noticed", "missed", "silent"]
    assert mutate.share([noticed, missed, silent]) == 50
    page = mutate.report([noticed, missed, silent])
    assert "| all | 3 | 1 | 1 | 1 | 50.0 % |" in page
    assert f"- {job[0]}: {job[1]}" in page
