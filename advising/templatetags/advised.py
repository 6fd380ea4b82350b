"""What pages of outreach show of advising, without knowing it."""

from django import template

from accounts.models import User
from advising.models import Advising

register = template.Library()


@register.simple_tag
def has_an_advisor(user: User) -> bool:
    """Whether somebody advises this user now."""
    return Advising.objects.going_on().filter(client=user).exists()
