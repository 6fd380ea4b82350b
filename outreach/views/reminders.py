"""The settings of reminders by mail, and what one looks like."""

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.kept import kept_initial
from accounts.request import SignedInRequest
from contacts.returning import say_with_undo
from outreach.actions import digests
from outreach.delivery.account import can_send
from outreach.digest.build import summary_of
from outreach.digest.letters import content_of, may_be_told, subject_of
from outreach.digest.plans import next_of, plan_of
from outreach.digest.words import next_in_words, plan_in_words
from outreach.forms.reminders import RemindersForm
from outreach.models import DigestPlan

OFF = DigestPlan.Rhythm.OFF


@require_http_methods(["GET", "POST"])
def reminders(request: SignedInRequest) -> HttpResponse:
    """When reminders come, in words and to be changed."""
    user, now = request.user, timezone.now()
    plan = plan_of(user)
    form = RemindersForm(
        request.POST if request.method == "POST" else None,
        plan=plan,
        kept=kept_initial(request),
    )
    if request.method == "POST" and form.is_valid():
        values, was_on = form.cleaned_data, plan.rhythm != OFF
        plan = digests.choose(
            user=user, rhythm=values["rhythm"], days=form.chosen_days, hour=values["hour"], now=now
        )
        _say_saved(request, plan, was_on=was_on)
        return redirect("outreach_reminders")
    next_at = next_of(plan, user, now)
    context = {
        "form": form,
        "plan_in_words": plan_in_words(plan),
        "next_in_words": next_in_words(next_at, user, user.local_date(now)) if next_at else "",
        "is_off": plan.rhythm == OFF,
        "site_can_send": can_send(),
        "may_be_told": may_be_told(user),
    }
    return render(request, "outreach/reminders.html", context)


def _say_saved(request: SignedInRequest, plan: DigestPlan, *, was_on: bool) -> None:
    if plan.rhythm == OFF and was_on:
        text = _("Saved. No more reminders come by mail.")
        say_with_undo(request, text, reverse("outreach_reminders_again"))
    else:
        flash.success(request, _("Saved."))


@require_POST
def again(request: SignedInRequest) -> HttpResponse:
    """Reminders as they were before they were stopped."""
    if digests.resume(user=request.user, now=timezone.now()):
        flash.success(request, _("Reminders come by mail again."))
    return redirect("outreach_reminders")


@require_GET
def preview(request: SignedInRequest) -> HttpResponse:
    """The mail as it would read now. Looking sends nothing."""
    user = request.user
    summary = summary_of(user, user.local_date(timezone.now()))
    context = {}
    if summary:
        context = {**content_of(summary, user, plan_of(user)), "subject": subject_of(summary)}
    return render(request, "outreach/reminders_preview.html", context)
