"""The modèles: folders of templates/ that hold a charte and a Word file a part.

``presence`` says what is not there, ``inspection`` what is wrong in what is.
"""

from pmtdocs.modeles.clauses import KINDS as _CLAUSES
from pmtdocs.modeles.kinds import DOCS, INSPECTED
from pmtdocs.modeles.presence import CHARTER, PAGE, missing, wordings
from pmtdocs.modeles.presence import KINDS as _PRESENCE

KINDS = (*_PRESENCE, *_CLAUSES, *(known.kind for known in INSPECTED))

__all__ = ["CHARTER", "DOCS", "INSPECTED", "KINDS", "PAGE", "missing", "wordings"]
