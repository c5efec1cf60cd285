"""What must hold of a dossier and of its words: every rule, in two visible tuples."""

from pmtdocs.rules.aid import AID_RULES
from pmtdocs.rules.base import Rule, TextRule
from pmtdocs.rules.budget import BUDGET_RULES
from pmtdocs.rules.clauses import CLAUSE_RULES
from pmtdocs.rules.contradictions import CONTRADICTION_RULES
from pmtdocs.rules.convention import CONVENTION_RULES
from pmtdocs.rules.dates import DATE_RULES
from pmtdocs.rules.deliberation import DELIBERATION_RULES
from pmtdocs.rules.duties import DUTY_RULES
from pmtdocs.rules.names import NAME_RULES
from pmtdocs.rules.parties import PARTIES_RULES
from pmtdocs.rules.programme import PROGRAMME_RULES
from pmtdocs.rules.publication import PUBLICATION_RULES
from pmtdocs.rules.references import REFERENCE_RULES
from pmtdocs.rules.sitting import SITTING_RULES
from pmtdocs.rules.vote import VOTE_RULES

RULES: tuple[Rule, ...] = (
    *BUDGET_RULES,
    *AID_RULES,
    *SITTING_RULES,
    *VOTE_RULES,
    *DELIBERATION_RULES,
    *DUTY_RULES,
    *PARTIES_RULES,
    *CONVENTION_RULES,
    *DATE_RULES,
    *PUBLICATION_RULES,
    *PROGRAMME_RULES,
    *NAME_RULES,
)

#: Those that read the words of the templates.
TEXT_RULES: tuple[TextRule, ...] = (*CLAUSE_RULES, *CONTRADICTION_RULES, *REFERENCE_RULES)

__all__ = ["RULES", "TEXT_RULES", "Rule", "TextRule"]
