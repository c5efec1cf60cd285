"""Lists that pages cut well: what announces something stays with it, and no item is left alone.

Word's « Lignes solidaires » says it, so that Word, LibreOffice and the PDF all obey. How many items
a list has is only known once the facts are in: no template can say it.
"""

from __future__ import annotations

from pmtdocs.word.numbering import Numbering
from pmtdocs.word.order import made
from pmtdocs.word.package import Element, w
from pmtdocs.word.words import printed


def keep_company(body: Element, numbering: Numbering) -> None:
    """Keep with what follows: a line that announces it, a list's first and last but one item."""
    blocks = [block for block in body if block.tag != w("sectPr")]
    before: int | None = None
    # « La subvention est versée comme suit : »
    words = (text for text in body.iter("{*}t") if (text.text or "").rstrip().endswith(":"))
    found = {next(text.iterancestors(w("p")), body) for text in words}
    announcing = {block for block in found if printed(block).rstrip().endswith(":")}
    headings = numbering.styles.headings(body)  # numbered, they are in no list
    listed = {p: at for p, (_, at) in numbering.places(body).items() if p not in headings}
    depths = [*map(listed.get, blocks), None, None]
    for block, here, there, after in zip(blocks, depths, depths[1:], depths[2:], strict=False):
        opens = block in announcing if here is None else there is not None and here < there
        first = before is None or (here is not None and before < here)
        last = after is None or (there is not None and after < there)
        if opens or (here is not None and here == there and (first or last)):
            _keep(block)
        before = here


def _keep(paragraph: Element) -> None:
    """Unless the template says itself whether it goes with what follows."""
    made(made(paragraph, "pPr"), "keepNext")
