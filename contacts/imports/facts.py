"""The one crossing from a record of a file to what a contact holds: cleaned, cut to the columns."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db import models

from contacts.details import Details
from contacts.exchange.dates import NotADate, Remembered, parse_remembered
from contacts.exchange.matching import Person
from contacts.exchange.normalise import (
    Email,
    NotUsable,
    Phone,
    clean_email,
    clean_linkedin,
    clean_phone,
)
from contacts.exchange.record import Record, Time
from contacts.exchange.text import fold, many_lines, one_line, storable
from contacts.models import Contact, Encounter, Precision

MOST_WAYS = 10
"""E-mail addresses, and phone numbers, of one contact: what the form takes."""
MOST_TAGS = 20
TAG_LIMIT = 60
NOTE_LIMIT = 500
RHYTHMS = (1, 3, 6, 12)
"""Months, as the form offers them."""
RELATIONSHIPS = frozenset(Contact.Relationship.values)
CLOSENESSES = frozenset(Contact.Closeness.values)
OWN_UID = "urn:uuid:"
"""With the id of a contact: its UID in our exports."""
ROW_UID = "row:"
"""Begins the ``source_uid`` of a contact from a row without a UID: a hash of that row, by which
the same row is known again, whatever the user has changed of the contact since."""


def column(name: str) -> "models.Field[Any, Any]":
    """A column of ``Contact``."""
    return cast("models.Field[Any, Any]", Contact._meta.get_field(name))


LIMITS = {
    name: column(name).max_length or 0
    for name in (*Details.COLUMNS, "source_uid")
    if name != "rhythm_months"
}

_DIGITS = {Precision.MONTH: 7, Precision.YEAR: 4, Precision.AROUND: 4}
"""How much of an ISO day is what is remembered."""

Item = TypeVar("Item", Email, Phone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A time they were in touch, as ``Encounter`` keeps it."""

    on: date
    precision: str = Precision.DAY
    kind: str = Encounter.Kind.OTHER
    note: str = ""

    @property
    def sameness(self) -> tuple[str, ...]:
        """Equal for what is the same memory: of a month or a year, the day that stands for it
        says nothing (it is never later than the day of the import)."""
        digits = _DIGITS.get(Precision(self.precision), 10)
        return (self.on.isoformat()[:digits], self.precision, self.kind, self.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything a file says of one person, as the columns and rows of a contact take it."""

    details: Details
    family_name: str = ""
    connected_on: date | None = None
    source_uid: str = ""
    met: tuple[Met, ...] = ()
    do_not_contact: bool = False

    def tagged(self, name: str) -> "Facts":
        """With one tag more; the file itself where there is no such name."""
        if not name:
            return self
        tags = _once([*self.details.tags, name])[:MOST_TAGS]
        return replace(self, details=replace(self.details, tags=tags))

    def as_person(self) -> Person:
        """What is compared with the people the user knows."""
        details = self.details
        return Person(
            id="",
            name=details.name,
            organization=details.organization,
            email_keys=frozenset(email.key for email in details.emails),
            phone_keys=frozenset(phone.key for phone in details.phones),
            linkedin_url=details.linkedin_url,
            uid=self.source_uid,
            family_name=self.family_name,
        )


def facts_of(record: Record, *, today: date, region: str = "CA") -> Facts:
    """The record as facts. Never raises: what cannot be kept was reported when it was read."""
    return Facts(
        details=_details(record, region),
        family_name=record.family_name,
        connected_on=_day(record.connected_on),
        source_uid=_uid(record),
        met=_met(record, today),
        do_not_contact=record.do_not_contact,
    )


def _details(record: Record, region: str) -> Details:
    emails = _ways(record.emails, clean_email)
    phones = _ways(record.phones, lambda text: clean_phone(text, region))
    relationship, knew_as = _choice(record.relationship, RELATIONSHIPS)
    closeness, knew_how = _choice(record.closeness, CLOSENESSES)
    history = "; ".join(part for part in (knew_as, knew_how, record.shared_history) if part)
    texts = {
        "name": name_of(record),
        "greeting_name": record.greeting_name,
        "formal_name": record.formal_name,
        "organization": record.organisation,
        "position": record.title,
        "city": record.city,
        "country": record.country,
        "relationship": relationship,
        "closeness": closeness,
    }
    lines = {name: _cut(one_line(storable(text)), name) for name, text in texts.items() if text}
    tags = (one_line(storable(tag))[:TAG_LIMIT].strip() for tag in record.tags)
    return Details(
        **lines,
        linkedin_url=_profile(record.linkedin_url),
        shared_history=_cut(many_lines(storable(history)), "shared_history"),
        notes=_cut(many_lines(storable(record.notes)), "notes"),
        rhythm_months=record.rhythm_months if record.rhythm_months in RHYTHMS else None,
        emails=emails,
        phones=phones,
        tags=_once(tag for tag in tags if tag)[:MOST_TAGS],
    )


def name_of(record: Record) -> str:
    """The full name, else what stands for it (IMPORTS.md, section 6, rule 1)."""
    joined = " ".join(part for part in (record.given_name, record.family_name) if part)
    names = (record.formatted_name, joined, record.organisation, *record.emails, *record.phones)
    return next((name for name in names if one_line(storable(name))), "?")


def _choice(text: str, values: frozenset[str]) -> tuple[str, str]:
    """A value of a list, or else the text itself, to be kept elsewhere."""
    if not text:
        return "", ""
    folded = fold(text)
    return (folded, "") if folded in values else ("", one_line(storable(text)))


def _cut(text: str, column: str) -> str:
    return text[: LIMITS[column]].strip()


def _ways(texts: Iterable[str], clean: Callable[[str], Item]) -> tuple[Item, ...]:
    found: dict[str, Item] = {}
    for text in texts:
        try:
            item = clean(text)
        except NotUsable:
            continue
        found.setdefault(item.key, item)
    return tuple(found.values())[:MOST_WAYS]


def _profile(text: str) -> str:
    try:
        return clean_linkedin(text).url if text else ""
    except NotUsable:
        return ""


def _once(names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(fold(name) or name, name)
    return tuple(found.values())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _uid(record: Record) -> str:
    """The UID of the file, or a hash of the row, which is the same whenever the row is."""
    if uid := one_line(storable(record.uid)):
        return _cut(_urn(uid), "source_uid")
    # Neither where it stands nor the birthday, which is not kept with the row of an import.
    said = replace(record, line=0, record=0, birthday="").as_json()
    text = json.dumps(said, sort_keys=True, ensure_ascii=True)
    return ROW_UID + hashlib.sha256(text.encode()).hexdigest()


def _urn(uid: str) -> str:
    """A UUID in its one form, which is how our own exports name a contact."""
    try:
        return f"{OWN_UID}{UUID(uid.casefold().removeprefix(OWN_UID))}"
    except ValueError:
        return uid


def _met(record: Record, today: date) -> tuple[Met, ...]:
    times = [met for time in record.times if (met := _from_our_export(time, today))]
    if remembered := _remembered(record.last_contact, today):
        last = Met(on=remembered.on, precision=remembered.precision)
        if all(met.sameness[:2] != last.sameness[:2] for met in times):
            times.append(last)
    return tuple({met.sameness: met for met in times}.values())


def _remembered(text: str, today: date) -> Remembered | None:
    try:
        return parse_remembered(text, today) if text else None
    except NotADate:
        return None


def _from_our_export(time: Time, today: date) -> Met | None:
    on = _day(time.on)
    if on is None or on > today or time.precision not in Precision.values:
        return None
    kind = time.kind if time.kind in Encounter.Kind.values else Encounter.Kind.OTHER
    note = one_line(storable(time.note))[:NOTE_LIMIT]
    return Met(on=on, precision=time.precision, kind=kind, note=note)
