"""While the site has a message in hand, and when that went wrong: one press each."""

from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.request import SignedInRequest
from outreach.access import message_or_404, outreach_or_404
from outreach.actions import sending
from outreach.in_hand import card_of
from outreach.models import Delivery, Message
from outreach.progress import Refused
from outreach.views.frame import frame_of_message, frame_of_sending
from outreach.views.message import message_context


@require_GET
def standing(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """Asked every few seconds while a message is on its way: the page anew once it moves on."""
    outreach = outreach_or_404(request.user, outreach_id)
    rows = list(outreach.messages.exclude(queued_at=None))
    for row in rows:
        row.outreach = outreach
    card = card_of(rows, now=timezone.now())
    if card and card.state == request.GET.get("is"):
        return HttpResponse(status=204)
    return HttpResponse(headers={"HX-Refresh": "true"})


@require_POST
def call_off(request: SignedInRequest, outreach_id: UUID, message_id: UUID) -> HttpResponse:
    """Undo: back to the text, which nobody has got."""
    text = message_or_404(request.user, outreach_id, message_id)
    if sending.call_off(message=text, user=request.user, now=timezone.now()):
        messages.success(request, _("Taken back. Nothing was sent, and your text is kept."))
        return redirect(frame_of_sending(text).url)
    if text.delivery == Delivery.DRAFT:
        return redirect(frame_of_sending(text).url)
    messages.warning(request, _("It was too late to take it back. Here is where it stands."))
    return redirect("outreach_show", text.outreach_id)


@require_http_methods(["GET", "POST"])
def again(request: SignedInRequest, outreach_id: UUID, message_id: UUID) -> HttpResponse:
    """What could not be sent is a draft again; what may have arrived, after a word of warning."""
    text = message_or_404(request.user, outreach_id, message_id)
    if text.delivery not in (Delivery.FAILED, Delivery.UNCONFIRMED):
        return redirect("outreach_show", text.outreach_id)
    is_unsure = text.delivery == Delivery.UNCONFIRMED
    if request.method == "GET" or (is_unsure and "confirmed" not in request.POST):
        return _ask(request, text) if is_unsure else redirect("outreach_show", text.outreach_id)
    try:
        sending.send_again(message=text, user=request.user, now=timezone.now())
    except Refused:
        messages.info(request, _("Things have moved on since. Here is where they stand."))
        return redirect("outreach_show", text.outreach_id)
    frame = frame_of_sending if request.POST.get("then") == "send" else frame_of_message
    return redirect(frame(text).url)


def _ask(request: SignedInRequest, text: Message) -> HttpResponse:
    context = message_context(text, frame_of_message(text))
    return render(request, "outreach/message/send_again.html", context)


@require_POST
def arrived(request: SignedInRequest, outreach_id: UUID, message_id: UUID) -> HttpResponse:
    """The user has found out that it did arrive."""
    text = message_or_404(request.user, outreach_id, message_id)
    now, today = _moment(request)
    if sending.it_arrived(message=text, user=request.user, now=now, today=today):
        messages.success(request, _("Good to know. It counts as sent."))
    return redirect("outreach_show", text.outreach_id)


def _moment(request: SignedInRequest) -> tuple[datetime, date]:
    now = timezone.now()
    return now, request.user.local_date(now)
