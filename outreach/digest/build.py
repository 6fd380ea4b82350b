"""What a digest says: what is due, grouped by what to do, with the last words and a link each.

A bounded number of rows by a constant number of queries, however much is due.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contacts.exchange.text import cut, one_line
from contacts.remembered import remembered_text
from outreach.digest import reading
from outreach.digest.reading import LOOKED_AT, Begun, Due
from outreach.presenting import day_in_words, next_step_of, present
from outreach.progress import Step
from outreach.reminders import promises_due

LINES_AT_MOST = 20
DRAFTS_AT_MOST = 3
WORDS_AT_MOST = 120
GREETING_AT_MOST = 60
# A draft is spoken of once it has lain for two days; after two weeks it is no reason for a mail.
DRAFT_WAITS = timedelta(days=2)
DRAFT_SPEAKS = timedelta(days=14)

ANSWER, WAITING, TROUBLE, DRAFTS, PROMISES = (
    _("To answer or to thank"),
    _("To nudge or to close"),
    _("Messages that may not have arrived"),
    _("Messages you began"),
    _("You meant to stay in touch"),
)
GROUP_OF: dict[Step, Any] = {
    Step.REPLY_YES: ANSWER,
    Step.ANSWER_NO: ANSWER,
    Step.ASK_WHETHER_HELPED: ANSWER,
    Step.WAS_IT_AN_ANSWER: ANSWER,
    Step.THANK: ANSWER,
    Step.RESULT_NOTE: ANSWER,
    Step.STAY_IN_TOUCH: ANSWER,
    Step.FIX_ADDRESS: TROUBLE,
    Step.TRY_AGAIN: TROUBLE,
    Step.FIND_OUT: TROUBLE,
}
"""Where a step stands in the mail; what waits for the other person is nudged or closed."""


@dataclass(frozen=True, slots=True)
class LastWords:
    """A quotation: whose it is ("You wrote"), the words, and their language where it is known."""

    said: str = ""
    words: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do: who, what, in what context, the last words, and where to go."""

    name: str
    what: str
    context: str
    last: LastWords
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """Lines about the same kind of thing."""

    title: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything a digest says. ``count`` is how much there is to do, ``more`` what is left out."""

    groups: list[Group]
    count: int
    more: int


Section = Callable[[User, date], list[tuple[Any, Line]]]
"""More to tell a user that day, each line under its title; a few at most."""

SECTIONS: list[Section] = []
"""What others have to tell, the layers above too; they add to it when the site starts
(AppConfig.ready)."""


def summary_of(user: User, today: date) -> Summary | None:
    """What there is to tell, in the language that is active; None when nothing is due."""
    due = reading.due(user, today)
    drafts = [
        (draft, touched)
        for draft in reading.drafts(user)
        if (touched := user.local_date(draft.standing.updated_at)) <= today - DRAFT_WAITS
    ][:DRAFTS_AT_MOST]
    promises = _promises(user, today)
    speaks = any(touched >= today - DRAFT_SPEAKS for _draft, touched in drafts)
    more = [line for section in SECTIONS for line in section(user, today)]
    if not (due or promises or speaks or more):
        return None
    total = len(due) if len(due) < LOOKED_AT else reading.how_much_is_due(user, today)
    count = total + len(drafts) + len(promises) + len(more)
    lines = [
        *more,
        *_by_group(due, user, today),
        *((DRAFTS, _draft_line(draft, touched, today)) for draft, touched in drafts),
        *((PROMISES, line) for line in promises),
    ]
    shown = lines[:LINES_AT_MOST]
    return Summary(_grouped(shown), count, count - len(shown))


def absolute(path: str) -> str:
    """A link for a mail: from the setting, never from a request (TRUST.md, T18)."""
    return settings.SITE_URL.rstrip("/") + path


# --- Groups ----------------------------------------------------------------------------------
def _by_group(due: Iterable[Due], user: User, today: date) -> list[tuple[Any, Line]]:
    """In the order of the groups; within one, the longest due first."""
    found = [(_group_of(one), _line(one, user, today)) for one in due]
    order = (ANSWER, WAITING, TROUBLE)
    return sorted(found, key=lambda pair: order.index(pair[0]))


def _group_of(due: Due) -> Any:
    step = next_step_of(due.standing)
    return GROUP_OF.get(step, WAITING) if step else WAITING


def _grouped(lines: Iterable[tuple[Any, Line]]) -> list[Group]:
    groups: dict[str, list[Line]] = {}
    for title, line in lines:
        groups.setdefault(str(title), []).append(line)
    return [Group(title, those) for title, those in groups.items()]


# --- Lines -----------------------------------------------------------------------------------
def _line(due: Due, user: User, today: date) -> Line:
    row = present(due.standing, today)
    what = row.step if not row.is_overdue else f"{row.step} ({row.when})"
    context = f"{row.request}. {row.sentence}" if row.request else row.sentence
    return Line(row.name, what, context, _last_words(due, user), absolute(row.url))


def _draft_line(draft: Begun, touched: date, today: date) -> Line:
    row = present(draft.standing, today)
    since = gettext("Last worked on %(date)s.") % {"date": day_in_words(touched, today)}
    context = f"{row.request}. {since}" if row.request else since
    words = first_words(draft.text)
    last = LastWords(gettext("It begins"), words, draft.language) if words else LastWords()
    return Line(row.name, row.step, context, last, absolute(row.url))


def _promises(user: User, today: date) -> list[Line]:
    """Whose rhythm has passed, the most urgent first, with what the last encounter left."""
    due = promises_due(user, today)
    notes = reading.last_notes([one.id for one in due])
    return [
        Line(
            one.name,
            gettext("Write a line or two"),
            _in_touch(one.last_in_touch, one.last_in_touch_precision),
            _noted(notes.get(one.id, "")),
            absolute(reverse("outreach_contact", args=[one.id])),
        )
        for one in due
    ]


def _in_touch(last: date | None, precision: str) -> str:
    if last is None:
        return ""
    return gettext("Last in touch: %(date)s.") % {"date": remembered_text(last, precision)}


# --- The last words --------------------------------------------------------------------------
def _last_words(due: Due, user: User) -> LastWords:
    """What passed between them last: the note of an encounter, or the user's own message."""
    written_on = user.local_date(due.wrote_at) if due.wrote_at else None
    is_note_newer = written_on is None or (due.noted_on is not None and due.noted_on >= written_on)
    if due.note and is_note_newer:
        return _noted(due.note)
    words = first_words(due.wrote)
    return LastWords(gettext("You wrote"), words, due.language) if words else LastWords()


def _noted(note: str) -> LastWords:
    words = shortened(note)
    return LastWords(gettext("Your note"), words) if words else LastWords()


def first_words(body: str) -> str:
    """The first line of a message that says something, after "Hi Maria,"."""
    lines = [line for raw in body.splitlines() if (line := one_line(raw))]
    if len(lines) > 1 and len(lines[0]) <= GREETING_AT_MOST and lines[0][-1] in ",，!":
        lines = lines[1:]
    return shortened(lines[0]) if lines else ""


def shortened(text: str) -> str:
    """On one line, and no longer than a glance."""
    line = one_line(text)
    short = cut(line, WORDS_AT_MOST)
    return line if short == line else f"{short} …"
