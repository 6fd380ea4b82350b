"""Look at what leaves the site by mail, pause it, and let it go on (TRUST.md, L13)."""

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from outreach import counts, pausing
from outreach.delivery.account import can_send
from outreach.models import ON_ITS_WAY, Message, Sender


class Command(BaseCommand):
    """``sending status``, ``sending pause`` and ``sending resume``, each for all or one user."""

    help = "Show, pause or resume what leaves the site by mail, for everybody or one user."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("what", choices=["status", "pause", "resume"])
        parser.add_argument("--user", metavar="EMAIL", default="", help="of one account alone")

    def handle(self, *args: Any, what: str, user: str, **options: Any) -> None:
        owner = _owner(user) if user else None
        if what == "pause":
            _pause(owner)
        elif what == "resume":
            _resume(owner)
        for line in _about_one(owner) if owner else _about_all():
            self.stdout.write(line)


def _owner(email: str) -> User:
    owner = User.objects.filter(email=email.strip().lower()).first()
    if owner is None:
        raise CommandError(f"Nobody has an account with the address {email}.")
    return owner


def _pause(owner: User | None) -> None:
    now = timezone.now()
    if owner:
        pausing.pause_user(owner=owner, because=Sender.Paused.BY_HOST, by=None, now=now)
    else:
        pausing.pause_all(by=None, now=now)


def _resume(owner: User | None) -> None:
    if owner:
        pausing.resume_user(owner=owner, by=None)
    else:
        pausing.resume_all(by=None)


def _about_one(owner: User) -> list[str]:
    sender = counts.sender_of(owner)
    if sender.paused_at is None:
        return ["open"]
    return [f"paused since {sender.paused_at:%Y-%m-%d %H:%M} UTC: {sender.paused_because}"]


def _about_all() -> list[str]:
    site = counts.site_now()
    state = f"paused since {site.paused_at:%Y-%m-%d %H:%M} UTC" if site.paused_at else "open"
    paused = Sender.objects.filter(paused_at__isnull=False).count()
    waiting = Message.objects.filter(due_at__isnull=False, delivery__in=sorted(ON_ITS_WAY)).count()
    sent = counts.sent_in_a_day(site, timezone.now())
    return [
        state if can_send() else f"{state}; no mail server is set up (EMAIL_URL)",
        f"sent within 24 hours: {sent} of {settings.SENDS_A_DAY_OF_SITE}",
        f"on their way: {waiting}",
        f"users paused: {paused}",
    ]
