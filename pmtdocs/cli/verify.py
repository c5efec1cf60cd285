"""``pmtdocs verify``: is an output as it was made, and is a file one of ours?"""

from __future__ import annotations

import os
from pathlib import Path

import click

from pmtdocs.cli.options import GIVEN, Given, data_option, json_option, templates_option
from pmtdocs.cli.say import say, say_raw
from pmtdocs.finding import ExitCode, PmtdocsError


@click.command(short_help="Dit si des documents sont tels qu'ils ont été produits.")
@click.argument("path", metavar="CHEMIN", type=Given(exists=True, readable=False, path_type=Path))
@click.option(
    "--manifest",
    type=GIVEN,
    metavar="FICHIER",
    help="Le manifeste d'un fichier ; à défaut, celui de son dossier ou de output/.",
)
@json_option
@data_option
@templates_option
@click.pass_context
def verify(
    ctx: click.Context, path: Path, manifest: Path | None, shape: str, data: Path, templates: Path
) -> None:
    """Vérifie un dossier produit (output/ANNÉE) ou un fichier.

    D'un dossier : rien n'y a-t-il été modifié, retiré ou ajouté depuis son manifeste ? D'un
    fichier : sort-il, à l'octet près, de ce manifeste, et ces données et ces modèles sont-ils
    encore ceux dont il a été fait ?

    Code de sortie : 0 oui, 1 non.
    """
    from pmtdocs.render.output import uptodate

    try:
        own = path.is_dir()
        lines = uptodate.changed(path) if own else uptodate.doubts(path, manifest, data, templates)
    except (FileNotFoundError, ValueError) as error:
        said = f"{path} : aucun manifeste lisible ne dit de quoi ces documents sont faits."
        help = "Rendez le dossier (pmtdocs render), ou nommez le manifeste : --manifest FICHIER"
        raise PmtdocsError(said, help) from error
    if shape == "json":
        from pmtdocs.commands.report.json_text import dump

        say_raw(dump({"path": str(path), "faithful": not lines, "doubts": list(lines)}))
        ctx.exit(ExitCode.FINDINGS if lines else ExitCode.OK)
    for line in lines:
        say(f"  {line}", err=True)
    place = f"{path}{os.sep if own else ''}"
    if lines:
        say(f"{place} n'est pas tel que son manifeste le dit.", err=True)
        ctx.exit(ExitCode.FINDINGS)
    say(f"{place} est tel que son manifeste le dit.")
