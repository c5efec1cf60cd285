"""The paper of an invented authority: a logo, an address, a thin rule, another first page.

Its pictures stand in every place that Word knows; notes, columns, fields, boxes and a table in a
table follow. Standards are held against it.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

from PIL import Image, ImageDraw

from pmtdocs.render.join.join import Document, join, load_charter
from pmtdocs.word import package
from pmtdocs.word.package import W
from pmtdocs.word.styles import Styles
from tests.support.pictures import drawing, of_margin, placed
from tests.support.word_files import (
    NUMBERING,
    Workshop,
    call,
    mark,
    notes,
    p,
    r,
    relation,
    row,
    table,
)

LOGO = "Logo de la communauté de communes du Val d'Ormeau"
NAME, STREET = "Communauté de communes du Val d'Ormeau", "12, place de la Halle"
ADDRESS = (NAME, STREET, "99999 Ormeau-le-Vieux", "Téléphone : 09 99 99 99 99")
NOTE = "Votée le 12 mai 2031."
_SHEET = (
    '<w:sectPr>{}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" '
    'w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>{}<w:titlePg/>'
    "</w:sectPr>"
)
_NOTE = f"<w:p>{mark()}{r(f' {NOTE}')}</w:p>"
RECEIPTS = {"Région": "20 000 €", "Val d'Ormeau": "5 000 €"}
#: The first section names its headers; the last goes on under them.
_REFERENCES = "".join(
    f'<w:{kind}Reference w:type="{when}" r:id="rId{n}"/>'
    for n, (kind, when) in enumerate(
        ((k, w) for k in ("header", "footer") for w in ("first", "default", "even")), 1
    )
)
_CHARTER = Path(__file__).parents[2] / "templates" / "gbm" / "charte.docx"
_NO_BORDER = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right"))
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="4" w:color="1F3A5F"/></w:pBdr>'
_TABS = '<w:tabs><w:tab w:val="center" w:pos="4819"/><w:tab w:val="right" w:pos="9638"/></w:tabs>'
_TAB = "<w:r><w:tab/></w:r>"
_EVEN = (
    f'<w:settings xmlns:w="{W}"><w:defaultTabStop w:val="709"/><w:evenAndOddHeaders/></w:settings>'
)


def logo() -> bytes:
    """An emblem of two hills, a river and the sun, drawn here: it belongs to nobody."""
    image = Image.new("RGB", (240, 180), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((10, 40, 150, 240), fill="#2E6B4F")
    draw.ellipse((90, 70, 250, 260), fill="#1F3A5F")
    draw.rectangle((0, 150, 240, 165), fill="#6FB7D6")
    draw.ellipse((170, 10, 215, 55), fill="#E3A52B")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def letter(folder: Path, *, lines: int = 60, draft: bool = False) -> Document:
    """A document of three pages, over the charte of the project."""
    charter = load_charter(_CHARTER)
    sheet = package.sheet(charter, "styles", "charte.docx") or b""
    named = Styles.read(sheet)
    inside = re.search(r"<w:styles[^>]*>(.*)</w:styles>", sheet.decode(), re.DOTALL)
    assert inside is not None
    word = Workshop(folder)
    file = word.file(
        _body(named.id_of("Titre de l'acte") or "", lines), "lettre", headers=_headers(),
        section=_SHEET.format('<w:type w:val="continuous"/>', '<w:cols w:num="2" w:space="400"/>'),
        styles=inside[1], numbering=NUMBERING, more=_files() | notes(_NOTE),
        relations=relation("image", "media/a.png")
        + relation("hyperlink", "https://exemple.fr", 'TargetMode="External"', 8),
    )  # fmt: skip
    facts: dict[str, object] = {"recettes": [{"nom": k, "montant": v} for k, v in RECEIPTS.items()]}
    return join(charter, [word.fill(file, facts)], draft).dated(
        "Convention du Val d'Ormeau", "2031-05-12"
    )


def _field(code: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText> {code} </w:instrText></w:r>{marks[1]}{r('1')}{marks[2]}"


def _headers() -> dict[str, str]:
    """The first page's: logo and address side by side, then the rule; the others' are a line."""
    small = '<w:sz w:val="18"/>'
    lines = "".join(
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="right"/></w:pPr>'
        f"{r(line, small if n else '<w:b/>')}</w:p>"
        for n, line in enumerate(ADDRESS)
    )
    cells = (
        f"<w:tc><w:tcPr><w:tcW w:w='3000' w:type='dxa'/></w:tcPr><w:p>{drawing(LOGO, (96, 72))}"
        "</w:p></w:tc><w:tc><w:tcPr><w:tcW w:w='6638' w:type='dxa'/><w:vAlign w:val='center'/>"
        f"</w:tcPr>{lines}</w:tc>"
    )
    first = table(
        f"<w:tr>{cells}</w:tr>",
        properties=f"<w:tblW w:w='9638' w:type='dxa'/><w:tblBorders>{_NO_BORDER}</w:tblBorders>",
        widths=(3000, 6638),
    ) + p("", extra=f"{_RULE}<w:spacing w:after='0'/>")
    line = drawing(LOGO, (32, 24)), r("Convention"), r("Val d'Ormeau")
    foot = r("Val d'Ormeau"), r("Siret 000 000 000 00000"), r("page ") + _field("PAGE")
    web = f"<w:hyperlink r:id='rId8'>{r('exemple.fr')}</w:hyperlink>"
    return {
        "header-first": first, "header-default": _line(line, _RULE),
        "header-even": _line(line[::-1], _RULE), "footer-first": _line((web, *foot[1:])),
        "footer-default": _line(foot), "footer-even": _line(foot),
    }  # fmt: skip


def _line(pieces: tuple[str, ...], border: str = "") -> str:
    return f"<w:p><w:pPr>{border}{_TABS}</w:pPr>{_TAB.join(pieces)}</w:p>"


def _files() -> dict[str, str | bytes]:
    web = relation("hyperlink", "https://exemple.fr", 'TargetMode="External"', 8)
    out: dict[str, str | bytes] = {"word/settings.xml": _EVEN}
    for number in (1, 2, 3):
        out |= of_margin(f"header{number}", logo())
    return out | of_margin("footer4", logo(), more=web)


def _body(title: str, lines: int) -> str:
    words = (
        "La communauté de communes soutient les associations de son territoire, dans la limite des "
        "crédits ouverts à son budget."
    )
    pictures = (
        drawing("Plan du territoire", anchor=placed("wrapSquare", "column:right")),
        drawing("Tampon", (48, 36), anchor=placed("wrapNone", "column:200", "paragraph:2")),
        drawing("Vue du bourg", anchor=placed("wrapTopAndBottom", "column:center")),
        drawing("", (30, 20), decorative=True),
        drawing("Détail du logo", (36, 36), crop='<a:srcRect r="50000"/>', turn='rot="5400000"'),
        drawing("Signature", (60, 30), anchor=placed("wrapNone", "page:400", "page:700")),
        drawing("Site de la commune", (24, 18), link="rId8"),
    )  # fmt: skip
    shown = [f"<w:p>{r(f'{n}. {words} ')}{one}</w:p>" for n, one in enumerate(pictures, 1)]
    rest = [p(f"{n}. {words}") for n in range(len(shown) + 1, lines)]
    return p("Convention de subvention", title) + "".join(shown + rest) + _end(words)


def _end(words: str) -> str:
    """What stands on one column, then on two."""
    caption = f"{_marked('_Ref1', r('Tableau ') + _field('SEQ Tableau'))}{r(' – Recettes')}"
    lines = ("{%tr for l in recettes %}",), ("{{ l.nom }}", "{{ l.montant }}"), ("{%tr endfor %}",)
    head = row("Financeur", "Montant", properties="<w:tblHeader/>")
    caption_of = '<w:tblCaption w:val="Recettes"/>'
    rows = (row(*cells) for cells in lines)
    inner = table(head, *rows, properties=caption_of, widths=(3000, 1500))
    layout = '<w:tblStyle w:val="MiseEnPage"/>'
    outer = f"<w:tr><w:tc>{p('Budget')}</w:tc><w:tc>{inner}{p('')}</w:tc></w:tr>"
    said = f"{r('Voir le ')}{_field('REF _Ref1')}{r(', et la note')}{call(1)}{r('.')}"
    side = table(outer, properties=layout, widths=(2000, 5000))
    above = f"<w:p>{caption}</w:p>{side}<w:p>{said}</w:p>"
    boxes = p("☑ Statuts à jour") + p("☐ Compte rendu financier")
    ends = f"<w:p><w:pPr>{_SHEET.format(_REFERENCES, '')}</w:pPr></w:p>"
    return above + boxes + ends + "".join(p(f"Engagement {n}. {words}") for n in (1, 2))


def _marked(name: str, inside: str) -> str:
    start = f'<w:bookmarkStart w:id="1" w:name="{name}"/>'
    return f'{start}{inside}<w:bookmarkEnd w:id="1"/>'
