"""Somebody says that what the user noted about them is wrong: take it over, or keep one's own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.request import SignedInRequest
from contacts.access import contact_or_404
from contacts.actions import Stale
from contacts.exchange.text import isolated
from contacts.models import Contact
from outreach.access import contest_or_404
from outreach.actions import corrections
from outreach.forms.my_data import KNOWN_AS, KeepForm
from outreach.models import Contest, Field


@dataclass(frozen=True, slots=True)
class Question:
    """One detail: what the user has, what the person says, and the form to keep one's own."""

    contest: Contest
    has: list[str]
    says: Any
    form: KeepForm
    ends_at: datetime | None


@require_GET
def contested(request: SignedInRequest, contact_id: UUID) -> HttpResponse:
    """What this person says is wrong, with what the user noted beside it."""
    return _show(request, contact_or_404(request.user, contact_id))


def _show(
    request: SignedInRequest, contact: Contact, posted: KeepForm | None = None
) -> HttpResponse:
    questions = [_question(one, contact, posted) for one in _waiting(contact)]
    context = {
        "contact": contact,
        "questions": questions,
        "form": posted,
        "days": corrections.ANSWERED_WITHIN.days,
    }
    return render(request, "outreach/contested.html", context)


def _waiting(contact: Contact) -> list[Contest]:
    """One for each field and request: two contacts merged into one have each twice."""
    rows = contact.contests.filter(decided_at=None).select_related("correction")
    each = {(one.correction_id, one.field): one for one in rows.order_by("correction__asked_at")}
    return sorted(each.values(), key=lambda one: Field.values.index(one.field))


def _question(contest: Contest, contact: Contact, posted: KeepForm | None) -> Question:
    form = KeepForm(prefix=contest.pk.hex)
    if posted and posted.prefix == form.prefix:
        form = posted
    says = contest.correction.says[contest.field]
    if contest.field == Field.RELATIONSHIP:
        says = KNOWN_AS[says]
    has, ends_at = _has(contact, Field(contest.field)), corrections.ends_at(contest.correction)
    return Question(contest, has, says, form, ends_at)


def _has(contact: Contact, field: Field) -> list[str]:
    """What is noted now."""
    match field:
        case Field.EMAIL:
            return [email.address for email in contact.emails.all()]
        case Field.PHONE:
            return [phone.number for phone in contact.phones.all()]
        case Field.RELATIONSHIP:
            return [contact.get_relationship_display()]
        case _:
            return [getattr(contact, field)]


@require_POST
def take_over(request: SignedInRequest, contact_id: UUID, contest_id: UUID) -> HttpResponse:
    """Write what the person says into the contact."""
    contest = contest_or_404(request.user, contact_id, contest_id)
    try:
        version = int(request.POST.get("version", "0")[:9])
    except ValueError:
        version = 0
    now = timezone.now()
    try:
        if corrections.take_over(contest=contest, version=version, by=request.user, now=now):
            words = _("Corrected. You can use it in messages to %(name)s again.")
            messages.success(request, words % {"name": isolated(contest.contact.called)})
    except Stale:
        messages.info(request, _("This contact was changed meanwhile. Look once more."))
        return redirect("outreach_contested", contact_id)
    except corrections.Unusable:
        messages.warning(request, _("Nobody may keep this address: its owner asked to be removed."))
        return redirect("outreach_contested", contact_id)
    return _on(contest)


@require_POST
def keep(request: SignedInRequest, contact_id: UUID, contest_id: UUID) -> HttpResponse:
    """Leave it as it is, and say why."""
    contest = contest_or_404(request.user, contact_id, contest_id)
    form = KeepForm(request.POST, prefix=contest.pk.hex)
    if not form.is_valid():
        return _show(request, contest.contact, form)
    reason = form.cleaned_data["reason"]
    if corrections.keep(contest=contest, reason=reason, by=request.user, now=timezone.now()):
        messages.success(request, _("It stays as it is. The person hears it without your name."))
    return _on(contest)


def _on(contest: Contest) -> HttpResponse:
    """To what is left to decide, or back to the contact."""
    left = contest.contact.contests.filter(decided_at=None).exists()
    return redirect("outreach_contested" if left else "outreach_contact", contest.contact_id)
