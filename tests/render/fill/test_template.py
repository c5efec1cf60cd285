"""One Word part: fields filled in, the language kept small, faults said with their place."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.dossier.model import BLANK, RichText
from pmtdocs.dossier.model.blank import DOTS
from pmtdocs.dossier.source import FORBIDDEN
from pmtdocs.dossier.views.tree import Leaf, Node
from pmtdocs.render.fill.compiled import load_part
from pmtdocs.render.fill.environment import END, FILTERS, PLAIN, RICH
from pmtdocs.render.fill.template import render_part
from pmtdocs.word.package import TemplateError, parse, w
from tests.support.word_files import PIXEL, Workshop, p, r, relation, row, table, text, tree

FACTS: dict[str, object] = {
    "nom": "Pôle",
    "montant": Decimal(45000),
    "jour": dt.date(2024, 4, 1),
    "heure": dt.time(18, 0),
    "vide": None,
    "oui": True,
    "liste": ["a", "b"],
    "rien": [],
    "groupe": {"titre": "T", "rang": 2},
    "instance": "Commission",
    "plusieurs": "les Rencontres",
    "ville": "Le Mans",
    "seul": 1,
    "aval": "Aval",
    "blanc": BLANK,
}

# What a YAML file may hold, and XML too: no control character, no private-use mark.
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn"))).filter(
    lambda text: not FORBIDDEN.search(text)
)


# --- fields ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "printed"),
    [
        ("{{ nom }}", "Pôle"),
        ("{{ montant|euros }}", "45\u202f000\u00a0€"),
        ("{{ montant|nombre }}", "45\u202f000"),
        ("{{ montant|euros_en_lettres }}", "quarante-cinq mille euros"),
        ("{{ montant|en_lettres|capitale }}", "Quarante-cinq mille"),
        ("{{ groupe.rang|en_lettres }}", "deux"),
        ("{{ jour }}", "1er\u00a0avril\u00a02024"),
        ("{{ jour|date }}", "1er\u00a0avril\u00a02024"),
        ("{{ jour|date_courte }}", "01/04/2024"),
        ("{{ jour|jour_date }}", "lundi 1er\u00a0avril\u00a02024"),
        ("{{ heure|heure }}", "18\u00a0h"),
        ("{{ oui }}", "oui"),
        ("{% for x in liste %}{{ loop.index }}{{ x }}{% if not loop.last %}, {% endif %}"
         "{% endfor %}", "1a, 2b"),
        ("{% if montant == 45000 and nom != 'x' %}vrai{% else %}faux{% endif %}", "vrai"),
        ("{% if groupe.rang >= 3 or not oui %}vrai{% else %}faux{% endif %}", "faux"),
        ("{{ groupe.rang }} > {{ groupe.rang }}", "2 > 2"),
        ("{{ instance|le }}, convoqué{{ instance|e }}", "la Commission, convoquée"),
        ("{{ instance|du }} et {{ instance|au }}, {{ instance|il }}",
         "de la Commission et à la Commission, elle"),
        ("{{ plusieurs|le|capitale }} s'engage{{ plusieurs|nt }}", "Les Rencontres s'engagent"),
        ("{{ instance|le|capitale }} s'engage{{ instance|nt }}", "La Commission s'engage"),
        ("{{ ville|a }}, {{ ville|de }}", "au Mans, du Mans"),
        ("{{ nom|que }}, {{ aval|que }}", "que Pôle, qu’Aval"),
        ("{{ instance|son }}", "sa Commission"),
        ("{{ groupe.rang }} exemplaire{{ groupe.rang|s }}", "2 exemplaires"),
        ("{{ seul }} exemplaire{{ seul|s }}", "1 exemplaire"),
        ("{{ blanc|le }} convoqué{{ blanc|e }}, en exemplaire{{ blanc|s }}",
         f"{DOTS} convoqué(e), en exemplaire(s)"),
    ],
)  # fmt: skip
def test_fields_print(word: Workshop, tag: str, printed: str) -> None:
    shown = word.words(p(tag.replace(">", "&gt;")), FACTS)
    assert shown == printed


def test_every_documented_filter_is_tried() -> None:
    """A filter added without a line above would go untested."""
    assert set(FILTERS) == {
        "euros", "euros_en_lettres", "nombre", "en_lettres", "pourcent", "date", "date_courte",
        "jour_date", "heure", "capitale", "le", "du", "au", "de", "a", "que", "son", "il", "e",
        "nt", "s",
    }  # fmt: skip


def test_percent(word: Workshop) -> None:
    assert word.words(p("{{ taux|pourcent }}"), {"taux": Decimal("9.1837")}) == "9,18\u00a0%"


@given(TEXTS)
def test_any_text_prints_as_itself(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Template syntax, XML and marks of emphasis are only characters when they come from data."""
    from pmtdocs.language.french import typography

    word = Workshop(tmp_path_factory.mktemp("texte"))
    assert word.words(p("<{{ nom }}>".replace("<", "&lt;")), {"nom": text}) == (
        f"<{typography(text)}>"
    )


