"""The page of a contact: who they are, how you were in touch, and every outreach to them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.request import SignedInRequest
from contacts.access import contact_or_404
from outreach import queries, reminders
from outreach.presenting import present
from outreach.progress import OPEN
from outreach.views.tracking import has_been_in_touch


@require_GET
def contact(request: SignedInRequest, contact_id: UUID) -> HttpResponse:
    """One person, with one thing to do: write to them, or go on with what is open."""
    person = contact_or_404(request.user, contact_id)
    today = request.user.local_date(timezone.now())
    outreaches = queries.of_contact(person, request.user)
    opened = next((one for one in outreaches if one.status in OPEN), None)
    context = {
        "contact": person,
        "rows": [present(one, today) for one in outreaches],
        "open": present(opened, today) if opened else None,
        "has_been_in_touch": opened is not None and has_been_in_touch(opened, request.user),
        "is_promise_due": reminders.is_promise_due(
            person.last_in_touch, person.rhythm_months, today
        ),
        "today": today,
    }
    return render(request, "outreach/contact.html", context)
