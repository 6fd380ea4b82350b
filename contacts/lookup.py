"""The contacts with some words, a page at a time, straight from the word index.

Its entries hold the date that lists are sorted by, so one word gives its contacts in the order of
the list, and further words are tested on the way: a page costs the same however many contacts there
are. The statements are written by hand, for building them would cost more than running them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.models import User
from accounts.paging import Stretch
from contacts.models import Contact, ContactWord

FEW = 200
"""So many matches are sorted in next to no time."""
REACH = 1000
"""Contacts that are tested one by one before all that match are gathered."""

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


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a statement, and the values in it."""

    sql: str
    values: list[Any]


def first(user: User, texts: Sequence[str], stretch: Stretch) -> list[UUID] | None:
    """The ids of the contacts of a stretch in which each of the texts begins a word.

    None in another order than by silence, which the index does not know.
    """
    if stretch.order[0].lstrip("-") != "silent_since":
        return None
    reading = _Reading(user, stretch)
    terms = reading.terms(texts)
    for driver in (term for term in terms if term.is_rare):
        return reading.sorted_by(driver, map(reading.tested, _but(driver, terms)))
    for driver in (term for term in terms if term.is_mostly_whole):
        return reading.in_order_of(driver, map(reading.tested, _but(driver, terms)))
    near = reading.walked(terms)
    if len(near) == stretch.count:
        return near
    return reading.sorted_by(terms[0], map(reading.gathered, terms[1:]))


def _but(driver: Term, terms: Iterable[Term]) -> list[Term]:
    return [term for term in terms if term is not driver]


