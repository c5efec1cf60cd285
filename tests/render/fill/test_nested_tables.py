"""Loops over rows and cells, wherever the table stands: check and render agree."""

from __future__ import annotations

import pytest

from pmtdocs.finding import Severity
from pmtdocs.templates.inspection import inspect
from tests.support.word_files import Workshop, bare, p, row, table

LINES = [{"libelle": "Salaires", "montant": 1}, {"libelle": "Loyers", "montant": 2}]
FACTS: dict[str, object] = {
    "budget": {"depenses": {"lignes": LINES}, "recettes": {"lignes": LINES[:1]}},
    "convention": {"parties": [{"role": "a"}, {"role": "b"}]},
}
LOOP = "for l in budget.depenses.lignes"
ROWS = (
    row(f"{{%tr {LOOP} %}}", ""),
    row("{{ l.libelle }}", "{{ l.montant }}"),
    row("{%tr endfor %}", ""),
)
CELLS = (row(f"{{%tc {LOOP} %}}", "{{ l.libelle }}", "{%tc endfor %}"),)
PARTIES = "for q in convention.parties"


def cell(*blocks: str) -> str:
    return f"<w:tc>{''.join(blocks)}{p('')}</w:tc>"


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        (table(row("Dépenses", cell(table(*ROWS)))), "DépensesSalaires1Loyers2"),
        (table(row(cell(table(*ROWS)), "Dépenses")), "Salaires1Loyers2Dépenses"),
        (table(row("Dépenses", cell(table(*CELLS)))), "DépensesSalairesLoyers"),
        (table(row("A", cell(table(row("B", cell(table(*ROWS))))))), "ABSalaires1Loyers2"),
        (
            table(row(f"{{%tr {PARTIES} %}}", ""), row("{{ q.role }}", cell(table(*ROWS))),
                  row("{%tr endfor %}", "")),
            "aSalaires1Loyers2bSalaires1Loyers2",
        ),
        (
            p(f"{{%p {PARTIES} %}}") + table(row("{{ q.role }}", cell(table(*ROWS))))
            + p("{%p endfor %}"),
            "aSalaires1Loyers2bSalaires1Loyers2",
        ),
        (
            table(row("x", cell(p(f"{{%p {PARTIES} %}}"), table(*ROWS), p("{%p endfor %}")))),
            "xSalaires1Loyers2Salaires1Loyers2",
        ),
        (
            table(row("x", cell(table(*ROWS), table(*CELLS)))),
            "xSalaires1Loyers2SalairesLoyers",
        ),
    ],
)  # fmt: skip
def test_a_loop_in_a_table_in_a_cell(word: Workshop, body: str, printed: str) -> None:
    errors = [f for f in inspect(word.file(body)) if f.kind.severity is Severity.ERROR]
    assert errors == []
    assert word.words(body, FACTS).replace("\n", "") == printed
    assert bare(word.html(body, FACTS)) == printed
