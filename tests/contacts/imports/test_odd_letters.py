"""Letters that a database takes neither in text nor in JSON never stop an import."""

import json

import pytest

from contacts.models import Contact, ImportBatch
from tests.contacts.imports.files import ready
from tests.contacts.imports.test_from_our_own_export import saved_as

LONE = "\ud800"
ROWS = (
    "Na\x00me,E-mail,Com\x00pany,Moose\x00\n"
    "An\x00n Lee,a\x00@b.example,Ac\x00me,x\x00\n"
    ",\x00,\x00,no name\n"
)
BACKUP = {
    "format": "reconnect-contacts",
    "version": 1,
    "contacts": [{"formatted_name": f"Ann {LONE}\x00 Lee", "notes": f"\x00{LONE}", "tags": [LONE]}],
}
CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\x00 Lee\r\nX-\x00ODD:\x00\r\nNOTE:a\x00b\r\nEND:VCARD\r\n"
)
QP = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Lee;Ann=ED=A0=80=00\r\n"
    "FN;ENCODING=QUOTED-PRINTABLE:Ann=00 Lee\r\nEND:VCARD\r\n"
)
FILES = {
    "csv": ROWS.encode(),
    "latin": ROWS.encode("latin-1") + "Zo\xeb,,,\n".encode("latin-1"),
    "utf-16": b"\xff\xfe" + ROWS.encode("utf-16-le") + b"\x00\xd8,\x00,\x00\n\x00",
    "utf-8 of a half": b"Name,E-mail\n" + b"Ann \xed\xa0\x80 Lee,a@b.example\n",
    "json": json.dumps(BACKUP).encode(),
    "vcard": CARD.encode(),
    "vcard 2.1": QP.encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_B67_letters_no_database_takes_are_kept_out(alice, clock, name) -> None:
    batch = ready(alice, clock, FILES[name])
    saved_as(alice, batch, clock)
    assert batch.status == ImportBatch.Status.DONE
    stored = repr([*Contact.objects.values(), *batch.rows.values(), batch.reading])
    assert [letter for letter in ("\\x00", "\\u0000", "\\ud800") if letter in stored] == []
    assert "Ann" in stored
