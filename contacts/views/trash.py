"""The trash: out of sight for 30 days, then gone for good."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.paging import Listed, keyset_page
from accounts.request import SignedInRequest
from contacts import actions
from contacts.access import trashed_or_404
from contacts.exchange.text import isolated
from contacts.models import Contact


@dataclass(frozen=True, slots=True)
class Trashed:
    """A contact in the trash, and the day it will be gone."""

    contact: Contact
    gone_on: date


@require_GET
def trash(request: SignedInRequest) -> HttpResponse:
    """What is in the trash, the latest first."""
    mine = Contact.objects.owned_by(request.user).in_trash()
    page = keyset_page(Listed(mine), known=mine, order=("-trashed_at", "-id"), request=request)
    rows = [Trashed(contact, _gone_on(request, contact)) for contact in page.rows]
    context = {"page": page, "rows": rows, "days": settings.KEEP_TRASH_DAYS}
    return render(request, "contacts/trash.html", context)


def _gone_on(request: SignedInRequest, contact: Contact) -> date:
    trashed_at = contact.trashed_at or timezone.now()
    return request.user.local_date(trashed_at + timedelta(days=settings.KEEP_TRASH_DAYS))


@require_POST
def restore(request: SignedInRequest, contact_id: UUID) -> HttpResponse:
    """Back from the trash."""
    contact = trashed_or_404(request.user, contact_id)
    actions.restore(contact=contact, now=timezone.now(), by=request.user)
    flash.success(request, _("%(name)s is back.") % {"name": isolated(contact.name)})
    return redirect("outreach_contact", contact.pk)
