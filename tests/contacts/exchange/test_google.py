"""Contacts out of Google, in the old layout, the new one and mixtures (IMPORTS.md, section 3)."""

import csv
from io import StringIO

import pytest

from contacts.exchange.record import Format, NotKept
from tests.contacts.exchange.tables_by_hand import names, one, problems, read

OLD = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,"
    "Family Name Yomi,Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,"
    "Gender,Location,Billing Information,Directory Server,Mileage,Occupation,Hobby,Sensitivity,"
    "Priority,Subject,Notes,Language,Photo,Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
    "E-mail 2 - Type,E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,"
    "Phone 2 - Value,Address 1 - Type,Address 1 - Formatted,Address 1 - Street,Address 1 - City,"
    "Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,"
    "Address 1 - Extended Address,Address 2 - City,Address 2 - Country,Organization 1 - Type,"
    "Organization 1 - Name,Organization 1 - Yomi Name,Organization 1 - Title,"
    "Organization 1 - Department,Relation 1 - Type,Relation 1 - Value,Website 1 - Type,"
    "Website 1 - Value,Event 1 - Type,Event 1 - Value,Custom Field 1 - Type,Custom Field 1 - Value"
)
NEW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,"
    "Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,"
    "Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,"
    "E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,"
    "Phone 2 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,"
    "Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,"
    "Website 1 - Label,Website 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value"
)


def table(header: str, *people: dict[str, str]) -> str:
    text = StringIO()
    writer = csv.DictWriter(text, header.split(","), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(people)
    return text.getvalue()


def new(**cells) -> str:
    return table(NEW, {"First Name": "Ann", **cells})


def test_the_old_layout():
    found = read(
        table(
            OLD,
            {
                "Name": "Dr. Ann Lee",
                "Given Name": "Ann",
                "Family Name": "Lee",
                "Group Membership": "Choir ::: * myContacts ::: * starred ::: * friends",
                "E-mail 1 - Value": "ann@x.example",
                "Phone 1 - Type": "Mobile",
                "Phone 1 - Value": "+1 613 555 0100",
                "Organization 1 - Name": "Acme",
                "Organization 1 - Title": "Editor",
                "Address 1 - City": "Ottawa",
                "Address 1 - Country": "Canada",
                "Notes": "tall",
            },
        )
    )
    [ann] = found.contacts
    assert (found.format, found.row_errors, found.not_kept) == (Format.GOOGLE, (), ())
    assert (ann.given_name, ann.family_name, ann.formatted_name) == ("Ann", "Lee", "Dr. Ann Lee")
    assert (ann.emails, ann.phones) == (("ann@x.example",), ("+1 613 555 0100",))
    assert (ann.organisation, ann.title, ann.tags) == ("Acme", "Editor", ("Choir",))
    assert (ann.city, ann.country, ann.notes) == ("Ottawa", "Canada", "tall")


def test_the_old_layout_as_UTF_16_with_a_mark_B61():
    found = read(
        table(OLD, {"Name": "Zoë Roy", "E-mail 1 - Value": "z@x.example"}).encode("utf-16")
    )
    assert (found.format, found.encoding, names(found)) == (Format.GOOGLE, "UTF-16", ["Zoë Roy"])


def test_the_new_layout_composes_the_name():
    ann = one(
        table(
            NEW,
            {
                "First Name": "Ann",
                "Middle Name": "Marie",
                "Last Name": "Lee",
                "Name Prefix": "Dr.",
                "Name Suffix": "Jr.",
                "Organization Name": "Acme",
                "Organization Title": "Editor",
            },
        )
    )
    assert ann.formatted_name == "Dr. Ann Marie Lee Jr."
    assert (ann.given_name, ann.family_name) == ("Ann", "Lee")
    assert (ann.organisation, ann.title) == ("Acme", "Editor")


def test_a_particle_in_the_middle_name_stays_in_the_full_name():
    adrian = one(table(NEW, {"First Name": "Adrian", "Middle Name": "von", "Last Name": "Gunten"}))
    assert (adrian.family_name, adrian.formatted_name) == ("Gunten", "Adrian von Gunten")


def test_layouts_mixed_by_hand():
    ann = one("Name,First Name,Last Name,E-mail 1 - Value\nDr. Ann Lee,Ann,Lee,ann@x.example\n")
    assert (ann.formatted_name, ann.given_name, ann.family_name) == ("Dr. Ann Lee", "Ann", "Lee")
    assert read("Name,First Name,E-mail 1 - Value\na,b,c@x.example\n").format is Format.GOOGLE


def test_several_values_in_one_cell():
    ann = one(
        new(
            **{
                "E-mail 1 - Value": "ann@x.example ::: a.lee@y.example",
                "Phone 1 - Value": "01 99 00 10 20 ::: 06 39 98 10 20",
                "Labels": "Choir ::: Ottawa, Canada ::: * myContacts",
                "Address 1 - City": "Ottawa ::: Gatineau",
            }
        )
    )
    assert ann.emails == ("ann@x.example", "a.lee@y.example")
    assert ann.phones == ("01 99 00 10 20", "06 39 98 10 20")
    assert (ann.tags, ann.city) == (("Choir", "Ottawa, Canada"), "Ottawa")


@pytest.mark.parametrize(
    "group", ["* myContacts", "* Other Contacts", "* starred", "* friends", "myContacts", "starred"]
)
def test_groups_of_the_system_are_no_tags(group):
    assert one(new(Labels=group)).tags == ()


def test_the_main_address_comes_first():
    ann = one(
        new(
            **{
                "E-mail 1 - Value": "old@x.example",
                "E-mail 1 - Label": "Home",
                "E-mail 2 - Value": "main@x.example",
                "E-mail 2 - Label": "* Work",
            }
        )
    )
    assert ann.emails == ("main@x.example", "old@x.example")


@pytest.mark.parametrize("label", ["Home Fax", "Work Fax", "Pager"])
def test_a_fax_is_no_phone(label):
    found = read(new(**{"Phone 1 - Label": label, "Phone 1 - Value": "+1 613 555 0100"}))
    assert (found.contacts[0].phones, found.row_errors) == ((), ())
    assert found.not_kept == (NotKept.FAX,)


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ({"E-mail 1 - Value": "a@x.example", "Labels": "* Other Contacts"}, "a@x.example"),
        ({"First Name": "a@x.example", "E-mail 1 - Value": "a@x.example"}, "a@x.example"),
        ({"Phone 1 - Value": "613 555 0100"}, "613 555 0100"),
        ({"Organization Name": "Garage Central"}, "Garage Central"),
        ({"Nickname": "Mum", "Organization Name": "Acme"}, "Mum"),
    ],
)
def test_rows_of_an_address_a_phone_or_a_company_alone(cells, name):
    assert one(table(NEW, cells)).formatted_name == name


