"""Outreaches as people read them: a sentence, the one next step, when, and its button."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.days import date_in_words
from accounts.printing import said_once
from outreach.models import STATUS_LABELS, STEP_LABELS, Outreach
from outreach.progress import (
    MAY_BE_SNOOZED,
    MESSAGE_FOR,
    OPEN,
    WAIT_FOR_THE_DATE,
    Status,
    Step,
    answers_possible,
    closing,
)
from outreach.today import Standing

S = Status
SOON = timedelta(days=7)

SENTENCES: dict[str, Any] = {
    S.DRAFT: _("You are still writing to %(name)s."),
    S.DISCARDED: _("You dropped this draft."),
    S.SENT: _("You wrote to %(name)s on %(date)s. Now it is their turn."),
    S.NUDGED: _("You nudged %(name)s on %(date)s. Now it is their turn."),
    S.BOUNCED: _("Your message to %(name)s did not arrive."),
    S.DEFERRED: _("%(name)s asked you to come back later."),
    S.ACCEPTED: _("%(name)s said yes."),
    S.HELPED: _("%(name)s helped you."),
    S.THANKED: _("You thanked %(name)s on %(date)s."),
    S.DECLINED: _("%(name)s said no."),
    S.ANSWERED: _("You answered their no with grace."),
    S.NO_ANSWER: _("%(name)s did not answer."),
    S.CLOSED: _("This is closed. Nothing is left to do."),
}
HELLO_ANSWERED = _("%(name)s wrote back.")
IN_HAND: dict[str, tuple[Any, Any]] = {
    Step.WAIT_FOR_DELIVERY: (_("On its way"), _("Your message to %(name)s is on its way.")),
    Step.TRY_AGAIN: (_("Could not be sent"), _("Your message to %(name)s could not be sent.")),
    Step.FIND_OUT: (_("Perhaps sent"), _("Your message to %(name)s may have arrived, or not.")),
}
"""While the site has a message in hand: where it stands in a word or two, and in a sentence."""
THEY_ASKED = _("%(name)s asked not to be contacted.")
OUTCOMES: dict[str, Any] = {
    S.ACCEPTED: _("They said yes"),
    S.HELPED: _("They helped"),
    S.DECLINED: _("They said no"),
    S.NO_ANSWER: _("No answer, kindly closed"),
    S.BOUNCED: _("It did not arrive"),
}
BUTTONS: dict[str, Any] = {
    Step.FINISH_DRAFT: _("Continue writing"),
    Step.NUDGE: _("Write the nudge"),
    Step.LAST_NUDGE: _("Write the last nudge"),
    Step.CLOSE: _("Close it kindly"),
    Step.WAS_IT_AN_ANSWER: _("Say whether it was"),
    Step.FIX_ADDRESS: _("Find another way"),
    Step.REPLY_YES: _("Write the reply"),
    Step.ASK_WHETHER_HELPED: _("Say how it went"),
    Step.REMIND: _("Write the reminder"),
    Step.THANK: _("Write the thank-you"),
    Step.RESULT_NOTE: _("Write the note"),
    Step.ANSWER_NO: _("Write the answer"),
    Step.STAY_IN_TOUCH: _("Write back"),
    Step.WAIT_FOR_DELIVERY: _("Look at it"),
    Step.TRY_AGAIN: _("See what went wrong"),
    Step.FIND_OUT: _("See what to do"),
}
WHY: dict[str, Any] = {
    Step.FINISH_DRAFT: _("Everything you typed is saved."),
    Step.NUDGE: _(
        "One short reminder is fine. Silence is not about you:"
        " a written request is easy to put off."
    ),
    Step.LAST_NUDGE: _("It says that it is the last one, and that no answer is a fine answer too."),
    Step.CLOSE: _("No answer is an answer. Close this, and keep a good thought for them."),
    Step.WAS_IT_AN_ANSWER: _(
        "You noted that you were in touch since you wrote. Nothing chases them until you say"
        " whether that was their answer."
    ),
    Step.FIX_ADDRESS: _("Your text is kept. Check the address, or write another way."),
    Step.REPLY_YES: _("Thank them the same day and settle one detail. Ask for nothing more."),
    Step.ASK_WHETHER_HELPED: _("Once they have helped, a thank-you comes next."),
    Step.REMIND: _(
        "A yes is easy to put off. One reminder is kind: with all they need below the text, and"
        " words that let them change their mind."
    ),
    Step.THANK: _("Within a day is best. Name one thing they said or did, and stop there."),
    Step.RESULT_NOTE: _(
        "Two or three sentences on what came of it: the note people like most and get least."
    ),
    Step.ANSWER_NO: _(
        "Thank them for taking the time. Ask for no reason, and for nothing else."
        " It shows that your request was a request."
    ),
    Step.STAY_IN_TOUCH: _("You promised to stay in touch. This is the moment that makes it true."),
    Step.WAIT_FOR_DELIVERY: _("The site is sending your message. You have nothing to do."),
    Step.TRY_AGAIN: _("Your text is kept. Look at what went wrong, then send it again."),
    Step.FIND_OUT: _(
        "The mail server broke off at the last moment. Your message may have arrived, or not."
        " We never send it a second time by ourselves."
    ),
}
AS_AGREED = _("Write again, as agreed")
AS_AGREED_BUTTON = _("Write again")
WHY_AS_AGREED = _("They asked you to come back later, so this message is welcome.")
WHY_CLOSE_HELLO = _("A hello asks for nothing, so it is never nudged. Let it rest.")
WHY_CLOSE_ANSWERED = _("Nothing is left to do.")
WHY_CLOSE_REMINDED = _(
    "You reminded them once, and that is enough. Let it rest with a good thought."
)
NEVER_OVERDUE = frozenset({Step.FINISH_DRAFT, Step.WAIT_FOR_DELIVERY})


OPTED_OUT = _("You marked this person as not to be written to. Nothing more is sent.")
WHY_THEY_ASKED = _(
    "They used the link under your message, and nothing more is sent to them from here."
    " People do this for many reasons. Leave it at that."
)


@dataclass(frozen=True, slots=True)
class Button:
    """What the next step's button says, where it leads, and how."""

    label: Any
    url: str
    posts: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One outreach in a list, or at the top of its own page."""

    outreach: Outreach | Standing
    url: str
    answer_url: str
    request: str
    name: str
    called: str
    sentence: str
    status: Any
    step: Any
    why: Any
    due: date | None
    when: str
    is_overdue: bool
    is_due: bool
    is_draft: bool
    button: Button | None
    may_report: bool
    snooze_url: str


def present(outreach: Outreach | Standing, today: date) -> Row:
    """Everything a template prints about an outreach; needs its contact loaded."""
    contact, due = outreach.contact, outreach.due_on
    step = next_step_of(outreach)
    # All pages of an outreach lie below its own; reverse() for each would be a tenth of a list.
    url = f"{_board()}{outreach.pk}/"
    return Row(
        outreach=outreach,
        url=url,
        answer_url=f"{url}answer/",
        request=_request(outreach),
        name=contact.name,
        called=contact.called,
        sentence=sentence(outreach),
        status=_outcome(outreach) or _status(outreach, step),
        step=step_in_words(step, outreach.status),
        why=_why(outreach, step) if step else "",
        due=due,
        when=when(due, today) if due else "",
        is_overdue=bool(due and due < today and step not in NEVER_OVERDUE),
        is_due=bool(due and due <= today) and step is not Step.WAIT_FOR_DELIVERY,
        is_draft=outreach.is_draft and step not in IN_HAND,
        button=_button(outreach, step, today, url) if step else None,
        may_report=_may_report(outreach),
        snooze_url=f"{url}snooze/" if step in MAY_BE_SNOOZED else "",
    )


@cache
def _board() -> str:
    """The address that those of all outreaches begin with."""
    return reverse("outreach_board")


def sentence(outreach: Outreach | Standing) -> str:
    """Where it stands, in one sentence."""
    if outreach.next_step in IN_HAND:
        return str(IN_HAND[outreach.next_step][1]) % {"name": outreach.contact.called}
    is_hello_answered = outreach.is_hello and outreach.status == S.ACCEPTED
    text = str(HELLO_ANSWERED if is_hello_answered else SENTENCES[outreach.status])
    if outreach.contact.has_opted_out and outreach.status in OPEN:
        text = str(THEY_ASKED)
    since = day_in_words(outreach.status_since) if "%(date)s" in text else ""
    return text % {"name": outreach.contact.called, "date": since}


def next_step_of(outreach: Outreach | Standing) -> Step | None:
    """The stored next step; where the contact opted out since then, only closing is left."""
    return step_from(outreach.status, outreach.next_step, opted_out=outreach.contact.do_not_contact)


def step_from(status: str, stored: str, *, opted_out: bool) -> Step | None:
    """The same, from what is stored: the status and the step."""
    if opted_out and closing(Status(status), opted_out=True):
        return Step.CLOSE
    return Step(stored) if stored else None


@said_once
def status_in_words(status: str) -> str:
    """Where an outreach stands, in a word or two."""
    return str(STATUS_LABELS[status])


def _status(outreach: Outreach | Standing, step: Step | None) -> Any:
    """The same; a first message that the site has in hand is no draft to its reader."""
    if outreach.status == S.DRAFT and step in IN_HAND:
        return IN_HAND[step][0]
    return status_in_words(outreach.status)


@said_once
def step_in_words(step: Step | None, status: str) -> str:
    """The next step; empty when nothing is left to do."""
    if step is None:
        return ""
    return str(AS_AGREED if _is_as_agreed(step, status) else STEP_LABELS[step])


def _is_as_agreed(step: Step | None, status: str) -> bool:
    """A message after "later" is no nudge: they asked for it."""
    return step is Step.NUDGE and status == S.DEFERRED


@said_once
def when(due: date, today: date) -> str:
    """When a step is due, seen from today."""
    if due == today:
        return gettext("today")
    if due == today + timedelta(days=1):
        return gettext("tomorrow")
    pattern = gettext("due since %(date)s") if due < today else gettext("on %(date)s")
    return pattern % {"date": day_in_words(due, today)}


def day_in_words(day: date, today: date | None = None) -> str:
    """A day with its year, unless that is this year's."""
    is_this_year = today is not None and day.year == today.year
    return date_in_words(day, "MONTH_DAY_FORMAT" if is_this_year else "DATE_FORMAT")


