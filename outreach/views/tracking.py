"""Where everything stands: today, the board, and one outreach."""

from datetime import date
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.request import SignedInRequest
from contacts.models import Contact
from outreach import queries, reminders
from outreach.access import outreach_or_404
from outreach.actions.answers import latest_click
from outreach.actions.moves import in_touch_on
from outreach.asked import asked_of
from outreach.contested import contested_fields
from outreach.forms.answer import ANSWER_LABELS, ANSWER_LABELS_HELLO, HelpForm
from outreach.in_hand import card_of
from outreach.leaving import first_day
from outreach.models import Delivery, Message, Outreach, Problem
from outreach.presenting import IN_HAND, SOON, Row, next_step_of, present
from outreach.progress import (
    ANSWERS,
    CLOSING,
    MESSAGE_FOR,
    NUDGES,
    WAVING_OFF,
    Answer,
    Status,
    Step,
    answers_possible,
)
from outreach.promised import how_kept
from outreach.queries import Column
from outreach.timeline import timeline
from outreach.today import DUE_AT_MOST, due_and_drafts
from outreach.views.next import suggestion_of_the_day

COLUMN_TITLES = {
    Column.DRAFTS: _("Drafts"),
    Column.WAITING: _("Waiting"),
    Column.TO_ANSWER: _("To answer"),
    Column.TO_THANK: _("To thank"),
    Column.DONE: _("Done"),
}
COLUMN_HINTS = {
    Column.DRAFTS: _("Messages you are still writing."),
    Column.WAITING: _("Waiting for their answer."),
    Column.TO_ANSWER: _("They answered. Now it is your turn."),
    Column.TO_THANK: _("They helped."),
    Column.DONE: _("Closed, one way or another."),
}


@require_GET
def today(request: SignedInRequest) -> HttpResponse:
    """What is due, drafts to resume, promises to keep, and one suggestion."""
    user, now = request.user, timezone.now()
    day = user.local_date(now)
    due, begun = due_and_drafts(user)
    rows = [present(outreach, day) for outreach in due]
    drafts = [present(outreach, day) for outreach in begun]
    promises = reminders.promises_due(user, day)
    busy = {outreach.contact_id for outreach in (*due, *begun)}
    suggestion = suggestion_of_the_day(request, day, busy)
    context = {
        **_by_urgency(rows, day),
        "greeting": _greeting(now.astimezone(user.zone).hour),
        "today": day,
        "drafts": drafts,
        "promises": promises,
        "asked": asked_of(user, now),
        "suggestion": suggestion,
        "has_more": len(rows) == DUE_AT_MOST,
        "leaving_on": first_day(user, day),
        "is_first_evening": not (rows or drafts or promises or suggestion)
        and not _has_contacts(user),
    }
    return render(request, "outreach/today.html", context)


def _greeting(hour: int) -> str:
    if hour < 12:
        return gettext("Good morning")
    return gettext("Good afternoon") if hour < 18 else gettext("Good evening")


def _by_urgency(rows: list[Row], day: date) -> dict[str, list[Row]]:
    """Due now (the overdue first), due within a week, and the first date after that."""
    later = [row for row in rows if row.due and row.due > day]
    return {
        "due": [row for row in rows if row.is_due],
        "soon": [row for row in later if row.due and row.due - day <= SOON],
        "later": [row for row in later if row.due and row.due - day > SOON][:1],
    }


def _has_contacts(user: User) -> bool:
    return Contact.objects.owned_by(user).kept().exists()


@require_GET
def board(request: SignedInRequest) -> HttpResponse:
    """All outreaches by where they stand; with ``?column=`` one column, page by page."""
    day = request.user.local_date(timezone.now())
    asked = request.GET.get("column", "")
    if asked in set(Column):
        return _one_column(request, Column(asked), day)
    found = queries.board(request.user)
    columns = [_column_context(which, found[which], day) for which in Column]
    is_empty = not any(column["rows"] for column in columns)
    return render(request, "outreach/board.html", {"columns": columns, "is_empty": is_empty})


def _one_column(request: SignedInRequest, which: Column, day: date) -> HttpResponse:
    after = request.GET.get("after", "")
    found = queries.column(request.user, which, after=after, most=queries.ON_A_PAGE)
    context = {"column": _column_context(which, found, day), "after": after}
    return render(request, "outreach/board_column.html", context)


def _column_context(which: Column, found: queries.Slice, day: date) -> dict[str, object]:
    return {
        "key": which.value,
        "title": COLUMN_TITLES[which],
        "hint": COLUMN_HINTS[which],
        "rows": [present(outreach, day) for outreach in found.rows],
        "cursor": found.cursor,
    }


