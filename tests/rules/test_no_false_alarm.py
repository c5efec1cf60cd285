"""Correct dossiers raise nothing; with one fault put in, each is noticed.

The dossiers come from ``tests/support/dossiers.py``. They are written and read again as YAML and
Word files, so that reading, places and rules all take part.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pmtdocs.language.numerals import euros_in_words
from pmtdocs.rules import RULES, TEXT_RULES
from pmtdocs.rules.coverage import cover
from tests.support.dossiers import Draft, drafts
from tests.support.judged import checked, said
from tests.support.plan import STAGES

#: Rules that no drawn dossier gives work to, and why.
NOT_DRAWN = {
    "BUD014": "it compares the dossiers of several funders, one is drawn",
    "CNV016": "it compares the dossiers of several funders, one is drawn",
    **{f"ATT00{n}": "it judges several attributions, one grant is drawn" for n in range(1, 10)},
    **{f"SEA04{n}": "it compares the dossiers of one sitting, one is drawn" for n in (1, 2, 4, 5)},
    **{f"ACT01{n}": "it judges an act without a vote, none is drawn" for n in (1, 2, 4, 5)},
    **{f"ACT01{n}": "it judges an act that nobody votes, none is drawn" for n in (1, 2, 4, 5, 6)},
    **{f"AVN00{n}": "it judges an amendment, none is drawn" for n in range(1, 6)},
}


def codes(draft: Draft) -> set[str]:
    return {finding.code for finding in checked(draft)[2]}


def test_correct_dossiers_raise_nothing_and_every_rule_ran() -> None:
    """At every stage and size, 300 in all (4 000 in ``make mutate``), prose with true figures
    included; a rule that never ran would prove nothing."""
    ran: set[str] = set()
    for stage in range(len(STAGES)):

        @settings(max_examples=34)
        @given(drafts(stages=(stage,)))
        def raises_nothing(draft: Draft) -> None:
            loaded, words, findings = checked(draft)
            assert said(findings) == []
            rows = cover(loaded.dossier, RULES, TEXT_RULES, words)
            ran.update(row.kind.code for row in rows if row.ran)

        raises_nothing()
    known = {rule.code for rule in RULES} | {rule.code for rule in TEXT_RULES}
    assert known - ran == set(NOT_DRAWN)


# --- one fault put in a correct dossier is noticed -------------------------------------------

Fault = Callable[[Draft, Random], bool]


def _one_more(tree: dict[str, Any], key: str, step: int = 1) -> None:
    """The number at ``key``, whichever way it was typed, with so many euros or units more."""
    whole, comma, cents = str(tree[key]).partition(",")
    digits = re.sub(r"\D", "", whole)
    tree[key] = f"{int(digits) + step}{comma}{cents}"


def _printed_totals(side: dict[str, Any]) -> list[dict[str, Any]]:
    """The mappings of which one value is a printed total."""
    parts = [*side.get("groupes", ()), side]
    found = [part["publie"] for part in parts if "publie" in part]
    return [p["total"] if isinstance(p["total"], dict) else p for p in found]


def total_off(draft: Draft, rnd: Random) -> bool:
    sides = [draft.files["budget"][key] for key in ("depenses", "recettes")]
    totals = [total for side in sides for total in _printed_totals(side)]
    if totals:
        chosen = rnd.choice(totals)
        _one_more(chosen, rnd.choice([*chosen]))
    return bool(totals)


def line_off(draft: Draft, rnd: Random) -> bool:
    sides = [draft.files["budget"][key] for key in ("depenses", "recettes")]
    lists = [s.get("lignes", ()) for s in sides]
    lists += [g["lignes"] for s in sides for g in s.get("groupes", ())]
    line = rnd.choice([line for lines in lists for line in lines])
    by_year = isinstance(line["montant"], dict)
    where = line["montant"] if by_year else line
    _one_more(where, rnd.choice([*where]) if by_year else "montant")
    return True


def instalment_off(draft: Draft, rnd: Random) -> bool:
    if "convention" in draft.files:
        _one_more(rnd.choice(draft.files["convention"]["subvention"]["versements"]), "montant")
    return "convention" in draft.files


def subsidy_off(draft: Draft, rnd: Random) -> bool:
    if "convention" in draft.files:
        subsidy = draft.files["convention"]["subvention"]
        by_year = isinstance(subsidy["montant"], dict)
        where = subsidy["montant"] if by_year else subsidy
        key = rnd.choice([*where]) if by_year else "montant"
        _one_more(where, key, rnd.choice((1, 1000)))
    return "convention" in draft.files


def one_vote_more(draft: Draft, rnd: Random) -> bool:
    known = {"deliberation", "seance"} <= {*draft.files} and "vote" in draft.files["deliberation"]
    if known:
        _one_more(draft.files["deliberation"]["vote"]["publie"], rnd.choice(("pour", "contre")))
    return known


def weight_off(draft: Draft, rnd: Random) -> bool:
    named = draft.files.get("deliberation", {}).get("interesses", ())
    known = "seance" in draft.files and bool(named)
    if known:
        _one_more(rnd.choice(named), "publie")
    return known


def member_dropped(draft: Draft, rnd: Random) -> bool:
    known = "seance" in draft.files and "vote" in draft.files.get("deliberation", {})
    if known:
        members = draft.files["seance"]["membres"]
        del members[rnd.randrange(len(members))]
    return known


def wrong_weekday(draft: Draft, rnd: Random) -> bool:
    if "seance" in draft.files:
        printed = draft.files["seance"]["publie"]
        days = {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"}
        printed["jour"] = rnd.choice(sorted(days - {printed["jour"].lower()}))
    return "seance" in draft.files


def late_notice(draft: Draft, rnd: Random) -> bool:
    sitting = draft.files.get("seance", {})
    day = _day_of_act(draft)
    if day:
        sitting.pop("urgence", None)
        sitting["convocation"] = (day - dt.timedelta(days=rnd.randint(1, 3))).isoformat()
    return day is not None


def _day_of_act(draft: Draft) -> dt.date | None:
    """The day of the sitting, from the identifier of the act, which repeats it."""
    act = draft.files.get("deliberation", {}).get("execution", {}).get("acte")
    return dt.date.fromisoformat(act.split("-")[2]) if act and "seance" in draft.files else None


def siren_digits_swapped(draft: Draft, rnd: Random) -> bool:
    """Two neighbours swapped: the key of Luhn sees all but 0 and 9."""
    if "convention" not in draft.files:
        return False
    body = draft.commons["organisations"][
        rnd.choice(draft.files["convention"]["parties"])["organisation"]
    ]
    number = re.sub(r"\D", "", body["siren"])
    pairs = [i for i in range(8) if number[i] != number[i + 1] and {*number[i : i + 2]} != {*"09"}]
    if pairs:
        i = rnd.choice(pairs)
        body["siren"] = number[:i] + number[i + 1] + number[i] + number[i + 2 :]
    return bool(pairs)


def programme_sum_off(draft: Draft, rnd: Random) -> bool:
    summed = [f for f in _figures(draft.files.get("programme")) if "detail" in f]
    if summed:
        _one_more(rnd.choice(summed), "valeur")
    return bool(summed)


def _figures(tree: Any) -> list[dict[str, Any]]:
    """Every figure of a tree that has a value of its own."""
    if isinstance(tree, list):
        return [figure for item in tree for figure in _figures(item)]
    if not isinstance(tree, dict):
        return []
    own = [tree] if "valeur" in tree else []
    return own + [figure for item in tree.values() for figure in _figures(item)]


def article_left_out(draft: Draft, rnd: Random) -> bool:
    """An article that the law or the circular wants of private bodies, whole."""
    heads = [i for i, line in enumerate(draft.words) if line.startswith("Article")]
    wanted = [i for i in heads if re.search("Contrôle|Obligations|Résiliation", draft.words[i])]
    start = rnd.choice(wanted)
    del draft.words[start : next((i for i in heads if i > start), None)]
    private = draft.commons["organisations"]["porteur"]["nature"] != "autre"
    return private and "convention" in draft.files


def amount_typed_wrong(draft: Draft, rnd: Random) -> bool:
    """A sentence that gives the grant another amount, in figures or in words."""
    files = draft.files
    amount = files["convention"]["subvention"]["montant"] if "convention" in files else {}
    if isinstance(amount, dict) or "expose" not in files:
        return False
    wrong = int(re.sub(r"\D", "", amount.partition(",")[0])) + rnd.choice((1000, 2000))
    said = rnd.choice((f"{wrong} €", euros_in_words(wrong)))
    phrases = ("Une subvention de {} est accordée.", "Il est proposé d'attribuer {}.")
    files["expose"]["resume"].append(rnd.choice(phrases).format(said))
    return True


FAULTS: dict[Fault, set[str]] = {
    total_off: {"BUD001", "BUD002"},
    line_off: {"BUD001", "BUD002", "BUD003", "BUD005", "BUD006"},
    instalment_off: {"BUD006"},
    subsidy_off: {"BUD006"},
    one_vote_more: {"VOT001"},
    weight_off: {"VOT004"},
    member_dropped: {"SEA006"},
    wrong_weekday: {"DAT001"},
    late_notice: {"SEA003"},
    siren_digits_swapped: {"CNV003", "ACT001"},
    programme_sum_off: {"PRG001"},
    article_left_out: {"CNV002", "CNV006", "CNV012"},
    amount_typed_wrong: {"TXT002"},
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_one_fault_is_always_noticed(fault: Fault) -> None:
    @settings(max_examples=8)
    @given(drafts(members=(5, 25), lines=6), st.randoms(use_true_random=True))
    def noticed(draft: Draft, rnd: Random) -> None:
        assume(fault(draft, rnd))
        assert codes(draft) & FAULTS[fault]

    noticed()
