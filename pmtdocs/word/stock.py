"""The styles that Word has of its own, under the names that its languages give them.

styles.xml holds their English names, whatever the language of Word; other programs write there
what they show (« Titre 1 », « Heading 1 »), or do not capitalise alike.
"""

from __future__ import annotations

import re

#: English: French, German, Spanish, Italian. A final « # » is a number from 1 to 9.
_NAMES = """
normal: normal, standard, normale, style par défaut, default paragraph style, default style
heading #: titre #, überschrift #, título #, titolo #
title: titre, titel, título, titolo
subtitle: sous-titre, untertitel, subtítulo, sottotitolo
header: en-tête, kopfzeile, encabezado, intestazione
footer: pied de page, fußzeile, pie de página, piè di pagina
list paragraph: paragraphe de liste, listenabsatz, párrafo de lista, paragrafo elenco
list bullet: liste à puces, aufzählungszeichen, lista con viñetas, punto elenco
list number: liste à numéros, listennummer, lista con números, numero elenco
body text: corps de texte, textkörper, texto independiente, corpo testo, text body, corps de text
no spacing: sans interligne, kein leerraum, sin espaciado, nessuna spaziatura
caption: légende, beschriftung, descripción, epígrafe, didascalia
quote: citation, zitat, cita, citazione
strong: élevé, fett, texto en negrita, enfasi (grassetto)
emphasis: accentuation, hervorhebung, énfasis, enfasi (corsivo)
hyperlink: lien hypertexte, link, hipervínculo, collegamento ipertestuale, internet link
followedhyperlink: lien hypertexte suivi visité, besuchterlink, hipervínculo visitado
footnote text: note de bas de page, fußnotentext, texto nota pie, testo nota a piè di pagina
footnote reference: appel note de bas de p., fußnotenzeichen, ref. de nota al pie
page number: numéro de page, seitenzahl, número de página, numero pagina
toc #: TM #, verzeichnis #, tdc #, sommario #
default paragraph font: police par défaut, absatz-standardschriftart
default paragraph font: fuente de párrafo predeter., carattere predefinito paragrafo
normal table: tableau normal, normale tabelle, tabla normal, tabella normale, table normal
table grid: grille du tableau, tabellenraster, tabla con cuadrícula, griglia tabella
""".strip().splitlines()


def _spread() -> tuple[dict[str, str], dict[str, str]]:
    """By each of the names, the English one; by that one, the French one."""
    out: dict[str, str] = {}
    french: dict[str, str] = {}
    for english, others in (line.split(": ") for line in _NAMES):
        for name in others.split(", "):
            ranks = "123456789" if english.endswith("#") else "#"
            for n in ranks:
                out[name.casefold().replace("#", n)] = english.replace("#", n)
                french.setdefault(english.replace("#", n), name.replace("#", n))
    return out, french


_ENGLISH, _FRENCH = _spread()
_SPACES = re.compile(r"\s+")


def same_name(name: str) -> str:
    """The names of one style have one of these: without case, in English for Word's own.

    People do not tell one apostrophe from the other, nor a no-break space.
    """
    plain = _SPACES.sub(" ", name.casefold().replace("’", "'")).strip()
    return _ENGLISH.get(plain, plain)


def shown(name: str) -> str:
    """A style's name as Word shows it in French: « Titre 1 » for « heading 1 »."""
    french = _FRENCH.get(same_name(name), name)
    return french[:1].upper() + french[1:]
