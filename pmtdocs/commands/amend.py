"""What ``pmtdocs amend`` does, free of the terminal: check the amended whole, write its act.

The act is written beside the documents of the dossier, with a manifest of its own: theirs still
says what they were made from.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pmtdocs.commands import pipeline
from pmtdocs.commands.request import Request
from pmtdocs.dossier import amendments, load
from pmtdocs.dossier.model import Blank, Dossier, Stage
from pmtdocs.dossier.model.dossier import Amended
from pmtdocs.finding import DataError, ExitCode, Finding, PmtdocsError
from pmtdocs.rules.engine import STALE_RESERVE
from pmtdocs.templates import charter_of

if TYPE_CHECKING:
    from pmtdocs.compare.docx import DocxFile
    from pmtdocs.dossier.views.amendment import AnnexChange
    from pmtdocs.dossier.views.tree import Node
    from pmtdocs.render.join.join import Document
    from pmtdocs.render.output.laying import Progress
    from pmtdocs.render.output.making import Made, Wanted
    from pmtdocs.templates.words import Wordings

#: The part of a modèle that words an amendment, and the name of what it makes.
PART = "avenant"
#: An annex whose part loops over these is the budget.
_BUDGET = ("budget.depenses.lignes", "budget.sections.depenses.lignes")


def check(data: Path, templates: Path, name: str, file: Path) -> pipeline.Checked:
    """Check a dossier as an amendment would make it, with all the rules.

    Raises PmtdocsError for a dossier that does not exist or cannot be amended.
    """
    try:
        loaded = amendments.amend(load.load(data, name), file)
    except DataError as error:
        return pipeline.Checked(name, error.findings, None)
    checked = pipeline.judge(loaded, templates, f"{PART}.docx")
    findings = tuple(_lifted(finding) for finding in checked.findings)
    return replace(checked, findings=findings)


def _lifted(finding: Finding) -> Finding:
    """A reserve on an anomaly that the amendment mends has nothing left to accept: no fault."""
    if finding.kind != STALE_RESERVE or finding.related:
        return finding
    message = "L'avenant corrige l'anomalie que cette réserve accepte : il n'en a plus besoin."
    help = "Gardez-la : elle vaut encore pour l'acte d'origine."
    return Finding(amendments.LIFTED, message, finding.primary, help=help)


def _amended(dossier: Dossier) -> Amended:
    if dossier.avenant is None:
        raise ValueError("a dossier that no amendment was applied to")
    return dossier.avenant


def render(
    checked: pipeline.Checked, file: Path, request: Request, report: str, progress: Progress
) -> pipeline.Written:
    """Write the act of an amendment that was checked, whole or not at all, over its former drafts.

    Raises PmtdocsError: template, limit or write failures, or when the contract does not change.
    """
    from pmtdocs.render.output import making, manifest, output
    from pmtdocs.word.package import TemplateError

    if (loaded := checked.loaded) is None:
        raise ValueError("data that could not be read")
    dossier = loaded.dossier
    # An amendment changes what was signed; before that, it can only be a draft.
    draft = request.draft or dossier.dossier.etat < Stage.SIGNE
    modele = request.templates / dossier.dossier.modele
    name = f"{PART}-{_amended(dossier).acte.numero}"
    wanted = making.Wanted(request.formats, draft, engine=request.engine)
    try:
        with pipeline.helper(request) as apart:
            made = apart.run(_made, name, dossier, modele, checked.words, wanted, notify=progress)
    except TemplateError as error:
        raise pipeline.placed(error, loaded) from error
    files = dict(made.files)
    if draft and report:
        files[f"{name}-{pipeline.FINDINGS_FILE}"] = f"{report}\n".encode()
    outputs = manifest.digests(files)
    manifested = manifest.manifest(loaded, modele, checked.findings, draft, outputs, {})
    files[f"{name}-manifest.json"] = _with_amendments(manifested, loaded, file)
    target = request.output / dossier.nom
    output.replace_folder(target, files, keep=lambda n: not n.startswith((f"{name}.", f"{name}-")))
    return pipeline.Written(target, tuple(files), draft, said=made.said)


def _with_amendments(manifested: bytes, loaded: load.Loaded, file: Path) -> bytes:
    """The manifest, with the amendments that were applied, wherever their files are."""
    from pmtdocs.render.output import manifest

    content = json.loads(manifested)
    acts = amendments.in_order(loaded, file)
    data = loaded.folder.parent.resolve()
    own = {act.resolve(): manifest.read_digest(act) for act in acts}
    content["data"] |= {
        act.relative_to(data).as_posix(): digest
        for act, digest in own.items()
        if act.is_relative_to(data)
    }
    content["amendments"] = {act.name: digest for act, digest in own.items()}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


# --- the act ---------------------------------------------------------------------------------


def _made(
    name: str, dossier: Dossier, modele: Path, words: Wordings, wanted: Wanted, progress: Progress
) -> Made:
    """The files of the act: what is done apart, within limits."""
    from pmtdocs.render.output.making import formatted

    document = _document(dossier, modele, words, wanted.draft)
    return formatted({name: document}, modele, wanted, progress)


def _document(dossier: Dossier, modele: Path, words: Wordings, draft: bool) -> Document:
    from pmtdocs.dossier.views.context import context, printed
    from pmtdocs.dossier.views.tree import Node
    from pmtdocs.render.fill.compiled import load_part
    from pmtdocs.render.fill.template import render_part
    from pmtdocs.render.join.join import join, load_charter

    contract, annexes = _parts(dossier, words)
    act = _amended(dossier)
    view = _changed(dossier, modele, words, contract, annexes)
    values = context(dossier, published=True).plus(Node({PART: view}))
    part = render_part(load_part(modele / f"{PART}.docx", draft), values)
    document = join(load_charter(charter_of(modele)), [part], draft)
    day = act.acte.signature.date or act.acte.decision.date
    date = (dossier.day_of_law if isinstance(day, Blank) else day).isoformat()
    named = dossier.convention.intitule if dossier.convention else dossier.nom
    name = printed(dossier, named)
    return document.dated(f"Avenant n° {act.acte.numero} à la convention {name}", date)


def _parts(dossier: Dossier, words: Wordings) -> tuple[str, tuple[str, ...]]:
    """The part that is the contract, and those of its annexes, in order."""
    contract = words.convention or next((w for w in words.parts.values() if w.articles), None)
    if contract is None:
        message = "Aucune pièce des documents n'est une convention : il n'y a rien à modifier."
        help = "Nommez-la dans dossier.yaml, sous `documents:`."
        raise PmtdocsError(message, help, exit_code=ExitCode.TEMPLATE)
    for parts in dossier.dossier.documents.values():
        if contract.part in parts:
            return contract.part, parts[parts.index(contract.part) + 1 :]
    return contract.part, ()


def _changed(
    dossier: Dossier, modele: Path, words: Wordings, contract: str, annexes: tuple[str, ...]
) -> Node:
    """``avenant`` in templates: both versions of the contract are rendered, then compared."""
    from pmtdocs.commands.changed_articles import changed_articles
    from pmtdocs.dossier.views.amendment import amendment_node

    act = _amended(dossier)
    both = [_rendered(d, modele, (contract, *annexes)) for d in (act.origine, dossier)]
    articles = changed_articles(both[0][contract], both[1][contract])
    found = tuple(_annexes(act.origine, dossier, both, annexes, words))
    if not articles and not found:
        raise PmtdocsError(
            "L'avenant ne change aucun article ni aucune annexe de la convention : rien n'en "
            "serait imprimé.",
            "Vérifiez ce qui est sous « modifie » ; un fait que la convention n'imprime pas se "
            "corrige dans les fichiers du dossier.",
            exit_code=ExitCode.FINDINGS,
        )
    return amendment_node(act.acte, dossier, articles, found)


def _annexes(
    before: Dossier,
    after: Dossier,
    both: list[dict[str, DocxFile]],
    annexes: tuple[str, ...],
    words: Wordings,
) -> Iterator[AnnexChange]:
    from pmtdocs.commands.changed_articles import changed_annex
    from pmtdocs.dossier.views.amendment import budget_changes

    for part in annexes:
        wording = words.parts.get(part)
        is_budget = wording and any(field.startswith(_BUDGET) for field in wording.fields)
        budget = budget_changes(before, after) if is_budget else None
        if change := changed_annex(both[0][part], both[1][part], budget):
            yield change


def _rendered(dossier: Dossier, modele: Path, parts: tuple[str, ...]) -> dict[str, DocxFile]:
    """Each part filled in, as a Word file; what is still unknown is dotted in both versions."""
    from pmtdocs.compare.docx import read_parts
    from pmtdocs.render.output.documents import build

    built = build(dossier, modele, {part: (part,) for part in parts}, draft=True)
    return {part: read_parts(part, document.parts) for part, document in built.items()}
