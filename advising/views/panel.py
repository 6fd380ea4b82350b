"""The advisor's side, inside the panel: invite, my clients, and what each of them shares."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from accounts.paging import Listed, keyset_page
from accounts.panel import Page, at_work, only_for, panel
from advising import actions
from advising.access import (
    client_or_404,
    clients_now,
    invitation_or_404,
    leads_centre,
    outreaches_of,
    shared_outreach_or_404,
)
from advising.forms import InviteForm, NoteForm
from advising.models import FieldGroup, Invitation, Share
from advising.rows import CLIENTS, code_of, invitation_rows
from advising.shared import shared
from advising.tasks import send_invitation
from advising.views.mail_limits import AGAIN, TooOften, counted
from contacts.exchange.text import isolated

NOTES_AT_MOST = 50


def for_advisors(view: Page) -> Any:
    """A page of the panel for those who may have clients."""
    return panel.admin_view(only_for(lambda user: user.advises)(view))


def for_leads(view: Page) -> Any:
    """A page of the panel for those who lead the centre."""
    return panel.admin_view(only_for(leads_centre)(view))


@require_http_methods(["GET", "POST"])
def clients(request: HttpRequest) -> HttpResponse:
    """My clients, open invitations, the code for flyers, and the form to invite."""
    advisor, now = at_work(request), timezone.now()
    posted = request.POST if request.method == "POST" else None
    form = InviteForm(posted, advisor=advisor)
    if posted is not None and form.is_valid() and _invited(request, advisor, form):
        return redirect("advisor:advising_clients")
    page = keyset_page(
        CLIENTS.listed(advisor=advisor.pk, now=now),
        known=lambda: clients_now(advisor),
        order=CLIENTS.order,
        request=request,
    )
    context = {
        "form": form,
        "page": page,
        "invitations": invitation_rows(advisor),
        "code": code_of(advisor),
        "invitation_days": actions.INVITATION_DAYS,
    }
    return panel.page(request, "advising/panel/clients.html", _("My clients"), context)


def _invited(request: HttpRequest, advisor: User, form: InviteForm) -> bool:
    """Invite, and say so; False, with an error on the form, where there are too many."""
    email, of = form.cleaned_data["email"], form.cleaned_data["of"]
    try:
        with counted(request, advisor=of, email=email):
            invitation = actions.invite(advisor=of, email=email, by=advisor, now=timezone.now())
    except TooOften as refused:
        form.add_error("email", refused.reason)
        return False
    except actions.TooMany:
        text = _("There are %(number)d open invitations. Withdraw some first.")
        form.add_error("email", text % {"number": actions.INVITATIONS_AT_MOST})
        return False
    _mailed(request, invitation)
    return True


def _mailed(request: HttpRequest, invitation: Invitation) -> None:
    send_invitation.enqueue(str(invitation.pk))
    text = _("The invitation to %(email)s is on its way.")
    flash.success(request, text % {"email": invitation.email})


@require_POST
def send_again(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Mail an invitation that was not sent."""
    advisor = at_work(request)
    invitation = invitation_or_404(advisor, invitation_id)
    try:
        with counted(request, advisor=advisor, email=invitation.email, action=AGAIN):
            is_unsent = actions.invite_again(invitation=invitation, by=advisor, now=timezone.now())
    except TooOften as refused:
        flash.error(request, refused.reason)
        return redirect("advisor:advising_clients")
    if is_unsent:
        _mailed(request, invitation)
    else:
        flash.info(request, _("It has been sent in the meantime."))
    return redirect("advisor:advising_clients")


@require_POST
def withdraw(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    advisor = at_work(request)
    if actions.withdraw(invitation=invitation_or_404(advisor, invitation_id), by=advisor):
        flash.success(request, _("Withdrawn. The link in that message opens nothing any more."))
    else:
        flash.info(request, _("This invitation is no longer open"))
    return redirect("advisor:advising_clients")


@require_POST
def code(request: HttpRequest) -> HttpResponse:
    """A code for flyers, or a new one."""
    actions.new_code(advisor=at_work(request), now=timezone.now())
    flash.success(request, _("Here is your new code. An old one is no longer known."))
    return redirect("advisor:advising_clients")


@require_http_methods(["GET", "POST"])
def client(request: HttpRequest, advising_id: UUID) -> HttpResponse:
    """What a client shares, as far as each outreach is shared; and the advisor's own notes."""
    now = timezone.now()
    advising = client_or_404(at_work(request), advising_id)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.add_note(advising=advising, body=form.cleaned_data["body"], now=now)
        flash.success(request, _("Noted, for you alone."))
        return redirect("advisor:advising_client", advising.pk)
    opened = list(Share.objects.open(now).filter(advising=advising))
    of_all = next((share for share in opened if share.outreach_id is None), None)
    of_one = {share.outreach_id: share for share in opened if share.outreach_id}
    visible = outreaches_of(advising.client)
    if of_all is None:
        visible = visible.filter(pk__in=list(of_one))
    page = keyset_page(
        Listed(
            visible.select_related("contact", "request_type").prefetch_related("contact__contests")
        ),
        known=visible,
        order=("-created_at", "-id"),
        request=request,
    )
    rows = [
        {
            "pk": outreach.pk,
            "shared": shared(outreach, _for_a_row(of_one.get(outreach.pk) or of_all)),
        }
        for outreach in page.rows
    ]
    actions.note_look(advising=advising, outreach=None, groups=(), now=now)
    notes = advising.notes.all()[:NOTES_AT_MOST]
    context = {"advising": advising, "page": page, "rows": rows, "notes": notes, "form": form}
    return panel.page(request, "advising/panel/client.html", str(advising.client), context)


@require_POST
def forget_note(request: HttpRequest, advising_id: UUID, note_id: UUID) -> HttpResponse:
    """Delete a private note."""
    advising = client_or_404(at_work(request), advising_id)
    note = advising.notes.filter(pk=note_id).first()
    if note is None:
        raise Http404
    actions.forget_note(note=note, by=advising.advisor)
    flash.success(request, _("The note is deleted."))
    return redirect("advisor:advising_client", advising.pk)


def _for_a_row(share: Share | None) -> frozenset[FieldGroup]:
    """Of the groups of a share, what a row of the list shows."""
    return share.groups & {FieldGroup.PERSON} if share else frozenset()


@require_GET
def outreach(request: HttpRequest, advising_id: UUID, outreach_id: UUID) -> HttpResponse:
    """One outreach of a client, as far as it is shared; the client sees that it was looked at."""
    now = timezone.now()
    advising = client_or_404(at_work(request), advising_id)
    found, groups = shared_outreach_or_404(advising, outreach_id, now)
    found.owner = advising.client
    actions.note_look(advising=advising, outreach=found, groups=groups, now=now)
    seen = shared(found, groups)
    hidden = [group.label for group in FieldGroup if group not in groups]
    context = {"advising": advising, "shared": seen, "hidden": hidden}
    return panel.page(
        request, "advising/panel/outreach.html", seen.name or _("An outreach"), context
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, advising_id: UUID) -> HttpResponse:
    """Confirm, then end it."""
    advisor = at_work(request)
    advising = client_or_404(advisor, advising_id)
    if request.method == "GET":
        title = _("End working together?")
        return panel.page(request, "advising/panel/end.html", title, {"advising": advising})
    actions.end(advising=advising, by=advisor, now=timezone.now())
    text = _("You no longer see anything of %(name)s.")
    flash.success(request, text % {"name": isolated(str(advising.client))})
    return redirect("advisor:advising_clients")
