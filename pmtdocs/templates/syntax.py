"""Each tag on its own: is it well written, and in the language of the templates?"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

from pmtdocs.templates.contract.grammar import refusals
from pmtdocs.templates.fault import Faults, at_tag
from pmtdocs.templates.reading import Tag, Template, Typed

_KEYWORDS = ("if", "elif", "else", "endif", "for", "endfor")
#: What people who write French type.
_FRENCH = {
    "si": "if", "sinon": "else", "finsi": "endif", "fin_si": "endif", "sinonsi": "elif",
    "pour": "for", "finpour": "endfor", "elseif": "elif", "end": "endif",
}  # fmt: skip
#: Words of Jinja and of docxtpl that are no part of the language.
_FOREIGN = frozenset(
    "set endset macro endmacro include import from extends block endblock raw endraw with "  # noqa: SIM905
    "endwith call endcall filter endfilter autoescape endautoescape do continue break trans "
    "endtrans cellbg colspan hm vm".split()
)
_GLUED = re.compile(r"(p|tr|tc)(if|elif|else|endif|for|endfor)")
#: Reads what templates say, and renders nothing.
JINJA = Environment()  # noqa: S701
_EXAMPLE = "Écrivez par exemple {{ convention.intitule }} ou {% if vote.unanimite %} … {% endif %}."
_HINTS = (
    (re.compile(r"(?<![=!<>])=(?!=)"), "Une comparaison s'écrit avec deux signes égal : =="),
    (re.compile(r"\b(?:et|ou|non)\b"), "Écrivez « and », « or », « not » pour et, ou, non."),
    (re.compile(r"\d{16}"), "Un nombre a quinze chiffres au plus."),
    (re.compile(r"\|\s*$"), "Après la barre vient un filtre : {{ champ | euros }}."),
    (re.compile(r"^\s*$"), "Écrivez entre les accolades le champ à imprimer, ou retirez-les."),
)


def syntax(template: Template) -> Faults:
    """Every tag that is badly written, or says what a template may not say."""
    for paragraph in template.paragraphs:
        for tag in paragraph.tags:
            yield from judged(paragraph, tag)


def judged(paragraph: Typed, tag: Tag) -> Faults:
    """A tag that cannot be read; else, what it may not say."""
    said = _object(tag) if tag.prints else _keyword(tag)
    if said is None and _read(tag.text) is None:
        words = re.sub(r"'[^']*'|\"[^\"]*\"", "''", tag.inside if tag.prints else tag.rest)
        hints = (help for pattern, help in _HINTS if pattern.search(words))
        said = ("MDL105", "la balise n'est pas bien écrite", next(hints, _EXAMPLE))
    if said:
        code, reason, help = said
        yield at_tag(paragraph, tag, code, f"« {tag.typed} » : {reason}.", help)
    tree = parsed(tag)
    for refusal in refusals(tree) if tree else ():
        reason, _, hint = refusal.message.partition(" ; ")
        help = f"{hint[:1].upper()}{hint[1:]}" if hint else _ALLOWED
        yield at_tag(paragraph, tag, refusal.code, f"« {tag.typed} » : {reason}.", help)


def parsed(tag: Tag) -> nodes.Template | None:
    """A tag as Jinja reads it, its block closed at once; None for one that cannot be read."""
    return _read(tag.text) if tag.prints or tag.keyword in _KEYWORDS else None


def meant(tag: Tag) -> str:
    """A tag with the keyword that was meant, so that the others are judged rightly."""
    if tag.prints or tag.is_note:
        return tag.text
    if glued := _GLUED.fullmatch(tag.keyword):
        return tag.text.replace(tag.keyword, f"{glued[1]} {glued[2]}", 1)
    right = _right_keyword(tag)
    return tag.text.replace(tag.keyword, right, 1) if right else tag.text


_ALLOWED = (
    "Un modèle ne connaît que {{ champ }}, {{ champ | filtre }}, {% if … %} avec des comparaisons, "
    "et {% for … in … %}."
)


def _object(tag: Tag) -> tuple[str, str, str] | None:
    """``{{p x }}`` and ``{{r x }}``, by which docxtpl prints live objects."""
    if re.match(r"\{\{(?:p|r|tr|tc) ", tag.text):
        return "MDL111", "cette balise n'est pas permise dans un modèle", "Écrivez {{ champ }}."
    return None


def _keyword(tag: Tag) -> tuple[str, str, str] | None:
    word = tag.keyword
    if tag.is_note:
        said = "une note qui tient lieu d'une ligne ou d'une cellule n'est pas permise"
        return ("MDL111", said, "Écrivez {# note #}.") if tag.prefix in ("tr", "tc") else None
    if tag.prefix == "r" or word in _FOREIGN:
        return "MDL111", f"« {word or 'r'} » n'est pas permis dans un modèle", _ALLOWED
    if glued := _GLUED.fullmatch(word):
        right = f"{{%{glued[1]} {glued[2]} … %}}"
        return "MDL105", f"une espace manque après « {glued[1]} »", f"Écrivez {right}"
    if word not in _KEYWORDS:
        right = _right_keyword(tag)
        known = f"Vouliez-vous dire « {right} » ?" if right else _ALLOWED
        return "MDL105", f"« {word} » n'est pas un mot des modèles", known
    if word in ("else", "endif", "endfor") and tag.rest:
        return "MDL105", f"rien ne suit « {word} »", f"Écrivez {{%{tag.prefix} {word} %}}"
    return None


def _right_keyword(tag: Tag) -> str:
    if tag.keyword in _KEYWORDS or tag.keyword in _FOREIGN:
        return ""
    word = tag.keyword.lower()
    close = get_close_matches(word, _KEYWORDS, n=1, cutoff=0.6)
    return _FRENCH.get(word) or (close[0] if close else "")


@lru_cache(maxsize=4096)
def _read(text: str) -> nodes.Template | None:
    """The tree of a tag; None for what Jinja refuses."""
    tag = Tag(text, 0)
    if tag.prints or tag.is_note:
        source = text
    elif tag.keyword in ("if", "elif"):
        source = f"{{% if {tag.rest} %}}{{% endif %}}"
    elif tag.keyword == "for":
        source = f"{{% for {tag.rest} %}}{{% endfor %}}"
    else:
        source = ""
    try:
        return JINJA.parse(source)
    except (TemplateSyntaxError, ValueError, RecursionError):  # a number of 5 000 digits
        return None
