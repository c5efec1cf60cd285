"""What must hold of a dossier and of its words: every rule, in three visible tuples.

The third, of those that read what documents print, is ``printed.RULES``: loaded when they are made.
A family is a folder; its ``__init__`` names each rule by its code, beside the file that holds it.
"""

from pmtdocs.rules import act, budget, convention, dates, grants, names, programme, sitting, texts
from pmtdocs.rules.base import Rule

#: Those that read the facts.
RULES: tuple[Rule, ...] = (
    *budget.RULES, *sitting.RULES, *act.RULES, *convention.RULES, *dates.RULES, *programme.RULES,
    *names.RULES, *texts.RULES, *grants.RULES,
)  # fmt: skip
#: Those that read the words of the templates.
TEXT_RULES: tuple[Rule, ...] = (
    *budget.TEXT_RULES, *convention.TEXT_RULES, *sitting.TEXT_RULES, *act.TEXT_RULES,
    *texts.TEXT_RULES,
)  # fmt: skip

__all__ = ["RULES", "TEXT_RULES", "Rule"]
