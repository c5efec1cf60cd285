"""What no document would show as Word does: all that ``printable`` does not list, hidden tags."""

from __future__ import annotations

from collections.abc import Iterator

from pmtdocs.finding import Severity
from pmtdocs.language.columns import quoted
from pmtdocs.language.french import plural
from pmtdocs.templates import notes
from pmtdocs.templates.across import across
from pmtdocs.templates.fault import Fault, Faults, whole
from pmtdocs.templates.field_codes import field_codes, tags_astray
from pmtdocs.templates.foreign import foreign
from pmtdocs.templates.layout import tall_margins
from pmtdocs.templates.pictures import unprintable
from pmtdocs.templates.reading import Template, Typed
from pmtdocs.templates.signs import signs
from pmtdocs.templates.structure import structure
from pmtdocs.word import package
from pmtdocs.word.looks import OF_A_FILE
from pmtdocs.word.package import is_on, local, parse, qualified, w
from pmtdocs.word.printable import Loss, Lost, losses
from pmtdocs.word.tags import TAG
from pmtdocs.word.words import text_of

_ORDINARY = "Écrivez ces mots dans un paragraphe ou un tableau ordinaire."
_UNKNOWN = "Retapez le paragraphe dans un style de la charte, si Word y montre quelque chose."
_SMART_ART, _VIDEO = "Un graphique SmartArt", "Une vidéo en ligne"
_HIDDEN = "Effacez-le, ou décochez « Masqué » (Accueil, Police) s'il est à lire."
_REMOVE = (
    "Retirez cet objet : une image s'insère en PNG ou en JPEG ; un trait est une bordure de "
    "paragraphe (Accueil, Bordures)."
)
_RETYPE = "Retapez le paragraphe dans Word, sans ce qui s'y trouve d'autre que des mots."
#: What no menu of today's Word inserts.
_OF_OLD = dict.fromkeys(
    qualified("dayShort dayLong monthShort monthLong yearShort yearLong"),
    "Tapez la date, ou imprimez un fait : {{ seance.date | date }}.",
) | {w("pgNum"): "Retirez-le, puis Insertion > Numéro de page."}
_JOINED = "marque de paragraphe masquée, qui joint le paragraphe au suivant (séparateur de style)"
_LOOK = "Retirez-la, ou choisissez un style de la charte."
_PAGE = "Dans Word, Mise en page, fenêtre du groupe (Marges, Papier, Disposition) : retirez-le."
_NORMAL = "Dans Word, Mise en page : Coupure de mots, « Aucune » ; Marges, Pages, « Normal »."
_SHOW = "Écrivez ce qu'il montre dans un paragraphe ou un tableau ordinaire."
_EMBEDDED = qualified("object control altChunk subDoc")
#: What may stand before the first element of an XML file.
_BLANK = b"\xef\xbb\xbf \t\r\n"
#: Comments are not printed, and may say what they like; notes are said at their calls.
_APART = ("footnotes", "endnotes", "comments")


def unrendered(template: Template) -> Faults:
    """Words and pictures that would be lost, looks that would be, then tags outside the text."""
    found = [loss for tree in template.trees.values() for loss in losses(tree)]
    for loss in found:
        if loss.lost is Lost.WORDS:
            yield _refusal(template, loss)
    found += _numbers(template)
    yield from _remarks(template, [loss for loss in found if loss.lost is not Lost.WORDS])
    yield from _settings(template)
    yield from _hidden_words(template)
    yield from _hidden_tags(template)


def refusals(template: Template) -> Faults:
    """What a render refuses: a check that passes and a render that does not would be two rules."""
    for tree in template.trees.values():
        yield from (_refusal(template, x) for x in losses(tree) if x.lost is Lost.WORDS)
    yield from across(template)
    yield from unprintable(template)
    yield from notes.lost(template)
    yield from tags_astray(template)
    yield from signs(template)
    yield from tall_margins(template)
    for fault in (*structure(template), *field_codes(template), *foreign(template)):
        if fault.kind.severity is Severity.ERROR:
            yield fault


