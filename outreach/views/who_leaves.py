"""The people about whom nothing was done for long: who leaves when, and keeping them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.contrib import messages as flash
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.days import moment_of
from accounts.paging import Listed, keyset_page
from accounts.request import SignedInRequest
from contacts.access import contact_or_404
from contacts.exchange.text import isolated
from contacts.returning import back_or, say_with_undo
from outreach.actions import leaving as actions
from outreach.leaving import day_of
from outreach.models import Leaving


@dataclass(frozen=True, slots=True)
class Day:
    """Those of a page who leave on one day."""

    leaves_on: date
    rows: list[Leaving]


@require_GET
def leaving(request: SignedInRequest) -> HttpResponse:
    """Who leaves, the first day first."""
    today = request.user.local_date(timezone.now())
    mine = Leaving.objects.filter(owner=request.user)
    page = keyset_page(
        Listed(mine.still().select_related("contact")),
        known=mine,
        order=("leaves_on", "id"),
        request=request,
    )
    context = {
        "page": page,
        "days": _by_day(page.rows, today),
        "count": mine.still().aggregate(count=Count("pk"))["count"],
    }
    return render(request, "contacts/leaving.html", context)


def _by_day(rows: Sequence[Leaving], today: date) -> list[Day]:
    days = groupby(rows, key=lambda row: day_of(row.leaves_on, row.told_at, today))
    return [Day(day, list(theirs)) for day, theirs in days]


@require_POST
def keep(request: SignedInRequest, contact_id: UUID) -> HttpResponse:
    """This person stays."""
    contact = contact_or_404(request.user, contact_id)
    actions.keep(contact=contact, now=timezone.now(), by=request.user)
    flash.success(request, _("%(name)s stays.") % {"name": isolated(contact.name)})
    return back_or(request, reverse("contacts_leaving"))


@require_POST
def keep_all(request: SignedInRequest) -> HttpResponse:
    """Everybody stays."""
    count = actions.keep_all(now=timezone.now(), by=request.user)
    if count:
        text = ngettext("%(count)d person stays.", "%(count)d people stay.", count)
        flash.success(request, text % {"count": count})
    return redirect("contacts_leaving")


@require_POST
def leave_now(request: SignedInRequest) -> HttpResponse:
    """Everybody goes to the trash today, and may come back by one click."""
    now = timezone.now()
    count = actions.leave_now(now=now, by=request.user)
    if count:
        text = ngettext(
            "Moved %(count)d person to the trash.", "Moved %(count)d people to the trash.", count
        )
        fields = {"moment": now.isoformat()}
        say_with_undo(
            request, text % {"count": count}, reverse("contacts_leave_undo"), fields=fields
        )
    return redirect("contacts_leaving")


@require_POST
def undo(request: SignedInRequest) -> HttpResponse:
    """Those who went together come back together, and are kept."""
    moment, count = moment_of(request.POST.get("moment", "")), 0
    if moment is not None:
        count = actions.back_from_trash(moment=moment, now=timezone.now(), by=request.user)
    if count:
        text = ngettext("%(count)d person is back.", "%(count)d people are back.", count)
        flash.success(request, text % {"count": count})
    return redirect("contacts_list")
