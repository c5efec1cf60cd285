"""Rules on what documents print, whichever template or fact the words come from."""

from pmtdocs.rules.printed.articles import PRT001
from pmtdocs.rules.printed.bodies import PRT011, PRT012
from pmtdocs.rules.printed.empty import PRT005, PRT008
from pmtdocs.rules.printed.numbers import PRT004
from pmtdocs.rules.printed.references import PRT006
from pmtdocs.rules.printed.signs import PRT002, PRT003
from pmtdocs.rules.printed.years import PRT007

RULES = (PRT001, PRT002, PRT003, PRT004, PRT005, PRT006, PRT007, PRT008, PRT011, PRT012)
