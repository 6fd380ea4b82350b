"""One contact taken up by another, and parted from it again: the part of it that contacts know.

``outreach.actions.merging`` composes this with what outreaches hold; call that. The contact that is
dropped keeps its own columns and goes out of sight; what points at it moves. Undoing moves back
what is still where the merge put it, and leaves alone what was changed since.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import F, Field, Model, Q

from accounts.audit import record
from accounts.models import User
from contacts import search
from contacts.actions import Stale, refresh_last_encounter
from contacts.details import Details
from contacts.models import (
    Contact,
    ContactEmail,
    ContactPhone,
    DuplicatePair,
    Encounter,
    ImportRow,
    Merge,
)

PICKABLE = tuple(name for name in Details.COLUMNS if name != "notes")
"""Columns of which one can say that the other contact's value is the right one."""
ASKED = ("do_not_contact_at", "opted_out_at")
"""Since when nobody is to write to them: by the user's word, and by their own."""
RHYTHM = ("rhythm_kept_on", "rhythm_snoozed_until")
"""When the user last wrote of themselves, and until when that is put off: the later of the two."""
COLUMNS = (*Details.COLUMNS, "connected_on", "source_uid", "never_in_touch", *ASKED, *RHYTHM)
WAYS = (ContactEmail, ContactPhone)
IMPORTED = ("match", "contact")
"""What an import row calls the person it was taken for, and the one it became."""


@dataclass(slots=True)
class Stays:
    """What was added or changed since a merge, and so stays with the contact that was kept."""

    fields: list[str] = field(default_factory=list)
    encounters: int = 0
    outreaches: int = 0

    def __bool__(self) -> bool:
        return bool(self.fields or self.encounters or self.outreaches)


# --- What comes of it -------------------------------------------------------------------------
def merged_columns(kept: Contact, dropped: Contact, picks: Collection[str] = ()) -> dict[str, Any]:
    """The columns of ``kept`` afterwards: its own, the empty ones filled, ``picks`` replaced."""
    values = {name: _filled(kept, dropped, name, picks) for name in COLUMNS}
    values["notes"] = _joined(kept.notes, dropped.notes)
    values["connected_on"] = _earliest(kept.connected_on, dropped.connected_on)
    # Nobody is to be written to who asked either of the two not to.
    for name in ASKED:
        values[name] = _earliest(getattr(kept, name), getattr(dropped, name))
    for name in RHYTHM:
        values[name] = _latest(getattr(kept, name), getattr(dropped, name))
    return values


def differing(kept: Contact, dropped: Contact) -> list[str]:
    """The columns in which each has a value of its own: one can pick."""
    return [
        name
        for name in PICKABLE
        if getattr(kept, name) and getattr(dropped, name)
        if getattr(kept, name) != getattr(dropped, name)
    ]


def _filled(kept: Contact, dropped: Contact, name: str, picks: Collection[str]) -> Any:
    own, other = getattr(kept, name), getattr(dropped, name)
    picked = name in picks and name in PICKABLE and other
    return other if picked or not own else own


def _joined(own: str, other: str) -> str:
    if other.strip() in own:
        return own
    return f"{own}\n\n{other}" if own.strip() else other


def _earliest(*moments: Any) -> Any:
    return min((moment for moment in moments if moment is not None), default=None)


def _latest(*days: Any) -> Any:
    return max((day for day in days if day is not None), default=None)


# --- Taking up --------------------------------------------------------------------------------
def lock_both(kept: Contact, dropped: Contact) -> tuple[Contact, Contact]:
    """Both as stored now, for this transaction alone; in one order, so that none waits for ever.

    Raises Stale where one of them is gone by now.
    """
    rows = Contact.objects.select_for_update().filter(pk__in=[kept.pk, dropped.pk])
    stored = {contact.pk: contact for contact in rows.order_by("pk")}
    if len(stored) < 2:
        raise Stale(kept)
    return stored[kept.pk], stored[dropped.pk]


def check_unchanged(contact: Contact, version: int) -> None:
    """Raises Stale for a contact that was changed since its page was made, or put away (F23)."""
    if contact.version != version or contact.trashed_at:
        raise Stale(contact)


