"""The list of contacts: search, filters, sort, and one page at a time."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from accounts.paging import KeysetPage, keyset_page
from accounts.request import SignedInRequest
from contacts.filters import Filters
from contacts.models import Contact
from contacts.queries import ORDERS
from outreach.people import MORE_TO_SHOW, people_chosen, person_rows


@require_GET
def people(request: SignedInRequest) -> HttpResponse:
    """This user's contacts, longest silence first unless asked otherwise."""
    user = request.user
    today = user.local_date(timezone.now())
    filters = Filters(request.GET, user=user, more=MORE_TO_SHOW)
    chosen = filters.chosen
    page = keyset_page(
        people_chosen(user, chosen, today),
        known=Contact.objects.owned_by(user),
        order=ORDERS[chosen.get("sort", "")],
        request=request,
    )
    rows = person_rows(page.rows, filters.tags, today)
    is_chosen = bool(chosen.keys() - {"sort"})
    context = {
        "filters": filters,
        "shows": _shows(request, filters, chosen),
        "tags": filters.tags,
        "is_chosen": is_chosen,
        "has_list": bool(rows) or is_chosen,
        "is_refined": bool(chosen.keys() & {"relationship", "tag", "sort"}),
        "sort": chosen.get("sort", ""),
        "page": page,
        "rows": rows,
        "found": _found(page, is_chosen),
        # Of those who lost touch, the ones without a date come first.
        "asks_for_dates": chosen.get("show") == "lapsed" and any(row.is_undated for row in rows),
        "export_url": filtered_url("contacts_export", request, chosen),
    }
    return render(request, "contacts/list.html", context)


def _shows(
    request: SignedInRequest, filters: Filters, chosen: dict[str, Any]
) -> list[dict[str, Any]]:
    """The four main filters as links that keep the search and the others."""
    kept = {name: request.GET[name] for name in chosen if name != "show"}
    return [
        {
            "label": label,
            "url": f"{request.path}?{urlencode({**kept, 'show': value} if value else kept)}",
            "is_current": value == chosen.get("show", ""),
        }
        for value, label in filters.shows
    ]


def filtered_url(page: str, request: SignedInRequest, chosen: dict[str, Any]) -> str:
    """A page about the people this list shows, in whatever order."""
    kept = {name: request.GET[name] for name in chosen if name != "sort"}
    return f"{reverse(page)}?{urlencode(kept)}" if kept else reverse(page)


def _found(page: KeysetPage, is_chosen: bool) -> str:
    """What the search gave, for the status line; counted only where the page shows it all."""
    count = len(page.rows)
    if page.next_url or page.previous_url:
        return _("%(count)d contacts on this page. There are more.") % {"count": count}
    if not is_chosen:
        return ngettext("%(count)d contact.", "%(count)d contacts.", count) % {"count": count}
    return ngettext("%(count)d contact found.", "%(count)d contacts found.", count) % {
        "count": count
    }
