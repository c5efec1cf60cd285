"""Measures with a unit, « 2.5cm », as some programs write them (ISO 29500-1, 22.9.2.15)."""

from __future__ import annotations

import re

from lxml import etree

#: What units come to.
POINTS = {"pt": 1.0, "pc": 12.0, "pi": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54}
#: A share of the width, which Word counts in fiftieths of a percent.
POINTS["%"] = 50 / 20
_MEASURE = re.compile(r"(-?\d{1,6}(?:\.\d{1,9})?)(pt|pc|pi|in|cm|mm|%)", re.ASCII)
_ANY = rb'="-?[\d.]+(?:p[tci]|in|[cm]m|%)"'
#: Of letters, in half points; of anything else, in twentieths of a point.
_LETTERS = ("sz", "szCs", "position", "kern")
_OTHERS = (
    "pgSz", "pgMar", "cols", "col", "spacing", "ind", "tab", "defaultTabStop", "trHeight", "tblW",
    "tblInd", "tblCellSpacing", "tcW", "wBefore", "wAfter", "gridCol", "top", "left", "start",
    "bottom", "right", "end",
)  # fmt: skip
_PARTS = {f"{{*}}{name}": 2 for name in _LETTERS} | {f"{{*}}{name}": 20 for name in _OTHERS}


def in_word_s_units(root: etree._Element, data: bytes | str) -> None:
    """Write the measures of a piece, whose XML is ``data``, as Word does: a number alone."""
    if re.search(_ANY, data.encode() if isinstance(data, str) else data) is None:
        return
    for name, parts in _PARTS.items():
        for element in root.iter(name):
            for attribute, said in element.attrib.items():
                found = _MEASURE.fullmatch(str(said))
                # Those of WordprocessingML have a namespace, those of drawings have none.
                namespace, _, own = str(attribute).rpartition("}")
                if not found or not namespace or (found[2] == "%" and own != "w"):
                    continue
                element.set(attribute, str(round(float(found[1]) * POINTS[found[2]] * parts)))
                if found[2] == "%":
                    element.set(f"{namespace}}}type", "pct")
