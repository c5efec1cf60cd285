"""Rules on words: the facts that somebody typed in a template or a text of the data."""

from pmtdocs.rules.texts.bodies import TXT005
from pmtdocs.rules.texts.days import TXT004
from pmtdocs.rules.texts.fields import TXT021, TXT022, TXT023
from pmtdocs.rules.texts.figures import TXT001, TXT002
from pmtdocs.rules.texts.free import FAI002
from pmtdocs.rules.texts.numbers import TXT009
from pmtdocs.rules.texts.personal import OPN002
from pmtdocs.rules.texts.repeated import TXT006
from pmtdocs.rules.texts.terms import TXT007, TXT008
from pmtdocs.rules.texts.typed import MDL010
from pmtdocs.rules.texts.vat import TXT003

RULES = (
    *(TXT002, TXT003, TXT004, TXT005, TXT006, TXT007, TXT008, TXT009),
    *(TXT021, TXT022, TXT023),
)
TEXT_RULES = (MDL010, OPN002, TXT001, FAI002)
