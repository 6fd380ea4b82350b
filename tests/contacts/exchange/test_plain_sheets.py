"""Lists that people keep themselves (IMPORTS.md, section 4; rules 5 to 7 of section 6)."""

import pytest

from contacts.exchange.record import FileWarning, Format, NotKept, Target
from tests.contacts.exchange.tables_by_hand import names, one, problems, read


# --- Headers ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "header",
    [
        "First name,Surname,Email,Phone,Company,Role,City,Tags,Notes",
        "Given name,Family name,E-mail,Mobile,Organisation,Job title,City,Groups,Comments",
        "Prénom,Nom,Courriel,Téléphone,Société,Fonction,Ville,Étiquettes,Remarques",
        "Prénom,Nom de famille,Adresse courriel,Cellulaire,Employeur,Poste,Ville,Groupes,Notes",
        "Vorname,Nachname,E-Mail,Telefon,Firma,Position,Stadt,Gruppen,Notizen",
        "Vorname,Name,Mail,Handy,Arbeitgeber,Funktion,Ort,Tags,Bemerkungen",
        "Nome,Cognome,Email,Cellulare,Azienda,Ruolo,Città,Gruppi,Note",
        "Nombre,Apellidos,Correo electrónico,Teléfono,Empresa,Puesto,Ciudad,Etiquetas,Notas",
        "Имя,Фамилия,Почта,Телефон,Компания,Должность,Город,Теги,Заметки",
        "Voornaam,Achternaam,E-mail,Telefoon,Bedrijf,Functie,Plaats,Labels,Opmerkingen",
        "first_name,last_name,email_address,phone_number,company_name,job_title,city,tags,notes",
        "FIRST NAME:,LAST NAME:,E-MAIL:,TEL.:,EMPLOYER:,TITLE:,TOWN:,TAG:,MEMO:",
        "FirstName,LastName,EmailAddress,PhoneNumber,CompanyName,JobTitle,City,Labels,Description",
        "Their first name,Their last name,Email (work),Phone (home),Company,Job,City,Tags,Notes",
    ],
)
def test_words_people_write_above_their_columns(header):
    ann = one(f"{header}\nAnn,Lee,ann@x.example,613 555 0100,Acme,Editor,Ottawa,choir,tall\n")
    assert (ann.given_name, ann.family_name, ann.formatted_name) == ("Ann", "Lee", "Ann Lee")
    assert (ann.emails, ann.phones) == (("ann@x.example",), ("613 555 0100",))
    assert (ann.organisation, ann.title, ann.city) == ("Acme", "Editor", "Ottawa")
    assert (ann.tags, ann.notes) == (("choir",), "tall")


@pytest.mark.parametrize(
    ("header", "given", "family", "full"),
    [
        ("Nom,Courriel", "", "", "Ann"),
        ("Nom,Prénom", "x@x.example", "Ann", "x@x.example Ann"),
        ("Nome,Cognome", "Ann", "x@x.example", "Ann x@x.example"),
        ("Nome,Email", "", "", "Ann"),
        ("Nombre,Correo", "", "", "Ann"),
        ("Name,Vorname", "x@x.example", "Ann", "x@x.example Ann"),
        ("Name,E-Mail", "", "", "Ann"),
    ],
)
def test_rule_7_a_name_means_what_its_neighbours_leave(header, given, family, full):
    ann = one(f"{header}\nAnn,x@x.example\n")
    assert (ann.given_name, ann.family_name, ann.formatted_name) == (given, family, full)


def test_rule_7_title_is_the_function_without_outlook_around():
    assert one("Name,Title,Email\nAnn Lee,Editor,ann@x.example\n").title == "Editor"
    assert one("Prénom,Nom,Titre\nAnn,Lee,Rédactrice\n").title == "Rédactrice"
    assert one("First name,Last name,Title,E-mail Address\nAnn,Lee,Editor,\n").title == "Editor"


