"""What people ask of a user that waits for an answer: for "Today" and the digest."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.prepared import Prepared
from outreach.digest.build import LastWords, Line, absolute
from outreach.models import Contest

AT_MOST = 3
TITLE = _("People ask you something")


@dataclass(frozen=True, slots=True)
class Asked:
    """One person and what they ask."""

    name: str
    what: str
    url: str


CONTESTED = Prepared(
    lambda owner: (
        Contest.objects.filter(owner=owner, decided_at=None, contact__trashed_at=None)
        .order_by("contact__name_key", "contact")
        .values_list("contact", "contact__name", "contact__name_key")
        .distinct()[:AT_MOST]
    )
)


def asked_of(user: User) -> list[Asked]:
    """Whom to answer, a few at most."""
    return [
        Asked(
            name,
            gettext("says that something you noted about them is wrong"),
            reverse("outreach_contested", args=[contact]),
        )
        for contact, name, _key in CONTESTED.rows(owner=user.pk)
    ]


def asked_told(user: User, today: date) -> list[tuple[Any, Line]]:
    """The same as lines of the digest."""
    return [
        (TITLE, Line(one.name, one.what, "", LastWords(), absolute(one.url)))
        for one in asked_of(user)
    ]
