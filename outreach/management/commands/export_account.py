"""Write everything a user typed into a directory."""

import argparse
import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from accounts.audit import record
from accounts.exports import EXPORT
from accounts.models import User
from outreach.archive.files import account_files


class Command(BaseCommand):
    """``export_account --owner EMAIL DIR``; the directory is made, or is empty."""

    help = "Write everything a user typed into DIR: contacts, outreaches, messages and profile."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--owner", required=True, help="the e-mail address of the account")
        parser.add_argument("directory", metavar="DIR", type=Path, help="a new or empty directory")

    def handle(self, *args: Any, owner: str, directory: Path, **options: Any) -> None:
        user = User.objects.filter(email=owner.strip().lower()).first()
        if user is None:
            raise CommandError(f"Nobody has an account with the address {owner}.")
        try:
            _make(directory)
            with translation.override(user.language or "en"), timezone.override(user.zone):
                for name, content in account_files(user, now=timezone.now()):
                    _write(directory / name, content)
                    self.stdout.write(f"{directory / name}  {len(content):,} bytes")
        except OSError as problem:
            raise CommandError(f"{problem.filename}: {problem.strerror}.") from problem
        record(actor=None, verb=EXPORT, target=user, fields=["account"])


def _make(directory: Path) -> None:
    """For the owner alone; a directory with anything in it is left as it is."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(directory.iterdir()):
        raise CommandError(f"{directory} is not empty. Choose a new directory.")


def _write(path: Path, content: bytes) -> None:
    """A new file, never an old one changed; readable by its owner alone."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