@pytest.mark.parametrize(
    ("written", "given", "family", "full"),
    [
        ("Lee, Ann", "Ann", "Lee", "Ann Lee"),
        ("van der Berg, Ilse Maria", "Ilse Maria", "van der Berg", "Ilse Maria van der Berg"),
        ("Ann Lee, PhD", "", "", "Ann Lee, PhD"),
        ("John Roy, Jr.", "", "", "John Roy, Jr."),
        ("Ann Lee, Ph.D. MBA", "", "", "Ann Lee, Ph.D. MBA"),
        ("Ann Lee, MA", "", "", "Ann Lee, MA"),
        ("Wong, Ma", "Ma", "Wong", "Ma Wong"),
        ("ROY, ANN", "ANN", "ROY", "ANN ROY"),
        ("Roy, Inga", "Inga", "Roy", "Inga Roy"),
        ("Acme, Inc.", "", "", "Acme, Inc."),
        ("Lee, Ann, Kim", "", "", "Lee, Ann, Kim"),
        ("Lee,", "", "", "Lee,"),
    ],
)
def test_a_name_with_a_comma_has_the_family_name_first(written, given, family, full):
    ann = one(f'Name,Email\n"{written}",ann@x.example\n')
    assert (ann.given_name, ann.family_name, ann.formatted_name) == (given, family, full)


def test_title_rows_above_the_header():
    found = read(
        "My contacts 2024,,\n,,\nexported by Kim,,\nName,Email,City\nAnn,a@x.example,Bern\n"
    )
    assert (found.header_line, names(found), found.contacts[0].record) == (4, ["Ann"], 1)


def test_the_header_may_say_no_more_than_one_word():
    assert one("Email\nann@x.example\n").formatted_name == "ann@x.example"
    assert names(read("Name\nAnn Lee\nKim Roy\n")) == ["Ann Lee", "Kim Roy"]


def test_a_header_twice_fills_lists_and_keeps_the_first_text_B68():
    ann = one("Name,Email,Email,City,City\nAnn,a@x.example,b@x.example,,Bern\n")
    assert (ann.emails, ann.city) == (("a@x.example", "b@x.example"), "Bern")
    assert one("Name,Notes,Notes\nAnn,tall,kind\n").notes == "tall\nkind"


def test_the_header_repeated_within_pasted_files_is_nobody():
    assert names(read("Name,Email\nAnn,\nName,Email\nKim,\n")) == ["Ann", "Kim"]


# --- How Excel saves ----------------------------------------------------------------------------
@pytest.mark.parametrize("page", ["windows-1252", "utf-8", "utf-8-sig"])
def test_semicolons_and_code_pages_of_a_french_german_italian_or_spanish_excel_B61_B63(page):
    found = read("Prénom;Nom;Société\r\nZoé;Müller;Peña & Nuñez\r\n".encode(page))
    [zoe] = found.contacts
    assert (zoe.formatted_name, zoe.organisation) == ("Zoé Müller", "Peña & Nuñez")
    assert found.delimiter == ";"


def test_unicode_text_of_excel_B61():
    found = read("Name\tEmail\r\nZoë Roy\tzoe@x.example\r\n".encode("utf-16"), "people.txt")
    assert (found.encoding, found.delimiter, names(found)) == ("UTF-16", "\t", ["Zoë Roy"])


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "sep=;;"])
def test_a_first_line_that_names_the_delimiter(first):
    found = read(f"{first}\r\nName;Email\r\nAnn;ann@x.example\r\n")
    assert (found.delimiter, found.header_line, names(found)) == (";", 2, ["Ann"])
    assert (found.contacts[0].line, found.contacts[0].record) == (3, 1)


def test_pipes_and_tabs():
    for delimiter in "|\t":
        found = read(f"Name{delimiter}Email\nAnn{delimiter}ann@x.example\n")
        assert (found.delimiter, names(found)) == (delimiter, ["Ann"])


@pytest.mark.parametrize("number", ["4.91706E+11", "4,91706E+11", "4.91706e+11"])
def test_a_number_that_excel_broke_is_reported(number):
    found = read(f'Name,Phone\nAnn,"{number}"\n')
    assert found.contacts[0].phones == ()
    assert problems(found) == [("ignored_line", "warning", 2, 1)]


def test_a_number_that_became_a_fraction_is_whole_again():
    assert one("Name,Phone\nAnn,491705550102.0\n").phones == ("491705550102",)


# --- Cells --------------------------------------------------------------------------------------
@pytest.mark.parametrize("between", ["; ", ", ", " / ", " | ", "\n", "/", ";"])
def test_several_values_in_a_cell(between):
    cells = (("a@x.example", "b@x.example"), ("613 555 0100", "613 555 0101"), ("choir", "work"))
    emails, phones, tags = (between.join(values) for values in cells)
    ann = one(f'Name;E-mail;Phone;Tags\nAnn;"{emails}";"{phones}";"{tags}"\n')
    assert (ann.emails, ann.phones) == (cells[0], cells[1])
    assert ann.tags == (cells[2] if between != "/" else ("choir/work",))


