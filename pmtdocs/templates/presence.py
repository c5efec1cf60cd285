"""Is everything there that a dossier asks for: its modèle, its parts, the data that they print?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pmtdocs.dossier import lines
from pmtdocs.dossier.load import UNSAID, Loaded
from pmtdocs.dossier.model import SUBJECTS, Dossier
from pmtdocs.dossier.model.free import Facts
from pmtdocs.dossier.reader import MISSING_FILE
from pmtdocs.finding import ExitCode, Finding, Location, PmtdocsError, Span
from pmtdocs.finding import Path as DataPath
from pmtdocs.language.french import nearest
from pmtdocs.system.files import AbsentError, UnreadableError, is_closed, listed, shown, within
from pmtdocs.templates import completed
from pmtdocs.templates.clause_table import chosen as chosen_clauses
from pmtdocs.templates.kinds import MISSING_MODEL, MISSING_PART, SHIPPED_CHARTER, UNREADABLE_PART
from pmtdocs.templates.lacking import Lacking, lacking, steps
from pmtdocs.templates.words import Wordings, unreadable

#: Fields that are computed from several subjects.
_COMPUTED = {"vote": ("seance", "deliberation"), "affaires": ("seance",)}

CHARTER = "charte.docx"
#: The modèle that ships with the package, in nobody's words: ``pmtdocs init`` copies it.
NEUTRAL = Path(__file__).parent.parent / "modeles" / "neutre"
#: What may dress the pages of a modèle, in the place of the page that comes with the package.
PAGE = "page.html.j2"


def wordings(loaded: Loaded, templates: Path) -> Wordings:
    """The words of the parts that the dossier prints, with the clauses that it chooses."""
    return completed.wordings(templates / loaded.dossier.dossier.modele, loaded.dossier)


def missing(loaded: Loaded, templates: Path, words: Wordings) -> Iterator[Finding]:
    """What the dossier asks for and the templates do not hold, or what these call for in vain."""
    folder = templates / loaded.dossier.dossier.modele
    faulty = list(incomplete(folder, loaded.locate(("dossier", "modele"))))
    yield from faulty
    if any(one.blocks for one in faulty):  # the rest would only say it again
        return
    yield from _missing_parts(loaded, folder, words)
    yield from _unsaid(loaded, words)
    yield from chosen_clauses(loaded, folder, words)


def incomplete(folder: Path, place: Location) -> Iterator[Finding]:
    """What a modèle lacks whatever is printed of it, or why its folder cannot be read."""
    try:
        within(folder)
    except AbsentError:
        message = f"Le modèle « {folder.name} » n'existe pas : {shown(folder)} manque."
        there = ", ".join(modeles(folder.parent))
        help = (
            f"Modèles présents : {there}." if there else "Pour en avoir un, neutre : pmtdocs init."
        )
        yield Finding(MISSING_MODEL, message, place, help=help, about=CHARTER)
        return
    except UnreadableError as error:
        yield Finding(UNREADABLE_PART, error.message, place, help=error.help, about=folder.name)
        return
    if not os.path.lexists(folder / CHARTER):
        message = f"Le modèle « {folder.name} » n'a pas de charte : celle de pmtdocs l'habille."
        help = f"Pour en changer les styles, posez la vôtre : {shown(folder / CHARTER)}."
        yield Finding(SHIPPED_CHARTER, message, place, help=help, about=CHARTER)


def charter_of(modele: Path) -> Path:
    """Its charte; that of the package for a modèle that has none."""
    own = modele / CHARTER
    return own if os.path.lexists(own) else NEUTRAL / CHARTER


def modeles(templates: Path) -> list[str]:
    """The modèles there are: folders that hold a Word file, or that are closed to us.

    Raises PmtdocsError for a folder of templates that is itself closed.
    """
    found = listed(opened(templates), "*/")
    return [f.name for f in found if is_closed(f) or listed(f, "*.docx")]


def opened(folder: Path) -> Path:
    """A folder of templates that may be read. Raises PmtdocsError."""
    try:
        within(folder)
    except AbsentError:
        pass
    except UnreadableError as error:
        raise PmtdocsError(error.message, error.help, exit_code=ExitCode.TEMPLATE) from error
    return folder


def _missing_parts(loaded: Loaded, folder: Path, words: Wordings) -> Iterator[Finding]:
    """Parts without a file, or whose file cannot be read."""
    present = {f.stem for f in listed(folder, "*.docx")}
    known = set(words.parts)
    for name, parts in loaded.dossier.dossier.documents.items():
        for i, part in enumerate(parts):
            file = folder / f"{part}.docx"
            place = loaded.locate(("dossier", "documents", name, i))
            if part not in present:
                close = nearest(part, present)
                hint = f"Vouliez-vous dire « {close} » ? " if close else ""
                message = f"La pièce « {part} » manque : {shown(file)} n'existe pas."
                help = f"{hint}Parties présentes : {', '.join(sorted(present))}."
                if (NEUTRAL / file.name).is_file():
                    there = f"templates/{NEUTRAL.name}/{file.name}"
                    help = f"Le modèle neutre l'a : pmtdocs init pose {there}, à copier. {help}"
                    if folder.name == NEUTRAL.name:
                        help = "Elle est de celles que pmtdocs apporte : pmtdocs init la pose."
                yield Finding(MISSING_PART, message, place, help=help, about=file.name)
            elif part not in known:
                known.add(part)
                yield unreadable(file, place)


# --- what is printed -------------------------------------------------------------------------


def _unsaid(loaded: Loaded, words: Wordings) -> Iterator[Finding]:
    """What the parts to be printed cannot do without, and the dossier does not say.

    A draft prints dots for what is not said yet; a fact of one's own is said as « à compléter ».
    """
    files: dict[str, str] = {}
    elsewhere: dict[tuple[DataPath, str], Lacking] = {}
    facts: dict[DataPath, list[Lacking]] = {}
    for about, one in _lacking(loaded.dossier, words):
        if one.path == (one.absent,):
            subjects = _COMPUTED.get(one.absent, (one.absent,))
            lost = [s for s in subjects if s in SUBJECTS and getattr(loaded.dossier, s) is None]
            files |= {subject: one.paragraph.part for subject in lost if subject not in files}
            if not lost:
                elsewhere.setdefault((one.paragraph.path, one.absent), one)
        elif one.stops or _is_free(one.path) or not loaded.dossier.provisoire:
            facts.setdefault(about.written(one.path), []).append(one)
    yield from (_without_file(loaded, subject, part) for subject, part in files.items())
    yield from (_not_of_it(loaded, words, one) for one in elsewhere.values())
    yield from (_without_fact(loaded, words, path, asked) for path, asked in facts.items())


def _lacking(dossier: Dossier, words: Wordings) -> Iterator[tuple[Dossier, Lacking]]:
    """Each with the dossier, or the line of it, whose documents ask."""
    from pmtdocs.dossier.views.context import context  # of no use to those who check nothing

    read = {name: [steps(s) for s in one.stories()] for name, one in words.parts.items()}
    parts: dict[int | None, dict[str, None]] = {}
    for one in lines.documents(dossier).values():
        parts.setdefault(one.rank, {}).update(dict.fromkeys(one.parts))
    act, each = lines.whole(dossier), lines.lines(dossier) if {*parts} - {None} else ()
    whole = context(act)
    for rank, names in parts.items():
        about = act if rank is None else each[rank]
        facts = whole if rank is None else context(about, whole=whole)
        stories = (story for name in names for story in read.get(name, ()))
        yield from ((about, one) for story in stories for one in lacking(story, facts))


def _without_file(loaded: Loaded, subject: str, part: str) -> Finding:
    file = shown(loaded.folder / f"{subject}.yaml")
    place = Location((subject,), Span(file, 1, 1, 1, 1), "Dossier")
    said = f"Le fichier {subject}.yaml manque : la pièce « {part} » imprime ce qu'il contient."
    help = f"Ajoutez {file}, ou retirez la pièce « {part} » des documents demandés."
    if subject == "seance":
        help = f"Ajoutez {file}, ou nommez une séance de data/seances/ dans dossier.yaml."
    return Finding(MISSING_FILE, said, place, help=help)


def _not_of_it(loaded: Loaded, words: Wordings, one: Lacking) -> Finding:
    """A subject that the dossier may have, and that this document does not: a line of a table has
    no programme, what is made for the whole dossier is of no line.
    """
    said = f"La pièce « {one.paragraph.part} » emploie « {one.asked} » sans condition, et ce "
    said += f"document n'a pas « {one.absent} »."
    help = f"Employez un autre champ, ou {_guarded(one)}."
    if loaded.dossier.attributions and one.absent == "attribution":
        help = f"{_BY_LINE} Sinon : {_guarded(one)}."
    return Finding(UNSAID, said, _place(words, one), help=help, about=f"{one.paragraph.part}.docx")


def _without_fact(loaded: Loaded, words: Wordings, path: DataPath, asked: list[Lacking]) -> Finding:
    """Where it would be written; every paragraph that asks for it is named."""
    one, key = asked[0], asked[0].absent.rpartition(".")[2]
    said = f"La pièce « {one.paragraph.part} » emploie « {one.asked} » sans condition, et les "
    said += "données ne le disent pas."
    how = f"Écrivez ici « {key}: »" if path[-1] == key else "Complétez ce dont il se calcule"
    if _is_free(path):
        close = nearest(key, _named_beside(loaded.dossier, path))
        how = f"Vouliez-vous dire « {close} » ? Sinon, écrivez" if close else "Écrivez"
        how += f" sous « faits » : « {key}: », et sa valeur"
    help = f"{how} ; si le document s'en passe, {_guarded(one)}."
    if loaded.dossier.attributions and path in _OF_A_LINE:
        help = f"{_BY_LINE} Sinon : {_guarded(one)}."
    related = dict.fromkeys(_place(words, one) for one in asked)
    return Finding(UNSAID, said, loaded.locate(path), tuple(related), help)


def _is_free(path: DataPath) -> bool:
    return path[-2:-1] == ("faits",)


def _named_beside(dossier: Dossier, path: DataPath) -> Facts:
    """The facts of one's own that the same holder says."""
    if path[0] == "dossier":
        return dossier.dossier.faits
    return dossier.commun.organisations[str(path[2])].faits


#: What each line of a table says for itself.
_OF_A_LINE = (("dossier", "beneficiaire"), ("convention", "subvention"))
_BY_LINE = "Chaque ligne dit le sien : nommez le document « …-{beneficiaire} » dans dossier.yaml."


def _guarded(one: Lacking) -> str:
    asked = f"{{% if {one.absent} %}} … {{% endif %}}"
    return f"mettez dans Word {asked} autour de ce qui l'emploie"


def _place(words: Wordings, one: Lacking) -> Location:
    """The paragraph as the completed part counts it."""
    wording, asked = words.parts[one.paragraph.part], one.paragraph
    every = (*wording.paragraphs, *wording.margins)
    same = (p for p in every if (p.number, p.clause) == (asked.number, asked.clause))
    found = next(same, asked)
    return wording.locate(found, found.path)
