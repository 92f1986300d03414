"""The records of the workbench, one file a subject.

Read in this order: `accounts` (people and seats), `reviews` (a review, its agencies, what they sent), `entries` (rows, runs
and the timeline that a run made), `questions`, `learning`, `actions`,
`circulation`, `measures`, `briefing`, `trail`.
"""

from keepsight.store.models.accounts import InvitationRecord, SeatRecord, TokenRecord, UserRecord
from keepsight.store.models.actions import (
    ActionRecord,
    EarlierRecommendationRecord,
    EvidenceFileRecord,
    MilestoneRecord,
    ReachedRecord,
    ResponseRecord,
)
from keepsight.store.models.briefing import (
    BoxVersionRecord,
    NameDecisionRecord,
    PublicationRecord,
    PublishedFileRecord,
    SignOffRecord,
)
from keepsight.store.models.circulation import (
    CirculationRecord,
    GuidanceRecord,
    GuidanceVersionRecord,
    ReceiptRecord,
    TeamRecord,
)
from keepsight.store.models.entries import (
    CommentRecord,
    CorrectionRecord,
    DayOrderRecord,
    EntryRecord,
    EventRecord,
    KnowledgeRecord,
    LinkDecisionRecord,
    PlacedRecord,
    RunRecord,
    SavedViewRecord,
    SilenceRecord,
    TagRecord,
)
from keepsight.store.models.learning import (
    ContributionRecord,
    InterimActionRecord,
    KeptVersionRecord,
    LearningEventRecord,
    PolicyRecord,
    RecommendationRecord,
    ReleasedEntryRecord,
    ThemeRecord,
    VoiceRecord,
)
from keepsight.store.models.measures import MeasureRecord, PointRecord
from keepsight.store.models.questions import (
    AnswerRecord,
    AskedRecord,
    EvidenceChangeRecord,
    EvidenceRecord,
    QuestionRecord,
)
from keepsight.store.models.reviews import (
    AgencyRecord,
    BoardRecord,
    ChaseRecord,
    NoticeRecord,
    ReviewAgencyRecord,
    ReviewRecord,
    RowQueryRecord,
    SubmissionRecord,
)
from keepsight.store.models.trail import TrailRecord

__all__ = [
    "ActionRecord",
    "AgencyRecord",
    "AnswerRecord",
    "AskedRecord",
    "BoardRecord",
    "BoxVersionRecord",
    "ChaseRecord",
    "CirculationRecord",
    "CommentRecord",
    "ContributionRecord",
    "CorrectionRecord",
    "DayOrderRecord",
    "EarlierRecommendationRecord",
    "EntryRecord",
    "EventRecord",
    "EvidenceChangeRecord",
    "EvidenceFileRecord",
    "EvidenceRecord",
    "GuidanceRecord",
    "GuidanceVersionRecord",
    "InterimActionRecord",
    "InvitationRecord",
    "KeptVersionRecord",
    "KnowledgeRecord",
    "LearningEventRecord",
    "LinkDecisionRecord",
    "MeasureRecord",
    "MilestoneRecord",
    "NameDecisionRecord",
    "NoticeRecord",
    "PlacedRecord",
    "PointRecord",
    "PolicyRecord",
    "PublicationRecord",
    "PublishedFileRecord",
    "QuestionRecord",
    "ReachedRecord",
    "ReceiptRecord",
    "RecommendationRecord",
    "ReleasedEntryRecord",
    "ResponseRecord",
    "ReviewAgencyRecord",
    "ReviewRecord",
    "RowQueryRecord",
    "RunRecord",
    "SavedViewRecord",
    "SeatRecord",
    "SignOffRecord",
    "SilenceRecord",
    "SubmissionRecord",
    "TagRecord",
    "TeamRecord",
    "ThemeRecord",
    "TokenRecord",
    "TrailRecord",
    "UserRecord",
    "VoiceRecord",
]
