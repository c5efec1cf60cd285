"""``make mutate``: which slips of the pen in the data does a check notice? See docs/mutation.md.

Each mutant (``tests/support/mutants.py``) is written in a copy of the data and checked as
``pmtdocs check`` does. It is noticed when the check gives an error or a warning that it does not
give without it. What nothing can contradict stands in ``tools/mutate.yaml``, with the
reason; any other mutant that goes unnoticed is a miss.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from pmtdocs.commands import pipeline  # noqa: E402
from pmtdocs.dossier import load  # noqa: E402
from pmtdocs.finding import Finding, Severity  # noqa: E402
from pmtdocs.finding import Path as DataPath  # noqa: E402
from tests.support.claims import TRUE, told  # noqa: E402
from tests.support.mutant import DROPPED, Mutant  # noqa: E402
from tests.support.mutants import mutants  # noqa: E402
from tools import said  # noqa: E402

REASONS = ROOT / "tools" / "mutate.yaml"
DOSSIERS = ("2024", "2020")
#: Per cent to be noticed of what something can contradict.
TARGET = 95
#: What makes a finding the same with and without a mutant: not its words, which quote the data.
Mark = tuple[str, DataPath, tuple[object, ...], bool]


class Reason(NamedTuple):
    """Why nothing can contradict some mutants: « budget.intitule », of some kinds or of all."""

    paths: tuple[str, ...]
    kinds: tuple[str, ...]
    dossiers: tuple[str, ...]
    words: str
    but: tuple[str, ...] = ()
    """Paths that it does not speak of."""

    def holds(self, dossier: str, mutant: Mutant) -> bool:
        """Does it speak of this mutant?"""
        path = ".".join(map(str, mutant.path))
        return (
            dossier in self.dossiers
            and any(fnmatchcase(mutant.kind, kind) for kind in self.kinds)
            and any(fnmatchcase(path, pattern) for pattern in self.paths)
            and not any(fnmatchcase(path, pattern) for pattern in self.but)
        )


class Outcome(NamedTuple):
    """A mutant and the codes of the findings that it alone raises; the reason if there is none."""

    dossier: str
    mutant: Mutant
    codes: tuple[str, ...]
    reason: Reason | None = None

    @property
    def state(self) -> str:
        """« noticed », « silent » (with a reason) or « missed »; of a true sentence, « accused »
        or « true »."""
        if self.mutant.kind.startswith(TRUE):
            return "accused" if self.codes else "true"
        return "noticed" if self.codes else "silent" if self.reason else "missed"


def reasons() -> tuple[Reason, ...]:
    """The declared reasons."""
    return tuple(
        Reason(
            tuple(one["paths"]),
            tuple(one.get("kinds", ["*"])),
            tuple(one.get("dossiers", DOSSIERS)),
            one["reason"],
            tuple(one.get("but", ())),
        )
        for one in yaml.safe_load(REASONS.read_text(encoding="utf-8"))
    )


# --- one check -------------------------------------------------------------------------------


class Bench:
    """A copy of the data, in which one file at a time is changed to check one dossier."""

    def __init__(self, folder: Path, name: str) -> None:
        self.data, self.name = folder, name
        shutil.copytree(ROOT / "data", folder, dirs_exist_ok=True)
        self.texts = {
            f"{file.parent.name}/{file.name}": file.read_text(encoding="utf-8")
            for file in folder.glob("*/*.yaml")
        }
        self.before = set(self._marks())

    def codes(self, mutant: Mutant) -> tuple[str, ...]:
        """The codes of the findings that the mutant brings."""
        file = self.data / mutant.file
        file.write_text(mutant.apply(self.texts[mutant.file]), encoding="utf-8")
        try:
            new = [mark for mark in self._marks() if _undropped(mark, mutant) not in self.before]
        finally:
            file.write_text(self.texts[mutant.file], encoding="utf-8")
        return tuple(sorted({mark[0] for mark in new}))

    def _marks(self) -> Iterator[Mark]:
        checked = pipeline.check(self.data, ROOT / "templates", self.name)
        return (_mark(f) for f in checked.findings if _counts(f))


def _counts(finding: Finding) -> bool:
    return finding.kind.severity is not Severity.INFO


def _mark(finding: Finding) -> Mark:
    return finding.code, finding.primary.path, finding.figures, bool(finding.accepted)


def _undropped(mark: Mark, mutant: Mutant) -> Mark:
    """The same mark as its path was before an item above it was dropped."""
    code, path, *rest = mark
    if mutant.kind == DROPPED and isinstance(mutant.path[-1], int):
        depth, rank = len(mutant.path) - 1, mutant.path[-1]
        step = path[depth] if len(path) > depth else None
        if path[:depth] == mutant.path[:depth] and isinstance(step, int) and step >= rank:
            path = (*path[:depth], step + 1, *path[depth + 1 :])
    return (code, path, *rest)  # type: ignore[return-value]


# --- all of them -----------------------------------------------------------------------------

_benches: dict[str, Bench] = {}


def _prepare(folder: str) -> None:
    """A worker's own copies."""
    for name in DOSSIERS:
        _benches[name] = Bench(Path(tempfile.mkdtemp(dir=folder)), name)


def _try(job: tuple[str, Mutant]) -> Outcome:
    dossier, mutant = job
    return Outcome(dossier, mutant, _benches[dossier].codes(mutant))


def jobs(names: Iterable[str]) -> list[tuple[str, Mutant]]:
    """Every mutant of every dossier."""
    return [(name, m) for name in names for m in mutants(load.load(ROOT / "data", name))]


