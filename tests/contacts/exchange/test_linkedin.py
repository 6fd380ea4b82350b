"""LinkedIn's Connections.csv as it really comes (IMPORTS.md, section 2)."""

import pytest

from contacts.exchange.record import Format, NotKept
from tests.contacts.exchange.tables_by_hand import LINKEDIN, names, one, problems, read

ANN = "Ann,Lee,https://www.linkedin.com/in/ann-lee,ann@x.example,Acme,Editor,04 Mar 2024"
NOTE = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email addresses'
    " are missing. You will only see email addresses for connections who have allowed it,"
    ' https://www.linkedin.com/psettings/privacy/email."\n\n'
)


def row(**cells) -> str:
    named = dict(zip(LINKEDIN.split(","), ANN.split(","), strict=True)) | cells
    return ",".join(named.values())


# --- What stands above the header ---------------------------------------------------------------
@pytest.mark.parametrize(
    ("above", "line"),
    [
        ("", 1),
        (NOTE, 4),
        (NOTE.replace("Notes:", '"Notes:"'), 4),
        ("\ufeff" + NOTE, 4),
        (NOTE.replace("may notice", "may\nnotice"), 5),
        ("Notes:\n", 2),
        ("Notes:\n" + "a line of the note\n" * 11, 13),
        ("\n\n\n", 4),
    ],
)
def test_the_header_is_found_below_any_preamble(above, line):
    found = read(f"{above}{LINKEDIN}\n{ANN}\n")
    assert (found.format, found.header_line, names(found)) == (Format.LINKEDIN, line, ["Ann Lee"])
    assert (found.contacts[0].line, found.contacts[0].record) == (line + 1, 1)


def test_lines_end_in_any_way():
    for end in ("\n", "\r\n", "\r"):
        found = read(f"{NOTE}{LINKEDIN}\n{ANN}\n".replace("\n", end))
        assert (found.header_line, found.contacts[0].line, names(found)) == (4, 5, ["Ann Lee"])


# --- Headers ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("header", "day"),
    [
        (LINKEDIN, "04 Mar 2024"),
        ("Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am", "04 März 2024"),
        (
            "Vorname,Nachname,Profil-URL,E-Mail-Adresse,Firma,Berufsbezeichnung,Verbunden am",
            "4. März 2024",
        ),
        ("Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Date de connexion", "4 mars 2024"),
        (
            "Nombre,Apellido(s),URL,Correo electrónico,Empresa,Cargo,Conectado el",
            "4 de mar. de 2024",
        ),
        (
            "Nome,Cognome,URL,Indirizzo email,Azienda,Posizione,Data di collegamento",
            "4 marzo 2024",
        ),
        ("Voornaam,Achternaam,URL,E-mailadres,Bedrijf,Functie,Verbonden op", "4 mrt. 2024"),
        (LINKEDIN.upper(), "04 MAR 2024"),
        (LINKEDIN.replace(",", " , ").replace("First Name", '"First Name"'), "04 Mar 2024"),
    ],
)
def test_headers_in_every_language(header, day):
    found = read(f"{NOTE}{header}\n{row(**{'Connected On': day})}\n")
    [ann] = found.contacts
    assert (found.format, found.row_errors, found.not_kept) == (Format.LINKEDIN, (), ())
    assert (ann.given_name, ann.family_name, ann.formatted_name) == ("Ann", "Lee", "Ann Lee")
    assert (ann.emails, ann.linkedin_url) == (
        ("ann@x.example",),
        "https://www.linkedin.com/in/ann-lee",
    )
    assert (ann.organisation, ann.title, ann.connected_on) == ("Acme", "Editor", "2024-03-04")


def test_the_header_from_before_addresses_of_profiles():
    ann = one(
        "First Name,Last Name,Email Address,Company,Position,Connected On\n"
        "Ann,Lee,ann@x.example,Acme,Editor,04 Mar 2024\n"
    )
    assert (ann.linkedin_url, ann.emails, ann.title) == ("", ("ann@x.example",), "Editor")


