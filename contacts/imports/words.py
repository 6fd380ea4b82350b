"""Every code of an import as one plain sentence that says what to do (UX.md, W10)."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contacts.exchange.matching import Reason
from contacts.exchange.record import FileProblem, FileWarning, Format, NotKept, RowProblem
from contacts.imports import limits
from contacts.models import Contact, ImportBatch

Words = str | Promise

SHOWN = 60
"""Characters of a value that stand in a sentence."""


# --- The whole file -------------------------------------------------------------------------
FILE: dict[str, Words] = {
    FileProblem.EMPTY_FILE: _("The file is empty. Choose the file that holds your contacts."),
    FileProblem.NO_ROWS: _(
        "The file has a first line with names of columns, but nobody below it. Choose another file."
    ),
    FileProblem.HTML_NOT_CSV: _(
        "This is a web page, not a list of contacts. Download the file again, while you are signed"
        " in there, and choose that one."
    ),
    FileProblem.UNKNOWN_FORMAT: _(
        "We found no list of contacts in this file. Choose a CSV, vCard (.vcf) or Excel (.xlsx)"
        " file."
    ),
    FileProblem.UNSUPPORTED_FORMAT: _(
        "We cannot read this kind of file, or it has a password. Open it where it was made, save it"
        " without a password as CSV or Excel (.xlsx), and choose that one."
    ),
    FileProblem.WRONG_EXTENSION: _(
        "The end of the file name says something else than what is in the file. Save it again where"
        " it was made, as CSV, vCard (.vcf) or Excel (.xlsx), and choose that one."
    ),
    FileProblem.BINARY_CONTENT: _(
        "This is not a text file or a spreadsheet. Choose a CSV, vCard (.vcf) or Excel (.xlsx)"
        " file."
    ),
    FileProblem.FILE_TOO_LARGE: _(
        "The file is larger than %(megabytes)d MB. Split it into smaller files, and import them one"
        " after the other."
    ),
    FileProblem.DECOMPRESSED_TOO_LARGE: _(
        "Unpacked, the file is too large. Save only the list of contacts as a CSV file, and choose"
        " that one."
    ),
    FileProblem.TOO_MANY_ROWS: _(
        "The file has more than %(rows)d rows. Split it into smaller files, and import them one"
        " after the other."
    ),
    FileProblem.LINE_TOO_LONG: _(
        "A line of the file is too long to be a contact. Save it again as a CSV file where it was"
        " made, and choose that one."
    ),
    FileProblem.UNSAFE_XML: _(
        "The file holds instructions that no list of contacts needs, so we did not open it. Save it"
        " again as a CSV file, and choose that one."
    ),
    FileProblem.UNSAFE_ARCHIVE: _(
        "The archive is damaged or not safe to open. Unpack it on your computer, and choose the"
        " file Connections.csv."
    ),
    FileProblem.MAPPING_REQUIRED: _(
        "We cannot tell what the columns mean. Say below what is in each of them."
    ),
    FileProblem.NO_CONTACT_COLUMNS: _(
        "No column holds a name, an e-mail address or a phone number. Say below what is in each of"
        " them, or choose another file."
    ),
    "child_died": _(
        "Reading the file took more memory than we allow. Split it into smaller files, or save it"
        " as a CSV file, and choose that one."
    ),
    "took_too_long": _(
        "Reading the file took too long. Split it into smaller files, or save it as a CSV file, and"
        " choose that one."
    ),
    "not_read": _(
        "The file could not be read, although we tried three times. Choose it again, or save it as"
        " a CSV file and choose that one."
    ),
    "file_gone": _(
        "We delete every file an hour after you chose it, and this one is gone. Choose it again."
    ),
    "not_saved": _("The import could not be saved, and nobody was added. Choose the file again."),
    "not_undone": _("The import could not be undone, and nothing was changed. Try it once more."),
    "too_many_contacts": _(
        "You would have more than %(contacts)d contacts, so nobody was added. Delete contacts you"
        " no longer need, then choose the file again."
    ),
}
WARNINGS: dict[str, Words] = {
    FileWarning.AMBIGUOUS_DATES: _(
        "“%(example)s” can be read two ways. Say below whether the day or the month comes first."
    ),
}


def file_problem(batch: ImportBatch) -> str:
    """Why the file could not be read, and what to do; "" when it could."""
    if not batch.file_error:
        return ""
    sentence = FILE.get(batch.file_error, FILE[FileProblem.UNKNOWN_FORMAT])
    bounds = limits.reading_limits()
    return str(sentence) % {
        "megabytes": bounds.file_bytes // 1_000_000,
        "rows": bounds.rows,
        "contacts": limits.most_contacts(),
    }


def file_warnings(batch: ImportBatch) -> list[str]:
    """What to ask about a file that was read all the same."""
    example = {"example": batch.reading.get("date_example") or "03/04/2019"}
    return [str(WARNINGS[code]) % example for code in batch.reading.get("warnings", ())]


# --- One row --------------------------------------------------------------------------------
ROW: dict[str, Words] = {
    RowProblem.NO_NAME: _("There is no name in this row, so nobody was added. Add a name."),
    RowProblem.EMPTY_CONTACT: _(
        "There is nothing to tell who this is: add a name, an organization, an e-mail address or a"
        " phone number."
    ),
    RowProblem.INVALID_EMAIL: _(
        "“%(value)s” is not an e-mail address, so it was left out. Write one like name@example.com."
    ),
    RowProblem.INVALID_URL: _(
        "“%(value)s” is not the address of a LinkedIn profile, so it was left out. Write one like"
        " linkedin.com/in/maria-santos."
    ),
    RowProblem.INVALID_DATE: _(
        "“%(value)s” is not a date we understand, so it was left out. Write it like 2019-03-14."
    ),
    RowProblem.TRUNCATED_CARD: _(
        "This card breaks off before its end, so it was not read. Export it again where it was"
        " made."
    ),
    RowProblem.UNCLOSED_QUOTE: _(
        "A quotation mark is opened in this row and never closed. Take it out, or close it."
    ),
    RowProblem.CELL_TOO_LONG: _(
        "The cell “%(column)s” is too long by far, so its end was cut off. Shorten it."
    ),
    RowProblem.VALUE_TOO_LONG: _(
        "The text in “%(column)s” is too long, so its end was cut off. Shorten it."
    ),
    RowProblem.TOO_MANY_CELLS: _(
        "This row has more cells than there are columns, so what is beyond the last column was left"
        " out. Move it into its column."
    ),
    RowProblem.SKIPPED_GROUP: _(
        "This is a list of people, not a person, so it was left out. Use a tag instead."
    ),
    RowProblem.IGNORED_LINE: _(
        "“%(value)s” could not be understood, so it was left out. Check it where it was made."
    ),
    RowProblem.ERASED: _(
        "This person asked to be removed from this site, so nobody was added. Nothing is left to do"
        " here."
    ),
}


WITHOUT_COLUMN: dict[str, Words] = {
    RowProblem.CELL_TOO_LONG: _(
        "A cell of this row is too long by far, so its end was cut off. Shorten it."
    ),
    RowProblem.VALUE_TOO_LONG: _(
        "A text in this row is too long, so its end was cut off. Shorten it."
    ),
}
"""The same for cards and lines, which have no columns."""


def row_problem(problem: Mapping[str, Any]) -> str:
    """One of ``ImportRow.problems`` in words, for the row it belongs to."""
    code = problem["code"]
    value = str(problem.get("value") or problem.get("column") or "")
    shown = f"{value[:SHOWN]}…" if len(value) > SHOWN else value
    words = {"value": shown, "column": str(problem.get("column", ""))}
    sentences = ROW if words["column"] else {**ROW, **WITHOUT_COLUMN}
    return str(sentences[code]) % words


# --- People who are known -------------------------------------------------------------------
REASONS: dict[str, Words] = {
    Reason.LINKEDIN: _("the same LinkedIn profile"),
    Reason.UID: _("the same entry of an address book"),
    Reason.EMAIL: _("the same e-mail address"),
    Reason.PHONE_AND_FAMILY_NAME: _("the same phone number and family name"),
    Reason.NAME_AND_ORGANIZATION: _("the same name and organization"),
    Reason.NAME: _("a like name"),
}
SOURCES: dict[str, Words] = {
    Format.LINKEDIN: _("LinkedIn"),
    Format.GOOGLE: _("Google Contacts"),
    Format.OUTLOOK: _("Outlook"),
    Format.THUNDERBIRD: _("Thunderbird"),
    Format.SPREADSHEET: _("a spreadsheet"),
    Format.VCARD: _("a vCard file"),
    Format.RECONNECT: _("Reconnect"),
}
NOT_KEPT: dict[str, Words] = {
    NotKept.BIRTHDAY: _("birthdays"),
    NotKept.PHOTO: _("photos"),
    NotKept.STREET_ADDRESS: _("street addresses"),
    NotKept.FAX: _("fax numbers"),
    NotKept.OTHER_COLUMNS: _("columns that have no place here"),
}
LISTS: dict[str, Words] = {
    "emails": _("e-mail addresses"),
    "phones": _("phone numbers"),
    "tags": _("tags"),
    "encounters": _("when you were in touch"),
    "do_not_contact_at": _("not to be written to"),
    "trashed_at": _("in the trash since"),
    "contact": _("the contact itself"),
}


def match_reason(code: str) -> str:
    """Why we think that somebody is known."""
    return str(REASONS[code])


def source_label(code: str) -> str:
    """What made the file."""
    return str(SOURCES.get(code, SOURCES[Format.SPREADSHEET]))


def not_kept(batch: ImportBatch) -> list[str]:
    """What the file holds and is not kept."""
    return [str(NOT_KEPT[code]) for code in batch.reading.get("not_kept", ())]


def field_label(name: str) -> str:
    """The name of a field of ``ImportRow.changes``."""
    if name in LISTS:
        return str(LISTS[name])
    return str(getattr(Contact._meta.get_field(name), "verbose_name", name))
