"""What columns are, by the words above them (IMPORTS.md, sections 2 to 4, rule 7)."""

import pytest

from contacts.exchange.grid import Row
from contacts.exchange.header_words import _MEANINGS, WORDS, _spelled
from contacts.exchange.headers import header_index, layout_of, likeness
from contacts.exchange.own_layout import headings
from contacts.exchange.record import Format, NotKept, Target


def index(*lines: str) -> int | None:
    return header_index([Row(n, tuple(line.split(","))) for n, line in enumerate(lines, 1)])


def targets(header: str) -> list[Target]:
    return list(layout_of(header.split(",")).targets)


def test_no_word_has_two_meanings_of_its_own():
    meanings: dict[str, set] = {}
    for meaning, words in _MEANINGS.items():
        for word in _spelled(words):
            meanings.setdefault(word, set()).add(meaning)
    assert {word: found for word, found in meanings.items() if len(found) > 1} == {}


def test_every_word_is_found_however_it_is_written():
    for word, meaning in WORDS.items():
        for written in (word, f" {word.upper()}: ", f'"{word}"', f"\ufeff{word}"):
            [heading] = layout_of([written]).headings
            assert (heading.target or heading.not_kept) == meaning, written


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Name,Email", "Ann,ann@x.example"], 0),
        (["My people", "", "Name,Email,City", "Name,b,c"], 2),
        (["Name,x,y", "First name,Last name,Email"], 1),
        (["ann@x.example,Phone,Name", "Kim,x,y"], None),
        (["Phone,0613 555 0100,Name"], None),
        (["City,Notes,Tags"], None),
        (["Telefonica,Ann,Bern"], None),
        (["A long sentence about the name and the email of people", "x"], None),
        ([], None),
    ],
)
def test_the_header_is_the_row_that_fits_best(lines, found):
    assert index(*lines) == found
    assert bool(likeness([Row(1, tuple(line.split(","))) for line in lines])) is (found is not None)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("First Name,Last Name,URL,Company,Position,Connected On", Format.LINKEDIN),
        ("First Name,Last Name,URL,Email Address,Company,Position", Format.LINKEDIN),
        ("Name,Given Name,Family Name,Group Membership", Format.GOOGLE),
        ("First Name,Organization Name,Organization Title,Labels", Format.GOOGLE),
        ("Name,E-mail 1 - Value", Format.GOOGLE),
        ("First Name,Last Name,E-mail Address,Business Street,Categories", Format.OUTLOOK),
        ("First Name,Last Name,Primary Email,Screen Name", Format.THUNDERBIRD),
        ("Name,Email,Phone", Format.SPREADSHEET),
        ("First name,Last name,Title,E-mail Address", Format.SPREADSHEET),
        ("Full name,E-mail,E-mail 2,Connected on LinkedIn,Last in touch,How you know each other",
         Format.SPREADSHEET),
    ],
)  # fmt: skip
def test_the_program_is_known_by_its_words(header, kind):
    assert layout_of(header.split(",")).format is kind


@pytest.mark.parametrize("language", ["en", "fr"])
def test_our_own_table_comes_back_whole(language):
    found = layout_of(headings(language))
    assert found.format is Format.SPREADSHEET
    assert Target.IGNORE not in found.targets
    assert {Target.RELATIONSHIP, Target.LAST_CONTACT, Target.DO_NOT_CONTACT, Target.UID} <= set(
        found.targets
    )


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Email 2", Target.EMAIL),
        ("Email (private)", Target.EMAIL),
        ("Private e-mail", Target.EMAIL),
        ("Numéro de téléphone cellulaire", Target.PHONE),
        ("LinkedIn profile link", Target.LINKEDIN_URL),
        ("Email status", Target.IGNORE),
        ("Email opt-in", Target.IGNORE),
        ("Phone type", Target.IGNORE),
        ("Phonetic first name", Target.IGNORE),
        ("Spouse's first name", Target.IGNORE),
        ("Fax (work)", Target.IGNORE),
        ("Meeting notes", Target.NOTES),
        ("Date of last contact", Target.LAST_CONTACT),
    ],
)
def test_a_header_that_only_contains_a_word(header, target):
    assert targets(f"Name,{header}")[1] is target


def test_what_is_not_kept():
    found = layout_of(["Name", "Birthday", "Photo", "Street", "Fax", "Shoe size", "Priority"])
    assert [heading.not_kept for heading in found.headings] == [
        None,
        NotKept.BIRTHDAY,
        NotKept.PHOTO,
        NotKept.STREET_ADDRESS,
        NotKept.FAX,
        NotKept.OTHER_COLUMNS,
        None,
    ]


def test_the_label_of_each_value_in_google():
    found = layout_of(["Phone 1 - Value", "Phone 1 - Label", "E-mail 1 - Type", "E-mail 1 - Value"])
    assert found.labels == {0: 1, 3: 2}
