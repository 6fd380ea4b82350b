"""The front page of the panel for advisors: what waits today."""

from datetime import timedelta
from typing import Any

from django import template
from django.db.models import Count, Exists, OuterRef, Window
from django.utils import timezone

from accounts.models import User
from advising.access import leads_centre, reviews_of
from advising.models import Advising, Review, Share

register = template.Library()

SHOWN = 5
NEW_FOR = timedelta(days=14)


@register.simple_tag
def sees_the_centre(user: User) -> bool:
    """Whether this user assigns clients."""
    return leads_centre(user)


@register.inclusion_tag("advising/panel/_today.html")
def advisors_today(user: User) -> dict[str, Any]:
    """Reviews that wait, the oldest first; clients who began lately; how many there are."""
    now = timezone.now()
    waiting = reviews_of(user, now).filter(state=Review.State.ASKED)
    oldest = waiting.select_related("advising__client", "message__outreach__request_type")
    # All are counted in the same query: who may see what costs most of it.
    counted = oldest.annotate(in_all=Window(Count("pk"))).order_by("asked_at", "id")
    reviews = list(counted[:SHOWN])
    mine = Advising.objects.going_on().filter(advisor=user, client__is_active=True)
    shares_now = Exists(Share.objects.open(now).filter(advising=OuterRef("pk")))
    began = mine.filter(began_at__gt=now - NEW_FOR).select_related("client")
    return {
        "reviews": reviews,
        "waiting": reviews[0].in_all if reviews else 0,
        "began": list(began.order_by("-began_at", "-id")[:SHOWN]),
        "counts": mine.aggregate(clients=Count("pk"), sharing=Count("pk", filter=shares_now)),
    }
