"""What the calls of the API take and give. Days are ISO dates, moments ISO 8601 with their zone, texts behind pseudonyms."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema

Role = Literal["coordinator", "author", "panel", "reviewer", "participant", "board", "practitioner", "auditor"]


class Sentence(Schema):
    """Why something was not done, as the pages say it."""

    detail: str


class Page(Schema):
    """A part of a list: how many there are, and the address of the next part, "" at the end."""

    count: int
    next: str


class Review(Schema):
    number: int
    title: str
    reference: str
    board: str
    process: str
    scope_from: date | None
    scope_to: date | None
    roles: list[Role]
    timeline_made: datetime | None
    closed: bool


class Waiting(Schema):
    step: str
    text: str


class Deadline(Schema):
    """`day` and what is left of it in working days, negative when past; null while the day it counts from is not known."""

    name: str
    day: date | None
    working_days_left: int | None
    source: str


class Home(Review):
    waiting: list[Waiting]
    deadlines: list[Deadline]


class Run(Schema):
    """The newest making of the timeline: waiting, running, done, failed or left."""

    number: int
    state: str
    stage: str
    done: int
    total: int
    ended: datetime | None


class Agency(Schema):
    number: int = Field(description="the agency's number in this review")
    name: str
    due_on: date | None
    invited_at: datetime | None
    sees_whole_timeline: bool


class Submission(Schema):
    number: int
    agency: str
    file_name: str
    state: str
    reason: str
    rows: int
    needing_attention: int
    sha256: str
    sent_at: datetime


class Cell(Schema):
    column: str
    role: str
    text: str


class SentRow(Schema):
    """A row as it was understood, with what needs attention in it."""

    entry: str
    row: int
    cells: list[Cell]
    issues: list[str]


class Entry(Schema):
    entry: str
    position: int
    agency: str
    written: str
    earliest: date | None
    latest: date | None
    kind: str
    source: str
    cells: list[Cell]
    attendance: str
    basis: str
    raises: list[str]
    against: list[str]
    accounts: list[str]
    conflicts: list[str]
    tags: list[str]
    comments: int


class Knower(Schema):
    agency: str
    day: date | None
    how: str


class Comment(Schema):
    number: int
    text: str
    by: str
    at: datetime


class WholeEntry(Entry):
    known: list[Knower]
    written_beside: list[Comment]


class Evidence(Schema):
    entry: str
    against: bool
    why: str


class Question(Schema):
    number: int
    code: str
    lens: str
    title: str
    wording: str
    certainty: str
    own: bool
    settled: str
    first_answerable: date | None
    evidence: list[Evidence]


class Answer(Schema):
    verdict: str
    reason: str
    by: str
    at: datetime


class WholeQuestion(Question):
    answers: list[Answer]


class Theme(Schema):
    number: int
    version: int = Field(description="bring it back when you change the theme")
    title: str
    text: str
    good_practice: bool
    questions: list[int]


class Recommendation(Schema):
    number: int
    version: int
    text: str
    owner: str
    agency: str
    due_on: date | None
    measure: str
    shows_it_worked: str
    themes: list[int]


class TrailLine(Schema):
    sequence: int
    at: str
    actor: int | None
    act: str
    what: str
    digest: str


class Box(Schema):
    """A box of the briefing in one language; `stale` where the Welsh renders an earlier English."""

    number: int
    language: str
    version: int
    heading: str
    bulleted: bool
    sentences: list[str]
    stale: bool


class Briefing(Schema):
    """The briefing as it stands, with what stands between it and its publication."""

    digest: str = Field(description="of this very text: bring it back when you sign it off")
    reading_seconds: int
    reading_age: int | None
    boxes: list[Box]
    signed_off: list[str]
    obstacles: list[str]


class Publication(Schema):
    number: int
    published_at: datetime
    withdrawn: bool
    files: list[str]


class Publications(Page):
    items: list[Publication]


class Reviews(Page):
    items: list[Review]


class Agencies(Page):
    items: list[Agency]


class Submissions(Page):
    items: list[Submission]


class SentRows(Page):
    items: list[SentRow]


class Entries(Page):
    items: list[Entry]


class Questions(Page):
    items: list[Question]


class Themes(Page):
    items: list[Theme]


class Recommendations(Page):
    items: list[Recommendation]


class TrailLines(Page):
    items: list[TrailLine]


class Reason(Schema):
    reason: str = ""


class Text(Schema):
    text: str = Field(min_length=1, max_length=10_000)


class Tag(Schema):
    tag: str = Field(min_length=1, max_length=60)


class DateCorrection(Schema):
    now: str = Field(min_length=1, max_length=200, description="the date as it should be read, as people write dates")
    reason: str = Field(min_length=1, max_length=2000)


class LinkDecision(Schema):
    other: str
    together: bool
    reason: str = Field(default="", max_length=2000)


class Decision(Schema):
    decision: Literal["hand_in", "accept", "return", "withdraw"]
    reason: str = ""
    replacing: int | None = None


class NewAnswer(Schema):
    verdict: Literal["agreed", "explained", "not_agreed", "data_error"]
    reason: str = ""


class Settled(Schema):
    verdict: Literal["agreed", "explained", "not_agreed", "data_error", ""] = Field(description='"" opens it again')
    reason: str = ""


class NewQuestion(Schema):
    lens: str
    title: str = Field(min_length=1, max_length=200)
    wording: str = Field(min_length=1, max_length=2000)
    entries: list[str] = Field(default_factory=list)


class EvidenceChange(Schema):
    entry: str
    added: bool
    against: bool = False
    reason: str = ""


class NewTheme(Schema):
    title: str = Field(min_length=1, max_length=120)
    text: str = ""
    good_practice: bool = False
    questions: list[int] = Field(default_factory=list)
    version: int = Field(default=0, description="the version you read, when you change a theme")


class NewRecommendation(Schema):
    text: str = Field(min_length=1)
    themes: list[int] = Field(default_factory=list)
    owner: str = Field(default="", max_length=120)
    due_on: date | None = None
    measure: str = ""
    shows_it_worked: str = ""
    version: int = Field(default=0, description="the version you read, when you change a recommendation")


class NewBox(Schema):
    heading: str = Field(min_length=1, max_length=120)
    sentences: list[str]
    bulleted: bool = False
    version: int = Field(default=0, description="the version you read; 0 for a box that is empty")


class Signature(Schema):
    role: Role
    digest: str


class Publishing(Schema):
    considered: str = Field(default="", description="why facts that together could single somebody out may stand")
