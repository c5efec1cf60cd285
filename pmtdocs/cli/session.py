"""``pmtdocs import session``: the paragraph of the register, or a table, becomes seance.yaml."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmtdocs.cli.options import DossierName, OneOf, data_option, replace_option
from pmtdocs.cli.say import say
from pmtdocs.finding import ExitCode

if TYPE_CHECKING:
    from pmtdocs.dossier.model.common import Commons
    from pmtdocs.exchange.sitting.naming import Imported

_FILE = click.Path(dir_okay=False, readable=False, allow_dash=True, path_type=Path)


@click.command(short_help="Lit une séance dans le texte du registre.")
@click.argument("file", type=_FILE, metavar="FICHIER")
@click.option(
    "--dossier", type=DossierName(), metavar="DOSSIER", help="Écrit la séance de ce dossier."
)
@click.option("--output", type=_FILE, metavar="FICHIER", help="Écrit dans ce fichier.")
@click.option(
    "--format",
    "shape",
    type=OneOf(["registre", "csv"]),
    help="Forme du fichier ; sans cette option, elle se reconnaît au contenu.",
)
@replace_option
@data_option
@click.pass_context
def session(  # noqa: PLR0913, PLR0917 - one parameter an option, as click wants it
    ctx: click.Context,
    file: Path,
    dossier: str | None,
    output: Path | None,
    shape: str | None,
    replace: bool,
    data: Path,
) -> None:
    """Écrit seance.yaml d'après le paragraphe du registre, collé dans un FICHIER texte ou CSV.

    Présents, absents, arrivées, départs, suppléants et procurations sont reconnus parmi les
    personnes de data/_commun/. Un nom qui n'est pas reconnu est signalé avec sa ligne et sa
    colonne, et rien n'est écrit. Sans --dossier ni --output, le résultat s'affiche ; « - » lit
    l'entrée standard. L'ancien fichier est gardé à côté de celui qui le remplace.

    Code de sortie : 0 séance écrite, 1 un point à régler, 7 fichier déjà là.
    """
    from pmtdocs.dossier import kin, load
    from pmtdocs.exchange.modeline import modeline
    from pmtdocs.exchange.sitting import import_report, seance_yaml
    from pmtdocs.system import files

    target = _target(data, dossier, output)
    commons = load.shared(data)
    imported = _read(file, shape, commons)
    shown = "texte" if str(file) == "-" else str(file)
    if imported.sitting is None:
        say(import_report.failure(imported, shown), err=True)
        ctx.exit(ExitCode.FINDINGS)
    folder = target.parent if target else None
    text = modeline(data, "seance", folder)
    text += seance_yaml.write(imported.sitting, commons, imported.doubts)
    if target is None:
        say(text, nl=False)
    said = import_report.success(imported.sitting, imported.notes, shown)
    say(said, err=target is None)
    if target:
        if target.parent == data / kin.SITTINGS:
            with contextlib.suppress(OSError):  # what writes the file says why it cannot
                target.parent.mkdir(exist_ok=True)
        written = files.write(target, text.encode(), replace, keep=True)
        kept = f" L'ancien est {written.former}." if written.former else ""
        say(f"Écrit dans {target}.{kept}" if written.changed else f"{target} le dit déjà.")


def _target(data: Path, dossier: str | None, output: Path | None) -> Path | None:
    from pmtdocs.dossier import kin, load

    known = load.dossiers(data)
    if output is not None and dossier is not None:
        raise click.UsageError("--dossier et --output ne vont pas ensemble : choisissez.")
    if dossier is None:
        return None if output is None or str(output) == "-" else output
    if dossier not in known:
        raise load.absent(data, dossier, known)
    shared = kin.said(data / dossier / kin.SHEET, "seance")
    return data / kin.SITTINGS / f"{shared}.yaml" if shared else data / dossier / "seance.yaml"


def _read(file: Path, shape: str | None, commons: Commons) -> Imported:
    from pmtdocs.exchange.sitting import csv_table, pasted_text, recognition, register
    from pmtdocs.language.spelling import squash

    text = pasted_text.read_pasted(file)
    if text.encoding == "cp1252":
        say("Le texte n'est pas en UTF-8 : il est lu comme un texte Windows.", err=True)
    if shape == "csv" or (shape is None and csv_table.delimiter(text) is not None):
        raw = csv_table.read_csv(text)
    else:
        raw = register.read_register(text, {squash(t.nom) for t in commons.communes.values()})
    return recognition.recognise(raw, commons)
