"""For those who lead a centre: who advises whom, and handing a client over."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from accounts.paging import keyset_page
from accounts.panel import at_work, panel
from advising import actions
from advising.access import assigned, assigned_or_404, offer_or_404
from advising.forms import HandOverForm
from advising.models import Advising, Invitation
from advising.rows import ASSIGNED, offer_rows
from advising.tasks import send_invitation
from advising.views.mail_limits import AGAIN, TooOften, counted
from contacts.exchange.text import isolated


@require_GET
def centre(request: HttpRequest) -> HttpResponse:
    """Who advises whom, and who is being handed over. Names only: nothing that is shared."""
    page = keyset_page(ASSIGNED.listed(), known=assigned, order=ASSIGNED.order, request=request)
    context = {"page": page, "offers": offer_rows()}
    return panel.page(request, "advising/panel/centre.html", _("Who advises whom"), context)


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, advising_id: UUID) -> HttpResponse:
    """Choose who takes over, and ask the client."""
    advising = assigned_or_404(advising_id)
    form = HandOverForm(request.POST if request.method == "POST" else None, advising=advising)
    is_valid = request.method == "POST" and form.is_valid()
    if is_valid and _offered(request, advising, form.cleaned_data["to"], form):
        return redirect("advisor:advising_centre")
    context = {"advising": advising, "form": form}
    return panel.page(request, "advising/panel/hand_over.html", _("Hand a client over"), context)


def _offered(request: HttpRequest, advising: Advising, to: User, form: HandOverForm) -> bool:
    """Ask the client, and say so; False, with an error on the form, where that is no use."""
    try:
        with counted(request, advisor=to, email=advising.client.email):
            offer = actions.hand_over(
                advising=advising, to=to, by=at_work(request), now=timezone.now()
            )
    except TooOften as refused:
        form.add_error("to", refused.reason)
        return False
    except actions.AlreadyAdvises:
        form.add_error("to", _("They advise this client already."))
        return False
    except actions.TooMany:
        form.add_error("to", _("They have too many open invitations. Choose somebody else."))
        return False
    _mailed(request, offer, advising.client)
    return True


def _mailed(request: HttpRequest, offer: Invitation, client: User) -> None:
    send_invitation.enqueue(str(offer.pk))
    text = _("%(client)s gets a message and decides. Until then nothing changes.")
    flash.success(request, text % {"client": isolated(str(client))})


@require_POST
def send_offer_again(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Mail an offer that was not sent."""
    offer = offer_or_404(invitation_id)
    lead, now = at_work(request), timezone.now()
    try:
        with counted(request, advisor=offer.advisor, email=offer.email, action=AGAIN):
            is_unsent = actions.invite_again(invitation=offer, by=lead, now=now)
    except TooOften as refused:
        flash.error(request, refused.reason)
        return redirect("advisor:advising_centre")
    if is_unsent and offer.replaces:
        _mailed(request, offer, offer.replaces.client)
    else:
        flash.info(request, _("It has been sent in the meantime."))
    return redirect("advisor:advising_centre")


@require_POST
def withdraw_offer(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Take it back: everything stays as it is."""
    if actions.withdraw(invitation=offer_or_404(invitation_id), by=at_work(request)):
        flash.success(request, _("Withdrawn. The link in that message opens nothing any more."))
    else:
        flash.info(request, _("This invitation is no longer open"))
    return redirect("advisor:advising_centre")
