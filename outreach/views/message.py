"""Writing a message: the text in an editor, with what a reader may stumble over beside it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.kept import kept_initial
from accounts.models import User
from accounts.request import SignedInRequest
from outreach.access import message_or_404
from outreach.actions.messages import (
    Stale,
    is_outdated,
    keep_unfinished,
)
from outreach.actions.sending import save_edited
from outreach.forms.message import MessageForm, has_questions
from outreach.models import MAY_BE_CALLED_OFF, Message
from outreach.texts import advice_on, blocking, blocks_in, language_tag, unfinished_key
from outreach.views.closed import already_sent
from outreach.views.frame import Frame, frame_of_message, is_in_wizard


@require_http_methods(["GET", "POST"])
def message(request: SignedInRequest, outreach_id: UUID, message_id: UUID) -> HttpResponse:
    """The page of any message; the first of a draft is a step of the wizard."""
    text = message_or_404(request.user, outreach_id, message_id)
    if is_in_wizard(text) and request.method == "GET":
        return redirect(frame_of_message(text).url)
    return edit_page(request, text, frame_of_message(text))


def edit_page(request: SignedInRequest, text: Message, frame: Frame) -> HttpResponse:
    """The editor with its advice; every button saves what is typed first.

    What is typed into a message on its way stops it, as long as that is possible (F20).
    """
    may_be_stopped = request.method == "POST" and text.delivery in MAY_BE_CALLED_OFF
    if text.delivery != Message.Delivery.DRAFT and not may_be_stopped:
        return already_sent(request, text.outreach)
    if request.method != "POST":
        if not text.body and has_questions(text):
            return redirect("outreach_message_sentences", text.outreach_id, text.pk)
        unfinished = text.outreach.unfinished.get(unfinished_key(text), {})
        form = MessageForm(message=text, initial={**unfinished, **kept_initial(request)})
        return show_editor(request, text, frame, form)
    form = MessageForm(request.POST, message=text)
    return save_typed(request, text, frame, form) or _go_on(request, text, frame, form)


def save_typed(
    request: SignedInRequest, text: Message, frame: Frame, form: MessageForm
) -> HttpResponse | None:
    """Store the text; None when that worked, else the page that says why it did not.

    What cannot be taken in yet is kept for the next visit, so that Back loses nothing.
    """
    if not form.is_valid():
        keep_unfinished(message=text, typed=form.typed())
        leaves = request.POST.get("then") in ("back", "later")
        return None if leaves else show_editor(request, text, frame, form)
    try:
        is_stopped = save_edited(
            message=text,
            version=form.cleaned_data["version"],
            subject=form.subject_typed,
            body=form.cleaned_data["body"],
            user=request.user,
            now=timezone.now(),
        )
    except Stale:
        return _conflict(request, text, frame)
    if is_stopped:
        messages.warning(
            request, _("You changed the text, so it was not sent. Send it again when it is ready.")
        )
    return None


def _go_on(
    request: SignedInRequest, text: Message, frame: Frame, form: MessageForm
) -> HttpResponse:
    then = request.POST.get("then", "")
    if then == "later":
        messages.success(request, _("Saved. You can go on whenever you like."))
        return redirect("outreach_board")
    if then == "back":
        return redirect(frame.back_url)
    if blocking(text):
        form = form_again(request, text)
        for reason in blocks_in(text):
            form.add_error("body", reason)
        return show_editor(request, text, frame, form)
    return redirect(frame.onward_url)


def show_editor(
    request: SignedInRequest,
    text: Message,
    frame: Frame,
    form: MessageForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The whole page, or for htmx its main part."""
    subject = form["subject"].value() if "subject" in form.fields else ""
    context = {
        **message_context(text, frame),
        "here": frame.url,
        "form": form,
        "advice": advice_on(text, str(subject or ""), str(form["body"].value() or "")),
        **more,
    }
    if request.htmx:  # which swaps nothing in for a page that is not 200
        return render(request, "outreach/message/_editor.html", context)
    return render(request, "outreach/message/edit.html", context, status=status)


def message_context(text: Message, frame: Frame) -> dict[str, Any]:
    """What every page about a message shows."""
    outreach = text.outreach
    return {
        "outreach": outreach,
        "contact": outreach.contact,
        "text": text,
        "frame": frame,
        "message_lang": language_tag(outreach),
        "has_sentences": has_questions(text),
        "is_outdated": text.is_edited and is_outdated(text, outreach.owner, _today(outreach.owner)),
    }


def _today(user: User) -> date:
    return user.local_date(timezone.now())


def form_again(request: SignedInRequest, text: Message) -> MessageForm:
    """The posted text in a form that can be saved over what is stored now."""
    posted = request.POST.copy()
    posted["version"] = str(text.version)
    form = MessageForm(posted, message=text)
    form.is_valid()
    return form


def _conflict(request: SignedInRequest, text: Message, frame: Frame) -> HttpResponse:
    """Saved or sent elsewhere meanwhile: both texts on one page, the typed one in the editor."""
    stored = message_or_404(request.user, text.outreach_id, text.pk)
    if stored.delivery != Message.Delivery.DRAFT:
        return already_sent(request, stored.outreach)
    form = form_again(request, stored)
    return show_editor(request, stored, frame, form, 409, conflict=stored)
