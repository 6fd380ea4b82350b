"""Who may see what of whom: the client their own, the advisor what is shared at this moment.

All others get 404, as for an id that never existed. Nothing here is cached: what a client ends is
gone with the next request (TRUST.md, T2).
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from accounts.models import User
from advising.models import Advising, FieldGroup, Invitation, Share
from outreach.models import Outreach


def own_advising_or_404(client: User, advising_id: UUID) -> Advising:
    """A relationship of this client, over or not, with the advisor loaded."""
    mine = Advising.objects.filter(client=client).select_related("advisor")
    found = mine.filter(pk=advising_id).first()
    if found is None:
        raise Http404
    return found


def own_share_or_404(client: User, share_id: UUID) -> Share:
    """A share of this client, with the advising loaded."""
    mine = Share.objects.filter(advising__client=client).select_related("advising__advisor")
    found = mine.filter(pk=share_id).first()
    if found is None:
        raise Http404
    return found


def client_or_404(advisor: User, advising_id: UUID) -> Advising:
    """A relationship of this advisor that goes on, with the client loaded."""
    mine = Advising.objects.going_on().filter(advisor=advisor, client__is_active=True)
    found = mine.filter(pk=advising_id).select_related("client").first()
    if found is None:
        raise Http404
    return found


def invitation_or_404(advisor: User, invitation_id: UUID) -> Invitation:
    """An open invitation of this advisor."""
    found = Invitation.objects.filter(advisor=advisor, pk=invitation_id).first()
    if found is None:
        raise Http404
    return found


def groups_shared(advising: Advising, outreach_id: UUID, now: datetime) -> frozenset[FieldGroup]:
    """What the advisor may see of an outreach now; empty where nothing is shared.

    A share of that outreach says it all; without one, the share of everything does.
    """
    about_it = Q(outreach=None) | Q(outreach_id=outreach_id)
    found = {
        share.outreach_id: share
        for share in Share.objects.open(now).filter(about_it, advising=advising)
    }
    share = found.get(outreach_id) or found.get(None)
    return share.groups if share else frozenset()


def shared_outreach_or_404(
    advising: Advising, outreach_id: UUID, now: datetime
) -> tuple[Outreach, frozenset[FieldGroup]]:
    """An outreach of the client that is shared now, and what of it."""
    groups = groups_shared(advising, outreach_id, now)
    mine = Outreach.objects.owned_by(advising.client).select_related("contact", "request_type")
    outreach = mine.filter(pk=outreach_id).first() if groups else None
    if outreach is None:
        raise Http404
    return outreach, groups
