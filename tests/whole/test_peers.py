"""The tool of ``make peers``: what it writes for given figures, the templates that it derives."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from pmtdocs.dossier import load
from pmtdocs.render.output import documents
from pmtdocs.word import package
from pmtdocs.word.package import W, w
from tools import bench, peers, peers_template, performance
from tools.peers import Measured

PAGE = """<!-- Partie écrite par `make bench` : relancez-le, ne la modifiez pas. -->

# Le temps

<!-- Partie écrite par `make peers` : relancez-le, ne la modifiez pas. -->

anciens
"""


@pytest.mark.parametrize(("command", "kept"), [("peers", "# Le temps"), ("bench", "anciens")])
def test_a_command_writes_its_part_alone(command: str, kept: str) -> None:
    page = performance.replaced(PAGE, command, "nouveaux\n")
    assert "nouveaux" in page
    assert kept in page
    assert page.count("<!-- Partie") == 2
    assert performance.replaced(page, command, "nouveaux\n") == page


def test_the_page_of_today_has_its_two_parts() -> None:
    page = performance.PAGE.read_text(encoding="utf-8")
    assert performance.replaced(page, "peers", "") != page
    assert page.index("make bench") < page.index("make peers")


def test_ratios_are_taken_turn_by_turn_and_what_is_missing_is_said() -> None:
    """The median of the ratios, not the ratio of the medians: 2, 4 and 1.5, not 0.02 / 0.01."""
    measured = Measured(
        "Une mesure",
        {"nous": [0.01, 0.005, 0.2], "un autre": [0.02, 0.02, 0.3]},
        {"un troisième": "npm manque sur cette machine"},
        {"un autre": " (mots différents)"},
    )
    assert peers.part([measured], "2 cœurs.").endswith(
        "### Une mesure\n\n"
        "| quoi | médiane | rapport au premier |\n"
        "| --- | --- | --- |\n"
        "| nous | 10,0 ms | 1,0 |\n"
        "| un autre (mots différents) | 20,0 ms | 2,0 |\n"
        "| un troisième | pas mesuré | npm manque sur cette machine |\n"
    )


def test_without_npm_a_peer_is_said_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "npm manque" in peers.installed("carbone", tmp_path)


def body(*texts: str) -> etree._Element:
    """A paragraph for each text; « a | b » is a row of the table that follows them."""

    def paragraph(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    alone = "".join(paragraph(text) for text in texts if "|" not in text)
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in text.split('|'))}</w:tr>"
        for text in texts
        if "|" in text
    )
    return etree.fromstring(f'<w:body xmlns:w="{W}">{alone}<w:tbl>{rows}</w:tbl></w:body>')


@pytest.mark.parametrize(
    ("peer", "expected"),
    [
        (
            "docxtpl",
            ["Titre", "{{ t2 }}", "Entre", "{%p for r in g0 %}", "{{ r.a0 }}", "{%p endfor %}",
             "Fin", "{%tr for r in g1 %}", "", "{{ r.a0 }}", "{{ r.a1 }}", "{%tr endfor %}", ""],
        ),
        (
            "docxtemplater",
            ["Titre", "{t2}", "Entre", "{#g0}", "{a0}", "{/g0}", "Fin", "{#g1}{a0}", "{a1}{/g1}"],
        ),
        (
            "carbone",
            ["Titre", "{d.t2}", "Entre", "{d.g0[i].a0}", "{d.g0[i+1].a0}", "Fin",
             "{d.g1[i].a0}", "{d.g1[i].a1}", "{d.g1[i+1].a0}", "{d.g1[i+1].a1}"],
        ),
        (
            "docx-templates",
            ["Titre", "+++t2+++", "Entre", "+++FOR r IN g0+++", "+++$r.a0+++", "+++END-FOR r+++",
             "Fin", "+++FOR r IN g1+++", "", "+++$r.a0+++", "+++$r.a1+++", "+++END-FOR r+++", ""],
        ),
    ],
)  # fmt: skip
def test_words_of_the_data_become_tags_and_neighbours_loops(peer: str, expected: list[str]) -> None:
    made = body("Titre", "12 euros", "Entre", "Un", "Deux", "Fin", "Loyer|1", "Eau|2")
    syntax = peers_template.SYNTAXES[peer]
    data = peers_template.derived(made, {"Titre", "Entre", "Fin"}, syntax)
    assert [text.text for text in made.iter(w("t"))] == expected
    assert data == {
        "g0": [{"a0": "Un"}, {"a0": "Deux"}],
        "g1": [{"a0": "Loyer", "a1": "1"}, {"a0": "Eau", "a1": "2"}],
        "t2": "12 euros",
    }


def test_a_derived_template_gives_the_same_words_again(convention: dict[str, bytes]) -> None:
    made = peers.template(convention, "docxtpl")
    assert peers.words(made.docx) != peers.words(package.write(convention))
    assert peers.words(peers.docxtpl(made)()) == peers.words(package.write(convention))


@pytest.fixture
def convention() -> dict[str, bytes]:
    """That of 2024, finished."""
    dossier = load.load(bench.DATA, "2024").dossier
    wanted = {"convention": dossier.dossier.documents["convention"]}
    return documents.build(dossier, peers.MODELE, wanted, draft=False)["convention"].parts