@require_GET
def show(request: SignedInRequest, outreach_id: UUID) -> HttpResponse:
    """One outreach: where it stands, the one next step, what else one can do, what happened."""
    return show_page(request, outreach_or_404(request.user, outreach_id))


def show_page(
    request: SignedInRequest, outreach: Outreach, help_form: HelpForm | None = None
) -> HttpResponse:
    """The page of an outreach, with ``help_form`` again when its date could not be taken in."""
    now = timezone.now()
    day = request.user.local_date(now)
    prefetch_related_objects([outreach], "events", "messages")
    outreach.owner = request.user
    for message in outreach.messages.all():
        message.outreach = outreach
    row = present(outreach, day)
    card = card_of(outreach.messages.all(), now=now)
    context = {
        "outreach": outreach,
        "contact": outreach.contact,
        "here": reverse("outreach_show", args=[outreach.pk]) if help_form else "",
        "row": row,
        "card": card,
        "is_put_back": _is_put_back(outreach),
        "entries": timeline(outreach, outreach.events.all(), outreach.messages.all()),
        "just_sent": _just_sent(request, outreach),
        "help_form": help_form or HelpForm(today=day),
        "form": help_form,
        "kept": how_kept(outreach.contact, request.user),
        "may_take_back": bool(latest_click(outreach, request.user, day)),
        **_ways_on(outreach, row),
    }
    return render(request, "outreach/show.html", context)


def _is_put_back(outreach: Outreach) -> bool:
    """Whether a message was to go, and uses what its person calls wrong, still undecided (P12)."""
    known = any(
        one.delivery == Delivery.DRAFT and one.problem == Problem.CONTESTED
        for one in outreach.messages.all()
    )
    return known and bool(contested_fields(outreach.contact))


def _ways_on(outreach: Outreach, row: Row) -> dict[str, object]:
    """What else one can do besides the next step."""
    status = Status(outreach.status)
    step = next_step_of(outreach)
    return {
        "answers": _answers(outreach),
        "is_in_hand": step in IN_HAND,
        "is_late": status in (Status.NO_ANSWER, Status.CLOSED),
        "asks_whether_helped": status == Status.ACCEPTED and not outreach.is_hello,
        "is_help_due": step is Step.ASK_WHETHER_HELPED,
        "asks_whether_answered": step is Step.WAS_IT_AN_ANSWER,
        "is_bounced": step is Step.FIX_ADDRESS,
        "may_say_not_yet": step in (Step.ASK_WHETHER_HELPED, Step.REMIND),
        "may_close": status in CLOSING
        and status not in WAVING_OFF
        and step not in (Step.CLOSE, Step.FIX_ADDRESS),
        "may_wave_off": status in WAVING_OFF and step in MESSAGE_FOR,
        "may_change_dates": outreach.is_waiting and not outreach.is_hello,
        "too_late_to_stop": _too_late_to_stop(outreach),
        "came_back_because": _came_back_because(outreach) if step is Step.FIX_ADDRESS else "",
        "may_write_elsewhere": step in MESSAGE_FOR and row.button is not None,
    }


def _too_late_to_stop(outreach: Outreach) -> bool:
    """Whether a nudge is being handed over that an answer or an encounter would have stopped."""
    leaving = any(
        message.kind in NUDGES and message.delivery == Message.Delivery.HANDING_OVER
        for message in outreach.messages.all()
    )
    return leaving and (not outreach.is_waiting or in_touch_on(outreach) is not None)


def _came_back_because(outreach: Outreach) -> str:
    """What the mail server said, in plain words; nothing where the user reported it."""
    messages = outreach.messages.all()
    reasons = [one.get_problem_display() for one in messages if one.delivery == Delivery.BOUNCED]
    return str(reasons[-1]) if reasons else ""


def _just_sent(request: SignedInRequest, outreach: Outreach) -> Message | None:
    """The message that "I sent it" has just led here from."""
    sent = (message for message in outreach.messages.all() if message.sent_at)
    return next((message for message in sent if str(message.pk) == request.GET.get("sent")), None)


def _answers(outreach: Outreach) -> list[tuple[Answer, object]]:
    """The buttons to report an answer; late ones where none came, or the help did not."""
    outcomes = [e.new for e in outreach.events.all() if e.new in (*ANSWERS, Status.NO_ANSWER)]
    answered = outcomes[-1:] != [Status.NO_ANSWER] and bool(outcomes)
    if outreach.status == Status.ACCEPTED or (outreach.status == Status.CLOSED and answered):
        return []
    possible = answers_possible(Status(outreach.status), is_hello=outreach.is_hello)
    labels = ANSWER_LABELS_HELLO if outreach.is_hello else ANSWER_LABELS
    return [(answer, labels[answer]) for answer in possible]
