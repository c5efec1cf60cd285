"""The picture: well-formed, said in words, told without colours, the same bytes."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pmtdocs.dossier.load import Loaded, load
from pmtdocs.years.chart import Chart, Series, chart_of
from pmtdocs.years.svg import draw

_SVG = "{http://www.w3.org/2000/svg}"
_AMOUNT = st.none() | st.decimals(0, 10_000_000, places=2)


def _chart(*loadeds: Loaded) -> Chart:
    chart = chart_of([loaded.dossier for loaded in loadeds])
    assert chart is not None
    return chart


def _texts(root: etree._Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{_SVG}text")]


def test_every_figure_is_in_words_and_on_the_picture(
    dossier_2020: Loaded, dossier_2024: Loaded
) -> None:
    root = etree.fromstring(draw(_chart(dossier_2020, dossier_2024)).encode())
    assert root.get("role") == "img"
    title, said = root.find(f"{_SVG}title"), root.find(f"{_SVG}desc")
    assert title is not None
    assert said is not None
    assert root.get("aria-labelledby") == title.get("id")
    assert root.get("aria-describedby") == said.get("id")
    words, drawn = said.text or "", _texts(root)
    for amount in (
        "994 312", "490 000", "101 514", "285 430", "45 000", "3 000", "5 000", "554 368",
        "200 000", "225 000", "20 000",
    ):  # fmt: skip
        written = f"{amount.replace(' ', chr(0x202F))}\u00a0€"
        assert written in words
        assert any(text.startswith(written) for text in drawn)
    assert "994\u202f312\u00a0€ HT" in drawn
    assert "490\u202f000\u00a0€ TTC" in drawn


def test_no_series_is_told_by_its_colour_alone() -> None:
    series = tuple(Series(f"Financeur {i}", (Decimal(100),)) for i in range(20))
    picture = draw(Chart("Recettes", ("2024",), ("TTC",), series))
    letters = re.findall(r">([A-Z]) Financeur", picture)
    assert len(set(letters)) == 20
    looks = set(re.findall(r'fill="(#[0-9a-f]{6})" stroke="#1b1b1b"', picture))
    assert len(looks) == 8
    assert picture.count("<pattern ") >= 17


@given(st.lists(st.tuples(_AMOUNT, _AMOUNT), max_size=12))
def test_bars_stay_inside_the_picture(amounts: list[tuple[Decimal | None, Decimal | None]]) -> None:
    series = tuple(Series(f"N <{i}> & Cie", pair) for i, pair in enumerate(amounts))
    chart = Chart("Recettes", ("2020", "2024"), ("HT", "TTC"), series)
    picture = draw(chart)
    assert picture == draw(chart)
    root = etree.fromstring(picture.encode())
    height = Decimal(root.get("height") or 0)
    for box in root.iter(f"{_SVG}rect"):
        y, tall = Decimal(box.get("y") or 0), Decimal(box.get("height") or 0)
        assert y >= 0
        assert tall >= 0
        assert y + tall <= height


def test_no_picture_without_a_budget(dossier_2024: Loaded) -> None:
    bare = dossier_2024.dossier.model_copy(update={"budget": None})
    assert chart_of([bare, bare]) is None
    assert len(chart_of([bare, dossier_2024.dossier]).bars) == 1  # type: ignore[union-attr]


def test_receipts_still_to_be_filled_in_make_no_bar(project: Path, dossier_2024: Loaded) -> None:
    """« 0 €, dont . » would be a false total; next year's dossier begins so."""
    for name, old, new in (
        (
            "budget",
            "libelle: Prestations, montant: 225 000",
            "libelle: Prestations, montant: à compléter",
        ),
        ("dossier", "etat: voté", "etat: instruction"),
    ):
        file = project / f"data/2024/{name}.yaml"
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    coming = load(project / "data", "2024")
    chart = _chart(dossier_2024, coming)
    assert len(chart.bars) == 1
    assert chart.sentences[-1].endswith("des recettes sont à compléter.")
    assert "dont ." not in " ".join(chart.sentences)
    assert chart_of([coming.dossier]) is None
