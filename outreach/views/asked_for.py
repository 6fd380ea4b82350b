"""Somebody asks what a user wrote about them: which of these texts may they have? (P10)."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.request import SignedInRequest
from outreach.about_them import texts_of
from outreach.access import STILL_THERE, asked_case_or_404
from outreach.actions.access_cases import decide
from outreach.forms.my_data import ReleaseForm
from outreach.models import AccessItem


@dataclass(frozen=True, slots=True)
class Asked:
    """One text, and the question about it."""

    item: AccessItem
    text: str
    field: BoundField


@require_http_methods(["GET", "POST"])
def asked_for(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """One's own texts about this person, each to be released or held back."""
    now = timezone.now()
    case = asked_case_or_404(request.user, case_id, now)
    mine = case.items.filter(STILL_THERE, owner=request.user).select_related("contact")
    items = sorted(mine, key=lambda one: (AccessItem.Kind.values.index(one.kind), one.pk))
    form = ReleaseForm(request.POST if request.method == "POST" else None, items=items)
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen()
        if chosen and not decide(case=case, choices=chosen, by=request.user, now=now):
            # The host, or the person, has ended it since this page was opened.
            messages.info(request, _("Things have moved on since. Here is where they stand."))
            return redirect("outreach_today")
        states = list(mine.values_list("decided_at", flat=True))
        messages.success(request, _left(states.count(None)))
        # Of texts that are gone nothing is asked: perhaps that was the last of them.
        return redirect("outreach_asked_for", case_id) if states else redirect("outreach_today")
    texts = texts_of(items)
    rows = [Asked(one, texts.get(one.pk, one.text), form[one.pk.hex]) for one in items]
    # Of the user's own, that is: an advisor is asked about a contact of somebody else.
    own = (one.contact for one in items if one.contact and one.contact.owner_id == one.owner_id)
    contact = next(own, None)
    context = {"case": case, "form": form, "rows": rows, "contact": contact}
    return render(request, "outreach/asked_for.html", context)


def _left(left: int) -> str:
    if left:
        return _("Saved. Some texts are not decided yet.")
    return _("Saved. You have decided about everything; you can still change it until the date.")