def test_the_header_without_an_email_column():
    found = read(
        "First Name,Last Name,URL,Company,Position,Connected On\n"
        "Ann,Lee,https://www.linkedin.com/in/ann-lee,Acme,Editor,04 Mar 2024\n"
    )
    assert (found.format, found.contacts[0].linkedin_url, found.contacts[0].emails) == (
        Format.LINKEDIN,
        "https://www.linkedin.com/in/ann-lee",
        (),
    )


def test_the_outlook_columns_of_before_2017():
    found = read(
        "Title,First Name,Middle Name,Last Name,Suffix,E-mail Address,Company,Job Title\n"
        "Ms.,Ann,,Lee,,ann@x.example,Acme,Editor\n",
        "linkedin_connections_export_microsoft_outlook.csv",
    )
    [ann] = found.contacts
    assert (found.format, ann.formatted_name, ann.title) == (Format.OUTLOOK, "Ann Lee", "Editor")


def test_headers_of_tools_that_export_again():
    ann = one(
        "First Name,Last Name,Profile URL,Email Address,Current Company,Headline,Location,"
        "Date Connected\n"
        "Ann,Lee,https://www.linkedin.com/in/ann-lee,,Acme,Editor at Acme,Ottawa,2024-03-04\n"
    )
    assert (ann.organisation, ann.title, ann.city) == ("Acme", "Editor at Acme", "Ottawa")
    assert (ann.linkedin_url[-8:], ann.connected_on) == ("/ann-lee", "2024-03-04")


# --- Dates --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("04 Mar 2024", "2024-03-04"),
        ("7-Feb-22", "2022-02-07"),
        ("03/15/2024", "2024-03-15"),
        ("12 mars 2023", "2023-03-12"),
        ("03 Apr 2022", "2022-04-03"),
        ('"11/22/17, 8:35 PM"', "2017-11-22"),
        ("01 Dez. 2020", "2020-12-01"),
        ("", ""),
    ],
)
def test_dates_as_linkedin_and_excel_write_them(written, day):
    assert one(f"{LINKEDIN}\n{row(**{'Connected On': written})}\n").connected_on == day


@pytest.mark.parametrize("written", ["3", "May", "31 Feb 2024", "yesterday"])
def test_what_is_no_date_is_reported_and_the_person_kept(written):
    found = read(f"{LINKEDIN}\n{row(**{'Connected On': written})}\n")
    assert (names(found), found.contacts[0].connected_on) == (["Ann Lee"], "")
    assert problems(found) == [("invalid_date", "warning", 2, 1)]
    assert (found.row_errors[0].column, found.row_errors[0].value) == ("Connected On", written)


# --- Rows ---------------------------------------------------------------------------------------
def test_hidden_members_are_errors_and_cost_nobody_else():
    found = read(
        f"{LINKEDIN}\n,,,,,,15 Mar 2019\n,,https://www.linkedin.com/in/x-1,,Acme,,02 Oct 2016\n"
        f"{ANN}\n"
    )
    assert names(found) == ["Ann Lee"]
    assert problems(found) == [("no_name", "error", 2, 1), ("no_name", "error", 3, 2)]
    assert found.row_errors[0].cells == ("", "", "", "", "", "", "15 Mar 2019")


def test_blank_rows_are_skipped_and_counted():
    found = read(f"{LINKEDIN}\n\n,,,,,,\n   ,,,,,,\n{ANN}\n\n\n")
    assert (names(found), found.row_errors) == (["Ann Lee"], ())
    assert (found.contacts[0].line, found.contacts[0].record) == (5, 4)


def test_a_row_of_a_freelancer_has_neither_company_nor_position():
    ann = one(f"{LINKEDIN}\n{row(Company='', Position='')}\n")
    assert (ann.organisation, ann.title, ann.formatted_name) == ("", "", "Ann Lee")


def test_commas_quotes_and_line_breaks_in_cells():
    cells = {"Company": '"Rahmani, Lee & Partners"', "Position": '"Recruiter ""Tech""\nand more"'}
    found = read(f"{LINKEDIN}\n{row(**cells)}\n{row(URL='', **{'Email Address': ''})}\n")
    ann, other = found.contacts
    assert ann.organisation == "Rahmani, Lee & Partners"
    assert ann.title == 'Recruiter "Tech" and more'
    assert (other.line, other.record) == (4, 2)


