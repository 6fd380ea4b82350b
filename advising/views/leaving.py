"""Closing one's account: what goes and what stays, the question, and the way back."""

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.confirming import confirmed
from accounts.models import UNDO_FOR
from accounts.request import SignedInRequest
from advising import leaving
from advising.models import Advising
from advising.tasks import send_farewell


@require_http_methods(["GET", "POST"])
@confirmed
def close(request: SignedInRequest) -> HttpResponse:
    """Say what goes and what stays, ask once more, and close."""
    user, now = request.user, timezone.now()
    if request.method == "GET":
        advises = Advising.objects.going_on().filter(advisor=user).exists()
        context = {"gone_at": now + UNDO_FOR, "advises": advises}
        return render(request, "advising/close.html", context)
    if "sure" not in request.POST:
        return redirect("advising_close")
    try:
        is_new = leaving.close(user=user, keep_session=request.session.session_key, now=now)
    except leaving.LastHost:
        return render(request, "advising/close.html", {"is_last_host": True}, status=409)
    if is_new:
        send_farewell.enqueue(str(user.pk))
    return redirect("advising_closed")


@require_GET
def closed(request: SignedInRequest) -> HttpResponse:
    """The one page of a closed account: until when it can be opened again, and the export."""
    if request.user.is_active:
        return redirect("outreach_today")
    return render(request, "advising/closed.html", {"gone_at": request.user.gone_at})


@require_POST
def come_back(request: SignedInRequest) -> HttpResponse:
    """Open the account again."""
    if leaving.come_back(user=request.user, now=timezone.now()):
        flash.success(request, _("Your account is open again. Everything you typed is here."))
    return redirect("outreach_today")