@pytest.mark.parametrize(
    "text", ["{{ x }}", "{_{ x }_}", "{% if %}", "a & b < c", "]]>", "&amp;", "**a**", "1^er^"]
)
def test_data_are_never_syntax(word: Workshop, text: str) -> None:
    assert word.words(p("{{ nom }}"), {"nom": text}).replace("\u00a0", " ") == text


def test_a_tag_split_over_runs(word: Workshop) -> None:
    """Word cuts runs where somebody stopped typing or the spelling checker looked."""
    bold = r("tre", "<w:b/>")
    assert word.words(f"<w:p>{r('Le {{ grou')}{r('pe.ti')}{bold}{r(' }} !')}</w:p>", FACTS) == (
        "Le T !"
    )


def test_french_spaces_inside_a_tag(word: Workshop) -> None:
    """Word's French keyboard types narrow and non-breaking spaces."""
    assert word.words(p("{{\u00a0montant\u202f|\u2009euros\u00a0}}"), FACTS) == "45\u202f000\u00a0€"


@pytest.mark.parametrize(
    "tag",
    [
        "{% if nom ==\u00a0«\u202fPôle\u202f» %}oui{% else %}non{% endif %}",
        "{% if nom == “Pôle” %}oui{% else %}non{% endif %}",
        "{%p if nom == «\u00a0Pôle\u00a0» %}|oui|{%p endif %}",
        "{%p\u00a0if nom == 'Pôle' %}|oui|{%p\u202fendif %}",
        "{%– if nom –%}oui{%– endif –%}",
        "{% if groupe…titre %}oui{% endif %}",
    ],
)
def test_word_s_typography_inside_a_tag(word: Workshop, tag: str) -> None:
    """Repaired before anything reads it, in one run or cut in many."""
    facts: dict[str, object] = {"nom": "Pôle", "groupe": {"titre": "x"}}
    assert word.words("".join(p(piece) for piece in tag.split("|")), facts).strip() == "oui"
    cut = "".join(f"<w:p>{''.join(map(r, piece))}</w:p>" for piece in tag.split("|"))
    assert word.words(cut, facts).strip() == "oui"


def test_a_tab_and_a_line_break_inside_a_tag(word: Workshop) -> None:
    """docxtpl would drop them, and glue what they part."""
    gap = "<w:r><w:tab/></w:r>"
    line = "<w:r><w:br/></w:r>"
    body = (
        f"<w:p>{r('{% if')}{gap}{r('nom %}a{% endif %}|{{')}{line}{r('nom }}')}{gap}{r('b')}</w:p>"
    )
    assert word.words(body, {"nom": "Pôle"}) == "a|Pôleb"


def test_a_comment_and_its_style_are_not_taken(word: Workshop) -> None:
    """Word calls a comment by a run of a style that no charte has."""
    body = (
        '<w:p><w:commentRangeStart w:id="1"/>'
        f'{r("a {{ nom }}")}<w:commentRangeEnd w:id="1"/><w:r><w:rPr><w:rStyle '
        'w:val="Marquedecommentaire"/></w:rPr><w:commentReference w:id="1"/></w:r></w:p>'
    )
    document = word.document(body, {"nom": "Pôle"})
    assert text(document) == "a Pôle"
    assert "omment" not in document.parts["word/document.xml"].decode()


def test_a_row_of_no_cell_goes(word: Workshop) -> None:
    cells = row("{%tc for x in liste %}", "{{ x }}", "{%tc endfor %}")
    document = word.document(table(cells) + p("fin"), {"liste": []})
    assert document.body.find(f".//{w('tr')}") is None
    assert text(document) == "fin"


