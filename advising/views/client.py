"""The client's side: say yes to an advisor, choose what they see, look who looked, end it."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.confirming import confirmed, confirmed_with_text
from accounts.kept import kept_initial
from accounts.request import SignedInRequest
from advising import actions
from advising.access import own_advising_or_404, own_emergency_or_404, own_share_or_404
from advising.forms import CodeForm, ShareForm
from advising.models import Advising, Look, Share
from advising.views.newest import newest
from contacts.exchange.text import isolated
from outreach.access import outreach_or_404
from outreach.models import Outreach


@require_http_methods(["GET", "POST"])
def advisors(request: SignedInRequest) -> HttpResponse:
    """My advisors, those of before, and the field for a code."""
    posted = request.POST if request.method == "POST" else None
    form = CodeForm(posted, initial=kept_initial(request))
    if posted is not None and form.is_valid():
        code = form.cleaned_data["code"]
        if actions.invited_by(code, timezone.now()):
            return redirect("advising_accept", code)
        form.add_error("code", _("We know no advisor with this code. Check it once more."))
    mine = Advising.objects.filter(client=request.user).select_related("advisor")
    happened = request.user.emergencies.select_related("host")
    emergencies, older = newest(request, happened, "opened_at")
    context = {
        "form": form,
        "emergencies": emergencies,
        "older": older,
        "present": mine.going_on().order_by("-began_at"),
        "past": mine.exclude(pk__in=mine.going_on()).order_by("-began_at")[:20],
    }
    return render(request, "advising/advisors.html", context)


@require_http_methods(["GET", "POST"])
@confirmed
def accept(request: SignedInRequest, token: str) -> HttpResponse:
    """Who invites, what saying yes means, and the yes."""
    now = timezone.now()
    found = actions.invited_by(token, now)
    if found is None:
        return render(request, "advising/invitation_gone.html", status=404)
    advisor, invitation = found
    replaced = invitation.replaces if invitation else None
    if replaced and replaced.client_id != request.user.pk:
        return render(request, "advising/invitation_gone.html", status=404)
    if request.method == "GET":
        context = {
            "advisor": advisor,
            "is_self": advisor.pk == request.user.pk,
            "before": replaced.advisor if replaced else None,
        }
        return render(request, "advising/accept.html", context)
    try:
        advising = actions.accept(
            advisor=advisor, invitation=invitation, client=request.user, now=now
        )
    except actions.Refused:
        return render(request, "advising/invitation_gone.html", status=404)
    text = _("You work with %(name)s now. They see nothing of yours until you share it.")
    flash.success(request, text % {"name": isolated(str(advisor))})
    return redirect("advising_advisor", advising.pk)


@require_GET
def advisor(request: SignedInRequest, advising_id: UUID) -> HttpResponse:
    """One advisor: what they see now, and who looked at what and when."""
    advising = own_advising_or_404(request.user, advising_id)
    now = timezone.now()
    looks = Look.objects.filter(advising=advising).select_related("outreach__contact")
    seen, older = newest(request, looks, "at")
    context = {
        "advising": advising,
        "is_over": not Advising.objects.going_on().filter(pk=advising.pk).exists(),
        "shares": _open_shares(advising, now),
        "looks": seen,
        "older": older,
    }
    return render(request, "advising/advisor.html", context)


def _open_shares(advising: Advising, now: datetime) -> list[Share]:
    opened = Share.objects.open(now).filter(advising=advising)
    return list(
        opened.select_related("outreach__contact", "advising__client").order_by("created_at")
    )


@require_GET
def emergency(request: SignedInRequest, emergency_id: UUID) -> HttpResponse:
    """That somebody who runs the site could read my messages: who, why, until when, and what."""
    found = own_emergency_or_404(request.user, emergency_id)
    looks = found.looks.select_related("outreach__contact")
    seen, older = newest(request, looks, "at")
    context = {"emergency": found, "looks": seen, "older": older}
    return render(request, "advising/emergency.html", context)


@require_http_methods(["GET", "POST"])
def share_all(request: SignedInRequest, advising_id: UUID) -> HttpResponse:
    """Show an advisor all outreaches, those to come as well."""
    advising = own_advising_or_404(request.user, advising_id)
    return _share_page(request, advising, None)


@require_http_methods(["GET", "POST"])
def share_one(request: SignedInRequest, advising_id: UUID, outreach_id: UUID) -> HttpResponse:
    """Show an advisor one outreach."""
    advising = own_advising_or_404(request.user, advising_id)
    return _share_page(request, advising, outreach_or_404(request.user, outreach_id))


# In the session, not in the address: a link must not tick what is shown (P5).
@confirmed_with_text
def _share_page(
    request: SignedInRequest, advising: Advising, outreach: Outreach | None
) -> HttpResponse:
    user, now = request.user, timezone.now()
    if not Advising.objects.going_on().filter(pk=advising.pk).exists():
        return _ended(request, advising)
    opened = Share.objects.open(now).filter(advising=advising, outreach=outreach).first()
    form = ShareForm(
        request.POST if request.method == "POST" else None,
        initial=kept_initial(request),
        today=user.local_date(now),
        client=user,
        now_open=opened,
    )
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "advising": advising, "outreach": outreach, "opened": opened}
        return render(request, "advising/share.html", context)
    try:
        actions.share(
            advising=advising,
            outreach=outreach,
            groups=form.cleaned_data["groups"],
            ends_at=form.ends_at,
            by=user,
            now=now,
        )
    except actions.Refused:  # ended at this moment, by the other side or in another tab
        return _ended(request, advising)
    flash.success(request, _("Shared. You can change or end it here at any time."))
    return redirect("advising_advisor", advising.pk)


def _ended(request: SignedInRequest, advising: Advising) -> HttpResponse:
    flash.info(request, _("This has ended, so nothing can be shared any more."))
    return redirect("advising_advisor", advising.pk)


@require_POST
def end_share(request: SignedInRequest, share_id: UUID) -> HttpResponse:
    """Revoke one share."""
    share = own_share_or_404(request.user, share_id)
    actions.end_share(share=share, by=request.user, now=timezone.now())
    flash.success(request, _("Ended. From now on they do not see it."))
    return redirect("advising_advisor", share.advising_id)


@require_http_methods(["GET", "POST"])
def end(request: SignedInRequest, advising_id: UUID) -> HttpResponse:
    """Confirm, then end it with every share."""
    advising = own_advising_or_404(request.user, advising_id)
    if request.method == "GET":
        return render(request, "advising/end.html", {"advising": advising})
    actions.end(advising=advising, by=request.user, now=timezone.now())
    text = _("You no longer work with %(name)s here. They see nothing of yours from now on.")
    flash.success(request, text % {"name": isolated(str(advising.advisor))})
    return redirect("advising_advisors")


@require_GET
def sharing(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """Which of my advisors see this outreach, and what of it."""
    outreach = outreach_or_404(request.user, outreach_id)
    now = timezone.now()
    mine = list(
        Advising.objects.going_on().filter(client=request.user).select_related("advisor")[:50]
    )
    opened = Share.objects.open(now).filter(advising__in=mine).select_related("advising__client")
    by_advising: dict[UUID, dict[UUID | None, Share]] = {}
    for share in opened.filter(outreach__in=[outreach]) | opened.filter(outreach=None):
        by_advising.setdefault(share.advising_id, {})[share.outreach_id] = share
    rows = [
        {
            "advising": advising,
            "own": by_advising.get(advising.pk, {}).get(outreach.pk),
            "all": by_advising.get(advising.pk, {}).get(None),
        }
        for advising in mine
    ]
    return render(request, "advising/sharing.html", {"outreach": outreach, "rows": rows})
