"""Recording what came back, and the other one-click steps: each loads, acts, redirects."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.kept import kept_initial
from accounts.request import SignedInRequest
from outreach.access import outreach_or_404
from outreach.actions import answers, in_touch
from outreach.actions.messages import start_message
from outreach.actions.moves import AnotherOpen
from outreach.facts import own_key
from outreach.forms.answer import ANSWER_LABELS, ANSWER_LABELS_HELLO, AnswerForm, HelpForm
from outreach.message.vocabulary import Kind
from outreach.models import Outreach
from outreach.presenting import day_in_words, present
from outreach.progress import (
    MESSAGE_FOR,
    STATE_AFTER,
    WAIT_FOR_THE_DATE,
    Answer,
    Refused,
    Status,
    Step,
)
from outreach.views.tracking import show_page

Act = Callable[..., object]


@require_http_methods(["GET", "POST"])
def answer(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """They answered: yes, later, no, or it did not arrive. Then the fitting text, at once."""
    outreach = outreach_or_404(request.user, outreach_id)
    _now, today = _moment(request)
    sent_on = request.user.local_date(outreach.sent_at) if outreach.sent_at else None
    make = partial(AnswerForm, outreach=outreach, sent_on=sent_on, today=today)
    if _is_double_click(outreach, request.POST.get("answer", "")):
        return _to_the_fitting_text(request, outreach)
    form = make(request.POST or None, initial=kept_initial(request))
    if not form.possible:
        return _changed(request, outreach)
    if request.method == "GET":
        return _answer_page(request, outreach, form)
    if not form.is_valid():
        return _answer_page(request, outreach, form)
    act = partial(
        answers.record_answer,
        answer=Answer(form.cleaned_data["answer"]),
        on=form.cleaned_data["on"],
        until=form.until,
        note=form.cleaned_data["note"],
    )
    return _attempt(request, outreach, act) or _to_the_fitting_text(request, outreach)


def _answer_page(request: SignedInRequest, outreach: Outreach, form: AnswerForm) -> HttpResponse:
    labels = ANSWER_LABELS_HELLO if outreach.is_hello else ANSWER_LABELS
    context = {
        "outreach": outreach,
        "contact": outreach.contact,
        "row": present(outreach, form.today),
        "form": form,
        "labels": {answer.value: labels[answer] for answer in form.possible},
    }
    return render(request, "outreach/answer.html", context)


def _is_double_click(outreach: Outreach, posted: str) -> bool:
    """The same answer once more: the first click has been taken in, so go where it went."""
    recorded = posted in set(Answer) and posted != Answer.LATER
    return recorded and outreach.status == STATE_AFTER[Answer(posted)]


def _to_the_fitting_text(request: SignedInRequest, outreach: Outreach) -> HttpResponse:
    """The message of the next step if there is one to be written now, else where it stands."""
    now, today = _moment(request)
    step = Step(outreach.next_step) if outreach.next_step else None
    if outreach.status == Status.DEFERRED and outreach.due_on:
        when = day_in_words(outreach.due_on, today)
        messages.success(request, _("Noted. We remind you on %(date)s.") % {"date": when})
    if step not in MESSAGE_FOR or step in WAIT_FOR_THE_DATE:
        return redirect("outreach_show", outreach.pk)
    return _to_message(request, outreach, now, today)


def _to_message(
    request: SignedInRequest, outreach: Outreach, now: datetime, today: date
) -> HttpResponse:
    kind = MESSAGE_FOR[Step(outreach.next_step)]
    try:
        message = start_message(
            outreach=outreach, kind=kind, user=request.user, today=today, now=now
        )
    except Refused:
        return _changed(request, outreach)
    # A reminder rests on what only the user knows: the true date, and what is needed to help.
    is_told = own_key(kind, "deadline") in outreach.answers
    asks_first = kind is Kind.REMINDER and not (is_told or message.is_edited)
    page = "outreach_message_sentences" if asks_first else "outreach_message"
    return redirect(page, outreach.pk, message.pk)


@require_POST
def do(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """Begin the message of the next step; one that should wait is not begun before its date."""
    outreach = outreach_or_404(request.user, outreach_id)
    now, today = _moment(request)
    step = Step(outreach.next_step) if outreach.next_step else None
    is_early = bool(outreach.due_on and outreach.due_on > today) and step in WAIT_FOR_THE_DATE
    if step not in MESSAGE_FOR or is_early:
        return _changed(request, outreach)
    return _to_message(request, outreach, now, today)


@require_POST
def helped(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """They helped: the thank-you is next, at once."""
    outreach = outreach_or_404(request.user, outreach_id)
    _now, today = _moment(request)
    if outreach.status == Status.HELPED:
        return _to_the_fitting_text(request, outreach)
    act = partial(answers.record_help, on=today)
    return _attempt(request, outreach, act) or _to_the_fitting_text(request, outreach)


@require_POST
def not_yet(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """They have not helped yet: ask again on a day, or in two weeks."""
    outreach = outreach_or_404(request.user, outreach_id)
    _now, today = _moment(request)
    form = HelpForm(request.POST, today=today)
    if not form.is_valid():
        return show_page(request, outreach, help_form=form)
    until = form.cleaned_data["until"]
    try:
        answers.not_yet(outreach=outreach, by=request.user, today=today, until=until)
    except Refused:
        return _changed(request, outreach)
    expected = outreach.help_expected_on
    when = day_in_words(expected, today) if expected else ""
    messages.success(request, _("Noted. We ask you again on %(date)s.") % {"date": when})
    return redirect("outreach_show", outreach.pk)


@require_POST
def changed_their_mind(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """A yes became a no: the gracious answer is next."""
    outreach = outreach_or_404(request.user, outreach_id)
    if outreach.status == Status.DECLINED:
        return _to_the_fitting_text(request, outreach)
    act = answers.changed_their_mind
    return _attempt(request, outreach, act) or _to_the_fitting_text(request, outreach)


@require_POST
def was_no_answer(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """They were in touch, but have not answered: the waiting goes on."""
    done = _("Noted. We count the waiting anew from that day.")
    return _act_and_show(request, outreach_id, in_touch.was_no_answer, done)


@require_POST
def close(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """Close kindly."""
    return _act_and_show(
        request, outreach_id, answers.close_kindly, _("Closed, with no hard feelings.")
    )


@require_POST
def went_quiet(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """After a yes nothing came."""
    return _act_and_show(
        request, outreach_id, answers.went_quiet, _("Closed, with no hard feelings.")
    )


@require_POST
def written_elsewhere(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """The message of the next step was written outside Reconnect, or said in person."""
    return _act_and_show(request, outreach_id, answers.written_elsewhere, _("Noted."))


@require_POST
def write_again(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """After a bounce: on to the draft, where another way to write can be chosen."""
    outreach = outreach_or_404(request.user, outreach_id)
    if outreach.is_draft:
        return redirect("outreach_step", outreach.pk, "situation")
    return _attempt(request, outreach, answers.write_again) or redirect(
        "outreach_step", outreach.pk, "situation"
    )


@require_POST
def take_back(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """Undo a wrong click."""
    done = _("Taken back. Everything is as it was before.")
    return _act_and_show(request, outreach_id, answers.take_back, done)


@require_http_methods(["GET", "POST"])
def discard(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """Drop a draft, in two steps."""
    outreach = outreach_or_404(request.user, outreach_id)
    if not outreach.is_draft:
        return _changed(request, outreach)
    if request.method == "GET":
        context = {"outreach": outreach, "contact": outreach.contact}
        return render(request, "outreach/discard.html", context)
    return _attempt(request, outreach, answers.discard) or _discarded(request)


def _discarded(request: SignedInRequest) -> HttpResponse:
    messages.success(request, _("The draft is gone."))
    return redirect("outreach_board")


def _act_and_show(request: SignedInRequest, outreach_id: UUID, act: Act, done: str) -> HttpResponse:
    outreach = outreach_or_404(request.user, outreach_id)
    refused = _attempt(request, outreach, act)
    if refused:
        return refused
    messages.success(request, done)
    return redirect("outreach_show", outreach.pk)


def _attempt(request: SignedInRequest, outreach: Outreach, act: Act) -> HttpResponse | None:
    """Run an action; a refusal is said in words, on the page that shows where things stand."""
    now, today = _moment(request)
    try:
        act(outreach=outreach, by=request.user, now=now, today=today)
    except AnotherOpen:
        name = outreach.contact.called
        messages.warning(
            request,
            _(
                "You have another open outreach to %(name)s, and there is only one at a time."
                " Close that one first."
            )
            % {"name": name},
        )
        return redirect("outreach_contact", outreach.contact_id)
    except (Refused, answers.CannotTakeBack):
        return _changed(request, outreach)
    return None


def _changed(request: SignedInRequest, outreach: Outreach) -> HttpResponse:
    messages.warning(request, _("This has changed in the meantime. Here is where it stands now."))
    return redirect("outreach_show", outreach.pk)


def _moment(request: SignedInRequest) -> tuple[datetime, date]:
    now = timezone.now()
    return now, request.user.local_date(now)
