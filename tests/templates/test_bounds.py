"""Templates that no person types: said at their place, by the check and by the render alike."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtdocs.dossier.load import Loaded, load
from pmtdocs.finding import ExitCode, PmtdocsError, Severity
from pmtdocs.render.fill.compiled import load_part
from pmtdocs.rules import TEXT_RULES, engine
from pmtdocs.system import limits
from pmtdocs.templates.bounds import bounds
from pmtdocs.templates.contract import conditions
from pmtdocs.templates.inspection import inspect
from pmtdocs.templates.page import faults
from pmtdocs.templates.reading import read
from pmtdocs.templates.words import Wording, Wordings, read_wording
from pmtdocs.word.package import TemplateError
from pmtdocs.word.paragraph import Paragraph
from pmtdocs.word.tags import Scope, letters
from tests.conftest import ROOT
from tests.support.command import run
from tests.support.growth import ratio
from tests.support.word_files import NUMBERING, STYLES, Workshop, p, page_template, row, table

_FIELD, _LIST = "convention.intitule", "convention.parties"
#: What a template says, the code of its fault, and a word of the message.
HUGE = {
    "not": (f"{{% if {'not ' * 3000}{_FIELD} %}}x{{% endif %}}", "longueur d'une balise"),
    "and": (f"{{% if {' and '.join([_FIELD] * 800)} %}}x{{% endif %}}", "longueur d'une balise"),
    "parentheses": (f"{{{{ {'(' * 3000}{_FIELD}{')' * 3000} }}}}", "longueur d'une balise"),
    "parentheses, short": (f"{{{{ {'(' * 60}x{')' * 60} }}}}", "mots et de signes"),
    "brackets": (f"{{{{ {'[' * 190}{']' * 190} }}}}", "mots et de signes"),
    "attributes": (f"{{{{ convention{'.a' * 3000} }}}}", "longueur d'une balise"),
    "attributes, short": (f"{{{{ convention{'.a' * 60} }}}}", "mots et de signes"),
    "filters": (f"{{{{ {_FIELD}{'|date' * 70} }}}}", "mots et de signes"),
    "digits": (f"{{% if vote.pour == {'9' * 5000} %}}x{{% endif %}}", "longueur d'une balise"),
    "loops": ("".join(f"{{% for a{i} in {_LIST} %}}" for i in range(25)) + "x"
              + "{% endfor %}" * 25, "imbrication"),
    "conditions": (f"{{% if {_FIELD} %}}" * 150 + "x" + "{% endif %}" * 150, "imbrication"),
    "opened": ("{{ " * 60_000, "nombre de balises"),
    "closed": ("}} %} " * 30_000, "nombre de balises"),
    "mixed": ("{% {{ {# " * 20_000, "nombre de balises"),
    "glued": ("{" * 20_000, "nombre de balises"),
    "a note": (f"a {{# {'x ' * 3000} #}}", "longueur d'une note"),
    "a word": ("x" * 300_000, "longueur d'un mot"),
    "words that no space parts": ("abcde\u00a0fg\u202fhi\u2011j\u2060" * 90, "longueur d'un mot"),
}  # fmt: skip


@pytest.fixture
def word(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


@pytest.mark.parametrize("what", HUGE)
def test_what_is_huge_is_said_once_and_alone(word: Workshop, what: str) -> None:
    """And at the paragraph, by a render that nobody checked too."""
    text, said = HUGE[what]
    file = word.file(p("a") + p(escape(text)) + p("b"))
    (found,) = inspect(file)
    assert (found.code, found.label) == ("MDL191", "partie, paragraphe 2")
    assert said in found.message
    assert found.help
    assert len(found.message) < 200
    assert read_wording(file, file.stem, "")
    with pytest.raises(TemplateError, match="paragraphe 2"):
        load_part(file)


def test_an_alternative_text_has_the_same_bounds(word: Workshop) -> None:
    tag = f"{{{{ convention{'.a' * 3000} }}}}"
    image = f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{tag}"/>'
    file = word.file(f"<w:p>{image}</wp:inline></w:drawing></w:r></w:p>")
    assert [fault.code for fault in inspect(file)] == ["MDL191"]


@pytest.mark.parametrize("number", ["1e999999999", "1e400", "9" * 20, "1e16"])
def test_a_number_that_no_amount_reaches(word: Workshop, number: str) -> None:
    file = word.file(p(f"{{% if vote.pour == {number} %}}x{{% endif %}}"))
    found = [fault for fault in inspect(file) if fault.kind.severity is Severity.ERROR]
    assert [fault.code for fault in found] == ["MDL111"]
    assert "quinze chiffres" in found[0].help
    with pytest.raises(TemplateError, match="trop grand"):
        load_part(file)


def test_what_stays_within_the_bounds_is_read(word: Workshop) -> None:
    """As deep, as long and as many as they allow."""
    deep = limits.TAG_NESTING.most
    nested = "".join(f"{{% for a{i} in {_LIST} %}}" for i in range(deep))
    long = f"{{% if {' and '.join(['vote.pour'] * 25)} %}}x{{% endif %}}"
    negated = f"{{% if {'not ' * 90}{_FIELD} %}}x{{% endif %}}"
    inside = f"{{{{ {'(' * 48}{_FIELD}{')' * 48} }}}}"
    body = (
        p(f"{nested}x{'{% endfor %}' * deep}") * 3 + p(long + negated) + p(inside) + p("x" * 1000)
    )
    file = word.file(body)
    assert not list(bounds(read(file)))  # type: ignore[arg-type]
    assert not [f for f in inspect(file) if f.kind.severity is Severity.ERROR]
    load_part(file)


@pytest.mark.parametrize(
    "condition",
    [
        f"beneficiaire{'.a' * 330}",
        f"{'not ' * 99}beneficiaire",
        "(" * 250 + "beneficiaire" + ")" * 250,
        " and ".join(["beneficiaire"] * 5000),
        f"beneficiaire == {'9' * 5000}",
        f"{'-' * 90_000}1",
    ],
)
def test_the_condition_of_a_clause_has_the_bounds_of_a_tag(condition: str) -> None:
    with pytest.raises(conditions.ConditionError, match=r"se lit pas|dépasse") as raised:
        conditions.names(condition)
    assert len(str(raised.value)) < 300


def test_a_clause_at_fault_is_a_finding(project: Path) -> None:
    table = project / "templates/gbm/clauses.yaml"
    text = table.read_text(encoding="utf-8")
    before = "convention.subvention.montant > loi.convention_seuil"
    assert before in text
    table.write_text(text.replace(before, f"beneficiaire{'.a' * 330}"), encoding="utf-8")
    for command in (("check", "2024"), ("render", "2024"), ("templates", "check")):
        result = run(*command)
        assert result.exit_code == ExitCode.TEMPLATE
        assert "dépasse" in result.output


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<div>" * 500 + "x", "MDL191"),
        ("<div></p></p>" * 500, "MDL191"),
        ("<p>{% if draft %}" * 30 + "{% endif %}" * 30, "MDL191"),
        ("x" * 2000, "MDL191"),
        ("{{ " * 50_000, "MDL191"),
        (f"{{{{ {'(' * 60}title{')' * 60} }}}}", "MDL191"),
        ("{{ title", "MDL105"),
        ("{% if draft %}", "MDL105"),
        (f"{{% if draft == {'9' * 350} %}}{{% endif %}}", "MDL111"),
        ("{{ bdy }}", "MDL114"),
        ("{{ title | safe }}", "MDL111"),
    ],
)
def test_the_page_has_them_too(page: str, code: str) -> None:
    source = page_template().read_text(encoding="utf-8")
    found = faults("page.html.j2", source.replace("</main>", f"{page}</main>"))
    assert {fault.code for fault in found} == {code}


@pytest.mark.parametrize(
    "style", ["a{" * 300, f"p{{width:calc({'(' * 300}1)}}", "p(}" * 300, '[")]"' * 300]
)
def test_the_style_of_a_page_has_the_depth_of_the_page(style: str) -> None:
    """The check passed them, and the layout ended in a RecursionError."""
    source = page_template().read_text(encoding="utf-8")
    (found,) = faults("page.html.j2", source.replace("</style>", f"{style}</style>", 1))
    assert (found.code, "ouvre 30" in found.message) == ("MDL191", True)


def test_a_page_may_leave_paragraphs_and_items_open() -> None:
    source = page_template().read_text(encoding="utf-8")
    open_ = "<p>a" * 100 + "<ul>" + "<li>a" * 100 + "</ul>"
    assert faults("page.html.j2", source.replace("</main>", f"{open_}</main>")) == ()


_PIECES = st.sampled_from(
    ["{{ ", " }}", "{% ", " %}", "{# ", " #}", "{", "}", "{%p ", "{%tr ", "if ", "for ", " in ",
     "endif", "endfor", "else", "{% if vote.pour > 1 %}", "{% endif %}", "{% endfor %}",
     "{% for p in convention.parties %}", "{{ convention.intitule }}", "vote.pour", "(", ")",
     "not ", "|euros", "«", "»", "\u00a0", "'", "1e9", "==", "set ", "raw", "\u200b", "<", "&"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_PIECES, max_size=40), min_size=1, max_size=4))
def test_whatever_is_typed_is_judged_and_what_passes_is_compiled(
    tmp_path_factory: pytest.TempPathFactory, texts: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("soupe")
    file = Workshop(folder).file("".join(p(escape("".join(text))) for text in texts))
    clean = not [f for f in inspect(file) if f.kind.severity is Severity.ERROR]
    try:
        load_part(file)
    except PmtdocsError:
        assert not clean


# --- growth ----------------------------------------------------------------------------------


def test_reading_a_tag_takes_time_in_proportion() -> None:
    assert ratio(lambda n: letters("{{ « " + "\u00a0a" * n + " }}"), 2000) < 2.5


def test_names_do_not_grow_with_loops_that_never_close() -> None:
    scope = Scope()
    names = [scope.read("{% for a in a %}")[0] for _ in range(500)]
    assert max(map(len, names)) < 100


@pytest.mark.parametrize("piece", ["}} x ", "{{ x ", "{{ x }} ", "{%p if x %} "])
def test_judging_a_template_takes_time_in_proportion(word: Workshop, piece: str) -> None:
    files = {n: word.file(p(piece * n), f"f{n}") for n in (1, 400, 800)}
    assert ratio(lambda n: inspect(files[n]), 400) < 3


def test_a_word_of_the_data_has_the_bound_of_those_of_a_template(project: Path) -> None:
    """Its digits are read as one number, its letters laid out on one line."""
    for word in ("9" * 5000, "x" * 300_000):
        file = project / "data/2024/convention.yaml"
        text = file.read_text(encoding="utf-8")
        file.write_text(f"{text}intitule2: {word}\n", encoding="utf-8")
        result = run("check", "2024")
        assert result.exit_code == ExitCode.LIMIT
        assert "sans espace" in result.output
        file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    ["Anne Vignot ", "article 3, ", "l'objet défini à l'article 3 ", "45 000 € ", "pour 26 "],
)
def test_the_rules_of_texts_take_time_in_proportion(loaded_2024: Loaded, words: str) -> None:
    def judge(size: int) -> None:
        paragraph = Paragraph("convention", 1, words * size, article=1, rank=1)
        heading = Paragraph("convention", 2, "Article 1", article=1, is_heading=True)
        wording = Wording("convention", "convention.docx", (paragraph, heading))
        texts = Wordings({"convention": wording})
        list(engine.run(loaded_2024.known, (), loaded_2024.locate, TEXT_RULES, texts))

    assert ratio(judge, 300) < 3


def test_the_places_of_many_paragraphs_take_time_in_proportion(loaded_2024: Loaded) -> None:
    def judge(size: int) -> None:
        paragraphs = tuple(
            Paragraph("convention", n, "Il a 45 000 € en 2024.", article=1, rank=n)
            for n in range(1, size + 1)
        )
        texts = Wordings({"convention": Wording("convention", "convention.docx", paragraphs)})
        found = engine.run(loaded_2024.known, (), loaded_2024.locate, TEXT_RULES, texts)
        for finding in found:
            if span := finding.primary.span:
                texts.line(span.file, span.line)

    assert ratio(judge, 100) < 3


@pytest.mark.parametrize(
    "text", ["articles 1 à 999999", f"article {'9' * 900}", f"annexes 1 à {'9' * 900}"]
)
def test_a_reference_to_more_than_any_act_has_is_read_to_its_end(
    loaded_2024: Loaded, text: str
) -> None:
    paragraph = Paragraph("convention", 1, f"Voir {text}.", article=1, rank=1)
    heading = Paragraph("convention", 2, "Article 1", article=1, is_heading=True)
    wording = Wording("convention", "convention.docx", (paragraph, heading))
    texts = Wordings({"convention": wording})
    found = engine.run(loaded_2024.known, (), loaded_2024.locate, TEXT_RULES, texts)
    assert [f for f in found if f.code == "CNV010"] or "9" * 900 in text


@pytest.fixture(scope="module")
def loaded_2024() -> Loaded:
    return load(ROOT / "data", "2024")


def test_the_places_of_the_cells_of_a_table_take_time_in_proportion(word: Workshop) -> None:
    files = {n: word.file(table(*[row("a", "b")] * n), f"t{n}") for n in (1, 200, 400)}
    assert ratio(lambda n: inspect(files[n]), 200) < 3


# --- measures --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<w:r><w:rPr><w:sz w:val="99999999"/></w:rPr><w:t>x</w:t></w:r>', "lettres (99999999)"),
        ('<w:r><w:rPr><w:sz w:val="-5"/></w:rPr><w:t>x</w:t></w:r>', "lettres (-5)"),
        ('<w:pPr><w:ind w:left="99999999999999999999"/></w:pPr>', "un retrait (9999999"),
        ('<w:pPr><w:sectPr><w:pgSz w:w="0" w:h="0"/></w:sectPr></w:pPr>', "la page (0)"),
        ('<w:pPr><w:sectPr><w:pgMar w:top="1e9"/></w:sectPr></w:pPr>', "une marge (1e9)"),
        ('<w:pPr><w:sectPr><w:cols w:num="99999"/></w:sectPr></w:pPr>', "de colonnes (99999)"),
        ('<w:pPr><w:sectPr><w:cols w:space="50%"/></w:sectPr></w:pPr>', "une colonne (50%)"),
        ('<w:pPr><w:numPr><w:ilvl w:val="un"/></w:numPr></w:pPr>', "d'une liste (un)"),
        ('<w:pPr><w:numPr><w:ilvl w:val="9"/></w:numPr></w:pPr>', "niveau d'une liste (9)"),
        (f'<w:pPr><w:numPr><w:numId w:val="{"9" * 13}"/></w:numPr></w:pPr>', "liste (999999999"),
        ('<w:pPr><w:tabs><w:tab w:pos="1e9"/></w:tabs></w:pPr>', "un taquet (1e9)"),
        ('<w:pPr><w:pBdr><w:top w:val="single" w:sz="1e9"/></w:pBdr></w:pPr>', "bordure (1e9)"),
        (
            '<w:pPr><w:sectPr><w:footnotePr><w:numStart w:val="99999999999"/></w:footnotePr>'
            "</w:sectPr></w:pPr>", "d'une note (99999999999)",
        ),
        (
            '<w:r><w:drawing><wp:inline><wp:extent cx="1e9" cy="9"/><a:blip r:embed="rId9"/>'
            "</wp:inline></w:drawing></w:r>", "la taille d'une image",
        ),
    ],
)  # fmt: skip
def test_a_measure_that_word_does_not_have_is_said_at_its_paragraph(
    word: Workshop, body: str, said: str
) -> None:
    """The check passed them; the render refused them without a place, or never ended."""
    file = word.file(p("a") + f"<w:p>{body}<w:r><w:t>b</w:t></w:r></w:p>" + p("c"))
    (found,) = inspect(file)
    assert (found.code, found.label) == ("MDL191", "partie, paragraphe 2")
    assert said in found.message
    with pytest.raises(TemplateError, match="paragraphe 2"):
        load_part(file)


_LISTED = p("a", extra='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            {"styles": STYLES.replace("<w:keepNext/>", '<w:ind w:left="1e9"/>')},
            "dans le style « Article » : un retrait (1e9)",
        ),
        (
            {"numbering": NUMBERING.replace('<w:start w:val="1"/>', '<w:start w:val="99999"/>')},
            "le début d'une liste (99999)",
        ),
        ({"numbering": NUMBERING.replace('w:numId="1"', 'w:numId="x"')}, "numéro d'une liste (x)"),
        (
            {"styles": STYLES.replace('<w:ilvl w:val="1"/>', '<w:ilvl w:val="99"/>')},
            "dans le style « Alinéa » : le niveau d'une liste (99)",
        ),
        ({"numbering": NUMBERING.replace('w:ilvl="1"', 'w:ilvl="9"')}, "niveau d'une liste (9)"),
        (
            {"numbering": NUMBERING.replace('Id w:val="0"', 'Id w:val="9999999999"')},
            "numéro d'une liste (9999999999)",
        ),
    ],
)
def test_nor_is_one_of_a_style_or_a_list(
    word: Workshop, options: dict[str, str], said: str
) -> None:
    file = word.file(_LISTED, **options)  # type: ignore[arg-type]
    (found,) = inspect(file)
    assert (found.code, said in found.message) == ("MDL191", True)
    with pytest.raises(TemplateError, match=r"^partie.docx : Word n'a pas"):
        load_part(file)


def test_an_outline_level_that_is_none_is_body_text(word: Workshop) -> None:
    """It was read before any place was known: « Le fichier Word est rompu »."""
    body = p("a", extra='<w:outlineLvl w:val="1e9"/>')
    assert inspect(word.file(body)) == ()
    assert "<h" not in word.html(body)


def test_a_cell_over_more_columns_than_word_has_is_said(word: Workshop) -> None:
    cells = row("a", "b").replace("<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="999"/></w:tcPr>', 1)
    (found,) = inspect(word.file(table(cells)))
    assert (found.code, "(999)" in found.message) == ("MDL191", True)


# --- depth -----------------------------------------------------------------------------------


def _in_tables(deep: int) -> str:
    body = p("au fond")
    for _ in range(deep):
        body = table(f"<w:tr><w:tc>{body}</w:tc></w:tr>") + p("")
    return body


def test_tables_in_tables_are_as_many_as_are_laid_out(word: Workshop) -> None:
    """Those of sixty passed the check, and the walk ended in a RecursionError."""
    most = limits.TABLE_NESTING.most
    (found,) = inspect(word.file(_in_tables(most + 1)))
    assert (found.code, "est de 21, au plus 20" in found.message) == ("MDL191", True)
    with pytest.raises(TemplateError, match="est de 21, au plus 20"):
        load_part(word.file(_in_tables(most + 1)))
    allowed = word.file(_in_tables(most), "permise")
    assert "MDL191" not in [fault.code for fault in inspect(allowed)]
    assert "au fond" in word.html(_in_tables(most))


@pytest.mark.parametrize(
    "pair", [("<w:ins>", "</w:ins>"), ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>")]
)
def test_what_is_deeper_than_xml_may_be_is_said_of_its_part(
    project: Path, word: Workshop, pair: tuple[str, str]
) -> None:
    """It named a piece of a file of which the modèle has nine, and hid what the others have."""
    wrapped = f"<w:p>{pair[0] * 300}<w:r><w:t>a</w:t></w:r>{pair[1] * 300}</w:p>"
    word.file(wrapped).replace(project / "templates/gbm/convention.docx")
    word.file(p("{{ convention.")).replace(project / "templates/gbm/annexe-1.docx")
    for command in (("templates", "check"), ("check", "2024"), ("render", "2024", "--draft")):
        result = run(*command)
        assert result.exit_code == ExitCode.LIMIT, result.output
        assert "MDL193" in result.output
        assert "convention.docx : word/document.xml : l'imbrication du XML" in result.output
        assert "MDL101" in result.output


def test_loops_that_would_fill_a_document_are_named(project: Path, word: Workshop) -> None:
    """It blamed how deep the XML was nested."""
    loops = "".join(f"{{% for a{i} in budget.depenses.lignes %}}" for i in range(9))
    body = p("a") + p(f"{loops}beaucoup de mots{'{% endfor %}' * 9}")
    word.file(body).replace(project / "templates/gbm/convention.docx")
    result = run("render", "2024", "--draft", "--only", "convention", "--format", "docx")
    assert result.exit_code == ExitCode.LIMIT
    assert "(paragraphe 2 ; ligne 2) : le document qui sortirait est trop grand" in result.output
    assert "imbrication" not in result.output
