"""Dates in templates."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.timesince import timesince

from accounts.days import date_in_words
from accounts.printing import said_once

register = template.Library()


@register.filter
def in_words(day: date | datetime | None) -> str:
    """A date, or the local day of a moment, in the language of the page."""
    if day is None:
        return ""
    return date_in_words(timezone.localtime(day).date() if isinstance(day, datetime) else day)


@register.filter
@said_once
def time_since(day: date, today: date) -> str:
    """How long ago a day is, as exactly as two units tell: "3 years, 2 months"."""
    return timesince(day, today)
