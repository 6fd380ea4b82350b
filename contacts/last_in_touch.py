"""When were you last in touch? Asked ten people at a time, answered with one tap each.

A file of contacts rarely knows, and "connected on" is something else. The answers are rough, and
are kept as rough as they are: "more than 5 years ago" never becomes a year.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.models import User
from contacts.actions import refresh_last_encounter
from contacts.exchange.dates import Remembered, within_a_year, years_ago_at_least
from contacts.models import (
    LONGEST_SILENCE,
    Contact,
    ContactQuerySet,
    Encounter,
    ImportBatch,
    ImportRow,
)

AT_A_TIME = 10


class Answer(models.TextChoices):
    """What one may answer; no answer is to skip."""

    PAST_YEAR = "year", _("In the past year")
    OVER_ONE = "over1", _("1–2 years ago")
    OVER_TWO = "over2", _("2–5 years ago")
    OVER_FIVE = "over5", _("More than 5 years ago")
    NEVER = "never", _("Never really")


YEARS: dict[str, int] = {Answer.OVER_ONE: 1, Answer.OVER_TWO: 2, Answer.OVER_FIVE: 5}


@dataclass(frozen=True, slots=True)
class Answered:
    """What some answers have changed, so that it can be undone."""

    encounters: list[UUID]
    # How well they knew each other before, of those they were never really in touch with.
    never: dict[UUID, str]

    def __len__(self) -> int:
        return len(self.encounters) + len(self.never)


# --- Whom to ask about ------------------------------------------------------------------------
def unknown(owner: User, batch: ImportBatch | None = None) -> ContactQuerySet:
    """The people of whom nobody knows when they were last in touch; those of one import, or all."""
    people = Contact.objects.owned_by(owner).kept()
    people = people.filter(
        silent_since=LONGEST_SILENCE, never_in_touch=False, do_not_contact_at=None
    )
    if batch:
        imported = ImportRow.objects.filter(batch=batch, contact__isnull=False)
        people = people.filter(pk__in=imported.values("contact"))
    return people


def how_many(owner: User, batch: ImportBatch | None = None) -> int:
    """How many there are to ask about."""
    if batch is None:
        return unknown(owner).count()
    # Two plain walks: PostgreSQL takes seconds over the join just after an import, while it has
    # no statistics of the new rows.
    imported = batch.rows.filter(contact__isnull=False).values_list("contact", flat=True)
    return len(set(imported) & set(unknown(owner).values_list("pk", flat=True)))


def next_people(people: ContactQuerySet, after: Contact | None) -> list[Contact]:
    """The next ten by name; ``after`` is the last one who was asked about in this round."""
    if after:
        beyond = Q(name_key__gt=after.name_key) | Q(name_key=after.name_key, pk__gt=after.pk)
        people = people.filter(beyond)
    return list(people.order_by("name_key", "pk")[:AT_A_TIME])


def remembered(answer: str, today: date) -> Remembered:
    """A one-tap answer as it is remembered: no date it did not name."""
    if answer in YEARS:
        return years_ago_at_least(YEARS[answer], today)
    return within_a_year(today)


# --- Answers ----------------------------------------------------------------------------------
@transaction.atomic
def answer(
    *, asked: Iterable[Contact], answers: Mapping[UUID, str], today: date, by: User
) -> Answered:
    """Note the answers for those of whom it is still not known. Twice is no more than once."""
    people = [contact.pk for contact in asked]
    still_unknown = unknown(by).filter(pk__in=[pk for pk in people if pk in answers])
    done = Answered([], {})
    for contact in still_unknown.select_for_update().order_by("pk"):
        if answers[contact.pk] == Answer.NEVER:
            done.never[contact.pk] = contact.closeness
            _never(contact, by)
        else:
            done.encounters.append(_encounter(contact, answers[contact.pk], today, by).pk)
    ImportRow.objects.filter(batch__owner=by, contact__in=people).update(was_asked=True)
    return done


def _encounter(contact: Contact, given: str, today: date, by: User) -> Encounter:
    when = remembered(given, today)
    encounter = Encounter.objects.create(contact=contact, on=when.on, precision=when.precision)
    refresh_last_encounter(contact)
    record(actor=by, verb="create", target=encounter)
    return encounter


def _never(contact: Contact, by: User) -> None:
    Contact.objects.filter(pk=contact.pk).touch(
        never_in_touch=True,
        closeness=contact.closeness or Contact.Closeness.BARELY,
        version=F("version") + 1,
    )
    record(actor=by, verb="never_in_touch", target=contact, fields=["closeness"])


@transaction.atomic
def take_back(*, answered: Answered, by: User) -> None:
    """Undo ``answer``, as far as nobody has changed it since."""
    mine = Encounter.objects.owned_by(by).filter(pk__in=answered.encounters)
    plain = mine.filter(kind=Encounter.Kind.OTHER, note="").select_related("contact")
    asked_again = []
    for encounter in plain:
        record(actor=by, verb="delete", target=encounter)
        encounter.delete()
        refresh_last_encounter(encounter.contact)
        asked_again.append(encounter.contact_id)
    for contact in Contact.objects.owned_by(by).filter(pk__in=answered.never, never_in_touch=True):
        _perhaps(contact, answered.never[contact.pk], by)
        asked_again.append(contact.pk)
    ImportRow.objects.filter(batch__owner=by, contact__in=asked_again).update(was_asked=False)


def _perhaps(contact: Contact, closeness: str, by: User) -> None:
    """Undo of ``_never``; a closeness chosen since stays."""
    is_ours = contact.closeness == Contact.Closeness.BARELY
    Contact.objects.filter(pk=contact.pk).touch(
        never_in_touch=False,
        closeness=closeness if is_ours else contact.closeness,
        version=F("version") + 1,
    )
    record(actor=by, verb="may_be_in_touch", target=contact, fields=["closeness"])