@pytest.mark.parametrize(
    ("given", "family", "full"),
    [
        ("Zoë 🚀", "O’Brien, PhD", "Zoë 🚀 O’Brien, PhD"),
        ("Madonna", "", "Madonna"),
        ("Mei", "林", "Mei 林"),
        ("美", "林", "美 林"),
        ("محمد", "الأحمد", "محمد الأحمد"),
        ("Ann (she/her)", "Lee-Roy", "Ann (she/her) Lee-Roy"),
        ("N/A", "Null", "N/A Null"),
        ("👩‍👩‍👧", "Lee", "👩‍👩‍👧 Lee"),
    ],
)
def test_names_are_kept_as_written(given, family, full):
    ann = one(
        f"{LINKEDIN}\n{row(**{'First Name': given, 'Last Name': chr(34) + family + chr(34)})}\n"
    )
    assert (ann.given_name, ann.family_name, ann.formatted_name) == (given, family, full)


def test_the_same_row_twice_is_one_person_and_a_namesake_another():
    other = row(URL="https://www.linkedin.com/in/ann-lee-2", **{"Email Address": ""})
    found = read(f"{LINKEDIN}\n{ANN}\n{ANN}\n{other}\n")
    assert (names(found), found.duplicates) == (["Ann Lee", "Ann Lee"], ((1, 2),))


# --- Addresses of profiles ----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("https://www.linkedin.com/in/ann-lee", "ann-lee"),
        ("https://www.linkedin.com/in/beno%C3%AEt-roy", "beno%C3%AEt-roy"),
        ("https://www.linkedin.com/in/benoît-roy", "beno%C3%AEt-roy"),
        ("https://www.linkedin.com/in/benoi%CC%82t-roy", "beno%C3%AEt-roy"),
        ("https://www.linkedin.com/in/Ann-Lee/", "ann-lee"),
        ("https://www.linkedin.com/in/ann-lee?trk=contacts&utm=x", "ann-lee"),
        ("http://uk.linkedin.com/in/ann-lee/en", "ann-lee"),
        ("www.linkedin.com/in/ann-lee", "ann-lee"),
        ("linkedin.com/in/ann-lee", "ann-lee"),
        ("https://www.linkedin.com/pub/ann-lee/1/23/4a5", "ann-lee-4a50231"),
        ("https://ca.linkedin.com/pub/ann-lee", "ann-lee"),
        (
            "https://www.linkedin.com/in/%E0%A4%A8%E0%A5%80%E0%A4%A4%E0%A4%BE",
            "%E0%A4%A8%E0%A5%80%E0%A4%A4%E0%A4%BE",
        ),
    ],
)
def test_addresses_of_profiles_in_their_one_form(written, slug):
    assert one(f"{LINKEDIN}\n{row(URL=written)}\n").linkedin_url == (
        f"https://www.linkedin.com/in/{slug}"
    )


@pytest.mark.parametrize(
    "written",
    [
        "javascript:alert(1)",
        "https://example.org/in/ann-lee",
        "https://www.linkedin.com/company/acme",
        "https://linkedin.com.example.org/in/ann-lee",
    ],
)
def test_other_addresses_are_dropped_with_a_warning(written):
    found = read(f"{LINKEDIN}\n{row(URL=written)}\n")
    assert [person.linkedin_url for person in found.contacts] == [""]
    assert problems(found) == [("invalid_url", "warning", 2, 1)]


def test_a_bad_email_costs_the_address_and_not_the_person():
    found = read(f"{LINKEDIN}\n{row(**{'Email Address': 'ann at x'})}\n")
    assert (names(found), found.contacts[0].emails) == (["Ann Lee"], ())
    assert problems(found) == [("invalid_email", "warning", 2, 1)]


def test_a_file_saved_again_by_a_french_excel_B63():
    text = f"{LINKEDIN}\n{row(Company='Société Générée')}\n".replace(",", ";")
    found = read(text.encode("windows-1252"))
    assert (found.format, found.delimiter, found.encoding) == (Format.LINKEDIN, ";", "windows-1252")
    assert found.contacts[0].organisation == "Société Générée"


def test_what_is_not_a_column_of_ours_is_said():
    found = read(f"{LINKEDIN},Mood\n{ANN},fine\n")
    assert found.not_kept == (NotKept.OTHER_COLUMNS,)
