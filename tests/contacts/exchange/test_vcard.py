"""Cards to people: the mapping of IMPORTS.md, section 5, and what each program does to it."""

import time
from pathlib import Path

import pytest

from contacts.exchange.record import (
    Choices,
    FileProblem,
    Format,
    Limits,
    NotKept,
    Record,
    RowProblem,
    Severity,
)
from contacts.exchange.vcard import read_cards
from contacts.exchange.write_vcard import write_vcard
from tests.contacts.exchange.cards import card, names, person, problems, read

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


# --- Whole files ------------------------------------------------------------------------------
def test_the_sample_of_an_iphone():
    reading = read_cards((SAMPLES / "contacts-3.0.vcf").read_bytes())

    assert names(reading) == ["Greta Svensson", "Dr. Ifeoma Grace Okeke", "Corner Bakery"]
    assert (reading.format, reading.encoding, reading.row_errors) == (Format.VCARD, "UTF-8", ())
    assert reading.not_kept == (NotKept.BIRTHDAY, NotKept.STREET_ADDRESS)
    assert reading.contacts[0] == Record(
        given_name="Greta",
        family_name="Svensson",
        formatted_name="Greta Svensson",
        emails=("greta.svensson@nordtest.example",),
        phones=("+46 70 555 02 01",),
        linkedin_url="https://www.linkedin.com/in/greta-svensson-a1",
        organisation="Nordtest",
        title="Head of Quality",
        birthday="1984-11-02",
        tags=("alumni", "quality"),
        city="Uppsala",
        country="Sverige",
        notes="Worked together in 2015, Stockholm.\nAsk about the audit; spring.",
        uid="6f1c1f5e-0001-4b1e-9d6e-000000000001",
        line=1,
        record=1,
    )


def test_the_sample_of_4_0():
    reading = read_cards((SAMPLES / "contacts-4.0.vcf").read_bytes())

    assert names(reading) == ["Jiho Park", "Noor Haddad"]
    jiho = reading.contacts[0]
    assert (jiho.phones, jiho.birthday) == (("+82-2-555-0102",), "--04-12")
    assert jiho.emails == ("jiho@hangang.example", "jiho.park@mail.example")
    assert reading.contacts[1].birthday == "1990-12-31"


def test_a_file_without_cards_has_no_rows():
    assert read_cards(b"").file_error is FileProblem.NO_ROWS
    assert read_cards(b"Hello\n").file_error is FileProblem.NO_ROWS


def test_more_cards_than_the_limit():
    assert read_cards(card("FN:A") * 11, limits=Limits(rows=10)).file_error is (
        FileProblem.TOO_MANY_ROWS
    )
    assert read_cards(card("FN:A") * 10, limits=Limits(rows=10)).file_error is None
    began = time.process_time()
    assert read_cards(card("FN:A") * 100_000).file_error is FileProblem.TOO_MANY_ROWS
    assert time.process_time() - began < 1


def test_progress_is_reported():
    told = []
    read_cards(card("FN:A") * 1_200, progress=lambda *so_far: told.append(so_far))

    assert told == [(500, 1_200), (1_000, 1_200)]


def test_cards_of_one_person_are_joined():
    data = card("FN:Ann", "UID:1") + card("FN:Bo") + card("FN:Ann Lee", "UID:1", "TITLE:Boss")
    reading = read_cards(data)

    assert (names(reading), reading.duplicates) == (["Ann", "Bo"], ((1, 3),))
    assert reading.contacts[0].title == "Boss"


# --- Names ------------------------------------------------------------------------------------
def test_FN_is_not_split():
    found = person("FN:Lee, Ann; the 2nd", "N:Lee;Ann;;;")
    assert (found.formatted_name, found.given_name, found.family_name) == (
        "Lee, Ann; the 2nd",
        "Ann",
        "Lee",
    )


@pytest.mark.parametrize(
    "lines",
    [
        ["N:Okeke;Ifeoma;Grace;Dr.;PhD"],
        ["FN:", "N:Okeke;Ifeoma;Grace;Dr.;PhD"],
        ["N:Okeke;Ifeoma;Grace;Dr.;PhD;", "FN;CHARSET=UTF-8: "],
    ],
    ids=["old phones", "Google", "blank"],
)
def test_no_FN_or_an_empty_one(lines):
    found = person(*lines)
    assert (found.formatted_name, found.given_name) == ("Dr. Ifeoma Grace Okeke PhD", "Ifeoma")


