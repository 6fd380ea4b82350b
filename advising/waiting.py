"""Sending that waits for an advisor's "ready": where the client has asked for it, and only there.

``Review.waits`` says for whom. ``Message.waits_since`` says that there is somebody, so that sending
needs to look at one column only. An advisor who does not see the text any more (the share ran out,
they are an advisor no longer) is not waited for, whatever these columns say: ``awaited`` asks what
is shared at that moment. The tick then clears the columns, and the client reads why it waits no
longer.

"Ready" ends the waiting for good. It is said of the version that the advisor has read
(reviewing.comment refuses it for another one). The client may change the text afterwards; the page
then says that it was changed since.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from accounts import audit
from accounts.models import User
from advising.access import reviews_seen
from advising.models import Review
from outreach.models import Delivery, Message
from outreach.waiting import Awaited


def awaited(message: Message, now: datetime) -> Awaited | None:
    """Whose word the message waits for now (outreach.waiting asks)."""
    waiting = reviews_seen(now).filter(message=message, waits=True)
    reviews = waiting.select_related("advising__advisor").order_by("asked_at", "id")
    names = [str(review.advising.advisor) for review in reviews]
    url = reverse("advising_send_without", args=[message.outreach_id, message.pk])
    return Awaited(names, url) if names else None


def lapsed_for(message: Message, now: datetime) -> list[str]:
    """Who can no longer say the word that the client wanted to wait for, while it is a draft."""
    if message.delivery != Delivery.DRAFT:
        return []
    seen = Exists(reviews_seen(now).filter(pk=OuterRef("pk")))
    reviews = Review.objects.filter(message=message).select_related("advising__advisor")
    over = reviews.filter(Q(lapsed_at__isnull=False) | Q(waits=True), ~seen)
    return [str(review.advising.advisor) for review in over.order_by("asked_at", "id")]


# --- Writing ----------------------------------------------------------------------------------
def begin(*, review: Review, now: datetime) -> None:
    """From now on the message waits. Part of the transaction that asks."""
    review.waits, review.lapsed_at = True, None
    review.save(update_fields=["waits", "lapsed_at"])
    Message.objects.filter(pk=review.message_id, waits_since=None).update(waits_since=now)


def end(*, reviews: QuerySet[Review], lapsed_at: datetime | None = None) -> int:
    """These are waited for no longer; how many were. Part of the caller's transaction."""
    waiting = dict(reviews.filter(waits=True).values_list("pk", "message"))
    if not waiting:
        return 0
    # Two who say "ready" at the same moment go one after the other: the second frees the message.
    texts = Message.objects.filter(pk__in=waiting.values())
    list(texts.select_for_update().order_by("pk").values_list("pk"))
    Review.objects.filter(pk__in=waiting).update(waits=False, lapsed_at=lapsed_at)
    others = Review.objects.filter(message=OuterRef("pk"), waits=True)
    texts.exclude(Exists(others)).update(waits_since=None)
    return len(waiting)


@transaction.atomic
def send_without(*, message: Message, by: User) -> bool:
    """The client does not want to wait any more. What they asked stays asked. Twice is once."""
    ended = end(reviews=Review.objects.filter(message=message))
    if ended:
        audit.record(actor=by, verb="stop_waiting", target=message)
    message.waits_since = None
    return ended > 0


@transaction.atomic
def lapse(*, now: datetime, of: Q | None = None) -> int:
    """End the waiting for those who do not see the text any more; how many were waited for.

    A contact in the trash changes nothing: restored, the message waits as before.
    """
    seen = Exists(reviews_seen(now).filter(pk=OuterRef("pk")))
    return end(reviews=Review.objects.filter(~seen, of or Q()), lapsed_at=now)


# --- A job of the tick ------------------------------------------------------------------------
@transaction.atomic
def end_vain_waits(*, now: datetime) -> int:
    """What ended by itself: a share by its date, an advisor's role; and what was sent meanwhile."""
    ended = lapse(now=now)
    waiting = Review.objects.filter(message=OuterRef("pk"), waits=True)
    texts = Message.objects.filter(waits_since__isnull=False)
    texts.exclude(Exists(waiting)).update(waits_since=None)
    Review.objects.filter(waits=True, message__waits_since=None).update(waits=False)
    return ended
