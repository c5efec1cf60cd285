"""What ``aides.yaml`` refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pmtdocs.dossier.load import load
from pmtdocs.finding import Finding
from tests.conftest import Patch

Refused = Callable[..., tuple[Finding, ...]]


@pytest.mark.parametrize(
    ("change", "said", "line"),
    [
        (("forfait: 5 000, ", "forfait: 5 000, taux: 50, "), "pas les deux", 4),
        (("    taux: 50\n", ""), "n'a de sens qu'avec un « taux »", 5),
        (("    taux: 50\n", "    taux: 0\n"), "un taux nul", 5),
        (("deduit: {plafond_depenses:", "deduit: {decision:"), "nomme « decision »", 10),
        (("deduit: {plafond_depenses:", "deduit: {plafond_depense:"), "plafond_depense", 15),
        (("cle: marquage", "cle: norme"), "deux dispositifs ont la clé « norme »", 3),
        (
            ("{dispositif: norme, entreprise", "{dispositif: nrme, entreprise"),
            "Alpha Santé cite « nrme »",
            16,
        ),
        (("plafond_aide: 6 000", "plafond_aide: 6.000"), "n'est pas un montant", 8),
    ],
)
def test_what_is_refused(
    small: Path, patch: Patch, refused: Refused, change: tuple[str, str], said: str, line: int
) -> None:
    patch("bon/aides.yaml", *change)
    (finding,) = refused("bon")
    assert said.casefold() in finding.message.casefold()
    assert finding.primary.span is not None
    assert (finding.primary.span.file, finding.primary.span.line) == ("data/bon/aides.yaml", line)
    assert finding.primary.label.startswith("Dispositifs d'aide")


def test_what_is_not_said_is_not_known(small: Path) -> None:
    aids = load(small, "bon").dossier.aides
    assert aids is not None
    norm = aids.dispositifs[1]
    assert (norm.une_fois, norm.decision, norm.forfait) == (None, None, None)
