"""``pmtdocs verify``: is an output as it was made, and is a file one of ours?"""

from __future__ import annotations

import os
from pathlib import Path

import click

from pmtdocs.cli.answer import Answer, json_answer
from pmtdocs.cli.options import GIVEN, Given, data_option, quiet_option, templates_option
from pmtdocs.finding import ExitCode, PmtdocsError
from pmtdocs.language.visible import visible


@click.command(short_help="Dit si des documents sont tels qu'ils ont été produits.")
@click.argument("path", metavar="CHEMIN", type=Given(exists=True, readable=False, path_type=Path))
@click.option(
    "--manifest",
    type=GIVEN,
    metavar="FICHIER",
    help="Le manifeste d'un fichier ; à défaut, celui de son répertoire, ou de output/.",
)
@json_answer
@quiet_option
@data_option
@templates_option
@click.pass_context
def verify(  # noqa: PLR0913, PLR0917 - one parameter an option, as click wants it
    ctx: click.Context,
    path: Path,
    manifest: Path | None,
    answer: Answer,
    quiet: bool,
    data: Path,
    templates: Path,
) -> None:
    """Vérifie un répertoire produit (output/ANNÉE) ou un fichier.

    D'un répertoire : rien n'y a-t-il été modifié, retiré ou ajouté depuis son manifeste ? D'un
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
    verdict = "n'est pas" if lines else "est"
    said = f"{path}{os.sep if own else ''} {verdict} tel que son manifeste le dit."
    if answer.shape == "json":
        from pmtdocs.language.json_text import dump

        facts = {"path": path.as_posix(), "faithful": not lines, "doubts": list(lines)}
        answer.give(dump(facts), [said], quiet)
    else:
        told = [*(f"  {line}" for line in lines), said] if lines or not quiet else []
        answer.give(visible("\n".join(told)), [said], quiet)
    ctx.exit(ExitCode.FINDINGS if lines else ExitCode.OK)
