"""What people type that YAML reads otherwise: told at its line, with the line to type instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtdocs.dossier.model import SUBJECTS
from pmtdocs.dossier.reader import Reader
from pmtdocs.dossier.source import Source, Tree
from pmtdocs.dossier.yaml_source import read_source
from pmtdocs.finding import Finding
from tests.dossier.test_source import WORDS, block
from tests.support.growth import calls
from tests.support.messages import faults


def read(folder: Path, text: str) -> Source:
    file = folder / "essai.yaml"
    file.write_text(text, encoding="utf-8", newline="")
    return read_source(file, "essai.yaml", ("essai",))


def followed(text: str, finding: Finding) -> str:
    """The file of somebody who does what the finding says, and nothing else."""
    assert finding.primary.span is not None
    lines, at = text.split("\n"), finding.primary.span.line - 1
    line, said = lines[at], finding.help
    typed = re.search(r"Écrivez : (.*)", said)
    wrapped = re.search(r"entre guillemets : (\w+): (.*)", said)
    moved = re.search(r"(?:Mettez (\d+) espaces?|Effacez les espaces) devant", said)
    text_is = re.search(r"Si c'est du texte : (.*) ; sinon", said)
    straight = re.search(r"Mettez ceux du clavier : (.*) ; pour les imprimer : (.*)", said)
    spaced = re.search(r"et tapez (\d+) espaces?\.", said)
    if wrapped:
        line = line.replace(wrapped[2][1:-1], wrapped[2])
    elif typed:
        line = re.match(r"\s*", line)[0] + typed[1]  # type: ignore[index]
    elif moved or spaced:
        line = " " * int((spaced or moved)[1] or 0) + line.strip()  # type: ignore[index]
    elif straight:
        line = line.replace(straight[2][1:-1], straight[1])
    elif text_is:
        line = line.replace(text_is[1][1:-1], text_is[1])
    elif said.startswith("Effacez ce « "):
        column = finding.primary.span.column - 1
        line = line[:column] + line[column + 1 :]
    else:
        assert "tapez des espaces ordinaires" in said, f"rien à suivre : {said}"
        line = re.sub(r"[\u00a0\u202f]", " ", line)
    lines[at] = line
    return "\n".join(lines)


SLIPS = [
    ("l:\n  - {libelle: Personnels, salaires, montant: 5}\n", 2, 15, "la virgule de « Personnels,"),
    ("l:\n  - {libelle: A, b et c, d, montant: 5}\n", 2, 15, "la virgule de « A, b et c, d »"),
    ("l:\n  - {libelle: Frais, montant: 5 000,50}\n", 2, 31, "la virgule de « 5 000,50 »"),
    ("l:\n  - libelle: a\n    montant:45 000\n  - libelle: b\n", 3, 13, "espace manque après « :"),
    ("a: b\ntaxe:TTC\nc: d\n", 2, 6, "une espace manque après « : »"),
    ("taxe:TTC\na: b\n", 1, 6, "une espace manque après « : »"),
    ("a: b\ntaxe:TTC\n", 2, 6, "une espace manque après « : »"),
    ("l:\n  - {libelle:Frais, montant: 4}\n", 2, 6, "une espace manque après « : »"),
    ("l:\n  - {libelle: Frais, montant:4}\n", 2, 22, "une espace manque après « : »"),
    ("m:\n  2021:45 000\n  2022: 3\n", 2, 8, "une espace manque après « : »"),
    ("a:\u00a0b\nc: d\n", 1, 3, "l'espace après « : » est insécable"),
    ("c: d\na:\u202fb\n", 2, 3, "l'espace après « : » est insécable"),
    ("a\u00a0: b\nc: d\n", 1, 1, "U+00A0) se trouve devant « : »"),
    ("a:\n  b: 1\n\u00a0\u00a0c: 2\n", 3, 1, "se trouve dans l'alignement"),
    ("l:\n\u00a0 - a: b\n", 2, 1, "se trouve dans l'alignement"),
    ("l:\n  -organisation: a\n  - organisation: b\n", 2, 3, "une espace manque après « - »"),
    ("l:\n  - a: 1\n    b: 2\n  -a: 3\n    b: 4\n", 4, 3, "une espace manque après « - »"),
    ("l:\n  - un\n  -deux\n  - trois\n", 3, 3, "une espace manque après « - »"),
    ("tribunal: Tribunal #1 de Besançon\n", 1, 20, "« 1 de Besançon »"),
    ("l:\n  - Lot #3\n", 2, 9, "Ce qui suit « # » n'est pas lu"),
    ('a: "bonjour\nb: c\n', 1, 4, "le guillemet ouvert ici n'est pas fermé"),
    ("a: 'l'eau'\nb: c\n", 1, 4, "est fermé avant la fin du texte"),
    ("l:\n  - {a: 'l'eau', b: 4}\n", 2, 9, "est fermé avant la fin du texte"),
    ("l:\n  - {b: 4, a: 'Frais d'accueil'}\n", 2, 15, "est fermé avant la fin du texte"),
    ('l:\n  - {a: "Le "Grand" bal", b: "c"}\n', 2, 9, "est fermé avant la fin du texte"),
    ("l:\n  - 'd'ici, d'ailleurs'\n", 2, 5, "est fermé avant la fin du texte"),
    ('a: "Un" deux\n', 1, 9, "du texte suit un guillemet"),
    ('a: "C:\\dossier"\n', 1, 7, "s'écrit « \\\\ »"),
    ("a: Objet : le titre\nb: c\n", 1, 10, "un « : » de trop"),
    ("a: Objet :\nb: c\n", 1, 10, "un « : » de trop"),
    ("l:\n  - a: Objet: b\n", 2, 13, "un « : » de trop"),
    *((f"a: {value}\nb: c\n", 1, 4, "") for value in (
        "*gras* oui", "**gras**", "& Cie", "&Cie", "!attention", "! oui", "%10", "@nous", "`code`",
        "? quoi", "- 5", ",5", "*", "&",
    )),
    *((f"a: {value}\nb: c\n", 1, 6, "le texte commence à la ligne") for value in ("| x", "> 10")),
    ("a: [x] y\n", 1, 8, "du texte suit"),
    ("a: {x} y\n", 1, 8, "du texte suit"),
    ("a: [Une aide de {x.y}, votée.]\n", 1, 5, "qui nomme un fait se met entre guillemets"),
    ('a: ["Un.", Soit {x.y} en 2031.]\n', 1, 12, "qui nomme un fait se met entre guillemets"),
    ("l:\n  - {a: Une aide de {x.y}, soit {z}, c: d}\n", 2, 9, "qui nomme un fait se met entre"),
    ("a: [Soit {{ x.y|euros }} en 2031.]\n", 1, 5, "qui nomme un fait se met entre guillemets"),
    ("a: [x, y\nb: c\n", 1, 4, "« [ » n'est pas fermé"),
    ("l:\n  - {a: b\n  - {a: c}\n", 2, 5, "« { » n'est pas fermé"),
    ("l:\n  - {a: b}}\n  - {a: c}\n", 2, 11, "« } » ne ferme rien"),
    ("l: {a: b; c: d}\n", 1, 11, "une virgule sépare deux clés"),
    ("a： b\nc: d\n", 1, 2, "ne sépare pas une clé de sa valeur"),
    ("c: d\na = b\n", 2, 3, "ne sépare pas une clé de sa valeur"),
    ("c: d\na; b\ne: f\n", 2, 2, "« ; » ne sépare pas une clé de sa valeur"),
    ("a: b\nc d\ne: f\n", 2, 2, "il manque « : » après une clé"),
    ("c d\ne: f\n", 1, 2, "il manque « : » après une clé"),
    ("a: b\nc d\n", 2, 2, "il manque « : » après une clé"),
    ("a:\n  b: 1\n   c: 2\n", 3, 4, "l'alignement est rompu"),
    ("a:\n   b: 1\n  c: 2\n", 2, 4, "l'alignement est rompu (3 espaces ; ses voisines en ont 2)"),
    ("a: 1\n b: 2\n", 2, 2, "l'alignement est rompu (1 espace ; ses voisines en ont 0)"),
    ("l:\n  - a: 1\n   b: 2\n", 3, 4, "l'alignement est rompu"),
    ("l:\n  - a: 1\n     b: 2\n", 3, 6, "l'alignement est rompu"),
    ("l:\n  - a\n - b\n", 3, 2, "l'alignement est rompu"),
    ("t: >-\n  un deux\n  la suite\nc:{d: e, f: g}\nh: i\n", 4, 3, "espace manque après « : »"),
    ("a:\n  t: un\n    la suite\n  c:\u00a0{d: e, f: g}\n  h: i\n", 4, 5, "« : » est insécable"),
    ("l:\n  - a: b\n    c d\n    e: f\n", 3, 6, "il manque « : » après une clé"),
    ("i:\n  b c d\n  e: 2\n  f: 3\n", 2, 4, "il manque « : » après une clé"),
    ('a: "bonjour\nb: "c"\nd: e\n', 1, 4, "le guillemet ouvert ici n'est pas fermé"),
    ('l:\n  - a: "un\n    b: l\'an\n    t: >-\n      deux\n      la fin.\n    c: "d"\n', 2, 8,
     "le guillemet ouvert ici n'est pas fermé"),
    ("l:\n  - t: >-\n      un\n    l:\n      - t: deux\n       c: {n: 4}\n", 6, 8,
     "l'alignement est rompu (7 espaces ; ses voisines en ont 8)"),
    *((f"l:\n  - a: b\n  {dash}a: b\n", 3, 3, "n'est pas le tiret du clavier") for dash in (
        "– ", "— ", "− ", "• ", "‑ ", "* ", "–", "–\u00a0",
    )),
    ("l:\n  – {a: b, c: d}\n  - {a: b, c: d}\n", 2, 3, "n'est pas le tiret du clavier"),
    ("l:\n  - {a： b, c: d}\n", 2, 6, "« ： » ne sépare pas une clé"),
    ("l:\n  - {a: b， c: d}\n", 2, 10, "« ， » n'est pas le signe du clavier"),
    ("l:\n  - ｛a: b, c: d｝\n", 2, 5, "« ｛ » n'est pas le signe du clavier"),
    ("a\u00a0:\u00a0b\nc: d\n", 1, 2, "l'espace devant « : » est insécable"),
    ("g：\n  c: d\n", 1, 2, "ne sépare pas une clé de sa valeur"),
    ("a: b\ng\n  c: d\n", 2, 2, "il manque « : » après une clé"),
    ("a:\n   b: 1\n  c: 2\n  d: 3\n", 2, 4, "l'alignement est rompu (3 espaces"),
    ("a:\n    b: 1\n  c: 2\n  d: 3\n", 2, 5, "l'alignement est rompu (4 espaces"),
    ("l:\n   - a: 1\n    b: 2\n  - a: 1\n    b: 2\n", 2, 4, "l'alignement est rompu (3 espaces"),
    ("l:\n  - a: 1\n  a: 2\n", 3, 3, "il manque « - »"),
    ("l:\n  - {a: b, c: d]\n  - {a: b}\n", 2, 16, "« } » est attendu ici, pas « ] »"),
    ("l:\n  - {a: b, c: d)\n  - {a: b}\n", 2, 16, "« } » est attendu ici, pas « ) »"),
    ("l:\n  - a: b, c: d}\n  - {a: b}\n", 2, 5, "« { » manque"),
    ("l: {a: b,, c: d}\n", 1, 10, "une virgule de trop"),
    ("l: {a: b, c: d},\ne: f\n", 1, 16, "« , » est de trop"),
    ("l: {a: b c: d}\n", 1, 10, "une virgule manque"),
    ("l: {a: Lot : un, c: d}\n", 1, 8, "un « : » de trop"),
    ("l: {a: Lot #2, c: d}\n", 1, 12, "ce qui suit « # » n'est pas lu"),
    ('l: {a: b, c: "d}\ne: f\n', 1, 14, "le guillemet ouvert ici n'est pas fermé"),
    ('a: "Un texte”\nb: c\n', 1, 4, "le guillemet ouvert ici n'est pas fermé"),
    ('a: "un  # note\nb: "c"\n', 1, 4, "le guillemet ouvert ici n'est pas fermé"),
    ("a: “Un texte”\n", 1, 4, "lus comme du texte"),
    ("a: « Un texte »\n", 1, 4, "lus comme du texte"),
    ('l: [“un"]\n', 1, 5, "lus comme du texte"),
    ("a:\tb c\n", 1, 3, "tabulation"),
    ("t: >-\n  un\n    deux\n  trois\n", 3, 5, "est en retrait : le texte y va à la ligne"),
    ("a:\n  - t: >-\n      un\n    deux\n", 4, 5, "l'alignement est rompu"),
    ("t: |\n  du texte:collé\n\n    - x\nc:d\ne: f\n", 5, 3, "une espace manque après « : »"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "column", "says"), SLIPS)
def test_advice_that_is_followed_is_accepted(
    tmp_path: Path, text: str, line: int, column: int, says: str
) -> None:
    source = read(tmp_path, text)
    (finding,) = (*source.findings, *source.remarks)
    assert finding.primary.span is not None
    assert (finding.primary.span.line, finding.primary.span.column) == (line, column)
    assert says in finding.message
    assert faults(finding.message) == []
    meant = read(tmp_path, followed(text, finding))
    assert (meant.findings, meant.remarks) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "a: b  # commentaire\n",
        "a: 'Lot #3'\n",
        'a: "Lot #3" #x\n',
        "a: >-\n  Lot #3\n  - tiret\n  cle:collee\n",
        "a: n°#3\n",
        "a: 18:30\nb: https://x.fr:80/y\nc: d:e\n",
        "a: un texte\n  qui suit\n",
        "a: [un, deux]\nb: {c: 'x, y', d: ''}\n",
        "a : b\n",
        "a: '“Un texte”'\nb: un « mot » ici\nc: « un » et « deux »\nd: écran 27\"\n",
        "t: |\n  <<<<<<< x\n",
    ],
)
def test_what_is_meant_as_it_is_read_is_not_told(tmp_path: Path, text: str) -> None:
    source = read(tmp_path, text)
    assert (source.findings, source.remarks) == ([], [])


@pytest.mark.parametrize(
    ("text", "line"), [("l:\n  - a\n   - b\n", 3), ("a: un texte\n  montant:45 000\n", 2)]
)
def test_a_line_that_becomes_the_end_of_a_text_is_told(
    tmp_path: Path, text: str, line: int
) -> None:
    (remark,) = read(tmp_path, text).remarks
    assert remark.primary.span is not None
    assert remark.primary.span.line == line
    assert "la suite du texte" in remark.message


@pytest.mark.parametrize(
    ("lines", "line", "help"),
    [
        ("    – {libelle: Frais, montant: 4}", 5, "Écrivez : - {libelle: Frais, montant: 4}"),
        ("    - libelle:Frais", 5, "Écrivez : - libelle: Frais"),
        ("    - libelle Frais", 5, "Écrivez : - libelle: Frais"),
        ("    - {libelle: a, montant: 4}\n  publie:{total: 4}", 6, "Écrivez : publie: {total: 4}"),
    ],
)
def test_a_text_that_was_meant_as_items_or_keys_is_typed_anew(
    tmp_path: Path, lines: str, line: int, help: str
) -> None:
    file = tmp_path / "budget.yaml"
    head = "intitule: B\ntaxe: TTC\ndepenses:\n  lignes:\n"
    file.write_text(f"{head}{lines}\n", encoding="utf-8")
    reader = Reader()
    reader(file, ("budget",), SUBJECTS["budget"])
    told = {(f.primary.span.line, f.help) for f in reader.findings if f.primary.span}
    assert (line, help) in told


@pytest.mark.parametrize(
    "bad", ['  - {a: "un" b 4} }: {[', "  ]]: [", "   n", "  b: : c", "  - a: 'a' b 'c' d"]
)
def test_a_long_file_is_not_read_again_for_each_line_that_may_be_meant(
    tmp_path: Path, bad: str
) -> None:
    lines = ["l:", *(f'  - {{a: "un {n}", b: 4}}' for n in range(2_000)), ""]
    whole = calls(lambda: read(tmp_path, "\n".join(lines)))
    lines[-10] = bad
    assert calls(lambda: read(tmp_path, "\n".join(lines))) < 2 * whole


# --- any tree, one slip ------------------------------------------------------------------------

_GROUPS = st.dictionaries(WORDS, WORDS | st.lists(WORDS, min_size=2, max_size=3), min_size=2)
_TREES = st.dictionaries(
    WORDS, _GROUPS | st.lists(_GROUPS, min_size=2, max_size=3), min_size=2, max_size=3
)
_KINDS: dict[str, Callable[[str], str]] = {
    "glued": lambda line: line.replace(": ", ":", 1) if ": " in line else line,
    "no-break": lambda line: line.replace(": ", ":\u00a0", 1),
    "dash": lambda line: re.sub(r"^( *)- ", r"\1-", line),
    "early": lambda line: line.removeprefix(" "),
    "late": lambda line: f" {line}",
    "colon": lambda line: f"{line}: x" if line.count(":") == 1 and line[-1] != ":" else line,
    "star": lambda line: re.sub(r"(: |- )(x)", r"\1*\2", line) if ":" not in line[-1:] else line,
}


@settings(max_examples=40)
@given(tree=_TREES, kind=st.sampled_from(sorted(_KINDS)), data=st.data())
def test_a_slip_anywhere_is_told_at_its_line(
    tmp_path: Path, tree: Tree, kind: str, data: st.DataObject
) -> None:
    lines = block(tree, "").strip("\n").split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    wrong = [*lines]
    wrong[at] = _KINDS[kind](lines[at])
    text = "\n".join(wrong) + "\n"
    source = read(tmp_path, text)
    if source.tree == tree and not source.remarks:
        return  # nothing was changed, or nothing by it
    found = [*source.findings, *source.remarks]
    assert found, "lu autrement, sans un mot"
    if kind not in ("early", "late"):  # a first line that is moved makes its neighbours wrong
        assert any(f.primary.span and abs(f.primary.span.line - 1 - at) <= 1 for f in found), found
