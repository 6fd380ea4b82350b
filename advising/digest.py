"""What advising has to tell in the digest: reviews that wait, and what an advisor said."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from advising.access import reviews_of
from advising.models import Advising, Review
from outreach.digest.build import LastWords, Line, absolute, shortened
from outreach.models import Delivery

REVIEWS, SAID = _("Reviews that wait for you"), _("What your advisor says")
SAID_SINCE = timedelta(days=7)
LINES_AT_MOST = 5


def reviews_told(user: User, today: date) -> list[tuple[Any, Line]]:
    """For an advisor the queue in one line; for a client each review answered in the last week."""
    now = datetime.combine(today, time(12), tzinfo=user.zone)
    waiting = _waiting(user, now) if user.advises else []
    return [*waiting, *_said(user, now)]


def _waiting(advisor: User, now: datetime) -> list[tuple[Any, Line]]:
    count = reviews_of(advisor, now).filter(state=Review.State.ASKED).count()
    if not count:
        return []
    what = ngettext("%(count)d draft to read", "%(count)d drafts to read", count)
    link = absolute(reverse("advisor:advising_reviews"))
    line = Line(gettext("Your clients"), what % {"count": count}, "", LastWords(), link)
    return [(REVIEWS, line)]


def _said(client: User, now: datetime) -> list[tuple[Any, Line]]:
    """Answers to drafts that are drafts still; those taken up were sent, or ask for nothing. And
    drafts that wait no longer, because the advisor does not see them any more."""
    since = now - SAID_SINCE
    going_on = Advising.objects.going_on().filter(client=client)
    answered = Q(answered_at__gt=since, advising__in=going_on) & ~Q(state=Review.State.WITHDRAWN)
    told = (
        Review.objects.filter(
            answered | Q(lapsed_at__gt=since),
            advising__client=client,
            message__delivery=Delivery.DRAFT,
            message__outreach__contact__trashed_at=None,
        )
        .select_related("advising__advisor", "message__outreach__contact")
        .prefetch_related("comments")
        .order_by(Coalesce("lapsed_at", "answered_at").desc())[:LINES_AT_MOST]
    )
    return [(SAID, _line(review)) for review in told]


def _line(review: Review) -> Line:
    outreach, advisor = review.message.outreach, review.advising.advisor
    about = gettext("Your message to %(name)s.") % {"name": outreach.contact.name}
    theirs = [c for c in review.comments.all() if c.author_id == advisor.pk]
    words = shortened(theirs[-1].body or theirs[-1].suggestion) if theirs else ""
    link = absolute(reverse("outreach_message", args=[outreach.pk, review.message_id]))
    last = LastWords(gettext("They write"), words) if words else LastWords()
    return Line(str(advisor), _verdict(review), about, last, link)


def _verdict(review: Review) -> str:
    if review.lapsed_at:
        return gettext("could not see your text any more, so it waits no longer")
    verdicts = {Review.State.READY: gettext("says it is ready to send")}
    return verdicts.get(Review.State(review.state), gettext("asks for one more look"))
