"""What pages of outreach show of advising, without knowing it."""

from datetime import datetime
from typing import Any

from django import template
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from advising import waiting
from advising.access import reviews_seen
from advising.models import Advising, Comment, Review
from advising.reviewing import hash_of
from outreach.models import Delivery, Message, Outreach
from outreach.waiting import awaited, named

register = template.Library()


def is_advised(text: Message) -> bool:
    """Whether somebody advises its writer now: asked with the message, or with its outreach."""
    for asked in (text, text.outreach):
        if hasattr(asked, "is_advised"):
            return bool(asked.is_advised)
    return Advising.objects.going_on().filter(client=text.outreach.owner).exists()


@register.inclusion_tag("advising/_beside.html", takes_context=True)
def reviews_beside(context: Any, text: Message) -> dict[str, Any]:
    """What advisors say about a text, beside the editor; the way to ask where nobody was asked."""
    is_draft = text.delivery == Delivery.DRAFT
    advised = is_advised(text)
    # Most people have no advisor, and for them nothing is asked here.
    asked = list(_reviews_of(text, timezone.now())) if advised else []
    return {
        "reviews": asked,
        "may_ask": is_draft and advised,
        "is_draft": is_draft,
        "text": text,
        "text_hash": hash_of(text) if asked else "",
        "message_lang": context.get("message_lang", ""),
        "csrf_token": context.get("csrf_token"),
    }


def _reviews_of(text: Message, now: datetime) -> QuerySet[Review]:
    """The reviews of a text by those who advise its writer now, with what was said."""
    mine = Review.objects.filter(message=text, advising__in=Advising.objects.going_on())
    seen = Exists(reviews_seen(now).filter(pk=OuterRef("pk")))
    return _with_comments(mine.exclude(state=Review.State.WITHDRAWN)).annotate(is_seen=seen)


def _with_comments(reviews: QuerySet[Review]) -> QuerySet[Review]:
    comments = Comment.objects.select_related("author").order_by("created_at", "id")
    found = reviews.select_related("advising__advisor", "message")
    return found.prefetch_related(Prefetch("comments", comments)).order_by("asked_at")


@register.inclusion_tag("advising/_waiting.html")
def waiting_for(
    text: Message, *, is_sending: bool = False, has_button: object = None
) -> dict[str, Any]:
    """Whose word a draft waits for, or that nobody can say it any more; with the way to end that
    where the page has no button for it."""
    now = timezone.now()
    found = awaited(text, now=now)
    lapsed = [] if found else waiting.lapsed_for(text, now)
    return {
        "awaited": found,
        "lapsed": lapsed,
        "lapsed_named": named(lapsed),
        "text": text,
        "is_sending": is_sending,
        "has_button": has_button,
    }


@register.simple_tag
def advised_on(outreach: Outreach) -> dict[str, Any]:
    """For the page of an outreach: whether its writer has an advisor; drafts, which may wait for
    one; and what was said of messages that are drafts no longer, while the review is there."""
    going_on = Exists(Advising.objects.going_on().filter(pk=OuterRef("pk")))
    mine = Advising.objects.filter(client=outreach.owner).annotate(goes_on=going_on)
    advisings = list(mine.values_list("goes_on", flat=True))
    texts = list(outreach.messages.all()) if advisings else []
    drafts = [text for text in texts if text.delivery == Delivery.DRAFT]
    gone = [text for text in texts if text.delivery != Delivery.DRAFT]
    reviews = _with_comments(Review.objects.filter(message__in=gone)) if gone else ()
    return {
        "is_advised": any(advisings),
        "drafts": drafts,
        "said": [review for review in reviews if _says_something(review)],
    }


def _says_something(review: Review) -> bool:
    return review.state == Review.State.READY or bool(review.comments.all())
