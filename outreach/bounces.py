"""What a mail server's refusal means: for the address, for the sender, and in words (L9)."""

from datetime import datetime

from django.db.models import Q

from accounts.models import User
from outreach.models import Delivery, Message, Problem, Sender
from outreach.pausing import pause_user

LATEST = 20
ENOUGH_TO_PAUSE = 3
ABOUT_THE_SENDER = (".7", ".8")
REASONS = {
    "5.2.2": Problem.MAILBOX_FULL,
    "4.2.2": Problem.MAILBOX_FULL,
    "5.7": Problem.REFUSED,
    "4.4": Problem.GAVE_UP,
    "5.4.7": Problem.GAVE_UP,
}
"""By enhanced code (RFC 3463) or the beginning of one."""

FOR_GOOD = Q(delivery=Delivery.BOUNCED) & ~Q(reply_code__contains=" 4.")
NO_ADDRESS = Q(delivery=Delivery.FAILED, problem=Problem.NO_SUCH_ADDRESS)
"""It came back later, or the server said so at once."""


def is_about_the_address(code: str) -> bool:
    """Whether a reply such as "550 5.1.1" says that the recipient's address is wrong (F15).

    5.1.7 and 5.1.8 are about the sender's.
    """
    _number, _space, enhanced = code.partition(" ")
    return enhanced.startswith("5.1.") and not enhanced.endswith(ABOUT_THE_SENDER)


def reason_of(code: str) -> Problem:
    """Why a message came back, as far as its code tells."""
    if is_about_the_address(code):
        return Problem.NO_SUCH_ADDRESS
    _number, _space, enhanced = code.partition(" ")
    for beginning, reason in REASONS.items():
        if f"{enhanced}.".startswith(f"{beginning}."):
            return reason
    return Problem.BOUNCED


def pause_after_bounces(*, owner: User, now: datetime) -> bool:
    """Of the latest 20 messages 3 came back: nothing more goes out until somebody has looked.

    Counted, not reckoned as a rate: with few messages a rate says nothing (TRUST.md, L9).
    """
    left = Q(delivery__in=(Delivery.SENT, Delivery.UNCONFIRMED, Delivery.BOUNCED)) | NO_ADDRESS
    from_here = Message.objects.filter(outreach__owner=owner, queued_at__isnull=False)
    latest = from_here.filter(left).order_by("-queued_at").values_list("pk", flat=True)[:LATEST]
    came_back = Message.objects.filter(FOR_GOOD | NO_ADDRESS, pk__in=list(latest))
    if came_back.count() < ENOUGH_TO_PAUSE:
        return False
    return pause_user(owner=owner, because=Sender.Paused.BOUNCES, by=None, now=now)
