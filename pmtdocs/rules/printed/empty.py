"""What is announced and not printed: a list, a table, the value of a label, a field."""

from __future__ import annotations

import re

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Severity
from pmtdocs.rules.base import Fault, Faults, cites, printed_rule
from pmtdocs.rules.printed.reading import Seen, plain, read
from pmtdocs.word.printed import Paragraph, Printed

#: « Il est convenu ce qui suit : » announces all that follows, titles included.
_ANNOUNCES_ALL = re.compile(
    r"\b(?:suit|suivante?s?|ci-après|ci-dessous|décid\w*|arrêt\w*|délibère|statu\w*|entre|et|vu)\W*$",
    re.IGNORECASE,
)
#: Labels of an extract of the register: whatever stands on the next line is not their value.
_LABEL = re.compile(
    r"(?:secrétaires? de séance|rapporteu[rs]+e?s?|président(?:e|s)?(?: de (?:la )?séance)?|quorum|"
    r"membres[\w' ]* en exercice|(?:étai(?:en)?t|sont|est) [\w' ]*"
    r"(?:présent|absent|excusé|représenté)[\w' ]*|siren|siret|objet|"
    r"(?:membres |élus )?(?:présents|absents|excusés|représentés)|"
    r"procurations?[\w' ]*|pouvoirs[\w' ]*|date de (?:la )?(?:convocation|séance)|convocation)",
    re.IGNORECASE,
)
_EMPTY_LABEL = re.compile(rf"(?:{_LABEL.pattern}) ?:\s*", re.IGNORECASE)
_LABELLED = re.compile(rf"(?:{_LABEL.pattern}) ?:", re.IGNORECASE)
_PAIR = re.compile(r"« *»|\( +\)|\(\)|“ *”|\[ *\]")


@cites("Déduit des documents : ce qui est annoncé est imprimé")
@printed_rule("annonce-sans-suite", Severity.WARNING)
def PRT005(printed: Printed, _dossier: Dossier) -> Faults:
    """Ce que deux points annoncent est imprimé : une liste, un tableau qui a des lignes, la valeur
    d'une étiquette ; des guillemets et des parenthèses ont un contenu.

    Pourquoi : La boucle ou le champ du modèle n'a rien trouvé dans les données, et la phrase reste.
    Faux : « Secrétaire de séance : », puis rien ; « le programme «  » ».
    Juste : « Secrétaire de séance : Mme Durand » ; « le programme « Eau » ».
    """
    for seen in (reading := read(printed)).paragraphs:
        after = printed[seen.document][seen.rank + 1 : seen.rank + 2]
        if seen.paragraph.kind == "table" and not seen.paragraph.level:
            named = f"« {seen.text} » " if seen.text.strip() else ""
            first = after[0].words if after else ""
            yield Fault(
                seen.at(),
                f"Un tableau {named}n'a que son en-tête (« {first} »…), et aucune ligne.",
                help="Complétez les données, ou mettez le tableau sous condition dans le modèle.",
            )
        elif _lacks(seen, printed[seen.document]):
            yield Fault(
                seen.at(),
                f"Rien ne suit « {seen.text.strip()[-60:]} ».",
                help="Complétez les données, ou mettez ces mots sous condition dans le modèle.",
            )
    for found in reading.find(_PAIR):
        if len(_PAIR.findall(found.seen.text)) == 1:  # several: boxes of a form
            yield Fault(
                found.path,
                f"« {found.match[0]} » ne contient rien, dans « {found.before[-25:]}"
                f"{found.match[0]}{found.after[:15]} ».",
                help="Complétez les données, ou retirez ces signes du modèle.",
            )


#: A title that is one of those announced: « Axe 1 – Former », « I. Objet », « Premier volet ».
_COUNTED = re.compile(
    r"(?:\w+ )?(?:n° ?)?(?:\d|[A-Z][.)°]|[IVX]+\b|[-–•]|première?\b)", re.IGNORECASE
)


def _lacks(seen: Seen, said: tuple[Paragraph, ...]) -> bool:
    """Does a paragraph end with a colon, and nothing of what it announces follow?"""
    one, text = seen.paragraph, seen.text
    after = said[seen.rank + 1] if seen.rank + 1 < len(said) else None
    if not text.rstrip().endswith(":") or one.kind not in ("text", "item"):
        return False
    if after is None or after.kind in ("section", "header", "footer", "note"):
        return bool(_EMPTY_LABEL.fullmatch(text.strip()))
    if after.kind == "text":
        return bool(_EMPTY_LABEL.fullmatch(text.strip()) and _LABELLED.match(plain(after.words)))
    if _EMPTY_LABEL.fullmatch(text.strip()) and not text.lower().startswith("objet"):
        return after.kind == "heading"
    title = plain(f"{after.number}{after.words}")
    above = next((p.level for p in said[seen.rank :: -1] if p.kind == "heading"), after.level)
    return (
        after.kind == "heading"
        and after.level <= above
        and not re.match(r"article", title, re.IGNORECASE)
        and not _COUNTED.match(title)
        and not _ANNOUNCES_ALL.search(text)
    )


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
