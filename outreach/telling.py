"""Mails that somebody has to get, claimed before they are sent: at least once, never two at a time.

The answer to a correction or to a request to see texts is owed by law, and emergency access is
known by its mail: lost is worse than twice. So a mail of which nobody knows whether it arrived,
because the server fell silent or the worker was killed, is sent again, but an hour later, and three
times in all. Messages of users are the other way round: ``outreach.delivery`` (TRUST.md, R2).
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from smtplib import SMTPServerDisconnected
from typing import Any

from django.db.models import F, Q, QuerySet

from outreach.plain_mail import is_refused_for_good

log = logging.getLogger(__name__)

CLAIM_LASTS = timedelta(hours=1)
"""Longer than any mail server takes: whoever claimed it so long ago is gone, or got no answer."""
MOST_CLAIMS = 3
"""A server that takes each mail and says nothing would be sent the same one for ever."""


SETTLED: dict[str, Any] = {"telling_since": None, "tellings": 0}
"""The columns of a row that claims nothing."""


class End(StrEnum):
    """How it went."""

    TOLD = "told"
    HOPELESS = "hopeless"
    """The mailbox takes no mail ever, or nobody knows, after as many tries as there are."""
    LATER = "later"
    """Not now: it failed, or somebody else is at it."""


def tell(untold: "QuerySet[Any]", mail: Callable[[], None], now: datetime) -> End:
    """Claim the one row of ``untold``, send its mail, and say how it went.

    Call it outside of any transaction, so that others see the claim; write SETTLED with the end.
    """
    limit = now - CLAIM_LASTS
    if untold.filter(tellings__gte=MOST_CLAIMS, telling_since__lte=limit).exists():
        return End.HOPELESS
    free = untold.filter(Q(telling_since=None) | Q(telling_since__lte=limit))
    if not free.update(telling_since=now, tellings=F("tellings") + 1):
        return End.LATER
    try:
        mail()
    except Exception as error:  # the text of it may hold the address (P20)
        name = f"{untold.model._meta.model_name} {untold.values_list('pk', flat=True).first()}"
        log.error("%s is not told: %s", name, type(error).__name__)
        if is_refused_for_good(error):
            return End.HOPELESS
        if not is_perhaps_sent(error):
            mine = untold.filter(telling_since=now)
            mine.update(telling_since=None, tellings=F("tellings") - 1)
        return End.LATER
    return End.TOLD


def is_perhaps_sent(error: Exception) -> bool:
    """Whether the server may have taken the mail: it fell silent, and did not say no."""
    if isinstance(error, ConnectionRefusedError):
        return False
    return isinstance(error, SMTPServerDisconnected | TimeoutError | ConnectionError)
