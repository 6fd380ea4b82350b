"""Forms about people: what they take, what they refuse, and in which words."""

from datetime import date

import pytest

from contacts.exchange.dates import Remembered
from contacts.exchange.normalise import clean_email, clean_phone
from contacts.forms import ContactForm, EncounterForm, QuickContactForm, TagForm
from tests.contacts.people import TODAY, new_contact

pytestmark = pytest.mark.django_db  # addresses are looked up among those of people who left


def quick(**typed) -> QuickContactForm:
    return QuickContactForm({"name": "Maria Santos", **typed}, today=TODAY)


def whole(**typed) -> ContactForm:
    return ContactForm({"name": "Maria Santos", **typed}, today=TODAY)


def test_P1_a_name_is_enough():
    form = quick()
    assert form.is_valid()
    assert form.details().name == "Maria Santos"
    assert form.last is None


@pytest.mark.parametrize("name", ["", " ", "\u200b"])
def test_B17_B18_a_name_is_needed(name):
    assert quick(name=name).errors == {"name": ["Enter their full name."]}


@pytest.mark.parametrize("name", ["Null", "N/A", "X", "محمد", "' OR 1=1 --", "Zoë 👩‍🏫"])
def test_B21_B28_names_are_taken_as_typed(name):
    form = quick(name=name)
    assert form.is_valid()
    assert form.details().name == name


def test_one_way_to_reach_them_goes_where_it_belongs():
    by_mail = quick(reach="maria@example.com")
    by_phone = quick(reach="613 562 5800")
    by_profile = quick(reach="linkedin.com/in/maria")
    assert all(form.is_valid() for form in (by_mail, by_phone, by_profile))
    assert by_mail.details().emails == (clean_email("maria@example.com"),)
    assert by_phone.details().phones == (clean_phone("613 562 5800"),)
    assert by_profile.details().linkedin_url == "https://www.linkedin.com/in/maria"


@pytest.mark.parametrize(
    ("reach", "message"),
    [
        ("maria", "Enter an e-mail address, a phone number or a LinkedIn address, such as"),
        ("a@localhost", "After the @, enter a name with a dot, like example.com."),
        ("a@x.com, b@y.com", "Enter one address at a time."),
        ("https://example.com", "Enter a LinkedIn address like linkedin.com/in/maria-santos."),
        ("javascript:alert(1)", "Enter an e-mail address, a phone number or a LinkedIn address"),
    ],
)
def test_a_way_that_cannot_be_taken_says_why(reach, message):
    assert quick(reach=reach).errors["reach"][0].startswith(message)


def test_dates_are_remembered_as_well_as_they_are():
    form = quick(last_in_touch="around 2019")
    assert form.is_valid()
    assert form.last == Remembered(date(2019, 7, 1), form.last.precision)
    assert form.last.precision == "around"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("03/04/2019", "This could be 3 April 2019 or 4 March 2019. Write the month as a word."),
        ("29 Feb 2025", "There is no 29 February 2025: that month has 28 days."),  # B49
        ("12/31/25", "Write the year with four digits, such as 2019."),  # B50
        ("1", "Enter a year from 1900 to 2026."),  # B51
        ("9" * 400, "Enter a year from 1900 to 2026."),  # B54
        ("2027", "Enter a date in the past. Today is 23 November 2026."),
        ("2019-13", "Enter a month from 1 to 12, or its name."),
        (
            "ages ago",
            "Enter a year, a month or a day, such as 2019, around 2019, March 2019 or 2019-03-14.",
        ),
    ],
)
def test_B49_B54_a_date_that_cannot_be_taken_says_why(typed, message):
    assert quick(last_in_touch=typed).errors == {"last_in_touch": [message]}


def test_an_error_in_a_list_names_its_line():
    form = whole(emails="maria@example.com\n\na@b\na@x.com, b@y.com", phones="613 562 5800\nsoon")
    assert form.errors == {
        "emails": [
            "Line 2: After the @, enter a name with a dot, like example.com.",
            "Line 3: Enter one address at a time.",
        ],
        "phones": ["Line 2: Enter a phone number like 613 555 0100."],
    }


def test_B16_an_address_counts_once():
    form = whole(emails="Bob@X.com\na@x.com\nmailto:bob@x.com\nBob <bob@x.com>")
    assert form.is_valid()
    assert [email.address for email in form.details().emails] == ["Bob@X.com", "a@x.com"]


def test_B29_a_hundred_thousand_lines_give_one_error():
    assert whole(emails="x\n" * 50_000).errors == {"emails": ["Keep at most 10 lines here."]}


def test_tags_are_separated_by_commas_and_each_counts_once():
    form = whole(tags=" Côté , grad school,, cote,")
    assert form.is_valid()
    assert form.details().tags == ("Côté", "grad school")


def test_long_and_many_tags_are_refused():
    long = "A tag can have at most 60 characters. Put a comma between tags."
    assert whole(tags="x" * 61).errors == {"tags": [long]}
    assert whole(tags=",".join(map(str, range(21)))).errors == {"tags": ["Use at most 20 tags."]}


@pytest.mark.parametrize("field", ["relationship", "closeness", "rhythm_months"])
def test_B42_a_tampered_choice_is_a_field_error(field):
    assert list(whole(**{field: "king"}).errors) == [field]


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 400, "2147483648"])
def test_a_tampered_version_never_breaks(alice, version):
    contact = new_contact(alice)
    form = ContactForm({"name": "M", "version": version}, today=TODAY, contact=contact)
    assert form.is_valid() or list(form.errors) == ["version"]


def test_a_stored_contact_is_shown_as_one_would_type_it(alice):
    contact = new_contact(
        alice, email="a@x.com", phone="613 562 5800", tags=("b", "a"), rhythm_months=6
    )
    form = ContactForm(today=TODAY, contact=contact)
    shown = {name: form[name].initial for name in ("emails", "phones", "tags", "rhythm_months")}
    assert shown == {
        "emails": "a@x.com",
        "phones": "613 562 5800",
        "tags": "a, b",
        "rhythm_months": 6,
    }
    assert "last_in_touch" not in form.fields


def test_saving_a_contact_unchanged_changes_nothing(alice):
    contact = new_contact(alice, email="a@x.com", phone="5800", tags=("b",), notes="One\n\nTwo")
    shown = ContactForm(today=TODAY, contact=contact)
    again = ContactForm(
        {bound.html_name: bound.value() or "" for bound in shown}, today=TODAY, contact=contact
    )
    assert again.is_valid()
    assert again.details().notes == "One\n\nTwo"
    assert not again.has_changed()


def test_the_rarer_fields_open_where_they_have_something_to_show(alice):
    assert not whole().opens_more
    assert whole(notes="x").opens_more
    assert whole(tags="x" * 61).opens_more


@pytest.mark.parametrize("when", ["2019", "2019-03", "2019-03-14", "around 2019"])
def test_an_encounter_is_shown_as_it_was_typed(alice, when):
    contact = new_contact(alice, last=when)
    form = EncounterForm(today=TODAY, encounter=contact.encounters.get())
    assert form["when"].initial == when


def test_an_encounter_needs_a_time():
    form = EncounterForm({"kind": "met"}, today=TODAY)
    assert form.errors == {"when": ["Enter when you were in touch."]}


def test_a_tag_name_has_no_comma():
    assert TagForm({"name": "a, b"}).errors == {"name": ["Leave out commas: they separate tags."]}
