"""What may differ: blanks filled in, signatures, the stamp of transmission."""

from __future__ import annotations

import re
from itertools import pairwise

from pmtdocs.compare import stamps
from pmtdocs.compare.edits import Comparison, Edit
from pmtdocs.compare.words import Kind, Token, without_ends
from pmtdocs.language.french import MONTHS

#: A blank takes a number, a date, a name; a sentence is something else.
_FILLING = 12
#: The small words of a number, a date, a signature; what else they say is a name or a figure.
#: « sous réserve de » is none of them.
_SIGNING = re.compile(
    r"à|accord|accusé|affiché|approuvé|au|autorité|bon|cachet|certificat|d|de|délivré|des|du|"
    r"électronique|électroniquement|en|envoyé|et|fait|h|habilitée|heure|horodatage|l|la|le|lu|"
    r"madame|mention|monsieur|nom|numérique|numéro|organisme|par|pour|prénom|préfecture|publié|"
    r"qualité|reçu|réception|sa|sceau|signataire|signature|signé|son|transmis|utc|valide|vu|"
    r"délégué|déléguée|directeur|directrice|er|général|générale|maire|président|présidente|"
    rf"secrétaire|trésorier|trésorière|vice|n|{'|'.join(MONTHS)}"
)
_NO_NAME = re.compile(rf"(?:{stamps.NO_NAME})", re.IGNORECASE)


def is_permitted(comparison: Comparison, edit: Edit) -> bool:
    """Is this edit a place left to be filled in, and now filled in?"""
    old, new = (half.tokens for half in comparison.halves(edit))
    if old:
        return all(t.kind is Kind.BLANK for t in old) and _fills(new)
    before = comparison.a[edit.i1 - 1 : edit.i1]
    if any(t.kind is Kind.BLANK for t in [*before, *comparison.a[edit.i1 : edit.i1 + 1]]):
        return _fills(new)
    if any(comparison.old.blocks[t.block].signed for t in before):
        return all(_is_signing(t) for t in new) and _says_no_more(comparison, edit)
    return stamps.is_stamp(comparison.new, without_ends(new), comparison.known)


def _says_no_more(comparison: Comparison, edit: Edit) -> bool:
    """Where people sign: no name but A's, no figure but a date's, no label but a signature's."""
    half = comparison.halves(edit)[1]
    said = (t.key for t in half.tokens if t.kind is Kind.WORD and not _SIGNING.fullmatch(t.key))
    labels = (a.key for a, b in pairwise(half.tokens) if b.key == ":" and a.kind is Kind.WORD)
    is_named = comparison.a[edit.i1 - 1].key == ":" or comparison.known.issuperset(said)
    is_signed = is_named and all(map(_SIGNING.fullmatch, labels))
    return is_signed and not stamps.has_other_figures(half.said())


def _fills(words: list[Token]) -> bool:
    """Few words of one paragraph, or none: a blank may be signed over by hand."""
    is_short = len(words) <= _FILLING and len({t.block for t in words}) <= 1
    return is_short and all(_is_signing(t) for t in words)


def _is_signing(token: Token) -> bool:
    if token.kind is Kind.WORD:
        named = token.exact[:1].isupper() and _NO_NAME.match(token.exact) is None
        return named or _SIGNING.fullmatch(token.key) is not None
    return token.kind is not Kind.TAG and token.key not in ("€", "%")
