"""Rules on the budget, the subsidy and the credit that pays it, State aid, the aid schemes."""

from pmtdocs.rules.budget.bases import BUD007, BUD011, BUD015
from pmtdocs.rules.budget.credit import BUD016
from pmtdocs.rules.budget.in_kind import BUD018
from pmtdocs.rules.budget.other_grants import BUD013, BUD014
from pmtdocs.rules.budget.schemes import AID001
from pmtdocs.rules.budget.sections import BUD017
from pmtdocs.rules.budget.state_aid import BUD008, BUD009
from pmtdocs.rules.budget.subsidy import BUD006, BUD010, BUD012
from pmtdocs.rules.budget.totals import BUD001, BUD002, BUD003, BUD005, BUD030

RULES = (
    AID001, BUD001, BUD002, BUD003, BUD005, BUD006, BUD007, BUD008, BUD009, BUD010, BUD011, BUD012,
    BUD013, BUD014, BUD016, BUD017, BUD018, BUD030,
)  # fmt: skip
TEXT_RULES = (BUD015,)
