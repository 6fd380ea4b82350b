"""Plain helpers: records and files as the reader gives them, and imports walked to a state."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from contacts.exchange.record import Format, ReadFile, Record, RowError, RowProblem, Severity
from contacts.imports import actions, work
from contacts.models import Contact, Encounter, ImportBatch

NOW = datetime(2026, 11, 26, 15, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> datetime:
        """Let time pass; what it is then."""
        self.now += timedelta(**time)
        return self.now


def person(number: int = 1, **fields: Any) -> Record:
    """A record of LinkedIn's kind; each number is somebody else."""
    values: dict[str, Any] = {
        "given_name": "Greta",
        "family_name": f"Person{number}",
        "linkedin_url": f"https://www.linkedin.com/in/greta-{number}",
        "organisation": "Puerto Digital",
        "title": "Researcher",
        "connected_on": "2019-03-15",
        "line": number + 4,
        "record": number,
    }
    return Record(**{**values, **fields})


def bare(number: int = 1, name: str = "Greta Svensson", **fields: Any) -> Record:
    """A record with a name and what is given, nothing else."""
    return Record(formatted_name=name, line=number + 1, record=number, **fields)


def read_as(monkeypatch, *records: Record, **reading: Any) -> None:
    """Any file is read as these records from now on."""
    reading.setdefault("format", Format.LINKEDIN)
    found = ReadFile(contacts=tuple(records), **reading)
    monkeypatch.setattr(work, "read_bytes", lambda *arguments: found)


def refused_row(number: int = 9, code: RowProblem = RowProblem.NO_NAME, **fields: Any) -> RowError:
    """A row that cannot be imported."""
    return RowError(code=code, severity=Severity.ERROR, line=number + 4, record=number, **fields)


def ready(owner, clock: Clock, data: bytes = b"a file") -> ImportBatch:
    """An import that was read and can be looked at."""
    batch = actions.new_batch(owner=owner, data=data, filename="a.csv", now=clock())
    work.read(batch.pk, clock=clock)
    batch.refresh_from_db()
    return batch


def saved(owner, clock: Clock, **decided: Any) -> ImportBatch:
    """An import that was read and saved."""
    batch = ready(owner, clock)
    if decided:
        values = {"known_choice": "update", "tag": "", "choices": {}, **decided}
        actions.decide(batch=batch, by=owner, **values)
    actions.save_import(batch=batch, by=owner, now=clock())
    work.save(batch.pk, clock=clock)
    batch.refresh_from_db()
    return batch


def undone(batch: ImportBatch, clock: Clock) -> ImportBatch:
    """The import taken back."""
    actions.undo_import(batch=batch, by=batch.owner, now=clock())
    work.undo(batch.pk, clock=clock)
    batch.refresh_from_db()
    return batch


def outcomes(batch: ImportBatch) -> list[str]:
    """What became of each row."""
    return list(batch.rows.order_by("position").values_list("outcome", flat=True))


def everything(owner, *, but: Sequence[str] = ("updated_at",)) -> dict[str, list[Any]]:
    """Every row of everybody this user knows, to compare before and after."""
    mine = {"contact__owner": owner}
    tables = {
        "contacts": Contact.objects.filter(owner=owner),
        "emails": Contact.emails.rel.related_model.objects.filter(**mine),
        "phones": Contact.phones.rel.related_model.objects.filter(**mine),
        "words": Contact.words.rel.related_model.objects.filter(owner=owner),
        "tagged": Contact.tags.through.objects.filter(**mine),
        "encounters": Encounter.objects.filter(**mine),
        "tags": owner.tags.all(),
    }
    dropped = {"words": {"id"}, "tagged": {"id"}}
    return {
        name: sorted(
            (
                {
                    key: value
                    for key, value in row.items()
                    if key not in {*but, *dropped.get(name, ())}
                }
                for row in rows.values()
            ),
            key=repr,
        )
        for name, rows in tables.items()
    }
