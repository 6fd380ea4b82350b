"""Who may see what of whom: the client their own, the advisor what is shared at this moment.

All others get 404, as for an id that never existed. Nothing here is cached: what a client ends is
gone with the next request (TRUST.md, T2).
"""

from datetime import datetime
from uuid import UUID

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.http import Http404

from accounts.models import User
from advising.models import (
    Advising,
    Comment,
    Emergency,
    FieldGroup,
    Invitation,
    Review,
    Share,
    advises,
    goes_on,
)
from outreach.models import Outreach, OutreachQuerySet
from outreach.progress import Status


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
    mine = clients_now(advisor).filter(pk=advising_id)
    found = mine.select_related("client", "advisor").first()
    if found is None:
        raise Http404
    return found


def clients_now(advisor: User | UUID) -> "QuerySet[Advising]":
    """The relationships of this advisor that go on, with clients who are here."""
    mine = Advising.objects.filter(advisor=advisor, ended_at=None)
    return mine.filter(_advises_still(advisor), client__is_active=True)


def _advises_still(advisor: User | UUID) -> Exists:
    """That this advisor is one still.

    A question of its own within the query: each table that is joined to the others doubles the time
    in which PostgreSQL plans it, and with eight of them that was most of the page.
    """
    pk = advisor.pk if isinstance(advisor, User) else advisor
    return Exists(User.objects.filter(pk=pk, **advises()))


def is_advised(client: str) -> Exists:
    """Whether somebody advises the user at the end of this path: for ``annotate``."""
    return Exists(Advising.objects.going_on().filter(client=OuterRef(client)))


def leads_centre(user: User) -> bool:
    """Who assigns clients and sees the figures of everybody."""
    return user.leads or (user.advises and user.is_superuser)


def advisors() -> "QuerySet[User]":
    """Everybody who may have clients."""
    return User.objects.filter(**advises()).order_by("display_name", "email")


def assigned() -> "QuerySet[Advising]":
    """Who advises whom, for those who lead: also those whose advisor is one no longer."""
    return Advising.objects.filter(ended_at=None, client__is_active=True)


def assigned_or_404(advising_id: UUID) -> Advising:
    """One of them."""
    found = assigned().filter(pk=advising_id).select_related("advisor", "client").first()
    if found is None:
        raise Http404
    return found


def offers() -> "QuerySet[Invitation]":
    """Clients who are being handed over and have not said yes yet."""
    open_ones = Invitation.objects.filter(replaces__ended_at=None, replaces__isnull=False)
    open_ones = open_ones.filter(replaces__client__is_active=True)
    return open_ones.select_related("advisor", "replaces__client")


def offer_or_404(invitation_id: UUID) -> Invitation:
    """One of them."""
    found = offers().filter(pk=invitation_id).first()
    if found is None:
        raise Http404
    return found


def invitations_of(advisor: User | UUID) -> "QuerySet[Invitation]":
    """Whom this advisor invited. Who is handed over is not known to them before the yes."""
    return Invitation.objects.filter(advisor=advisor, replaces=None)


def invitation_or_404(advisor: User, invitation_id: UUID) -> Invitation:
    """An open invitation of this advisor."""
    found = invitations_of(advisor).filter(pk=invitation_id).first()
    if found is None:
        raise Http404
    return found


def share_of(advising: Advising, outreach_id: UUID, now: datetime) -> Share | None:
    """The share that says what the advisor may see of an outreach now.

    A share of that outreach says it all; without one, the share of everything does.
    """
    about_it = Q(outreach=None) | Q(outreach_id=outreach_id)
    found = {
        share.outreach_id: share
        for share in Share.objects.open(now).filter(about_it, advising=advising)
    }
    return found.get(outreach_id) or found.get(None)


def groups_shared(advising: Advising, outreach_id: UUID, now: datetime) -> frozenset[FieldGroup]:
    """What the advisor may see of an outreach now; empty where nothing is shared."""
    share = share_of(advising, outreach_id, now)
    return share.groups if share else frozenset()


def outreaches_of(client: User) -> "OutreachQuerySet":
    """What others may ever see: every outreach that the client sees themselves."""
    return Outreach.objects.owned_by(client).exclude(status=Status.DISCARDED)


