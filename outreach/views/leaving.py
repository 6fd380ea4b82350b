"""A contact goes into the trash, or is not to be written to: what is on its way to them stops."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.request import SignedInRequest
from contacts.access import contact_or_404
from contacts.exchange.text import isolated
from contacts.returning import say_with_undo
from outreach.actions.people import move_to_trash, set_do_not_contact


@require_http_methods(["GET", "POST"])
def do_not_contact(request: SignedInRequest, contact_id: UUID) -> HttpResponse:
    """Confirm, then mark: nobody is to write to this person any more."""
    contact = contact_or_404(request.user, contact_id)
    if request.method != "POST":
        return render(request, "contacts/do_not_contact.html", {"contact": contact})
    set_do_not_contact(contact=contact, now=timezone.now(), by=request.user)
    text = _("Noted: %(name)s is not to be written to.") % {"name": isolated(contact.name)}
    flash.success(request, text)
    return redirect("outreach_contact", contact.pk)


@require_POST
def delete(request: SignedInRequest, contact_id: UUID) -> HttpResponse:
    """Move a contact to the trash."""
    contact = contact_or_404(request.user, contact_id)
    move_to_trash(contact=contact, now=timezone.now(), by=request.user)
    text = _("Moved %(name)s to the trash. It stays there for %(days)d days.")
    text %= {"name": isolated(contact.name), "days": settings.KEEP_TRASH_DAYS}
    say_with_undo(request, text, reverse("contacts_restore", args=[contact.pk]))
    return redirect("contacts_list")
