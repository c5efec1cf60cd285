"""Click in French: its help, its usage errors, and the hints it gives.

Click marks its strings for gettext but ships no French. Compiled catalogues chosen by the user's
locale would leave English to whoever works in another one; here each of click's modules is given
the table below instead.
"""

from __future__ import annotations

import sys

import click  # noqa: F401  (its modules are looked up by name)

_FRENCH = {
    "Usage:": "Usage :",
    "Options": "Options",
    "Commands": "Commandes",
    "Positional arguments": "Arguments",
    "Aborted!": "Interrompu.",
    "Error: {message}": "pmtdocs : {message}",
    "Try '{command} {option}' for help.": "Pour l'aide : {command} {option}",
    "Missing command.": "il manque une commande.",
    "Missing argument": "il manque l'argument",
    "Missing option": "il manque l'option",
    "Missing parameter": "il manque le paramètre",
    "Missing {param_type}": "il manque : {param_type}",
    "Missing parameter: {param_name}": "il manque le paramètre {param_name}",
    "Invalid value: {message}": "valeur refusée : {message}",
    "Invalid value for {param_hint}: {message}": "valeur refusée pour {param_hint} : {message}",
    "No such option {name!r}.": "l'option « {name} » n'existe pas.",
    "No such command {name!r}.": "la commande « {name} » n'existe pas.",
    "Choose from:\n\t{choices}": "Au choix :\n\t{choices}",
    "Argument {name!r} takes {nargs} values.": "l'argument {name} prend {nargs} valeurs.",
    "Option {name!r} does not take a value.": "l'option {name} ne prend pas de valeur.",
    "Option {name!r} requires an argument.": "l'option {name} attend une valeur.",
    "Option {name!r} requires {nargs} arguments.": "l'option {name} attend {nargs} valeurs.",
    "Got unexpected extra argument ({args})": "argument en trop : {args}",
    "Got unexpected extra arguments ({args})": "arguments en trop : {args}",
    "{value!r} is not {choice}.": "« {value} » n'est pas {choice}.",
    "{value!r} is not one of {choices}.": "« {value} » n'est pas parmi {choices}.",
    "Did you mean {possibility}?": "Vouliez-vous dire {possibility} ?",
    "(Did you mean one of: {possibilities}?)": "(Vouliez-vous dire : {possibilities} ?)",
    "(Possible options: {possibilities})": "(Options proches : {possibilities})",
    "default: {default}": "par défaut : {default}",
    "Show this message and exit.": "Affiche cette aide.",
    "Show the version and exit.": "Affiche la version.",
    "{name} {filename!r} is a file.": "« {filename} » est un fichier, non un dossier.",
    "{name} {filename!r} is not readable.": "« {filename} » ne peut pas être lu.",
    "directory": "dossier",
    "file": "fichier",
    "path": "chemin",
}


def _gettext(message: str) -> str:
    return _FRENCH.get(message, message)


def _ngettext(singular: str, plural: str, count: int) -> str:
    return _gettext(plural if count > 1 else singular)


def install() -> None:
    """Give every loaded module of click the French table."""
    for name, module in list(sys.modules.items()):
        if name.startswith("click."):
            for function, french in (("_", _gettext), ("ngettext", _ngettext)):
                if hasattr(module, function):
                    setattr(module, function, french)
