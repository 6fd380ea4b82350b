"""The front page of the panel for advisors: what waits today."""

from django import template
from django.utils import timezone

from accounts.models import User
from advising.access import leads_centre
from advising.rows import Today, today_of

register = template.Library()


@register.simple_tag
def sees_the_centre(user: User) -> bool:
    """Whether this user assigns clients."""
    return leads_centre(user)


@register.inclusion_tag("advising/panel/_today.html")
def advisors_today(user: User) -> dict[str, Today]:
    """What waits for this advisor."""
    return {"today": today_of(user, timezone.now())}
