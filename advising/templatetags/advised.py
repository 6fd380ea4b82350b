"""What pages of outreach show of advising, without knowing it."""

from typing import Any

from django import template
from django.db.models import Prefetch, QuerySet

from accounts.models import User
from advising.models import Advising, Comment, Review
from outreach.models import Delivery, Message

register = template.Library()


@register.simple_tag
def has_an_advisor(user: User) -> bool:
    """Whether somebody advises this user now."""
    return Advising.objects.going_on().filter(client=user).exists()


@register.inclusion_tag("advising/_beside.html", takes_context=True)
def reviews_beside(context: Any, text: Message) -> dict[str, Any]:
    """What advisors say about a text, beside the editor; the way to ask where nobody was asked."""
    is_draft = text.delivery == Delivery.DRAFT
    advised = has_an_advisor(text.outreach.owner)
    # Most people have no advisor, and for them that is the only question asked.
    asked = list(_reviews_of(text)) if advised else []
    return {
        "reviews": asked,
        "may_ask": is_draft and advised,
        "is_draft": is_draft,
        "text": text,
        "message_lang": context.get("message_lang", ""),
        "csrf_token": context.get("csrf_token"),
    }


def _reviews_of(text: Message) -> QuerySet[Review]:
    """The reviews of a text by those who advise its writer now, with what was said."""
    comments = Comment.objects.select_related("author").order_by("created_at", "id")
    return (
        Review.objects.filter(message=text, advising__in=Advising.objects.going_on())
        .exclude(state=Review.State.WITHDRAWN)
        .select_related("advising__advisor")
        .prefetch_related(Prefetch("comments", comments))
        .order_by("asked_at")
    )
