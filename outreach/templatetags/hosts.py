"""What the front page of the panel tells those who run the site."""

from django import template

from outreach.models import AccessCase

register = template.Library()


@register.simple_tag
def requests_open() -> int:
    """How many people without an account wait for an answer."""
    return AccessCase.objects.filter(closed_at=None).count()
