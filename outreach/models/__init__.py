"""Requests and messages, what advisors curate, and the labels of both."""

from outreach.models.curated import RequestType, Wording, WordingVersion
from outreach.models.labels import (
    Address,
    Approach,
    Channel,
    Kind,
    Length,
    MessageLanguage,
    Move,
    Tone,
)
from outreach.models.outreaches import (
    STATUS_LABELS,
    STEP_LABELS,
    Message,
    Outreach,
    OutreachEvent,
    OutreachQuerySet,
    Promise,
    Suggestion,
)

__all__ = [
    "STATUS_LABELS",
    "STEP_LABELS",
    "Address",
    "Approach",
    "Channel",
    "Kind",
    "Length",
    "Message",
    "MessageLanguage",
    "Move",
    "Outreach",
    "OutreachEvent",
    "OutreachQuerySet",
    "Promise",
    "RequestType",
    "Suggestion",
    "Tone",
    "Wording",
    "WordingVersion",
]
