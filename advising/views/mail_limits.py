"""How often one person is mailed a link by the same advisor, and how often an advisor mails one.

Counted beside the invitations: withdrawing one and inviting again begins nothing anew. While nobody
can count, nothing is sent: the error of the cache becomes the page that says so (TRUST.md, F36).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User
from contacts.hashing import hash_of

A_DAY = 50
INVITE, AGAIN = "invite", "invite_again"
"""A new mail; another try of one that never left."""
PER_ADDRESS = {INVITE: "1/h/key,3/d/key", AGAIN: "3/h/key"}
PER_ADVISOR = {INVITE: f"{A_DAY}/d/user", AGAIN: f"{A_DAY}/d/user"}


class TooOften(Exception):
    """Not now; ``reason`` says why, in words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@contextmanager
def counted(
    request: HttpRequest, *, advisor: User, email: str, action: str = INVITE
) -> Iterator[None]:
    """Count one mail of this advisor to this address, and take it back where what is done inside
    raises. Raises TooOften."""
    of_the_day = _used(request, action, PER_ADVISOR)
    if of_the_day is None:
        raise TooOften(_enough_today())
    of_the_address = _used(request, action, PER_ADDRESS, f"{advisor.pk}:{hash_of(email)}")
    if of_the_address is None:
        of_the_day.rollback()
        raise TooOften(_too_soon())
    try:
        yield
    except Exception:
        of_the_address.rollback()
        of_the_day.rollback()
        raise


def _used(request: HttpRequest, action: str, limits: dict[str, str], key: str = "") -> Any:
    """What was counted; None where there is no room."""
    return consume(request, app="advising", action=action, config=limits, key=key or None)


def _enough_today() -> str:
    text = _("You sent as many invitations as 24 hours allow: %(number)d. Try again tomorrow.")
    return text % {"number": A_DAY}


def _too_soon() -> str:
    return _(
        "One person gets at most one invitation an hour, and three in 24 hours. Try again later."
    )
