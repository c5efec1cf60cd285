"""Rules on several grants put to one vote: the table, its totals, what its lines do together."""

from pmtdocs.rules.grants.bodies import ATT003, ATT004, ATT005, ATT006
from pmtdocs.rules.grants.contracts import ATT007
from pmtdocs.rules.grants.totals import ATT001, ATT002, ATT009
from pmtdocs.rules.grants.votes import ATT008

RULES = (ATT001, ATT002, ATT003, ATT004, ATT005, ATT006, ATT007, ATT008, ATT009)
