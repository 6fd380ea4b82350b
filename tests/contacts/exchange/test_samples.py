"""The sample files: who comes out of each (samples/README.md)."""

from pathlib import Path

from contacts.exchange import read_file
from contacts.exchange.record import Format, NotKept, RowProblem

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"


def read(name):
    return read_file((SAMPLES / name).read_bytes(), name)


def test_linkedin_gives_28_people_of_30_rows():
    found = read("Connections.csv")
    assert (found.format, found.header_line, len(found.contacts)) == (Format.LINKEDIN, 4, 28)
    assert [(error.code, error.record, error.line) for error in found.row_errors] == [
        (RowProblem.NO_NAME, 29, 33)
    ]
    assert found.duplicates == ((27, 30),)
    assert sum(len(person.emails) for person in found.contacts) == 4


def test_google_gives_five():
    found = read("google.csv")
    assert (found.format, found.encoding, found.row_errors) == (Format.GOOGLE, "UTF-8", ())
    assert [person.formatted_name for person in found.contacts] == [
        "Alina Petrescu",
        "Gustavo Peña",
        "Hélène Aubry",
        "Garage Central",
        "tickets@venue.example",
    ]
    assert found.contacts[2].phones == ("01 99 00 10 20", "06 39 98 10 20")
    assert found.contacts[2].birthday == "--05-17"
    assert found.not_kept == (NotKept.BIRTHDAY,)


def test_outlook_gives_three():
    found = read("outlook.csv")
    ingrid, marek, shop = found.contacts
    assert (found.format, found.row_errors) == (Format.OUTLOOK, ())
    assert (ingrid.formatted_name, ingrid.title) == ("Ingrid Solberg", "Broker")
    assert (ingrid.tags, ingrid.birthday) == (("Client", "Oslo"), "1972-04-23")
    assert (marek.emails, marek.birthday) == (("marek@vlk.example",), "")
    assert shop.formatted_name == shop.organisation == "Print Shop Nine"


def test_a_spreadsheet_gives_four():
    found = read("network.xlsx")
    assert (found.format, found.sheet) == (Format.SPREADSHEET, "Network")
    assert [(person.formatted_name, person.last_contact) for person in found.contacts] == [
        ("Lena Hoffmann", "2021-06-14"),
        ("Tomás Beltrán", "2019-02-03"),
        ("Aoife Byrne", ""),
        ("Chen Wei", "2018-11-20"),
    ]
