"""Who may see which outreach: its owner, while the contact is not in the trash. All others get 404.

The same 404 as for an id that never existed (TRUST.md, T1), so that nothing can be learned from it.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import Http404

from accounts.models import User
from outreach.feed.keys import hash_of
from outreach.models import (
    IN_HAND,
    AccessCase,
    AccessItem,
    Contest,
    FeedKey,
    Message,
    Outreach,
)

STILL_THERE = Q(contact__isnull=False) | Q(decision=AccessItem.Decision.RELEASED)
"""What of a case may be decided: of a contact that is gone only what was released is left, to be
held back still."""


BESIDE: dict[str, Callable[[str], Exists]] = {}
"""What the pages of a message show of the layers above, by the name of an attribute: asked together
with the message, or with the outreach in the wizard. Each is made from the path to the writer; the
layers above add theirs when the site starts (AppConfig.ready)."""


def _beside(owner: str) -> dict[str, Exists]:
    return {name: make(owner) for name, make in BESIDE.items()}


def outreach_or_404(user: User, outreach_id: UUID) -> Outreach:
    """This user's outreach, with its contact and request type loaded."""
    owned = Outreach.objects.owned_by(user).select_related("contact", "request_type")
    outreach = owned.filter(pk=outreach_id).first()
    if outreach is None:
        raise Http404
    return outreach


def wizard_outreach_or_404(user: User, outreach_id: UUID) -> Outreach:
    """This user's outreach with all that the pages of the wizard look at, its messages too as far
    as there is something to do with them."""
    in_hand = Message.objects.filter(delivery__in=sorted(IN_HAND))
    outreach = (
        Outreach.objects.owned_by(user)
        .filter(pk=outreach_id)
        .annotate(**_beside("owner"))
        .select_related("contact", "request_type", "promise")
        .prefetch_related(
            "contact__emails", "contact__phones", Prefetch("messages", in_hand, to_attr="in_hand")
        )
        .first()
    )
    if outreach is None:
        raise Http404
    outreach.owner = user
    return outreach


def message_or_404(user: User, outreach_id: UUID, message_id: UUID) -> Message:
    """A message of this very outreach of this user, with all that a page shows beside it."""
    message = (
        Message.objects.filter(
            pk=message_id,
            outreach_id=outreach_id,
            outreach__owner=user,
            outreach__contact__trashed_at=None,
        )
        .annotate(**_beside("outreach__owner"))
        .select_related("outreach__contact", "outreach__request_type", "outreach__promise")
        .prefetch_related("outreach__contact__emails", "outreach__contact__phones")
        .first()
    )
    if message is None:
        raise Http404
    message.outreach.owner = user
    return message


def contest_or_404(user: User, contact_id: UUID, contest_id: UUID) -> Contest:
    """A detail of this very contact of this user that is or was contested, with the contact."""
    mine = Contest.objects.filter(
        pk=contest_id, owner=user, contact=contact_id, contact__trashed_at=None
    )
    contest = mine.select_related("correction", "contact__owner").first()
    if contest is None:
        raise Http404
    return contest


def asked_case_or_404(user: User, case_id: UUID, now: datetime) -> AccessCase:
    """A case in which this user is asked about texts of theirs, as long as they may decide."""
    theirs = AccessItem.objects.filter(STILL_THERE, case=OuterRef("pk"), owner=user)
    asked = AccessCase.objects.filter(
        Exists(theirs), pk=case_id, state=AccessCase.State.ASKED, holders_until__gt=now
    )
    case = asked.first()
    if case is None:
        raise Http404
    return case


def feed_or_404(token: str) -> FeedKey:
    """The calendar address with this token, with its owner; all others are as good as unknown."""
    known = FeedKey.objects.filter(token_hash=hash_of(token), owner__is_active=True)
    key = known.select_related("owner").first()
    if key is None:
        raise Http404
    return key
