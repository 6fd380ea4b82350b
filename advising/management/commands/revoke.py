"""``manage.py revoke``: see advising.revoking and docs/privacy/incident-runbook.md."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from advising.revoking import KINDS


class Command(BaseCommand):
    """``revoke sign-ins``, ``revoke calendars``, ``revoke shares``, for all or one user."""

    help = "End sign-ins, calendar addresses or shares, of everybody or of one user."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=list(KINDS))
        parser.add_argument("--user", metavar="EMAIL", default="", help="of one account alone")

    def handle(self, *args: Any, what: str, user: str, **options: Any) -> None:
        owner = User.objects.filter(email=user.strip().lower()).first() if user else None
        if user and owner is None:
            raise CommandError(f"Nobody has an account with the address {user}.")
        ended = KINDS[what](user=owner, now=timezone.now())
        self.stdout.write(f"ended: {ended}")
