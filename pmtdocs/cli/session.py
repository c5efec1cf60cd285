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
    from pmtdocs.exchange.sitting.pasted_text import Pasted

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
@click.option(
    "--write",
    "adds",
    is_flag=True,
    help="Ajoute à data/_commun les personnes et les communes nouvelles.",
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
    adds: bool,
    replace: bool,
    data: Path,
) -> None:
    """Écrit seance.yaml d'après le paragraphe du registre, collé dans un FICHIER texte ou CSV.

    Présents, absents, arrivées, départs, suppléants et procurations sont reconnus parmi les
    personnes de data/_commun/. Un nom qui n'est pas reconnu est signalé avec sa ligne et sa
    colonne, et rien n'est écrit ; ceux qui manquent à data/_commun/ sont proposés tous ensemble,
    et --write les y ajoute, sauf s'ils ressemblent à quelqu'un. Sans --dossier ni --output, le
    résultat s'affiche ; « - » lit l'entrée standard. L'ancien fichier est gardé à côté de celui
    qui le remplace.

    Code de sortie : 0 séance écrite, 1 un point à régler, 7 fichier déjà là.
    """
    from pmtdocs.dossier import load
    from pmtdocs.exchange.modeline import modeline
    from pmtdocs.exchange.sitting import import_report, pasted_text, seance_yaml, shared_yaml

    target = _target(data, dossier, output)
    commons, pasted = load.shared(data), pasted_text.read_pasted(file)
    if pasted.encoding == "cp1252":
        say("Le texte n'est pas en UTF-8 : il est lu comme un texte Windows.", err=True)
    imported = _read(pasted, shape, commons)
    added = adds and shared_yaml.add(data, imported)
    if added:
        say(f"Ajouts à data/_commun : {added}.", err=target is None)
        commons = load.shared(data)
        imported = _read(pasted, shape, commons)
    shown = "texte" if str(file) == "-" else str(file)
    if imported.sitting is None:
        say(import_report.failure(imported, shown, bool(added)), err=True)
        ctx.exit(ExitCode.FINDINGS)
    text = modeline(data, "seance", target.parent if target else None)
    text += seance_yaml.write(imported.sitting, commons, imported.doubts)
    if target is None:
        say(text, nl=False)
    say(import_report.success(imported.sitting, imported.notes, shown), err=target is None)
    if target:
        _write(target, text, replace, data)


def _write(target: Path, text: str, replace: bool, data: Path) -> None:
    from pmtdocs.dossier import kin
    from pmtdocs.system import files

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


def _read(text: Pasted, shape: str | None, commons: Commons) -> Imported:
    from pmtdocs.exchange.sitting import recognition, register, table
    from pmtdocs.language.spelling import squash

    if shape == "csv" or (shape is None and table.delimiter(text) is not None):
        raw = table.read_csv(text)
    else:
        raw = register.read_register(text, {squash(t.nom) for t in commons.communes.values()})
    return recognition.recognise(raw, commons)