@pytest.mark.parametrize(
    ("body", "facts", "said", "path"),
    [
        (p("a {{ x.siren }}"), {"x": {"siren": None}}, "n'a pas de valeur", ("x", "siren")),
        (p("a {{ x.siren.cle }}"), {"x": {"siren": None}}, "n'a pas de valeur", ("x", "siren")),
        (p("{{ liste }}"), {"liste": ["a", "b"]}, "regroupe plusieurs valeurs", ("liste",)),
        (p("{{ x }}"), {"x": {"a": "b"}}, "regroupe plusieurs valeurs", ("x",)),
        (p("{{ liste | euros }}"), {"liste": ["a"]}, "attend un champ", ("liste",)),
        (p("{{ x.a.b }}"), {"x": {"a": "b"}}, "n'a pas de champs", ("x", "a")),
        (p("{{ x | euros }}"), {"x": "deux"}, "ne convient pas à la valeur « deux »", ("x",)),
        (p("a {% for y in x %}{% endfor %}"), {"x": "deux"}, "cette boucle ne convient", ("x",)),
        (p("a {% if x &gt; 3 %}{% endif %}"), {"x": "deux"}, "cette comparaison ne", ("x",)),
    ],
)
def test_a_fault_of_the_data_knows_both_places(
    word: Workshop, body: str, facts: dict[str, object], said: str, path: tuple[str, ...]
) -> None:
    with pytest.raises(TemplateError) as caught:
        word.words(p("Objet", "Article") + p("Un") + body, facts)
    assert said in caught.value.message
    assert "(article 1, paragraphe 2 ; ligne 3)" in caught.value.message
    assert caught.value.path == path


def test_a_fault_of_a_block_is_placed_after_what_comes_before(word: Workshop) -> None:
    with pytest.raises(TemplateError) as caught:
        word.words(
            p("Un") + p("{%p for y in x %}") + p("b") + p("{%p endfor %}") + p("Fin"), {"x": "deux"}
        )
    assert "{% for y in x %}" in caught.value.message
    assert "(paragraphe 1 ; ligne 1)" in caught.value.message


def test_line_breaks_of_the_data(word: Workshop) -> None:
    assert word.words(p("{{ nom }}"), {"nom": "un\ndeux"}) == "un\ndeux"
    assert word.words(p("{{ nom }}"), {"nom": RichText("un\n*deux*")}) == "un\ndeux"


def test_a_field_in_the_header_and_in_an_attribute(word: Workshop) -> None:
    headers = {"header-default": p("{{ nom }}")}
    body = (
        f'<w:p><w:hyperlink w:anchor="x" w:tooltip="De {{{{ nom }}}}">{r("x")}</w:hyperlink></w:p>'
    )
    document = word.document(body, FACTS, headers=headers)
    assert [str(m.xpath("string()")) for m in document.margins.values()] == ["Pôle", ""]
    (link,) = document.body.iter(w("hyperlink"))
    assert link.get(w("tooltip")) == "De Pôle"


def test_a_comment_of_xml_is_no_text(word: Workshop) -> None:
    """What was in it was run, which no check had read; in a tag, it made two of it."""
    body = p("a {{ no<!-- {{ absent }} -->m }}").replace("<w:r>", "<?pi {{ absent }} ?><w:r>")
    assert word.words(body, FACTS) == "a Pôle"


def test_quotes_of_word_in_an_alternative_text_are_those_of_a_tag(word: Workshop) -> None:
    about = "{% if nom == «\u00a0Pôle\u00a0» %}oui{% else %}non{% endif %}"
    image = (
        '<w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/>'
        f'<wp:docPr id="1" name="a" descr="{about}"/><a:blip r:embed="rId9"/></wp:inline>'
        "</w:drawing></w:r>"
    )
    options = {"relations": relation("image", "media/a.png"), "more": {"word/media/a.png": PIXEL}}
    assert 'alt="oui"' in word.html(f"<w:p>{image}</w:p>", FACTS, **options)


def test_no_mark_is_left(word: Workshop) -> None:
    body = p("{{ nom }}{{ riche }}") + table(row("{{ nom }}", "{{ nom }}"))
    document = word.document(body, {**FACTS, "riche": RichText("**a** b")})
    assert not set(document.parts["word/document.xml"].decode()) & {PLAIN, RICH, END}


# --- rows and paragraphs repeated --------------------------------------------------------------


