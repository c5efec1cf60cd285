"""The second half of ``make mutate``: what is said in prose, and correct dossiers drawn at random.

A sentence that repeats a fact is put at the end of a report or of the motives of a convention: the
true one must be silent, the same with a slip must be noticed. Then correct dossiers are drawn, of
every stage and year, whose prose carries true figures: none may be accused of anything.
"""

from __future__ import annotations

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, seed, settings

sys.path.insert(0, str(Path(__file__).parent.parent))

from pmtdocs.language.french import number
from tests.support.dossiers import Draft, drafts
from tests.support.judged import checked, said

if TYPE_CHECKING:
    from tools.mutate import Outcome

#: Dossiers drawn when nobody says how many, and in one go of a worker.
DRAWN, _AT_ONCE = 4000, 50


def section(outcomes: list[Outcome]) -> str:
    """What became of the sentences, kind by kind, for docs/mutation.md."""
    lines = [
        "## Sentences that repeat a fact",
        "",
        "Put at the end of the report and of the motives: the true one must be silent, the same "
        "with a slip must be noticed.",
        "",
        "| sentence | true | accused | with a slip | noticed | missed |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    count = Counter((o.mutant.kind.partition(": ")[2], o.state) for o in outcomes)
    for kind in sorted({kind for kind, _ in count}):
        true, accused = count[kind, "true"], count[kind, "accused"]
        noticed, missed = count[kind, "noticed"], count[kind, "missed"]
        numbers = (true + accused, accused, noticed + missed, noticed, missed)
        lines.append(f"| {kind} | {' | '.join(map(str, numbers))} |")
    wrong = dict.fromkeys(
        f"- {o.dossier}, {o.state}: {o.mutant.new.strip()[2:]} {', '.join(o.codes)}".rstrip()
        for o in outcomes
        if o.state in ("missed", "accused")
    )
    return "\n".join([*lines, "", *wrong, ""])


def dossiers(count: int) -> str:
    """How many correct dossiers were drawn, and each alarm, for docs/mutation.md."""
    found = alarms(count)
    title = f"## Correct dossiers drawn at random: {number(count)}, {len(found)} accused"
    return "\n".join([title, "", *(f"- {one}" for one in found), ""])


def alarms(count: int) -> list[str]:
    """What is said of so many correct dossiers."""
    with ProcessPoolExecutor() as pool:
        found = pool.map(_drawn, range(-(-count // _AT_ONCE)))
        return list(dict.fromkeys(line for lines in found for line in lines))


def _drawn(rank: int) -> list[str]:
    """What is said of those of one go."""
    found: list[str] = []

    @seed(rank)
    @settings(
        max_examples=_AT_ONCE,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(drafts())
    def judged(draft: Draft) -> None:
        found.extend(said(checked(draft)[2]))

    judged()
    return found
