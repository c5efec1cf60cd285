"""Rules on what documents print, whichever template or fact the words come from."""

from pmtdocs.rules.printed.articles import PRT001

RULES = (PRT001,)
