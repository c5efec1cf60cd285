"""What was to be filled in, and was not."""

from __future__ import annotations

import re

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Severity
from pmtdocs.rules.base import Fault, Faults, cites, printed_rule
from pmtdocs.rules.printed.reading import read
from pmtdocs.word.printed import Printed

_HOLE = re.compile(
    r"\{\{?[^{}\n]*\}?\}|\{%|%\}|[{}]|(?<![\w'-])(?:None|NaN|undefined|null)(?![\w'-])"
    r"|\bdu au\b|\ble à(?= [A-ZÀ-Ý])|\bn°(?= ?(?:[,;)]|$))"
    r"|\b(?:délibération|décision|arrêté|convention|marché|contrat|loi|décret|avenant) n°"
    r"(?= +(?:du|en|relati|portant))|\[à compléter[^\]\n]*\]|\bTODO\b|\bXX/XX\b|\bXXX+\b"
    r"|\bde euros\b|(?<![\w'])(?:de|soit) {1,2}[€%](?!\w)|\b(?:SIREN|SIRET)(?= ?\))"
    r"|\b(?:Mmes?|MM?\.)(?= ,)"
    r"|\b(?i:fait|établie?) en(?= exemplaires?\b(?! unique))|\ble et(?= le )",
    re.MULTILINE,
)


@cites("Déduit des documents : un document définitif n'a plus rien à compléter")
@printed_rule("trou-imprime", Severity.WARNING)
def PRT008(printed: Printed, _dossier: Dossier) -> Faults:
    """Aucun trou n'est imprimé : une accolade, un champ entre accolades, « None », « du au », un
    « n° » ou un « € » sans nombre.

    Pourquoi : Un texte nomme un champ que rien ne remplit, ou une valeur vide passe inaperçue.
    Faux : « le programme {nom} », « une subvention de € », « du au 31 décembre ».
    Juste : « le programme Eau », « une subvention de 45 000 € », « du 1er janvier au 31 décembre ».
    """
    for found in read(printed).find(_HOLE):
        around = f"{found.before[-25:]}{found.match[0]}{found.after[:25]}".strip()
        yield Fault(
            found.path,
            f"« {found.match[0]} » est imprimé dans « {around} ».",
            help="Écrivez la valeur, dans les données ou par le nom d'un champ qui existe.",
        )
