"""Writes: inviting, accepting, sharing, ending; each atomic, each in the audit trail.

Ending takes effect at once: advising.access asks the rows at every request.
"""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts import audit
from accounts.models import User
from advising import waiting
from advising.models import (
    Advising,
    AdvisorCode,
    AdvisorNote,
    FieldGroup,
    Invitation,
    Look,
    Share,
)
from outreach.models import Outreach
from outreach.telling import SETTLED

INVITATION_DAYS = 30
SHARE_DAYS = 90
INVITATIONS_AT_MOST = 200
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that look alike: people type it from paper."""
CODE_LENGTH = 8

INVITATION = "advising.invitation"
"""What the signature of a mailed link is good for, and for nothing else."""


class Refused(Exception):
    """The invitation is not open any more, or nobody may accept it who is its advisor."""


class AlreadyAdvises(Exception):
    """This advisor has this client already, or is the client."""


class TooMany(Exception):
    """This advisor has as many open invitations as anybody needs."""


@transaction.atomic
def invite(
    *,
    advisor: User,
    email: str,
    now: datetime,
    by: User | None = None,
    replaces: Advising | None = None,
) -> Invitation:
    """Invite an address; inviting it again makes the invitation new, and leaves an offer to hand
    the client over what it is. Raises TooMany.

    ``by`` somebody else where a lead advisor does it.
    """
    mine = Invitation.objects.filter(advisor=advisor)
    if not mine.filter(email=email).exists() and mine.count() >= INVITATIONS_AT_MOST:
        raise TooMany
    invitation, is_new = mine.get_or_create(
        advisor=advisor, email=email, defaults={"created_at": now, "replaces": replaces}
    )
    if not is_new:
        replaces = replaces or _offered(invitation, now)
        columns = {"created_at": now, "replaces": replaces, "sent_at": None, "given_up_at": None}
        mine.filter(pk=invitation.pk).update(**columns, **SETTLED)
        invitation.refresh_from_db()
    audit.record(actor=by or advisor, verb="invite", target=invitation)
    return invitation


def _offered(invitation: Invitation, now: datetime) -> Advising | None:
    """What ends with a yes to it, where it is an offer that is open still."""
    before = invitation.replaces
    is_open = invitation.created_at > now - timedelta(days=INVITATION_DAYS)
    return before if before and before.ended_at is None and is_open else None


@transaction.atomic
def invite_again(*, invitation: Invitation, by: User, now: datetime) -> bool:
    """Try anew to mail one that was not sent; False where it was sent meanwhile.

    What somebody is at this moment sending is left to them, so that it is sent once.
    """
    unsent = Invitation.objects.filter(pk=invitation.pk, sent_at=None)
    unsent.filter(given_up_at__isnull=False).update(given_up_at=None, **SETTLED)
    is_unsent = unsent.update(created_at=now) > 0
    if is_unsent:
        audit.record(actor=by, verb="invite", target=invitation)
    return is_unsent


@transaction.atomic
def hand_over(*, advising: Advising, to: User, by: User, now: datetime) -> Invitation:
    """Offer a client another advisor. Nothing changes, and nothing they share moves, until the
    client says yes; then the old advising ends. Raises AlreadyAdvises and TooMany."""
    there = Advising.objects.filter(advisor=to, client=advising.client, ended_at=None)
    if to.pk == advising.client_id or there.exists():
        raise AlreadyAdvises
    offer = invite(
        advisor=to, email=advising.client.email.lower(), now=now, by=by, replaces=advising
    )
    audit.record(actor=by, verb="hand_over", target=advising)
    return offer


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User) -> bool:
    """Take an invitation back: its link opens nothing any more. False where it was used before."""
    gone, _by_model = Invitation.objects.filter(pk=invitation.pk).delete()
    if gone:
        audit.record(actor=by, verb="withdraw", target=invitation)
    return bool(gone)


def forget_invitations(*, now: datetime) -> int:
    """A job of the tick: what nobody answered in time goes, and the address with it. How many."""
    over = Invitation.objects.filter(created_at__lte=now - timedelta(days=INVITATION_DAYS))
    forgotten, _by_model = over.delete()
    return forgotten


def token_of(invitation: Invitation) -> str:
    """What the mailed link holds: the id, signed for this purpose alone."""
    return signing.Signer(salt=INVITATION).sign(invitation.pk.hex)


def invited_by(token: str, now: datetime) -> tuple[User, Invitation | None] | None:
    """Who invites with this token or code, and the invitation if it was one by mail."""
    try:
        pk = UUID(hex=signing.Signer(salt=INVITATION).unsign(token))
    except (signing.BadSignature, ValueError):
        return _advisor_with_code(token)
    newest = now - timedelta(days=INVITATION_DAYS)
    found = Invitation.objects.filter(pk=pk, created_at__gt=newest).select_related(
        "advisor", "replaces__advisor"
    )
    invitation = found.first()
    if invitation is None or not invitation.advisor.advises:
        return None
    return invitation.advisor, invitation


def _advisor_with_code(text: str) -> tuple[User, None] | None:
    code = plain_code(text)
    found = AdvisorCode.objects.filter(code=code).select_related("advisor").first()
    if len(code) != CODE_LENGTH or found is None or not found.advisor.advises:
        return None
    return found.advisor, None


def plain_code(text: str) -> str:
    """A code as it is stored: capitals, without blanks and hyphens."""
    return "".join(letter for letter in text.upper() if letter.isalnum())


@transaction.atomic
def new_code(*, advisor: User, now: datetime) -> AdvisorCode:
    """A code for flyers; a new one ends the old."""
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    made, _is_new = AdvisorCode.objects.update_or_create(
        advisor=advisor, defaults={"code": code, "created_at": now}
    )
    audit.record(actor=advisor, verb="new_code", target=advisor)
    return made


@transaction.atomic
def accept(
    *, advisor: User, invitation: Invitation | None, client: User, now: datetime
) -> Advising:
    """The client's yes. Nothing is shared by it. Twice is once. Raises Refused for oneself, and
    where the invitation was withdrawn at that moment.

    Where somebody hands them over, it is the end of the old advising; for others it is no offer.
    """
    if advisor.pk == client.pk or not advisor.advises:
        raise Refused
    existing = Advising.objects.filter(advisor=advisor, client=client, ended_at=None)
    replaced = None
    if invitation:
        # Read again, and held: whoever withdraws it waits here, or was quicker.
        still = Invitation.objects.select_for_update().filter(pk=invitation.pk).first()
        if still is None and not existing.exists():
            raise Refused
        replaced = still.replaces if still else None
        if replaced and replaced.client_id != client.pk:
            raise Refused
        if still:
            still.delete()
    try:
        with transaction.atomic():
            advising = existing.first() or Advising.objects.create(
                advisor=advisor, client=client, began_at=now
            )
    except IntegrityError:  # a second press at the same moment
        advising = existing.get()
    audit.record(actor=client, verb="accept", target=advising)
    if replaced:
        end(advising=replaced, by=client, now=now)
    return advising


@transaction.atomic
def end(*, advising: Advising, by: User, now: datetime) -> None:
    """Either side ends it, and every share with it, at once. Twice is once."""
    going_on = Advising.objects.filter(pk=advising.pk, ended_at=None)
    if going_on.update(ended_at=now):
        Share.objects.filter(advising=advising, ended_at=None).update(ended_at=now)
        waiting.lapse(now=now, of=Q(advising=advising))
        audit.record(actor=by, verb="end", target=advising)


@transaction.atomic
def share(
    *,
    advising: Advising,
    outreach: Outreach | None,
    groups: Collection[FieldGroup],
    ends_at: datetime,
    by: User,
    now: datetime,
) -> Share | None:
    """Show these groups of one outreach, or of all (None), until then; the old share ends.

    Without a group nothing is shared. Raises Refused once the advising is over.
    """
    # Others wait here, so that two presses leave one open share.
    locked = Advising.objects.select_for_update().filter(pk=advising.pk, ended_at=None)
    if not locked.exists():
        raise Refused
    _end_shares(advising, outreach, now)
    made = None
    if groups:
        made = Share.objects.create(
            advising=advising,
            outreach=outreach,
            created_at=now,
            ends_at=ends_at,
            **{group.value: group in groups for group in FieldGroup},
        )
    waiting.lapse(now=now, of=Q(advising=advising))
    audit.record(
        actor=by,
        verb="share" if made else "unshare",
        target=made or advising,
        fields=[group.value for group in groups],
    )
    return made


@transaction.atomic
def end_share(*, share: Share, by: User, now: datetime) -> None:
    """Revoke one share, at once. Twice is once."""
    if Share.objects.filter(pk=share.pk, ended_at=None).update(ended_at=now):
        waiting.lapse(now=now, of=Q(advising=share.advising_id))
        audit.record(actor=by, verb="unshare", target=share)


@transaction.atomic
def end_vain_shares(*, now: datetime) -> int:
    """A job of the tick: what was shown to somebody who advises no more is shared no more; how
    many. (They see nothing from that moment on. The client reads that it has ended; so it does not
    begin anew by itself should they advise again.)"""
    left = Advising.objects.filter(ended_at=None).exclude(pk__in=Advising.objects.going_on())
    found = list(Share.objects.filter(ended_at=None, advising__in=left).order_by("pk"))
    Share.objects.filter(pk__in=[share.pk for share in found]).update(ended_at=now)
    audit.record_all(actor=None, verb="unshare", targets=[(share, ()) for share in found])
    return len(found)


def _end_shares(advising: Advising, outreach: Outreach | None, now: datetime) -> None:
    same = Share.objects.filter(advising=advising, outreach=outreach, ended_at=None)
    same.update(ended_at=now)


def note_look(
    *,
    advising: Advising,
    outreach: Outreach | None,
    groups: Collection[FieldGroup],
    now: datetime,
) -> None:
    """Note that the advisor looked, for the client to see; before the page is shown."""
    with transaction.atomic():
        Look.objects.create(
            advising=advising,
            outreach=outreach,
            groups=sorted(group.value for group in groups),
            at=now,
        )
        audit.record(actor=advising.advisor, verb="look", target=outreach or advising)


@transaction.atomic
def add_note(*, advising: Advising, body: str, now: datetime) -> AdvisorNote:
    """Keep a private note of the advisor about a client."""
    note = AdvisorNote.objects.create(advising=advising, body=body, created_at=now)
    audit.record(actor=advising.advisor, verb="add_note", target=note)
    return note


@transaction.atomic
def forget_note(*, note: AdvisorNote, by: User) -> None:
    """Delete a private note."""
    audit.record(actor=by, verb="delete", target=note)
    note.delete()