def test_a_mark_within_a_number_does_not_end_it():
    for number in ("030/5550100", "613 555-0100, ext. 12", "+44 (0)20 5550/0100"):
        assert one(f'Name;Phone\nAnn;"{number}"\n').phones == (number,)


@pytest.mark.parametrize("nothing", ["-", "—", "n/a", "N/A", "none", "?", "///"])
def test_signs_for_nothing_are_nothing(nothing):
    ann = one(f"Name,Email,Phone,LinkedIn,Last contact\nAnn{f',{nothing}' * 4}\n")
    assert (ann.emails, ann.phones, ann.linkedin_url, ann.last_contact) == ((), (), "", "")


def test_rule_2_addresses_are_unwrapped_and_compared_without_case():
    ann = one('Name,Email\nAnn,"Ann Lee <ANN@x.example>; mailto:ann@X.example, <b@x.example>"\n')
    assert ann.emails == ("ANN@x.example", "b@x.example")
    assert one('Email\n"Ann Lee <ann@x.example>"\n').formatted_name == "Ann Lee"


def test_rule_3_numbers_compare_by_digits():
    ann = one('Name,Phone,Fax\nAnn,"tel:+1-613-555-0100;ext=5 | (613) 555-0100",613 555 0199\n')
    assert ann.phones == ("+1-613-555-0100",)
    marked = "\u202a+1 613 555 0100\u202c"
    assert one(f"Name,Phone\nAnn,{marked}\n").phones == ("+1 613 555 0100",)


def test_rule_4_a_profile_in_a_column_of_pages():
    ann = one("Name,Website\nAnn,linkedin.com/in/ann-lee\n")
    assert ann.linkedin_url == "https://www.linkedin.com/in/ann-lee"
    found = read("Name,Website\nAnn,javascript:alert(1)\n")
    assert problems(found) == [("invalid_url", "warning", 2, 1)]
    assert read("Name,LinkedIn\nAnn,https://example.org/ann\n").contacts[0].linkedin_url == ""


def test_rule_8_one_address_is_one_person_and_the_first_value_wins():
    found = read(
        "Name,Email,City,Tags\nAnn Lee,ann@x.example,,a\nA. Lee,ANN@x.example,Bern,b\n"
        "Ann Lee,other@x.example,,\n"
    )
    assert (names(found), found.duplicates) == (["Ann Lee", "Ann Lee"], ((1, 2),))
    assert (found.contacts[0].city, found.contacts[0].tags) == ("Bern", ("a", "b"))


@pytest.mark.parametrize(
    "text", ["=1+1", "<script>alert(1)</script>", "{{7*7}}", "' OR 1=1 --", "{% debug %}"]
)
def test_rule_9_text_is_text(text):
    assert one(f'Name,City\n"{text}","{text}"\n').formatted_name == text


@pytest.mark.parametrize("text", ["=cmd", "+1 613 555 0100", "-x", "@ann"])
def test_formulas_that_were_made_plain_come_back(text):
    assert one(f"Name\n'{text}\n").formatted_name == text
    assert one(f"Name\n{text}\n").formatted_name == text


def test_rule_9_controls_and_marks_go_and_letters_are_composed():
    text = "Zoe\u0308\u202e \x07R\x00oy\u200f\ufeff\t  x"
    ann = one(f'Name,Notes\n"{text}","a\r\nb\tc\x0b"\n'.encode())
    assert (ann.formatted_name, ann.notes) == ("Zoë Roy x", "a\nb\tc")


# --- When they were last in touch ---------------------------------------------------------------
@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2019-03-14", "2019-03-14"),
        ("14 mars 2019", "2019-03-14"),
        ("14/03/2019", "2019-03-14"),
        ("14.3.2019", "2019-03-14"),
        ("2019-03", "2019-03"),
        ("March 2019", "2019-03"),
        ("03/2019", "2019-03"),
        ("2019", "2019"),
        ("around 2019", "~2019"),
        ("around March 2019", "~2019-03"),
        ("2019?", "~2019"),
        ("vers 2019", "~2019"),
        ("before 2019", "<2019"),
        ("avant mars 2019", "<2019-03"),
        ("<2019-03-14", "<2019-03-14"),
        ("~2019", "~2019"),
    ],
)
def test_the_last_contact_as_well_as_it_is_remembered(written, kept):
    for header in ("Last contact", "Met on", "Dernier contact", "Dernier échange", "Last in touch"):
        assert one(f"Name,{header}\nAnn,{written}\n").last_contact == kept


