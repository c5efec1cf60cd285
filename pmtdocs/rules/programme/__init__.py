"""Rules on the programme: figures, ranks, deliverables."""

from pmtdocs.rules.programme.counts import PRG003, PRG004
from pmtdocs.rules.programme.deliverables import PRG002
from pmtdocs.rules.programme.figures import PRG001

RULES = (PRG001, PRG002, PRG003, PRG004)
