"""What the narrative of an entry was read to say: typed signals with their exact words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from keepsight.model.entry import Attendance, Basis, EntryId
from keepsight.model.person import Role


class Stance(StrEnum):
    """How the words stand to the fact: said to be so, said not to be so, or something between."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    POSSIBLE = "possible"
    HYPOTHETICAL = "hypothetical"
    HISTORICAL = "historical"
    PLANNED = "planned"


class SignalKind(StrEnum):
    """The kinds of signal the rules read; the list stands in the reference pages."""

    CONTACT = "contact"
    CHILD_SEEN = "child_seen"
    SEEN_ALONE = "seen_alone"
    CHILD_WORDS = "child_words"
    DISCLOSURE = "disclosure"
    INCIDENT = "incident"
    MISSING = "missing"
    JUSTICE = "justice"
    HEALTH_CRISIS = "health_crisis"
    SELF_HARM = "self_harm"
    LONG_TERM_CONDITION = "long_term_condition"
    SUBSTANCE_CHILD = "substance_child"
    SUBSTANCE_PARENT = "substance_parent"
    PARENT_CRIME = "parent_crime"
    PARENT_VIOLENCE = "parent_violence"
    PARENT_ILLNESS = "parent_illness"
    FAMILY_CRISIS = "family_crisis"
    BEREAVEMENT = "bereavement"
    SEPARATION = "separation"
    PLACEMENT_MOVE = "placement_move"
    WORKER_CHANGE = "worker_change"
    WORKER_ABSENCE = "worker_absence"
    EXCLUSION = "exclusion"
    NON_ATTENDANCE = "non_attendance"
    RELATIONSHIP = "relationship"
    EXCHANGE = "exchange"
    INDICATOR = "indicator"
    PRAISE_ADULT = "praise_adult"
    PRAISE_ENGAGEMENT = "praise_engagement"
    OPTIMISM = "optimism"
    CONCERN = "concern"
    CHALLENGE = "challenge"
    ESCALATION = "escalation"
    REFERRAL = "referral"
    STRATEGY_MEETING = "strategy_meeting"
    MEETING = "meeting"
    ASSESSMENT = "assessment"
    PLAN = "plan"
    ACTION = "action"
    ACTION_DONE = "action_done"
    CLOSURE = "closure"
    SUPERVISION = "supervision"
    INFORMATION_SHARED = "information_shared"
    RECORD_CHECK = "record_check"
    CLAIM = "claim"
    SUPPORT_OFFERED = "support_offered"
    HANDOVER = "handover"
    JOINT_VISIT = "joint_visit"
    SAFE_ADULT = "safe_adult"
    SOMEBODY_DEALING = "somebody_dealing"
    EXPLOITATION_CONSIDERED = "exploitation_considered"
    ALONE = "alone"
    ACCOMPANIED = "accompanied"
    NO_CONCERNS = "no_concerns"
    NEGLECT = "neglect"
    BEHAVIOUR = "behaviour"
    SANCTION = "sanction"
    WORDING = "wording"
    DENIAL = "denial"
    FOLLOW_UP = "follow_up"
    AGE_STATED = "age_stated"
    ANNOUNCED = "announced"
    UNANNOUNCED = "unannounced"
    ADULT_MENTION = "adult_mention"
    PROTECTIVE = "protective"
    RETELLING = "retelling"
    CHALLENGE_OUTCOME = "challenge_outcome"
    PLAN_CHANGED = "plan_changed"
    ACTION_CARRIED = "action_carried"
    RECORD_CORRECTED = "record_corrected"
    PROMPT = "prompt"
    EXAMINED = "examined"
    HEARSAY = "hearsay"
    CHILD_SAID = "child_said"
    LATE_RECORD = "late_record"
    STALE = "stale"
    CRISES_JOINED = "crises_joined"
    PERSISTENT = "persistent"
    HOME_VISIT = "home_visit"
    SEEN_WITH_ADULT = "seen_with_adult"
    CHILD_IMPACT = "child_impact"
    PEER = "peer"
    RETRAUMATISING = "retraumatising"
    DATE_MENTION = "date_mention"
    TOPIC = "topic"


Sent = tuple[type, tuple[object, ...]]
"""How a value goes to another process: its class and its parts. Half a long review comes back from one, in half the time."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one cell's text: characters `start` up to, not including, `end`."""

    column: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError("a span begins at or after 0 and does not end before it begins")

    def __reduce__(self) -> Sent:
        return Span, (self.column, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that an entry was read to say.

    `detail` is the type within the kind ("drugs" of an exchange, "seizure" of a health crisis). `person` is the ref of
    the person whose experience it is, `other` of the counterpart (the adult who gives, the agency that is dealing);
    both are keys of the people list, a normalised name or kin term where nobody is listed, or "". `role` is what the
    people list or the kin term says of `person`. `quoted` is True inside somebody's own quoted words.
    """

    kind: SignalKind
    entry: EntryId
    span: Span
    words: str
    stance: Stance = Stance.ASSERTED
    detail: str = ""
    person: str = ""
    role: Role | None = None
    other: str = ""
    other_role: Role | None = None
    quoted: bool = False
    cue: str = ""

    def __reduce__(self) -> Sent:
        told = (self.kind, self.entry, self.span, self.words, self.stance, self.detail, self.person, self.role)
        return Signal, (*told, self.other, self.other_role, self.quoted, self.cue)


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read out of one entry."""

    entry: EntryId
    signals: tuple[Signal, ...] = ()
    attendance: Attendance | None = None
    attendance_span: Span | None = None
    basis: Basis | None = None
    basis_span: Span | None = None
    persons: tuple[str, ...] = ()

    def __reduce__(self) -> Sent:
        attendance, basis = (self.attendance, self.attendance_span), (self.basis, self.basis_span)
        return Reading, (self.entry, self.signals, *attendance, *basis, self.persons)

    def of(self, *kinds: SignalKind) -> tuple[Signal, ...]:
        """The signals of these kinds, in reading order, whatever their stance."""
        return tuple(s for s in self.signals if s.kind in kinds)
