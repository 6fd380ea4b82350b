"""Dates in templates."""

from datetime import date, datetime

from django import template
from django.utils import timezone

from accounts.days import date_in_words

register = template.Library()


@register.filter
def in_words(day: date | datetime | None) -> str:
    """A date, or the local day of a moment, in the language of the page."""
    if day is None:
        return ""
    return date_in_words(timezone.localtime(day).date() if isinstance(day, datetime) else day)
