"""Filters: said to people, and fit for what they say."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from pmtdocs.dossier.model.base import Sort
from pmtdocs.dossier.model.words import RichText
from pmtdocs.dossier.views.filters import FILTERS, Filter, fitting

_VALUES: dict[Sort, object] = {
    Sort.TEXT: "ville",
    Sort.NAME: "Commission permanente",
    Sort.RICH: RichText("**ville**"),
    Sort.AMOUNT: Decimal("12000.50"),
    Sort.RATE: Decimal("9.18"),
    Sort.NUMBER: 12,
    Sort.YEAR: 2001,
    Sort.DATE: dt.date(2001, 2, 1),
    Sort.HOUR: dt.time(18, 30),
}


@pytest.mark.parametrize("one", FILTERS.values(), ids=list(FILTERS))
def test_what_people_read_of_a_filter(one: Filter) -> None:
    assert one.doc.endswith(".")
    assert one.example
    assert one.example != str(one.sample)


@pytest.mark.parametrize("one", FILTERS.values(), ids=list(FILTERS))
def test_a_filter_fits_the_sorts_that_it_names(one: Filter) -> None:
    assert one.sorts
    for sort in one.sorts:
        value = one.write(_VALUES[sort]) if sort is not Sort.DATE or one.name != "capitale" else "x"
        assert isinstance(value, str)
        assert value or one.name == "nt"


def test_what_is_offered_for_a_sort() -> None:
    assert fitting(Sort.AMOUNT) == ("euros", "euros_en_lettres", "nombre", "en_lettres")
    assert "euros" not in fitting(Sort.NUMBER)
    assert fitting(Sort.GROUP) == fitting(Sort.LIST) == fitting(Sort.YES_NO) == ()
