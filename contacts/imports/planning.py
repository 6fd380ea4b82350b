"""Who of a file is known already, and what would change of them.

Linear work over dictionaries and a number of queries that does not grow with the rows of the file
but for those known, 500 at a time. Nothing is written here: the preview stores what a plan says,
and saving makes the plan anew, from the contacts as they are then.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar
from uuid import UUID

from accounts.models import AuditEvent, User
from contacts.exchange.book import Book
from contacts.exchange.matching import STRENGTH, Match, Person, Reason, Strength
from contacts.exchange.record import Progress
from contacts.imports.facts import OWN_UID, Facts
from contacts.imports.known import JOB, Changes, Known, Occasion, changes_of
from contacts.models import (
    Contact,
    ContactEmail,
    ContactPhone,
    Encounter,
    ImportBatch,
    ImportRow,
    Merge,
)
from contacts.removed import removed_among

CHUNK = 500
Choice = ImportBatch.Choice
Outcome = ImportRow.Outcome
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One row on its way in: what it says, and what the user chose for it ("": nothing)."""

    position: int
    facts: Facts
    choice: str = ""
    # Whom the user saw beside it, to keep to that one where several are alike.
    seen: UUID | None = None


@dataclass(slots=True, kw_only=True)
class Planned:
    """What becomes of one row."""

    wanted: Wanted
    outcome: str
    known: Known | None = None
    reason: str = ""
    changes: Changes = field(default_factory=Changes)
    # They asked to be removed from this site: nothing of the row is kept.
    is_refused: bool = False


def plan(
    owner: User,
    rows: Sequence[Wanted],
    *,
    known_choice: str,
    occasion: Occasion,
    tag: str = "",
    progress: Progress | None = None,
) -> list[Planned]:
    """What becomes of each row, in the order of the file."""
    book = Everybody(owner)
    found = [book.find(row) for row in rows]
    people = _load({match.kept for match in found if match})
    gone = removed_among({email.key for row in rows for email in row.facts.details.emails})
    _note_hands(people, zip(rows, found, strict=True))
    planned = []
    for number, (row, match) in enumerate(zip(rows, found, strict=True), start=1):
        known = people.get(match.kept) if match else None
        if _is_refused(row, known, gone):
            planned.append(Planned(wanted=row, outcome=Outcome.SKIPPED, is_refused=True))
        else:
            planned.append(_planned(row, match, known, known_choice, occasion, tag))
        if progress and number % CHUNK == 0:
            progress(number, len(rows))
    return planned


def _is_refused(row: Wanted, known: Known | None, gone: Collection[str]) -> bool:
    """Somebody who asked to be removed: neither added nor filled again (TRUST.md, P11)."""
    if known and known.contact.is_erased:
        return True
    return any(email.key in gone for email in row.facts.details.emails)


def _planned(
    row: Wanted,
    match: "Found | None",
    known: Known | None,
    known_choice: str,
    occasion: Occasion,
    tag: str,
) -> Planned:
    if match is None or known is None:
        return Planned(
            wanted=row, outcome=Outcome.SKIPPED if row.choice == Choice.SKIP else Outcome.ADDED
        )
    known.is_spoken_for |= match.is_indirect
    is_weak = STRENGTH[match.reason] is Strength.WEAK
    plain = changes_of(known, row.facts, occasion, strictly=is_weak)
    choice = choice_of(
        row.choice,
        known_choice,
        reason=match.reason,
        says_more=bool(plain),
        in_trash=known.contact.trashed_at is not None,
    )
    planned = Planned(
        wanted=row, outcome=Outcome.ADDED, known=known, reason=match.reason, changes=plain
    )
    if choice == Choice.ADD:
        return planned
    if choice == Choice.SKIP:
        planned.outcome = Outcome.SKIPPED
        return planned
    if tag or is_weak:
        planned.changes = changes_of(known, row.facts.tagged(tag), occasion)
    planned.outcome = Outcome.UPDATED if planned.changes else Outcome.UNCHANGED
    known.apply(planned.changes)
    known.is_spoken_for = True
    return planned


def choice_of(
    row_choice: str, known_choice: str, *, reason: str, says_more: bool, in_trash: bool
) -> str:
    """What is done with somebody who is known, or may be.

    Where the user chose nothing for the row: nobody is brought back from the trash, and somebody
    who is only alike is added as new, unless the row says nothing that is not known of them.
    """
    if row_choice:
        return row_choice
    if in_trash:
        return str(Choice.SKIP)
    if STRENGTH[Reason(reason)] is Strength.WEAK:
        return str(Choice.ADD if says_more else Choice.UPDATE)
    return known_choice


@dataclass(frozen=True, slots=True)
class Found:
    """The contact a row is about; ``is_indirect``: it was merged into that one."""

    kept: UUID
    reason: Reason
    is_indirect: bool


