"""Rules on words: the facts that somebody typed in a template, the fields that a text names."""

from pmtdocs.rules.texts.fields import TXT021, TXT022, TXT023
from pmtdocs.rules.texts.figures import TXT001, TXT002
from pmtdocs.rules.texts.typed import MDL010

RULES = (TXT002, TXT021, TXT022, TXT023)
TEXT_RULES = (MDL010, TXT001)
