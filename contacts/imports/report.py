"""The rows of a file with something wrong, as a CSV to fix and import again.

A table comes back with its own columns; cards, which have none, with ours. The last column says
what is wrong; importing does not read it.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contacts.exchange import own_layout
from contacts.exchange.neutral import neutral
from contacts.exchange.own_layout import Language
from contacts.exchange.record import Record, Target
from contacts.imports.words import row_problem
from contacts.models import ImportBatch, ImportRow

MANY = {Target.EMAIL: "emails", Target.PHONE: "phones", Target.TAGS: "tags"}
OTHER_NAMES = {Target.WEBSITE: "linkedin_url"}


def problem_rows(batch: ImportBatch) -> bytes:
    """The CSV: UTF-8 with a BOM, no cell that a spreadsheet would take for a formula (T17)."""
    columns = batch.reading.get("columns") or []
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    headings = [column["header"] for column in columns] or own_layout.headings(_language())
    writer.writerow([neutral(cell) for cell in [*headings, _("problem")]])
    for row in batch.rows.filter(has_problems=True).order_by("position").iterator():
        cells = _cells(row, columns)
        padded = [*cells, *[""] * (len(headings) - len(cells))][: len(headings)]
        writer.writerow([neutral(cell) for cell in [*padded, in_words(row)]])
    return text.getvalue().encode("utf-8-sig", "replace")


def in_words(row: ImportRow) -> str:
    """Everything that is wrong with a row."""
    return " ".join(dict.fromkeys(row_problem(problem) for problem in row.problems))


def _language() -> Language:
    return "fr" if (get_language() or "").startswith("fr") else "en"


def _cells(row: ImportRow, columns: Sequence[Mapping[str, Any]]) -> list[str]:
    """The row as it stood, or made again from what was read of it and what was not."""
    if row.cells:
        return [str(cell) for cell in row.cells]
    record = Record.from_json(row.record)
    if not columns:
        return own_layout.cells(record, _language())
    dropped = {problem["column"]: problem["value"] for problem in row.problems}
    return list(_made_again(record, columns, dropped))


def _made_again(
    record: Record, columns: Sequence[Mapping[str, Any]], dropped: Mapping[str, str]
) -> Iterator[str]:
    left = {target: list(getattr(record, name)) for target, name in MANY.items()}
    for number, column in enumerate(columns):
        target = Target(column["target"])
        if value := dropped.get(column["header"]):
            yield value
        elif target in left:
            is_last = all(Target(other["target"]) != target for other in columns[number + 1 :])
            yield _next(left[target], all_of_them=is_last)
        else:
            yield str(getattr(record, OTHER_NAMES.get(target, target.value), "") or "")


def _next(values: list[str], *, all_of_them: bool) -> str:
    """One of several values, or all that are left."""
    count = len(values) if all_of_them else 1
    taken, values[:] = values[:count], values[count:]
    return own_layout.together(taken) if all_of_them else "".join(taken)
