"""What a finding says by itself, without any list of codes; what an error keeps on its way."""

from __future__ import annotations

import pickle

import pytest

from pmtdocs.dossier.source import SYNTAX, TOO_BIG
from pmtdocs.finding import (
    DataError,
    ExitCode,
    Finding,
    Kind,
    Location,
    PmtdocsError,
    Severity,
    unreadable,
    worst,
)

_NOWHERE = Location(())


@pytest.mark.parametrize(
    ("severity", "accepted", "failing"),
    [
        (Severity.ERROR, "", ["error", "warning"]),
        (Severity.WARNING, "", ["warning"]),
        (Severity.INFO, "", []),
        (Severity.ERROR, "Acte adopté", []),
    ],
)
def test_a_finding_says_what_it_fails(
    severity: Severity, accepted: str, failing: list[str]
) -> None:
    found = Finding(Kind("XXX001", "essai", severity), "M.", _NOWHERE, accepted=accepted)
    assert [level for level in ("error", "warning", "never") if found.fails(level)] == failing
    assert found.blocks is ("error" in failing)


def test_what_cannot_be_read_outweighs_what_is_not_right() -> None:
    weights = (ExitCode.OK, ExitCode.FINDINGS, ExitCode.TEMPLATE, ExitCode.DATA, ExitCode.LIMIT)
    for n in range(len(weights)):
        assert worst(reversed(weights[: n + 1])) == weights[n]
    assert worst([]) == ExitCode.OK


def test_the_kind_knows_whether_the_fault_is_one_of_form() -> None:
    assert not Kind("XXX001", "essai", Severity.ERROR).of_form
    assert unreadable("XXX001", "essai").exit == ExitCode.DATA
    assert unreadable("XXX001", "essai", ExitCode.TEMPLATE).of_form


@pytest.mark.parametrize(("kind", "code"), [(SYNTAX, ExitCode.DATA), (TOO_BIG, ExitCode.LIMIT)])
def test_an_error_of_data_ends_as_its_findings_do(kind: Kind, code: int) -> None:
    assert (
        DataError([Finding(SYNTAX, "M.", _NOWHERE), Finding(kind, "M.", _NOWHERE)]).exit_code
        == code
    )


@pytest.mark.parametrize(
    "error",
    [
        PmtdocsError("M.", "Aide.", exit_code=ExitCode.WRITE),
        PmtdocsError("M."),
        DataError([Finding(TOO_BIG, "M.", _NOWHERE)]),
    ],
)
def test_an_error_crosses_from_one_process_to_another_whole(error: PmtdocsError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - made here
    assert type(again) is type(error)
    assert (str(again), again.__dict__) == (str(error), error.__dict__)
    assert again.exit_code == error.exit_code
