"""``pmtdocs new``: the dossier of another year, from one that is there, or one from none."""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmtdocs.cli.options import DossierName, command, data_option
from pmtdocs.cli.say import say
from pmtdocs.finding import PmtdocsError

if TYPE_CHECKING:
    from pmtdocs.dossier.load import Loaded


#: Those of acte.yaml.
NATURES = ("arrêté", "décision", "attestation", "lettre", "certificat")

#: The folders of ``modeles/sortes`` that are voted.
VOTED = ("sans-convention", "plusieurs", "seance")


@click.command(short_help="Prépare un dossier, neuf ou d'après un autre.")
@click.argument("dossier")
@click.option(
    "--from",
    "origin",
    type=DossierName(),
    metavar="DOSSIER",
    help="Le dossier à reprendre ; sans lui, tout est « à compléter ».",
)
@click.option("--year", type=int, metavar="ANNÉE", help="Premier exercice du nouveau dossier.")
@click.option("--base", default="", metavar="DOSSIER", help="D'où viendra le programme.")
@click.option(
    "--act",
    type=click.Choice((*VOTED, *NATURES)),
    help="Au lieu d'une subvention avec sa convention : sans convention, plusieurs bénéficiaires "
    "en un vote, les papiers d'une séance, ou un acte sans vote.",
)
@data_option
def new(
    dossier: str, origin: str | None, year: int | None, base: str, act: str | None, data: Path
) -> None:
    """Prépare un nouveau DOSSIER, neuf ou d'après un autre : new 2032 --from 2031.

    D'un autre, ce qui dure est repris, les échéances avancent, le programme devient le bilan à
    rédiger ; votes, procurations, montants, références et signatures sont « à compléter ». Les
    textes restent tels quels, leurs dates et leurs nombres à relire. Le projet se rend aussitôt, et
    « pmtdocs status » liste ce qui manque.
    """
    from pmtdocs.dossier import load
    from pmtdocs.dossier.kin import SITTINGS
    from pmtdocs.exchange.folder import create
    from pmtdocs.system.files import write

    if not load.NAME.fullmatch(dossier) or not dossier[0].isalnum():
        raise load.misnamed(dossier)
    today = dt.datetime.now().astimezone().date()
    if origin and act:
        raise click.UsageError("--act est d'un dossier neuf ; --from reprend l'acte d'un autre.")
    if origin:
        texts = _renewed(data, dossier, origin, year, base, today)
    else:
        texts = _blank(data, dossier, year, base, act or "", today)
    sitting = _sitting(data, dossier) if act == "seance" else ""
    files = create(data, dossier, texts)
    say(f"Écrit dans {data / dossier}{os.sep} : {', '.join(files)}.")
    if sitting:
        file = data / SITTINGS / f"{dossier}.yaml"
        file.parent.mkdir(exist_ok=True)
        write(file, sitting.encode(), replace=False)
        say(f"Écrit dans {file.parent}{os.sep} : {file.name}.")
    _tell(data, dossier)


def _renewed(
    data: Path, dossier: str, origin: str, year: int | None, base: str, today: dt.date
) -> dict[str, str]:
    """What another dossier makes of it."""
    from pmtdocs.dossier import load
    from pmtdocs.exchange.next_year import Renewal, start_of, texts

    loaded = load.load(data, origin)
    if loaded.dossier.papiers and not (loaded.dossier.beneficiaire or loaded.dossier.attributions):
        said = f"« {origin} » tient les papiers d'une séance, et la nouvelle a les siens."
        raise PmtdocsError(said, command(f"new {dossier} --act seance"))
    years = loaded.dossier.dossier.exercices
    shift = start_of(dossier, years) if year is None else year - years[0]
    if shift <= 0:
        help = "Donnez le premier exercice du nouveau dossier : --year ANNÉE"
        raise PmtdocsError(f"Le nouveau dossier ne viendrait pas après {years[0]}.", help)
    if bool(base) != bool(loaded.dossier.dossier.base):
        raise _base_differs(origin, loaded.dossier.dossier.base)
    if base and base not in load.dossiers(data):
        raise PmtdocsError(f"Le dossier de base « {base} » n'existe pas.", f"pmtdocs new {base} …")
    _told(loaded, data)
    return texts(data, Renewal(loaded, shift, base), today)


def _blank(
    data: Path, dossier: str, year: int | None, base: str, act: str, today: dt.date
) -> dict[str, str]:
    """All is to be filled in, but what the other dossiers of the project say alike."""
    from pmtdocs.commands.blank import texts

    if base:
        said = "Un dossier neuf tient lui-même son programme."
        raise PmtdocsError(said, "Retirez --base, ou dites de quel dossier il vient : --from")
    named = re.search(r"\b(20\d\d)\b", dossier)
    return texts(data, dossier, year or int(named[1] if named else today.year), act)


def _sitting(data: Path, name: str) -> str:
    """The sitting of these papers, unless it is written already."""
    from pmtdocs.commands.blank import sitting_text
    from pmtdocs.dossier.kin import SITTINGS

    return "" if (data / SITTINGS / f"{name}.yaml").exists() else sitting_text(data, name)


def _tell(data: Path, dossier: str) -> None:
    """What is to be filled in, and what is to be read again."""
    from pmtdocs.dossier import load
    from pmtdocs.language.columns import wrapped
    from pmtdocs.language.french import plural

    made = load.load(data, dossier)
    count, carried = sum(1 for _ in made.blanks()), list(made.carried())
    say(f"{plural(count, 'fait')} à compléter : {command(f'status {dossier}')}")
    if carried:
        say("Parmi eux, à relire, car repris d'ailleurs :")
    for _, place, said in carried:
        for line in wrapped(f"{place.file}:{place.line}  {said.partition(' : ')[2]}", 2):
            say(line)
    say(f"Le projet : {command(f'render {dossier}')}")


def _told(loaded: Loaded, data: Path) -> None:
    """What is not carried over, and stood in no file of the dossier."""
    from pmtdocs.dossier.kin import SITTINGS

    if shared := loaded.dossier.dossier.seance:
        say(f"La séance « {shared} » n'est pas reprise. Quand la nouvelle est connue, écrivez-la")
        say(f"dans {data / SITTINGS}{os.sep}, et nommez-la dans dossier.yaml (« seance: … »).")


def _base_differs(origin: str, base: str | None) -> PmtdocsError:
    if base:
        said = f"« {origin} » prend son programme dans « {base} » : il faut le suivant."
        help = f"Préparez-le d'abord (new … --from {base}), puis nommez-le : --base DOSSIER"
        return PmtdocsError(said, help)
    return PmtdocsError(f"« {origin} » tient lui-même son programme.", "Retirez --base.")
