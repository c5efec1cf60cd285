"""Rules on the act: the deliberation, its number, the documents printed, the amendments."""

from pmtdocs.rules.act.amendment import AVN001, AVN002, AVN003, AVN004, AVN005
from pmtdocs.rules.act.court import DEL006
from pmtdocs.rules.act.decision import DEL007, DEL008
from pmtdocs.rules.act.deliberation import DEL001, DEL002, DEL003, DEL004, DEL005
from pmtdocs.rules.act.documents import DOC001, DOC002, DOC003
from pmtdocs.rules.act.identifier import ACT001

RULES = (
    ACT001, AVN001, AVN002, AVN003, AVN004, AVN005, DEL001, DEL002, DEL003, DEL004, DEL005, DEL006,
    DEL007, DEL008, DOC001,
)  # fmt: skip
TEXT_RULES = (DOC002, DOC003)
