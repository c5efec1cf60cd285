"""What must hold of a dossier and of its words: every rule, in two visible tuples."""

from pmtdocs.rules.accounts import ACCOUNT_RULES
from pmtdocs.rules.aid import AID_RULES
from pmtdocs.rules.amendment import AMENDMENT_RULES
from pmtdocs.rules.base import Rule, TextRule
from pmtdocs.rules.budget import BUDGET_RULES
from pmtdocs.rules.clauses import CLAUSE_RULES
from pmtdocs.rules.cofunding import COFUNDING_RULES
from pmtdocs.rules.contradictions import CONTRADICTION_RULES
from pmtdocs.rules.convention import CONVENTION_RULES
from pmtdocs.rules.copies import COPY_RULES
from pmtdocs.rules.counts import COUNT_RULES
from pmtdocs.rules.dates import DATE_RULES
from pmtdocs.rules.deliberation import DELIBERATION_RULES
from pmtdocs.rules.duties import DUTY_RULES
from pmtdocs.rules.library import LIBRARY_RULES
from pmtdocs.rules.minutes import MINUTES_RULES
from pmtdocs.rules.motives import MOTIVE_RULES
from pmtdocs.rules.names import NAME_RULES
from pmtdocs.rules.offices import OFFICE_RULES
from pmtdocs.rules.outputs import OUTPUT_RULES
from pmtdocs.rules.parties import PARTIES_RULES
from pmtdocs.rules.programme import PROGRAMME_RULES
from pmtdocs.rules.publication import PUBLICATION_RULES
from pmtdocs.rules.ranks import RANK_RULES
from pmtdocs.rules.recalled import RECALLED_RULES
from pmtdocs.rules.references import REFERENCE_RULES
from pmtdocs.rules.schemes import SCHEME_RULES
from pmtdocs.rules.signs import SIGN_RULES
from pmtdocs.rules.sitting import SITTING_RULES
from pmtdocs.rules.subsidy import SUBSIDY_RULES
from pmtdocs.rules.typed import TYPED_RULES
from pmtdocs.rules.vote import VOTE_RULES
from pmtdocs.rules.years import YEAR_RULES

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
