"""A plan in words: when reminders come, and when the next one does."""

from datetime import date, datetime, time

from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext

from accounts.models import User
from outreach.models import DigestPlan
from outreach.presenting import day_in_words

Rhythm = DigestPlan.Rhythm
MONDAY_TO_FRIDAY = [0, 1, 2, 3, 4]


def days_of(plan: DigestPlan) -> list[int]:
    """The chosen days, Monday is 0."""
    return [day for day in range(7) if plan.days >> day & 1]


def hour_in_words(hour: int, minute: int = 0) -> str:
    """A time of the day: "8:00 a.m.", « 8 h »."""
    if (get_language() or "").startswith("fr"):
        return f"{hour}\u00a0h" if not minute else f"{hour}\u00a0h\u00a0{minute:02}"
    return time_format(time(hour, minute), "TIME_FORMAT")


def plan_in_words(plan: DigestPlan) -> str:
    """When reminders come, in a sentence."""
    days = days_of(plan)
    said = {"hour": hour_in_words(plan.hour), "days": _listed(days)}
    if plan.rhythm == Rhythm.OFF:
        return gettext("You get no reminders by mail.")
    if plan.rhythm == Rhythm.DAILY or len(days) == 7:
        return gettext("You get a reminder at %(hour)s every day.") % said
    if days == MONDAY_TO_FRIDAY:
        return gettext("You get a reminder at %(hour)s from Monday to Friday.") % said
    if len(days) == 1:
        return gettext("You get a reminder at %(hour)s every %(days)s.") % said
    return gettext("You get a reminder at %(hour)s on %(days)s.") % said


def next_in_words(moment: datetime, user: User, today: date) -> str:
    """When the next one comes, on the user's own clock."""
    local = moment.astimezone(user.zone)
    return gettext(
        "The next one comes on %(weekday)s, %(date)s at %(hour)s, if there is something to do."
    ) % {
        "weekday": WEEKDAYS[local.weekday()],
        "date": day_in_words(local.date(), today),
        "hour": hour_in_words(local.hour, local.minute),
    }


def _listed(days: list[int]) -> str:
    return get_text_list([str(WEEKDAYS[day]) for day in days], gettext("and"))
