"""Who advises whom and what is shared, reviews, and emergency access."""

from advising.models.clients import (
    SHARED_AT_FIRST,
    Advising,
    AdvisorCode,
    AdvisorNote,
    Comment,
    Counting,
    FieldGroup,
    Invitation,
    Look,
    Review,
    Share,
    advises,
    goes_on,
)
from advising.models.emergency import Emergency, EmergencyLook

__all__ = [
    "SHARED_AT_FIRST",
    "Advising",
    "AdvisorCode",
    "AdvisorNote",
    "Comment",
    "Counting",
    "Emergency",
    "EmergencyLook",
    "FieldGroup",
    "Invitation",
    "Look",
    "Review",
    "Share",
    "advises",
    "goes_on",
]
