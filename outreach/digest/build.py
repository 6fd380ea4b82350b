"""What a digest says: what is due, grouped by what to do, with the last words and a link each.

A bounded number of rows by a constant number of queries, however much is due.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contacts.exchange.text import cut, one_line
from contacts.models import Contact, Encounter
from outreach.models import Delivery, Message, Outreach, OutreachQuerySet
from outreach.presenting import day_in_words, next_step_of, present
from outreach.progress import Status, Step
from outreach.queries import PRINTED
from outreach.reminders import promises_due

LINES_AT_MOST = 20
LOOKED_AT = 100
DRAFTS_AT_MOST = 3
WORDS_AT_MOST = 120
GREETING_AT_MOST = 60
# A draft is spoken of once it has lain for two days; after two weeks it is no reason for a mail.
A_DAY = timedelta(days=1)
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
    Step.THANK: ANSWER,
    Step.RESULT_NOTE: ANSWER,
    Step.STAY_IN_TOUCH: ANSWER,
    Step.FIX_ADDRESS: TROUBLE,
    Step.TRY_AGAIN: TROUBLE,
    Step.FIND_OUT: TROUBLE,
}
"""Where a step stands in the mail; what waits for the other person is nudged or closed."""
LEFT_THE_SITE = (Delivery.SENT, Delivery.HANDING_OVER, Delivery.UNCONFIRMED, Delivery.BOUNCED)


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


def summary_of(user: User, today: date) -> Summary | None:
    """What there is to tell, in the language that is active; None when nothing is due."""
    due = list(_due(user, today)[:LOOKED_AT])
    drafts = list(_drafts(user, today)[:DRAFTS_AT_MOST])
    promises = _promises(user, today)
    fresh = [draft for draft in drafts if user.local_date(draft.updated_at) >= today - DRAFT_SPEAKS]
    if not (due or promises or fresh):
        return None
    total = len(due) if len(due) < LOOKED_AT else _due(user, today).count()
    count = total + len(drafts) + len(promises)
    lines = [
        *_by_group(due, user, today),
        *((DRAFTS, _draft_line(draft, user, today)) for draft in drafts),
        *((PROMISES, line) for line in promises),
    ]
    shown = lines[:LINES_AT_MOST]
    return Summary(_grouped(shown), count, count - len(shown))


def absolute(path: str) -> str:
    """A link for a mail: from the setting, never from a request (TRUST.md, T18)."""
    return settings.SITE_URL.rstrip("/") + path


# --- What is due -----------------------------------------------------------------------------
def _with_last_words(rows: OutreachQuerySet) -> OutreachQuerySet:
    """``wrote``, ``wrote_at``: the last message; ``note``, ``noted_on``: the last encounter's."""
    messages = Message.objects.filter(outreach=OuterRef("pk")).order_by("-created_at")
    left = messages.filter(delivery__in=LEFT_THE_SITE)
    met = Encounter.objects.filter(contact=OuterRef("contact")).order_by("-on", "-created_at")
    return rows.annotate(
        wrote=Subquery(left.values("body")[:1]),
        wrote_at=Subquery(left.values("sent_at")[:1]),
        began=Subquery(messages.filter(delivery=Delivery.DRAFT).values("body")[:1]),
        note=Subquery(met.values("note")[:1]),
        noted_on=Subquery(met.values("on")[:1]),
    )


def _rows(user: User) -> OutreachQuerySet:
    rows = Outreach.objects.owned_by(user).select_related("contact", "request_type")
    return _with_last_words(rows.only(*PRINTED, "owner", "language"))


def _due(user: User, today: date) -> OutreachQuerySet:
    """Everything the user can do today but drafts, by the date since when."""
    to_do = _rows(user).due(today).exclude(status=Status.DRAFT)
    waiting = to_do.exclude(next_step__in=("", Step.WAIT_FOR_DELIVERY))
    return waiting.order_by("due_on", "id")


def _drafts(user: User, today: date) -> OutreachQuerySet:
    """Drafts that nobody touched for two days, the latest first."""
    drafts = _rows(user).filter(status=Status.DRAFT, contact__do_not_contact_at=None)
    touched_by = datetime.combine(today - DRAFT_WAITS + A_DAY, time(), tzinfo=user.zone)
    return drafts.filter(updated_at__lt=touched_by).order_by("-updated_at", "id")


def _by_group(due: Iterable[Outreach], user: User, today: date) -> list[tuple[Any, Line]]:
    """In the order of the groups; within one, the longest due first."""
    found = [(_group_of(one), _line(one, user, today)) for one in due]
    order = (ANSWER, WAITING, TROUBLE)
    return sorted(found, key=lambda pair: order.index(pair[0]))


def _group_of(outreach: Outreach) -> Any:
    step = next_step_of(outreach)
    return GROUP_OF.get(step, WAITING) if step else WAITING


def _grouped(lines: Iterable[tuple[Any, Line]]) -> list[Group]:
    groups: dict[str, list[Line]] = {}
    for title, line in lines:
        groups.setdefault(str(title), []).append(line)
    return [Group(title, those) for title, those in groups.items()]


# --- Lines -----------------------------------------------------------------------------------
def _line(outreach: Outreach, user: User, today: date) -> Line:
    row = present(outreach, today)
    what = row.step if not row.is_overdue else f"{row.step} ({row.when})"
    context = f"{row.request}. {row.sentence}" if row.request else row.sentence
    return Line(row.name, what, context, _last_words(outreach, user), absolute(row.url))


def _draft_line(draft: Outreach, user: User, today: date) -> Line:
    row = present(draft, today)
    touched = day_in_words(user.local_date(draft.updated_at), today)
    since = gettext("Last worked on %(date)s.") % {"date": touched}
    began = first_words(getattr(draft, "began", None) or "")
    last = LastWords(gettext("It begins"), began, draft.language) if began else LastWords()
    context = f"{row.request}. {since}" if row.request else since
    return Line(row.name, row.step, context, last, absolute(row.url))


def _promises(user: User, today: date) -> list[Line]:
    """Whose rhythm has passed, the most urgent first, with what the last encounter left."""
    due = promises_due(user, today)
    notes = _last_notes([one.id for one in due])
    return [
        Line(
            one.name,
            gettext("Write a line or two"),
            _in_touch(one.last_in_touch, today),
            _noted(notes.get(one.id, "")),
            absolute(reverse("outreach_contact", args=[one.id])),
        )
        for one in due
    ]


def _in_touch(last: date | None, today: date) -> str:
    if last is None:
        return ""
    return gettext("Last in touch: %(date)s.") % {"date": day_in_words(last, today)}


def _last_notes(contacts: list[Any]) -> dict[Any, str]:
    last: QuerySet[Encounter] = Encounter.objects.filter(contact=OuterRef("pk"))
    note = Subquery(last.order_by("-on", "-created_at").values("note")[:1])
    found = Contact.objects.filter(pk__in=contacts).annotate(last_note=note)
    return {pk: text or "" for pk, text in found.values_list("pk", "last_note")}


# --- The last words --------------------------------------------------------------------------
def _last_words(outreach: Any, user: User) -> LastWords:
    """What passed between them last: the note of an encounter, or the user's own message."""
    written_on = user.local_date(outreach.wrote_at) if outreach.wrote_at else None
    is_note_newer = written_on is None or (
        outreach.noted_on is not None and outreach.noted_on >= written_on
    )
    if outreach.note and is_note_newer:
        return _noted(outreach.note)
    words = first_words(outreach.wrote or "")
    return LastWords(gettext("You wrote"), words, outreach.language) if words else LastWords()


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
