"""Sending by hand: every way to carry the text over, then "I sent it"."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.request import SignedInRequest
from outreach.access import message_or_404
from outreach.actions.messages import Blocked, mark_sent
from outreach.actions.moves import AnotherOpen
from outreach.handover import draft_file, gmail, mailto, outlook, sms, tel
from outreach.message.vocabulary import Channel
from outreach.models import Channel as ChannelLabels
from outreach.models import Message
from outreach.progress import Refused
from outreach.texts import blocking, parts_of
from outreach.views.closed import already_sent
from outreach.views.frame import Frame, frame_of_message, frame_of_sending, is_in_wizard
from outreach.views.message import message_context


@require_http_methods(["GET", "POST"])
def message_send(request: SignedInRequest, outreach_id: UUID, message_id: UUID) -> HttpResponse:
    """Send any message that is not a step of the wizard."""
    text = message_or_404(request.user, outreach_id, message_id)
    if is_in_wizard(text) and request.method == "GET":
        return redirect(frame_of_sending(text).url)
    return send_page(request, text, frame_of_sending(text))


def send_page(request: SignedInRequest, text: Message, frame: Frame) -> HttpResponse:
    """GET: the whole text and the ways to send it. POST: "I sent it"."""
    if request.method == "POST":
        return _sent(request, text, frame)
    if text.delivery != Message.Delivery.DRAFT:
        return already_sent(request, text.outreach)
    if blocking(text):
        messages.warning(request, _("Something in the text must be put right before it can go."))
        return redirect(frame_of_message(text).url)
    context = {
        **message_context(text, frame),
        **ways(text),
        "paragraphs": parts_of(text, text.body),
    }
    return render(request, "outreach/message/send.html", context)


def ways(text: Message) -> dict[str, Any]:
    """The links that carry this text over, empty where they do not apply."""
    contact = text.outreach.contact
    address = next((email.address for email in contact.emails.all()), "")
    phone = next(iter(contact.phones.all()), None)
    number = (phone.key or phone.number) if phone else ""
    shown: dict[str, Any] = {
        "channel": text.channel,
        "channel_label": ChannelLabels(text.channel).label,
        "address": address,
        "number": phone.number if phone else "",
    }
    match Channel(text.channel):
        case Channel.EMAIL:
            mail = (address, text.subject, text.body)
            return shown | {
                "mailto": mailto(*mail),
                "gmail": gmail(*mail),
                "outlook": outlook(*mail),
                "outlook_personal": outlook(*mail, personal=True),
            }
        case Channel.SMS:
            return shown | {"sms": sms(number, text.body)}
        case Channel.SPOKEN:
            return shown | {"tel": tel(number) if number else ""}
        case _:
            return shown | {"profile": contact.linkedin_url}


def _sent(request: SignedInRequest, text: Message, frame: Frame) -> HttpResponse:
    """Note that it was sent; pressing twice is noted once (F21)."""
    now = timezone.now()
    try:
        mark_sent(message=text, user=request.user, now=now, today=request.user.local_date(now))
    except Blocked:
        messages.warning(request, _("Something in the text must be put right before it can go."))
        return redirect(frame_of_message(text).url)
    except (Refused, AnotherOpen):
        messages.info(request, _("Things have moved on since. Here is where they stand."))
        return redirect("outreach_show", text.outreach_id)
    where = reverse("outreach_show", args=[text.outreach_id])
    return redirect(f"{where}?sent={text.pk}")


@require_GET
def draft(request: SignedInRequest, outreach_id: UUID, message_id: UUID) -> HttpResponse:
    """The e-mail as a draft file for a mail program."""
    text = message_or_404(request.user, outreach_id, message_id)
    if blocking(text) or text.channel != Channel.EMAIL:
        return redirect(frame_of_message(text).url)
    contact = text.outreach.contact
    address = next((email.address for email in contact.emails.all()), "")
    content = draft_file(to=address, name=contact.name, subject=text.subject, body=text.body)
    headers = {"Content-Disposition": 'attachment; filename="message.eml"'}
    return HttpResponse(content, content_type="message/rfc822", headers=headers)
