"""The HTML of the atelier: one template for the page, one for the regions that change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pmtdocs.atelier.deposits import Compared, Reason, Replaced
from pmtdocs.atelier.desk import Preview, rendered
from pmtdocs.atelier.events import View
from pmtdocs.atelier.state import Atelier
from pmtdocs.dossier.organs import organs
from pmtdocs.finding import PmtdocsError
from pmtdocs.language import french
from pmtdocs.system.limits import UPLOAD

_HERE = Path(__file__).parent
STATIC = _HERE / "statique"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["insecable"] = french.typography
    return environment


def _fill(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(values)


def page(atelier: Atelier, view: View) -> str:
    """The whole page."""
    return _fill("atelier.html.j2", **_values(atelier, view), most=UPLOAD.most // 1_000_000)


def regions(atelier: Atelier, view: View) -> str:
    """What changes, to put in the place of what has the same id."""
    return _fill("changements.html.j2", **_values(atelier, view))


def _values(atelier: Atelier, view: View) -> dict[str, Any]:
    snapshot = atelier.desk.snapshot(view.dossier)
    preview = atelier.desk.preview(*view) if view.document else Preview()
    return {
        "view": view,
        "snapshot": snapshot,
        "preview": preview,
        "dossiers": [atelier.desk.last(name) for name in atelier.project.dossiers()],
        "output": rendered(atelier.project, view.dossier, snapshot.documents),
        "outcome": atelier.outcomes.get(view.dossier),
        "rendering": view.dossier in atelier.rendering,
    }


def blank(preview: Preview) -> str:
    """In the place of a document that could never be made."""
    return _fill("vide.html.j2", preview=preview)


def message(title: str, help: str) -> str:
    """A page that says one thing."""
    return _fill("message.html.j2", title=title, help=help)


def welcome(home: Path, asked: Mapping[str, str], fault: PmtdocsError | None = None) -> str:
    """What to say of the authority that moves in, and what was wrong in what was said."""
    kinds = [(kind, said.assemblee) for kind, said in organs().items()]
    return _fill("accueil.html.j2", home=home, kinds=kinds, asked=asked, fault=fault)


def notice(title: str, help: str, reasons: Iterable[Reason] = ()) -> str:
    """Why a file that was sent is refused."""
    return _fill("reponse.html.j2", tone="refus", title=title, help=help, reasons=reasons)


def replaced(part: str, done: Replaced) -> str:
    """A template is in place."""
    title = f"Le modèle « {part} » est remplacé." if done.changed else "C'est déjà ce modèle."
    help = f"Le précédent est gardé à côté, sous le nom {done.former}." if done.former else ""
    return _fill("reponse.html.j2", tone="fait", title=title, help=help, reasons=done.notes)


def compared(view: View, done: Compared) -> str:
    """The verdict, and the differences below."""
    return _fill("comparaison.html.j2", view=view, compared=done)
