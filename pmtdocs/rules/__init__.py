"""What must hold of a dossier: every rule, in one visible tuple."""

from pmtdocs.rules.base import Rule
from pmtdocs.rules.budget import BUDGET_RULES

RULES: tuple[Rule, ...] = (*BUDGET_RULES,)

__all__ = ["RULES", "Rule"]
