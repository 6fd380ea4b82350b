"""Short names for what a file is made of: encodings, separators, kinds of column."""

import re
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.days import date_in_words
from contacts.exchange.record import Format, Target

FORMATS: dict[str, Any] = {
    Format.LINKEDIN: _("LinkedIn connections"),
    Format.GOOGLE: _("Google Contacts"),
    Format.OUTLOOK: _("Outlook"),
    Format.THUNDERBIRD: _("Thunderbird"),
    Format.SPREADSHEET: _("A spreadsheet"),
    Format.VCARD: _("Contact cards (vCard)"),
    Format.RECONNECT: _("An export from Reconnect"),
}

SCRIPTS: dict[str, Any] = {
    "UTF-8": _("All languages"),
    "UTF-16": _("All languages"),
    "windows-1252": _("Western Europe"),
    "ISO-8859-1": _("Western Europe"),
    "ISO-8859-15": _("Western Europe"),
    "macintosh": _("Western Europe, old Mac"),
    "cp850": _("Western Europe, DOS"),
    "windows-1250": _("Central Europe"),
    "ISO-8859-2": _("Central Europe"),
    "windows-1251": _("Cyrillic"),
    "ISO-8859-5": _("Cyrillic"),
    "KOI8-R": _("Cyrillic"),
    "cp866": _("Cyrillic, DOS"),
    "windows-1253": _("Greek"),
    "ISO-8859-7": _("Greek"),
    "windows-1254": _("Turkish"),
    "ISO-8859-9": _("Turkish"),
    "windows-1255": _("Hebrew"),
    "ISO-8859-8": _("Hebrew"),
    "windows-1256": _("Arabic"),
    "windows-1257": _("Baltic"),
    "windows-1258": _("Vietnamese"),
    "cp874": _("Thai"),
    "Shift_JIS": _("Japanese"),
    "EUC-JP": _("Japanese"),
    "GB18030": _("Chinese"),
    "Big5": _("Chinese"),
    "EUC-KR": _("Korean"),
}
"""What each encoding is used for; nobody knows them by their names."""
ENCODINGS: list[tuple[str, Any]] = [
    (name, format_lazy("{} ({})", label, name)) for name, label in SCRIPTS.items()
]

DELIMITERS: dict[str, Any] = {
    ",": _("Comma ,"),
    ";": _("Semicolon ;"),
    "\t": _("Tab"),
    "|": _("Bar |"),
}

TARGETS: dict[str, Any] = {
    Target.FORMATTED_NAME: _("Full name"),
    Target.GIVEN_NAME: _("First name"),
    Target.MIDDLE_NAME: _("Middle name"),
    Target.FAMILY_NAME: _("Family name"),
    Target.NAME_PREFIX: _("Before the name (Dr.)"),
    Target.NAME_SUFFIX: _("After the name (Jr.)"),
    Target.NICKNAME: _("Nickname"),
    Target.GREETING_NAME: _("What you call them"),
    Target.FORMAL_NAME: _("In a formal letter"),
    Target.EMAIL: _("E-mail"),
    Target.PHONE: _("Phone"),
    Target.LINKEDIN_URL: _("LinkedIn address"),
    Target.WEBSITE: _("Web page (kept if it is LinkedIn)"),
    Target.ORGANISATION: _("Organization"),
    Target.TITLE: _("Job title"),
    Target.CITY: _("City"),
    Target.COUNTRY: _("Country"),
    Target.RELATIONSHIP: _("How you know each other"),
    Target.CLOSENESS: _("How well you knew each other"),
    Target.SHARED_HISTORY: _("What you did together"),
    Target.LAST_CONTACT: _("Last in touch"),
    Target.CONNECTED_ON: _("Connected on LinkedIn"),
    Target.RHYTHM_MONTHS: _("Keep in touch, in months"),
    Target.DO_NOT_CONTACT: _("Do not contact"),
    Target.OPTED_OUT: _("Asked not to be contacted"),
    Target.TAGS: _("Tags"),
    Target.NOTES: _("Notes"),
    Target.UID: _("Number in another address book"),
    Target.BIRTHDAY: _("Birthday (not kept)"),
}

GROUPS: tuple[tuple[Any, tuple[Target, ...]], ...] = (
    (
        _("Name"),
        (
            Target.FORMATTED_NAME,
            Target.GIVEN_NAME,
            Target.MIDDLE_NAME,
            Target.FAMILY_NAME,
            Target.NAME_PREFIX,
            Target.NAME_SUFFIX,
            Target.NICKNAME,
            Target.GREETING_NAME,
            Target.FORMAL_NAME,
        ),
    ),
    (
        _("How to reach them"),
        (Target.EMAIL, Target.PHONE, Target.LINKEDIN_URL, Target.WEBSITE),
    ),
    (_("Work and place"), (Target.ORGANISATION, Target.TITLE, Target.CITY, Target.COUNTRY)),
    (
        _("You and they"),
        (
            Target.RELATIONSHIP,
            Target.CLOSENESS,
            Target.SHARED_HISTORY,
            Target.LAST_CONTACT,
            Target.CONNECTED_ON,
            Target.RHYTHM_MONTHS,
            Target.DO_NOT_CONTACT,
            Target.OPTED_OUT,
        ),
    ),
    (_("Everything else"), (Target.TAGS, Target.NOTES, Target.UID, Target.BIRTHDAY)),
)

TARGET_GROUPS: list[tuple[Any, Any]] = [
    (Target.IGNORE.value, _("Leave out")),
    *(
        (group, [(target.value, TARGETS[target]) for target in targets])
        for group, targets in GROUPS
    ),
]
"""What a column may become, as a select shows it."""


DAY, MONTH = "day", "month"


def date_orders(example: str) -> list[tuple[str, Any]]:
    """Both ways to read a date in figures, such as 03/04/2024, in words."""
    figures = [int(part) for part in re.findall(r"\d+", example)[:3]]
    try:
        first, second, year = figures
        year += 2000 if year < 70 else 1900 if year < 100 else 0
        both = [(DAY, date(year, second, first)), (MONTH, date(year, first, second))]
    except ValueError:
        return [(DAY, _("The day comes first")), (MONTH, _("The month comes first"))]
    return [(order, date_in_words(day)) for order, day in both]


def number(value: int) -> str:
    """A count as the language of the page writes it: 3,500 or 3 500."""
    return str(number_format(value, use_l10n=True, force_grouping=True))


def megabytes(size: int) -> str:
    """A size in megabytes, rounded up to one decimal: "10 MB", "10.1 MB"."""
    tenths = -(-size // 100_000)
    value = number_format(tenths / 10, 0 if tenths % 10 == 0 else 1, use_l10n=True)
    return gettext("%(count)s MB") % {"count": value}
