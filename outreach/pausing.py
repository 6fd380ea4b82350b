"""Pausing what leaves the site by mail: for everybody at once, or for one sender (TRUST.md, L13).

The worker asks ``is_paused`` at each claim, so a pause stops the queue within seconds. What waits
goes on waiting, and uses up no attempt; resuming lets it go.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from outreach.models import Sender, SiteSending


def is_paused(owner: User) -> bool:
    """Whether nothing of this user may leave the site now."""
    return is_site_paused() or Sender.objects.filter(owner=owner, paused_at__isnull=False).exists()


def is_site_paused() -> bool:
    """Whether nothing at all may leave the site now."""
    return SiteSending.objects.filter(paused_at__isnull=False).exists()


def why_paused(owner: User) -> str:
    """The reason in a sentence that the user reads; empty while sending is open."""
    if is_site_paused():
        return _("Sending from Reconnect is paused for everybody at the moment.")
    paused = Sender.objects.filter(owner=owner, paused_at__isnull=False).first()
    if paused is None:
        return ""
    return str(Sender.Paused(paused.paused_because or Sender.Paused.BY_HOST).label)


@transaction.atomic
def pause_all(*, by: User | None, now: datetime) -> bool:
    """Stop the queue for everybody. False when it was stopped already."""
    site = SiteSending.of_the_site()
    is_open = SiteSending.objects.filter(paused_at=None)
    stopped = is_open.update(paused_at=now, version=F("version") + 1)
    return _record(site, "paused_sending", by, stopped)


@transaction.atomic
def resume_all(*, by: User | None) -> bool:
    """Let the queue go on; users who are paused themselves stay so. False when it was open."""
    site = SiteSending.of_the_site()
    paused = SiteSending.objects.filter(paused_at__isnull=False)
    released = paused.update(paused_at=None, version=F("version") + 1)
    return _record(site, "resumed_sending", by, released)


@transaction.atomic
def pause_user(*, owner: User, because: Sender.Paused, by: User | None, now: datetime) -> bool:
    """Stop what this user sends. False when it was stopped already: the first reason stays."""
    sender, _new = Sender.objects.get_or_create(owner=owner)
    is_open = Sender.objects.filter(owner=owner, paused_at=None)
    stopped = is_open.update(paused_at=now, paused_because=because, version=F("version") + 1)
    return _record(sender, "paused_sending", by, stopped)


@transaction.atomic
def resume_user(*, owner: User, by: User | None) -> bool:
    """Somebody has looked, and this user may send again. False when nothing was paused."""
    sender, _new = Sender.objects.get_or_create(owner=owner)
    paused = Sender.objects.filter(owner=owner, paused_at__isnull=False)
    released = paused.update(paused_at=None, paused_because="", version=F("version") + 1)
    return _record(sender, "resumed_sending", by, released)


def _record(row: Sender | SiteSending, verb: str, by: User | None, changed: int) -> bool:
    if changed:
        audit.record(actor=by, verb=verb, target=row, fields=["paused_at"])
    return changed == 1
