"""Take in one mail that a mail server hands to the site: reports of what did not arrive."""

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from outreach.delivery.inbound import LARGEST
from outreach.delivery.receiving import take_in

TRY_AGAIN_LATER = 75  # EX_TEMPFAIL, which mail servers understand
CHUNK = 64 * 1024


class Command(BaseCommand):
    """``receive_mail [--recipient ADDRESS] < mail``, for a pipe of the mail server."""

    help = (
        "Read one raw mail from standard input: reports of failed deliveries are noted, anything"
        " else is dropped. Ends with 0, or with 75 when the database is away."
    )
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--recipient", default="", help="the address it was delivered to, as the server has it"
        )

    def handle(self, *args: Any, recipient: str, **options: Any) -> None:
        raw = _all_of_it()
        try:
            take_in(raw, recipient=recipient, now=timezone.now())
        except (OperationalError, InterfaceError) as error:
            # The mail server keeps it and comes back: no report is lost.
            raise CommandError(
                "The database is away. Try again later.", returncode=TRY_AGAIN_LATER
            ) from error


def _all_of_it() -> bytes:
    """Standard input to its end, so that the server can hand everything over; the rest is dropped
    where it is more than anybody needs."""
    raw = sys.stdin.buffer.read(LARGEST + 1)
    while sys.stdin.buffer.read(CHUNK):
        pass
    return raw
