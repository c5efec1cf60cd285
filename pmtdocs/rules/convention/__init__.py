"""Rules on the convention: what facts decide of it, and what its words must say."""

from pmtdocs.rules.convention.accounts import CNV006, CNV015
from pmtdocs.rules.convention.annexes import CNV027
from pmtdocs.rules.convention.commitments import CNV023, CNV024, CNV025, CNV026
from pmtdocs.rules.convention.compared import CNV016, CNV017
from pmtdocs.rules.convention.contradictions import CNV013
from pmtdocs.rules.convention.duties import CNV001, CNV005, CNV007, OPN001
from pmtdocs.rules.convention.library import CNV018, CNV019
from pmtdocs.rules.convention.parties import CNV003, CNV014, CNV021, CNV022
from pmtdocs.rules.convention.references import CNV010
from pmtdocs.rules.convention.required import CNV002, CNV012
from pmtdocs.rules.convention.terms import CNV004, CNV008, CNV009, CNV011

RULES = (
    CNV001, CNV003, CNV004, CNV005, CNV007, CNV008, CNV009, CNV011, CNV014, CNV016, CNV017, CNV021,
    CNV022, CNV023, CNV024, CNV025, CNV026, OPN001,
)  # fmt: skip
TEXT_RULES = (CNV002, CNV006, CNV010, CNV012, CNV013, CNV015, CNV018, CNV019, CNV027)
