"""A copy of a template with a Word comment at each fault, for staff to work through in Word."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from pmtdocs.finding import ExitCode, PmtdocsError
from pmtdocs.system import disk, files, safezip
from pmtdocs.system.files import NotWrittenError
from pmtdocs.templates.fault import Fault
from pmtdocs.word.package import w

_AUTHOR, _INITIALS = "pmtdocs", "pmt"


def annotate(file: Path, faults: tuple[Fault, ...], folder: Path) -> Path:
    """Write the copy; the template is not touched. Raises PmtdocsError.

    Word has no comments in headers and footers: what is wrong there is said at the first paragraph.
    """
    import docx

    copy = folder / file.name
    if copy.absolute() == file.absolute():
        help = "Donnez un autre répertoire : --annotate annotes"
        raise PmtdocsError(f"{copy} serait remplacé par sa copie annotée.", help)
    try:
        document = docx.Document(io.BytesIO(safezip.load(file)))
        paragraphs = [*document.element.body.iter(w("p"))]
        for fault in faults:
            _comment(document, paragraphs, fault)
        out = io.BytesIO()
        document.save(out)
    except (KeyError, ValueError) as error:
        message = f"{file.name} ne peut pas être annoté ({error})."
        raise PmtdocsError(message, exit_code=ExitCode.TEMPLATE) from error
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWrittenError(f"{folder} ne peut pas être créé : {disk.reason(error)}.") from error
    files.write(copy, out.getvalue(), replace=True)
    return copy


def _comment(document: Any, paragraphs: list[Any], fault: Fault) -> None:
    """Over its whole paragraph: a comment that begins inside a tag would break it."""
    from docx.text.paragraph import Paragraph

    here = 0 < fault.rank <= len(paragraphs)
    element = paragraphs[fault.rank - 1] if here else paragraphs[0]
    paragraph = Paragraph(element, document)
    runs = paragraph.runs or [paragraph.add_run()]
    place = "" if here else f"{fault.label} : "
    text = f"{fault.code}. {place}{fault.message}\n→ {fault.help}"
    document.add_comment([runs[0], runs[-1]], text, _AUTHOR, _INITIALS)
    for style in [*element.iter(w("rStyle"))]:  # python-docx names one that the file may lack
        if style.get(w("val")) == "CommentReference":
            style.getparent().remove(style)
