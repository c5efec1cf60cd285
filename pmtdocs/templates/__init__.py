"""The modèles: folders of templates/ that hold a charte and a Word file a part.

``presence`` says what is not there, ``inspection`` what is wrong in what is.
"""

from pmtdocs.templates.clause_table import KINDS as _CLAUSES
from pmtdocs.templates.kinds import DOCS, INSPECTED
from pmtdocs.templates.presence import CHARTER, PAGE, missing, wordings
from pmtdocs.templates.presence import KINDS as _PRESENCE

KINDS = (*_PRESENCE, *_CLAUSES, *(known.kind for known in INSPECTED))

__all__ = ["CHARTER", "DOCS", "INSPECTED", "KINDS", "PAGE", "missing", "wordings"]
