"""A code by mail that answers "is it you?", for who has neither password nor second step (T8).

Whoever signs in by mailed codes alone has nothing else to show than their mailbox. For all others
the mailbox is not enough: they are asked for what they have.
"""

import secrets
from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from django.db import transaction
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import MailedCode, User

WORKS_FOR = timedelta(minutes=10)
TRIES = 3
DIGITS = 6
SALT = "accounts.mailed_codes"


def send(request: HttpRequest, *, user: User, now: datetime) -> None:
    """Mail a new code; the one before is worth nothing any more."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    MailedCode.objects.update_or_create(
        user=user, defaults={"code_hash": _hash(user, code), "sent_at": now, "tries": 0}
    )
    adapter = get_adapter(request)
    adapter.send_mail("account/email/confirm_code", user.email, {"request": request, "code": code})


def is_awaited(user: User, now: datetime) -> bool:
    """Whether there is a code that can be entered."""
    return _open(user, now).exists()


@transaction.atomic
def use(*, user: User, typed: str, now: datetime) -> bool:
    """Whether this is the code. Right, it is used up; each try counts, also of many at once."""
    if not _open(user, now).update(tries=F("tries") + 1):
        return False
    digits = "".join(letter for letter in typed if letter.isdecimal())
    expected = MailedCode.objects.values_list("code_hash", flat=True).get(user=user)
    if not constant_time_compare(expected, _hash(user, digits)):
        return False
    used, _each = MailedCode.objects.filter(user=user, code_hash=expected).delete()
    return bool(used)


def forget_codes(*, now: datetime) -> int:
    """Delete what works no more; how many."""
    deleted, _each = MailedCode.objects.filter(sent_at__lte=now - WORKS_FOR).delete()
    return deleted


def _open(user: User, now: datetime) -> "QuerySet[MailedCode]":
    return MailedCode.objects.filter(user=user, sent_at__gt=now - WORKS_FOR, tries__lt=TRIES)


def _hash(user: User, code: str) -> str:
    return salted_hmac(SALT, f"{user.pk}:{code}", algorithm="sha256").hexdigest()
