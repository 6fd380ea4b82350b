"""Who next: up to five lapsed contacts with the plain reasons; not now, or not this person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from accounts.request import SignedInRequest
from contacts.access import contact_or_404
from contacts.exchange.text import isolated
from contacts.models import Contact
from contacts.remembered import silence_text
from contacts.returning import say_with_undo
from outreach import reminders
from outreach.actions import suggestions as said
from outreach.presenting import day_in_words
from outreach.promises import months_after
from outreach.suggestions import Pick, Reason

SESSION_KEY = "suggestion_of_the_day"
SNOOZES = {1: gettext_lazy("In a month"), 3: gettext_lazy("In three months")}

SAW = {
    "manager": gettext_lazy("For your job search: they have seen how you work."),
    "professor": gettext_lazy("For your job search: they know what you learned with them."),
    "mentor": gettext_lazy("For your job search: they know what you are good at."),
    "colleague": gettext_lazy("For your job search: they have worked beside you."),
    "client": gettext_lazy("For your job search: they have seen what you deliver."),
}
REASONS: dict[Reason, Any] = {
    Reason.FIELD: gettext_lazy("What you noted of their work touches the field you aim for."),
    Reason.HIGHER_STANDING: gettext_lazy(
        "They were a step ahead of you, and may see things from there that you do not."
    ),
    Reason.LESS_FAMILIAR: gettext_lazy(
        "You did not know each other well: they may know of things your own circle does not."
    ),
    Reason.SHARED_HISTORY: gettext_lazy("You have something to begin with: %(history)s."),
}


@dataclass(frozen=True, slots=True)
class Suggested:
    """One suggestion as the page prints it."""

    contact: Contact
    silence: str
    reasons: list[str]


@require_GET
def who_next(request: SignedInRequest) -> HttpResponse:
    """The suggestions of today, whom to warm up with, and who was put aside."""
    user = request.user
    today = user.local_date(timezone.now())
    context = {
        "suggestions": suggestion_rows(user, today),
        "warm_up": reminders.to_warm_up_with(user, today),
        "aside": reminders.put_aside(user, today),
        "snoozes": SNOOZES,
        "has_situation": bool(user.situation or user.field_of_work),
    }
    return render(request, "outreach/who_next.html", context)


def suggestion_rows(user: User, today: date) -> list[Suggested]:
    """The suggestions of today, in words."""
    picks, contacts = reminders.suggestions(user, today)
    return [_row(pick, contacts[pick.candidate.id], today) for pick in picks]


def suggestion_of_the_day(
    request: SignedInRequest, today: date, busy: Collection[UUID]
) -> Suggested | None:
    """The first of them, looked for once a day: the sign-in session remembers whom it was."""
    user, kept = request.user, request.session.get(SESSION_KEY, {})
    if kept.get("day") == today.isoformat():
        again = reminders.suggestion_again(user, today, kept["contact"], busy)
        if again:
            return _row(*again, today)
    rows = suggestion_rows(user, today)
    if not rows:
        return None
    first = str(rows[0].contact.pk)
    request.session[SESSION_KEY] = {"day": today.isoformat(), "contact": first}
    return rows[0]


def _row(pick: Pick, contact: Contact, today: date) -> Suggested:
    ago = silence_text(contact.last_in_touch, contact.last_in_touch_precision, today)
    silence = (
        _("Last in touch %(ago)s.") % {"ago": ago}
        if ago
        else _("You have not noted when you were last in touch.")
    )
    return Suggested(contact, silence, [_words(reason, contact) for reason in pick.reasons])


def _words(reason: Reason, contact: Contact) -> str:
    if reason is Reason.SAW_MY_WORK:
        return str(SAW[contact.relationship])
    return str(REASONS[reason]) % {"history": contact.shared_history.rstrip(".")}


@require_POST
def snooze(request: SignedInRequest, contact_id: UUID) -> HttpResponse:
    """Not now: in a month, or in three."""
    contact = contact_or_404(request.user, contact_id)
    months = 3 if request.POST.get("months") == "3" else 1
    until = months_after(request.user.local_date(timezone.now()), months)
    said.snooze(contact=contact, until=until, by=request.user)
    words = _("%(name)s comes back here on %(date)s.")
    _say(request, contact, words % {"name": isolated(contact.name), "date": day_in_words(until)})
    return redirect("outreach_who_next")


@require_POST
def dismiss(request: SignedInRequest, contact_id: UUID) -> HttpResponse:
    """Not this person; can be brought back from the foot of the page."""
    contact = contact_or_404(request.user, contact_id)
    said.dismiss(contact=contact, by=request.user, now=timezone.now())
    words = _("%(name)s is not suggested any more.")
    _say(request, contact, words % {"name": isolated(contact.name)})
    return redirect("outreach_who_next")


def _say(request: SignedInRequest, contact: Contact, text: str) -> None:
    say_with_undo(request, text, reverse("outreach_suggest_again", args=[contact.pk]))


@require_POST
def suggest_again(request: SignedInRequest, contact_id: UUID) -> HttpResponse:
    """Bring somebody back."""
    contact = contact_or_404(request.user, contact_id)
    said.suggest_again(contact=contact, by=request.user)
    messages.success(
        request, _("%(name)s may be suggested again.") % {"name": isolated(contact.name)}
    )
    return redirect("outreach_who_next")
