"""Each piece of advice, followed to the letter, is accepted by the next check."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pmtdocs.finding import Severity
from pmtdocs.templates import INSPECTED
from pmtdocs.templates.fault import Fault
from pmtdocs.templates.inspection import inspect
from pmtdocs.word.tags import TAG
from tests.support.faulty import (
    RULED,
    deleted,
    drawn,
    inserted,
    instruction,
    picture,
    relations,
    runs,
)
from tests.support.pictures import drawing, placed
from tests.support.word_files import (
    PIXEL,
    SECTION,
    STYLES,
    XMLNS,
    Workshop,
    p,
    r,
    ref,
    relation,
    row,
    table,
)
from tests.support.word_files import call as note_call
from tests.support.word_files import notes as note_parts

Follow = Callable[[str, Fault], str]
_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_IF, _ENDIF = "{%p if convention.intitule %}", "{%p endif %}"
_ARTICLE = (
    p("Convention", "Titre")
    + '<w:p><w:pPr><w:pStyle w:val="Article"/></w:pPr><w:bookmarkStart w:id="1" w:name="objet"/>'
    '<w:r><w:t>Objet</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>'
)
_AIMED = (
    p("")
    .replace("<w:r>", '<w:bookmarkStart w:id="1" w:name="ici"/><w:r>')
    .replace("</w:p>", '<w:bookmarkEnd w:id="1"/></w:p>')
)
_LINKED = runs(f'<w:hyperlink w:anchor="absent">{r("là")}</w:hyperlink>')
_WHEN = p("{{%p if convention.intitule %}}") + "{}" + p("{{%p endif %}}")
_EACH = p("{{%p for x in convention.parties %}}") + "{}" + p("{{%p endfor %}}")
_OUT = 'TargetMode="External"'
_IMAGE = {"relations": relation("image", "media/a.png"), "more": {"word/media/a.png": PIXEL}}
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


class Advice(NamedTuple):
    """What is written wrong, and who does what the help says."""

    body: str
    follow: Follow
    options: Mapping[str, Any] = {}
    """What goes with the body…"""
    after: Mapping[str, Any] | None = None
    """… and once the help is followed, when that is what changes."""


def tag_in(help: str) -> str:
    """The tag that a help shows."""
    found = TAG.search(help)
    assert found, help
    return found[0]


def word_in(help: str) -> str:
    """The words between quotes that a help shows."""
    found = re.search(r"« (.+?) »", help)
    assert found, help
    return found[1]


def instead(old: str, new: str | Callable[[Fault], str]) -> Follow:
    """Write something in the place of what is wrong."""

    def follow(body: str, fault: Fault) -> str:
        assert old in body
        return body.replace(old, new if isinstance(new, str) else new(fault))

    return follow


def same(body: str, fault: Fault) -> str:
    """What changes stands elsewhere in the file."""
    return body


def _styled(name: str, said: str = "", kind: str = "paragraph") -> dict[str, str]:
    style = f'<w:style w:type="{kind}" w:styleId="X"><w:name w:val="{name}"/>{said}</w:style>'
    return {"styles": STYLES + style}


def _twice(condition: str) -> str:
    return "{% if " + condition + " %}a{% endif %}"


_LONG = [f'convention.intitule == "{"a" * 90}{n}"' for n in range(4)]
_FILTERED = "Le {{ seance.date | euros }}"
_CORE = {"docProps/core.xml": "<c>{{ convention.intitule }}</c>"}
_GROUP = "{{ convention.parties.role }}"
_LOOP = p("{%p for q in convention.parties %}")
_HELD = "{% if convention.intitule == 3 %}"

ADVICE: dict[str, list[Advice]] = {
    "MDL101": [
        Advice(p("Selon {{ convention.intitule, on verse."),
               instead("intitule, on", lambda f: f"intitule {f.help.split()[2]}, on")),
        Advice(p("Selon {intitule}."), instead("{intitule}", lambda f: tag_in(f.help))),
        Advice(p("Selon {convention.intitule}."),
               instead("{convention.intitule}", "{{ convention.intitule }}")),
        Advice(p("Selon {") + p("{ convention.intitule }}."),
               lambda *_: p("{{ convention.intitule }}")),
    ],
    "MDL102": [
        Advice(p("Selon {{ convention.") + p("intitule }}."),
            instead(p("Selon {{ convention.") + p("intitule }}."), p("{{ convention.intitule }}")))
    ],
    "MDL103": [Advice(p(_IF) + p("a"), lambda body, f: body + p(tag_in(f.help)))],
    "MDL104": [Advice(p("a") + p(_ENDIF), instead(p(_ENDIF), ""))],
    "MDL105": [
        Advice(p('A {% if convention.intitule = "x" %}b{% endif %}'),
               instead(" = ", lambda f: f" {f.help.rpartition(' : ')[2]} ")),
        Advice(p("{%p iff convention.intitule %}") + p("a") + p(_ENDIF),
               instead("iff", lambda f: word_in(f.help))),
        Advice(p("{%pif convention.intitule %}") + p("a") + p(_ENDIF), instead("{%pif", "{%p if")),
        Advice(p("{% p if convention.intitule %}") + p("a") + p(_ENDIF), instead("{% p", "{%p")),
        Advice(p("Selon {{ }}."), instead("{{ }}", "")),
        Advice(p("{% if vote.pour %}a{% else %}b{% elif vote.contre %}c{% endif %}"),
               lambda *_: p("{% if vote.pour %}a{% elif vote.contre %}c{% else %}b{% endif %}")),
    ],
    "MDL106": [
        Advice(p("{%tr for x in convention.parties %}") + p("x") + p("{%tr endfor %}"),
               instead("{%tr", "{%p"))
    ],
    "MDL107": [
        Advice(p(_IF) + p("a") + p("{% endif %}"), instead("{% endif %}", lambda f: tag_in(f.help)))
    ],
    "MDL108": [
        Advice(p(f"{_IF}a{_ENDIF}"), instead(p(f"{_IF}a{_ENDIF}"), p(_IF) + p("a") + p(_ENDIF))),
        Advice(p(_IF) + p("a") + p(_ENDIF + "{# fin #}{#p fin #}"),
               lambda *_: p(_IF) + p("a") + p(_ENDIF) + p("{#p fin #}")),
    ],
    "MDL109": [
        Advice(p(f"Avant {_IF}") + p("x") + p(_ENDIF),
               instead(p(f"Avant {_IF}"), p("Avant") + p(_IF))),
        Advice(table(row("a", "b"), row("{%tr for l in budget.depenses.lignes %}", "perdu"),
                     row("{{ l.libelle }}", "x"), row("{%tr endfor %}", "")),
               instead(p("perdu"), p(""))),
    ],
    "MDL111": [
        Advice(p("a {% set x = 1 %}"), instead("{% set x = 1 %}", "{{ convention.intitule }}")),
        Advice(table(row("{#tr note #}", "x")), instead("{#tr note #}", lambda f: tag_in(f.help))),
        Advice(p("{{r convention.intitule }}"), instead("{{r", "{{")),
    ],
    "MDL112": [
        Advice(p("{{ budget.total | euro }}"), instead("euro }", lambda f: f"{word_in(f.help)} }}"))
    ],
    "MDL113": [
        Advice(p(_FILTERED), instead("euros", lambda f: f.help.split(" : ")[1].split(",")[0]))
    ],
    "MDL114": [
        Advice(p("a {{ convention.intitul }}"),
               instead("convention.intitul ", lambda f: f"{word_in(f.help)} ")),
        Advice(p("a {{ montant }}"), instead("montant", lambda f: word_in(f.help))),
        Advice(_LOOP + p("{{ q.roles }}") + p("{%p endfor %}"),
               instead("q.roles", lambda f: word_in(f.help))),
        Advice(_LOOP + p("{{ q.role }}") + p("{%p endfor %}") + p("a {{ q.role }}"),
               lambda *_: _LOOP + p("{{ q.role }}") + p("a {{ q.role }}") + p("{%p endfor %}")),
    ],
    "MDL115": [
        Advice(p("{{ convention.subvention }}"),
               instead("{{ convention.subvention }}", lambda f: tag_in(f.help))),
        Advice(p(_GROUP), instead(_GROUP, lambda f: f.help.partition("exemple ")[2].rstrip("."))),
    ],
    "MDL116": [
        Advice(p("a {% for x in convention.intitule %}{{ x }}{% endfor %}"),
               instead(
                   "{% for x in convention.intitule %}{{ x }}",
                   lambda f: tag_in(f.help) + "{{ p.role }}",
               ))
    ],
    "MDL117": [
        Advice(p('a {% if vote.pour > "10" %}b{% endif %}'.replace(">", "&gt;")),
               instead(
                   '{% if vote.pour &gt; "10" %}', lambda f: tag_in(f.help).replace(">", "&gt;")
               )),
        Advice(p(f"a {_HELD}b{{% endif %}}"),
               instead(_HELD, '{% if convention.intitule == "x" %}')),
    ],
    "MDL121": [
        Advice(p("a {% if convention.intitule ==\u00a0«\u202fb\u202f» %}c{% endif %}"),
               instead("==\u00a0«\u202fb\u202f»", '== "b"'))
    ],
    "MDL122": [
        Advice(runs(r("a {{ convention."), inserted("in"), r("titule }}")),
               instead(inserted("in"), r("in"))),
        Advice(runs(r("a {{ convention."), deleted("xx"), r("intitule }}")),
               instead(deleted("xx"), "")),
    ],
    "MDL123": [Advice(runs(r("Un "), inserted("mot")), instead(inserted("mot"), r("mot")))],
    "MDL131": [
        Advice(runs(r("a"), drawn(_WPS, f"<w:txbxContent>{p('Encadré')}</w:txbxContent>")),
               lambda _, f: runs(r("a")) + p(word_in(f.message))),
        Advice(runs(r("Le "), "<w:r><w:dayLong/></w:r>"), lambda _, f: p(f"Le {tag_in(f.help)}")),
    ],
    "MDL132": [
        Advice(runs(r("{{ convention."), note_call(1), r("intitule }}")),
               lambda *_: runs(r("{{ convention.intitule }}"), note_call(1)),
               {"more": note_parts(p("Une"))}),
        Advice(p("a"), lambda *_: runs(r("a"), note_call(1)),
               {"more": note_parts(p("Une")),
                "headers": {"header-default": runs(r("Tête"), note_call(1))}},
               {"more": note_parts(p("Une"))}),
    ],
    "MDL133": [
        Advice(p("a"), same, {"more": _CORE}, {}),
    ],
    "MDL134": [Advice(runs(r("a"), "<w:r><w:futur/></w:r>"), lambda *_: p("a"))],
    "MDL135": [Advice(runs(r("a"), r("b", "<w:vanish/>")), lambda *_: p("a"))],
    "MDL136": [
        Advice(runs(r("Deux"), note_call(1)), same,
            {
                "more": note_parts(p("Une"))
                | {
                    "word/settings.xml": f"<w:settings {_NS}><w:footnotePr>"
                    '<w:numRestart w:val="eachPage"/></w:footnotePr></w:settings>'
                }
            },
            {
                "more": note_parts(p("Une"))
                | {
                    "word/settings.xml": f"<w:settings {_NS}><w:footnotePr>"
                    '<w:numFmt w:val="decimal"/><w:numRestart w:val="continuous"/></w:footnotePr>'
                    "</w:settings>"
                }
            })
    ],
    "MDL137": [Advice(p("a"), same, {"section": ""}, {})],
    "MDL138": [
        Advice(_AIMED + _LINKED, lambda *_: p("a") + _AIMED + _LINKED.replace("absent", "ici")),
        Advice(_WHEN.format(_AIMED) + _LINKED.replace("absent", "ici"),
               lambda *_: _WHEN.format(_AIMED + _LINKED.replace("absent", "ici"))),
        Advice(_EACH.format(_AIMED) + _LINKED.replace("absent", "ici"),
               lambda *_: _AIMED + _LINKED.replace("absent", "ici")),
    ],
    "MDL139": [
        Advice(_AIMED.replace("ici", "{{ convention.intitule }}"),
               lambda *_: p("{{ convention.intitule }}") + _AIMED)
    ],
    "MDL141": [Advice(p("a"), same, {"more": {"word/vbaProject.bin": b"x"}}, {})],
    "MDL142": [
        Advice(runs(r("a"), picture(rid='r:link="rId9"')),
               instead('r:link="rId9"', 'r:embed="rId9"'),
               {"relations": relation("image", "http://ailleurs/a.png", _OUT)}, _IMAGE)
    ],
    "MDL143": [
        Advice(runs(r("a "), instruction(" DDE x ")), instead(instruction(" DDE x "), "")),
        Advice(runs(r("a "), instruction(" SEQ T \\s 1 ")), instead(" \\s 1", "")),
        Advice(runs(r("a "), instruction(" SECTIONPAGES ")), instead("SECTIONPAGES", "NUMPAGES")),
    ],
    "MDL144": [
        Advice(runs(r("a"), "<w:r><w:object/></w:r>"), lambda *_: runs(r("a")) + table(row("b")))
    ],
    "MDL145": [
        Advice(p("a"), same,
               {
                   "more": {
                       "word/settings.xml": f"<w:settings {_NS}/>",
                       "word/_rels/settings.xml.rels": relations(
                           relation("attachedTemplate", "file:///c:/m.dotx", _OUT)
                       ),
                   }
               },
               {})
    ],
    "MDL146": [
        Advice(runs(r("a"), '<w:r><w:sym w:font="Wingdings" w:char="F04D"/></w:r>'),
               lambda *_: runs(r("a"), r("bombe"))),
        Advice(runs(r("{{ convention.intitule }}", '<w:rFonts w:ascii="Webdings"/>')),
               lambda *_: p("{{ convention.intitule }}")),
    ],
    "MDL147": [
        Advice(p("Un") + runs(r("Voir "), ref("objet")), lambda *_: _ARTICLE + runs(ref("objet"))),
        Advice(p("Un") + runs(r("Voir "), instruction(" REF objet ")),
               lambda *_: _ARTICLE + runs(instruction(" REF objet "))),
    ],
    "MDL151": [Advice(runs(r("a"), picture("")), instead('descr=""', 'descr="Logo"'), _IMAGE)],
    "MDL152": [
        Advice(runs(r("a"), picture()), same,
            {"relations": relation("image", "media/a.png"), "more": {"word/media/a.png": b"II*\0"}},
            _IMAGE)
    ],
    "MDL154": [
        Advice(runs(r("a"), drawing(anchor=placed(down="page:300"))),
               lambda *_: runs(r("a"), picture()), _IMAGE)
    ],
    "MDL155": [
        Advice(p("x"), lambda *_: p("x"), {"headers": {"header-default": p("Haut") * 70}},
               {"headers": {"header-default": p("Haut")}})
    ],
    "MDL161": [
        Advice(p(_IF) + p("x") + p(_ENDIF, extra=SECTION.replace("{refs}", "")),
               lambda *_: p(_IF) + p("x") + p(_ENDIF) + p("", extra=SECTION.replace("{refs}", "")))
    ],
    "MDL162": [
        Advice(p("{% if convention.intitule %}b{% endif %}"),
               lambda *_: p(_IF) + p("b") + p(_ENDIF)),
        Advice(p("{% if convention.intitule %}") + p("a") + p("{% endif %}"),
               instead("{% ", "{%p ")),
    ],
    "MDL163": [
        Advice(
            table(row("{%tr for l in budget.depenses.lignes %}", ""), row("{{ l.libelle }}", "x"),
                  row("{%tr endfor %}", "")),
            instead("</w:tblGrid>", "</w:tblGrid>" + row("Poste", "Montant")),
        ),
        Advice(table(row("a", f"<w:tc>{p(_IF)}{p('b')}{p(_ENDIF)}</w:tc>")),
               instead("</w:tc></w:tr>", p("–") + "</w:tc></w:tr>")),
    ],
    "MDL164": [
        Advice(p("Un", "Titre") + p("Deux", extra='<w:outlineLvl w:val="2"/>'),
               instead('<w:outlineLvl w:val="2"/>', '<w:pStyle w:val="Article"/>')),
        Advice(p("Un", "Article"), instead("Article", "Titre")),
    ],
    "MDL176": [
        Advice(table(row("Poste", "Montant"), row("a", "1"), properties=RULED),
               instead("<w:tr>", '<w:tr><w:trPr><w:tblHeader/></w:trPr>')),
        Advice(table(row("Nom", "a"), row("Né", "b"), properties=RULED),
               instead("</w:tblPr>", '<w:tblLook w:val="0080"/></w:tblPr>')),
        Advice(table(row("a", "b"), row("c", "d"), properties=RULED),
               instead("<w:tblPr>", '<w:tblPr><w:tblStyle w:val="MEP"/>')),
        Advice(table(row("a", "", properties="<w:tblHeader/>"), row("c", "d")),
               lambda body, _: body.replace("></w:t>", ">b</w:t>")),
    ],
    "MDL177": [
        Advice(runs(r("pâle", '<w:color w:val="CCCCCC"/>')), instead("CCCCCC", "595959"))
    ],
    "MDL171": [
        Advice(p("a", "X"),
               lambda body, f: body.replace(
                   '"X"', f'"{re.findall("proche de « (.+?) »", f.message)[0]}"'
               ),
               _styled("heading 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')),
        Advice(p("a", "X"),
               lambda body, f: body.replace(
                   '"X"', f'"{re.findall("proche de « (.+?) »", f.message)[0]}"'
               ),
               _styled("Corps 2")),
    ],
    "MDL172": [
        Advice(p("x"), lambda *_: p("x"),
            {"more": {"word/settings.xml": f"<w:settings {XMLNS}><w:mirrorMargins/></w:settings>"}},
            {}),
        Advice(runs(r("a", '<w:highlight w:val="yellow"/>')), lambda *_: p("a")),
        Advice(p("a", "X"), instead('"X"', '"Normal"'), _styled("C", "<w:rPr><w:shadow/></w:rPr>")),
    ],
    "MDL174": [
        Advice(p("a", "Titre"), same,
               {"styles": STYLES.replace('<w:outlineLvl w:val="0"/>', '<w:jc w:val="right"/>', 1)},
               {})
    ],
    "MDL175": [Advice(p("a", "Rien"), instead('"Rien"', '"Titre"'))],
    "MDL191": [
        Advice(p(f"a {_twice(' and '.join(_LONG))}"),
               lambda *_: p(
                   "a "
                   + "".join(f"{{% if {' and '.join(two)} %}}" for two in (_LONG[:2], _LONG[2:]))
                   + "a{% endif %}{% endif %}"
               ))
    ],
}  # fmt: skip
#: Nothing is to be done of these, or nothing in Word.
_NOTHING = {"MDL118", "MDL119", "MDL192"}


def test_every_kind_has_its_advice_followed() -> None:
    """A new kind wants an entry: what is wrong, and what its help makes of it."""
    assert {*ADVICE} == {known.kind.code for known in INSPECTED} - _NOTHING


@pytest.mark.parametrize(
    ("code", "advice"), [(code, advice) for code, several in ADVICE.items() for advice in several]
)
def test_followed_to_the_letter(tmp_path: Path, code: str, advice: Advice) -> None:
    word = Workshop(tmp_path)
    charter = word.file("", "charte", styles=STYLES).read_bytes()
    found = inspect(word.file(advice.body, **advice.options), charter)
    fault = next(fault for fault in found if fault.code == code)
    assert fault.help
    body = advice.follow(advice.body, fault)
    options = advice.options if advice.after is None else advice.after
    left = inspect(word.file(body, **options), charter)
    assert code not in {fault.code for fault in left}
    before = {fault.code for fault in found}
    assert {f.code for f in left if f.kind.severity is not Severity.INFO} <= before - {code}
