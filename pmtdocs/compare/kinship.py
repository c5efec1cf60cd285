"""Are two files versions of one another? If not, what each looks like."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence, Set
from pathlib import Path

from pmtdocs.compare.docx import read_docx
from pmtdocs.compare.text import Text
from pmtdocs.compare.words import Kind, Token, tokens, without_ends
from pmtdocs.finding import PmtdocsError
from pmtdocs.system import files

#: Runs of so many words are held together; common turns of phrase are shorter.
_RUN = 4
#: Two versions share this part of the runs of the shorter one; other texts of the same house, less.
#: One called otherwise, or so many times shorter, says the same facts, if it is no part of it.
_SHARE, _PART, _SHORTER = 0.08, 0.4, 4
#: What B shares with another document of A's folder, to be said to be that one.
_LIKE = 0.5
#: A text of fewer runs says too little.
_SHORT = 40
#: How many paragraphs of a text are asked for its name.
_HEAD = 12
#: What documents are called, and those that do not call themselves so.
_NAMES = (
    "un avenant", "une convention", "une délibération", "un procès-verbal", "un compte rendu",
    "un budget", "une annexe", "un arrêté", "une décision", "un bilan", "une attestation",
    "un certificat", "un contrat", "une lettre", "une note", "un rapport",
    "une facture", "un devis",
)  # fmt: skip
_BY_ITSELF = {
    "une délibération": r"(?:extrait .{0,60})?délibérations?",
    "un procès-verbal": r"procès[- ]verbal",
    "un compte rendu": r"compte[- ]rendu",
    "une lettre": r"notification|objet\s*:|(?:madame|monsieur|mesdames|messieurs)[^.;:]{0,60},\s*$",
}
_HEADS = (_BY_ITSELF.get(name, name.partition(" ")[2]) for name in _NAMES)
_NAME = re.compile(rf"\W*(?:{'|'.join(f'({head})' for head in _HEADS)})(?!\w)", re.IGNORECASE)
#: « Annexe 2 du rapport n° 13 » says where a document goes, not what it is.
_GOES_WITH = re.compile(r"annexe\b.*\b(?:rapport|délibération|acte)\b", re.IGNORECASE)
#: Where documents are written, beside what else may have come back.
_MANIFEST, _MOST = "manifest.json", 40


def strangers(old: Text, new: Text, a: Sequence[Token], b: Sequence[Token]) -> str:
    """What two files look like that are no versions of one another; nothing for two that are."""
    one, other = _runs(a), _runs(b)
    least, most = sorted((len(one), len(other)))
    names = name(old), name(new)
    is_other = all(names) and names[0] != names[1]
    share = _PART if is_other or least * _SHORTER < most else _SHARE
    said = ({token.key for token in words if token.kind is Kind.WORD} for words in (a, b))
    is_apart = max(len(a), len(b)) >= _SHORT and set.isdisjoint(*said)
    if not is_apart and (least < _SHORT or len(one & other) >= least * share):
        return ""
    approved, back = Path(old.file), Path(new.file)
    shown = (approved.name, back.name) if approved.name != back.name else (old.file, new.file)
    kinds = (f"{file} ressemble à {kind}" for file, kind in zip(shown, names, strict=True) if kind)
    nearest = _nearest(other, approved, back)
    near = f" ; comparez plutôt {shown[1]} à {nearest}" if nearest else ""
    return f"{', '.join(kinds) or 'ils ne disent pas les mêmes mots'}{near}"


def _nearest(runs: Set[tuple[str, ...]], approved: Path, back: Path) -> str:
    """The document rendered beside A that B would be a version of."""
    folder, best = approved.parent, (_LIKE, "")
    if not (folder / _MANIFEST).is_file():
        return ""
    for file in files.listed(folder, "*.docx")[:_MOST]:
        if file.resolve() in (approved.resolve(), back.resolve()):
            continue
        with contextlib.suppress(PmtdocsError):
            others = _runs(tokens(read_docx(file).text, with_ends=False))
            best = max(best, (len(runs & others) / max(len(runs | others), 1), file.name))
    return str(folder / best[1]) if best[1] else ""


def _runs(words: Sequence[Token]) -> set[tuple[str, ...]]:
    keys = [token.key for token in without_ends(words)]
    return {tuple(keys[at : at + _RUN]) for at in range(len(keys) - _RUN + 1)}


def name(text: Text) -> str:
    """« une convention », by the first line that begins with the name of a document; or nothing."""
    lines = (line for block in text.blocks[:_HEAD] for line in block.left.split("\n"))
    found = (_NAME.match(line) for line in lines if not _GOES_WITH.match(line.strip()))
    match = next((each for each in found if each), None)
    return _NAMES[(match.lastindex or 1) - 1] if match else ""
