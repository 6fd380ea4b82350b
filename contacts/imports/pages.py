"""What each page of an import shows; one function a page, nothing loaded that is not shown."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.paging import Listed, keyset_page
from accounts.request import SignedInRequest
from contacts.exchange.record import FileProblem, Format
from contacts.imports import limits, queries, words
from contacts.imports.forms import DecideForm, ReadingForm
from contacts.imports.labels import DELIMITERS, ENCODINGS, FORMATS, megabytes, number
from contacts.imports.presenting import (
    FIRST,
    SIZE,
    known_lines,
    known_rows,
    named_lines,
    person_lines,
    problem_lines,
    problem_rows,
    rows_that_were,
    slice_of,
)
from contacts.imports.standing import (
    can_be_undone,
    earlier_lines,
    headline,
    outlook,
    progress_shown,
    undo_until,
    what_happened,
)
from contacts.models import ImportBatch, Tag

Status = ImportBatch.Status
Context = dict[str, Any]
MAPPED_BY_HAND = (FileProblem.MAPPING_REQUIRED, FileProblem.NO_CONTACT_COLUMNS)


def choosing(request: SignedInRequest, *, now: datetime) -> Context:
    """The page on which a file is chosen, and the imports of before."""
    mine = ImportBatch.objects.owned_by(request.user)
    earlier = mine.exclude(status__in=ImportBatch.OPEN)
    page = keyset_page(Listed(earlier), known=mine, order=("-created_at", "-id"), request=request)
    return {
        "limit": megabytes(limits.file_bytes()),
        "most_bytes": limits.file_bytes(),
        "most_people": number(limits.reading_limits().rows),
        "kept_months": settings.KEEP_IMPORTED_MONTHS,
        "open": queries.open_import(request.user),
        "page": page,
        "earlier": earlier_lines(page.rows, now),
    }


def page_of(
    batch: ImportBatch,
    *,
    asked: Mapping[str, str],
    form: DecideForm,
    reading_form: ReadingForm,
    now: datetime,
    today: date,
) -> Context:
    """The page of one import as far as it is; ``template`` names it."""
    if batch.is_at_work:
        return {"template": "working", "batch": batch, "progress": progress_shown(batch)}
    if batch.status == Status.READY:
        return _preview(batch, asked, form, reading_form, today)
    if batch.status == Status.DONE:
        return _done(batch, asked, now)
    if batch.status == Status.REFUSED:
        return _refused(batch, reading_form)
    return _ended(batch)


# --- To look over ---------------------------------------------------------------------------
def _preview(
    batch: ImportBatch,
    asked: Mapping[str, str],
    form: DecideForm,
    reading_form: ReadingForm,
    today: date,
) -> Context:
    part, after, before = asked.get("part", ""), _whole(asked, "after"), _whole(asked, "before")
    typed = form.data if form.is_bound else form.initial
    context: Context = {"batch": batch, "form": form, "outlook": outlook(batch)}
    if part == "known":
        page = slice_of(known_rows(batch), after=after, before=before)
        known = known_lines(page.rows, typed)
        return {**context, "template": "preview_known", "slice": page, "known": known}
    if part == "problems":
        page = slice_of(problem_rows(batch), after=after, before=before)
        problems = problem_lines(page.rows)
        return {**context, "template": "preview_problems", "slice": page, "problems": problems}
    # Of those who are known, the ones with something to decide; all have a page of their own.
    known_page = slice_of(known_rows(batch).exclude(changes=[]))
    problem_page = slice_of(problem_rows(batch))
    return {
        **context,
        "template": "preview",
        "people": person_lines(queries.first_rows(batch, FIRST), today),
        "known": known_lines(known_page.rows, typed),
        "problem_slice": problem_page,
        "problems": problem_lines(problem_page.rows),
        "problem_count": batch.counts.get("errors", 0) + batch.counts.get("warnings", 0),
        "reading_form": reading_form if queries.can_be_read_again(batch) else None,
        "suggested_tag": "linkedin" if batch.reading.get("format") == Format.LINKEDIN else "",
        "joined": batch.reading.get("joined", 0),
        "not_kept": words.not_kept(batch),
        "facts": reading_facts(batch.reading),
    }


def _whole(asked: Mapping[str, str], name: str) -> int:
    value = asked.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def reading_facts(reading: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    """How a file was read, as pairs of a label and what was found."""
    encoding, delimiter = reading.get("encoding", ""), reading.get("delimiter", "")
    line = reading.get("header_line")
    facts = [
        (_("Kind of file"), FORMATS.get(reading.get("format", ""), "")),
        (_("Characters"), dict(ENCODINGS).get(encoding, encoding)),
        (_("Between two values"), DELIMITERS.get(delimiter, delimiter)),
        (_("Sheet"), reading.get("sheet", "")),
        (_("Names of the columns"), _("on line %(line)s") % {"line": line} if line else ""),
    ]
    return [(label, value) for label, value in facts if value]


# --- Afterwards -----------------------------------------------------------------------------
def _done(batch: ImportBatch, asked: Mapping[str, str], now: datetime) -> Context:
    page = slice_of(
        problem_rows(batch), after=_whole(asked, "after"), before=_whole(asked, "before")
    )
    added = list(rows_that_were(batch, "added")[: SIZE + 1])
    title, counted = headline(batch)
    return {
        "template": "report",
        "title": title,
        "batch": batch,
        "counts": batch.counts,
        "happened": what_happened(batch, besides=counted),
        "warning": words.file_problem(batch),
        "slice": page,
        "problems": problem_lines(page.rows),
        "added": named_lines(added[:SIZE]),
        "more_added": len(added) > SIZE,
        "tag": _tag(batch),
        "undo_until": undo_until(batch) if can_be_undone(batch, now) else None,
    }


def _tag(batch: ImportBatch) -> Tag | None:
    if not batch.tag:
        return None
    return Tag.objects.filter(owner=batch.owner_id, key=Tag.key_of(batch.tag)).first()


def _refused(batch: ImportBatch, reading_form: ReadingForm) -> Context:
    return {
        "template": "refused",
        "batch": batch,
        "why": words.file_problem(batch),
        "reading_form": reading_form,
        "can_map": batch.file_error in MAPPED_BY_HAND
        and bool(reading_form.columns)
        and queries.can_be_read_again(batch),
    }


def _ended(batch: ImportBatch) -> Context:
    kept = queries.kept_people(batch, size=SIZE) if batch.counts.get("kept") else []
    return {
        "template": "ended",
        "batch": batch,
        "happened": what_happened(batch),
        "kept": named_lines(kept),
    }


def where_it_is(batch: ImportBatch) -> str:
    """What to tell somebody whose page was older than the import."""
    return str(WHERE.get(batch.status, WHERE[Status.READY]))


WHERE: dict[str, Any] = {
    Status.READING: gettext_lazy("This file is being read again."),
    Status.READY: gettext_lazy("This import was changed in another tab. Here it is as it is now."),
    Status.SAVING: gettext_lazy("This import is being saved already. Nothing is added twice."),
    Status.DONE: gettext_lazy("This import was saved already. Nothing was added twice."),
    Status.UNDOING: gettext_lazy("This import is being undone already."),
    Status.UNDONE: gettext_lazy("This import was undone already."),
    Status.REFUSED: gettext_lazy("This file could not be read. Choose another one."),
    Status.CANCELLED: gettext_lazy("This import was cancelled. Nothing of it was saved."),
}