def sentences(names: Iterable[str]) -> list[tuple[str, Mutant]]:
    """Every sentence put into the prose of every dossier, true or wrong."""
    return [(name, m) for name in names for m in told(load.load(ROOT / "data", name))]


def run(wanted: list[tuple[str, Mutant]], processes: int | None = None) -> list[Outcome]:
    """What becomes of each mutant, in the same order."""
    declared = reasons()
    # A worker of multiprocessing.Pool may start no process: a template not seen before needs one.
    with (
        tempfile.TemporaryDirectory() as folder,
        ProcessPoolExecutor(processes, initializer=_prepare, initargs=(folder,)) as pool,
    ):
        found = list(pool.map(_try, wanted, chunksize=20))
    return [one if one.codes else _explained(one, declared) for one in found]


def _explained(outcome: Outcome, declared: tuple[Reason, ...]) -> Outcome:
    holding = (r for r in declared if r.holds(outcome.dossier, outcome.mutant))
    return outcome._replace(reason=next(holding, None))


def stale(outcomes: Iterable[Outcome]) -> list[Reason]:
    """The reasons that explain no mutant any more."""
    used = {outcome.reason for outcome in outcomes if not outcome.codes}
    return [reason for reason in reasons() if reason not in used]


def share(outcomes: Iterable[Outcome]) -> float:
    """Noticed, in per cent of the mutants that something can contradict."""
    count = Counter(outcome.state for outcome in outcomes)
    return 100 * count["noticed"] / max(count["noticed"] + count["missed"], 1)


# --- the table -------------------------------------------------------------------------------


def report(outcomes: list[Outcome]) -> str:
    """The tables of docs/mutation.md."""
    lines = [_HEAD]
    for dossier in dict.fromkeys(outcome.dossier for outcome in outcomes):
        own = [o for o in outcomes if o.dossier == dossier]
        lines += [f"## {dossier}: {share(own):.1f} %", ""]
        lines += [*_table("file", own, lambda o: o.mutant.file), ""]
        lines += [*_table("mutation", own, lambda o: o.mutant.kind), ""]
    noticed = Counter(code for outcome in outcomes for code in outcome.codes)
    lines += ["## Which codes notice them", "", "A mutant may be noticed by several.", ""]
    lines += [", ".join(f"{code} {count}" for code, count in sorted(noticed.items())) + ".", ""]
    lines += ["## What nothing can contradict", "", "| mutants | where | why |", "|--:|---|---|"]
    explained = Counter(o.reason for o in outcomes if o.state == "silent")
    for reason, count in explained.items():
        assert reason is not None
        where = ", ".join(f"`{path}`" for path in reason.paths)
        lines.append(f"| {count} | {where} | {' '.join(reason.words.split())} |")
    missed = [o for o in outcomes if o.state == "missed"]
    if missed:
        lines += ["", "## Missed", "", *(f"- {o.dossier}: {o.mutant}" for o in missed)]
    return "\n".join([*lines, ""])


def _table(heading: str, outcomes: list[Outcome], key: Callable[[Outcome], str]) -> Iterator[str]:
    yield f"| {heading} | mutants | noticed | nothing can contradict | missed | share |"
    yield "|---|--:|--:|--:|--:|--:|"
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(key(outcome), []).append(outcome)
    for name, group in (*sorted(groups.items()), ("all", outcomes)):
        count = Counter(outcome.state for outcome in group)
        part = f"{share(group):.1f} %" if count["noticed"] + count["missed"] else "–"
        numbers = (len(group), count["noticed"], count["silent"], count["missed"], part)
        yield f"| {name} | {' | '.join(map(str, numbers))} |"


_HEAD = """\
<!-- Written by `make mutate ARGS="--write docs/mutation.md"`: change the rules, not this page. -->

# Which slips of the pen does a check notice?

`make mutate` changes each figure, date, hour, weight, name and key of a dossier in turn, flips
each yes and no, drops each item of a list, in the text of the YAML files, and runs the check each
time. A mutant is *noticed* when the check gives an error or a warning that it does not give without
it: the same code at the same place with the same figures is the same finding, whatever its words;
notes do not count. The keys of people are replaced by those of others; a mistyped key is refused
and is not counted here.

What the dossier states once, nothing can contradict: the reason stands in `tools/mutate.yaml`, is
given at the end of this page, and must explain at least one mutant. No fact was written twice to
raise these figures. The share is that of the mutants noticed among those that something can
contradict.
"""


def main(arguments: list[str]) -> int:
    """``mutate.py [DOSSIER…] [--write FILE]``: 0 when enough is noticed, no reason is stale and no
    true sentence is accused; with no dossier named, correct ones are drawn too."""
    file = arguments[arguments.index("--write") + 1] if "--write" in arguments else ""
    names = [a for a in arguments if a not in ("--write", file)]
    outcomes, repeated = run(jobs(names or DOSSIERS)), run(sentences(names or DOSSIERS))
    text = "\n".join([report(outcomes), said.section(repeated)])
    if not names:
        text += f"\n{said.dossiers(said.DRAWN)}"
    if file:
        Path(file).write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{text}\n")
    unused = stale(outcomes) if not names else []
    for reason in unused:
        sys.stderr.write(f"Stale reason, take it away: {', '.join(reason.paths)}\n")
    accused = any(o.state == "accused" for o in repeated)
    return int(bool(unused) or accused or share(outcomes) < TARGET)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
