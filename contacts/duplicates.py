"""Two contacts of one user that may be one person: found in the background, shown, told apart."""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.again import atomic_again
from accounts.audit import record
from accounts.models import User
from accounts.shared_cache import recall, remember
from contacts.exchange.matching import STRENGTH, Person, Reason, pairs
from contacts.models import Contact, ContactEmail, ContactPhone, DuplicatePair

REASONS: dict[Reason, str | Promise] = {
    Reason.LINKEDIN: _("the same LinkedIn address"),
    Reason.UID: _("the same card in another address book"),
    Reason.EMAIL: _("the same e-mail address"),
    Reason.PHONE_AND_FAMILY_NAME: _("the same phone number and family name"),
    Reason.NAME_AND_ORGANIZATION: _("the same name and organization"),
    Reason.NAME: _("a name like this"),
}

LOOK_EVERY = 10 * 60
"""Seconds after which opening the page looks anew."""
LATER_DAYS = 7
CHUNK = 500

Both = tuple[UUID, UUID]


# --- Looking ----------------------------------------------------------------------------------
def look_again(owner: User) -> None:
    """Have the pairs of this user found anew, soon after the transaction this is called in."""
    # Here, for the task calls find_pairs of this very module.
    from contacts.tasks import find_duplicates

    remember(_key(owner.pk), LOOKING, LOOK_EVERY)
    transaction.on_commit(lambda: find_duplicates.enqueue(str(owner.pk)))


def look_if_long_ago(owner: User) -> bool:
    """The same, unless that was done in the last minutes; whether pairs are being found now."""
    state = recall(_key(owner.pk))
    if state is None:
        look_again(owner)
    return bool(state != LOOKED)


def is_looking(owner: User) -> bool:
    """Whether pairs are being found at this moment."""
    return bool(recall(_key(owner.pk)) == LOOKING)


LOOKING, LOOKED = "looking", "looked"


def _key(owner_id: UUID) -> str:
    return f"duplicates:{owner_id}"


def find_pairs(owner: User) -> int:
    """Write the open pairs of this user anew; how many there are.

    Those told apart stay told apart, pairs that no longer hold go. Safe to run twice, and twice at
    once. Reads each table once, however many contacts there are.
    """
    found = {(UUID(a), UUID(b)): reason for (a, b), reason in pairs(_people(owner)).items()}
    _write(owner, found)
    remember(_key(owner.pk), LOOKED, LOOK_EVERY)
    return DuplicatePair.objects.filter(owner=owner, status=DuplicatePair.Status.OPEN).count()


def _people(owner: User) -> list[Person]:
    emails: dict[UUID, set[str]] = defaultdict(set)
    phones: dict[UUID, set[str]] = defaultdict(set)
    mine = {"contact__owner": owner, "contact__trashed_at": None}
    for contact, key in ContactEmail.objects.filter(**mine).values_list("contact_id", "key"):
        emails[contact].add(key)
    for contact, key in ContactPhone.objects.filter(**mine).values_list("contact_id", "key"):
        phones[contact].add(key)
    columns = ("pk", "name", "organization", "linkedin_url", "source_uid")
    return [
        Person(str(pk), name, organization, frozenset(emails[pk]), frozenset(phones[pk]), url, uid)
        for pk, name, organization, url, uid in Contact.objects.owned_by(owner)
        .kept()
        .filter(erased_at=None)
        .values_list(*columns)
    ]


@atomic_again
def _write(owner: User, found: dict[Both, Reason]) -> None:
    known = {
        (pair.first_id, pair.second_id): pair for pair in DuplicatePair.objects.filter(owner=owner)
    }
    opened = {both: pair for both, pair in known.items() if pair.status == _OPEN}
    gone = [pair.pk for both, pair in opened.items() if both not in found]
    for start in range(0, len(gone), CHUNK):
        DuplicatePair.objects.filter(pk__in=gone[start : start + CHUNK], status=_OPEN).delete()
    # Meanwhile somebody may have been deleted for good, as when an import is undone.
    people = set(Contact.objects.owned_by(owner).values_list("pk", flat=True))
    changed = []
    for both, pair in opened.items():
        if (reason := found.get(both)) and reason != pair.reason:
            pair.reason, pair.strength = reason, STRENGTH[reason]
            changed.append(pair)
    DuplicatePair.objects.bulk_update(changed, ["reason", "strength"], batch_size=CHUNK)
    DuplicatePair.objects.bulk_create(
        (
            DuplicatePair(
                owner=owner, first_id=a, second_id=b, reason=reason, strength=STRENGTH[reason]
            )
            for (a, b), reason in found.items()
            if (a, b) not in known and {a, b} <= people
        ),
        batch_size=CHUNK,
        ignore_conflicts=True,
    )


_OPEN = DuplicatePair.Status.OPEN


# --- Reading ----------------------------------------------------------------------------------
def open_pairs(owner: User, today: date) -> QuerySet[DuplicatePair]:
    """The pairs to look at: neither of the two is in the trash, and none is put off."""
    opened = _untrashed(owner)
    return opened.filter(Q(later_until=None) | Q(later_until__lte=today))


def has_put_off(owner: User, today: date) -> bool:
    """Whether some pair comes back another day."""
    return _untrashed(owner).filter(later_until__gt=today).exists()


def _untrashed(owner: User) -> QuerySet[DuplicatePair]:
    # The few in the trash are left out. A join with all the others makes PostgreSQL compare every
    # pair with every contact while it has no statistics, just after a first import.
    trash = Contact.objects.owned_by(owner).filter(trashed_at__isnull=False).values("pk")
    opened = DuplicatePair.objects.filter(owner=owner, status=_OPEN)
    return opened.exclude(first__in=trash).exclude(second__in=trash)


def pairs_of(owner: User, contact: Contact, today: date) -> QuerySet[DuplicatePair]:
    """The open pairs this contact is one of."""
    return open_pairs(owner, today).filter(Q(first=contact) | Q(second=contact))


# --- Deciding ---------------------------------------------------------------------------------
@transaction.atomic
def tell_apart(*, pair: DuplicatePair, by: User) -> None:
    """They are two people; nobody is asked again."""
    if DuplicatePair.objects.filter(pk=pair.pk, status=_OPEN).update(
        status=DuplicatePair.Status.DISTINCT
    ):
        record(actor=by, verb="tell_apart", target=pair)


@transaction.atomic
def put_off(*, pair: DuplicatePair, today: date, by: User) -> date:
    """Show the pair again in a week; the day."""
    until = today + timedelta(days=LATER_DAYS)
    if DuplicatePair.objects.filter(pk=pair.pk, status=_OPEN).update(later_until=until):
        record(actor=by, verb="put_off", target=pair)
    return until


@transaction.atomic
def show_again(*, pair: DuplicatePair, by: User) -> None:
    """Undo of both: the pair is to be looked at."""
    put_aside = DuplicatePair.objects.filter(pk=pair.pk).exclude(status=_OPEN, later_until=None)
    if put_aside.update(status=_OPEN, later_until=None):
        record(actor=by, verb="show_again", target=pair)
