"""Everything a user typed, in one file: asked for, being made, ready for a day, or failed."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.audit import record
from accounts.confirming import confirmed
from accounts.exports import NewPassword, NotYet, refusal
from accounts.request import SignedInRequest
from outreach.actions.takeouts import start_takeout
from outreach.models import Takeout, TakeoutFile
from outreach.takeouts import KEPT, takeout_of
from outreach.views.export import download, not_yet, reason_of

PAGE = "outreach_export_account"


@require_http_methods(["GET", "POST"])
@confirmed
def account(request: SignedInRequest) -> HttpResponse:
    """What the archive holds, and how far it is; or have it made."""
    user, now = request.user, timezone.now()
    if request.method == "POST":
        try:
            start_takeout(user=user, now=now)
        except NotYet as refused:
            return not_yet(request, refused)
        return redirect(PAGE)
    takeout, refused_now = takeout_of(user, now), refusal(user, now)
    context: dict[str, Any] = {
        "takeout": takeout,
        "until": takeout.ended_at + KEPT if takeout and takeout.ended_at else None,
        "a_day": settings.EXPORTS_A_DAY,
        **(reason_of(refused_now) if refused_now else {}),
    }
    return render(request, "outreach/export/account.html", context)


@require_GET
def progress(request: SignedInRequest) -> HttpResponse:
    """The part of the page that is asked for again every second; the whole page at the end."""
    takeout = takeout_of(request.user, timezone.now())
    if takeout is None or takeout.status != Takeout.Status.MAKING:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "outreach/export/_progress.html", {"takeout": takeout})


@require_GET
@confirmed
def file(request: SignedInRequest) -> HttpResponse:
    """The archive, as often as wanted while it is kept; not within a day of a new password."""
    user, now = request.user, timezone.now()
    if isinstance(refused := refusal(user, now), NewPassword):
        return not_yet(request, refused)
    takeout = takeout_of(user, now)
    if takeout is None or takeout.status != Takeout.Status.READY:
        return redirect(PAGE)
    stored = TakeoutFile.objects.filter(takeout=takeout).first()
    if stored is None:
        raise Http404
    record(actor=user, verb="export_download", target=takeout)
    day = user.local_date(takeout.ended_at or now)
    response = download(bytes(stored.data), f"reconnect-{day}.zip", "application/zip")
    response.headers["Cache-Control"] = "no-store"
    return response
