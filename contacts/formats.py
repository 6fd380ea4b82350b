"""The formats contacts can be taken out in: for whom each is, and how it is written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from contacts.exchange.backup import write_backup
from contacts.exchange.own_layout import Language
from contacts.exchange.record import Record
from contacts.exchange.write_csv import write_csv, write_google_csv
from contacts.exchange.write_vcard import write_vcard
from contacts.exchange.write_xlsx import write_xlsx


class FileFormat(StrEnum):
    """What a user may choose."""

    XLSX = "xlsx"
    CSV = "csv"
    GOOGLE = "google"
    VCARD = "vcard"
    VCARD4 = "vcard4"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Offer:
    """A format as it is offered, and as it is sent."""

    label: Any
    sentence: Any
    suffix: str
    content_type: str


OFFERS: dict[FileFormat, Offer] = {
    FileFormat.XLSX: Offer(
        _("Excel workbook"),
        _("To read, sort and print: opens in Excel, Numbers and LibreOffice."),
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    FileFormat.CSV: Offer(
        _("CSV table"),
        _("The same table as plain text, for any other program."),
        ".csv",
        "text/csv; charset=utf-8",
    ),
    FileFormat.GOOGLE: Offer(
        _("Google Contacts (CSV)"),
        _("For Google Contacts, Android phones and Outlook. It holds what an address book knows."),
        "-google.csv",
        "text/csv; charset=utf-8",
    ),
    FileFormat.VCARD: Offer(
        _("vCard 3.0"),
        _("For iPhone, Mac and almost every address book."),
        ".vcf",
        "text/vcard; charset=utf-8",
    ),
    FileFormat.VCARD4: Offer(
        _("vCard 4.0"),
        _("The newer vCard, for programs that ask for it."),
        "-4.vcf",
        "text/vcard; charset=utf-8",
    ),
    FileFormat.JSON: Offer(
        _("Reconnect file (JSON)"),
        _("Everything, with each time you were in touch. For another Reconnect."),
        ".json",
        "application/json",
    ),
}


def written(records: Iterable[Record], file_format: FileFormat, now: datetime) -> bytes:
    """The file, with headings in the language of the page."""
    writers: dict[FileFormat, Callable[[], bytes]] = {
        FileFormat.XLSX: lambda: write_xlsx(records, language=language()),
        FileFormat.CSV: lambda: write_csv(records, language=language()),
        FileFormat.GOOGLE: lambda: write_google_csv(records),
        FileFormat.VCARD: lambda: write_vcard(records),
        FileFormat.VCARD4: lambda: write_vcard(records, version="4.0"),
        FileFormat.JSON: lambda: write_backup(records, exported_at=now),
    }
    return writers[file_format]()


def language() -> Language:
    """The language of the page, as the tables know it."""
    return "fr" if (get_language() or "").startswith("fr") else "en"