def shared_outreach_or_404(
    advising: Advising, outreach_id: UUID, now: datetime
) -> tuple[Outreach, frozenset[FieldGroup]]:
    """An outreach of the client that is shared now, and what of it."""
    groups = groups_shared(advising, outreach_id, now)
    mine = outreaches_of(advising.client).select_related("contact", "request_type")
    outreach = mine.filter(pk=outreach_id).first() if groups else None
    if outreach is None:
        raise Http404
    return outreach, groups


def emergency_or_404(host: User, emergency_id: UUID, now: datetime) -> Emergency:
    """An emergency access that this host opened and that is open still, with the client loaded."""
    mine = Emergency.objects.open(now).filter(host=host)
    found = mine.filter(pk=emergency_id).select_related("host", "client").first()
    if found is None:
        raise Http404
    return found


def outreaches_in_emergency(emergency: Emergency) -> "OutreachQuerySet":
    """What it shows."""
    return outreaches_of(emergency.client)


def outreach_in_emergency_or_404(emergency: Emergency, outreach_id: UUID) -> Outreach:
    """One of them."""
    theirs = outreaches_in_emergency(emergency).select_related("contact", "request_type")
    found = theirs.filter(pk=outreach_id).first()
    if found is None:
        raise Http404
    found.owner = emergency.client
    return found


def own_emergency_or_404(client: User, emergency_id: UUID) -> Emergency:
    """What happened to this client, over or not, with who it was."""
    found = Emergency.objects.filter(client=client, pk=emergency_id).select_related("host").first()
    if found is None:
        raise Http404
    return found


def own_review_or_404(client: User, review_id: UUID) -> Review:
    """A review this client asked for, with message and advisor loaded."""
    mine = Review.objects.filter(
        advising__client=client, message__outreach__contact__trashed_at=None
    )
    found = mine.filter(pk=review_id).select_related("advising__advisor", "message__outreach")
    review = found.first()
    if review is None:
        raise Http404
    return review


def own_comment_or_404(client: User, comment_id: UUID) -> Comment:
    """A comment in a review this client asked for, with words that could be taken."""
    mine = Comment.objects.filter(review__advising__client=client).exclude(suggestion="")
    found = mine.filter(pk=comment_id).select_related("review__message").first()
    if found is None:
        raise Http404
    return found


def reviews_seen(now: datetime) -> "QuerySet[Review]":
    """The reviews whose text is shown to their advisor at this moment."""
    return _reviews_shared(now).filter(**goes_on("advising__"))


def reviews_of(advisor: User | UUID, now: datetime) -> "QuerySet[Review]":
    """The reviews of this advisor whose text is shared with them at this moment."""
    mine = _reviews_shared(now).filter(advising__advisor=advisor, advising__ended_at=None)
    about = Outreach.objects.filter(pk=OuterRef("message__outreach"))
    seen_by_client = Q(contact__trashed_at=None) & ~Q(status=Status.DISCARDED)
    is_here = ExpressionWrapper(seen_by_client, BooleanField())
    return mine.filter(_advises_still(advisor), Subquery(about.values(is_here=is_here)))


def _reviews_shared(now: datetime) -> "QuerySet[Review]":
    """The reviews whose text is shared at this moment, if the advising goes on.

    The query says the same as ``groups_shared``: a share of the outreach says it all for it, and
    without one the share of everything does.
    """
    shares = Share.objects.standing(now).filter(advising=OuterRef("advising"))
    of_it = shares.filter(outreach=OuterRef("message__outreach"))
    # Each can be answered for all rows at once; the first of some shares in order could not.
    shows_text = Exists(of_it.filter(text=True)) | (
        Exists(shares.filter(outreach=None, text=True)) & ~Exists(of_it)
    )
    shared = Review.objects.filter(shows_text, advising__client__is_active=True)
    return shared.exclude(state=Review.State.WITHDRAWN)


def review_or_404(advisor: User, review_id: UUID, now: datetime) -> Review:
    """A review of this advisor, while its text is shared with them."""
    found = reviews_of(advisor, now).filter(pk=review_id)
    review = found.select_related(
        "advising__client", "message__outreach__contact", "message__outreach__request_type"
    ).first()
    if review is None or not advisor.advises:
        raise Http404
    review.message.outreach.owner = review.advising.client
    return review