class Everybody:
    """All contacts of a user, the trash included, by what they can be known again by."""

    def __init__(self, owner: User) -> None:
        self.merged_into: dict[UUID, UUID] = dict(
            Merge.objects.filter(owner=owner).values_list("dropped_id", "kept_id")
        )
        self._book = Book()
        for person in _people(owner, self.merged_into):
            self._book.add(person, also_known_as=f"{OWN_UID}{person.id}")

    def find(self, row: Wanted) -> Found | None:
        """Whom this row is about, as far as we know."""
        matches = self._book.matches(row.facts.as_person())
        if not matches:
            return None
        found = [self._found(match) for match in matches]
        seen = (match for match in found if match.kept == row.seen and row.choice)
        return next(seen, found[0])

    def _found(self, match: Match) -> Found:
        first = kept = UUID(match.person.id)
        for _ in self.merged_into:  # somebody may have been merged into one who was merged
            if kept not in self.merged_into:
                break
            kept = self.merged_into[kept]
        return Found(kept, match.reasons[0], is_indirect=kept != first)


def _people(owner: User, merged_into: Mapping[UUID, UUID]) -> list[Person]:
    """Everybody as what is compared: those kept first, then the trash, then those merged away."""
    emails = _by_contact(
        ContactEmail.objects.filter(contact__owner=owner).values_list("contact", "key")
    )
    phones = _by_contact(
        ContactPhone.objects.filter(contact__owner=owner).values_list("contact", "key")
    )
    rows = Contact.objects.filter(owner=owner).order_by("created_at", "pk")
    columns = rows.values_list(
        "pk", "name", "organization", "linkedin_url", "source_uid", "trashed_at"
    )
    found = [
        (
            (pk in merged_into, trashed_at is not None),
            Person(
                id=str(pk),
                name=name,
                organization=organization,
                email_keys=frozenset(emails.get(pk, ())),
                phone_keys=frozenset(phones.get(pk, ())),
                linkedin_url=linkedin_url,
                uid=uid,
            ),
        )
        for pk, name, organization, linkedin_url, uid, trashed_at in columns.iterator()
    ]
    found.sort(key=lambda person: person[0])
    return [person for _, person in found]


def _by_contact(pairs: Iterable[tuple[UUID, str]]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    for contact, key in pairs:
        found.setdefault(contact, []).append(key)
    return found


def _load(ids: set[UUID]) -> dict[UUID, Known]:
    """Those the file is about, with everything they have."""
    people: dict[UUID, Known] = {}
    for chunk in chunks(sorted(ids)):
        some = {contact.pk: Known(contact) for contact in Contact.objects.filter(pk__in=chunk)}
        _load_rows(some)
        people |= some
    return people


def _load_rows(some: Mapping[UUID, Known]) -> None:
    """Their addresses, numbers, tags and encounters, as plain values: a fourth of the time that
    objects of the models take."""
    mine = {"contact__in": list(some)}
    emails = ContactEmail.objects.filter(**mine).order_by("position")
    for pk, key, address, place in emails.values_list("contact", "key", "address", "position"):
        some[pk].has_email(key, address, place)
    phones = ContactPhone.objects.filter(**mine).order_by("position")
    for pk, key, number, place in phones.values_list("contact", "key", "number", "position"):
        some[pk].has_phone(key, number, place)
    carried = Contact.tags.through.objects.filter(**mine)
    for pk, key, name in carried.values_list("contact", "tag__key", "tag__name"):
        some[pk].tags[key] = name
    encounters = Encounter.objects.filter(**mine)
    for at in encounters:
        some[at.contact_id].was_met(at.on, at.precision, at.kind, at.note)


def _note_hands(people: Mapping[UUID, Known], pairs: Iterable[tuple[Wanted, Found | None]]) -> None:
    """Find out who wrote organization and title of those for whom the file has another one."""
    asked = {
        str(found.kept)
        for row, found in pairs
        if found and found.kept in people and people[found.kept].differs_in_job(row.facts)
    }
    for chunk in chunks(sorted(asked)):
        hands: dict[str, set[str]] = {}
        events = AuditEvent.objects.filter(object_type="contact", object_id__in=chunk)
        for id, verb, fields in events.order_by("at").values_list("object_id", "verb", "fields"):
            _note(hands.setdefault(id, set(JOB)), verb, fields)
        for id, fields in hands.items():
            people[UUID(id)].by_hand = frozenset(fields)


def _note(by_hand: set[str], verb: str, fields: Iterable[str]) -> None:
    """One event of the history of a contact: whether a file or a hand wrote the job last."""
    if verb == IMPORTED:
        by_hand.clear()
    elif verb == CHANGED_BY_IMPORT:
        by_hand.difference_update(fields)
    elif verb != UNDONE_BY_IMPORT:
        by_hand.update(JOB_SET.intersection(fields))


IMPORTED, CHANGED_BY_IMPORT, UNDONE_BY_IMPORT = "import", "import_update", "import_undo"
"""Verbs of the audit trail for a contact that a file added, that a file changed, and for both when
the import is undone."""
JOB_SET = frozenset(JOB)


def chunks(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """Lists of at most ``size``."""
    left = iter(items)
    while chunk := list(islice(left, size)):
        yield chunk
