"""They were in touch: what that means for an outreach whose answer is awaited.

Encounters are noted here and not in contacts, because what chases somebody has to stop in the same
transaction.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts import audit
from accounts.models import User
from contacts import actions as contacts
from contacts.models import Contact, Encounter, ImportBatch, ImportRow
from outreach.actions.moves import in_touch_on, refresh_next_step
from outreach.actions.stopping import stop_misfits
from outreach.models import Outreach
from outreach.progress import Refused, Status

LOOKED_BACK = timedelta(hours=2)
"""How long after an import the tick looks at it; looking twice changes nothing."""


@transaction.atomic
def note_encounter(
    *,
    contact: Contact,
    kind: str,
    on: date,
    precision: str,
    note: str,
    by: User,
    now: datetime,
) -> Encounter:
    """A time they were in touch, with when, how and a note."""
    encounter = contacts.record_encounter(
        contact=contact, kind=kind, on=on, precision=precision, note=note, by=by
    )
    look_again({contact.pk}, now=now)
    return encounter


@transaction.atomic
def mark_in_touch(
    *, contact: Contact, today: date, by: User, now: datetime
) -> tuple[Encounter, bool]:
    """One tap: they were in touch today. Gives the encounter and whether it is new."""
    encounter, is_new = contacts.mark_in_touch(contact=contact, today=today, by=by)
    look_again({contact.pk}, now=now)
    return encounter, is_new


@transaction.atomic
def change_encounter(
    *,
    encounter: Encounter,
    kind: str,
    on: date,
    precision: str,
    note: str,
    by: User,
    now: datetime,
) -> None:
    """Correct when and how they were in touch."""
    contacts.change_encounter(
        encounter=encounter, kind=kind, on=on, precision=precision, note=note, by=by
    )
    look_again({encounter.contact_id}, now=now)


@transaction.atomic
def remove_encounter(*, encounter: Encounter, by: User, now: datetime) -> None:
    """Take it out of the history: the usual next step is back; what it stopped stays stopped."""
    contacts.remove_encounter(encounter=encounter, by=by)
    look_again({encounter.contact_id}, now=now)


def look_again(contact_ids: Collection[UUID], *, now: datetime) -> int:
    """Stop the nudges to those who were in touch since they were written to; how many outreaches
    were looked at. The next step is then to say whether that was the answer."""
    waiting = Outreach.objects.waiting().filter(contact__in=contact_ids)
    looked_at = list(waiting.select_related("contact", "owner"))
    for outreach in looked_at:
        if in_touch_on(outreach):
            stop_misfits(outreach, by=outreach.owner, now=now)
        refresh_next_step(outreach)
    return len(looked_at)


@transaction.atomic
def was_no_answer(*, outreach: Outreach, by: User, now: datetime, today: date) -> None:
    """They were in touch, but that was not their answer: the waiting goes on from that day."""
    day = in_touch_on(outreach)
    if day is None:
        raise Refused(Status(outreach.status), Status(outreach.status))
    Outreach.objects.filter(pk=outreach.pk).update(no_answer_until=day)
    outreach.no_answer_until = day
    audit.record(actor=by, verb="no_answer_yet", target=outreach)
    refresh_next_step(outreach)


@transaction.atomic
def notice_imports(*, now: datetime) -> int:
    """Encounters that came with a file, or went with it, lately: contacts know nothing of
    outreaches, so these are looked at afterwards, every minute. How many outreaches."""
    since = now - LOOKED_BACK
    lately = ImportBatch.objects.filter(saved_at__gt=since) | ImportBatch.objects.filter(
        undone_at__gt=since
    )
    rows = ImportRow.objects.filter(batch__in=lately, contact__isnull=False)
    waiting = Outreach.objects.waiting().filter(contact__in=rows.values("contact"))
    return look_again(set(waiting.values_list("contact", flat=True)), now=now)
