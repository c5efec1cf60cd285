"""A modèle from outside, rendered: what fetches or runs stops it, and nothing leaves its place."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from pmtdocs.finding import ExitCode
from pmtdocs.render.page.css import declared, text_of
from pmtdocs.word.package import R, TemplateError, W, parse, relationships
from pmtdocs.word.properties import cell_style, paragraph_style, run_style
from pmtdocs.word.styles import Styles
from tests.support.command import run
from tests.support.word_files import PIXEL, Workshop, relation

Alter = Callable[..., None]
_BODY = "word/document.xml"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


@pytest.fixture
def alter(project: Path) -> Alter:
    """Change a file of the modèle: a paragraph more in its body, other pieces, a replacement."""

    def apply(
        file: str, more: str = "", pieces: dict[str, bytes] | None = None, **change: str
    ) -> None:
        path = project / "templates" / "gbm" / file
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        if more:
            before, end, after = parts[_BODY].rpartition(b"<w:sectPr")
            parts[_BODY] = before + more.encode() + end + after
        if change:
            before_change = parts[change["name"]]
            parts[change["name"]] = before_change.replace(
                change["old"].encode(), change["new"].encode()
            )
            assert parts[change["name"]] != before_change
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in (parts | (pieces or {})).items():
                archive.writestr(name, data)

    return apply


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(*codes: str) -> str:
    """A paragraph with a field, its code in as many runs."""
    runs = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    return f"<w:p>{mark('begin')}{runs}{mark('separate')}<w:r><w:t>x</w:t></w:r>{mark('end')}</w:p>"


REFUSED = {
    "DDE": field(" DDE Excel c:\\a "),
    "DDEAUTO": field(" DDEAUTO Excel c:\\a "),
    "several runs": field("D", "D", "E c:\\a"),
    "INCLUDETEXT": field(' INCLUDETEXT "c:\\a" '),
    "INCLUDEPICTURE": field(' INCLUDEPICTURE "http://exemple.fr/a.png" \\d '),
    "LINK": field(" LINK Excel.Sheet c:\\a "),
    "quoted": field(' "INCLUDETEXT" c:\\a '),
    "RD": field(" RD c:\\a "),
    "QUOTE": field(" QUOTE 1 "),
    "DATE": field(" DATE "),
    "a link to a file": field(' HYPERLINK "file:///c:/a" '),
    "a link to a share": field(' HYPERLINK "\\\\\\\\hote\\\\partage" '),
    "nested": field(' IF 1 = 1 "', f"</w:instrText></w:r>{mark('begin')}<w:r><w:instrText> LINK a"),
    "simple": '<w:p><w:fldSimple w:instr=" LINK a"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>',
    "altChunk": f'<w:altChunk xmlns:r="{R}" r:id="rId99"/>',
    "subDoc": f'<w:p><w:subDoc xmlns:r="{R}" r:id="rId99"/></w:p>',
    "object": "<w:p><w:r><w:object/></w:r></w:p>",
    "VML": '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" href="file:///a"/>'
    "</w:pict></w:r></w:p>",
}

#: A picture of the web page of a video: Word plays the HTML beside it.
VIDEO = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:extent cx="9525" cy="9525"/><wp:docPr id="1" name="v" '
    'descr="Film"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><a:blip '
    f'xmlns:r="{R}" r:embed="rId99"><a:extLst><a:ext '
    'uri="{C809E66F-F1BF-436E-b5F7-EEA9579F0CBA}">'
    '<wp15:webVideoPr xmlns:wp15="http://schemas.microsoft.com/office/word/2012/'
    'wordprocessingDrawing" embeddedHtml="&lt;iframe src=&quot;https://exemple.fr&quot;&gt;"/>'
    "</a:ext></a:extLst></a:blip></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
REFUSED["an online video"] = VIDEO


@pytest.mark.parametrize("what", REFUSED)
def test_what_fetches_or_runs_stops_the_render(project: Path, alter: Alter, what: str) -> None:
    alter("convention.docx", REFUSED[what])
    result = run("render", "2024", "--format", "docx,html")
    assert result.exit_code == ExitCode.TEMPLATE
    assert "MDL1" in result.output
    assert not (project / "output").exists()


def test_a_field_in_a_header(project: Path, alter: Alter) -> None:
    with zipfile.ZipFile(project / "templates/gbm/convention.docx") as archive:
        names = [n for n in archive.namelist() if re.fullmatch(r"word/(header|footer)\d+\.xml", n)]
    assert names
    alter("convention.docx", name=names[0], old="</w:p>", new=f"</w:p>{REFUSED['DDE']}")
    assert run("render", "2024", "--format", "docx").exit_code == ExitCode.TEMPLATE


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("image", "http://exemple.fr/a.png"),
        ("image", "\\\\hote\\partage\\a.png"),
        ("image", "file:///c:/a.png"),
        ("hyperlink", "file:///c:/a.docx"),
        ("hyperlink", "\\\\hote\\partage"),
        ("hyperlink", "javascript:a"),
        ("oleObject", "file:///c:/a.xlsx"),
        ("frame", "http://exemple.fr"),
        ("subDocument", "b.docx"),
    ],
)
@pytest.mark.parametrize("story", ["document", "footnotes", "webSettings", "comments", "header1"])
def test_an_outside_relationship(
    project: Path, alter: Alter, kind: str, target: str, story: str
) -> None:
    """Wherever it stands: the body, its notes, its frames. What nothing uses is written nowhere."""
    where = f'Target="{target}" TargetMode="External"'
    row = f'<Relationship Id="rId99" Type="{R}/{kind}" {where}/>'
    name = f"word/_rels/{story}.xml.rels"
    with zipfile.ZipFile(project / "templates/gbm/convention.docx") as archive:
        own = archive.read(name).decode() if name in archive.namelist() else ""
    empty = f'<Relationships xmlns="{_RELS}"></Relationships>'
    rels = (own or empty).replace("</Relationships>", f"{row}</Relationships>")
    alter("convention.docx", pieces={name: rels.encode()})
    if story in ("document", "header1"):
        used = (
            f'<w:hyperlink xmlns:r="{R}" r:id="rId99"><w:r><w:t>ici</w:t></w:r></w:hyperlink></w:p>'
        )
        alter("convention.docx", name=f"word/{story}.xml", old="</w:p>", new=used)
    result = run("check", "2024")
    assert (result.exit_code, "MDL142" in result.output) == (ExitCode.TEMPLATE, True)


def test_links_to_the_web_go_through(project: Path, alter: Alter) -> None:
    file = project / "templates/gbm/convention.docx"
    with zipfile.ZipFile(file) as archive:
        rels = archive.read("word/_rels/document.xml.rels").decode()
    links = {"rId98": "https://exemple.fr/a?b=1", "rId99": "mailto:a@exemple.fr"}
    rows = "".join(
        f'<Relationship Id="{i}" Type="{R}/hyperlink" Target="{t}" TargetMode="External"/>'
        for i, t in links.items()
    )
    more = "".join(
        f'<w:p><w:hyperlink xmlns:r="{R}" r:id="{i}"><w:r><w:t>voir</w:t></w:r></w:hyperlink></w:p>'
        for i in links
    )
    new = rels.replace("</Relationships>", f"{rows}</Relationships>").encode()
    alter("convention.docx", more, {"word/_rels/document.xml.rels": new})
    assert run("render", "2024", "--format", "docx,html").exit_code == 0
    page = (project / "output/2024/convention.html").read_text(encoding="utf-8")
    assert all(f'href="{target}"' in page for target in links.values())
    targets = {
        t for _, t, external in _relations(project / "output/2024/convention.docx") if external
    }
    assert set(links.values()) <= targets


def test_the_charte_brings_nothing_from_elsewhere(project: Path, alter: Alter) -> None:
    """Its settings and styles go into every document, whatever prefix they are written with."""
    elsewhere = (
        f'<w:attachedTemplate xmlns:q="{R}" q:id="rId1"/><w:linkStyles/><w:mailMerge>'
        '<w:connectString w:val="Provider=a"/><w:query w:val="SELECT"/></w:mailMerge></w:settings>'
    )
    alter("charte.docx", name="word/settings.xml", old="</w:settings>", new=elsewhere)
    bound = '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>x'
    alter("convention.docx", f"{bound}</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    assert run("render", "2024", "--format", "docx").exit_code == 0
    for file in (project / "output/2024").glob("*.docx"):
        assert_closed(file)


def test_a_video_is_refused_by_the_render_too(tmp_path: Path) -> None:
    """Whoever renders without checking still gets no HTML of somebody else."""
    with pytest.raises(TemplateError, match="Une vidéo en ligne"):
        Workshop(tmp_path).document(
            VIDEO,
            relations=relation("image", "media/a.png", number=99),
            more={"word/media/a.png": PIXEL},
        )


def test_frames_stay_in_the_template(project: Path, alter: Alter) -> None:
    """A page of frames opens other files: its settings go into no document."""
    frames = (
        f'<w:webSettings xmlns:w="{W}" xmlns:r="{R}"><w:frameset><w:frame>'
        '<w:sourceFileName r:id="rId1"/></w:frame></w:frameset></w:webSettings>'
    )
    for file in ("charte.docx", "convention.docx"):
        alter(file, pieces={"word/webSettings.xml": frames.encode()})
    assert run("render", "2024", "--format", "docx").exit_code == 0
    for made in (project / "output/2024").glob("*.docx"):
        assert_closed(made)


def test_a_drawn_bullet_of_the_charte_is_not_fetched(project: Path, alter: Alter) -> None:
    """VML names its image by itself, without a relationship."""
    bullet = (
        '<w:numPicBullet w:numPicBulletId="0"><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:'
        'vml"><v:imagedata src="http://exemple.fr/a.png"/></v:shape></w:pict></w:numPicBullet>'
    )
    first = '<w:abstractNum w:abstractNumId="0">'
    alter("charte.docx", name="word/numbering.xml", old=first, new=bullet + first)
    assert run("render", "2024", "--format", "docx").exit_code == 0
    for made in (project / "output/2024").glob("*.docx"):
        assert_closed(made)


@pytest.mark.parametrize("what", ["DDE", "object", "altChunk"])
def test_the_charte_is_inspected_like_a_part(project: Path, alter: Alter, what: str) -> None:
    alter("charte.docx", REFUSED[what])
    result = run("check", "2024")
    assert result.exit_code == ExitCode.TEMPLATE
    assert "charte.docx:" in result.output
    assert "MDL14" in result.output


def test_a_template_attached_to_the_charte(project: Path, alter: Alter) -> None:
    row = (
        f'<Relationship Id="rId1" Type="{R}/attachedTemplate" Target="file:///c:/a.dotm" '
        'TargetMode="External"/>'
    )
    rels = f'<Relationships xmlns="{_RELS}">{row}</Relationships>'
    alter("charte.docx", pieces={"word/_rels/settings.xml.rels": rels.encode()})
    assert "MDL145" in run("check", "2024").output


def test_a_charte_that_cannot_be_read_is_said_by_check(project: Path) -> None:
    (project / "templates/gbm/charte.docx").write_bytes(b"PK nothing")
    result = run("check", "2024")
    assert (result.exit_code, "charte.docx n'est pas un fichier Word" in result.output) == (
        ExitCode.TEMPLATE,
        True,
    )


_CODES = {"PAGE", "NUMPAGES", "SECTIONPAGES", "TOC", "PAGEREF", "SEQ"}
_NEVER = (
    *("attachedTemplate", "mailMerge", "linkStyles", "dataBinding", "altChunk", "object"),
    *("frameset", "numPicBullet"),
)


def assert_closed(file: Path) -> None:
    """Nothing in a document that was written leads out of it but links to the web."""
    for kind, target, external in _relations(file):
        assert not external or (kind == "hyperlink" and re.match("https?:|mailto:", target))
    with zipfile.ZipFile(file) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    for name in (n for n in parts if n.endswith(".xml") and n.startswith("word/")):
        root = parse(parts[name], name)
        known = relationships(parts, name)
        assert not [*root.iter("{*}webVideoPr", *(f"{{{W}}}{n}" for n in _NEVER))], name
        for element in root.iter("{*}*"):
            used = [v for k, v in element.attrib.items() if str(k).startswith(f"{{{R}}}")]
            assert all(value in known for value in used), (name, element.tag)
        codes = "".join(n.text or "" for n in root.iter(f"{{{W}}}instrText")).split()
        assert {c for c in codes if c.isupper() and len(c) > 2} <= _CODES, name


def _relations(file: Path) -> list[tuple[str, str, bool]]:
    with zipfile.ZipFile(file) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    return [
        (
            r.get("Type", "").rpartition("/")[2],
            r.get("Target", ""),
            r.get("TargetMode") == "External",
        )
        for name in parts
        if name.endswith(".rels")
        for r in parse(parts[name], name)
    ]


def test_no_document_of_the_project_leads_out(rendered: Path) -> None:
    files = [*rendered.glob("*.docx")]
    assert files
    for file in files:
        assert_closed(file)


def test_a_body_in_utf16(project: Path, alter: Alter) -> None:
    """Word reads it; it came out as a traceback."""
    with zipfile.ZipFile(project / "templates/gbm/convention.docx") as archive:
        text = re.sub(r"^<\?xml.*?\?>", "", archive.read(_BODY).decode())
    raw = f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")
    alter("convention.docx", pieces={_BODY: raw})
    assert run("render", "2024", "--format", "docx").exit_code == 0


# --- the road of CSS ---------------------------------------------------------------------------

_ESCAPES = [
    "1pt}</style><script>a",
    "x;background:url(file:///a)",
    '"};@import "a',
    "9" * 400,
    "-1",
    "1e9",
]
_PROPERTIES = (
    '<w:rPr xmlns:w="{W}"><w:rFonts w:ascii={v}/><w:sz w:val={v}/><w:color w:val={v}/>'
    "<w:shd w:fill={v}/><w:spacing w:val={v}/><w:vertAlign w:val={v}/></w:rPr>",
    '<w:pPr xmlns:w="{W}"><w:jc w:val={v}/><w:spacing w:before={v} w:line={v}/>'
    "<w:ind w:left={v} w:hanging={v}/></w:pPr>",
    '<w:pPr xmlns:w="{W}"><w:pBdr><w:top w:val={v} w:sz={v} w:space={v} w:color={v}/></w:pBdr>'
    "</w:pPr>",
    '<w:tcPr xmlns:w="{W}"><w:tcBorders><w:left w:val={v} w:sz="4"/></w:tcBorders>'
    "<w:shd w:fill={v}/><w:vAlign w:val={v}/></w:tcPr>",
)
#: The values that a declaration may have: words, measures, colours, fonts in quotes.
_DECLARATION = re.compile(r'[a-z-]+:(?:[-#.%a-zA-Z0-9 ]|"[-. 0-9A-Za-zÀ-ÿ]*"|,)+')
_legal = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30)


def _each(value: str) -> None:
    for template in _PROPERTIES:
        for attribute in range(template.count("{v}")):
            pieces = template.split("{v}")
            text = pieces[0] + "".join(
                (quoteattr(value) if i == attribute else '"4"') + piece
                for i, piece in enumerate(pieces[1:])
            )
            element = parse(text.replace("{W}", W))
            try:
                css = _css(element)
            except TemplateError:
                continue
            assert not css or all(_DECLARATION.fullmatch(d) for d in css.split(";")), css


def _css(element: etree._Element) -> str:
    read: dict[str, Callable[[etree._Element], Mapping[str, object]]] = {
        "tcPr": cell_style,
        "rPr": lambda e: run_style(Styles(), e),
        "pPr": paragraph_style,
    }
    return text_of(declared(read[etree.QName(element).localname](element)))


@pytest.mark.parametrize("value", _ESCAPES)
def test_a_hostile_value_stays_in_its_declaration(value: str) -> None:
    _each(value)


@given(_legal)
@example("")
def test_no_value_leaves_its_declaration(value: str) -> None:
    _each(value)


def test_a_border_far_from_its_words() -> None:
    border = '<w:pBdr><w:top w:val="single" w:space="4"/></w:pBdr>'
    said = paragraph_style(parse(f'<w:pPr xmlns:w="{W}">{border}</w:pPr>'))
    assert declared(said)["padding-top"] == "4pt"


@pytest.mark.parametrize("value", ["abc", "9" * 400, "1e9", "0x10"])
def test_a_measure_that_is_none_is_said(project: Path, alter: Alter, value: str) -> None:
    with zipfile.ZipFile(project / "templates/gbm/charte.docx") as archive:
        size = re.search(rb'<w:sz w:val="\d+"', archive.read("word/styles.xml"))
    assert size
    new = f'<w:sz w:val="{value}"'
    alter("charte.docx", name="word/styles.xml", old=size[0].decode(), new=new)
    result = run("render", "2024", "--format", "html")
    assert result.exit_code == ExitCode.TEMPLATE
    assert "n'en est pas une" in result.output
