"""The page of a contact: who they are, how you were in touch, and every outreach to them."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.request import SignedInRequest
from contacts import duplicates
from contacts.access import contact_or_merged
from contacts.models import Contact, DuplicatePair, Merge
from contacts.queries import parts_of
from outreach import queries
from outreach.contested import contested_fields
from outreach.models import Field
from outreach.presenting import present
from outreach.progress import OPEN, Step
from outreach.promised import how_kept, promises_made, rhythm_of
from outreach.promises import Keeping, keeping

TWINS_AT_MOST = 3


@require_GET
def contact(request: SignedInRequest, contact_id: UUID) -> HttpResponse:
    """One person, with one thing to do: write to them, or go on with what is open.

    The address of somebody who was merged leads to the contact that was kept.
    """
    person = contact_or_merged(request.user, contact_id)
    if person.pk != contact_id:
        return redirect("outreach_contact", person.pk)
    today = request.user.local_date(timezone.now())
    outreaches = queries.of_contact(person, request.user)
    contested = contested_fields(person)
    opened = next((one for one in outreaches if one.status in OPEN), None)
    context = {
        "contact": person,
        "parts": parts_of(person),
        "rows": [present(one, today) for one in outreaches],
        "open": present(opened, today) if opened else None,
        "asks_whether_answered": opened is not None and opened.next_step == Step.WAS_IT_AN_ANSWER,
        **_promise(person, request.user, today),
        "contested": [field.label for field in Field if field in contested],
        "twins": _twins(request.user, person, today),
        "merges": Merge.objects.filter(kept=person)
        .select_related("dropped")
        .order_by("-created_at"),
        "today": today,
    }
    return render(request, "outreach/contact.html", context)


def _promise(person: Contact, user: User, today: date) -> dict[str, object]:
    """How their promise stands: due, broken after a hello, or kept so often."""
    rhythm = rhythm_of(person)
    if rhythm is None:
        return {"is_promise_due": False, "kept": None}
    standing = keeping(rhythm, today)
    is_promised = bool(promises_made([person.pk]))
    return {
        "is_promise_due": standing is not Keeping.KEPT,
        "is_promise_broken": standing is Keeping.BROKEN and is_promised,
        "kept": how_kept(person, user),
    }


def _twins(user: User, person: Contact, today: date) -> list[tuple[Contact, DuplicatePair]]:
    """Who may be the same person, and the pair to look at."""
    pairs = duplicates.pairs_of(user, person, today).select_related("first", "second")
    return [
        (pair.second if pair.first_id == person.pk else pair.first, pair)
        for pair in pairs[:TWINS_AT_MOST]
    ]
