"""vCards, 3.0 and 4.0."""

import pytest

from contacts.exchange.write_vcard import write_vcard
from tests.contacts.exchange.people import maria

ID = "urn:uuid:0b5b8d2e-9f6d-4d7c-9a51-1f4b6f0a7c11"


def lines(data: bytes) -> list[str]:
    """The lines of the file, unfolded."""
    return data.replace(b"\r\n ", b"").decode().split("\r\n")


@pytest.mark.parametrize(
    ("version", "ways"),
    [
        (
            "3.0",
            [
                "EMAIL;TYPE=INTERNET,PREF:maria@example.org",
                "EMAIL;TYPE=INTERNET:m.cote@museum.example",
                "TEL;TYPE=VOICE,PREF:+1 613 555 0100",
                "TEL;TYPE=VOICE:613 555 0199",
            ],
        ),
        (
            "4.0",
            [
                "EMAIL;PREF=1:maria@example.org",
                "EMAIL:m.cote@museum.example",
                "TEL;PREF=1:+1 613 555 0100",
                "TEL:613 555 0199",
            ],
        ),
    ],
)
def test_a_card_holds_everything(version, ways) -> None:
    assert lines(write_vcard([maria()], version=version)) == [
        "BEGIN:VCARD",
        f"VERSION:{version}",
        "PRODID:-//Reconnect//Contacts//EN",
        f"UID:{ID}",
        "FN:Maria Brousseau-Côté",
        "N:;Maria Brousseau-Côté;;;",
        *ways,
        "ORG:Musée\\, Ltd\\; Ottawa \\\\ Gatineau",
        "TITLE:Curator",
        "ADR:;;;Ottawa;;;Canada",
        "URL:https://www.linkedin.com/in/maria",
        "X-SOCIALPROFILE;TYPE=linkedin:https://www.linkedin.com/in/maria",
        "CATEGORIES:uni,museum",
        "NOTE:First line\\nSecond\\; line\\, with \\\\ and 👩‍👩‍👧",
        "X-RECONNECT-RELATIONSHIP:manager",
        "X-RECONNECT-CLOSENESS:well",
        "X-RECONNECT-SHARED-HISTORY:planning the grad student conference in 2009",
        "X-RECONNECT-GREETING-NAME:Maria",
        "X-RECONNECT-FORMAL-NAME:Madame Brousseau-Côté",
        "X-RECONNECT-RHYTHM-MONTHS:6",
        "X-RECONNECT-LAST-CONTACT:~2019",
        "X-RECONNECT-CONNECTED-ON:2015-03-04",
        "X-RECONNECT-DO-NOT-CONTACT:1",
        "X-RECONNECT-OPTED-OUT:1",
        "END:VCARD",
        "",
    ]


def test_names_that_are_known_in_parts_stay_in_parts() -> None:
    found = lines(write_vcard([maria(given_name="Maria", family_name="Brousseau; Côté")]))
    assert "N:Brousseau\\; Côté;Maria;;;" in found


@pytest.mark.parametrize(
    ("version", "birthday", "line"),
    [
        ("3.0", "1980-04-12", "BDAY:1980-04-12"),
        ("3.0", "--04-12", "BDAY:--0412"),
        ("4.0", "1980-04-12", "BDAY:19800412"),
        ("4.0", "--04-12", "BDAY:--0412"),
    ],
)
def test_a_birthday_without_its_year_is_no_1604(version, birthday: str, line: str) -> None:
    assert line in lines(write_vcard([maria(birthday=birthday)], version=version))


@pytest.mark.parametrize("length", range(60, 90))
@pytest.mark.parametrize("letter", ["e", "é", "深", "👍"])
def test_lines_fold_at_75_octets_and_never_within_a_character(length: int, letter: str) -> None:
    data = write_vcard([maria(notes="x" * length + letter * 60)])
    folded = data.split(b"\r\n")
    assert max(map(len, folded)) <= 75
    assert [line.decode() for line in folded]  # raises within a character
    assert f"NOTE:{'x' * length}{letter * 60}" in lines(data)


def test_B77_no_text_makes_a_line_of_its_own() -> None:
    data = write_vcard([maria(notes="a\r\nEND:VCARD\rb\nc", formatted_name="x\nBEGIN:VCARD")])
    found = lines(data)
    assert found.count("END:VCARD") == found.count("BEGIN:VCARD") == 1
    assert "NOTE:a\\nEND:VCARD\\nb\\nc" in found


def test_controls_and_half_characters_break_no_card() -> None:
    data = write_vcard([maria(notes="a\x00b\x0bc\ud800")])
    assert "NOTE:abc?" in lines(data)


def test_somebody_without_a_name_is_shown_by_what_is_known() -> None:
    found = lines(write_vcard([maria(formatted_name="", organisation="Museum")]))
    assert found[4:6] == ["FN:Museum", "N:;Museum;;;"]


def test_several_people_are_several_cards() -> None:
    data = write_vcard([maria(), maria(formatted_name="Ana")])
    assert data.count(b"BEGIN:VCARD\r\n") == data.count(b"END:VCARD\r\n") == 2
    assert write_vcard([]) == b""
