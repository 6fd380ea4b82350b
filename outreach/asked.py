"""What people ask of a user that waits for an answer: for "Today" and the digest."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, F, Min, Q
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.days import date_in_words
from accounts.models import User
from accounts.prepared import Prepared
from outreach.actions.access_cases import DUE_WITHIN
from outreach.digest.build import LastWords, Line, absolute
from outreach.models import AccessCase, AccessItem, Contest

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


ASKED_FOR = Prepared(
    lambda owner, now: (
        AccessItem.objects.filter(
            owner=owner,
            decided_at=None,
            contact__isnull=False,
            case__state=AccessCase.State.ASKED,
            case__holders_until__gt=now,
        )
        .values_list("case")
        # A text of an advisor is about a contact of somebody else, whose names are not shown (T3).
        .annotate(name=Min("contact__name", filter=Q(contact__owner=F("owner"))))
        .order_by("case__holders_until", "case")
        .values_list("case", "name")[:AT_MOST]
    )
)


def asked_of(user: User, now: datetime) -> list[Asked]:
    """Whom to answer, a few at most."""
    return [
        *(
            Asked(
                name or gettext("Somebody"),
                gettext("asks what you wrote about them"),
                reverse("outreach_asked_for", args=[case]),
            )
            for case, name in ASKED_FOR.rows(owner=user.pk, now=now)
        ),
        *_contested(user),
    ]


def _contested(user: User) -> list[Asked]:
    return [
        Asked(
            name,
            gettext("says that something you noted about them is wrong"),
            reverse("outreach_contested", args=[contact]),
        )
        for contact, name, _key in CONTESTED.rows(owner=user.pk)
    ]


def asked_told(user: User, today: date) -> list[tuple[Any, Line]]:
    """The same as lines of the digest; for those who run the site also what they have to answer."""
    now = datetime.combine(today, time(12), tzinfo=user.zone)
    lines = [
        Line(one.name, one.what, "", LastWords(), absolute(one.url)) for one in asked_of(user, now)
    ]
    return [(TITLE, line) for line in (*lines, *_to_answer(user))]


def _to_answer(host: User) -> list[Line]:
    """The queue in one line, with the date of the oldest; no address, for mails are forwarded."""
    if not host.is_superuser:
        return []
    opened = AccessCase.objects.filter(closed_at=None, listed_at__isnull=False)
    found = opened.aggregate(count=Count("pk"), oldest=Min("asked_at"))
    if not found["count"]:
        return []
    what = ngettext("%(count)d request to answer", "%(count)d requests to answer", found["count"])
    due = {"date": date_in_words(host.local_date(found["oldest"] + DUE_WITHIN))}
    return [
        Line(
            gettext("People without an account"),
            what % {"count": found["count"]},
            gettext("The oldest by %(date)s.") % due,
            LastWords(),
            absolute(reverse("advisor:outreach_cases")),
        )
    ]
