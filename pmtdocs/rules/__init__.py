"""What must hold of a dossier and of its words: every rule, in three visible tuples.

A family is a folder; its ``__init__`` names each rule by its code, beside the file that holds it.
"""

from pmtdocs.rules import act, budget, convention, dates, names, printed, programme, sitting, texts
from pmtdocs.rules.base import Rule

#: Those that read the facts.
RULES: tuple[Rule, ...] = (
    *budget.RULES, *sitting.RULES, *act.RULES, *convention.RULES, *dates.RULES, *programme.RULES,
    *names.RULES, *texts.RULES,
)  # fmt: skip
#: Those that read the words of the templates.
TEXT_RULES: tuple[Rule, ...] = (
    *budget.TEXT_RULES, *convention.TEXT_RULES, *sitting.TEXT_RULES, *act.TEXT_RULES,
    *texts.TEXT_RULES,
)  # fmt: skip
#: Those that read what documents print, when they are made.
PRINTED_RULES: tuple[Rule, ...] = printed.RULES

__all__ = ["PRINTED_RULES", "RULES", "TEXT_RULES", "Rule"]
