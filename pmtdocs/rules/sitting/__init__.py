"""Rules on the sitting: who is called, who is there, who votes."""

from pmtdocs.rules.sitting.attendance import SEA001, SEA005, SEA006
from pmtdocs.rules.sitting.convocation import SEA003, SEA004, SEA011, SEA012, SEA013, SEA014, SEA015
from pmtdocs.rules.sitting.interests import VOT004, VOT005, VOT007
from pmtdocs.rules.sitting.minutes import SEA010
from pmtdocs.rules.sitting.proxies import SEA002, SEA009
from pmtdocs.rules.sitting.roles import SEA031, VOT011, VOT012, VOT013
from pmtdocs.rules.sitting.shared import SEA041, SEA042, SEA043, SEA044, SEA045
from pmtdocs.rules.sitting.substitutes import SEA007, SEA008
from pmtdocs.rules.sitting.visas import SEA016
from pmtdocs.rules.sitting.vote import SEA046, VOT001, VOT002, VOT003, VOT006

RULES = (
    SEA001, SEA002, SEA003, SEA004, SEA005, SEA006, SEA007, SEA008, SEA009, SEA010,
    SEA011, SEA012, SEA013, SEA015,
    SEA031,
    SEA041, SEA042, SEA043, SEA044, SEA045, SEA046,
    VOT001, VOT002, VOT003, VOT004, VOT005, VOT006,
    VOT007, VOT011, VOT012, VOT013,
)  # fmt: skip
TEXT_RULES = (SEA014, SEA016)
