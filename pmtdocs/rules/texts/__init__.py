"""Rules on the words of any template: the facts that somebody typed there."""

from pmtdocs.rules.texts.figures import TXT001, TXT002
from pmtdocs.rules.texts.typed import MDL010

RULES = (TXT002,)
TEXT_RULES = (MDL010, TXT001)
