"""A mail that came in: found out what it says, and noted of the message it is about (F18, F19)."""

import logging
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from outreach.actions.deliveries import note_bounced
from outreach.delivery.inbound import Notice, What, read_mail
from outreach.delivery.lease import Lost
from outreach.models import Message

log = logging.getLogger("reconnect.inbound")


def take_in(raw: bytes, *, recipient: str = "", now: datetime) -> What:
    """Read one raw mail and act on it; what it was. Doing it twice changes nothing.

    Only a report of failure changes anything, and only of a message that it names by an id which
    nobody can guess.
    """
    notice = read_mail(raw, recipient=recipient)
    message = _meant(notice) if notice.what is What.FAILED else None
    is_news = False
    if message:
        with suppress(Lost):  # erased with its outreach, this moment
            is_news = note_bounced(message=message, code=notice.code, now=now)
    log.info("mail came in: %s%s", notice.what, ", noted" if is_news else "")
    return notice.what


def _meant(notice: Notice) -> Message | None:
    """The message it names, if it is one of ours: the address it came to is the surest sign."""
    by_key = Message.objects.filter(pk__in=[UUID(hex=key) for key in notice.keys])
    by_id = Message.objects.filter(message_id__in=notice.message_ids)
    return by_key.first() or by_id.first()
