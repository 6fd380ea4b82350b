"""Taking contacts out, as the list shows them, or all; and the answers every export shares."""

from math import ceil
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from accounts.confirming import confirmed
from accounts.exports import NewPassword, NotYet, note_export, refusal
from accounts.kept import kept_initial
from accounts.request import SignedInRequest
from contacts.filters import Filters
from contacts.formats import OFFERS, written
from contacts.models import Contact
from contacts.queries import ORDERS
from contacts.records import records_of
from outreach.forms.export import ExportForm
from outreach.people import MORE_TO_SHOW, people_chosen
from outreach.views.people import filtered_url


@require_http_methods(["GET", "POST"])
@confirmed
def contacts(request: SignedInRequest) -> HttpResponse:
    """Choose who and as what; then the file."""
    user, now = request.user, timezone.now()
    chosen = Filters(request.GET, user=user, more=MORE_TO_SHOW).chosen
    back = {"back_url": filtered_url("contacts_list", request, chosen)}
    if request.method == "GET" and (refused := refusal(user, now)):
        return render(request, "outreach/export/contacts.html", {**back, **reason_of(refused)})
    everybody = Contact.objects.owned_by(user).kept()
    found = people_chosen(user, chosen, user.local_date(now)).rows
    count = everybody.count()
    if not count:
        return redirect("contacts_list")
    form = ExportForm(
        request.POST if request.method == "POST" else None,
        initial={**request.GET.dict(), **kept_initial(request)},
        found=found.count() if chosen else count,
        everybody=count,
    )
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "offers": _offers(form), "a_day": settings.EXPORTS_A_DAY}
        return render(request, "outreach/export/contacts.html", {**back, **context})
    file_format = form.chosen_format
    try:
        note_export(user=user, now=now, what=f"contacts_{file_format.value}")
    except NotYet as refused:
        return not_yet(request, refused)
    people = (everybody if form.wants_everybody else found).order_by(*ORDERS["name"])
    offer = OFFERS[file_format]
    name = f"reconnect-contacts-{user.local_date(now)}{offer.suffix}"
    return download(written(records_of(people), file_format, now), name, offer.content_type)


def _offers(form: ExportForm) -> list[dict[str, Any]]:
    """The formats as cards."""
    chosen = form["file_format"].value()
    return [
        {"code": code.value, "offer": offer, "is_chosen": code.value == chosen}
        for code, offer in OFFERS.items()
    ]


def reason_of(refused: NotYet) -> dict[str, Any]:
    """What a page says of it."""
    return {
        "retry_at": refused.retry_at,
        "is_new_password": isinstance(refused, NewPassword),
        "a_day": settings.EXPORTS_A_DAY,
    }


def not_yet(request: SignedInRequest, refused: NotYet) -> HttpResponse:
    """Our words for "too many", or for "wait a day after a new password"."""
    status = 403 if isinstance(refused, NewPassword) else 429
    response = render(request, "outreach/export/not_yet.html", reason_of(refused), status=status)
    wait = refused.retry_at - timezone.now()
    response.headers["Retry-After"] = str(max(1, ceil(wait.total_seconds())))
    return response


def download(data: bytes, name: str, content_type: str) -> HttpResponse:
    """A download, never shown in the page of the site."""
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        data, content_type=content_type, headers={"Content-Disposition": disposition or ""}
    )
