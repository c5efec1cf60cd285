"""What agrees with a body: its verb, and « représenté(e) par »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.common import Organisation
from pmtdocs.finding import Path, Severity
from pmtdocs.language.agreement import feminine
from pmtdocs.rules.base import Fault, Faults, cites, printed_rule
from pmtdocs.rules.printed.reading import plain, read
from pmtdocs.word.printed import Printed

#: Of one, and of several: those that an act says of its parties; the others only gain « nt ».
_IRREGULAR = {
    "a": "ont", "aura": "auront", "conduit": "conduisent", "devra": "devront", "doit": "doivent",
    "est": "sont", "fait": "font", "fera": "feront", "fournit": "fournissent",
    "interdit": "interdisent", "met": "mettent", "perçoit": "perçoivent", "peut": "peuvent",
    "pourra": "pourront", "reçoit": "reçoivent", "remet": "remettent", "remettra": "remettront",
    "répond": "répondent", "sera": "seront", "souscrit": "souscrivent", "tient": "tiennent",
    "transmet": "transmettent",
}  # fmt: skip
_REGULAR = (
    "accepte|accorde|adresse|affecte|apporte|attribue|conserve|déclare|emploie|engage|exécute|informe|"
    "justifie|mène|mentionne|oblige|organise|participe|propose|publie|réalise|reverse|signale|"
    "sollicite|utilise|verse"
)
_VERB = rf"(?:ne |n'|se |s'|lui |y |en )*(?P<verb>{_REGULAR}|{'|'.join(_IRREGULAR)})\b(?!')"

#: « (SIREN …), 1 rue Haute, ci-après « EM » »: what may stand after a name.
_GAP = r"(?: \([^)\n]*\))?(?P<gap>(?:, [^.;\n]{0,160}?)?)"


@cites("Grevisse et Goosse, Le Bon Usage : accord du verbe et du participe")
@printed_rule("accord-avec-l-organisme-faux", Severity.WARNING)
def PRT011(printed: Printed, dossier: Dossier) -> Faults:
    """Ce qui est dit d'une partie s'accorde avec son nom : « représentée par », « s'engagent ».

    Pourquoi : Le modèle écrit « représenté » ou « s'engage » pour un organisme d'un genre et d'un
    nombre, et le dossier en nomme un autre.
    Faux : « Les Rencontres du Lac s'engage », « La Ville d'Exemple, représenté par ».
    Juste : « Les Rencontres du Lac s'engagent », « La Ville d'Exemple, représentée par ».
    """
    names = dict(_names(dossier))
    if not names:
        return
    either = "|".join(sorted(map(_either_case, names), key=len, reverse=True))
    known = {name.casefold(): told for name, told in names.items()}
    represented = rf"(?P<name>{either}){_GAP}, représenté(?P<end>e?s?)(?= par\b)"
    for found in read(printed).find(re.compile(represented)):
        is_feminine, is_plural = known[found.match["name"].casefold()]
        end = found.match["end"]
        e = "e" if (is_feminine if is_feminine is not None else end[:1] == "e") else ""
        right = e + "s" * is_plural
        if end != right and not re.search(either, found.match["gap"]):
            said = (f"représenté{end}", f"représenté{right}")
            yield _fault(found.path, found.match["name"], *said, "e")
    engages = rf"(?:^|(?<=[.;:] ))(?P<name>{either}) {_VERB}"
    for found in read(printed).find(re.compile(engages, re.MULTILINE)):
        if known[found.match["name"].casefold()][1]:
            verb = found.match["verb"]
            right = _IRREGULAR.get(verb, f"{verb}nt")
            yield _fault(found.path, found.match["name"], verb, right, "nt")


@cites("Grevisse et Goosse, Le Bon Usage : l'article devant un nom de collectivité")
@printed_rule("nom-sans-article", Severity.WARNING)
def PRT012(printed: Printed, dossier: Dossier) -> Faults:
    """Un organisme dont le nom veut un article l'a aussi après « de », « à », « par », « pour ».

    Pourquoi : Le modèle écrit « de » devant le nom seul, et ne va que pour les noms sans article.
    Faux : « avec le soutien de Ville d'Exemple », « versée à Club des Exemples ».
    Juste : « avec le soutien de la Ville d'Exemple », « versée au Club des Exemples ».
    """
    bare: dict[str, Organisation] = {}
    for body in _bodies(dossier):
        if body.determinant in ("le", "la", "les") and " " in body.nom:
            bare[plain(body.nom)] = body
    if not bare:
        return
    either = "|".join(map(re.escape, sorted(bare, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![\w'-])(?P<word>de|à|par|pour|avec) (?P<name>{either})(?![\w-])")
    for found in read(printed).find(pattern):
        word, body = found.match["word"], bare[found.match["name"]]
        right = {"de": body.du, "à": body.au}.get(word, f"{word} {body.le}")
        field = {"de": "du", "à": "au"}.get(word, "le")
        yield Fault(
            found.path,
            f"« {found.match[0]} » est imprimé.",
            help=f"Écrivez « {right} » : dans le modèle, le champ qui finit par « .{field} » porte "
            f"l'article ({{{{ beneficiaire.{field} }}}}).",
        )


def _fault(path: Path, name: str, wrong: str, right: str, ending: str) -> Fault:
    return Fault(
        path,
        f"« {wrong} » est imprimé de « {name} ».",
        help=f"Écrivez « {right} » : dans le modèle, le filtre « {ending} » accorde "
        f"({{{{ beneficiaire.le|{ending} }}}}).",
    )


def _names(dossier: Dossier) -> Iterator[tuple[str, tuple[bool | None, bool]]]:
    """How each party is called, and what is known of its gender and number."""
    for body in _bodies(dossier):
        yield plain(body.le), (body.told_feminine, body.pluriel)
        if body.designation:
            yield plain(body.appellation), (feminine(body.designation), False)


def _bodies(dossier: Dossier) -> Iterator[Organisation]:
    """Those that the act makes speak: who pays, who receives, who signs."""
    parties = dossier.convention.parties if dossier.convention else ()
    keys = (dossier.dossier.financeur, dossier.dossier.beneficiaire)
    for key in dict.fromkeys((*(one.organisation for one in parties), *keys)):
        if key and (body := dossier.commun.organisations.get(key)):
            yield body


def _either_case(name: str) -> str:
    return f"[{name[0].upper()}{name[0].lower()}]{re.escape(name[1:])}"
