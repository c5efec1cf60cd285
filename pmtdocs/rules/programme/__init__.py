"""Rules on the programme: figures, ranks, deliverables."""

from pmtdocs.rules.programme.counts import PRG004
from pmtdocs.rules.programme.deliverables import PRG002
from pmtdocs.rules.programme.figures import PRG001
from pmtdocs.rules.programme.ranks import PRG003

RULES = (PRG001, PRG002, PRG003, PRG004)