def _why(outreach: Outreach | Standing, step: Step) -> Any:
    if outreach.contact.has_opted_out:
        return WHY_THEY_ASKED
    if outreach.contact.do_not_contact:
        return OPTED_OUT
    if _is_as_agreed(step, outreach.status):
        return WHY_AS_AGREED
    if step is Step.CLOSE and outreach.status == S.ANSWERED:
        return WHY_CLOSE_ANSWERED
    if step is Step.CLOSE and outreach.is_hello:
        return WHY_CLOSE_HELLO
    if step is Step.CLOSE and outreach.status == S.ACCEPTED:
        return WHY_CLOSE_REMINDED
    return WHY[step]


def _request(outreach: Outreach | Standing) -> str:
    """What is asked for, in a few words."""
    if outreach.request_type:
        return outreach.request_type.name
    return gettext("Hello") if outreach.is_hello else ""


def _button(outreach: Outreach | Standing, step: Step, today: date, url: str) -> Button | None:
    """The button of a step; none while its date has not come and it should wait for it."""
    too_early = outreach.due_on is not None and outreach.due_on > today
    too_early = too_early and not outreach.contact.do_not_contact
    if too_early and step in WAIT_FOR_THE_DATE:
        return None
    if step is Step.FINISH_DRAFT and outreach.contact.do_not_contact:
        return None
    label = AS_AGREED_BUTTON if _is_as_agreed(step, outreach.status) else BUTTONS[step]
    if step in MESSAGE_FOR:
        return Button(label, f"{url}do/", posts=True)
    match step:
        case Step.FINISH_DRAFT:
            return Button(label, f"{url}resume/")
        case Step.CLOSE:
            # After a yes that came to nothing, it is no yes that closes.
            way = "quiet" if outreach.status == S.ACCEPTED else "close"
            return Button(label, f"{url}{way}/", posts=True)
        case _:
            return Button(label, f"{url}#next-step")


def _may_report(outreach: Outreach | Standing) -> bool:
    waiting = {S.SENT, S.NUDGED, S.DEFERRED, S.NO_ANSWER}
    possible = answers_possible(Status(outreach.status), is_hello=outreach.is_hello)
    return outreach.status in waiting and bool(possible)


def _outcome(outreach: Outreach | Standing) -> Any:
    """For a closed outreach that was read with its outcome (outreach.queries)."""
    return (
        OUTCOMES.get(getattr(outreach, "outcome", None) or "")
        if outreach.status == S.CLOSED
        else ""
    )
