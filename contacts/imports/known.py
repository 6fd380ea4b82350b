"""Somebody the user knows, and what a file would change of them (IMPORTS.md, section 7, point 4).

Nothing the user has is overwritten: empty fields are filled, lists are joined, the earliest
``connected_on`` stays. A job that came from a file and was never edited here follows the file, and
the old one goes into the notes.
"""

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.days import date_in_words
from contacts.details import Details
from contacts.exchange.normalise import Email, Phone
from contacts.exchange.text import fold
from contacts.imports.facts import (
    LIMITS,
    MOST_TAGS,
    MOST_WAYS,
    OWN_UID,
    ROW_UID,
    Facts,
    Met,
)
from contacts.models import Contact, Tag

FILLED = (
    "greeting_name",
    "formal_name",
    "city",
    "country",
    "linkedin_url",
    "relationship",
    "closeness",
    "shared_history",
    "rhythm_months",
)
JOB = ("organization", "position")


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """When a file comes in, and where from: what a line in the notes says."""

    today: date
    now: datetime
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one row of a file changes of a contact."""

    columns: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    emails: tuple[Email, ...] = ()
    phones: tuple[Phone, ...] = ()
    tags: tuple[str, ...] = ()
    met: tuple[Met, ...] = ()

    def __bool__(self) -> bool:
        return any((self.columns, self.emails, self.phones, self.tags, self.met))

    def shown(self) -> list[list[str]]:
        """Field, was, now, as text; without what people need not see."""
        return [[*change] for change in self._shown()]

    def names(self) -> set[str]:
        """The names of the fields, for the audit trail."""
        lists = ("emails", "phones", "tags")
        return {*self.columns, *(name for name in lists if getattr(self, name))}

    def _shown(self) -> Iterator[tuple[str, str, str]]:
        for name, (was, now) in self.columns.items():
            if name != "source_uid":
                yield name, _as_text(was), _as_text(now)
        lists = {
            "emails": [email.address for email in self.emails],
            "phones": [phone.number for phone in self.phones],
            "tags": list(self.tags),
            "encounters": [met.sameness[0] for met in self.met],
        }
        for name, added in lists.items():
            if added:
                yield name, "", ", ".join(added)


def _as_text(value: Any) -> str:
    if isinstance(value, date):  # a datetime too: the day is what people know
        return value.isoformat()[:10]
    return "" if value is None else str(value)


class Known:
    """A contact as stored, and as the rows of a file so far would leave it."""

    def __init__(self, contact: Contact) -> None:
        self.contact = contact
        self.columns: dict[str, Any] = {}
        # By key, in the order of their positions.
        self.emails: dict[str, str] = {}
        self.phones: dict[str, str] = {}
        self.next_email = self.next_phone = 0
        self.tags: dict[str, str] = {}
        self.met: set[tuple[str, ...]] = set()
        # Columns the user typed here: a file does not replace them.
        self.by_hand: frozenset[str] = frozenset(JOB)
        # Another row of the file, or somebody merged into this contact, has the say already.
        self.is_spoken_for = False

    def has_email(self, key: str, address: str, position: int) -> None:
        """One of their addresses, in order."""
        self.emails[key], self.next_email = address, position + 1

    def has_phone(self, key: str, number: str, position: int) -> None:
        """One of their numbers, in order."""
        self.phones[key], self.next_phone = number, position + 1

    def was_met(self, on: date, precision: str, kind: str, note: str) -> None:
        """A time they were in touch."""
        self.met.add(Met(on=on, precision=precision, kind=kind, note=note).sameness)

    def value(self, name: str) -> Any:
        """A column as it stands now."""
        return self.columns.get(name, getattr(self.contact, name))

    def apply(self, changes: Changes) -> None:
        """Take the changes of one row."""
        self.columns |= {name: now for name, (_was, now) in changes.columns.items()}
        self.emails |= {email.key: email.address for email in changes.emails}
        self.phones |= {phone.key: phone.number for phone in changes.phones}
        self.tags |= {Tag.key_of(name): name for name in changes.tags}
        self.met |= {met.sameness for met in changes.met}

    def details(self) -> Details:
        """The contact as it will be, for the words of search."""
        columns = {name: self.value(name) for name in Details.COLUMNS}
        emails = (Email(address=address, key=key) for key, address in self.emails.items())
        phones = (Phone(number=number, key=key) for key, number in self.phones.items())
        return Details(
            **columns, emails=tuple(emails), phones=tuple(phones), tags=tuple(self.tags.values())
        )

    def differs_in_job(self, facts: Facts) -> bool:
        """Whether organization or title are another than here, so that it matters who wrote it."""
        return any(self._is_another(name, facts) for name in JOB)

    def _is_another(self, name: str, facts: Facts) -> bool:
        was, now = self.value(name), getattr(facts.details, name)
        return bool(was and now) and fold(was) != fold(now)


def changes_of(
    known: Known, facts: Facts, occasion: Occasion, *, strictly: bool = False
) -> Changes:
    """What this row would change. ``strictly``: as if nothing had been typed by hand, to see
    whether the row says the same."""
    changes = Changes(
        columns=dict(_columns(known, facts, occasion, strictly)),
        emails=_added(facts.details.emails, known.emails),
        phones=_added(facts.details.phones, known.phones),
        tags=tuple(name for name in facts.details.tags if Tag.key_of(name) not in known.tags)[
            : max(0, MOST_TAGS - len(known.tags))
        ],
        met=tuple(met for met in facts.met if met.sameness not in known.met),
    )
    if changes and _is_better_uid(known, facts.source_uid):
        # Alone it would be a change that nobody sees, for somebody who is known again without it.
        changes.columns["source_uid"] = (known.value("source_uid"), facts.source_uid)
    return changes


def _added(ways: Iterable[Any], known: dict[str, str]) -> tuple[Any, ...]:
    new = tuple(way for way in ways if way.key not in known)
    return new[: max(0, MOST_WAYS - len(known))]


def _columns(
    known: Known, facts: Facts, occasion: Occasion, strictly: bool
) -> Iterator[tuple[str, tuple[Any, Any]]]:
    details = facts.details
    for name in FILLED:
        was, now = known.value(name), getattr(details, name)
        if now and not was:
            yield name, (was, now)
    notes = yield from _job(known, facts, occasion, strictly)
    notes = _with_notes(notes, details.notes, occasion)
    if notes != known.value("notes"):
        yield "notes", (known.value("notes"), notes)
    connected = known.value("connected_on")
    if facts.connected_on and (connected is None or facts.connected_on < connected):
        yield "connected_on", (connected, facts.connected_on)
    if facts.do_not_contact and known.value("do_not_contact_at") is None:
        yield "do_not_contact_at", (None, occasion.now)
    if known.value("trashed_at") is not None:
        yield "trashed_at", (known.value("trashed_at"), None)


def _job(
    known: Known, facts: Facts, occasion: Occasion, strictly: bool
) -> Generator[tuple[str, tuple[Any, Any]], None, str]:
    """Organization and title belong together: where one of them was typed here, a file that says
    something else is another job. Gives the notes, with the old job where a new one is taken."""
    notes = str(known.value("notes"))
    is_free = not known.is_spoken_for and not known.by_hand.intersection(JOB)
    is_new = known.differs_in_job(facts)
    if is_new and not (is_free or strictly):
        return notes
    if is_new:
        held = ", ".join(part for name in reversed(JOB) if (part := str(known.value(name))))
        line = _("Until %(day)s: %(job)s") % {"day": date_in_words(occasion.today), "job": held}
        longer = _appended(notes, line)
        if len(longer) > LIMITS["notes"]:
            return notes
        notes = longer
    for name in JOB:
        was, now = known.value(name), getattr(facts.details, name)
        if now and fold(was) != fold(now):
            yield name, (was, now)
    return notes


def _with_notes(notes: str, text: str, occasion: Occasion) -> str:
    """The notes with those of the file after them, once."""
    if not text or text in notes:
        return notes
    if not notes:
        return text
    heading = _("From %(source)s, %(day)s:") % {
        "source": occasion.source,
        "day": date_in_words(occasion.today),
    }
    longer = _appended(notes, f"{heading}\n{text}")
    return longer if len(longer) <= LIMITS["notes"] else notes


def _appended(notes: str, text: str) -> str:
    return f"{notes}\n\n{text}" if notes else text


def _is_better_uid(known: Known, uid: str) -> bool:
    """A UID of another address book, where there is none or only the hash of a row."""
    has = str(known.value("source_uid"))
    is_ours = uid == f"{OWN_UID}{known.contact.pk}"
    return (not has or has.startswith(ROW_UID)) and not uid.startswith(ROW_UID) and not is_ours
