"""Another wording, the text anew from the answers, live advice, the sentences of a reply."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.kept import kept_initial
from accounts.request import SignedInRequest
from outreach.access import message_or_404
from outreach.actions.messages import (
    ChangedByHand,
    OnlyWording,
    Stale,
    another_wording,
    compose_again,
    save_answers,
)
from outreach.conflicts import differences
from outreach.forms.message import MessageForm, ReplySentencesForm
from outreach.message.vocabulary import Kind, Move
from outreach.models import Message
from outreach.texts import advice_on
from outreach.views.closed import already_sent
from outreach.views.frame import frame_of_message
from outreach.views.message import message_context, save_typed, show_editor


@require_POST
def wording(request: SignedInRequest, outreach_id: UUID, message_id: UUID) -> HttpResponse:
    """Another wording for one part of the text on the page."""
    text = message_or_404(request.user, outreach_id, message_id)
    if text.delivery != Message.Delivery.DRAFT:
        return already_sent(request, text.outreach)
    frame, form = frame_of_message(text), MessageForm(request.POST, message=text)
    answer = save_typed(request, text, frame, form)
    if answer:
        return answer
    note = _reword(request, text)
    if request.htmx:
        return show_editor(request, text, frame, MessageForm(message=text), note=note)
    if note:
        messages.info(request, note)
    return redirect(frame.url)


def _reword(request: SignedInRequest, text: Message) -> str:
    """Ask for the other wording; what there is to say when nothing was changed."""
    now = timezone.now()
    try:
        another_wording(
            message=text,
            part=Move(request.POST.get("part", "")),
            version=text.version,
            user=request.user,
            now=now,
            today=request.user.local_date(now),
        )
    except (OnlyWording, ValueError):
        return _("There is no other wording for this part.")
    except ChangedByHand:
        return _("You have rewritten this part, so it stays as you wrote it.")
    except Stale:
        return _("This text was changed in another window. Load the page again.")
    return ""


@require_POST
def compose(request: SignedInRequest, outreach_id: UUID, message_id: UUID) -> HttpResponse:
    """The text anew from the answers; asks first when it would write over edits."""
    text = message_or_404(request.user, outreach_id, message_id)
    if text.delivery != Message.Delivery.DRAFT:
        return already_sent(request, text.outreach)
    frame = frame_of_message(text)
    if "confirmed" not in request.POST:
        form = MessageForm(request.POST, message=text)
        answer = save_typed(request, text, frame, form)
        if answer or text.is_edited:
            context = {**message_context(text, frame), "here": frame.url}
            return answer or render(request, "outreach/message/compose_again.html", context)
    now = timezone.now()
    try:
        compose_again(
            message=text,
            version=text.version,
            user=request.user,
            now=now,
            today=request.user.local_date(now),
        )
    except Stale:
        messages.info(request, _("This text was changed in another window. Load the page again."))
    return redirect(frame.url)


@require_POST
def findings(request: SignedInRequest, outreach_id: UUID, message_id: UUID) -> HttpResponse:
    """Advice on the text as it is being typed; nothing is stored."""
    text = message_or_404(request.user, outreach_id, message_id)
    subject, body = request.POST.get("subject", ""), request.POST.get("body", "")
    context = {
        **message_context(text, frame_of_message(text)),
        "advice": advice_on(text, subject, body),
        "is_live": True,
    }
    return render(request, "outreach/message/_advice.html", context)


@require_http_methods(["GET", "POST"])
def sentences(request: SignedInRequest, outreach_id: UUID, message_id: UUID) -> HttpResponse:
    """What a reply needs to hear first: what helped, what came of it."""
    text = message_or_404(request.user, outreach_id, message_id)
    if text.delivery != Message.Delivery.DRAFT:
        return already_sent(request, text.outreach)
    kind, outreach = Kind(text.kind), text.outreach
    if request.method == "GET":
        form = ReplySentencesForm(outreach=outreach, kind=kind, initial=kept_initial(request))
        return _show_sentences(request, text, form)
    form = ReplySentencesForm(request.POST, outreach=outreach, kind=kind)
    if not form.is_valid():
        return _show_sentences(request, text, form)
    now = timezone.now()
    try:
        save_answers(
            message=text,
            version=form.posted_version,
            answers=form.answers(),
            user=request.user,
            now=now,
            today=request.user.local_date(now),
        )
    except Stale:
        return _sentences_conflict(request, outreach_id, message_id)
    return redirect(frame_of_message(text).url)


def _show_sentences(
    request: SignedInRequest,
    text: Message,
    form: ReplySentencesForm,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    context = {**message_context(text, frame_of_message(text)), "form": form, **more}
    return render(request, "outreach/message/sentences.html", context, status=status)


def _sentences_conflict(
    request: SignedInRequest, outreach_id: UUID, message_id: UUID
) -> HttpResponse:
    text = message_or_404(request.user, outreach_id, message_id)
    posted = request.POST.copy()
    posted["version"] = str(text.outreach.version)
    form = ReplySentencesForm(posted, outreach=text.outreach, kind=Kind(text.kind))
    form.is_valid()
    return _show_sentences(request, text, form, 409, conflict=differences(form))
