"""The fields of templates as one page, to search in a browser and copy from."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from pmtdocs.commands.report.fields import Row, Section, Sheet, legend
from pmtdocs.language.french import plural
from pmtdocs.templates.contract.filters import FILTERS

_CSS = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:80rem;margin:2rem auto;padding:0 1rem;"
    "color:#1b1b1b}table{border-collapse:collapse;width:100%;margin:1rem 0}"
    "th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;border-bottom:1px solid #ccc}"
    "thead th{background:#1f3a5f;color:#fff;position:sticky;top:0}h2{margin-top:2.5rem}"
    "code{font:13px/1.5 ui-monospace,monospace;background:#eef2f7;padding:.1rem .25rem;"
    "user-select:all;overflow-wrap:anywhere}nav a{margin-right:1rem;white-space:nowrap}"
    "tbody th{font-weight:normal}.groupe th,.groupe td{background:#f4f4f4}"
)
_HEADS = ("Champ", "Sorte", "Description", "Exemple", "Filtres", "Employé dans")


def html(sheet: Sheet) -> str:
    """The page; a click on a field selects it whole."""
    links = "".join(
        f'<a href="#{_anchor(section)}">{escape(_name(section))}</a>' for section in sheet.sections
    )
    return "\n".join(
        [
            '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"/>',
            '<meta name="viewport" content="width=device-width"/>',
            f"<title>{escape(sheet.title)}</title><style>{_CSS}</style></head><body><main>",
            f"<h1>{escape(sheet.title)}</h1>",
            f"<p>{escape(plural(sheet.total, 'champ'))}. Cliquez sur un champ pour le "
            "sélectionner, puis copiez-le dans le modèle.</p>",
            f'<nav aria-label="Groupes de champs">{links}</nav>',
            *_pairs("Ce qui s'écrit dans un modèle", ("Balise", "Effet"), legend()),
            *(line for section in sheet.sections for line in _section(section)),
            *_pairs("Les filtres", ("Filtre", "Effet"), _filters()),
            "</main></body></html>\n",
        ]
    )


def _name(section: Section) -> str:
    return section.name or "partout"


def _anchor(section: Section) -> str:
    return f"g-{_name(section)}"


def _filters() -> list[tuple[str, str]]:
    return [(f.name, f"{f.doc} Exemple : {f.example}") for f in FILTERS.values()]


def _pairs(title: str, heads: tuple[str, str], rows: list[tuple[str, str]]) -> Iterator[str]:
    yield f"<h2>{escape(title)}</h2><table><thead><tr>"
    yield "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    yield "</tr></thead><tbody>"
    for first, second in rows:
        yield f'<tr><th scope="row"><code>{escape(first)}</code></th><td>{escape(second)}</td></tr>'
    yield "</tbody></table>"


def _section(section: Section) -> Iterator[str]:
    yield f'<h2 id="{_anchor(section)}">{escape(_name(section))}</h2><p>{escape(section.doc)}</p>'
    if section.places:
        places = ", ".join(f"<code>{escape(place)}</code>" for place in section.places)
        yield f"<p>« … » est l'un de : {places}.</p>"
    yield "<table><thead><tr>"
    yield "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    yield "</tr></thead><tbody>"
    yield from (_row(row) for row in section.rows)
    yield "</tbody></table>"


def _row(row: Row) -> str:
    tag = f"<code>{escape(row.tag)}</code>" if row.tag else escape(row.name)
    filters = ", ".join(f"<code>{name}</code>" for name in row.filters)
    texts = (row.sort, row.doc, row.example)
    cells = "".join(f"<td>{escape(one)}</td>" for one in texts)
    indent = f' style="padding-left:{row.depth * 1.5 + 0.5}rem"' if row.depth else ""
    kind = "champ" if row.prints else "groupe"
    return (
        f'<tr class="{kind}">'
        f'<th scope="row"{indent}>{tag}</th>{cells}<td>{filters}</td>'
        f"<td>{escape(', '.join(row.parts))}</td></tr>"
    )
