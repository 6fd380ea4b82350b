"""The contacts with some words, a page at a time, straight from the word index.

Its entries hold the date that lists are sorted by, so one word gives its contacts in the order of
the list, and further words are tested on the way: a page costs the same however many contacts there
are. The statements are written by hand, for building them would cost more than running them.

Not every search can be read so: ``first`` then answers None, and contacts.sources finds a way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.models import User
from accounts.paging import Stretch
from contacts.models import Contact, ContactWord

FEW = 200
"""So many matches are sorted in next to no time."""

WORDS, CONTACTS = ContactWord._meta.db_table, Contact._meta.db_table
BEYOND_ALL = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Term:
    """The beginning of a word, and how common the words are that begin so."""

    text: str
    is_rare: bool
    is_whole: bool
    """No word goes on after it."""
    is_mostly_whole: bool
    """Few do: nearly all who are found have the very word."""


def first(user: User, texts: Sequence[str], stretch: Stretch) -> list[UUID] | None:
    """The ids of the contacts of a stretch in which each of the texts begins a word.

    None in another order than by silence, and where each of the texts begins very many longer
    words, as a single letter does.
    """
    if stretch.order[0].lstrip("-") != "silent_since":
        return None
    terms = _terms(user, texts)
    driver = next((term for term in terms if term.is_rare), None)
    driver = driver or next((term for term in terms if term.is_mostly_whole), None)
    if driver is None:
        return None
    return _found(user, driver, [term for term in terms if term is not driver], stretch)


def _terms(user: User, texts: Sequence[str]) -> list[Term]:
    """The terms; to know how common they are, a few hundred entries are looked at."""
    least, more, less = _signs()
    ranges = ((least, FEW), (more, 0), (more, FEW))
    columns = [
        f"(SELECT 1 FROM {WORDS} WHERE owner_id = %s AND word {beginning} %s AND word {less} %s"  # noqa: S608
        f" LIMIT 1 OFFSET {offset})"
        for _ in texts
        for beginning, offset in ranges
    ]
    owner = _uuid(user.pk)
    values = [value for text in texts for _ in ranges for value in (owner, text, text + BEYOND_ALL)]
    (answers,) = _read(f"SELECT {', '.join(columns)}", values)
    return [
        Term(text, *(answer is None for answer in answers[3 * place : 3 * place + 3]))
        for place, text in enumerate(texts)
    ]


def _found(user: User, driver: Term, others: Sequence[Term], stretch: Stretch) -> list[UUID]:
    """Along the entries of one term, those of whom the others hold too."""
    tests, values = _tests(others)
    if stretch.start is not None:
        start = stretch.start.values_list("silent_since", "id").first()
        if start is None:
            return []
        tests.append(f"(w.silent_since, w.contact_id) {'<' if stretch.is_down else '>'} (%s, %s)")
        values += [connection.ops.adapt_datefield_value(start[0]), _uuid(start[1])]
    direction = "DESC" if stretch.is_down else "ASC"
    in_order = f"ORDER BY since {direction}, contact {direction} LIMIT {stretch.count}"
    least, more, less = _signs()

    def entries(which: str) -> str:
        return (
            "w.silent_since AS since, w.contact_id AS contact"
            f" FROM {WORDS} w JOIN {CONTACTS} c ON c.id = w.contact_id AND c.trashed_at IS NULL"
            f" WHERE {' AND '.join(['w.owner_id = %s', which, *tests])}"
        )

    owner, text = _uuid(user.pk), driver.text
    longer = [owner, text, text + BEYOND_ALL, *values]
    if driver.is_rare:
        begun = entries(f"w.word {least} %s AND w.word {less} %s")
        rows = _read(f"SELECT DISTINCT {begun} {in_order}", longer)
    else:
        whole = f"SELECT {entries('w.word = %s')} {in_order}"
        rest = f"SELECT {entries(f'w.word {more} %s AND w.word {less} %s')}"
        rows = _read(
            f"SELECT since, contact FROM ({whole}) entries UNION {rest} {in_order}",  # noqa: S608
            [owner, text, *values, *longer],
        )
    return [UUID(str(contact)) for _, contact in rows]


def _tests(others: Sequence[Term]) -> tuple[list[str], list[Any]]:
    """Conditions on an entry ``w``, and their values.

    Of a whole word the entry beside is looked for, which is the quickest; else the contact's words.
    """
    least, _, less = _signs()
    beside = "o.owner_id = w.owner_id AND o.silent_since = w.silent_since AND o.word = %s"
    begins = f"o.word {least} %s AND o.word {less} %s"
    tests, values = [], []
    for term in others:
        tests.append(
            f"EXISTS (SELECT 1 FROM {WORDS} o WHERE o.contact_id = w.contact_id"  # noqa: S608
            f" AND {beside if term.is_whole else begins})"
        )
        values += [term.text] if term.is_whole else [term.text, term.text + BEYOND_ALL]
    return tests, values


def _signs() -> tuple[str, str, str]:
    """To compare byte by byte: for that, PostgreSQL has operators that the index serves."""
    return ("~>=~", "~>~", "~<~") if connection.vendor == "postgresql" else (">=", ">", "<")


def _uuid(value: UUID) -> Any:
    return value if connection.features.has_native_uuid_field else value.hex


def _read(statement: str, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
