"""What registers write around names, on the folded text: who votes for whom, who sits for whom."""

from __future__ import annotations

from pmtdocs.exchange.sitting.pasted_text import spaced
from pmtdocs.exchange.sitting.raw_sitting import Edge, Mode

_SHE, _HE = r"(?:question|deliberation|affaire)", r"(?:rapport|point|dossier|sujet)"
_NUMBER = r"\s*(?:n\s*[°ºo]?)?\s*"
HOUR = r"[0-9]{1,2}\s*(?:heures?|h|:)(?:\s*[0-9]{2}(?![0-9]))?"
_LEAVES = r"(?:depart|(?:a\s+)?quitt[a-z]*|parti[a-z]*|sorti[a-z]*)(?:\s+(?:de\s+)?la\s+seance)?"
_AT = r"(?:\s+(?:de\s+)?la\s+seance|\s+en\s+(?:cours\s+de\s+)?seance)?\s*(?:\ba|\bvers)?\s*"
_POWER = (
    r"(?:procurations?|pouvoirs?|mandats?|delegations?)(?:\s+de\s+vote|\s+ecrite?s?|\s+donnee?s?)*"
)
_GIVES = r"(?:donn(?:e|es|ee|ees|ant)|remis|remettant|confie|laisse|transmis)"
_HAS = r"(?:(?:qui|et|lequel|laquelle)\s+)?(?:(?:a|ont|ayant|avait|avaient)\s+)?"
_NAMED = r"(?=\s*:?\s*(?:m\.|mr|mme|mlle|monsieur|madame)\s)"
_PAIRED = r"(?:\([a-z]{1,3}\))?"
_OF = r"(?:de(?:\s+la|\s+l')?|du|des|d'|aux?|a\s+la|en\s+charge|charge)"
_HELD = (
    r"(?:president|maire|adjoint|conseiller|vice-president|delegue|doyen|senateur|depute|questeur"
    r"|rapporteur|membre|tresorier|secretaire|elu|administrateur)"
)
_RANK = r"(?:(?:[0-9]{1,2}\s*(?:er|ere|e|eme|nde?)|premiere?|deuxieme|seconde?|troisieme)\s+)?"
#: Where a title ends: at a sign, or at what says something else of its bearer.
_STOP = (
    r"(?=\s*(?:[.,;:()\n|–—]|-\s|\Z|\s(?:m\.|mme|a\s+donne|donne|ayant|represente|pouvoir|procuration|qui"
    r"|excuse|absent)))"
)
_STAFF = (
    r"(?:directeurs?|directrices?|dgs|dgst|dga|secretaire\s+(?:de\s+mairie|generale?|administrative"
    r"|de\s+direction)|chef(?:fe)?\s+de|responsable|chargee?\s+de\s+mission|comptable|attachee?s?"
    r"|collaborat(?:eur|rice)s?|assistante?s?|agents?|redact(?:eur|rice)|ingenieure?|technicien(?:ne)?"
    r"|stagiaires?|journalistes?|invitee?s?|experte?s?|commissaire|(?:sous-)?prefete?|cabinet"
    r"|(?:les\s+)?services?|(?:l'\s*)?administration|tresor(?:ier|iere)\s+(?:municipale?|principale?))"
)

