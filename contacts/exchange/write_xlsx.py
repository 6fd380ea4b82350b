"""People as an Excel workbook in our own layout: text cells, real dates, the headings frozen."""

import re
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import Any

from contacts.exchange import own_layout
from contacts.exchange.neutral import neutral
from contacts.exchange.own_layout import Language
from contacts.exchange.record import Record, Target

_WIDTHS = {
    Target.FORMATTED_NAME: 28,
    Target.EMAIL: 30,
    Target.LINKEDIN_URL: 40,
    Target.SHARED_HISTORY: 40,
    Target.NOTES: 50,
    Target.UID: 14,
}
_USUAL_WIDTH = 20
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_EXCEL_BEGINS = 1901  # before March 1900 its calendar is wrong
# XML has no place for them.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_xlsx(records: Iterable[Record], *, language: Language = "en") -> bytes:
    """The same table as ``write_csv``, as a workbook of one sheet."""
    from openpyxl import Workbook  # 220 ms and 20 MB that no other page needs

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Contacts")
    headings = own_layout.headings(language)
    sheet.freeze_panes = "A2"
    _set_widths(sheet, headings, language)
    sheet.append([_heading(sheet, heading) for heading in headings])
    dated = {headings.index(own_layout.HEADINGS[target][language]) for target in _DATED}
    for record in records:
        cells = own_layout.cells(record, language)
        sheet.append(
            _day(sheet, cell) if place in dated else _text(sheet, cell)
            for place, cell in enumerate(cells)
        )
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


_DATED = (Target.LAST_CONTACT, Target.CONNECTED_ON)


def _set_widths(sheet: Any, headings: list[str], language: Language) -> None:
    from openpyxl.utils import get_column_letter

    widths = {own_layout.HEADINGS[target][language]: width for target, width in _WIDTHS.items()}
    for place, heading in enumerate(headings, 1):
        width = widths.get(heading.rstrip(" 23"), _USUAL_WIDTH)
        sheet.column_dimensions[get_column_letter(place)].width = width


def _heading(sheet: Any, text: str) -> Any:
    from openpyxl.styles import Font

    cell = _text(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _text(sheet: Any, text: str) -> Any:
    """A cell that is text whatever stands in it: never a formula, a number or an error (T17)."""
    from openpyxl.cell import WriteOnlyCell

    if not text:
        return None
    cell = WriteOnlyCell(sheet, value=neutral(_ILLEGAL.sub("", text)))
    cell.data_type = "s"
    return cell


def _day(sheet: Any, text: str) -> Any:
    """A real date where the day is known; else the text, such as ~2019."""
    from openpyxl.cell import WriteOnlyCell

    if not _DAY.fullmatch(text) or int(text[:4]) < _EXCEL_BEGINS:
        return _text(sheet, text)
    cell = WriteOnlyCell(sheet, value=datetime.fromisoformat(text))
    cell.number_format = "yyyy-mm-dd"
    return cell
