"""What pages of outreach show of advising, without knowing it."""

from typing import Any

from django import template
from django.db.models import Prefetch

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
    comments = Comment.objects.select_related("author").order_by("created_at", "id")
    asked = list(
        Review.objects.filter(message=text, advising__ended_at=None)
        .exclude(state=Review.State.WITHDRAWN)
        .select_related("advising__advisor")
        .prefetch_related(Prefetch("comments", comments))
    )
    is_draft = text.delivery == Delivery.DRAFT
    return {
        "reviews": asked,
        "may_ask": is_draft and (bool(asked) or has_an_advisor(text.outreach.owner)),
        "is_draft": is_draft,
        "text": text,
        "message_lang": context.get("message_lang", ""),
        "csrf_token": context.get("csrf_token"),
    }
