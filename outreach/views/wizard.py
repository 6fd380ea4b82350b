"""The wizard: one page per step, saved at every step (DESIGN.md, the main job)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.kept import keep, kept_initial
from accounts.request import SignedInRequest
from outreach.access import wizard_outreach_or_404
from outreach.actions.drafts import Stale, fill_profile, save_step, save_why
from outreach.actions.messages import start_message
from outreach.conflicts import differences
from outreach.facts import opening_kind
from outreach.forms.situation import SituationForm
from outreach.forms.steps import StepForm
from outreach.forms.why import WhyForm
from outreach.models import Message, Outreach
from outreach.texts import opening_confirmed, opening_draft
from outreach.views.closed import already_sent
from outreach.views.frame import Frame, frame_of_step, step_context
from outreach.views.message import edit_page
from outreach.views.send import send_page
from outreach.wizard import (
    FORMS,
    WizardStep,
    after,
    is_open,
    neighbour,
    resume_url,
    url_of,
)

PAGES: dict[WizardStep, Callable[[SignedInRequest, Message, Frame], HttpResponse]] = {
    WizardStep.MESSAGE: edit_page,
    WizardStep.SEND: send_page,
}


@require_GET
def resume(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """Go on with a draft at its first unfinished step; anything else is shown as it stands."""
    outreach = wizard_outreach_or_404(request.user, outreach_id)
    if not outreach.is_draft or opening_confirmed(outreach):
        return redirect("outreach_show", outreach.pk)
    return redirect(resume_url(outreach))


@require_http_methods(["GET", "POST"])
def step(request: SignedInRequest, outreach_id: UUID, step: WizardStep) -> HttpResponse:
    """One page of the wizard. What comes too early leads to the first unfinished step (B48)."""
    outreach = wizard_outreach_or_404(request.user, outreach_id)
    confirmed = opening_confirmed(outreach)
    if confirmed and step in PAGES:  # an edit there still stops what is on its way
        return PAGES[step](request, confirmed, frame_of_step(outreach, step))
    if confirmed or not outreach.is_draft:
        return already_sent(request, outreach)
    if not is_open(step, outreach):
        if request.method == "POST":
            keep(request, request.path, request.POST)
        return redirect(resume_url(outreach))
    if step is WizardStep.WHO:
        return render(request, "outreach/wizard/who.html", step_context(outreach, step))
    if step in FORMS:
        return _form_page(request, outreach, step)
    opening = opening_draft(outreach)
    assert opening is not None, "is_open has seen to it"  # noqa: S101
    return PAGES[step](request, opening, frame_of_step(outreach, step))


def _form_page(request: SignedInRequest, outreach: Outreach, step: WizardStep) -> HttpResponse:
    if request.method == "POST":
        return _save(request, outreach, step, _posted_form(request, outreach, step, request.POST))
    typed = {**outreach.unfinished.get(step, {}), **kept_initial(request)}
    came_from = {"after": request.GET.get("after", "")}
    form = FORMS[step](outreach=outreach, initial={**came_from, **typed})
    return _show(request, outreach, step, form)


def _posted_form(
    request: SignedInRequest, outreach: Outreach, step: WizardStep, posted: QueryDict
) -> StepForm:
    form = FORMS[step](posted, outreach=outreach)
    if isinstance(form, SituationForm):
        form.reads_days_after(request.user.local_date(timezone.now()))
    return form


def _show(
    request: SignedInRequest,
    outreach: Outreach,
    step: WizardStep,
    form: StepForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {**step_context(outreach, step), "form": form, **more}
    return render(request, f"outreach/wizard/{step}.html", context, status=status)


def _save(
    request: SignedInRequest, outreach: Outreach, step: WizardStep, form: StepForm
) -> HttpResponse:
    """Store what is right whatever button was pressed; then go where the button says."""
    is_right = form.is_valid() and not getattr(form, "has_more_to_show", False)
    before = (outreach.language, outreach.address)
    try:
        _store(request, outreach, step, form, is_right)
    except Stale:
        return _conflict(request, step, outreach.pk)
    then = request.POST.get("then", "")
    if then == "later":
        messages.success(request, _("Saved. You can go on whenever you like."))
        return redirect("outreach_board")
    if then == "back":
        return redirect(url_of(neighbour(step, outreach, -1), outreach))
    if request.POST.get("switch"):
        return redirect(url_of(step, outreach))
    if not is_right:
        return _again(request, outreach, step)
    return _continue(request, outreach, step, form, before)


def _store(
    request: SignedInRequest, outreach: Outreach, step: WizardStep, form: StepForm, is_right: bool
) -> None:
    now = timezone.now()
    common: dict[str, Any] = {
        "outreach": outreach,
        "version": form.posted_version,
        "changes": form.changes(),
        "unfinished": None if is_right else form.raw(),
        "user": request.user,
        "now": now,
        "today": request.user.local_date(now),
    }
    if isinstance(form, WhyForm):
        save_why(**common, months=form.rhythm_promised if is_right else None)
        return
    save_step(**common, step=step.value)
    if isinstance(form, SituationForm):
        fill_profile(user=request.user, changes=form.profile_changes())


def _again(request: SignedInRequest, outreach: Outreach, step: WizardStep) -> HttpResponse:
    """The same page with what is still missing; the version is the one just stored."""
    posted = request.POST.copy()
    posted["version"] = str(outreach.version)
    form = _posted_form(request, outreach, step, posted)
    form.is_valid()
    return _show(request, outreach, step, form)


def _conflict(request: SignedInRequest, step: WizardStep, outreach_id: UUID) -> HttpResponse:
    """Saved elsewhere meanwhile: both texts on one page, the typed one ready to be saved."""
    outreach = wizard_outreach_or_404(request.user, outreach_id)
    if not outreach.is_draft or opening_confirmed(outreach):
        return already_sent(request, outreach)
    posted = request.POST.copy()
    posted["version"] = str(outreach.version)
    form = _posted_form(request, outreach, step, posted)
    form.is_valid()
    return _show(request, outreach, step, form, 409, conflict=differences(form))


def _continue(
    request: SignedInRequest,
    outreach: Outreach,
    step: WizardStep,
    form: StepForm,
    before: tuple[str, str],
) -> HttpResponse:
    if isinstance(form, SituationForm):
        now = timezone.now()
        start_message(
            outreach=outreach,
            kind=opening_kind(outreach),
            user=request.user,
            today=request.user.local_date(now),
            now=now,
        )
        if _speaks_otherwise(outreach, before):
            messages.info(request, _("The language has changed. Check that your words follow it."))
            back = WizardStep.SITUATION if outreach.is_hello else WizardStep.DETAILS
            return redirect(url_of(back, outreach))
    return redirect(url_of(after(step, outreach, request.POST.get("after", "")), outreach))


def _speaks_otherwise(outreach: Outreach, before: tuple[str, str]) -> bool:
    """Whether the sentences were typed for another language or form of address."""
    now = (outreach.language, outreach.address)
    if now[0] == before[0] == "en":
        return False
    return now != before and bool(outreach.answers or outreach.why_you)