def _refusal(template: Template, loss: Loss) -> Fault:
    """An error at the paragraph that holds it, or at the nearest."""
    place = template.near(loss.element)
    if loss.what == _SMART_ART:
        loss = loss._replace(words=loss.words or _diagram_words(template))
    words = quoted(loss.words)
    said = f"{loss.what} contient « {words} »" if words else f"{loss.what} est dans le modèle"
    code = "MDL144" if loss.element.tag in _EMBEDDED or loss.what == _VIDEO else "MDL131"
    drawn = _REMOVE if loss.element.tag in (w("drawing"), w("pict")) else _RETYPE
    help = _ORDINARY if words else _SHOW if code == "MDL144" else drawn
    help = _OF_OLD.get(str(loss.element.tag), help)
    return whole(template, code, f"{said} : cela ne s'imprimerait pas.", help, place)


def _numbers(template: Template) -> Iterator[Loss]:
    """Numbers and bullets of lists that are written otherwise, and paragraphs that Word joins."""
    styles = template.styles
    for paragraph in template.paragraphs:
        own = paragraph.element
        if paragraph.text.strip() and styles.is_hidden(own) and not styles.hides(own):
            yield Loss(Lost.LOOK, own, _JOINED)
        level = template.numbering.level(own)
        if level is not None and level.unlike:
            yield Loss(Lost.LOOK, own, level.unlike)


def _remarks(template: Template, found: list[Loss]) -> Faults:
    """Once a kind and file, at the first place."""
    by_kind: dict[tuple[Lost, str, bool], dict[Typed | None, None]] = {}
    for loss in found:
        above = loss.element.getparent()
        of_page = above is not None and above.tag == w("sectPr")
        kind = loss.lost, loss.what, of_page
        by_kind.setdefault(kind, {})[template.near(loss.element)] = None
    for (lost, what, of_page), places in by_kind.items():
        first, *others = places
        also = f" (et {plural(len(others), 'autre')} fois)" if others else ""
        if lost is Lost.LOOK:
            said = f"Mise en forme que le PDF perdrait : {what}{also}."
            yield whole(template, "MDL172", said, _PAGE if of_page else _LOOK, first)
        else:
            said = f"{what} est dans le modèle{also}, que pmtdocs ne connaît pas."
            yield whole(template, "MDL134", said, _UNKNOWN, first)


def _settings(template: Template) -> Faults:
    """Those of the file that no document has: the parts of one are printed as one."""
    asked = [] if template.settings is None else [e for e in template.settings if is_on(e)]
    default = template.styles.defaults.get("pPr")
    if default is not None and is_on(default.find(w("suppressAutoHyphens"))):  # by LibreOffice
        asked = [e for e in asked if e.tag != w("autoHyphenation")]
    for what in dict.fromkeys(OF_A_FILE[n] for e in asked if (n := local(e.tag)) in OF_A_FILE):
        said = f"Réglage du fichier que les documents n'auraient pas : {what}."
        yield whole(template, "MDL172", said, _NORMAL)


def _diagram_words(template: Template) -> str:
    names = dict.fromkeys(r.target for r in template.relations() if r.kind == "diagramData")
    pieces = (template.files[name] for name in names if name in template.files)
    texts = (t for data in pieces for t in parse(data, template.name).iter("{*}t"))
    return " ".join(str(t.text or "") for t in texts)


def _hidden_words(template: Template) -> Faults:
    """Once a file: nobody reads them on the page, and whoever is sent the document may."""
    runs = (run for tree in template.trees.values() for run in tree.iter(w("r")))
    hidden = [run for run in runs if text_of(run).strip() and template.styles.is_hidden(run)]
    if hidden:
        words = quoted(" ".join(text_of(run).strip() for run in hidden))
        said = f"Du texte est masqué : « {words} » ne s'imprime pas, et reste dans le document."
        yield whole(template, "MDL135", said, _HIDDEN, template.near(hidden[0]))


def _hidden_tags(template: Template) -> Faults:
    """In whatever is never filled in: properties, charts, glossary, data of others."""
    apart = {r.target for r in template.relations() if r.kind in _APART} | set(template.trees)
    properties = {r.target for r in package.relationships(template.files, "").values()}
    for name, data in template.files.items():
        if name in apart or b"{" not in data or not data.lstrip(_BLANK).startswith(b"<"):
            continue
        text = "".join(map(str, parse(data, template.name).itertext()))
        where = "les propriétés du fichier" if name in properties else name
        for tag in dict.fromkeys(TAG.findall(text)):
            message = f"« {quoted(tag)} » est dans {where}, où aucune balise n'est remplie."
            help = "Retirez-la : Fichier, Informations, Propriétés."
            yield whole(template, "MDL133", message, help)
