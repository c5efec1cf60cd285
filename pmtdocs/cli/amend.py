"""``pmtdocs amend``: an amendment to a convention."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmtdocs.cli.options import (
    FILE,
    DossierName,
    data_option,
    engine_option,
    folder_option,
    quiet_option,
    templates_option,
    verbose_option,
)
from pmtdocs.cli.render import Progress, formats_option, refused, say_written
from pmtdocs.cli.say import say, say_report

if TYPE_CHECKING:
    from pmtdocs.commands.pipeline import Checked


@click.command(short_help="Produit un avenant à la convention d'un dossier.")
@click.argument("dossier", type=DossierName())
@click.option(
    "--with",
    "file",
    type=FILE,
    required=True,
    metavar="FICHIER",
    help="L'avenant : data/DOSSIER/avenants/1.yaml. Il ne dit que ce qui change.",
)
@formats_option
@engine_option
@click.option("--draft", is_flag=True, help="Projet : rend malgré les erreurs, avec « PROJET ».")
@folder_option("output", "Où écrire, à côté des autres documents du dossier.")
@quiet_option
@verbose_option
@data_option
@templates_option
@click.pass_context
def amend(
    ctx: click.Context, /, dossier: str, file: Path, quiet: bool, verbose: bool, **asked: Any
) -> None:
    """Produit un avenant à la convention d'un DOSSIER voté.

    L'avenant ne dit que ce qui change ; toutes les règles vérifient le dossier ainsi modifié. Le
    document donne, article par article et annexe par annexe, les mots remplacés et la nouvelle
    rédaction. Tant que la convention n'est pas signée, c'est un projet.
    """
    from pmtdocs.commands.amend import check, render
    from pmtdocs.commands.report import text
    from pmtdocs.commands.request import Request

    request = Request(**asked)  # the other options, by the names of its fields
    checked = check(request.data, request.templates, dossier, file)
    decided = checked.decided(request.draft)
    report = text.render(decided.listed, checked.line)
    shown = text.render(checked.findings, checked.line, apart=True) if verbose else report
    if decided.blocking or not quiet:
        if shown:
            say_report(shown + "\n", err=True)
        say(text.summary(f"{dossier}, {file.name}", checked.findings), err=True)
    if decided.blocking:
        ctx.exit(refused(decided.blocking))
    written = render(checked, file, request, click.unstyle(report), Progress())
    for remark in written.said:
        say(remark, err=True)
    if not quiet:
        _show_changes(checked)
        say_written(written.folder, written.files, written.draft)


def _show_changes(checked: Checked) -> None:
    """What the amendment changes, value by value, to be read over."""
    act = checked.loaded.dossier.avenant if checked.loaded else None
    say("Ce qui change :")
    for one in act.changements if act else ():
        said = f"{one.avant} → {one.apres}"
        if one.avant is None:
            said = f"{one.apres} (ajouté)"
        elif one.apres is None:
            said = f"{one.avant} (supprimé)"
        say(f"  {one.lieu} : {said}")