def test_N_is_split_at_semicolons_that_are_not_escaped():
    found = person("N:O\\;Neil\\, Sr\\\\;Ann\\;;;;", "FN:x")
    assert (found.family_name, found.given_name) == ("O;Neil, Sr\\", "Ann;")


def test_unescaped_commas_in_N_as_apple_writes_them():
    assert person("N:Lee, Jr.;Ann;;;", "FN:Ann Lee, Jr.").family_name == "Lee, Jr."


@pytest.mark.parametrize("name", ["Ann Lee", "山田 太郎", "Иван Петров", "محمد علي", "Cher"])
def test_FN_without_N_is_never_split(name):
    found = person(f"FN:{name}")
    assert (found.formatted_name, found.given_name, found.family_name) == (name, "", "")


def test_names_without_FN_that_begin_with_the_family():
    assert person("N:山田;太郎;;;").formatted_name == "山田 太郎"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["NICKNAME:Annie,Nan", "ORG:Acme"], "Annie"),
        (["ORG:Acme;Sales", "EMAIL:a@b.example"], "Acme"),
        (["EMAIL:a@b.example", "TEL:613 555 0100"], "a@b.example"),
        (["N:;;;;", "TEL:613 555 0100"], "613 555 0100"),
    ],
)
def test_without_a_name_something_else_names_them(lines, name):
    assert person(*lines).formatted_name == name


def test_an_empty_card_is_a_row_error():
    reading = read_cards(card("FN:Ann") + card("N:;;;;", "NOTE:who?"))

    [error] = reading.row_errors
    assert (error.code, error.severity) == (RowProblem.EMPTY_CONTACT, Severity.ERROR)
    assert (error.line, error.record, names(reading)) == (5, 2, ["Ann"])


@pytest.mark.parametrize(
    "lines",
    [
        ["N:;;;;", "FN:Only A Company", "ORG:Only A Company;"],
        ["ORG:Only A Company"],
        ["FN:Only A Company", "N:Only A Company;;;;", "X-ABShowAs:COMPANY"],
        ["FN:Only A Company", "N:Company;Only A;;;", "KIND:org", "ORG:Only A Company"],
    ],
    ids=["iPhone", "ORG only", "X-ABShowAs", "KIND:org"],
)
def test_a_company_card_names_no_person(lines):
    found = person(*lines)
    assert (found.given_name, found.family_name) == ("", "")
    assert found.formatted_name == "Only A Company"


@pytest.mark.parametrize("kind", ["KIND:group", "X-ADDRESSBOOKSERVER-KIND:group"])
def test_groups_are_skipped_and_told(kind):
    reading = read("FN:My team", kind, "MEMBER:urn:uuid:1", "MEMBER:mailto:a@b.example")

    [error] = reading.row_errors
    assert (error.code, error.severity) == (RowProblem.SKIPPED_GROUP, Severity.ERROR)
    assert (error.value, reading.contacts) == ("My team", ())


def test_variants_in_other_languages_the_first_wins():
    found = person(
        "N;ALTID=1;LANGUAGE=en:Yamada;Taro;;;",
        'N;ALTID=1;LANGUAGE=jp;SORT-AS="Yamada;Taro":山田;太郎;;;',
        "FN;ALTID=1:Taro Yamada",
        "FN;ALTID=1:山田太郎",
        version="4.0",
    )
    assert (found.formatted_name, found.family_name) == ("Taro Yamada", "Yamada")


# --- E-mail and phone -------------------------------------------------------------------------
def test_preferred_addresses_come_first():
    assert person(
        "FN:Ann",
        "EMAIL:c@b.example",
        "EMAIL;PREF=2:b@b.example",
        "EMAIL;TYPE=work;PREF=1:a@b.example",
    ).emails == ("a@b.example", "b@b.example", "c@b.example")
    assert person(
        "FN:Ann", "EMAIL:b@b.example", "item1.EMAIL;type=INTERNET;type=pref:a@b.example"
    ).emails == ("a@b.example", "b@b.example")


def test_preferred_numbers_come_first_also_within_a_list_of_types():
    assert person(
        "FN:Ann", "TEL;CELL:613 555 0199", 'TEL;TYPE="HOME,PREF":613 555 0100'
    ).phones == (
        "613 555 0100",
        "613 555 0199",
    )


