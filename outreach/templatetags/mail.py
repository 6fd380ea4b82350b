"""What pages of lower apps ask about mail."""

from django import template

from outreach.delivery.account import can_send

register = template.Library()


@register.simple_tag
def site_sends_mail() -> bool:
    """Whether the host has set up mail; what needs it is hidden otherwise."""
    return can_send()