def test_rule_5_an_undecidable_last_contact_keeps_its_year():
    found = read("Name,Last contact\nAnn,03/04/2019\nKim,04/04/2019\n")
    assert [person.last_contact for person in found.contacts] == ["2019", "2019-04-04"]
    assert (found.warnings, found.date_example) == ((FileWarning.AMBIGUOUS_DATES,), "03/04/2019")


@pytest.mark.parametrize(
    ("day_first", "kept"),
    [(True, ["2019-04-03", "2019-12-31"]), (False, ["2019-03-04", "2019-12-31"])],
)
def test_rule_5_a_number_above_12_decides_for_its_column(day_first, kept):
    other = "31/12/2019" if day_first else "12/31/2019"
    found = read(f"Name,Last contact\nAnn,03/04/2019\nKim,{other}\n")
    assert [person.last_contact for person in found.contacts] == kept
    assert (found.warnings, found.day_first) == ((), day_first)


def test_rule_5_the_choice_decides_only_what_cannot_be_told():
    text = "Name,Last contact,Birthday\nAnn,03/04/2019,12/31/1980\n"
    found = read(text, day_first=True)
    assert (found.contacts[0].last_contact, found.contacts[0].birthday) == (
        "2019-04-03",
        "1980-12-31",
    )
    assert found.warnings == ()


def test_a_column_with_both_orders_asks_as_well():
    found = read("Name,Last contact\nA,31/12/2019\nB,12/31/2019\nC,03/04/2019\n")
    assert [person.last_contact for person in found.contacts] == [
        "2019-12-31",
        "2019-12-31",
        "2019",
    ]
    assert found.warnings == (FileWarning.AMBIGUOUS_DATES,)


# --- What our own table and own lists know ------------------------------------------------------
def test_how_two_know_each_other():
    ann = one(
        "Full name,How you know each other,What you did together,Keep in touch every (months),"
        "Do not contact\nAnn,Colleague,the choir,6,yes\n"
    )
    assert (ann.relationship, ann.shared_history) == ("colleague", "the choir")
    assert (ann.rhythm_months, ann.do_not_contact) == (6, True)


def test_an_own_word_for_it_goes_before_what_they_did():
    ann = one("Nom,Lien,Ce que vous avez fait ensemble\nAnn,ancienne voisine,la chorale\n")
    assert (ann.relationship, ann.shared_history) == ("", "ancienne voisine\nla chorale")


# --- What cannot be kept ------------------------------------------------------------------------
def test_what_is_not_kept_is_said_once_and_only_if_it_is_there():
    found = read("Name,Address,Fax,Birthday,Shoe size\nAnn,1 Main St,1,,\n")
    assert found.not_kept == (NotKept.STREET_ADDRESS, NotKept.FAX)


@pytest.mark.parametrize(
    ("header", "field", "longest"),
    [
        ("Name", "formatted_name", 200),
        ("Company", "organisation", 200),
        ("Role", "title", 200),
        ("City", "city", 100),
        ("Country", "country", 100),
        ("Notes", "notes", 5000),
        ("What you did together", "shared_history", 300),
    ],
)
def test_a_text_that_is_too_long_is_cut_after_a_word(header, field, longest):
    found = read(f"Email,{header}\nann@x.example,{'word ' * (longest // 5 + 2)}\n")
    value = getattr(found.contacts[0], field)
    assert problems(found) == [("value_too_long", "warning", 2, 1)]
    assert longest - 5 <= len(value) <= longest
    assert value.endswith("word")


def test_a_tag_that_is_too_long_is_cut():
    found = read(f"Name,Tags\nAnn,{'x' * 70}; short\n")
    assert found.contacts[0].tags == ("x" * 60, "short")
    assert problems(found) == [("value_too_long", "warning", 2, 1)]


def test_rule_1_who_is_nobody():
    found = read("Name,City,Notes,Company\n,Bern,tall,\n,,,Acme\n")
    assert (names(found), problems(found)) == (["Acme"], [("empty_contact", "error", 2, 1)])
    assert found.row_errors[0].cells == ("", "Bern", "tall", "")


def test_every_column_is_shown_with_what_it_becomes():
    found = read("Name,Mood,Email\n,,\nAnn,fine,ann@x.example\nKim,,\n")
    assert found.format is Format.SPREADSHEET
    assert [(c.header, c.target, c.sample) for c in found.columns] == [
        ("Name", Target.FORMATTED_NAME, "Ann"),
        ("Mood", Target.IGNORE, "fine"),
        ("Email", Target.EMAIL, "ann@x.example"),
    ]
