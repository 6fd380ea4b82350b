"""Sending: from Reconnect where the host can, or by hand and then "I sent it"."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.request import SignedInRequest
from contacts.actions import say_relationship
from outreach.access import message_or_404
from outreach.actions.messages import Blocked, Stale, mark_sent
from outreach.actions.moves import AnotherOpen
from outreach.actions.sending import send_from_here
from outreach.contested import Contested, contested_in
from outreach.forms.sending import SendForm
from outreach.handover import draft_file, gmail, mailto, outlook, sms, tel
from outreach.limits import Obstacle, Refusal
from outreach.message.vocabulary import Channel
from outreach.models import ON_ITS_WAY, Message
from outreach.models import Channel as ChannelLabels
from outreach.offer import form_for, is_offered, offer_of
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
        return _sent(request, text)
    if text.delivery != Message.Delivery.DRAFT:
        return already_sent(request, text.outreach)
    if blocking(text):
        return _put_right(request, text)
    return _show(request, text, frame)


def _show(
    request: SignedInRequest,
    text: Message,
    frame: Frame,
    form: SendForm | None = None,
    refused: Obstacle | None = None,
) -> HttpResponse:
    edit_url, now = str(frame.back_url), timezone.now()
    prefetch_related_objects([text.outreach.contact], "contests")
    context = {
        **message_context(text, frame),
        **ways(text),
        "paragraphs": parts_of(text, text.body),
        "from_here": offer_of(text, form, refused, edit_url=edit_url, now=now),
        "form": form if form and form.errors else None,
        "contested": contested_in(text),
        "here": frame.url,
    }
    return render(request, "outreach/message/send.html", context)


def _put_right(request: SignedInRequest, text: Message) -> HttpResponse:
    messages.warning(request, _("Something in the text must be put right before it can go."))
    return redirect(frame_of_message(text).url)


@require_POST
def from_here(request: SignedInRequest, outreach_id: UUID, message_id: UUID) -> HttpResponse:
    """The user has read it and presses "Send": held for 30 seconds, then it goes (L8, F21)."""
    text = message_or_404(request.user, outreach_id, message_id)
    frame, now = frame_of_sending(text), timezone.now()
    if text.delivery in ON_ITS_WAY:
        return _to_the_outreach(text)
    if text.delivery != Message.Delivery.DRAFT:
        return already_sent(request, text.outreach)
    if not is_offered(text):
        return redirect(frame.url)
    form = form_for(text, request.POST, now=now)
    if not form.is_valid():
        return _show(request, text, frame, form)
    if how := form.cleaned_data.get("relationship"):
        say_relationship(contact=text.outreach.contact, relationship=how, by=request.user)
    return _send(request, text, frame, form, now)


def _send(
    request: SignedInRequest, text: Message, frame: Frame, form: SendForm, now: datetime
) -> HttpResponse:
    try:
        send_from_here(
            message=text,
            version=form.cleaned_data["version"],
            address=form.cleaned_data["address"],
            user=request.user,
            now=now,
            confirmed=form.cleaned_data.get("confirmed", False),
        )
    except Refusal as refusal:
        return _show(request, text, frame, refused=refusal.obstacle)
    except Blocked:
        return _put_right(request, text)
    except Stale:
        messages.info(request, _("Something has changed since. Look at your message once more."))
        return redirect(frame.url)
    except Refused:
        messages.info(request, _("Things have moved on since. Here is where they stand."))
    return _to_the_outreach(text)


def _to_the_outreach(text: Message) -> HttpResponse:
    where = reverse("outreach_show", args=[text.outreach_id])
    return redirect(f"{where}?sent={text.pk}")


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


def _sent(request: SignedInRequest, text: Message) -> HttpResponse:
    """Note that it was sent; pressing twice is noted once (F21)."""
    now = timezone.now()
    try:
        mark_sent(message=text, user=request.user, now=now, today=request.user.local_date(now))
    except Blocked:
        return _put_right(request, text)
    except Contested:
        return redirect(frame_of_sending(text).url)
    except (Refused, AnotherOpen):
        messages.info(request, _("Things have moved on since. Here is where they stand."))
        return redirect("outreach_show", text.outreach_id)
    return _to_the_outreach(text)


@require_GET
def draft(request: SignedInRequest, outreach_id: UUID, message_id: UUID) -> HttpResponse:
    """The e-mail as a draft file for a mail program."""
    text = message_or_404(request.user, outreach_id, message_id)
    if blocking(text) or text.channel != Channel.EMAIL:
        return redirect(frame_of_message(text).url)
    if contested_in(text):
        return redirect(frame_of_sending(text).url)
    contact = text.outreach.contact
    address = next((email.address for email in contact.emails.all()), "")
    content = draft_file(to=address, name=contact.name, subject=text.subject, body=text.body)
    headers = {"Content-Disposition": 'attachment; filename="message.eml"'}
    return HttpResponse(content, content_type="message/rfc822", headers=headers)