@pytest.mark.parametrize(
    ("written", "day"),
    [("1980-04-12", "1980-04-12"), (" --04-12", "--04-12"), ("12 avril", "--04-12")],
)
def test_birthdays_are_read_and_said_not_to_be_kept(written, day):
    found = read(new(Birthday=written))
    assert (found.contacts[0].birthday, found.not_kept) == (day, (NotKept.BIRTHDAY,))


def test_a_birthday_in_free_text_is_reported():
    found = read(new(Birthday="in spring"))
    assert (names(found), problems(found)) == (["Ann"], [("invalid_date", "warning", 2, 1)])


def test_notes_and_addresses_of_several_lines():
    found = read(
        new(Notes="Met in Bilbao.\nLikes cycling.", **{"Address 1 - Formatted": "1 Rue\nX"})
    )
    assert found.contacts[0].notes == "Met in Bilbao.\nLikes cycling."
    assert found.not_kept == (NotKept.STREET_ADDRESS,)


@pytest.mark.parametrize("column", ["Website 1 - Value", "Custom Field 1 - Value"])
def test_linkedin_sits_among_websites_and_own_fields(column):
    ann = one(new(**{column: "https://www.linkedin.com/in/ann-lee ::: https://ann.example"}))
    assert ann.linkedin_url == "https://www.linkedin.com/in/ann-lee"


def test_other_websites_are_left_out_without_a_row_message():
    found = read(new(**{"Website 1 - Value": "https://ann.example"}))
    assert (found.contacts[0].linkedin_url, found.row_errors) == ("", ())
    assert found.not_kept == (NotKept.OTHER_COLUMNS,)


def test_the_city_of_one_address_and_its_own_country():
    second = {"Address 1 - Country": "", "Address 2 - City": "Oslo", "Address 2 - Country": "NO"}
    assert one(table(OLD, {"Name": "Ann", **second})).city == "Oslo"
    both = {**second, "Address 1 - City": "Bern"}
    ann = one(table(OLD, {"Name": "Ann", **both}))
    assert (ann.city, ann.country) == ("Bern", "")


def test_photos_phonetic_names_relations_and_events():
    found = read(
        table(NEW, {"First Name": "Ann", "Photo": "https://p.example/1", "File As": "Lee"})
    )
    assert found.not_kept == (NotKept.PHOTO,)
    found = read(table(OLD, {"Name": "Ann", "Event 1 - Value": "2001-01-01", "Yomi Name": "x"}))
    assert found.not_kept == (NotKept.OTHER_COLUMNS,)


def test_googles_own_outlook_csv_has_the_year_first():
    found = read(
        "First Name,Middle Name,Last Name,Title,Suffix,Initials,Web Page,Gender,Birthday,"
        "Anniversary,Location,Language,Notes,E-mail Address,E-mail 2 Address,Primary Phone,"
        "Mobile Phone,Company,Job Title,Department,Home Street,Home City,Categories\n"
        "Ann,,Lee,,,,,,1980/4/12,,Ottawa,,,ann@x.example,,,613 555 0100,Acme,Editor,,,Gatineau,"
        "Choir;myContacts\n"
    )
    [ann] = found.contacts
    assert (found.format, found.warnings) == (Format.OUTLOOK, ())
    assert (ann.birthday, ann.tags, ann.city) == ("1980-04-12", ("Choir",), "Gatineau")
