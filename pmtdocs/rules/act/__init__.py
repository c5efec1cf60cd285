"""Rules on the act: deliberations, what is decided without one, documents, amendments."""

from pmtdocs.rules.act.alone import ACT011, ACT012, ACT013, ACT014, ACT015, ACT016
from pmtdocs.rules.act.amendment import AVN001, AVN002, AVN003, AVN004, AVN005
from pmtdocs.rules.act.court import DEL006
from pmtdocs.rules.act.decision import DEL007, DEL008, DEL009
from pmtdocs.rules.act.deliberation import DEL001, DEL002, DEL003, DEL004, DEL005
from pmtdocs.rules.act.documents import DOC001, DOC002, DOC003, DOC004
from pmtdocs.rules.act.identifier import ACT001

RULES = (
    ACT001, ACT011, ACT012, ACT013, ACT014, ACT015, ACT016, AVN001, AVN002, AVN003, AVN004, AVN005,
    DEL001, DEL002, DEL003, DEL004, DEL005, DEL006, DEL007, DEL008, DEL009,
    DOC001,
)  # fmt: skip
TEXT_RULES = (DOC002, DOC003, DOC004)