def test_an_address_that_is_none_is_a_warning_and_the_contact_stays():
    reading = read("FN:Ann", "EMAIL:nobody", "EMAIL;TYPE=X400:/o=Exchange/cn=ann")

    assert problems(reading) == [(RowProblem.INVALID_EMAIL, 4, 1), (RowProblem.INVALID_EMAIL, 5, 1)]
    assert (reading.row_errors[0].column, reading.row_errors[0].value) == ("EMAIL", "nobody")
    assert names(reading) == ["Ann"]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("TEL;VALUE=uri:tel:+44-20-7946-0991;ext=5", "+44-20-7946-0991"),
        ('TEL;VALUE=uri;TYPE="voice,cell":tel:+1%20613%20555%200100', "+1 613 555 0100"),
        ("TEL;TYPE=CELL:\u202d+1 613 555 0100\u202c", "+1 613 555 0100"),
        ("TEL;waid=16135550100;type=CELL:+1 613 555 0100", "+1 613 555 0100"),
        ("TEL;TYPE=WhatsApp:+1 613 555 0100", "+1 613 555 0100"),
        ("TEL;CELL;PREF:6135550100", "6135550100"),
    ],
    ids=["uri and ext", "uri", "bidi marks of Google", "WhatsApp", "FullContact", "Android"],
)
def test_phone_numbers(line, number):
    assert person("FN:Ann", line).phones == (number,)


@pytest.mark.parametrize(
    "line",
    ["TEL;TYPE=WORK,FAX:613 555 0100", "TEL;FAX:613 555 0100", 'TEL;TYPE="home,fax":613 555 0100'],
)
def test_a_fax_is_no_phone(line):
    reading = read("FN:Ann", line)
    assert (reading.contacts[0].phones, reading.not_kept) == ((), (NotKept.FAX,))


def test_a_fax_by_its_label():
    reading = read("FN:Ann", "item2.TEL:613 555 0100", "item2.X-ABLabel:_$!<HomeFAX>!$_")
    assert (reading.contacts[0].phones, reading.not_kept) == ((), (NotKept.FAX,))


def test_an_empty_label_and_one_of_apple_are_passed_over():
    found = person(
        "FN:Ann",
        "item1.EMAIL;type=INTERNET;type=pref:a@b.example",
        "item1.X-ABLabel:_$!<HomePage>!$_",
        "item2.TEL:613 555 0100",
        "item2.X-ABLabel:",
    )
    assert (found.emails, found.phones) == (("a@b.example",), ("613 555 0100",))


# --- Addresses on the web ---------------------------------------------------------------------
@pytest.mark.parametrize(
    "lines",
    [
        ["URL:https://www.linkedin.com/in/ann-lee/?trk=x"],
        ["item1.URL;type=pref:http\\://uk.linkedin.com/in/Ann-Lee", "item1.X-ABLabel:LinkedIn"],
        ["X-SOCIALPROFILE;type=linkedin:http://www.linkedin.com/in/ann-lee"],
        ["X-SOCIALPROFILE;type=linkedin;x-user=ann-lee:x-apple:ann-lee"],
        ["X-SOCIALPROFILE;type=linkedin:x-apple:ann-lee"],
        ["SOCIALPROFILE;SERVICE-TYPE=LinkedIn:https://linkedin.com/in/ann-lee"],
        ["item1.URL:ann-lee", "item1.X-ABLabel:LinkedIn"],
        ["URL:https://ann.example", "URL:linkedin.com/in/ann-lee"],
    ],
)
def test_linkedin_however_it_is_written(lines):
    assert person("FN:Ann", *lines).linkedin_url == "https://www.linkedin.com/in/ann-lee"


def test_other_addresses_are_not_kept_and_said_so():
    lines = ["URL:https://ann.example", "X-SOCIALPROFILE;type=twitter:https://x.example/ann"]
    reading = read("FN:Ann", *lines, "IMPP:xmpp:ann@b.example", "X-ABDATE:2010-01-01")

    assert (reading.contacts[0].linkedin_url, reading.row_errors) == ("", ())
    assert reading.not_kept == (NotKept.OTHER_COLUMNS,)


@pytest.mark.parametrize(
    "line",
    [
        "URL:javascript:alert(1)",
        "URL:https://www.linkedin.com/company/acme",
        "X-SOCIALPROFILE;type=linkedin:not a name!",
    ],
)
def test_addresses_that_cannot_be_used_are_warnings(line):
    assert problems(read("FN:Ann", line)) == [(RowProblem.INVALID_URL, 4, 1)]


