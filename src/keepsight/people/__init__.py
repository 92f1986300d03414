"""The people of a review: the list, every place where one of them, or anything that identifies, is named, and the way out.

people.csv --listing--> People --forms--> every form     chronologies --finding--> mentions, a draft of the list
documents --papers--> every passage --redaction--> copies under pseudonyms --gate--> may it be published?
"""

from keepsight.people.decisions import Choice, Decision, decisions_csv, read_decisions
from keepsight.people.drafting import Drafted, draft_people, people_draft_csv
from keepsight.people.forms import forms_of
from keepsight.people.gate import GateReport, Obstacle, Reason, check_documents, check_publication
from keepsight.people.jigsaw import Combination, jigsaw
from keepsight.people.listing import read_people
from keepsight.people.mentions import find_mentions
from keepsight.people.papers.reading import readable_text
from keepsight.people.pseudonyms import Key, key_of, pseudonymise, pseudonyms
from keepsight.people.publication import find_for_publication
from keepsight.people.redaction import Redacted, redact, redact_documents

__all__ = [
    "Choice",
    "Combination",
    "Decision",
    "Drafted",
    "GateReport",
    "Key",
    "Obstacle",
    "Reason",
    "Redacted",
    "check_documents",
    "check_publication",
    "decisions_csv",
    "draft_people",
    "find_for_publication",
    "find_mentions",
    "forms_of",
    "jigsaw",
    "key_of",
    "people_draft_csv",
    "pseudonymise",
    "pseudonyms",
    "read_decisions",
    "read_people",
    "readable_text",
    "redact",
    "redact_documents",
]
