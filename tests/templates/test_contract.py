"""The check knows what rendering accepts: what it lets through can be printed."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtdocs.dossier.views.contract import contract, walk
from pmtdocs.dossier.views.filters import FILTERS
from pmtdocs.finding import Severity
from pmtdocs.render.fill.compiled import load_part
from pmtdocs.render.fill.template import render_part
from pmtdocs.templates.inspection import inspect
from pmtdocs.word.package import TemplateError
from tests.support.sentinels import Sentinels
from tests.support.word_files import Workshop, p

PATHS = [name for name, _ in walk(contract())]
CONSTANTS = ("10", "'a'", "true", "loop.last", "x")


@st.composite
def tags(draw: st.DrawFn) -> str:
    """Tags around one field, reached through the loops that it needs, as people may write them."""
    path = draw(st.sampled_from(PATHS))
    *lists, last = path.split("[]")
    before, after, name, letters = "", "", "", count(1)
    for over in lists:
        variable = f"v{next(letters)}"
        before += f"{{% for {variable} in {name}{over} %}}"
        after = "{% endfor %}" + after
        name = variable
    field = f"{name}{last}"
    filter = draw(st.sampled_from(["", *(f" | {f}" for f in FILTERS)]))
    operator = draw(st.sampled_from(["==", "!=", "&gt;", "&lt;="]))
    constant = draw(st.sampled_from(CONSTANTS))
    use = draw(
        st.sampled_from(
            [
                f"{{{{ {field}{filter} }}}}",
                f"{{% if {field} {operator} {constant} %}}a{{% endif %}}",
                f"{{% if not {field} %}}a{{% else %}}b{{% endif %}}",
                f"{{% for x in {field} %}}{{{{ x{filter} }}}}{{% endfor %}}",
                f"{{{{ {field}.nom }}}}",
            ]
        )
    )
    return f"{before}{use}{after}"


@given(st.lists(tags(), min_size=1, max_size=3))
@settings(max_examples=150)
def test_what_has_no_fault_can_be_printed(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    """Every field has a value here: only the template can be at fault."""
    file = Workshop(tmp_path_factory.mktemp("modele")).file("".join(p(f"a {t}") for t in texts))
    errors = [f for f in inspect(file) if f.kind.severity is Severity.ERROR]
    refused = ""
    try:
        render_part(load_part(file), Sentinels().context())
    except TemplateError as error:
        refused = error.message
    assert errors or not refused