# --- Dates ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("line", "birthday"),
    [
        ("BDAY:1980-04-12", "1980-04-12"),
        ("BDAY:19800412", "1980-04-12"),
        ("BDAY;VALUE=date:1980-04-12", "1980-04-12"),
        ("BDAY:1980-04-12T00:00:00Z", "1980-04-12"),
        ("BDAY:19800412T000000Z", "1980-04-12"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-15", "--03-15"),
        ("BDAY:1604-03-15", "--03-15"),
        ("BDAY:--0412", "--04-12"),
        ("BDAY:--04-12", "--04-12"),
        ("BDAY: --0122 ", "--01-22"),
        ("BDAY:", ""),
        ("BDAY:1980", ""),
        ("BDAY:1980-04", ""),
        ("BDAY:--04", ""),
        ("BDAY:0000-00-00", ""),
    ],
)
def test_birthdays(line, birthday):
    assert person("FN:Ann", line).birthday == birthday


@pytest.mark.parametrize("line", ["BDAY:19723101", "BDAY;VALUE=text:circa 1800", "BDAY:--0230"])
def test_birthdays_that_are_none(line):
    reading = read("FN:Ann", line)

    assert problems(reading) == [(RowProblem.INVALID_DATE, 4, 1)]
    assert reading.contacts[0].birthday == ""


def test_P1_birthdays_are_told_not_to_be_kept():
    assert read("FN:Ann", "BDAY:1980-04-12").not_kept == (NotKept.BIRTHDAY,)
    assert read("FN:Ann", "BDAY:").not_kept == ()


# --- Everything else --------------------------------------------------------------------------
def test_the_first_part_of_ORG_is_the_employer_and_repeated_ones_are_passed_over():
    found = person(
        "FN:Ann", "ORG:A\\;B\\, Inc.;Sales", "ORG:Other", "TITLE:", "TITLE:CTO", "TITLE:x"
    )
    assert (found.organisation, found.title) == ("A;B, Inc.", "CTO")


def test_a_role_stands_in_for_a_title():
    assert person("FN:Ann", "ROLE:Engineer").title == "Engineer"
    assert person("FN:Ann", "ROLE:Engineer", "TITLE:CTO").title == "CTO"


def test_categories_are_tags():
    lines = ["CATEGORIES:myContacts,uni,a\\,b", "CATEGORIES:My Contacts,Uni,* starred"]
    assert person("FN:Ann", *lines).tags == ("uni", "a,b")


@pytest.mark.parametrize("line_end", ["\\n", "\\N"])
def test_notes_have_lines(line_end):
    assert person("FN:Ann", f"NOTE:a\\, b\\; c\\\\d{line_end}e\\: f", "NOTE:g").notes == (
        "a, b; c\\d\ne: f\ng"
    )


def test_a_backslash_that_escapes_nothing_stays():
    assert person("FN:Ann", "NOTE:C:\\Users", version="2.1").notes == "C:\\Users"


def test_city_and_country_of_the_first_address_that_has_any():
    reading = read(
        "FN:Ann",
        "ADR;HOME;PREF;:",
        "ADR;TYPE=home:;;1 Main St\\; rear;Ottawa;ON;K1A 0A1;Canada;eighth",
        "ADR;TYPE=work:;;;Paris;;;France",
    )
    assert (reading.contacts[0].city, reading.contacts[0].country) == ("Ottawa", "Canada")
    assert reading.not_kept == (NotKept.STREET_ADDRESS,)


def test_an_address_without_a_street_is_kept_whole():
    assert read("FN:Ann", "ADR:;;;Ottawa;;;Canada").not_kept == ()


def test_uid_is_kept_and_REV_ignored():
    found = person("FN:Ann", "UID:urn:uuid:AB\\,1", "REV:20250101T120000Z")
    assert found.uid == "urn:uuid:AB,1"


def test_what_only_some_programs_know_is_passed_over():
    found = person(
        "FN:Ann",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Annie;1;;;;",
        'X-MS-OL-DESIGN;CHARSET=utf-8:<card xmlns="http://x.example/y"><img/></card>',
        "X-NO:1",
        "IMPP;X-SERVICE-TYPE=Skype:",
        "SORT-STRING:Lee",
        version="2.1",
    )
    assert found == Record(formatted_name="Ann", line=1, record=1)


