"""How far an import is, in words: what will happen, how the work goes on, what has happened."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contacts.imports.labels import FORMATS, number
from contacts.imports.planning import choice_of
from contacts.imports.presenting import known_rows
from contacts.models import ImportBatch
from contacts.models.imports import UNDO_DAYS

Choice, Status = ImportBatch.Choice, ImportBatch.Status


# --- What will happen -----------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Outlook:
    """How many would be added, completed and left as they are, as chosen so far."""

    persons: int
    new: int
    known: int
    perhaps: int
    matched: int
    added: int
    updated: int
    unchanged: int
    skipped: int

    @property
    def button(self) -> str:
        """The act by its name."""
        if self.added:
            text = ngettext("Import %(count)s person", "Import %(count)s people", self.added)
            return text % {"count": number(self.added)}
        if self.updated:
            text = ngettext("Update %(count)s contact", "Update %(count)s contacts", self.updated)
            return text % {"count": number(self.updated)}
        return _("Finish")


def outlook(batch: ImportBatch) -> Outlook:
    """Counted anew: one query over the people who are known."""
    persons = int(batch.counts.get("persons", 0))
    grouped = (
        known_rows(batch)
        .order_by()
        .values_list(
            "choice",
            "match_reason",
            Case(When(match__trashed_at=None, then=Value(False)), default=Value(True)),
            Case(When(changes=[], then=Value(False)), default=Value(True)),
        )
    )
    happens = {"add": 0, "update": 0, "unchanged": 0, "skip": 0}
    matched = 0
    for choice, reason, in_trash, says_more, count in grouped.annotate(count=Count("pk")):
        matched += count
        act = choice_of(
            choice, batch.known_choice, reason=reason, says_more=says_more, in_trash=in_trash
        )
        is_same = act == Choice.UPDATE and not says_more and not batch.tag
        happens["unchanged" if is_same else act] += count
    alike = int(batch.counts.get("alike", 0))
    return Outlook(
        persons=persons,
        new=int(batch.counts.get("new", 0)) - alike,
        known=int(batch.counts.get("known", 0)),
        perhaps=alike,
        matched=matched,
        added=persons - matched + happens["add"],
        updated=happens["update"],
        unchanged=happens["unchanged"],
        skipped=happens["skip"],
    )


# --- Progress -------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class ProgressShown:
    """How far the work is, in words; ``said`` is the quarter a screen reader hears of."""

    text: str
    done: int
    total: int
    said: int


def progress_shown(batch: ImportBatch) -> ProgressShown:
    """How far the work is: rows that are read in numbers, steps of saving in percent."""
    done, total = batch.progress_done, batch.progress_total
    percent = 100 * done // total if total else 0
    counts = {"done": number(done), "total": number(total), "percent": percent}
    quarter = 4 * done // total if total else 0
    return ProgressShown(PROGRESS[batch.status, bool(total)] % counts, done, total, quarter)


PROGRESS: dict[tuple[str, bool], Any] = {
    ("reading", False): gettext_lazy("Reading your file…"),
    ("reading", True): gettext_lazy("Read %(done)s of %(total)s rows"),
    ("saving", False): gettext_lazy("Saving…"),
    ("saving", True): gettext_lazy("%(percent)d%% done"),
    ("undoing", False): gettext_lazy("Undoing…"),
    ("undoing", True): gettext_lazy("%(percent)d%% done"),
}


# --- Afterwards -----------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Earlier:
    """An import in the list of those before."""

    id: UUID
    when: datetime
    format: Any
    text: str
    can_be_undone: bool


def earlier_lines(batches: Iterable[ImportBatch], now: datetime) -> list[Earlier]:
    """The imports of a page of the list."""
    return [
        Earlier(
            id=batch.pk,
            when=batch.created_at,
            format=FORMATS.get(batch.reading.get("format") or "", ""),
            text=" · ".join([str(batch.get_status_display()), *what_happened(batch)]),
            can_be_undone=can_be_undone(batch, now),
        )
        for batch in batches
    ]


def what_happened(batch: ImportBatch, *, besides: str = "") -> list[str]:
    """The counts of a finished import in words; those of none are left out."""
    texts = {Status.DONE: AFTER_SAVING, Status.UNDONE: AFTER_UNDOING}.get(Status(batch.status), {})
    counts = batch.counts
    return [
        text(counts[name]) for name, text in texts.items() if counts.get(name) and name != besides
    ]


def headline(batch: ImportBatch) -> tuple[str, str]:
    """What a saved import has done above all, and the count that says so."""
    added, updated = batch.counts.get("added", 0), batch.counts.get("updated", 0)
    if added:
        return _counted(
            ngettext("%(count)s person added", "%(count)s people added", added), added
        ), "added"
    if updated:
        text = ngettext("%(count)s contact completed", "%(count)s contacts completed", updated)
        return _counted(text, updated), "updated"
    return _("Nothing was new"), ""


def _counted(text: str, count: int) -> str:
    return text % {"count": number(count)}


AFTER_SAVING: dict[str, Callable[[int], str]] = {
    "added": lambda n: _counted(ngettext("%(count)s added", "%(count)s added", n), n),
    "updated": lambda n: _counted(ngettext("%(count)s completed", "%(count)s completed", n), n),
    "unchanged": lambda n: _counted(
        ngettext("%(count)s with nothing new", "%(count)s with nothing new", n), n
    ),
    "skipped": lambda n: _counted(
        ngettext("%(count)s left as it was", "%(count)s left as they were", n), n
    ),
    "errors": lambda n: _counted(
        ngettext("%(count)s row left out", "%(count)s rows left out", n), n
    ),
}
AFTER_UNDOING: dict[str, Callable[[int], str]] = {
    "removed": lambda n: _counted(ngettext("%(count)s taken out", "%(count)s taken out", n), n),
    "restored": lambda n: _counted(
        ngettext("%(count)s as it was before", "%(count)s as they were before", n), n
    ),
    "kept": lambda n: _counted(ngettext("%(count)s stayed", "%(count)s stayed", n), n),
}


def undo_until(batch: ImportBatch) -> datetime | None:
    """The last moment to undo an import; None when nothing is saved."""
    return batch.saved_at + timedelta(days=UNDO_DAYS) if batch.saved_at else None


def can_be_undone(batch: ImportBatch, now: datetime) -> bool:
    """Saved, not undone yet, and not too long ago."""
    until = undo_until(batch)
    return batch.status == Status.DONE and until is not None and now < until
