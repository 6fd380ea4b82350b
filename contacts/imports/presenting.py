"""The rows of an import as people read them; templates only print."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from contacts.exchange.dates import NotADate, parse_remembered
from contacts.exchange.matching import STRENGTH, Strength
from contacts.imports import words
from contacts.imports.planning import choice_of
from contacts.models import Contact, ImportBatch, ImportRow
from contacts.remembered import remembered_text

SIZE = 25
"""Rows of a list on one page."""
FIRST = 10
"""People of a file that are shown before it is imported."""
WAYS = 3
"""Addresses and numbers that are shown of somebody there."""

Choice = ImportBatch.Choice
PERHAPS = {reason.value for reason, strength in STRENGTH.items() if strength is Strength.WEAK}
"""Reasons that make it possible only: such a person is added unless the user says otherwise."""
SAME_AS_ALL = ("", gettext_lazy("As chosen for everybody"))


# --- One page of a list ---------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Slice:
    """Rows of one page, and the positions that its neighbours begin after and end before."""

    rows: list[ImportRow]
    before: int = 0
    after: int = 0


def slice_of(
    rows: QuerySet[ImportRow], *, after: int = 0, before: int = 0, size: int = SIZE
) -> Slice:
    """The page after or before a position: a range of an index, never an offset."""
    if before:
        found = list(rows.filter(position__lt=before).order_by("-position")[: size + 1])
        page = found[:size][::-1]
        if len(page) == size:
            return Slice(page, page[0].position if len(found) > size else 0, page[-1].position)
    found = list(rows.filter(position__gt=after).order_by("position")[: size + 1])
    page = found[:size]
    more = page[-1].position if len(found) > size else 0
    return Slice(page, page[0].position if after and page else 0, more)


def known_rows(batch: ImportBatch) -> QuerySet[ImportRow]:
    """People whom the user knows already, or perhaps does."""
    return batch.rows.filter(match__isnull=False).select_related("match")


def problem_rows(batch: ImportBatch) -> QuerySet[ImportRow]:
    """Rows with something wrong."""
    return batch.rows.filter(has_problems=True)


# --- People ---------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody in the file, as they would be kept."""

    name: str
    work: str
    ways: list[str]
    place: str
    last: str
    is_known: bool
    is_sure: bool


def person_lines(rows: Iterable[ImportRow], today: date) -> list[PersonLine]:
    """The people of these rows."""
    return [
        PersonLine(
            name=name_in(row.record),
            work=_joined(row.record, "title", "organisation"),
            ways=ways_in(row.record)[:WAYS],
            place=_joined(row.record, "city", "country"),
            last=_last_in_touch(str(row.record.get("last_contact", "")), today),
            is_known=row.match_id is not None,
            is_sure=row.match_id is not None and row.match_reason not in PERHAPS,
        )
        for row in rows
    ]


def _last_in_touch(text: str, today: date) -> str:
    """When they were last in touch, in words; empty for what cannot be kept."""
    try:
        remembered = parse_remembered(text, today) if text else None
    except NotADate:
        return ""
    return remembered_text(remembered.on, remembered.precision.value) if remembered else ""


def name_in(record: dict[str, Any]) -> str:
    """What somebody is called, or whatever stands for it."""
    given = _joined(record, "given_name", "family_name", between=" ")
    found = [record.get("formatted_name"), given, record.get("organisation"), *ways_in(record)]
    return next((str(text) for text in found if text), "")


def ways_in(record: dict[str, Any]) -> list[str]:
    """Addresses and numbers; the profile without what all profiles share."""
    profile = str(record.get("linkedin_url", "")).removeprefix("https://www.")
    return [*record.get("emails", ()), *record.get("phones", ()), *([profile] if profile else [])]


def _joined(record: dict[str, Any], *names: str, between: str = ", ") -> str:
    return between.join(str(record[name]) for name in names if record.get(name))


# --- People who are known already -----------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Change:
    """A field that would be filled or become another."""

    label: Any
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class KnownLine:
    """Somebody in the file whom the user knows already, or perhaps does."""

    field: str
    name: str
    known_as: str
    work: str
    url: str
    is_in_trash: bool
    reason: Any
    is_sure: bool
    changes: list[Change]
    choice: str
    choices: list[tuple[str, Any]]


def known_lines(rows: Iterable[ImportRow], typed: Mapping[str, Any]) -> list[KnownLine]:
    """The people of these rows beside those they may be; ``typed`` may hold newer choices."""
    return [_known_line(row, str(typed.get(f"choice-{row.position}", row.choice))) for row in rows]


def _known_line(row: ImportRow, choice: str) -> KnownLine:
    match = row.match
    assert match is not None  # noqa: S101  (known_rows saw to it)
    in_trash, is_sure = match.trashed_at is not None, row.match_reason not in PERHAPS
    follows_all = is_sure and not in_trash
    if not follows_all:
        choice = choice_of(
            choice, "", reason=row.match_reason, says_more=bool(row.changes), in_trash=in_trash
        )
    return KnownLine(
        field=f"choice-{row.position}",
        name=name_in(row.record),
        known_as=match.name,
        work=", ".join(part for part in (match.position, match.organization) if part),
        url="" if in_trash else reverse("outreach_contact", args=[match.pk]),
        is_in_trash=in_trash,
        reason=words.match_reason(row.match_reason),
        is_sure=is_sure,
        changes=[_change(*change) for change in row.changes],
        choice=choice,
        choices=[*([SAME_AS_ALL] if follows_all else []), *Choice.choices],
    )


def _change(field: str, was: str, now: str) -> Change:
    if field == "trashed_at":
        return Change(gettext_lazy("Comes back from the trash"), "", "")
    if field == "do_not_contact_at":
        return Change(gettext_lazy("Marked as “do not contact”"), "", "")
    labels = CHOICES.get(field, {})
    label = capfirst(words.field_label(field))
    return Change(label, str(labels.get(was, was)), str(labels.get(now, now)))


CHOICES: dict[str, dict[str, Any]] = {
    "relationship": dict(Contact.Relationship.choices),
    "closeness": dict(Contact.Closeness.choices),
}


# --- Rows with a problem --------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A row that is left out, or taken without something."""

    line: int
    record: int
    content: str
    problems: list[str]
    is_left_out: bool


def problem_lines(rows: Iterable[ImportRow]) -> list[ProblemLine]:
    """What is wrong with these rows, in words."""
    return [
        ProblemLine(
            line=row.line,
            record=row.position,
            content=name_in(row.record) or " · ".join(cell for cell in row.cells if cell),
            problems=list(dict.fromkeys(map(words.row_problem, row.problems))),
            is_left_out=not row.record,
        )
        for row in rows
    ]


# --- People who are in -----------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Named:
    """Somebody with the page of their own, if there still is one."""

    name: str
    work: str
    url: str


def named_lines(rows: Iterable[ImportRow]) -> list[Named]:
    """The contacts that these rows have become."""
    return [
        Named(
            name=row.contact.name if row.contact else name_in(row.record),
            work=_joined(row.record, "title", "organisation"),
            url=""
            if row.contact is None or row.contact.trashed_at
            else reverse("outreach_contact", args=[row.contact.pk]),
        )
        for row in rows
    ]


def rows_that_were(batch: ImportBatch, outcome: str) -> QuerySet[ImportRow]:
    """The rows with one outcome, in the order of the file, each with its contact."""
    return batch.rows.filter(outcome=outcome).order_by("position").select_related("contact")
