"""Rules on the words of any template: the facts that somebody typed there."""

from pmtdocs.rules.texts.typed import MDL010

TEXT_RULES = (MDL010,)
