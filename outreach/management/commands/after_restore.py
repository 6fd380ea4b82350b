"""``manage.py after_restore``: see outreach.actions.restoring and docs/deploy.md, Backups."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from outreach.actions.restoring import hold_what_waits, suppress_again
from outreach.actions.settling_again import Settled, settle_again


class Command(BaseCommand):
    """Run once after a backup was put back, before the worker starts."""

    help = "After a restore: hold what waits to be sent, and do again what the log says."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--log",
            action="append",
            default=[],
            type=Path,
            metavar="FILE",
            help="A log of the site since the backup; may be given several times.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        held = hold_what_waits(now=now)
        self.stdout.write(f"{held.drafts} messages that waited are drafts to be looked at again.")
        self.stdout.write(f"{held.unconfirmed} messages may have been sent: their users are asked.")
        self.stdout.write(f"{held.digests} digests were cancelled.")
        for path in options["log"]:
            try:
                with path.open(encoding="utf-8", errors="replace") as lines:
                    added = suppress_again(lines=lines, now=now)
            except OSError as error:
                raise CommandError(f"{path} cannot be read: {error.strerror}") from error
            self.stdout.write(f"{added} opt-outs were applied again from {path}.")
        self._tell(settle_again(lines=_lines(options["log"]), now=now))

    def _tell(self, settled: Settled) -> None:
        """What people without an account had asked, and what is left to the host."""
        self.stdout.write(
            f"{settled.details} contested details are decided again, {settled.corrections}"
            f" corrections answered, {settled.cases} requests to see texts closed."
        )
        for pk in settled.open_again:
            self.stdout.write(
                f"Request {pk} was answered, with texts that the backup does not have: it is open."
            )


def _lines(paths: Iterable[Path]) -> Iterator[str]:
    """Of one log after the other; a log may be large."""
    for path in paths:
        with path.open(encoding="utf-8", errors="replace") as lines:
            yield from lines
