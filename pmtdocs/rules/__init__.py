"""What must hold of a dossier and of its words: every rule, in two visible tuples."""

from pmtdocs.rules.act.amendment import AMENDMENT_RULES
from pmtdocs.rules.act.outputs import OUTPUT_RULES
from pmtdocs.rules.base import Rule, TextRule
from pmtdocs.rules.budget.aid import AID_RULES
from pmtdocs.rules.budget.budget import BUDGET_RULES
from pmtdocs.rules.budget.cofunding import COFUNDING_RULES
from pmtdocs.rules.budget.recalled import RECALLED_RULES
from pmtdocs.rules.budget.schemes import SCHEME_RULES
from pmtdocs.rules.budget.subsidy import SUBSIDY_RULES
from pmtdocs.rules.convention.convention import CONVENTION_RULES
from pmtdocs.rules.convention.dates import DATE_RULES
from pmtdocs.rules.convention.duties import DUTY_RULES
from pmtdocs.rules.convention.motives import MOTIVE_RULES
from pmtdocs.rules.convention.parties import PARTIES_RULES
from pmtdocs.rules.convention.publication import PUBLICATION_RULES
from pmtdocs.rules.convention.years import YEAR_RULES
from pmtdocs.rules.names.copies import COPY_RULES
from pmtdocs.rules.names.names import NAME_RULES
from pmtdocs.rules.names.offices import OFFICE_RULES
from pmtdocs.rules.programme.counts import COUNT_RULES
from pmtdocs.rules.programme.programme import PROGRAMME_RULES
from pmtdocs.rules.programme.ranks import RANK_RULES
from pmtdocs.rules.sitting.deliberation import DELIBERATION_RULES
from pmtdocs.rules.sitting.minutes import MINUTES_RULES
from pmtdocs.rules.sitting.sitting import SITTING_RULES
from pmtdocs.rules.sitting.vote import VOTE_RULES
from pmtdocs.rules.texts.accounts import ACCOUNT_RULES
from pmtdocs.rules.texts.clauses import CLAUSE_RULES
from pmtdocs.rules.texts.contradictions import CONTRADICTION_RULES
from pmtdocs.rules.texts.library import LIBRARY_RULES
from pmtdocs.rules.texts.references import REFERENCE_RULES
from pmtdocs.rules.texts.signs import SIGN_RULES
from pmtdocs.rules.texts.typed import TYPED_RULES

RULES: tuple[Rule, ...] = (
    *BUDGET_RULES,
    *RECALLED_RULES,
    *SUBSIDY_RULES,
    *COFUNDING_RULES,
    *AID_RULES,
    *SCHEME_RULES,
    *SITTING_RULES,
    *MINUTES_RULES,
    *VOTE_RULES,
    *DELIBERATION_RULES,
    *DUTY_RULES,
    *PARTIES_RULES,
    *CONVENTION_RULES,
    *MOTIVE_RULES,
    *DATE_RULES,
    *YEAR_RULES,
    *PUBLICATION_RULES,
    *PROGRAMME_RULES,
    *RANK_RULES,
    *COUNT_RULES,
    *NAME_RULES,
    *COPY_RULES,
    *OFFICE_RULES,
    *OUTPUT_RULES,
    *AMENDMENT_RULES,
)

#: Those that read the words of the templates.
TEXT_RULES: tuple[TextRule, ...] = (
    *CLAUSE_RULES,
    *ACCOUNT_RULES,
    *CONTRADICTION_RULES,
    *LIBRARY_RULES,
    *REFERENCE_RULES,
    *TYPED_RULES,
    *SIGN_RULES,
)

__all__ = ["RULES", "TEXT_RULES", "Rule", "TextRule"]