def test_paragraphs_and_rows_repeat(word: Workshop) -> None:
    body = p("{%p for x in liste %}") + p("- {{ x }}") + p("{%p endfor %}")
    assert word.words(body, FACTS) == "- a\n- b"
    rows = [row("{%tr for x in liste %}", ""), row("{{ x }}", "x"), row("{%tr endfor %}", "")]
    assert word.words(table(*rows), FACTS) == "a\nx\nb\nx"


def test_a_table_without_row_and_a_cell_without_paragraph_stay_valid(word: Workshop) -> None:
    """Word refuses to open a file that holds either."""
    rows = [row("{%tr for x in rien %}", ""), row("{{ x }}", "x"), row("{%tr endfor %}", "")]
    empty_cell = f"<w:tc>{p('{%p if not oui %}')}{p('non')}{p('{%p endif %}')}</w:tc>"
    document = word.document(table(*rows) + p("fin") + table(row(empty_cell, "b")), FACTS)
    assert all(t.find(w("tr")) is not None for t in document.body.iter(w("tbl")))
    assert all(c[-1].tag == w("p") for c in document.body.iter(w("tc")))
    assert len(list(document.body.iter(w("tc")))) == 2


# --- what is refused, and how it is said -------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{{ nom.upper() }}", "pas permise"),
        ("{{ [1] }}", "pas permise"),
        ("{% set x = 1 %}", "pas permise"),
        ("{% macro m() %}{% endmacro %}", "pas permise"),
        ("{% include 'x' %}", "pas permise"),
        ("{% import 'x' as y %}", "pas permise"),
        ("{% filter euros %}1{% endfilter %}", "pas permise"),
        ("{{ montant + 1 }}", "pas permise"),
        ("{{ -montant }}", "pas permise"),
        ("{{ nom ~ nom }}", "pas permise"),
        ("{{ liste[0] }}", "pas permise"),
        ("{{ liste.0 }}", "pas permise"),
        ("{{ nom if oui else nom }}", "pas permise"),
        ("{% if nom is defined %}{% endif %}", "pas permise"),
        ("{% for x in liste recursive %}{{ loop(x) }}{% endfor %}", "pas permise"),
        ("{{ nom.__class__ }}", "n'a pas de champs"),
        ("{{ nom.value }}", "n'a pas de champs"),
        ("{{ liste.count }}", "n'a pas de champs"),
        ("{{ groupe.items }}", "le champ « items » n'existe pas ici"),
        ("{{ groupe._fields }}", "« _fields » n'existe pas"),
        ("{% for x in liste %}{{ loop.__class__ }}{% endfor %}", "n'a pas de champs"),
        ("{{ self }}", "ne s'imprime pas"),
        ("{% for x in liste %}{{ loop }}{% endfor %}", "ne s'imprime pas"),
        ("{{ nom == 'x' }}", "ne s'imprime pas"),
        ("{{ cycler }}", "« cycler » n'existe pas"),
        ("{{ nom|upper }}", "le filtre « upper » n'existe pas"),
        ("{{ montant|euro }}", "vouliez-vous dire « euros » ?"),
        ("{{ montant|euros(2) }}", "ne prend pas d'argument"),
        ("{{ nom|euros }}", "ne convient pas à la valeur « Pôle » (nom)"),
        ("{{ jour|heure }}", "ne convient pas"),
        ("{{ groupe|euros }}", "le filtre « euros » attend un champ"),
        ("{{ groupe|date }}", "le filtre « date » attend un champ"),
        ("{{ inconnu|euros }}", "le champ « inconnu » n'existe pas"),
        ("{{ groupe }}", "regroupe plusieurs valeurs"),
        ("{{ liste }}", "regroupe plusieurs valeurs"),
        ("{{ vide }}", "n'a pas de valeur dans les données (vide)"),
        ("{{ montnat }}", "le champ « montnat » n'existe pas ; vouliez-vous dire « montant » ?"),
        ("{{ zzz }}", "le champ « zzz » n'existe pas."),
        ("{{ zzz.nom }}", "le champ « zzz » n'existe pas"),
        ("{% if zzz %}{% endif %}", "le champ « zzz » n'existe pas"),
        ("{% for x in zzz %}{% endfor %}", "le champ « zzz » n'existe pas"),
        ("{% if zzz == 1 %}{% endif %}", "le champ « zzz » n'existe pas"),
        ("{{ groupe.titer }}", "« titer » n'existe pas ici ; vouliez-vous dire « titre » ?"),
        ("{% for x in nom %}{{ x }}{% endfor %}", "ne convient pas"),
        ("{% if 'a' in nom %}{% endif %}", "ne convient pas"),
        ("{% if groupe.rang > 'a' %}{% endif %}", "ne convient pas"),
        ("{% if oui %}x", "n'est jamais refermé"),
        ("{% endif %}", "ne referme rien"),
        ("{{ «nom» }}", "la balise n'est pas bien écrite"),
    ],
)
def test_refused_in_french_with_the_paragraph(word: Workshop, tag: str, said: str) -> None:
    tag = tag.replace(">", "&gt;")
    with pytest.raises(TemplateError) as caught:
        word.words(p("Avant.") + p(f"Ici {tag}") + p("Après."), FACTS)
    error = caught.value
    assert said in error.message
    assert error.message.startswith(("partie.docx, paragraphe « Ici", "partie.docx, paragraphe 2"))
    assert "Avant" not in error.message
    assert error.exit_code == 4
    assert error.help


