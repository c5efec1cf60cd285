"""The modèles: folders of templates/ that hold a charte and a Word file a part.

``presence`` says what is not there, ``inspection`` what is wrong in what is.
"""

from pmtdocs.templates.kinds import DOCS, INSPECTED, KINDS
from pmtdocs.templates.presence import (
    CHARTER,
    NEUTRAL,
    PAGE,
    charter_of,
    incomplete,
    missing,
    modeles,
    opened,
    wordings,
)

__all__ = [
    "CHARTER", "DOCS", "INSPECTED", "KINDS", "NEUTRAL", "PAGE", "charter_of", "incomplete",
    "missing", "modeles", "opened", "wordings",
]  # fmt: skip
