"""Rules on names and on what is said twice."""

from pmtdocs.rules.names.authorities import NOM004, NOM005
from pmtdocs.rules.names.copies import NOM002
from pmtdocs.rules.names.genders import NOM011
from pmtdocs.rules.names.offices import NOM003
from pmtdocs.rules.names.spellings import NOM001

RULES = (NOM001, NOM002, NOM003, NOM004, NOM005, NOM011)