def test_a_field_without_value_names_its_data_path(word: Workshop) -> None:
    with pytest.raises(TemplateError, match=r"\(convention\.parties\.0\.siren\)"):
        word.words(
            p("{% for x in convention.parties %}{{ x.siren }}{% endfor %}"),
            {"convention": {"parties": [{"siren": None}]}},
        )


def test_a_subject_that_the_dossier_lacks_is_not_there(word: Workshop) -> None:
    """A header may ask for the programme's name, and do without."""
    tags = "{% if programme.nom %}{{ programme.nom }} {% endif %}{% if vote %}x{% endif %}{{ nom }}"
    assert word.words(p(tags), {**FACTS, "programme": None, "vote": None}) == "Pôle"


def test_what_a_dossier_lacks_is_not_there_at_any_depth(word: Workshop) -> None:
    """Who asks first does without, whatever is asked of it; what prints it is a fault."""
    facts = {**FACTS, "groupe": {"rien": None}}
    asked = "{% if groupe.rien.cle.encore %}x{% elif groupe.rien.cle == 'x' %}y{% endif %}{{ nom }}"
    assert word.words(p(asked), facts) == "Pôle"
    with pytest.raises(TemplateError, match="n'a pas de valeur"):
        word.words(p("{{ groupe.rien.cle.encore }}"), facts)


def test_a_draft_leaves_a_blank_where_there_is_no_value(word: Workshop) -> None:
    below = "{{ vide.cle }}{% for un in vide.liste %}x{% endfor %}"
    file = word.file(p("{{ vide }}|{{ vide|euros }}|{% if vide %}x{% endif %}" + below))
    context = tree(FACTS)
    assert isinstance(context, Node)
    document = word.join(render_part(load_part(file, draft=True), context))
    assert re.fullmatch(r"…+\|…+\|…+", text(document))


def test_a_fault_in_a_table_names_its_cell(word: Workshop) -> None:
    with pytest.raises(TemplateError, match=r"« Coût & délai déjà \{\{ totl \}\} »"):
        word.document(p("Coût &amp; délai d&#233;j&#224; {{ totl }}"), {"total": 1})
    with pytest.raises(TemplateError, match=r"paragraphe « Total \{\{ totl \}\} »"):
        word.words(table(row("a", "Total {{ totl }}")), FACTS)


def test_reserved_characters_in_a_template_are_refused(word: Workshop) -> None:
    with pytest.raises(TemplateError, match="Le signe E000"):
        word.words(p(f"a{PLAIN}b"))


def test_a_template_is_compiled_again_when_it_changes(word: Workshop) -> None:
    assert word.words(p("un")) == "un"
    assert word.words(p("deux")) == "deux"


def test_other_parts_of_the_template_are_not_touched(word: Workshop) -> None:
    document = word.document(p("x &amp; y &lt; z"))
    assert parse(document.parts["word/document.xml"]) is not None
    assert "x &amp; y &lt; z" in document.parts["word/document.xml"].decode()


def test_only_what_a_part_names_is_worked_out(word: Workshop) -> None:
    """A document prints a small part of a dossier: the rest costs nothing."""
    asked: list[str] = []

    def leaf(name: str) -> Leaf:
        asked.append(name)
        return Leaf(name)

    context = Node({name: partial(leaf, name) for name in ("nom", "ville", "vote")})
    render_part(load_part(word.file(p("{{ nom }} et {{ nom }}"))), context)
    assert asked == ["nom"]
