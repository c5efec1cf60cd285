"""Faulty templates, each built from a few lines, and all that must be said of them.

A fault is (code, place, words pointed at, what the message says, what it says to do).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from tests.support.pictures import drawing, pixels, placed, vml
from tests.support.word_files import (
    NUMBERING,
    PIXEL,
    SECTION,
    STYLES,
    bookmark,
    call,
    notes,
    p,
    r,
    ref,
    relation,
    row,
    table,
)

Expected = tuple[str, str, str, str, str]

_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_WHO = 'w:id="7" w:author="Claire" w:date="2024-01-02T03:04:05Z"'
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_SMART = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


class Case(NamedTuple):
    """A template: its body, what goes with it, and every fault that it has."""

    name: str
    body: str
    faults: tuple[Expected, ...]
    options: Mapping[str, Any] = {}


def runs(*pieces: str) -> str:
    """A paragraph of runs."""
    return f"<w:p>{''.join(pieces)}</w:p>"


def inserted(text: str) -> str:
    return f"<w:ins {_WHO}>{r(text)}</w:ins>"


def deleted(text: str) -> str:
    words = f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'
    return f"<w:del {_WHO}>{words}</w:del>"


def picture(descr: str = "Logo", rid: str = 'r:embed="rId9"') -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/>'
        f'<wp:docPr id="1" name="x" descr="{descr}"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"<a:blip {rid}/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def drawn(uri: str, inside: str = "") -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:graphic>'
        f'<a:graphicData uri="{uri}">{inside}</a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


def instruction(code: str) -> str:
    """A Word field."""
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "end"))
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{end}"


def relations(*rows: str) -> str:
    """The relationships of another part than the document."""
    kind = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{kind}">{"".join(rows)}</Relationships>'


_OUT = 'TargetMode="External"'
ARTICLE = p("Convention", "Titre") + p("Objet", "Article")
_IMAGE = {"relations": relation("image", "media/a.png"), "more": {"word/media/a.png": PIXEL}}
_LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
_ENDS = SECTION.replace("{refs}", "")
_FIELD = "{{ convention.intitule }}"
_IF, _ENDIF = "{%p if convention.intitule %}", "{%p endif %}"
RULED = '<w:tblBorders><w:insideH w:val="single" w:sz="4"/></w:tblBorders>'
_WHITE = '<w:color w:val="FFFFFF"/>'
_ROWS = "{%tr for l in budget.depenses.lignes %}"

CASES = (
    # --- tags and blocks
    Case("an unclosed tag", ARTICLE + p("Selon {{ convention.intitule }, on verse."),
        (("MDL101", "partie, article 1, paragraphe 1", "", "n'est pas fermée",
          "Fermez-la par }}"),)),
    Case("an unclosed tag that hides no other",
        p("Selon {{ convention.intitule } et {{ convention.intitul }}."),
        (("MDL101", "partie, paragraphe 1", "", "« {{ convention.intitule } et »", "}}"),
         ("MDL114", "partie, paragraphe 1", "{{ convention.intitul }}", "n'existe pas",
          "« convention.intitule »"))),
    Case("a brace alone", p("Selon { convention.intitule }} et rien."),
        (("MDL101", "partie, paragraphe 1", "{ convention.intitule }", "l'accolade est seule",
          "{{ champ }}"),)),
    Case("a brace halved by the end of a paragraph", p("Selon {") + p("{ convention.intitule."),
        (("MDL101", "partie, paragraphe 1", "Selon {", "moitié d'accolade", "même paragraphe"),)),
    Case("single braces", p("Selon {convention.intitule}."),
        (("MDL101", "partie, paragraphe 1", "{convention.intitule}", "est seule", "{{ champ }}"),)),
    Case("fields as other programs write them",
        p("Selon {intitule}, ${ montant_libre } et &lt;&lt;signature_lieu&gt;&gt;.")
        + p("[convention.intitule] «convention.intitule» {champ}"),
        (("MDL101", "partie, paragraphe 1", "{intitule}", "tel quel", "intitule }}"),
         ("MDL101", "partie, paragraphe 1", "${ montant_libre }", "tel quel", "{{"),
         ("MDL101", "partie, paragraphe 1", "<<signature_lieu>>", "tel quel", "{{"),
         ("MDL101", "partie, paragraphe 2", "[convention.intitule]", "tel quel",
          "{{ convention.intitule }}"),
         ("MDL101", "partie, paragraphe 2", "«convention.intitule»", "tel quel",
          "{{ convention.intitule }}"),
         ("MDL101", "partie, paragraphe 2", "{champ}", "tel quel", "{{ champ }}"))),
    Case("a tag over two paragraphs", p("Selon {{ convention.") + p("intitule }}."),
        (("MDL102", "partie, paragraphe 1", "", "continue au paragraphe suivant", "retour"),)),
    Case("a tag over two cells, over a table, over the call of a note",
        table(row("{{ convention.", "intitule }}"))
        + p("{{ convention.") + table(row("a")) + p("intitule }}")
        + p("{# a") + f"<w:p>{call(1)}{r('#}')}</w:p>",
        (("MDL101", "partie, tableau 1, ligne 1, colonne 1", "",
          "finit ailleurs : partie, tableau 1, ligne 1, colonne 2", "entière"),
         ("MDL101", "partie, paragraphe 3", "", "finit ailleurs : partie, paragraphe 5", ""),
         ("MDL101", "partie, paragraphe 6", "", "finit ailleurs : partie, paragraphe 7", "")),
        {"more": notes(p("b"))}),
    Case("a block over two cells, and into a table",
        table(row("{% if vote.pour %}a", "b{% endif %}")) + p("{%p if vote.pour %}")
        + table(row("<w:tc>" + p("a") + p(_ENDIF) + p("b") + "</w:tc>")),
        (("MDL108", "partie, tableau 1, ligne 1, colonne 2", "{% endif %}",
          "ne sont pas placés ensemble", "dans la même cellule"),
         ("MDL108", "partie, tableau 2, ligne 1, colonne 1", _ENDIF, "ensemble", ""))),
    Case("addresses in the attributes of older drawings",
        runs(vml().replace("<v:imagedata", '<v:imagedata src="http://ailleurs/a.png"'))
        + runs(vml().replace("<v:shape", '<v:shape href="file:///c:/a"'))
        + runs(vml().replace("<v:shape", '<v:shape href="https://x.fr"')),
        (("MDL142", "partie, avant le paragraphe 1", "", "http://ailleurs/a.png", "Enregistrez"),
         ("MDL142", "partie, avant le paragraphe 1", "", "un lien vers un fichier", "retirez")),
        _IMAGE),
    Case("a paragraph that its hidden mark joins to the next",
        p("Un", extra=f"{_LISTED}<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + p("Deux"),
        (("MDL172", "partie, paragraphe 1", "Un", "joint le paragraphe au suivant", "Retirez"),)),
    Case("an if that nothing closes", p("Un") + p(_IF) + p("Deux"),
        (("MDL103", "partie, après le paragraphe 1", _IF, "jamais refermé", "{%p endif %}"),)),
    Case("a for closed by an endif",
        p("{%p for x in convention.parties %}") + p("{{ x.role }}") + p(_ENDIF),
        (("MDL103", "partie, avant le paragraphe 1", "{%p for x in convention.parties %}",
          "jamais refermé", "{%p endfor %}"),
         ("MDL104", "partie, après le paragraphe 1", _ENDIF, "ne referme rien", "Supprimez"))),
    Case("a block that nothing closes, in the text and in a note of it",
        runs(r("Un {% if convention.intitule %}"), call(1)),
        (("MDL103", "partie, paragraphe 1", "{% if convention.intitule %}", "jamais refermé",
          "{% endif %}"),
         ("MDL103", "partie, note 1", "{% if convention.intitule %}", "jamais refermé",
          "{% endif %}")),
        {"more": notes(p("Deux {% if convention.intitule %}"))}),
    Case("an endif too many, in a cell", table(row("a", "b"), row("c {% endif %}", "d")),
        (("MDL104", "partie, tableau 1, ligne 2, colonne 1", "{% endif %}", "ne referme rien",
          "Supprimez"),)),
    Case("one equals sign", p('A {% if convention.intitule = "x" %}b{% endif %}'),
        (("MDL105", "partie, paragraphe 1", '{% if convention.intitule = "x" %}', "pas bien écrite",
          "deux signes égal"),)),
    Case("a mistyped keyword, and nothing of its block",
        p("{%p iff convention.intitule %}") + p("a") + p(_ENDIF),
        (("MDL105", "partie, avant le paragraphe 1", "{%p iff convention.intitule %}",
          "« iff » n'est pas un mot", "« if »"),)),
    Case("a French keyword", p("{%p si convention.intitule %}") + p("a") + p("{%p finsi %}"),
        (("MDL105", "partie, avant le paragraphe 1", "{%p si convention.intitule %}", "« si »",
          "« if »"),
         ("MDL105", "partie, après le paragraphe 1", "{%p finsi %}", "« finsi »", "« endif »"))),
    Case("a prefix glued to its keyword", p("{%pif convention.intitule %}") + p("a") + p(_ENDIF),
        (("MDL105", "partie, avant le paragraphe 1", "{%pif convention.intitule %}",
          "une espace manque", "{%p if … %}"),)),
    Case("a space before the prefix", p("{% p if convention.intitule %}") + p("a") + p(_ENDIF),
        (("MDL105", "partie, avant le paragraphe 1", "{% p if convention.intitule %}", "une espace",
          "{%p … %}"),)),
    Case("an empty tag", p("Selon {{ }}."),
        (("MDL105", "partie, paragraphe 1", "{{ }}", "pas bien écrite", "le champ à imprimer"),)),
    Case("an elif after the else",
        p("{% if convention.intitule %}a{% else %}b{% elif convention.intitule %}c{% endif %}"),
        (("MDL105", "partie, paragraphe 1", "{% elif convention.intitule %}", "à sa place",
          "l'ordre"),)),
    Case("a row tag outside a table", p(_ROWS) + p("x") + p("{%tr endfor %}"),
        (("MDL106", "partie, avant le paragraphe 1", _ROWS, "n'est pas dans un tableau", "{%p"),
         ("MDL106", "partie, après le paragraphe 1", "{%tr endfor %}", "n'est pas dans un",
          "{%p"))),
    Case("a block that opens with p and closes without", p(_IF) + p("a") + p("b {% endif %}"),
        (("MDL107", "partie, paragraphe 2", "{% endif %}", "de la même façon", "{%p endif %}"),)),
    Case("a paragraph block in one paragraph", p(f"{_IF}a{_ENDIF}"),
        (("MDL108", "partie, paragraphe 1", _ENDIF, "pas placés ensemble", "seule dans son"),)),
    Case("two tags that stand for one paragraph", p(_IF) + p(_IF) + p("a") + p(_ENDIF + _ENDIF),
        (("MDL108", "partie, après le paragraphe 1", _ENDIF, "dans le même paragraphe",
          "chacune seule"),)),
    Case("a row block in one row", table(row("a", "b"), row(_ROWS, "{%tr endfor %}")),
        (("MDL108", "partie, tableau 1, ligne 2, colonne 2", "{%tr endfor %}", "pas placés",
          "{%tr"),)),
    Case("a block that leaves its link",
        runs(r("a "), bookmark("x"),
             f'<w:hyperlink w:anchor="x">{r("{% if convention.intitule %}b")}'
             "</w:hyperlink>", r("c{% else %}d"), r("{% endif %}")),
        (("MDL108", "partie, paragraphe 1", "{% else %}", "pas du même côté", "début"),
         ("MDL108", "partie, paragraphe 1", "{% endif %}", "pas du même côté", "début"))),
    Case("text beside a paragraph tag", p(f"Avant {_IF}") + p("x") + p(_ENDIF),
        (("MDL109", "partie, paragraphe 1", _IF, "« Avant » est à côté", "seule dans son"),)),
    Case("text beside a row tag, in another cell",
        table(row("a", "b"), row(_ROWS, "perdu"), row("{{ l.libelle }}", "x"),
              row("{%tr endfor %}", "")),
        (("MDL109", "partie, tableau 1, ligne 2, colonne 1", _ROWS, "« perdu »", "sa ligne"),)),
    Case("an image beside a paragraph tag", runs(r(_IF), picture()) + p("x") + p(_ENDIF),
        (("MDL109", "partie, avant le paragraphe 1", _IF, "Une image est à côté", "seule"),),
        _IMAGE),
    # --- the language and the contract
    Case("an assignment, and a call",
        p("{% set x = 1 %}") + p("a {{ convention.intitule.upper() }}"),
        (("MDL111", "partie, avant le paragraphe 1", "{% set x = 1 %}", "« set » n'est pas",
          "{{"),
         ("MDL111", "partie, paragraphe 1", "{{ convention.intitule.upper() }}",
          "pas permise", "{{"))),
    Case("an object of docxtpl", p("a {{r convention.intitule }}"),
        (("MDL111", "partie, paragraphe 1", "{{r convention.intitule }}", "pas permise",
          "{{ champ }}"),)),
    Case("a note that would take its row away", table(row("{#tr à revoir #}", "perdu")),
        (("MDL111", "partie, tableau 1, ligne 1, colonne 1", "{#tr à revoir #}", "pas permise",
          "{# note #}"),)),
    Case("a filter that does not exist", p("a {{ budget.total | euro }}"),
        (("MDL112", "partie, paragraphe 1", "{{ budget.total | euro }}", "« euro » n'existe pas",
          "« euros »"),)),
    Case("euros of a date", p("a {{ seance.date | euros }}"),
        (("MDL113", "partie, paragraphe 1", "{{ seance.date | euros }}",
          "ne convient pas à « seance.date » (date)", "date_courte"),)),
    Case("an unknown field, in a header", p("a"),
        (("MDL114", "partie, en-tête", "{{ convention.intitul }}",
          "« convention.intitul » n'existe pas",
          "« convention.intitule »"),),
        {"headers": {"header-default": p("a {{ convention.intitul }}")}}),
    Case("an unknown field through a loop, in a table",
        table(row("Qui", "Rôle"), row("{%tr for q in convention.parties %}", ""),
              row("{{ q.organisation.nomm }}", "{{ q.role }}"), row("{%tr endfor %}", "")),
        (("MDL114", "partie, tableau 1, ligne 3, colonne 1", "{{ q.organisation.nomm }}",
          "« q.organisation.nomm » n'existe pas", "« q.organisation.nom »"),)),
    Case("a field without its group", p("a {{ montant }}"),
        (("MDL114", "partie, paragraphe 1", "{{ montant }}", "n'existe pas",
          "convention.subvention.montant"),)),
    Case("a loop variable after its loop",
        p("{%p for q in convention.parties %}") + p("{{ q.role }}") + p("{%p endfor %}")
        + p("a {{ q.role }}"),
        (("MDL114", "partie, paragraphe 2", "{{ q.role }}", "que dans sa boucle", "Déplacez"),)),
    Case("an unknown field in an alternative text", runs(picture("Logo {{ convention.intitul }}")),
        (("MDL114", "partie, avant le paragraphe 1", "", "« convention.intitul »", "intitule"),),
        _IMAGE),
    Case("a group, a list, and a field of a list",
        p("{{ convention.subvention }}") + p("{{ convention.parties }}")
        + p("{{ convention.parties.role }}"),
        (("MDL115", "partie, paragraphe 1", "{{ convention.subvention }}", "regroupe plusieurs",
          "{{ convention.subvention."),
         ("MDL115", "partie, paragraphe 2", "{{ convention.parties }}", "est une liste",
          "{% for x in convention.parties %}"),
         ("MDL115", "partie, paragraphe 3", "{{ convention.parties.role }}", "est une liste",
          "{{ x.role }}"))),
    Case("a loop over a text", p("a {% for x in convention.intitule %}{{ x }}{% endfor %}"),
        (("MDL116", "partie, paragraphe 1", "{% for x in convention.intitule %}", "pas une liste",
          "convention.parties"),)),
    Case("a number compared to a text", p('a {% if vote.pour > "10" %}b{% endif %}'),
        (("MDL117", "partie, paragraphe 1", '{% if vote.pour > "10" %}', "ne se compare pas",
          "sans guillemets"),)),
    Case("other comparisons that cannot be",
        p('a {% if "a" in convention.intitule or seance.date == vote.pour %}b{% endif %}')
        + p('a {% if "a" == vote.pour or convention.intitule &gt; "a" or loop %}b{% endif %}')
        + p("a {% if vote.pour &gt; vote.contre and seance.date != seance.levee %}b{% endif %}"),
        (("MDL117", "partie, paragraphe 1", "", "« a » (texte) ne se compare pas", "guillemets"),
         ("MDL117", "partie, paragraphe 1", "", "« seance.date » (date)", "guillemets"),
         ("MDL114", "partie, paragraphe 2", "", "« loop » n'existe que dans", "boucle"),
         ("MDL117", "partie, paragraphe 2", "", "ne se compare pas à « vote.pour »", "gui"),
         ("MDL117", "partie, paragraphe 2", "", "« convention.intitule » (texte)", "guillemets"),
         ("MDL117", "partie, paragraphe 3", "", "« seance.levee » (heure)", "guillemets"))),
    # --- Word's typography
    Case("French quotes and spaces inside a tag",
        p("a {% if convention.intitule ==\u00a0«\u202fb\u202f» %}c{% endif %}"),
        (("MDL121", "partie, paragraphe 1",
          "{% if convention.intitule ==\u00a0«\u202fb\u202f» %}",
          'une espace insécable, des guillemets français et une espace fine. Le rendu lit {% if '
          'convention.intitule == "b" %}', "retapez"),)),
    # --- changes and comments
    Case("a tracked change inside a tag",
        ARTICLE + runs(r("a {{ convention."), inserted("in"), r("titule }}")),
        (("MDL122", "partie, article 1, paragraphe 1", _FIELD, "L'ajout de « in » par Claire",
          "acceptez ou refusez"),)),
    Case("a deletion inside a tag", runs(r("a {{ convention."), deleted("xx"), r("intitule }}")),
        (("MDL122", "partie, paragraphe 1", _FIELD, "La suppression de « xx » par Claire",
          "acceptez"),)),
    Case("tracked changes beside the tags",
        runs(r("Le montant "), inserted("ferme"), deleted("définitif"), r(" est versé.")),
        (("MDL123", "partie, paragraphe 1", "ferme", "L'ajout de « ferme » par Claire", "accep"),
         ("MDL123", "partie, paragraphe 1", "", "« définitif » par Claire", "acceptez"))),
    # --- never rendered
    Case("a text box with a tag",
        p("Un") + runs(drawn(_WPS, f"<w:txbxContent>{p('Encadré {{ convention.intitule }}')}"
                                   "</w:txbxContent>")),
        (("MDL131", "partie, après le paragraphe 1", "", "Une zone de texte contient « Encadré",
          "paragraphe ou un tableau"),)),
    Case("a sign of Wingdings that Unicode draws only as an emoji, and a field in Webdings",
        p("Un") + runs(r("a"), '<w:r><w:sym w:font="Wingdings" w:char="F04D"/></w:r>')
        + runs(r("{{ convention.intitule }}", '<w:rFonts w:ascii="Webdings"/>')),
        (("MDL146", "partie, paragraphe 2", "a", "Le signe F04D de la police « Wingdings »",
          "Segoe UI Symbol"),
         ("MDL146", "partie, paragraphe 3", "{{ convention.intitule }}", "« Webdings »",
          "Ctrl+Espace"))),
    Case("a cross-reference whose bookmark was deleted", p("Un") + runs(r("Voir "), ref("_Ref9")),
        (("MDL147", "partie, paragraphe 2", "Voir ?", "vise le signet « _Ref9 »", "Renvoi"),)),
    Case("SmartArt", runs(r("a"), drawn(_SMART)),
        (("MDL131", "partie, paragraphe 1", "a", "Un graphique SmartArt contient « Étape un »",
          "paragraphe"),),
        {"more": {"word/diagrams/data1.xml": f"<d {_NS}><a:t>Étape un</a:t></d>"}}),
    Case("notes are held to the language like any paragraph, in the loops of their calls",
        p("Un") + runs(r("Deux"), call(1)) + p("{%p for v in convention.parties %}")
        + runs(r("{{ v.role }}"), call(2), call(1, "endnote")) + p("{%p endfor %}"),
        (("MDL114", "partie, note 1", "{{ v.role }}", "« v »", ""),
         ("MDL112", "partie, note 2", "{{ v.role | euro }}", "« euro »", ""),
         ("MDL103", "partie, note de fin i", "{%p if vote.pour %}", "n'est jamais refermé", "")),
        {"more": notes(p("Voir {{ v.role }}"), p("Voir {{ v.role | euro }}"))
         | notes(p("{%p if vote.pour %}") + p("Fin"), kind="endnote")}),
    Case("notes called where they would be lost",
        runs(r("{{ convention."), call(1), r("intitule }}")) + runs(r("Absente"), call(9))
        + runs(r("{%p if vote.pour %}"), call(2)) + p("a") + p("{%p endif %}"),
        (("MDL132", "partie, paragraphe 1", "{{ convention.intitule }}", "coupe la balise",
          "après la balise"),
         ("MDL132", "partie, paragraphe 2", "Absente", "n'est pas dans le fichier", ""),
         ("MDL109", "partie, après le paragraphe 2", "{%p if vote.pour %}", "appel d'une note",
          ""),
         ("MDL132", "partie, en-tête", "Tête", "dans un en-tête", ""),
         ("MDL132", "partie, note 3", "Deux", "dans une autre note", "")),
        {"more": notes(p("Une"), runs(r("Deux"), call(1))),
         "headers": {"header-default": runs(r("Tête"), call(1))}}),
    Case("a file without a section", p("a"),
        (("MDL137", "partie", "", "ceux de la charte", "Rien à faire"),),
        {"section": ""}),
    Case("a link to what is not there",
        runs(r("a"), f'<w:hyperlink w:anchor="x">{r("b")}</w:hyperlink>'),
        (("MDL138", "partie, paragraphe 1", "", "« b » mène à « x », signet qui n'est pas dans",
          "Refaites le lien"),)),
    Case("a cross-reference to what a condition may leave out",
        p(_IF) + runs(f'<w:bookmarkStart w:id="1" w:name="x"/>{r("b")}<w:bookmarkEnd w:id="1"/>')
        + p(_ENDIF) + runs(r("a "), ref("x").replace("\\r", "")),
        (("MDL138", "partie, paragraphe 2", "", "qu'un {% if … %} peut ne pas imprimer",
          "de la même condition"),)),
    Case("the words of a style that a condition may leave out",
        p(_IF) + p("b", "Titre") + p(_ENDIF)
        + runs(r("a "), ref("Titre").replace("REF", "STYLEREF").replace("\\r \\h", "")),
        (("MDL138", "partie, « b », paragraphe 1", "", "style que portent seuls des mots",
          "de la même condition"),)),
    Case("a tag in the name of a bookmark", runs(bookmark("{{ convention.intitule }}"), r("a")),
        (("MDL139", "partie, paragraphe 1", "", "dans un nom ou un réglage de Word (bookmarkStart)",
          "dans le texte"),)),
    Case("a tag that an alternative text does not close",
        runs(r("a"), picture("Logo {{ convention.intitule }")),
        (("MDL101", "partie, paragraphe 1", "", "une balise n'est pas fermée", "{{ champ }}"),),
        _IMAGE),
    Case("a block that an alternative text does not close",
        runs(r("a"), picture("Logo {% if vote.unanimite %}x")),
        (("MDL103", "partie, paragraphe 1", "", "n'est jamais refermé", "endif"),),
        _IMAGE),
    Case("an alternative text that a condition may empty",
        runs(r("a"), picture("{% if convention.intitule %}x{% endif %}")),
        (("MDL151", "partie, paragraphe 1", "", "peut rester sans texte", "texte de rempl"),),
        _IMAGE),
    Case("a page break beside a paragraph tag",
        runs(r(_IF), '<w:r><w:br w:type="page"/></w:r>') + p("x") + p(_ENDIF),
        (("MDL109", "partie, avant le paragraphe 1", _IF, "Un saut de page", "seule dans son"),)),
    Case("the call of a note among hidden words",
        runs(r("a"), call(1).replace("<w:rPr>", "<w:rPr><w:vanish/>")),
        (("MDL132", "partie, paragraphe 1", "", "est masqué", "corps du document"),),
        {"more": notes(p("b"))}),
    Case("hidden words", runs(r("a"), r("secret", "<w:vanish/>")),
        (("MDL135", "partie, paragraphe 1", "", "« secret » ne s'imprime pas, et reste",
          "décochez « Masqué »"),)),
    Case("notes counted as no document counts them", runs(r("Deux"), call(1)),
        (("MDL136", "partie", "", "recommencent à chaque page", "« Continu »"),),
        {"more": notes(p("Une")) | {"word/settings.xml":
         f'<w:settings {_NS}><w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>'
         "</w:settings>"}}),
    Case("a tag in the properties of the file", p("a"),
        (("MDL133", "partie", "", "{{ convention.intitule }} » est dans les propriétés",
          "Retirez-la"),),
        {"more": {"docProps/core.xml": f"<c>{_FIELD}</c>"}}),
    Case("an element and a property of tomorrow",
        runs(r("a"), "<w:r><w:futur/></w:r>")
        + p("b", extra='<w:avenir/>')
        + p("c", extra='<w:avenir/>'),
        (("MDL134", "partie, paragraphe 1", "a", "« futur »", "Retapez"),
         ("MDL134", "partie, paragraphe 2", "b", "« avenir » est dans le modèle (et 1 autre",
          "Retapez"))),
    # --- from elsewhere
    Case("macros", p("a"),
        (("MDL141", "partie", "", "contient des macros", ".docx"),),
        {"more": {"word/vbaProject.bin": b"x"}}),
    Case("a linked image, and a link to a file; the web stays",
        runs(picture(rid='r:link="rId9"')) + runs('<w:hyperlink r:id="rId8">', r("ici"),
                                                  "</w:hyperlink>")
        + runs('<w:hyperlink r:id="rId7">', r("là"), "</w:hyperlink>"),
        (("MDL142", "partie, avant le paragraphe 1", "", "http://ailleurs/a.png", "Enregistrez"),
         ("MDL142", "partie, paragraphe 1", "ici", "un lien vers un fichier", "retirez")),
        {"relations": relation("image", "http://ailleurs/a.png", _OUT)
         + relation("hyperlink", "file:///c:/x.docx", _OUT, 8)
         + relation("hyperlink", "https://exemple.fr", _OUT, 7)}),
    Case("an attached template", p("a"),
        (("MDL145", "partie", "", "rattaché à celui-ci : file:///c:/m.dotx", "Développeur"),),
        {"more": {"word/settings.xml": f"<w:settings {_NS}/>",
                  "word/_rels/settings.xml.rels": relations(
                      relation("attachedTemplate", "file:///c:/m.dotx", _OUT))}}),
    Case("field codes that fetch; those that number pages stay",
        runs(r("a "), instruction(' DDEAUTO excel "x" '), instruction(" PAGE "), bookmark("ici"))
        + runs(r("b "), instruction(' INCLUDETEXT "x.docx" '))
        + runs(r("c "), instruction(" REF ici \\p ")),
        (("MDL143", "partie, paragraphe 1", "a ", "DDEAUTO", "{{ champ }}"),
         ("MDL143", "partie, paragraphe 2", "b ", "INCLUDETEXT", "{{ champ }}"))),
    Case("an embedded workbook", runs(r("a"), "<w:r><w:object/></w:r>"),
        (("MDL144", "partie, paragraphe 1", "a", "Un objet incorporé", "tableau ordinaire"),)),
    Case("an image without alternative text", runs(r("a"), picture(descr="")),
        (("MDL151", "partie, paragraphe 1", "a", "pas de texte de remplacement", "clic droit"),),
        _IMAGE),
    Case("an image that cannot be printed", runs(r("a"), picture()),
        (("MDL152", "partie, paragraphe 1", "a", "au format TIFF", "PNG"),),
        {"relations": relation("image", "media/a.png"), "more": {"word/media/a.png": b"II*\0"}}),
    Case("an image cut short", runs(r("a"), picture()),
        (("MDL152", "partie, paragraphe 1", "a", "est abîmée", "PNG"),),
        {"relations": relation("image", "media/a.png"),
         "more": {"word/media/a.png": pixels(size=(40, 40))[:60]}}),
    Case("an image in a footer that says nothing; one in a header that does", p("a"),
        (("MDL151", "partie, pied de page", "b", "pas de texte de remplacement", "clic droit"),),
        {"headers": {"footer-default": runs(r("b"), picture(descr=" ")),
                     "header-default": runs(r("c"), picture())},
         "more": {"word/_rels/footer1.xml.rels": relations(relation("image", "media/a.png")),
                  "word/_rels/header2.xml.rels": relations(relation("image", "media/a.png")),
                  "word/media/a.png": PIXEL}}),
    Case("images that Word places where the PDF only comes near, said once",
        runs(r("a"), drawing(anchor=placed(down="page:300")))
        + runs(r("b"), drawing(anchor=placed(across="margin:center")))
        + runs(r("c"), drawing(anchor=placed(across="margin:right")))
        + runs(r("d"), drawing(anchor=placed("wrapNone", "page:300", "page:20"))),
        (("MDL154", "partie, paragraphe 1", "a", "2 images", "Habillage"),),
        _IMAGE),
    Case("settings of the file that change its pages, each said once", p("a"),
        tuple(("MDL172", "partie", "", f"n'auraient pas : {what}", "« Normal »")
              for what in ("marges en vis-à-vis", "coupure automatique des mots")),
        {"more": {"word/settings.xml": f'<w:settings {_NS}><w:mirrorMargins/><w:printTwoOnOne '
                  'w:val="0"/><w:defaultTabStop w:val="709"/><w:autoHyphenation/></w:settings>'}}),
    Case("words cut in no paragraph, as LibreOffice saves any file", p("a"),
        (),
        {"more": {"word/settings.xml": f"<w:settings {_NS}><w:autoHyphenation/></w:settings>"},
         "styles": STYLES.replace(
             "</w:docDefaults>", "<w:pPrDefault><w:pPr><w:suppressAutoHyphens/></w:pPr>"
             "</w:pPrDefault></w:docDefaults>")}),
    Case("what a section asks of its page", p("a"),
        tuple(("MDL172", "partie, paragraphe 1", "a", f"perdrait : {what}", "Disposition")
              for what in ("marge de reliure", "bordures de page", "numéros de ligne",
                           "alignement vertical de la page", "grille du document")),
        {"section": SECTION.replace('w:gutter="0"/>', 'w:gutter="300"/><w:pgBorders><w:top '
                                    'w:val="single"/></w:pgBorders><w:lnNumType w:countBy="1"/>'
                                    '<w:vAlign w:val="center"/><w:docGrid w:type="lines"/>')}),
    Case("a table of contents in a header", p("Un", "Titre"),
        (("MDL143", "partie, en-tête", "x", "TOC", "dans le texte"),),
        {"headers": {"header-default": runs(r("x"), instruction(" TOC "))}}),
    Case("a header that leaves the text no room", p("a"),
        (("MDL155", "partie, en-tête", "Ligne 0", "34,0 cm sur les 29,7 cm", "Raccourcissez-le"),),
        {"headers": {"header-default": "".join(p(f"Ligne {n}") for n in range(70))}}),
    Case("a footer that leaves it none on the first page, nor its table in columns", p("a"),
        (("MDL155", "partie, pied de page", "", "cm", "texte"),),
        {"headers": {"header-default": p("Haut"), "footer-first": table(row("", "mots " * 300))},
         "section": SECTION.replace("<w:pgSz", "<w:titlePg/><w:pgSz")}),
    Case("effects that are not printed, said once",
        runs(r("a"), drawing(more="<a:grayscl/>")) + runs(r("b"), drawing(more="<a:lum/>")),
        (("MDL172", "partie, paragraphe 1", "a", "image, niveaux de gris", "Retirez-la"),
         ("MDL172", "partie, paragraphe 2", "b", "image, luminosité", "Retirez-la")),
        _IMAGE),
    Case("words in a cell that Word shows as one with the cell above",
        table(
            row(f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("a")}</w:tc>', "b"),
            row(f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('perdu {{ exercice }}')}</w:tc>", "c"),
            row("<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>", "d"),
        ),
        (("MDL131", "partie, tableau 1, ligne 2, colonne 1", "perdu {{ exercice }}",
          "Une cellule fusionnée avec celle du dessus contient « perdu {{ exercice }} »",
          "ordinaire"),)),
    Case("relations that the file lacks",
        runs(r("a"), f'<w:hyperlink r:id="rId77">{r("ici")}</w:hyperlink>')
        + runs(r("b"), picture()),
        (("MDL142", "partie, paragraphe 1", "aici", "appelle un lien qui manque", "refaites"),
         ("MDL142", "partie, paragraphe 2", "b", "appelle une image qui manque", "refaites"),
         ("MDL142", "partie, paragraphe 2", "b", "appelle un en-tête qui manque", "refaites")),
        {"section": SECTION.replace("{refs}", '<w:headerReference w:type="even" r:id="rId78"/>')}),
    Case("a picture in a note that no page shows", runs(r("a"), call(1)),
        (("MDL152", "partie, note 1", "b", "format EMF", "PNG"),),
        {"more": notes(runs(r("b"), picture())) | {
            "word/_rels/footnotes.xml.rels": relations(relation("image", "media/a.emf")),
            "word/media/a.emf": b"\x01\0\0\0" + b"\0" * 36 + b" EMF" + b"\0" * 60}}),
    Case("the words of a WordArt, and a picture that Word fades",
        runs(r("a"), '<w:r><w:pict><v:shape><v:textpath string="SECRET"/></v:shape></w:pict></w:r>')
        + runs(r("b"), vml().replace("<v:imagedata", '<v:imagedata gain="19661f"')),
        (("MDL131", "partie, paragraphe 1", "a", "Un dessin contient « SECRET »", "ordinaire"),
         ("MDL172", "partie, paragraphe 2", "b", "image, luminosité", "Retirez-la")),
        _IMAGE),
    Case("a row and a cell that a tracked change adds or takes away",
        table(
            row("a", "b", properties=f"<w:del {_WHO}/>"),
            row(f"<w:tc><w:tcPr><w:cellIns {_WHO}/></w:tcPr>{p('c')}</w:tc>", "d"),
        ),
        (("MDL123", "partie, tableau 1, ligne 1, colonne 1", "a",
          "La suppression d'une ligne de tableau par Claire", "refusez"),
         ("MDL123", "partie, tableau 1, ligne 2, colonne 1", "c",
          "L'ajout d'une cellule par Claire", "refusez"))),
    Case("decoration needs no words, and an old picture that has some is printed",
        runs(r("a"), drawing("", decorative=True), vml()) + runs(r("b"), vml(alt=""))
        + runs(r("c"), drawing(decorative=True, link="rId8")),
        (("MDL151", "partie, paragraphe 2", "b", "pas de texte de remplacement", "clic droit"),
         ("MDL151", "partie, paragraphe 3", "c", "porte un lien et est décorative", "Décochez")),
        {"more": {"word/media/a.png": PIXEL}, "relations": relation("image", "media/a.png")
         + relation("hyperlink", "https://exemple.fr", _OUT, 8)}),
    # --- what would come out empty, or out of order
    Case("a section break in the paragraph of a tag", p(_IF) + p("x") + p(_ENDIF, extra=_ENDS),
        (("MDL161", "partie, après le paragraphe 1", _ENDIF, "Un saut de section", "vide"),)),
    Case("a section break in the paragraph of a note",
        p("a") + p("{#p à revoir #}", extra=_ENDS) + p("b"),
        (("MDL161", "partie, après le paragraphe 1", "{#p à revoir #}", "Un saut de section",
          "vide"),)),
    Case("an if alone, and an if around all the words",
        p("{% if convention.intitule %}") + p("a") + p("{% endif %}")
        + p("{% if convention.intitule %}b{% endif %}"),
        (("MDL162", "partie, avant le paragraphe 1", "{% if convention.intitule %}",
          "ligne vide",
          "{%p if … %}"),
         ("MDL162", "partie, après le paragraphe 1", "{% endif %}", "ligne vide", "{%p"),
         ("MDL162", "partie, paragraphe 2", "{% if convention.intitule %}", "ligne vide", "{%p"))),
    Case("a table without a header row, and a cell that may be empty",
        table(row(_ROWS, ""), row("{{ l.libelle }}", "x"), row("{%tr endfor %}", ""))
        + table(row("a", f"<w:tc>{p(_IF)}{p('b')}{p(_ENDIF)}</w:tc>")),
        (("MDL163", "partie, tableau 1, ligne 1, colonne 1", _ROWS, "disparaîtrait", "en-tête"),
         ("MDL163", "partie, tableau 2, ligne 1, colonne 2", _IF, "sortirait vide", "tiret"))),
    Case("a heading level skipped",
        p("Un", "Titre") + p("Deux", "Article") + p("Trois", extra='<w:outlineLvl w:val="3"/>'),
        (("MDL164", "partie, article 1, paragraphe 1", "Trois",
          "de niveau 4, après un titre de niveau 2",
          "niveau 3"),)),
    Case("a first heading that is not of level 1",
        p("a") + p("", "Titre") + p("Objet", "Article") + p("Suite", "Article"),
        (("MDL164", "partie, article 1, titre", "Objet",
          "de niveau 2, et peut être le premier", "niveau 1"),)),
    Case("heading levels that depend on what is kept",
        p("Un", "Titre") + p(_IF) + p("Deux", "Article") + p(_ENDIF)
        + p(_IF) + p("Trois", extra='<w:outlineLvl w:val="2"/>') + p(_ENDIF)
        + p("{%p for l in budget.depenses.lignes %}") + p("Quatre", "Article")
        + p("{%p if l.libelle %}") + p("Cinq", extra='<w:outlineLvl w:val="2"/>') + p(_ENDIF)
        + p("{%p endfor %}") + p("Six", extra='<w:outlineLvl w:val="2"/>'),
        (("MDL164", "partie, article 2, paragraphe 2", "Six",
          "de niveau 3, après un titre de niveau 1", "niveau 2"),)),
    Case("a heading level skipped where a branch is not taken",
        p(_IF) + p("Un", "Titre") + p("{%p else %}") + p("Deux", "Article") + p(_ENDIF)
        + p("Trois", "Article"),
        (("MDL164", "partie, article 1, titre", "Deux", "peut être le premier", "niveau 1"),)),
    Case("tables of data without a header row, and others",
        table(row("Poste", "Montant"), row("a", "1"), properties=RULED)
        + table(row("Poste"), row("Montant"), properties=RULED)
        + table(row("Nom", "Prénom"), row("a", "b"))
        + table(row("Nom", "Prénom"), properties=RULED)
        + table(row("Nom", "Prénom"), row("a", "b"), properties='<w:tblStyle w:val="MEP"/>' + RULED)
        + table(row("Nom", "a"), row("Né", "b"), properties=f'{RULED}<w:tblLook w:val="0080"/>')
        + table(row(_ROWS, ""), row("a", "b"), row("{%tr endfor %}", ""), properties=RULED)
        + table(row("a", "b", properties="<w:tblHeader/>"), row("c", "d"), properties=RULED),
        (("MDL176", "partie, tableau 1, ligne 1, colonne 1", "Poste", "pas de ligne d'en-tête",
          "Répéter les lignes d'en-tête"),
         ("MDL163", "partie, tableau 7, ligne 1, colonne 1", _ROWS, "disparaîtrait", "en-tête"),
         ("MDL176", "partie, tableau 7, ligne 1, colonne 1", _ROWS, "pas de ligne d'en-tête",
          "Répéter les lignes d'en-tête"))),
    Case("words of a layout table that go upwards",
        table(f'<w:tr><w:tc><w:tcPr><w:textDirection w:val="btLr"/></w:tcPr>{p("a")}</w:tc></w:tr>',
              properties='<w:tblStyle w:val="MEP"/>'),
        (("MDL172", "partie, tableau 1, ligne 1, colonne 1", "a", "sens du texte",
          "Orientation du texte"),)),
    Case("a column without a header",
        table(row("a", "", properties="<w:tblHeader/>"), row("c", "d"))
        + table(row("", "b", properties="<w:tblHeader/>"), row("c", "d"),
                properties='<w:tblLook w:val="0080"/>'),
        (("MDL176", "partie, tableau 1, ligne 1, colonne 1", "a", "La colonne 2", "supprimez"),)),
    Case("words of the colour of what is behind them",
        runs(r("pâle", '<w:color w:val="777777"/>')) + runs(r("gris", '<w:color w:val="767676"/>'))
        + runs(r("grand", '<w:color w:val="949494"/><w:sz w:val="36"/>'))
        + runs(r("{%p if vote.unanimite %}", '<w:color w:val="FFFFFF"/>')) + p("a") + p(_ENDIF)
        + runs(r("caché", '<w:vanish w:val="0"/><w:color w:val="FFFFFF"/>'))
        + table(f'<w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F3A5F"/></w:tcPr>{p("noir")}'
                f'</w:tc><w:tc>{p("", "Titre")}<w:p><w:pPr><w:pStyle w:val="Titre"/><w:shd w:fill='
                f'"000080"/></w:pPr>{r("blanc", _WHITE)}</w:p></w:tc></w:tr>')
        + runs(r("surligné", '<w:highlight w:val="darkBlue"/>')),
        (("MDL177", "partie, paragraphe 5", "caché",
          "style « Normal » se lit mal : contraste de 1 pour 1 entre le blanc et le blanc, "
          "quand il en faut 4,5", "autre fond"),
         ("MDL172", "partie, « blanc », paragraphe 1", "surligné", "surlignage", "style"))),
    Case("a tag that nobody types", p("a") + p(f"{{{{ convention{'.a' * 300} }}}}"),
        (("MDL191", "partie, paragraphe 2", f"{{{{ convention{'.a' * 300} }}}}",
          "la longueur d'une balise ou d'une condition est de 616, au plus 400 caractères",
          "Partagez"),)),
    # --- styles
    Case("styles that the charte lacks, each told once",
        p("a", "Titre") + p("b", "Corps") + p("c", "Corps") + p("d", "Heading2"),
        (("MDL171", "partie, « a », paragraphe 1", "b", "2 styles hors de la charte viennent "
          "avec cette pièce, tels qu'ils y sont : « Corps 2 » (2 fois ; proche de « Normal ») "
          "et « Titre 2 » (1 fois ; proche de « Article »)", "choisissez le style"),),
        {"styles": f'{STYLES}<w:style w:type="paragraph" w:styleId="Corps"><w:name '
                   'w:val="Corps 2"/></w:style><w:style w:type="paragraph" w:styleId="Heading2">'
                   '<w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'},
    ),
    Case("a style that nothing defines", p("a") + p("b", "Corps") + p("c", "Corps"),
        (("MDL175", "partie, paragraphe 2", "b", "définissent « Corps » (2 fois)", "un style"),)),
    Case("a style of another font", p("a", "Corps") + p("b"),
        (("MDL171", "partie, paragraphe 1", "a", "1 style hors de la charte vient", "choisi"),
         ("MDL172", "partie, paragraphe 1", "a", "du style « Corps 2 » : police Arial", "style")),
        {"styles": f'{STYLES}<w:style w:type="paragraph" w:styleId="Corps"><w:name '
                   'w:val="Corps 2"/><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr></w:style>'}),
    Case("formatting that the PDF would lose",
        runs(r("a"), r("b", '<w:highlight w:val="yellow"/><w:rFonts w:ascii="Arial"/>')),
        (("MDL172", "partie, paragraphe 1", "ab", "surlignage", "style"),
         ("MDL172", "partie, paragraphe 1", "ab", "police Arial", "style"))),
    Case("numbers that are written otherwise", p("a", extra=_LISTED) + p("b", extra=_LISTED),
        (("MDL172", "partie, paragraphe 1", "a", "numéros au format « cardinalText », écrits en "
          "chiffres (et 1 autre fois)", "style"),),
        {"numbering": NUMBERING.replace('w:val="decimal"', 'w:val="cardinalText"')}),
    Case("a bullet that is a picture", p("a", extra=_LISTED),
        (("MDL172", "partie, paragraphe 1", "a", "puce en image", "style"),),
        {"numbering": NUMBERING.replace('w:val="decimal"/>', 'w:val="bullet"/>').replace(
            "</w:lvl>", '<w:lvlPicBulletId w:val="0"/></w:lvl>', 1)}),
    Case("a style other than in the charte", p("a", "Titre"),
        (("MDL174", "partie, « a », titre", "a", "« Titre » (couleur, gras) n'est pas ici "
          "celui de la charte", "charte.docx"),),
        {"styles": STYLES.replace(
            '<w:name w:val="Titre"/><w:basedOn w:val="Normal"/>',
            '<w:name w:val="Titre"/><w:basedOn w:val="Normal"/><w:rPr><w:b/>'
            '<w:color w:val="FF0000"/></w:rPr>')}),
)  # fmt: skip

#: Of a page without words, which is no Word file.
PAGE_FAULT: Expected = (
    "MDL192", "page.html.j2, ligne 71", "", "n'imprime pas {{ body }}", "Écrivez {{ body }}",
)  # fmt: skip
