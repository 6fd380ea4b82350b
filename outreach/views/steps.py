"""The next step on the user's own terms: put off, at dates of their own, or left unwritten."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.request import SignedInRequest
from contacts.returning import say_with_undo
from outreach.access import outreach_or_404
from outreach.actions import snoozing
from outreach.actions.answers import wave_off as wave_off_action
from outreach.actions.moves import AnotherOpen, history_of
from outreach.forms.dates import WAITS, DaysForm, SnoozeForm
from outreach.models import STEP_LABELS, Outreach
from outreach.presenting import day_in_words, present
from outreach.progress import MAY_BE_SNOOZED, WAVING_OFF, Refused, steps_to_come

DAYS = {"first": "first_nudge_days", "last": "last_nudge_days", "close": "close_days"}


# --- Not now ----------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
def snooze(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """Put the next step off; from today, one goes back there."""
    outreach = outreach_or_404(request.user, outreach_id)
    if outreach.next_step not in MAY_BE_SNOOZED:
        return _changed(request, outreach)
    today = request.user.local_date(timezone.now())
    posted = request.POST if request.method == "POST" else None
    form = SnoozeForm(posted, due=outreach.due_on, today=today)
    if posted is None or not form.is_valid():
        context = {
            "outreach": outreach,
            "contact": outreach.contact,
            "row": present(outreach, today),
            "snooze_form": form,
            "form": form if posted is not None else None,
            "waits": WAITS,
        }
        return render(request, "outreach/snooze.html", context)
    snoozing.snooze(outreach=outreach, until=form.cleaned_data["until"], by=request.user)
    when = day_in_words(outreach.due_on or today, today)
    undo = reverse("outreach_usual_date", args=[outreach.pk])
    say_with_undo(request, _("Put off until %(date)s.") % {"date": when}, undo)
    return _back(request, outreach)


@require_POST
def usual_date(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """Back to the usual date."""
    outreach = outreach_or_404(request.user, outreach_id)
    snoozing.back_to_usual(outreach=outreach, by=request.user)
    messages.success(request, _("Back to the usual date."))
    return _back(request, outreach)


def _back(request: SignedInRequest, outreach: Outreach) -> HttpResponse:
    if request.GET.get("from") == "today":
        return redirect("outreach_today")
    return redirect("outreach_show", outreach.pk)


# --- Days of one's own ------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
def dates(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """How long to wait before each step; the dates that come of it are shown before saving."""
    outreach = outreach_or_404(request.user, outreach_id)
    if not outreach.is_waiting or outreach.is_hello:
        return _changed(request, outreach)
    stored = {name: getattr(outreach, column) for name, column in DAYS.items()}
    posted = request.POST if request.method == "POST" else None
    form = DaysForm(posted, initial=stored)
    days = form.cleaned_data if posted is not None and form.is_valid() else stored
    if posted is not None and form.is_valid() and posted.get("then") == "save":
        snoozing.choose_days(outreach=outreach, by=request.user, **days)
        messages.success(request, _("Saved. The next step has its new date."))
        return redirect("outreach_show", outreach.pk)
    today = request.user.local_date(timezone.now())
    context = {
        "outreach": outreach,
        "contact": outreach.contact,
        "days_form": form,
        "form": form if posted is not None and form.errors else None,
        "is_shown": posted is not None and not form.errors,
        "steps": _dated(outreach, days, today),
    }
    return render(request, "outreach/dates.html", context)


def _dated(
    outreach: Outreach, days: dict[str, int | None], today: date
) -> list[tuple[object, str]]:
    """What comes when, with these days."""
    own = {column: days[name] for name, column in DAYS.items()}
    steps = steps_to_come(replace(history_of(outreach), **own))  # type: ignore[arg-type]
    return [(STEP_LABELS[step.step], day_in_words(step.due, today)) for step in steps]


# --- Left unwritten ---------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
def wave_off(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """No thank-you, no note, no gracious answer: asked once, then closed."""
    outreach = outreach_or_404(request.user, outreach_id)
    if outreach.status not in WAVING_OFF:
        return _changed(request, outreach)
    if request.method == "GET":
        context = {"outreach": outreach, "contact": outreach.contact}
        return render(request, "outreach/wave_off.html", context)
    now = timezone.now()
    today = request.user.local_date(now)
    try:
        wave_off_action(outreach=outreach, by=request.user, now=now, today=today)
    except (Refused, AnotherOpen):
        return _changed(request, outreach)
    messages.success(request, _("Closed without it. You can take that back today."))
    return redirect("outreach_show", outreach.pk)


def _changed(request: SignedInRequest, outreach: Outreach) -> HttpResponse:
    messages.warning(request, _("This has changed in the meantime. Here is where it stands now."))
    return redirect("outreach_show", outreach.pk)
