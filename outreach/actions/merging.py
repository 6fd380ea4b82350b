"""Two contacts that are one person become one, with all that was ever written to either."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from accounts.models import User
from contacts import merging
from contacts.merging import Stays, label, move_back, move_rows, moved_rows
from contacts.models import Contact, Encounter, Merge
from outreach.actions.moves import refresh_next_step
from outreach.models import AccessItem, Contest, Outreach, OutreachEvent, Suggestion

HANDLED = {
    "contacts.contactemail.contact": "moved, but for addresses the kept one has",
    "contacts.contactphone.contact": "moved, but for numbers the kept one has",
    "contacts.contact_tags.contact": "the kept one gets the tags too",
    "contacts.contactword.contact": "written anew for the kept one",
    "contacts.encounter.contact": "moved",
    "contacts.importrow.match": "moved",
    "contacts.importrow.contact": "moved",
    "contacts.duplicatepair.first": "moved where told apart; open ones are found anew",
    "contacts.duplicatepair.second": "moved where told apart; open ones are found anew",
    "contacts.merge.kept": "stays: merges are undone in the reverse order",
    "contacts.merge.dropped": "the merge itself",
    "outreach.outreach.contact": "moved, with messages, events and promise",
    "outreach.accessitem.contact": "moved: its owner is asked about the same text",
    "outreach.contest.contact": "moved: what is contested stays frozen",
    "outreach.leaving.contact": "stays: something was done about both, so that neither leaves",
    "outreach.suggestion.contact": "moved, unless the kept one has one",
}
"""Every column that points at a contact, and what a merge does with it; a test compares."""


class TwoOpen(Exception):
    """Both have an open outreach; nobody is written to twice at a time."""

    def __init__(self, kept: Outreach, dropped: Outreach) -> None:
        super().__init__(str(kept.pk))
        self.kept, self.dropped = kept, dropped


class TooLate(Exception):
    """The 30 days to undo a merge are over."""


def open_of_both(kept: Contact, dropped: Contact) -> tuple[Outreach, Outreach] | None:
    """The two open outreaches that stand in the way of a merge, if there are two."""
    opened = {
        outreach.contact_id: outreach
        for outreach in Outreach.objects.filter(contact__in=[kept, dropped]).open()
    }
    return (opened[kept.pk], opened[dropped.pk]) if len(opened) == 2 else None


@transaction.atomic
def merge_contacts(
    *,
    kept: Contact,
    dropped: Contact,
    versions: tuple[int, int],
    picks: Collection[str] = (),
    now: datetime,
    by: User,
) -> Merge:
    """Make one contact of two: ``kept`` stays, ``picks`` are the fields taken from ``dropped``.

    ``versions`` are those the page was made from. Raises Stale where one was changed since (F23),
    and TwoOpen. A second click gives the merge that the first one made.
    """
    kept, dropped = merging.lock_both(kept, dropped)
    made = Merge.objects.filter(kept=kept, dropped=dropped).first()
    if made:
        return made
    for contact, version in zip((kept, dropped), versions, strict=True):
        merging.check_unchanged(contact, version)
    if two := open_of_both(kept, dropped):
        raise TwoOpen(*two)
    merge = merging.take_up(kept=kept, dropped=dropped, picks=picks, now=now, by=by)
    merge.moved[label(Outreach)] = move_rows(Outreach, "contact", dropped, kept)
    for model in (AccessItem, Contest):
        merge.moved[label(model)] = move_rows(model, "contact", dropped, kept)
    has_one = Suggestion.objects.filter(contact=kept).exists()
    merge.moved[label(Suggestion)] = (
        [] if has_one else move_rows(Suggestion, "contact", dropped, kept)
    )
    merge.save(update_fields=["moved"])
    _refresh_open(kept)
    return merge


@transaction.atomic
def part_contacts(*, merge: Merge, now: datetime, by: User) -> Stays:
    """Undo a merge: two contacts again, each with what it had; gives what stays with the kept one.

    What was written and answered since on an outreach of the one goes with that outreach. Raises
    TooLate once the trash has been emptied of it.
    """
    if now > merge.created_at + timedelta(days=settings.KEEP_TRASH_DAYS):
        raise TooLate
    kept, dropped = merging.lock_both(merge.kept, merge.dropped)
    if not Merge.objects.filter(pk=merge.pk).exists():
        return Stays()  # a second click
    outreaches = moved_rows(merge, label(Outreach))
    answers = OutreachEvent.objects.filter(outreach__in=outreaches, outreach__contact=kept)
    move_back(Encounter, "contact", list(answers.values_list("encounter", flat=True)), merge)
    move_back(Outreach, "contact", outreaches, merge)
    for model in (AccessItem, Contest):
        move_back(model, "contact", moved_rows(merge, label(model)), merge)
    move_back(Suggestion, "contact", moved_rows(merge, label(Suggestion)), merge)
    since = Outreach.objects.filter(contact=kept, created_at__gt=merge.created_at).count()
    stays = merging.give_back(merge=merge, kept=kept, dropped=dropped, by=by)
    stays.outreaches = since
    for contact in (kept, dropped):
        _refresh_open(contact)
    return stays


def _refresh_open(contact: Contact) -> None:
    """The next steps: they rest on whether the person may be written to."""
    for outreach in Outreach.objects.filter(contact=contact.pk).open().select_related("contact"):
        refresh_next_step(outreach)
