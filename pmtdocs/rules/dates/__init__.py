"""Rules on dates: weekdays, order, years, days off."""

from pmtdocs.rules.dates.off import DAT005, DAT006
from pmtdocs.rules.dates.order import DAT001, DAT003
from pmtdocs.rules.dates.years import DAT002, DAT004

RULES = (DAT001, DAT002, DAT003, DAT004, DAT005, DAT006)