def take_up(
    *, kept: Contact, dropped: Contact, picks: Collection[str], now: datetime, by: User
) -> Merge:
    """Move what contacts know of from ``dropped`` to ``kept``. Call it with both locked."""
    changed = {
        name: (getattr(kept, name), value)
        for name, value in merged_columns(kept, dropped, picks).items()
        if getattr(kept, name) != value
    }
    for name, (_before, after) in changed.items():
        setattr(kept, name, after)
    kept.imported_at = None
    kept.version += 1
    kept.save()
    moved = _move(kept, dropped)
    # The version goes on: what an import planned from this contact is planned anew.
    Contact.objects.filter(pk=dropped.pk).update(trashed_at=now, version=F("version") + 1)
    merge = Merge.objects.create(
        owner_id=kept.owner_id,
        kept=kept,
        dropped=dropped,
        before={
            "columns": {name: [_plain(a), _plain(b)] for name, (a, b) in changed.items()},
            "tags": _share_tags(kept, dropped),
        },
        moved=moved,
    )
    refresh_last_encounter(kept)
    search.index([_fresh(kept)])
    record(actor=by, verb="merge", target=kept, fields=changed)
    record(actor=by, verb="merged", target=dropped)
    return merge


def _move(kept: Contact, dropped: Contact) -> dict[str, Any]:
    moved: dict[str, Any] = {label(model): _move_ways(model, kept, dropped) for model in WAYS}
    moved[label(Encounter)] = move_rows(Encounter, "contact", dropped, kept)
    for name in IMPORTED:
        moved[f"{label(ImportRow)}.{name}"] = move_rows(ImportRow, name, dropped, kept)
    moved[label(DuplicatePair)] = _move_told_apart(kept, dropped)
    return moved


def label(model: type[Model]) -> str:
    """The name of a model in ``Merge.moved``."""
    return model._meta.label_lower


def moved_rows(merge: Merge, of: str) -> list[Any]:
    """What was moved of one kind; nothing in a merge older than that kind."""
    return list(merge.moved.get(of, []))


def move_rows(model: type[Model], name: str, from_: Contact, to: Contact) -> list[Any]:
    """Point all rows that name one contact at the other; their ids."""
    rows = model._default_manager.filter(**{name: from_})
    ids = list(rows.values_list("pk", flat=True))
    rows.update(**{name: to})
    return [_plain(pk) for pk in ids]


def move_back(model: type[Model], name: str, ids: Collection[Any], merge: Merge) -> int:
    """Point those of the moved rows back that are still with the kept contact; how many."""
    rows = model._default_manager.filter(pk__in=ids, **{name: merge.kept_id})
    return rows.update(**{name: merge.dropped_id})


def _move_ways(
    model: type[ContactEmail | ContactPhone], kept: Contact, dropped: Contact
) -> list[Any]:
    """Addresses or numbers that ``kept`` lacks, after its own: [key, the place they had]."""
    own = dict(model._default_manager.filter(contact=kept).values_list("key", "position"))
    place = max(own.values(), default=-1)
    moved = []
    for row in model._default_manager.filter(contact=dropped).order_by("position"):
        if row.key not in own:
            place += 1
            moved.append([row.key, row.position])
            row.contact, row.position = kept, place
            row.save(update_fields=["contact", "position"])
    return moved


def _share_tags(kept: Contact, dropped: Contact) -> list[str]:
    """Give ``kept`` the tags of the other too; those that are new to it."""
    new = list(dropped.tags.exclude(pk__in=kept.tags.values("pk")))
    kept.tags.add(*new)
    return [str(tag.pk) for tag in new]


def _move_told_apart(kept: Contact, dropped: Contact) -> list[Any]:
    """Whoever was told apart from the one is told apart from the other: [pair, third person].

    Open pairs stay: with one of the two out of sight they are not shown, and the next look finds
    those that hold for the contact that was kept.
    """
    moved = []
    told_apart = DuplicatePair.objects.filter(
        Q(first=dropped) | Q(second=dropped), status=DuplicatePair.Status.DISTINCT
    )
    for pair in told_apart:
        third = pair.second_id if pair.first_id == dropped.pk else pair.first_id
        if third != kept.pk and _repoint(pair, kept.pk, third):
            moved.append([str(pair.pk), str(third)])
    return moved


