"""A file as it was read, as the rows and counts that the preview shows. Writes nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import Any

from accounts.bulk import Insert
from contacts.exchange.matching import STRENGTH, Reason, Strength
from contacts.exchange.record import Choices, ReadFile, Record, RowError, Severity, Target
from contacts.imports.facts import facts_of
from contacts.imports.known import Occasion
from contacts.imports.planning import Planned, Wanted, plan
from contacts.imports.words import source_label
from contacts.models import ImportBatch, ImportRow
from contacts.removed import REFUSED_ROW

Outcome = ImportRow.Outcome
Progress = Callable[[int, int], None]


def reading_of(found: ReadFile) -> dict[str, Any]:
    """How the file was read, as plain data for ``ImportBatch.reading``."""
    left_out = {"file_error", "contacts", "row_errors", "duplicates"}
    names = [field.name for field in fields(found) if field.name not in left_out]
    data = {name: getattr(found, name) for name in names if name != "columns"}
    return {
        **data,
        "columns": [asdict(column) for column in found.columns],
        "joined": sum(len(group) - 1 for group in found.duplicates),
    }


def choices_of(batch: ImportBatch) -> Choices:
    """How the user wants the file read, from ``ImportBatch.choices``."""
    stored = {name: value for name, value in batch.choices.items() if name in _CHOICES}
    if "targets" in stored:
        stored["targets"] = tuple(Target(target) for target in stored["targets"])
    return Choices(**stored)


_CHOICES = {field.name for field in fields(Choices)}


def stored_choices(choices: Choices) -> dict[str, Any]:
    """The choices as plain data; ``choices_of`` reads it. Month first (False) is a choice too."""
    made = asdict(choices).items()
    return {name: value for name, value in made if value or value is False}


def occasion_of(batch: ImportBatch, now: datetime, reading: dict[str, Any]) -> Occasion:
    """When and where from, for the notes of those who are known."""
    today = batch.owner.local_date(now)
    return Occasion(today=today, now=now, source=source_label(reading.get("format") or ""))


def preview_rows(
    batch: ImportBatch, found: ReadFile, *, now: datetime, progress: Progress
) -> list[ImportRow]:
    """One row for each person and each refused row of the file, not saved yet."""
    occasion = occasion_of(batch, now, {"format": found.format})
    region = choices_of(batch).region
    wanted = [
        Wanted(
            position=position,
            facts=facts_of(record, today=occasion.today, region=region),
        )
        for position, record in enumerate(found.contacts)
    ]
    planned = plan(
        batch.owner,
        wanted,
        known_choice=batch.known_choice,
        occasion=occasion,
        progress=progress,
    )
    problems = _by_record(found)
    rows = [
        _row(batch, record, one, problems.pop(record.record, []))
        for record, one in zip(found.contacts, planned, strict=True)
    ]
    rows += [_refused(batch, errors) for errors in problems.values()]
    return _placed(rows)


def as_insert(rows: Iterable[ImportRow]) -> Insert:
    """The rows, ready to be written."""
    columns = [field.name for field in ImportRow._meta.concrete_fields if field.name != "id"]
    insert = Insert(ImportRow, *columns)
    attributes = [field.attname for field in ImportRow._meta.concrete_fields if field.name != "id"]
    for row in rows:
        insert.add(*(getattr(row, name) for name in attributes))
    return insert


def _row(
    batch: ImportBatch, record: Record, planned: Planned, problems: list[RowError]
) -> ImportRow:
    if planned.is_refused:
        return ImportRow(
            batch=batch,
            position=record.record,
            line=record.line,
            problems=REFUSED_ROW,
            has_problems=True,
        )
    return ImportRow(
        batch=batch,
        position=record.record,
        line=record.line,
        record=replace(record, birthday="").as_json(),  # P1: not even until it is undone
        problems=[_problem(problem) for problem in problems],
        has_problems=bool(problems),
        match=planned.known.contact if planned.known else None,
        match_reason=planned.reason,
        changes=planned.changes.shown(),
    )


def _refused(batch: ImportBatch, errors: list[RowError]) -> ImportRow:
    cells = next((error.cells for error in errors if error.cells), ())
    return ImportRow(
        batch=batch,
        position=errors[0].record,
        line=errors[0].line,
        problems=[_problem(error) for error in errors],
        cells=list(cells),
        has_problems=True,
    )


def _problem(error: RowError) -> dict[str, str]:
    return {
        "code": error.code.value,
        "severity": error.severity.value,
        "column": error.column,
        "value": error.value,
    }


def _by_record(found: ReadFile) -> dict[int, list[RowError]]:
    """What was wrong, by the record it is shown with: of joined rows, the first."""
    stands_for: dict[int, int] = {}
    people = {record.record for record in found.contacts}
    for group in found.duplicates:
        first = next((number for number in group if number in people), group[0])
        stands_for |= dict.fromkeys(group, first)
    problems: dict[int, list[RowError]] = {}
    for error in found.row_errors:
        # What belongs to no record stands alone, by its line.
        key = stands_for.get(error.record, error.record) or -error.line
        problems.setdefault(key, []).append(error)
    return problems


def _placed(rows: list[ImportRow]) -> list[ImportRow]:
    """Each row at a position of its own; those that are no record after the others."""
    taken: set[int] = set()
    last = max((row.position for row in rows), default=0)
    for row in rows:
        if not row.position or row.position in taken:
            last += 1
            row.position = last
        taken.add(row.position)
    return sorted(rows, key=lambda row: row.position)


def counts_of(rows: Iterable[ImportRow]) -> dict[str, int]:
    """What the preview says in numbers."""
    counts = Counter(dict.fromkeys(_COUNTS, 0))
    for row in rows:
        counts.update(_kinds(row))
    return dict(counts)


_COUNTS = ("persons", "new", "known", "changed", "alike", "in_trash", "errors", "warnings")


def _kinds(row: ImportRow) -> Iterator[str]:
    if row.record:
        yield "persons"
        yield from _knowledge(row)
    severities = {problem["severity"] for problem in row.problems}
    if severities:
        yield "errors" if Severity.ERROR in severities and not row.record else "warnings"


def _knowledge(row: ImportRow) -> Iterator[str]:
    if row.match is None:
        yield "new"
        return
    is_weak = STRENGTH[Reason(row.match_reason)] is Strength.WEAK
    if is_weak and row.changes:
        yield "new"
        yield "alike"
        return
    yield "known"
    if row.match.trashed_at is not None:
        yield "in_trash"
    elif row.changes:
        yield "changed"
