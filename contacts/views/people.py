"""Adding and editing a person, and marking one as not to be written to."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.kept import kept_initial
from accounts.request import SignedInRequest
from contacts import actions
from contacts.access import contact_or_404
from contacts.details import Details
from contacts.duplicates import REASONS
from contacts.exchange.normalise import looks_like_another, meant_domain
from contacts.exchange.text import isolated
from contacts.forms import ContactForm
from contacts.models import Contact
from contacts.queries import likely_the_same


@dataclass(frozen=True, slots=True)
class Likely:
    """A person the new one may be, with the strongest reason in words."""

    contact: Contact
    reason: str | Promise


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that was changed on both sides since the form was opened."""

    label: str | Promise
    typed: str
    stored: str


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """A new person; likely duplicates are shown first, and may be added anyway."""
    form = ContactForm(_posted(request), today=_today(request), initial=kept_initial(request))
    if request.method != "POST" or not form.is_valid():
        return render(request, "contacts/add.html", {"form": form})
    details = form.details()
    likely = [] if "anyway" in request.POST else likely_people(request, details, form)
    if likely:
        return render(request, "contacts/add.html", {"form": form, "likely": likely})
    contact = actions.create_contact(
        owner=request.user,
        details=details,
        last_in_touch=form.last,
        key=form.idempotency_key,
    )
    flash.success(request, _("Saved %(name)s.") % {"name": isolated(contact.name)})
    warn_of_doubts(request, details)
    return redirect("outreach_contact", contact.pk)


def likely_people(
    request: SignedInRequest, details: Details, form: ContactForm | None = None
) -> list[Likely]:
    """The people this one may already be, but the one that a first click has just added."""
    key = form.idempotency_key if form else None
    found = likely_the_same(request.user, details)
    return [
        Likely(contact, REASONS[match.reasons[0]]) for contact, match in found if contact.pk != key
    ]


def warn_of_doubts(request: SignedInRequest, details: Details) -> None:
    """Say what looks odd in an address that was taken all the same (B15; UX.md, W6)."""
    for email in details.emails:
        values = {"address": email.address, "domain": meant_domain(email)}
        if values["domain"]:
            text = _("We kept %(address)s. Did you mean %(domain)s? You can still change it.")
            flash.warning(request, text % values)
        elif looks_like_another(email):
            text = _(
                "We kept %(address)s, but it has letters that look like others."
                " Check where you copied it from."
            )
            flash.warning(request, text % values)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, contact_id: UUID) -> HttpResponse:
    """Everything about a person. A save that comes too late shows both versions (F23)."""
    contact = contact_or_404(request.user, contact_id)
    if contact.is_erased:
        flash.info(request, _("This person asked to be removed. There is nothing to edit."))
        return redirect("outreach_contact", contact.pk)
    form = ContactForm(
        _posted(request), today=_today(request), contact=contact, initial=kept_initial(request)
    )
    if request.method != "POST" or not form.is_valid():
        return render(request, "contacts/edit.html", {"form": form, "contact": contact})
    details = form.details()
    version = form.cleaned_data["version"] or 0
    try:
        actions.update_contact(by=request.user, contact=contact, version=version, details=details)
    except actions.Stale as stale:
        return _conflict(request, stale.contact)
    flash.success(request, _("Saved %(name)s.") % {"name": isolated(details.name)})
    warn_of_doubts(request, details)
    return redirect("outreach_contact", contact.pk)


def _conflict(request: SignedInRequest, stored: Contact) -> HttpResponse:
    """The form as typed, now based on what is stored, and the fields in which the two differ."""
    typed = request.POST.copy()
    typed["version"] = str(stored.version)
    form = ContactForm(typed, today=_today(request), contact=stored)
    context = {"form": form, "contact": stored, "differences": _differences(form)}
    return render(request, "contacts/edit.html", context, status=409)


def _differences(form: ContactForm) -> list[Difference]:
    found = []
    for name in form.changed_data:
        field = form[name]
        if field.is_hidden:
            continue
        choices = dict(getattr(field.field, "choices", ()))
        typed, stored = str(field.data or ""), str(field.initial or "")
        found.append(
            Difference(
                label=field.label,
                typed=str(choices.get(typed, typed)),
                stored=str(choices.get(stored, stored)),
            )
        )
    return found


@require_POST
def lift_do_not_contact(request: SignedInRequest, contact_id: UUID) -> HttpResponse:
    """This person may be written to again."""
    contact = contact_or_404(request.user, contact_id)
    try:
        actions.lift_do_not_contact(contact=contact, by=request.user)
    except actions.TheyAsked:
        text = _("%(name)s asked for it themselves. You cannot change that here.")
        flash.error(request, text % {"name": isolated(contact.name)})
        return redirect("outreach_contact", contact.pk)
    flash.success(request, _("You can write to %(name)s again.") % {"name": isolated(contact.name)})
    return redirect("outreach_contact", contact.pk)


def _posted(request: SignedInRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _today(request: SignedInRequest) -> date:
    return request.user.local_date(timezone.now())
