"""A file of contacts into the account of one user, as the import page does it."""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from contacts.exchange.record import Record
from contacts.imports import actions, limits, preview, work
from contacts.imports.facts import name_of
from contacts.imports.lease import MOST_ATTEMPTS
from contacts.imports.queries import outcome_for
from contacts.imports.report import in_words
from contacts.imports.upkeep import give_up
from contacts.imports.words import file_problem, file_warnings
from contacts.models import ImportBatch, ImportRow
from contacts.reading import ReaderEnded

ALL_IN, SOME_LEFT_OUT, NOTHING_DONE = 0, 1, 2
"""Exit codes: every row came in; rows with an error did not; the file, or the call, was refused."""
PAUSE = 1.0


class Command(BaseCommand):
    """``import_contacts --owner EMAIL [--dry-run] [--json] FILE``.

    Exit code 0: every row came in. 1: the rows that are named did not. 2: nothing was done.
    """

    help = (
        "Import a file of contacts into one user's account, with a report for each row."
        " Exit code: 0 every row came in, 1 some rows did not, 2 nothing was done."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="LinkedIn, Google, Outlook, vCard, CSV, Excel")
        parser.add_argument("--owner", required=True, metavar="EMAIL", help="whose contacts")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")
        parser.add_argument("--json", action="store_true", help="report as one JSON object")

    def handle(self, *args: Any, file: Path, owner: str, **options: Any) -> None:
        user = User.objects.filter(email__iexact=owner).first()
        if user is None:
            raise CommandError(f"There is no user {owner}.", returncode=NOTHING_DONE)
        data = _bytes(file)
        if options["dry_run"]:
            batch, rows = _looked_at(user, data, file.name)
        else:
            batch, rows = _imported(user, data, file.name)
        report = _as_json if options["json"] else _as_words
        self.stdout.write("\n".join(report(batch, rows)))
        if batch.file_error:
            raise SystemExit(NOTHING_DONE)
        if any(not row.record for row in rows):
            raise SystemExit(SOME_LEFT_OUT)


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > limits.file_bytes():
            size = limits.file_bytes() // 1_000_000
            raise CommandError(f"{file} has more than {size} MB.", returncode=NOTHING_DONE)
        return file.read_bytes()
    except OSError as problem:
        reason = f"{file} cannot be read: {problem.strerror}."
        raise CommandError(reason, returncode=NOTHING_DONE) from problem


def _looked_at(user: User, data: bytes, filename: str) -> tuple[ImportBatch, list[ImportRow]]:
    """The import as it would be; nothing is written."""
    batch = ImportBatch(owner=user)
    try:
        found = work.read_bytes(batch, data, actions.suffix_of(filename), _unseen)
    except ReaderEnded as ended:
        batch.file_error = ended.reason
        return batch, []
    batch.reading = preview.reading_of(found)
    batch.file_error = found.file_error or ""
    rows = preview.preview_rows(batch, found, now=timezone.now(), progress=_unseen)
    for row in rows:
        row.outcome = outcome_for(row, batch) if row.record else ""
    return batch, rows


def _unseen(done: int, total: int) -> None:
    """Nobody looks on."""


def _imported(user: User, data: bytes, filename: str) -> tuple[ImportBatch, list[ImportRow]]:
    try:
        batch = actions.new_batch(owner=user, data=data, filename=filename, now=timezone.now())
        _finished(work.read, batch)
        if batch.status == ImportBatch.Status.READY:
            actions.save_import(batch=batch, by=user, now=timezone.now())
            _finished(work.save, batch)
    except actions.OneAtATime as other:
        reason = f"{user.email} has another import open ({other.batch.pk}): save or cancel it."
        raise CommandError(reason, returncode=NOTHING_DONE) from other
    except actions.TooManyContacts as much:
        actions.cancel_import(batch=batch, by=user)
        reason = f"{user.email} would have {much.would_be} contacts; {much.limit} are allowed."
        raise CommandError(reason, returncode=NOTHING_DONE) from much
    return batch, list(batch.rows.order_by("position"))


def _finished(job: Callable[..., None], batch: ImportBatch) -> None:
    """Do it here, or wait where a worker was quicker."""
    while True:
        job(batch.pk, clock=timezone.now)
        batch.refresh_from_db()
        if batch.is_at_work and batch.attempts >= MOST_ATTEMPTS:
            give_up(batch)
            batch.refresh_from_db()
        if not batch.is_at_work:
            return
        time.sleep(PAUSE)


# --- The report -----------------------------------------------------------------------------
def _as_words(batch: ImportBatch, rows: Sequence[ImportRow]) -> Iterator[str]:
    if batch.file_error:
        yield file_problem(batch)
        return
    yield from file_warnings(batch)
    for row in rows:
        what = str(ImportRow.Outcome(row.outcome).label) if row.record else "Not imported"
        said = " ".join(part for part in (f"{what}.", in_words(row)) if part)
        yield (
            f"{row.line}: {name_of(Record.from_json(row.record))}: {said}"
            if row.record
            else f"{row.line}: {said}"
        )
    yield ", ".join(f"{number} {what}" for what, number in _counts(rows).items())


def _as_json(batch: ImportBatch, rows: Iterable[ImportRow]) -> Iterator[str]:
    listed = list(rows)
    yield json.dumps(
        {
            "file_error": batch.file_error or None,
            "format": batch.reading.get("format"),
            "encoding": batch.reading.get("encoding"),
            "warnings": batch.reading.get("warnings", []),
            "counts": _counts(listed),
            "rows": [
                {
                    "line": row.line,
                    "record": row.position,
                    "outcome": row.outcome or "error",
                    "name": name_of(Record.from_json(row.record)) if row.record else "",
                    "problems": row.problems,
                }
                for row in listed
            ],
        },
        ensure_ascii=False,
    )


def _counts(rows: Iterable[ImportRow]) -> dict[str, int]:
    counted = Counter(row.outcome or "error" for row in rows)
    return {what: counted[what] for what in (*ImportRow.Outcome.values, "error")}
