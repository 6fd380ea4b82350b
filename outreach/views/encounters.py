"""The history of a contact: the times they were in touch, and what each means for an outreach."""

from datetime import date
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.kept import kept_initial
from accounts.request import SignedInRequest
from contacts.access import contact_or_404, encounter_or_404
from contacts.exchange.text import isolated
from contacts.forms import EncounterForm
from contacts.models import Encounter
from contacts.remembered import remembered_input
from contacts.returning import back_or, say_with_undo
from outreach.actions import in_touch as actions


@require_POST
def in_touch(request: SignedInRequest, contact_id: UUID) -> HttpResponse:
    """One tap, from the list or the page: they were in touch today."""
    contact = contact_or_404(request.user, contact_id)
    now = timezone.now()
    encounter, is_new = actions.mark_in_touch(
        contact=contact, today=request.user.local_date(now), by=request.user, now=now
    )
    page = reverse("outreach_contact", args=[contact.pk])
    if is_new:
        text = _("Noted: you and %(name)s were in touch today.") % {"name": isolated(contact.name)}
        say_with_undo(request, text, _delete_url(encounter))
    else:
        text = _("You noted that already: you and %(name)s were in touch today.")
        flash.info(request, text % {"name": isolated(contact.name)})
    return back_or(request, page)


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, contact_id: UUID) -> HttpResponse:
    """A time they were in touch, with when, how and a note."""
    contact = contact_or_404(request.user, contact_id)
    posted = request.POST if request.method == "POST" else None
    form = EncounterForm(posted, today=_today(request), initial=kept_initial(request))
    if posted is None or not form.is_valid():
        return render(request, "contacts/encounter.html", {"form": form, "contact": contact})
    actions.note_encounter(contact=contact, by=request.user, now=timezone.now(), **form.values())
    flash.success(
        request, _("Added to your history with %(name)s.") % {"name": isolated(contact.name)}
    )
    return redirect("outreach_contact", contact.pk)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, contact_id: UUID, encounter_id: UUID) -> HttpResponse:
    """Correct when and how they were in touch."""
    encounter = encounter_or_404(request.user, contact_id, encounter_id)
    posted = request.POST if request.method == "POST" else None
    form = EncounterForm(
        posted, today=_today(request), encounter=encounter, initial=kept_initial(request)
    )
    if posted is None or not form.is_valid():
        context = {"form": form, "contact": encounter.contact, "encounter": encounter}
        return render(request, "contacts/encounter.html", context)
    now = timezone.now()
    actions.change_encounter(encounter=encounter, by=request.user, now=now, **form.values())
    flash.success(request, _("Saved."))
    return redirect("outreach_contact", contact_id)


@require_POST
def delete(request: SignedInRequest, contact_id: UUID, encounter_id: UUID) -> HttpResponse:
    """Take it out of the history; "Undo" puts an equal one back."""
    encounter = encounter_or_404(request.user, contact_id, encounter_id)
    fields = {
        "when": remembered_input(encounter.on, encounter.precision),
        "kind": encounter.kind,
        "note": encounter.note,
    }
    actions.remove_encounter(encounter=encounter, by=request.user, now=timezone.now())
    url = reverse("contacts_encounter_add", args=[contact_id])
    name = isolated(encounter.contact.name)
    say_with_undo(
        request, _("Removed from your history with %(name)s.") % {"name": name}, url, fields=fields
    )
    return back_or(request, reverse("outreach_contact", args=[contact_id]))


def _delete_url(encounter: Encounter) -> str:
    return reverse("contacts_encounter_delete", args=[encounter.contact_id, encounter.pk])


def _today(request: SignedInRequest) -> date:
    return request.user.local_date(timezone.now())
