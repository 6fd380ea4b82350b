"""What "is it you?" is asked for, in its template."""

from django import template
from django.http import HttpRequest

from accounts.purposes import AskedFor, asked_for

register = template.Library()


@register.simple_tag
def purpose_of(request: HttpRequest) -> AskedFor:
    """By the address that comes with the question."""
    return asked_for(request.POST.get("next") or request.GET.get("next") or "")
