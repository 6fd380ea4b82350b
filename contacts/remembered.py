"""Remembered dates in words: as shown on a page, and as typed back into a form."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.days import date_in_words
from accounts.printing import said_once
from contacts.models import Precision


@said_once
def remembered_text(on: date, precision: str) -> str:
    """The date as well as it is remembered: "around 2019", "March 2019", "14 March 2019"."""
    if precision == Precision.DAY:
        return date_in_words(on)
    if precision == Precision.MONTH:
        return date_format(on, "YEAR_MONTH_FORMAT")
    if precision == Precision.YEAR:
        return str(on.year)
    if precision == Precision.BEFORE:
        return _before_text(on + timedelta(days=1))
    # "Around" a month stands on its 15th, around a year on 1 July (contacts.exchange.dates).
    about = date_format(on, "YEAR_MONTH_FORMAT") if on.day == 15 else str(on.year)
    return _("around %(time)s") % {"time": about}


def _before_text(day: date) -> str:
    """Before a year, known by its first day; before a month, by its first; or before a day."""
    if day.day > 1:
        return _("before %(day)s") % {"day": date_in_words(day)}
    is_year = day.month == 1
    time = str(day.year) if is_year else date_format(day, "YEAR_MONTH_FORMAT")
    return _("before %(time)s") % {"time": time}


def remembered_input(on: date, precision: str) -> str:
    """The same as one would type it; reading it again gives the same date and precision."""
    if precision == Precision.DAY:
        return on.isoformat()
    if precision == Precision.MONTH:
        return f"{on:%Y-%m}"
    return remembered_text(on, precision)


@said_once
def silence_text(on: date | None, precision: str, today: date) -> str:
    """How long ago it was, no finer than it is remembered: "3 weeks ago", "6 years ago"."""
    if on is None:
        return ""
    if precision == Precision.BEFORE:
        return _more_than(on, today)
    days = (today - on).days
    if precision == Precision.DAY and days < 14:
        return _few_days(days)
    if precision == Precision.DAY and days < 60:
        weeks = days // 7
        return ngettext("%(count)d week ago", "%(count)d weeks ago", weeks) % {"count": weeks}
    return _months_or_years(on, precision, today)


def _few_days(days: int) -> str:
    if days <= 0:
        return _("today")
    return ngettext("yesterday", "%(count)d days ago", days) % {"count": days}


def _more_than(on: date, today: date) -> str:
    """For what is known to be that long ago or longer: never a number it may not be."""
    months = (today.year - on.year) * 12 + today.month - on.month - (today.day < on.day)
    if months < 1:
        return _("some time ago")
    if months < 12:
        text = ngettext("more than a month ago", "more than %(count)d months ago", months)
        return text % {"count": months}
    years = months // 12
    text = ngettext("more than a year ago", "more than %(count)d years ago", years)
    return text % {"count": years}


def _months_or_years(on: date, precision: str, today: date) -> str:
    months = (today.year - on.year) * 12 + today.month - on.month
    if precision in (Precision.YEAR, Precision.AROUND):
        months = (today.year - on.year) * 12
    if months < 1:
        is_year = precision in (Precision.YEAR, Precision.AROUND)
        return _("this year") if is_year else _("this month")
    if months < 24 and precision not in (Precision.YEAR, Precision.AROUND):
        return ngettext("%(count)d month ago", "%(count)d months ago", months) % {"count": months}
    years = months // 12
    return ngettext("%(count)d year ago", "%(count)d years ago", years) % {"count": years}
