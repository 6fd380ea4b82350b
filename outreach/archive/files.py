"""The files of the archive, one after the other, and the ZIP file of all."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.template.loader import render_to_string

from accounts.models import User
from contacts.models import Contact
from outreach.archive import account, outreaches, people
from outreach.archive.writing import Columns
from outreach.models import Message, Outreach


@dataclass(frozen=True, slots=True)
class Part:
    """A file from a layer above: its name, what README says of it, and what it holds."""

    name: str
    about: Any
    columns: Columns
    write: Callable[[User, datetime], bytes]


PARTS: list[Part] = []
"""What the layers above know of a user; they add to it when the site starts (AppConfig.ready)."""


def columns() -> Columns:
    """Every column that is written, by model."""
    more = [part.columns for part in PARTS]
    return {
        model: names
        for each in (account.COLUMNS, people.COLUMNS, outreaches.COLUMNS, *more)
        for model, names in each.items()
    }


def account_files(user: User, *, now: datetime) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the files, one after the other; words in the language set now."""
    yield "README.txt", _readme(user, now)
    yield account.account_file(user)
    yield from people.people_files(user, now)
    yield from outreaches.outreach_files(user, now)
    for part in PARTS:
        yield part.name, part.write(user, now)
    yield account.trail_file(user, now)


def _readme(user: User, now: datetime) -> bytes:
    every = Contact.objects.owned_by(user)
    contacts = every.kept().count()
    context = {
        "contacts": contacts,
        "trashed": every.in_trash().count(),
        "merged": every.filter(merged_by__isnull=False).count(),
        "outreaches": Outreach.objects.filter(owner=user).count(),
        "messages": Message.objects.filter(outreach__owner=user).count(),
        "day": user.local_date(now),
        "parts": contacts > people.IN_ONE_FILE,
        "more": PARTS,
    }
    return render_to_string("outreach/export/readme.txt", context).encode()


def zipped(files: Iterable[tuple[str, bytes]], *, at: datetime) -> bytes:
    """The files as a ZIP archive that only its owner may open once it is unpacked."""
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
        for name, content in files:
            entry = ZipInfo(name, at.timetuple()[:6])
            entry.external_attr = 0o600 << 16
            packed.writestr(entry, content, ZIP_DEFLATED)
    return archive.getvalue()