def _repoint(pair: DuplicatePair, one: UUID, other: UUID) -> bool:
    """Make it the pair of these two; not where they are a pair already."""
    first, second = sorted((one, other))
    same = DuplicatePair.objects.filter(first=first, second=second)
    # An open pair of the two is answered by this one.
    same.filter(status=DuplicatePair.Status.OPEN).delete()
    if same.exists():
        return False
    DuplicatePair.objects.filter(pk=pair.pk).update(first=first, second=second)
    return True


# --- Parting ----------------------------------------------------------------------------------
def give_back(*, merge: Merge, kept: Contact, dropped: Contact, by: User) -> Stays:
    """Undo ``take_up`` as far as nothing was changed since. Call it with both locked."""
    asked_since = _asked_since(merge, kept)
    stays = Stays(fields=_restore_columns(merge, kept))
    for model in WAYS:
        _give_ways_back(model, merge)
    move_back(Encounter, "contact", moved_rows(merge, label(Encounter)), merge)
    for name in IMPORTED:
        move_back(ImportRow, name, moved_rows(merge, f"{label(ImportRow)}.{name}"), merge)
    kept.tags.remove(*kept.tags.filter(pk__in=merge.before.get("tags", [])))
    _part_told_apart(merge)
    Contact.objects.filter(pk=dropped.pk).touch(
        trashed_at=None,
        **{name: _earliest(getattr(dropped, name), at) for name, at in asked_since.items()},
        version=F("version") + 1,
    )
    stays.encounters = kept.encounters.filter(created_at__gt=merge.created_at).count()
    record(actor=by, verb="part", target=kept, fields=merge.before.get("columns", {}))
    record(actor=by, verb="parted", target=dropped)
    merge.delete()
    for contact in (kept, dropped):
        refresh_last_encounter(contact)
    search.index([_fresh(kept), _fresh(dropped)])
    return stays


def _asked_since(merge: Merge, kept: Contact) -> dict[str, datetime]:
    """When the one contact was marked as not to be written to, since the merge: which of the two
    asked for that is not known, so that neither is written to."""
    moments = {name: getattr(kept, name) for name in ASKED}
    since = {name: at for name, at in moments.items() if at and at >= merge.created_at}
    if "opted_out_at" in since:
        # The user's own mark may be older than the merge, and then says nothing about the other.
        since.setdefault("do_not_contact_at", since["opted_out_at"])
    return since


def _restore_columns(merge: Merge, kept: Contact) -> list[str]:
    """Set back what the merge changed and nobody since; the names of the other columns."""
    changed: Mapping[str, list[Any]] = merge.before.get("columns", {})
    edited = []
    for name, (before, after) in changed.items():
        if _plain(getattr(kept, name)) == after:
            setattr(
                kept, name, cast("Field[Any, Any]", Contact._meta.get_field(name)).to_python(before)
            )
        else:
            edited.append(name)
    # Somebody else who is merged into this contact may have asked not to be written to.
    others = list(Contact.objects.filter(merged_by__kept=kept).exclude(pk=merge.dropped_id))
    for name in ASKED:
        asked = _earliest(getattr(kept, name), *(getattr(other, name) for other in others))
        setattr(kept, name, asked)
    kept.do_not_contact_at = _earliest(kept.do_not_contact_at, kept.opted_out_at)
    kept.version += 1
    kept.save()
    return edited


def _give_ways_back(model: type[ContactEmail | ContactPhone], merge: Merge) -> None:
    """By key: saving the contact since may have written its rows anew."""
    for key, place in moved_rows(merge, label(model)):
        model._default_manager.filter(contact=merge.kept_id, key=key).update(
            contact=merge.dropped_id, position=place
        )


def _part_told_apart(merge: Merge) -> None:
    for pair_id, third in moved_rows(merge, label(DuplicatePair)):
        pair = DuplicatePair.objects.filter(pk=pair_id).first()
        if pair and Contact.objects.filter(pk=third).exists():
            _repoint(pair, merge.dropped_id, UUID(third))


def _fresh(contact: Contact) -> Contact:
    """Without what was prefetched or set before."""
    return Contact.objects.get(pk=contact.pk)


def _plain(value: Any) -> Any:
    """The value as JSON holds it."""
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