class _Reading:
    """The statements for one user and stretch."""

    def __init__(self, user: User, stretch: Stretch) -> None:
        self.owner = _uuid(user.pk)
        # Byte by byte: for that, PostgreSQL has operators of its own, which the index serves.
        is_postgresql = connection.vendor == "postgresql"
        self.least, self.more, self.less = (
            ("~>=~", "~>~", "~<~") if is_postgresql else (">=", ">", "<")
        )
        direction = "DESC" if stretch.is_down else "ASC"
        self.in_order = f"ORDER BY since {direction}, contact {direction}"
        self.limit = f"{self.in_order} LIMIT {stretch.count}"
        self.beyond, self.before = ("<", ">") if stretch.is_down else (">", "<")
        self.start = _uuid(stretch.start_id) if stretch.start_id else None

    def terms(self, texts: Sequence[str]) -> list[Term]:
        """The terms; to know how common they are, a few hundred entries are looked at."""
        ranges = ((self.least, FEW), (self.more, 0), (self.more, FEW))
        columns = [
            f"(SELECT 1 FROM {WORDS} WHERE owner_id = %s AND word {beginning} %s"  # noqa: S608
            f" AND word {self.less} %s LIMIT 1 OFFSET {offset})"
            for _ in texts
            for beginning, offset in ranges
        ]
        of_each = [(self.owner, text, text + BEYOND_ALL) for text in texts for _ in ranges]
        values = [value for three in of_each for value in three]
        (answers,) = _read(Piece(f"SELECT {', '.join(columns)}", values))
        return [
            Term(text, *(answer is None for answer in answers[3 * place : 3 * place + 3]))
            for place, text in enumerate(texts)
        ]

    # --- Conditions on an entry w ---------------------------------------------------------------
    def tested(self, term: Term) -> Piece:
        """Of a whole word, the entry beside is looked for: that is the quickest."""
        if not term.is_whole:
            return self._begins_a_word(term, "w.contact_id")
        beside = "o.owner_id = w.owner_id AND o.word = %s AND o.silent_since = w.silent_since"
        return Piece(
            f"EXISTS (SELECT 1 FROM {WORDS} o WHERE {beside} AND o.contact_id = w.contact_id)",  # noqa: S608
            [term.text],
        )

    def gathered(self, term: Term) -> Piece:
        """For very many entries, all contacts of the other term are gathered once."""
        return Piece(
            f"w.contact_id IN (SELECT contact_id FROM {WORDS} WHERE owner_id = %s"  # noqa: S608
            f" AND word {self.least} %s AND word {self.less} %s)",
            [self.owner, term.text, term.text + BEYOND_ALL],
        )

    def _begins_a_word(self, term: Term, of: str) -> Piece:
        return Piece(
            f"EXISTS (SELECT 1 FROM {WORDS} o WHERE o.contact_id = {of}"  # noqa: S608
            f" AND o.word {self.least} %s AND o.word {self.less} %s)",
            [term.text, term.text + BEYOND_ALL],
        )

    def _after_start(self, columns: str) -> list[Piece]:
        """Nothing is beyond a row that does not exist, or is not the user's."""
        if self.start is None:
            return []
        start = f"SELECT silent_since, id FROM {CONTACTS} WHERE id = %s AND owner_id = %s"  # noqa: S608
        return [Piece(f"({columns}) {self.beyond} ({start})", [self.start, self.owner])]

    # --- Stretches ------------------------------------------------------------------------------
    def sorted_by(self, driver: Term, conditions: Iterable[Piece]) -> list[UUID]:
        """Among all entries of a term; one contact may have several."""
        begins = Piece(
            f"w.word {self.least} %s AND w.word {self.less} %s",
            [driver.text, driver.text + BEYOND_ALL],
        )
        entries = self._entries(begins, conditions)
        return _ids(Piece(f"SELECT DISTINCT {entries.sql} {self.limit}", entries.values))

    def in_order_of(self, driver: Term, conditions: Iterable[Piece]) -> list[UUID]:
        """Along the entries of a whole word; and among the few that go on after it."""
        conditions = list(conditions)
        whole = self._entries(Piece("w.word = %s", [driver.text]), conditions)
        goes_on = Piece(
            f"w.word {self.more} %s AND w.word {self.less} %s",
            [driver.text, driver.text + BEYOND_ALL],
        )
        rest = self._entries(goes_on, conditions)
        return _ids(
            Piece(
                f"SELECT since, contact FROM (SELECT {whole.sql} {self.limit}) entries"  # noqa: S608
                f" UNION SELECT {rest.sql} {self.limit}",
                [*whole.values, *rest.values],
            )
        )

    def _entries(self, which: Piece, conditions: Iterable[Piece]) -> Piece:
        mine = Piece("w.owner_id = %s", [self.owner])
        start = self._after_start("w.silent_since, w.contact_id")
        return _where(
            f"w.silent_since AS since, w.contact_id AS contact FROM {WORDS} w"
            f" JOIN {CONTACTS} c ON c.id = w.contact_id AND c.trashed_at IS NULL",
            [mine, which, *conditions, *start],
        )

    def walked(self, terms: Iterable[Term]) -> list[UUID]:
        """Along the list, each contact tested; not further than a bounded number of them."""
        mine = Piece("c.owner_id = %s AND c.trashed_at IS NULL", [self.owner])
        start = self._after_start("c.silent_since, c.id")
        columns = f"c.silent_since AS since, c.id AS contact FROM {CONTACTS} c"
        rest = _where(columns, [mine, *start])
        edge = Piece(
            f"(c.silent_since, c.id) {self.before}"
            f" (SELECT {rest.sql} {self.in_order} LIMIT 1 OFFSET {REACH})",
            rest.values,
        )
        tests = (self._begins_a_word(term, "c.id") for term in terms)
        near = _where(columns, [mine, *start, edge, *tests])
        return _ids(Piece(f"SELECT {near.sql} {self.limit}", near.values))


def _where(columns: str, conditions: Sequence[Piece]) -> Piece:
    return Piece(
        f"{columns} WHERE {' AND '.join(condition.sql for condition in conditions)}",
        [value for condition in conditions for value in condition.values],
    )


def _uuid(value: UUID) -> Any:
    return value if connection.features.has_native_uuid_field else value.hex


def _ids(statement: Piece) -> list[UUID]:
    return [UUID(str(contact)) for _, contact in _read(statement)]


def _read(statement: Piece) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.values)
        return list(cursor.fetchall())