#: One thing at a time, the longest first; the name of the group is what it says.
ITEM = spaced(
    "|".join(
        (
            rf"(?P<since>(?:a\s+(?:compter|partir)\s+(?:de\s+la\s+{_SHE}|du\s+{_HE})"
            rf"|arriv[a-z]*\s+(?:a\s+la\s+{_SHE}|au\s+{_HE})"
            rf"|des\s+(?:la\s+{_SHE}|le\s+{_HE})){_NUMBER}(?P<first>[0-9]{{1,4}}))",
            rf"(?P<until>(?:jusqu'(?:a\s+la\s+{_SHE}|au\s+{_HE})|{_LEAVES}\s+(?:a\s+l'issue\s+(?:de\s+la\s+{_SHE}"
            rf"|du\s+{_HE})|apres\s+(?:la\s+{_SHE}|le\s+{_HE}))){_NUMBER}(?P<last>[0-9]{{1,4}})"
            r"(?P<out>\s*\(?\s*(?:non\s+inclu|exclu))?(?:\s*(?:non\s+)?(?:inclu|compri|exclu)[a-z]*)?)",
            rf"(?P<comes>(?:arriv[a-z]*|entre[a-z]*|a\s+(?:partir|compter)\s+de|des){_AT}"
            rf"(?P<came>{HOUR}))",
            rf"(?P<goes>(?:depart[a-z]*|part[ie][a-z]*|quitt[a-z]*|sorti[a-z]*|jusqu'(?=a)){_AT}"
            rf"(?P<gone>{HOUR}))",
            r"(?P<moves>\b(?:arriv|depart|quitt|sorti)[a-z]*(?:\s+[^\s,;()]+){0,6}?(?=\s*[,;()\n]|\s+et\s))",
            r"(?P<visio>\b(?:(?:present[a-z]*\s+)?(?:en|par|via)\s+)?(?:visio[a-z-]*|teleconference"
            r"|audioconference)|\b(?:a|en)\s+distan[a-z]+)",
            rf"(?P<gives>{_HAS}{_GIVES}\s+(?:(?:sa|son|une?|le|leur)\s+)?{_POWER}"
            r"(?:\s+(?:de|pour)\s+voter\s+en\s+(?:son|leur)\s+nom)?\s*(?::|\ba\b)"
            rf"|\b{_POWER}\s*(?:\ba\b|:|[-=]>|→)|\b{_POWER}{_NAMED}"
            rf"|(?<=\(){_POWER}(?=\s+(?!d[eu]s?\b|d')[a-z])|\b(?:en\s+faveur|au\s+profit)\s+de(?=\s)"
            r"|(?<=[^\s>] )>(?=\s)|(?:a|ayant)\s+pour\s+mandataire\b"
            r"|\bmandataire\s*:|[-=]+>|→|➔|\ba\b(?![.'-]))",
            rf"(?P<holds>\bpour\b(?!\s+voter)|{_HAS}(?:recu\s+)?\b(?:porteur[a-z]*\s+(?:de\s+la\s+|du\s+|de\s+|d'une?\s+))?"
            rf"{_POWER}\s+(?:de(?=\s)|d')|\bmandataire\s+(?:de(?=\s)|d'))",
            r"(?P<sits>\bsuppleante?\s+(?:de(?=\s)|du(?=\s)|d')|\ben\s+(?:remplacement|lieu\s+et\s+place)\s+de(?=\s)"
            rf"|\brempla[c]ante?\s+(?:de(?=\s)|d')|\b(?:supplee|remplace)\b{_NAMED})",
            rf"(?P<replaced>\bpar{_NAMED}|(?<=\()par(?=\s)|\b(?:represente|supplee|remplace){_PAIRED}e?s?\s+par(?:\s+(?:sa|son|leur|la|le))?"
            rf"(?:\s+suppleante?{_PAIRED})?|\bsuppleante?\s*:)",
            rf"(?P<alone>\bsuppleante?{_PAIRED}s?\b)",
            rf"(?P<absent>\b(?:non\s+)?(?:absent|excuse|empeche|represente){_PAIRED}e?s?\b)",
            rf"(?P<salle>\bpresent{_PAIRED}e?s?\b)",
            rf"(?P<staff>\b{_STAFF}\b(?:\s+{_OF}?\s*[^,;:()\n|]{{1,80}}?)?{_STOP})",
            rf"(?P<title>\b{_RANK}(?:vice-\s?)?{_HELD}(?:e|trice|euse)?{_PAIRED}s?\b"
            rf"(?:\s+(?:municipa|communautaire|departementa|regiona|metropolitain|titulaire|delegue|adjoint"
            rf"|honoraire)[a-z]*(?!\s*:))*(?:\s+{_OF}\s*[^,;:()\n|]{{1,80}}?)?{_STOP})",
            r"(?P<filler>\bpour\s+voter\s+en\s+(?:son|leur)\s+nom\b|\b(?:qui|ayant|donne|pouvoir|procuration|avec|neant|aucune?)\b"
            r"|\b(?:formant|constituant|representant)\s+la\s+majorite\b[^.;\n]{0,80}|\(\s*dont\b[^)\n]{0,80}\))",
            r"(?P<open>\()",
            r"(?P<close>\))",
            r"(?P<civility>\b(?:m|mr|mme|mlle)(?:,(?=\s+[a-z])|\.(?=[a-z]{2,})))",
            r"(?P<sep>[,;|])",
            r"(?P<colon>:)",
            r"(?P<word>[^\s,;:()|]+)",
        )
    )
)

MODES: dict[str, Mode] = {"salle": "salle", "visio": "visio", "absent": "absent"}
#: What ties two people.
TIES = ("gives", "holds", "sits", "replaced", "alone")


#: Kind of token → which bound it gives, and the group that says when.
BOUNDS: dict[str, tuple[Edge, str]] = {
    "since": ("a_compter_de", "first"),
    "until": ("jusqu_a", "last"),
    "comes": ("arrivee", "came"),
    "goes": ("depart", "gone"),
    "moves": ("depart", "moves"),
}