def test_our_own_properties_come_back():
    record = Record(
        formatted_name="Ann Lee",
        emails=("a@b.example",),
        linkedin_url="https://www.linkedin.com/in/ann-lee",
        relationship="mentor",
        closeness="well",
        shared_history="The conference; 2009",
        greeting_name="Annie",
        formal_name="Dr. Lee",
        rhythm_months=6,
        last_contact="~2019",
        connected_on="2015-03-04",
        do_not_contact=True,
        uid="urn:uuid:7c0a0001-0000-4000-8000-000000000001",
        line=1,
        record=1,
    )
    assert read_cards(write_vcard([record], version="3.0")).contacts == (record,)
    assert read_cards(write_vcard([record], version="4.0")).contacts == (record,)


# --- Letters ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("line", "name"),
    [
        (b"FN;CHARSET=windows-1252:C\xf4t\xe9 \x96 x", "Côté – x"),
        (b"FN;CHARSET=ISO-8859-1:C\xf4t\xe9 \x96 x", "Côté – x"),
        (b"FN;CHARSET=UTF-8:C\xf4t\xe9", "Côté"),
        (b"FN;CHARSET=x-nobody-knows:C\xf4t\xe9", "Côté"),
        (b"FN;CHARSET=unicode_escape:C\xc3\xb4t\xc3\xa9", "Côté"),
        (b"FN;CHARSET=SHIFT_JIS:\x8eR\x93c \x87@", "山田 ①"),
        (b"FN;CHARSET=ISO-2022-JP:\x1b$B;3ED\x1b(B", "山田"),
        (b"FN;CHARSET=KOI8-R:\xe9\xd7\xc1\xce", "Иван"),
        (b"FN:C\xf4t\xe9 \x93x\x94", "Côté “x”"),
        (b"FN:C\xc3\xb4t\xc3\xa9", "Côté"),
        (b"FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:C=C3=B4t=C3=A9", "Côté"),
        (b'FN;QUOTED-PRINTABLE;CHARSET="utf-8":C=C3=B4t=C3=A9', "Côté"),
        (b"FN;ENCODING=8BIT:C\xc3\xb4t\xc3\xa9", "Côté"),
    ],
)
def test_code_pages_declared_and_not(line, name):
    assert person(line, version="2.1").formatted_name == name


@pytest.mark.parametrize("charset", [";CHARSET=ISO-8859-1", ""])
def test_B76_quoted_printable_latin_1(charset):
    reading = read(f"FN;ENCODING=QUOTED-PRINTABLE{charset}:C=F4t=E9", version="2.1")
    assert names(reading) == ["Côté"]


def test_one_code_page_for_all_that_says_nothing():
    data = card("N:Петров;Иван".encode("cp1251"), "FN:Иван Петров".encode("cp1251"))
    reading = read_cards(data + card("FN:Zoë".encode()))

    assert (names(reading), reading.encoding) == (["Иван Петров", "Zoë"], "windows-1251")


def test_the_code_page_of_quoted_printable_that_says_nothing():
    words = "Мы вместе работали в Москве над проектом".encode("cp1251")
    quoted = "".join(f"={byte:02X}" for byte in words)
    reading = read("FN:Ivan", f"NOTE;ENCODING=QUOTED-PRINTABLE:{quoted}", version="2.1")

    assert reading.contacts[0].notes == "Мы вместе работали в Москве над проектом"


def test_the_user_may_choose_the_code_page():
    data = card("FN:Dvo\xf8\xe1k".encode("latin-1"))

    reading = read_cards(data, choices=Choices(encoding="windows-1250"))
    assert (names(reading), reading.encoding) == (["Dvořák"], "windows-1250")


def test_rule_9_controls_and_direction_marks_go():
    found = person("FN:\u202eAnn\x00 \x07Lee", "NOTE:a\x00b")
    assert (found.formatted_name, found.notes) == ("Ann Lee", "ab")


# --- Speed ------------------------------------------------------------------------------------
def test_1_000_cards_take_well_under_a_second():
    lines = [b"item1.TEL;type=CELL:+1 613 555 0100", b"NOTE:" + b"x" * 200, b"ORG:Acme;Sales"]
    data = b"".join(
        card(f"N:Lee;Ann {n};;;", f"FN:Ann {n} Lee", f"EMAIL:a{n}@b.example", *lines)
        for n in range(1_000)
    )
    began = time.process_time()
    assert len(read_cards(data).contacts) == 1_000
    assert time.process_time() - began < 1.5
