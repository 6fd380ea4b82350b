"""One person out of the values of a row or card (IMPORTS.md, section 6, rules 1 to 9)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.exchange.drafting import Draft, is_system_group
from contacts.exchange.record import Record, RowProblem, Severity, Target


def draft(*values: tuple[Target, str]) -> Draft:
    made = Draft(line=3, record=2)
    for target, value in values:
        made.add(target, value, "C")
    return made


def person(*values: tuple[Target, str]) -> Record:
    made = draft(*values).person()
    assert made
    return made


def problems(*values: tuple[Target, str]) -> list[tuple[RowProblem, str]]:
    errors = draft(*values).errors
    assert all((e.severity, e.line, e.record) == (Severity.WARNING, 3, 2) for e in errors)
    return [(error.code, error.value) for error in errors]


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ([(Target.FORMATTED_NAME, "Dr. Ann Lee"), (Target.GIVEN_NAME, "Ann")], "Dr. Ann Lee"),
        (
            [
                (Target.FAMILY_NAME, "Gunten"),
                (Target.GIVEN_NAME, "Adrian"),
                (Target.MIDDLE_NAME, "von"),
                (Target.NAME_PREFIX, "Dr."),
                (Target.NAME_SUFFIX, "Jr."),
            ],
            "Dr. Adrian von Gunten Jr.",
        ),
        ([(Target.ORGANISATION, "Acme"), (Target.NICKNAME, "Annie")], "Annie"),
        ([(Target.EMAIL, "a@b.example"), (Target.ORGANISATION, "Acme")], "Acme"),
        ([(Target.PHONE, "613 555 0100"), (Target.EMAIL, "a@b.example")], "a@b.example"),
        ([(Target.PHONE, "613 555 0100")], "613 555 0100"),
    ],
)
def test_rule_1_the_full_name_falls_back(values, name):
    assert person(*values).formatted_name == name


def test_rule_1_nobody_is_in_a_row_without_a_name_or_a_way_to_reach_them():
    assert draft((Target.NOTES, "x"), (Target.CITY, "Ottawa"), (Target.TAGS, "a")).person() is None
    assert draft((Target.FORMATTED_NAME, " \u200b ")).person() is None


def test_rule_2_emails_are_unwrapped_and_compared_without_case():
    found = person(
        (Target.EMAIL, "mailto:Ann@B.example"),
        (Target.EMAIL, "Ann Lee <ann@b.example>"),
        (Target.EMAIL, "<x@y.example>, z@y.example"),
    )
    assert found.emails == ("Ann@B.example", "x@y.example", "z@y.example")


def test_rule_2_an_address_that_is_none_is_dropped_with_a_warning():
    exchange = "/o=ExchangeLabs/ou=X/cn=Recipients/cn=ann"
    values = [(Target.EMAIL, exchange), (Target.EMAIL, ""), (Target.FORMATTED_NAME, "Ann")]

    assert problems(*values) == [(RowProblem.INVALID_EMAIL, exchange)]
    assert person(*values).emails == ()


def test_rule_3_phones_are_compared_by_digits():
    found = person(
        (Target.PHONE, "tel:+1-613-555-0100;ext=5"),
        (Target.PHONE, "\u202d(613) 555-0100\u202c"),
        (Target.PHONE, "+33 1 99 00 11 22"),
    )
    assert found.phones == ("+1-613-555-0100", "+33 1 99 00 11 22")


def test_rule_3_a_phone_without_digits_is_dropped_with_a_warning():
    assert problems((Target.PHONE, "ask Ann")) == [(RowProblem.IGNORED_LINE, "ask Ann")]


def test_rule_4_only_profiles_are_kept_of_addresses():
    values = [
        (Target.FORMATTED_NAME, "Ann"),
        (Target.WEBSITE, "https://ann.example"),
        (Target.WEBSITE, "javascript:alert(1)"),
        (Target.WEBSITE, "https://uk.linkedin.com/in/Ann-Lee/?x=1"),
        (Target.LINKEDIN_URL, "https://www.linkedin.com/company/acme"),
    ]
    assert person(*values).linkedin_url == "https://www.linkedin.com/in/ann-lee"
    assert problems(*values) == [
        (RowProblem.INVALID_URL, "javascript:alert(1)"),
        (RowProblem.INVALID_URL, "https://www.linkedin.com/company/acme"),
    ]


@pytest.mark.parametrize(
    ("target", "value"),
    [
        (Target.BIRTHDAY, "1980-04-12"),
        (Target.BIRTHDAY, "--02-29"),
        (Target.CONNECTED_ON, "2015-03-04"),
        (Target.LAST_CONTACT, "2015-03-04"),
        (Target.LAST_CONTACT, "2019-03"),
        (Target.LAST_CONTACT, "2019"),
        (Target.LAST_CONTACT, "~2019"),
    ],
)
def test_rule_5_dates_are_iso(target, value):
    assert getattr(person((Target.FORMATTED_NAME, "Ann"), (target, value)), target) == value


@pytest.mark.parametrize(
    ("target", "value"),
    [
        (Target.BIRTHDAY, "1972-31-01"),
        (Target.BIRTHDAY, "--02-30"),
        (Target.CONNECTED_ON, "2019"),
        (Target.LAST_CONTACT, "2019-13"),
        (Target.LAST_CONTACT, "soon"),
    ],
)
def test_rule_5_other_dates_are_dropped_with_a_warning(target, value):
    assert problems((target, value)) == [(RowProblem.INVALID_DATE, value)]


def test_rule_6_the_groups_of_google_are_no_tags():
    names = ["myContacts", "My Contacts", "Other Contacts", "starred", "* friends"]

    assert all(map(is_system_group, names))
    found = person((Target.FORMATTED_NAME, "Ann"), *((Target.TAGS, n) for n in [*names, "uni"]))
    assert found.tags == ("uni",)


def test_tags_are_compared_folded():
    values = [(Target.FORMATTED_NAME, "A"), (Target.TAGS, "Café"), (Target.TAGS, "cafe")]
    assert person(*values).tags == ("Café",)


def test_rule_8_the_first_value_wins_and_notes_are_joined():
    found = person(
        (Target.FORMATTED_NAME, "Ann"),
        *((Target.ORGANISATION, name) for name in ("", "Acme", "Other")),
        *((Target.NOTES, note) for note in ("One", "One", "Two\r\nThree")),
    )
    assert (found.organisation, found.notes) == ("Acme", "One\nTwo\nThree")


def test_rule_9_text_is_stored_literally_without_controls_in_NFC():
    found = person(
        (Target.FORMATTED_NAME, "  =1+1 \u202eCo\u0302te\u0301\x00\x07  <b>{{ x }} "),
        (Target.NOTES, "a\x00\u2028b\rc"),
    )
    assert found.formatted_name == "=1+1 Côté <b>{{ x }}"
    assert found.notes == "a\nb\nc"


def test_values_too_long_are_cut_with_a_warning():
    values = [(Target.CITY, "x" * 101), (Target.FORMATTED_NAME, "y" * 201)]

    assert [code for code, _value in problems(*values)] == [RowProblem.VALUE_TOO_LONG] * 2
    assert (len(person(*values).city), len(person(*values).formatted_name)) == (100, 200)


def test_B66_a_cell_beyond_100_000_characters_is_cut_first():
    found = problems((Target.NOTES, "x " * 50_001))

    assert [code for code, _value in found] == [RowProblem.CELL_TOO_LONG, RowProblem.VALUE_TOO_LONG]
    assert all(len(value) <= 200 for _code, value in found)


def test_what_only_our_own_export_knows():
    found = person(
        (Target.FORMATTED_NAME, "Ann"),
        (Target.RHYTHM_MONTHS, "6"),
        (Target.DO_NOT_CONTACT, "1"),
        (Target.SHARED_HISTORY, "the conference"),
    )
    assert (found.rhythm_months, found.do_not_contact) == (6, True)
    assert found.shared_history == "the conference"
    assert not person((Target.NICKNAME, "A"), (Target.DO_NOT_CONTACT, "no")).do_not_contact


def test_F24_whoever_asked_not_to_be_contacted_is_not_whatever_else_the_file_says():
    asked = (Target.OPTED_OUT, "yes")
    found = person((Target.FORMATTED_NAME, "Ann"), (Target.DO_NOT_CONTACT, "no"), asked)
    assert (found.do_not_contact, found.opted_out) == (True, True)
    assert not person((Target.FORMATTED_NAME, "Ann"), (Target.OPTED_OUT, "no")).opted_out


@given(st.lists(st.tuples(st.sampled_from(list(Target)), st.text()), max_size=8))
def test_no_value_raises_and_every_person_has_a_name(values):
    made = draft(*values).person()
    assert made is None or made.formatted_name.strip()


@pytest.mark.parametrize(
    "text",
    ["2019-03-14", "2019-03", "2019", "~2019", "~2019-03", "<2019", "<2019-03", "<2019-03-14"],
)
def test_a_last_contact_as_our_own_export_writes_it(text: str) -> None:
    assert person((Target.FORMATTED_NAME, "Ann"), (Target.LAST_CONTACT, text)).last_contact == text


@pytest.mark.parametrize("text", ["~2019-13", "~2019-03-14", "<2019-02-30"])
def test_a_last_contact_that_never_was_is_dropped(text: str) -> None:
    assert problems((Target.LAST_CONTACT, text)) == [(RowProblem.INVALID_DATE, text)]


def test_a_relationship_of_either_language_is_ours() -> None:
    ann = person(
        (Target.FORMATTED_NAME, "Ann"),
        (Target.RELATIONSHIP, "Gestionnaire ou responsable"),
        (Target.CLOSENESS, "We knew each other well"),
    )
    assert (ann.relationship, ann.closeness, ann.shared_history) == ("manager", "well", "")


def test_other_words_for_a_relationship_begin_the_history() -> None:
    ann = person(
        (Target.FORMATTED_NAME, "Ann"),
        (Target.RELATIONSHIP, "Neighbour"),
        (Target.CLOSENESS, "Like a sister"),
        (Target.SHARED_HISTORY, "the garden\nand the dog"),
    )
    assert (ann.relationship, ann.closeness) == ("", "")
    assert ann.shared_history == "Neighbour\nLike a sister\nthe garden\nand the dog"
