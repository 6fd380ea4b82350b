"""Requests and messages, what advisors curate, and the labels of both."""

from outreach.models.curated import RequestType, RequestTypeVersion, Wording, WordingVersion
from outreach.models.feeds import FeedKey
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
from outreach.models.leaving import Leaving
from outreach.models.optouts import DataRequest, OptOutLink, SuppressedAddress
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
from outreach.models.posting import (
    AS_A_DRAFT,
    IN_HAND,
    MAY_BE_CALLED_OFF,
    ON_ITS_WAY,
    PERHAPS_SENT,
    Delivery,
    Digest,
    DigestPlan,
    Posted,
    Problem,
    Sender,
    SiteSending,
)
from outreach.models.rights import AccessCase, AccessItem, Contest, Correction, Field
from outreach.models.takeouts import Takeout, TakeoutFile

__all__ = [
    "AS_A_DRAFT",
    "IN_HAND",
    "MAY_BE_CALLED_OFF",
    "ON_ITS_WAY",
    "PERHAPS_SENT",
    "STATUS_LABELS",
    "STEP_LABELS",
    "AccessCase",
    "AccessItem",
    "Address",
    "Approach",
    "Channel",
    "Contest",
    "Correction",
    "DataRequest",
    "Delivery",
    "Digest",
    "DigestPlan",
    "FeedKey",
    "Field",
    "Kind",
    "Leaving",
    "Length",
    "Message",
    "MessageLanguage",
    "Move",
    "OptOutLink",
    "Outreach",
    "OutreachEvent",
    "OutreachQuerySet",
    "Posted",
    "Problem",
    "Promise",
    "RequestType",
    "RequestTypeVersion",
    "Sender",
    "SiteSending",
    "Suggestion",
    "SuppressedAddress",
    "Takeout",
    "TakeoutFile",
    "Tone",
    "Wording",
    "WordingVersion",
]
