"""Each stretch of a rendered text knows the field that printed it; nothing is lost on the way."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.dossier.load import Loaded, load
from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.views.context import context
from pmtdocs.dossier.views.facts import Fact, facts_of
from pmtdocs.dossier.views.names import names_of
from pmtdocs.finding import Path as DataPath
from pmtdocs.language.mentions import mentions
from pmtdocs.render.fill.provenance import Line, Origin, Traced, Tracer
from pmtdocs.render.fill.trace import lines
from pmtdocs.render.output import documents
from pmtdocs.templates.words import read_wording
from pmtdocs.word.package import Element, w
from tests.conftest import ROOT, Patch
from tests.support.word_files import Workshop, bookmark, call, notes, p, r, ref, row, table

MODELE = ROOT / "templates" / "gbm"
_SIGNS = {w("br"): " ", w("tab"): " ", w("noBreakHyphen"): "-"}


@cache
def real() -> Loaded:
    return load(ROOT / "data", "2024")


@cache
def read() -> dict[str, list[Line]]:
    dossier = real().dossier
    return lines(dossier, MODELE, dossier.dossier.documents, draft=False)


@cache
def traced(document: str) -> list[Traced]:
    tracer = Tracer(real(), names_of(real().dossier))
    return [one for line in read()[document] for one in tracer.trace(line)]


def at(document: str, place: str) -> dict[str, tuple[str, str, str]]:
    """What is mentioned at a place: origin, path, path of what leads to it."""
    return {
        one.words.replace("\u202f", " ").replace("\u00a0", " "): (
            one.origin.value,
            dotted(one.source.path),
            dotted(one.via.path) if one.via else "",
        )
        for one in traced(document)
        if one.place == place
    }


def dotted(path: DataPath) -> str:
    return ".".join(map(str, path))


def words(paragraph: Element) -> str:
    signs = paragraph.iter(w("t"), *_SIGNS)
    return "".join(_SIGNS.get(str(e.tag)) or e.text or "" for e in signs)


def is_margin(line: Line) -> bool:
    return line.place.endswith(("en-tête", "pied de page"))


# --- the real dossier ------------------------------------------------------------------------


def test_the_text_is_that_of_the_render() -> None:
    dossier = real().dossier
    built = documents.build(dossier, MODELE, dossier.dossier.documents, draft=False)
    for name, document in built.items():
        printed = [text for q in document.body.iter(w("p")) if (text := words(q)).strip()]
        body = [line.text for line in read()[name] if not is_margin(line)]
        assert len(body) == len(printed)
        for line, text in zip(body, printed, strict=True):
            assert line.endswith(text)  # after its number
        margins = {words(q) for m in document.margins.values() for q in m.iter(w("p"))}
        assert {line.text for line in read()[name] if is_margin(line)} == margins


def test_a_fact_that_a_text_names_is_traced_to_itself(data: Path, patch: Patch) -> None:
    named = "{convention.subvention.montant}, {budget.taux_financeur}, par {financeur.nom},"
    patch("2024/expose.yaml", "cluster, sous la marque", f"cluster, avec {named} sous la marque")
    loaded = load(data, "2024")
    wanted = documents.chosen(loaded.dossier, ["deliberation"])
    read = lines(loaded.dossier, MODELE, wanted, draft=False)["deliberation"]
    tracer = Tracer(loaded, names_of(loaded.dossier))
    (line,) = [line for line in read if "cluster, avec" in line.text]
    found = {one.words.replace("\u202f", " "): one.source.path for one in tracer.trace(line)}
    own = ("expose", "sections", 0, "contenu", 0)
    assert found == {
        "2016": own,
        "pôle des microtechniques": own,
        "PMT Health": own,
        "PMT": own,
        "45 000\u00a0€": ("convention", "subvention", "montant"),
        "9,18\u00a0%": ("budget",),
        "Grand Besançon Métropole": ("commun", "organisations", "gbm", "nom"),
    }


def test_every_mention_of_every_document_is_traced() -> None:
    """Found again in the plain text of each line, each has its origin and its place."""
    names = names_of(real().dossier)
    for name, read_lines in read().items():
        found = Counter(
            (line.place, line.text[m.start : m.end])
            for line in read_lines
            for m in mentions(line.text, names)
        )
        assert Counter((one.place, one.words) for one in traced(name)) == found
        for one in traced(name):
            assert one.source.span is not None, one
            assert one.source.label


def test_what_is_said_to_come_from_the_data_stands_on_the_line_named() -> None:
    names = names_of(real().dossier)
    checked = 0
    for one in traced("dossier"):
        span = one.source.span
        if one.origin is not Origin.DATA or span is None or one.sort.value == "nom":
            continue
        if one.source.path[-1] == "rang_annexe":
            continue  # « annexe 2 » is a figure of its own
        whole = real().sources[span.file].values[one.source.path]
        file = (ROOT / span.file).read_text(encoding="utf-8").split("\n")
        text = " ".join(" ".join(file[span.line - 1 : whole.end_line]).split())
        (value,) = [m.value for m in mentions(one.words, names)]
        assert str(value) in map(str, (m.value for m in mentions(text, names))), (one, text)
        checked += 1
    assert checked > 150


def test_what_is_said_to_be_of_the_template_is_typed_there() -> None:
    typed = [one for one in traced("dossier") if one.origin is Origin.TEMPLATE]
    assert len(typed) > 10
    for one in typed:
        wording = read_wording(MODELE / f"{one.part}.docx", one.part, "templates/gbm")
        assert wording is not None
        assert one.source.span is not None
        number = one.source.span.line
        if "pied de page" in one.place:
            found = " ".join(paragraph.words for paragraph in wording.margins)
        else:
            found = wording.paragraphs[number - 1].words
        assert re.sub(r"\s", "", one.words) in re.sub(r"\s", "", found)


def test_amounts_of_the_convention_point_at_their_line() -> None:
    amount = ("donnée", "convention.subvention.montant", "")
    total = ("donnée", "budget.depenses.publie.total", "")
    article = at("convention", "convention, article 3, paragraphe 1")
    assert article["45 000 €"] == amount
    assert article["490 000 €"] == total
    assert article["2024"] == ("donnée", "dossier.exercices.0", "")
    assert article["article 1er"][0] == "numérotation"
    first = at("convention", "convention, article 1, paragraphe 1")
    assert first["quarante-cinq mille euros"] == amount
    (source,) = {one.source for one in traced("convention") if dotted(one.source.path) == amount[1]}
    assert source.span
    line = (ROOT / source.span.file).read_text(encoding="utf-8").split("\n")[source.span.line - 1]
    assert line.split() == ["montant:", "45", "000"]


def test_each_row_of_the_budget_points_at_its_line() -> None:
    rows = at("annexe-2-budget", "annexe 2, tableau 1, ligne 4, colonne 2")
    assert rows == {"104 000": ("donnée", "budget.depenses.lignes.2.montant", "")}


def test_a_figure_named_in_a_text_points_at_the_figure() -> None:
    found = {
        (one.words, dotted(one.source.path))
        for one in traced("annexe-1-programme")
        if "chiffres" in one.source.path
    }
    start = "programme.elements.0.enfants.0.cibles.0.chiffres"
    assert {("200", f"{start}.structures"), ("40", f"{start}.prospections-physiques")} <= found


def test_a_name_points_at_the_person_and_says_who_led_there() -> None:
    by_name = {
        one.words.replace("\u00a0", " "): one
        for one in traced("deliberation")
        if one.via and one.via.path[:2] == ("seance", "membres")
    }
    sitting = real().dossier.seance
    assert sitting is not None
    for name, one in by_name.items():
        assert one.via is not None
        assert one.source.path[:2] == ("commun", "personnes"), name
        assert sitting.membres[int(one.via.path[2])].person == one.source.path[2]
    assert len(by_name) > 100


def test_the_weight_of_an_interested_member_points_at_the_member() -> None:
    weights = [
        dotted(one.source.path)
        for one in traced("deliberation")
        if one.source.path[:2] == ("deliberation", "interesses") and one.sort.value == "nombre"
    ]
    assert weights == [f"deliberation.interesses.{i}" for i in range(3)]


# --- what a template may do ------------------------------------------------------------------


def stretches(word: Workshop, body: str, dossier: Dossier, **options: Any) -> list[Line]:
    word.file(body, **options)
    word.file("", "charte")
    return lines(dossier, word.folder, {"essai": ("partie",)}, draft=True)["essai"]


def facts() -> list[Fact]:
    """The fields that a template may print without a loop, and that hold something to read."""
    every = facts_of(context(real().dossier))
    return [f for f in every if not f.loops and str(f.leaf).strip() and f.leaf.path]


@given(st.lists(st.sampled_from(facts()), min_size=1, max_size=40))
def test_whatever_a_field_prints_is_traced_to_its_path(
    tmp_path_factory: pytest.TempPathFactory, chosen: list[Fact]
) -> None:
    folder = tmp_path_factory.mktemp("essai")
    body = "".join(p(f"le {{{{ {fact.name} }}}} fin") for fact in chosen)
    found = stretches(Workshop(folder), body, real().dossier)
    for line, fact in zip(found, chosen, strict=True):
        before, printed, after = line.stretches
        assert (before.text, before.path, after.text, after.path) == ("le ", None, " fin", None)
        assert printed.path == fact.leaf.path
        assert printed.text.strip()


def test_filters_loops_and_conditions(word: Workshop) -> None:
    body = p("{% for c in expose.contributions %}{{ loop.index }}. {{ c.montant|euros_en_lettres|"
             "capitale }}{% if loop.last %} fin{% endif %}{% endfor %}")  # fmt: skip
    (line,) = stretches(word, body, real().dossier)
    said = [(s.text, s.path, s.filters, s.numbering) for s in line.stretches]
    amount = ("euros_en_lettres", "capitale")
    assert said[:3] == [
        ("1", None, (), True),
        (". ", None, (), False),
        ("Quarante-cinq mille euros", ("expose", "contributions", 0, "montant"), amount, False),
    ]
    assert said[-1] == (" fin", None, (), False)


def test_places_for_people(word: Workshop) -> None:
    body = (
        p("Avant")
        + p("Objet", "Article")
        + p("{% if exercice %}Un{% endif %}", "", bookmark("objet"))
        + p("Deux")
        + table(row("a", "b"), row("c", "d"))
        + p("Durée", "Article")
        + p("Trois")
    )
    found = stretches(word, body, real().dossier)
    assert [(line.place, line.template.span and line.template.span.line) for line in found] == [
        ("partie, paragraphe 1", 1),
        ("partie, article 1", 2),
        ("partie, article 1, paragraphe 1", 3),
        ("partie, article 1, paragraphe 2", 4),
        ("partie, tableau 1, ligne 1, colonne 1", 5),
        ("partie, tableau 1, ligne 1, colonne 2", 6),
        ("partie, tableau 1, ligne 2, colonne 1", 7),
        ("partie, tableau 1, ligne 2, colonne 2", 8),
        ("partie, article 2", 9),
        ("partie, article 2, paragraphe 1", 10),
    ]
    assert found[1].stretches[0].numbering


def test_notes_are_traced_last(word: Workshop) -> None:
    """Each where people call it, at the line of its paragraph in the template."""
    said = notes(p("Le {{ exercice }}"), p("Sous") + p("{{ beneficiaire.nom }}"))
    body = f"<w:p>{r('Un')}{call(2)}</w:p><w:p>{r('Deux')}{call(1)}</w:p>"
    found = stretches(word, body, real().dossier, more=said)
    assert [(line.place, line.template.span.line) for line in found if line.template.span] == [
        ("partie, paragraphe 1", 1),
        ("partie, paragraphe 2", 2),
        ("partie, note 1", 3),
        ("partie, note 1", 4),
        ("partie, note 2", 5),
    ]
    assert found[-1].stretches[1].path == ("dossier", "exercices")


def test_a_cross_reference_is_numbering(word: Workshop) -> None:
    target = p("Objet", "Article").replace("<w:r>", bookmark("objet") + "<w:r>", 1)
    body = target + p("Selon l'article ").replace("</w:p>", ref("objet") + "</w:p>")
    *_, line = stretches(word, body, real().dossier)
    assert [(s.text, s.numbering) for s in line.stretches if s.numbering] == [
        ("1", True),
        ("er", True),
    ]


def test_a_figure_typed_beside_a_field_is_the_templates(word: Workshop) -> None:
    body = p("le 12 avril {{ exercice }} et {{ convention.subvention.montant|nombre }} €")
    (line,) = stretches(word, body, real().dossier)
    day, amount = Tracer(real(), names_of(real().dossier)).trace(line)
    assert (day.words, day.origin) == ("12 avril 2024", Origin.TEMPLATE)
    assert (amount.origin, dotted(amount.source.path)) == (
        Origin.DATA,
        "convention.subvention.montant",
    )


def test_emphasis_and_markup_do_not_hide_an_origin(word: Workshop) -> None:
    rich = next(f for f in facts() if f.leaf.rich)
    (line,) = stretches(word, p(f"{{{{ {rich.name} }}}}"), real().dossier)
    assert "*" not in line.text
    assert line.stretches[0].path == rich.leaf.path


def test_a_draft_traces_its_blanks(word: Workshop) -> None:
    (line,) = stretches(word, p("Fait le {{ convention.signature.date }}"), real().dossier)
    assert line.stretches[1].path == ("convention", "signature", "date")


def test_nothing_is_traced_twice_for_being_rendered_first(word: Workshop) -> None:
    """Compiled parts are kept: the one that traces is not the one that prints."""
    file = word.file(p("{{ montant|euros }}"))
    word.file("", "charte")
    printed = word.fill(file, {"montant": Decimal(5)})
    found = lines(real().dossier, word.folder, {"essai": ()}, draft=False)
    assert found == {"essai": []}
    assert "".join(t.text or "" for t in printed.body.iter(w("t"))) == "5\u00a0€"
