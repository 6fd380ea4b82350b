"""The first page of the wizard: who to write to."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.kept import kept_initial
from accounts.request import SignedInRequest
from contacts.actions import create_contact
from contacts.models import Contact
from contacts.queries import likely_the_same
from contacts.views.people import warn_of_doubts
from outreach.actions.drafts import AlreadyOpen, DoNotContact, start_outreach
from outreach.candidates import candidate_rows, has_contacts
from outreach.forms.who import NewContactForm, PickForm
from outreach.models import Outreach
from outreach.wizard import TITLES, WizardStep, url_of


@require_http_methods(["GET", "POST"])
def start(request: SignedInRequest) -> HttpResponse:
    """Pick a contact, or add one; from then on there is a draft."""
    adds = "new" in request.GET or (request.method == "GET" and not has_contacts(request.user))
    return _add(request) if adds else _pick(request)


def _pick(request: SignedInRequest) -> HttpResponse:
    if request.method == "GET":
        wished = {"contact": request.GET.get("contact", "")}
        form = PickForm(user=request.user, initial={**wished, **kept_initial(request)})
        return _show_list(request, form)
    form = PickForm(request.POST, user=request.user)
    if not form.is_valid():
        return _show_list(request, form)
    contact: Contact = form.cleaned_data["contact"]
    try:
        return _begun(request, contact, form.cleaned_data["key"])
    except DoNotContact:
        form.add_error("contact", _refusal(contact))
        return _show_list(request, form)
    except AlreadyOpen as already:
        return _already_open(request, already.outreach)


def _refusal(contact: Contact) -> str:
    """Why no message to this person begins."""
    if contact.has_opted_out:
        return _("This person asked not to be contacted.")
    words = _("You marked %(name)s as not to be written to, so you cannot start a message.")
    return words % {"name": contact.name}


def _begun(request: SignedInRequest, contact: Contact, key: UUID | None) -> HttpResponse:
    today = request.user.local_date(timezone.now())
    outreach = start_outreach(user=request.user, contact=contact, key=key or uuid4(), today=today)
    return redirect(url_of(WizardStep.WHY, outreach))


def _already_open(request: SignedInRequest, outreach: Outreach) -> HttpResponse:
    """One open outreach at a time: a draft is resumed, anything else is shown."""
    if outreach.is_draft:
        messages.info(request, _("You have begun this message already. Here it is."))
        return redirect("outreach_resume", outreach.pk)
    note = _("You already have an open outreach to this person. Finish it first, then start again.")
    messages.info(request, note)
    return redirect("outreach_show", outreach.pk)


def _show_list(request: SignedInRequest, form: PickForm) -> HttpResponse:
    """A short list, longest silence first; with a search, whoever it finds."""
    text = request.GET.get("q", "").strip()[:200]
    today = request.user.local_date(timezone.now())
    chosen = str(form["contact"].value() or "")
    context = {
        **_head(),
        "form": form,
        "query": text,
        "rows": candidate_rows(request, text, chosen, today),
        "chosen": chosen,
    }
    return render(request, "outreach/wizard/start.html", context)


def _add(request: SignedInRequest) -> HttpResponse:
    today = request.user.local_date(timezone.now())
    if request.method == "GET":
        typed = {"name": request.GET.get("name", ""), **kept_initial(request)}
        form = NewContactForm(today=today, initial=typed)
        return _show_new(request, form)
    form = NewContactForm(request.POST, today=today)
    if not form.is_valid():
        return _show_new(request, form)
    key = form.cleaned_data["key"] or uuid4()
    found = [] if form.cleaned_data["anyway"] else likely_the_same(request.user, form.details())
    # Not whom a first click has just added: its answer may never have come (TRUST.md, F2).
    alike = [(contact, match) for contact, match in found if contact.pk != key]
    if alike:
        return _show_new(request, form, alike=alike)
    with transaction.atomic():
        contact = create_contact(
            owner=request.user, details=form.details(), last_in_touch=form.last, key=key
        )
        is_refused = contact.do_not_contact  # known by their address: they asked before
        begun = None if is_refused else _begun(request, contact, key)
    warn_of_doubts(request, form.details())
    if begun is None:
        messages.info(request, _refusal(contact))
    return begun or redirect("outreach_contact", contact.pk)


def _show_new(request: SignedInRequest, form: NewContactForm, **more: Any) -> HttpResponse:
    context = {**_head(), "form": form, "has_contacts": has_contacts(request.user), **more}
    return render(request, "outreach/wizard/new_contact.html", context)


def _head() -> dict[str, Any]:
    return {"title": TITLES[WizardStep.WHO], "number": 1, "total": len(WizardStep)}
