"""The client's side of a review: ask, wait or not, answer, take a suggestion, withdraw."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.confirming import confirmed_with_text
from accounts.kept import kept_initial
from accounts.request import SignedInRequest
from advising import reviewing, waiting
from advising.access import own_comment_or_404, own_review_or_404
from advising.actions import Refused
from advising.forms import AnswerForm, AskForm
from advising.models import Advising
from outreach.access import message_or_404
from outreach.actions.messages import Stale
from outreach.forms.message import MessageForm
from outreach.models import Delivery, Message
from outreach.views.frame import frame_of_message, frame_of_sending
from outreach.views.message import save_typed
from outreach.waiting import awaited

WAITS = gettext_lazy(
    "Asked. Their comments appear beside your text. Sending waits until they say it is ready, or"
    " until you want to send it without."
)
WAITS_NOT = gettext_lazy(
    "Asked. Their comments appear beside your text. You need not wait for them to send it."
)


@require_http_methods(["GET", "POST"])
def ask(request: SignedInRequest, outreach_id: UUID, message_id: UUID) -> HttpResponse:
    """Whom to ask, what about, and what the advisor will see by it.

    The editor's button posts the text along (``begin``): that is saved first.
    """
    text = message_or_404(request.user, outreach_id, message_id)
    if "begin" in request.POST:
        return _saved(request, text) or redirect("advising_ask", outreach_id, message_id)
    return _ask(request, text)


def _saved(request: SignedInRequest, text: Message) -> HttpResponse | None:
    """Store what stands in the editor; None when that worked or there was nothing to store."""
    if text.delivery != Delivery.DRAFT or "body" not in request.POST:
        return None
    form = MessageForm(request.POST, message=text)
    return save_typed(request, text, frame_of_message(text), form)


@confirmed_with_text
def _ask(request: SignedInRequest, text: Message) -> HttpResponse:
    back = frame_of_message(text).url
    if text.delivery != Delivery.DRAFT:
        flash.info(request, _("This is no draft any more, so there is nothing to review."))
        return redirect("outreach_show", text.outreach_id)
    mine = Advising.objects.going_on().filter(client=request.user).select_related("advisor")
    if not mine.exists():
        return redirect("advising_advisors")
    form = AskForm(
        request.POST if request.method == "POST" else None,
        initial={"advising": mine.first(), **_chosen(request, text)},
        advisors=mine,
    )
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "text": text, "outreach": text.outreach, "back_url": back}
        return render(request, "advising/ask.html", context)
    chosen = form.cleaned_data["advising"]
    try:
        reviewing.ask(
            advising=chosen,
            message=text,
            question=form.cleaned_data["question"],
            wait=form.cleaned_data["wait"],
            by=request.user,
            now=timezone.now(),
        )
    except (Refused, reviewing.NoDraft):
        flash.info(request, _("Things have moved on since. Nothing was asked."))
        return redirect(back)
    flash.success(request, WAITS if form.cleaned_data["wait"] else WAITS_NOT)
    return redirect(back)


def _chosen(request: SignedInRequest, text: Message) -> dict[str, Any]:
    """What was ticked and typed before "is it you?" was asked; else whether it waits now."""
    kept = kept_initial(request)
    if "advising" not in kept:
        return {"wait": text.waits_since is not None}
    return {"wait": False, **kept}


@require_http_methods(["GET", "POST"])
def send_without(request: SignedInRequest, outreach_id: UUID, message_id: UUID) -> HttpResponse:
    """Confirm, then the message waits for nobody's word any more; sending it is the next press."""
    text = message_or_404(request.user, outreach_id, message_id)
    found = awaited(text, now=timezone.now())
    if request.method == "GET" and found:
        context = {
            "text": text,
            "outreach": text.outreach,
            "awaited": found,
            "back_url": frame_of_sending(text).url,
        }
        return render(request, "advising/send_without.html", context)
    if request.method == "POST" and waiting.send_without(message=text, by=request.user):
        flash.success(request, _("It waits for nobody any more. You can send it now."))
    return redirect(frame_of_sending(text).url)


@require_POST
def withdraw(request: SignedInRequest, review_id: UUID) -> HttpResponse:
    """No longer ask."""
    review = own_review_or_404(request.user, review_id)
    text = message_or_404(request.user, review.message.outreach_id, review.message_id)
    if stopped := _saved(request, text):
        return stopped
    if reviewing.withdraw(review=review, by=request.user, now=timezone.now()):
        flash.info(
            request,
            _(
                "Withdrawn. They no longer see your question, but still your text. You can stop"
                " that here."
            ),
        )
        return redirect("advising_sharing", text.outreach_id)
    flash.success(request, _("Withdrawn. They no longer see your question or your text."))
    return redirect(frame_of_message(text).url)


@require_POST
def answer(request: SignedInRequest, review_id: UUID) -> HttpResponse:
    """Save what stands in the editor, and answer the advisor in words."""
    review = own_review_or_404(request.user, review_id)
    text = message_or_404(request.user, review.message.outreach_id, review.message_id)
    if stopped := _saved(request, text):
        return stopped
    form = AnswerForm(request.POST, prefix=review.pk.hex)
    if not form.is_valid():
        context = {"form": form, "review": review, "back_url": frame_of_message(text).url}
        return render(request, "advising/answer.html", context)
    reviewing.answer(
        review=review, by=request.user, body=form.cleaned_data["answer"], now=timezone.now()
    )
    return redirect(frame_of_message(text).url)


@require_POST
def take(request: SignedInRequest, comment_id: UUID) -> HttpResponse:
    """Save what stands in the editor, then put the advisor's words in place of one's own."""
    comment = own_comment_or_404(request.user, comment_id)
    stored = comment.review.message
    text = message_or_404(request.user, stored.outreach_id, stored.pk)
    if stopped := _saved(request, text):
        return stopped
    try:
        reviewing.take(comment=comment, message=text, version=text.version, now=timezone.now())
    except reviewing.Moved:
        flash.warning(request, _("You have changed these words since, so nothing was replaced."))
    except reviewing.NoDraft:
        flash.info(request, _("This is no draft any more, so nothing was replaced."))
    except Stale:
        flash.warning(
            request, _("Your text was changed in another window. Look at it, then press again.")
        )
    else:
        flash.success(request, _("Taken. You can still edit it."))
    return redirect(frame_of_message(text).url)
