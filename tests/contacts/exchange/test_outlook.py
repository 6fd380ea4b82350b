"""Contacts out of Outlook in many languages, and out of Thunderbird (IMPORTS.md, section 3)."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from contacts.exchange.record import FileWarning, Format, NotKept
from tests.contacts.exchange.tables_by_hand import names, one, problems, read

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "samples" / "outlook.csv"
ENGLISH = next(csv.reader([SAMPLE.read_text("windows-1252").split("\n")[0]]))


def outlook(*people: dict[str, str], header: list[str] = ENGLISH) -> str:
    """A file as Outlook writes it: every cell quoted, lines ended by CRLF."""
    text = StringIO(newline="")
    writer = csv.DictWriter(text, header, restval="", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(people)
    return text.getvalue()


def ann(**cells: str) -> str:
    return outlook({"First Name": "Ann", "Last Name": "Lee", **cells})


LANGUAGES = {
    "de": (
        "Anrede;Vorname;Weitere Vornamen;Nachname;Suffix;Firma;Abteilung;Position;"
        "Straße geschäftlich;Ort geschäftlich;Land/Region geschäftlich;Ort privat;"
        "Land/Region privat;Telefon Assistent;Fax geschäftlich;Telefon geschäftlich;Mobiltelefon;"
        "Pager;Geburtstag;Kategorien;E-Mail-Adresse;E-Mail-Typ;E-Mail: Angezeigter Name;"
        "E-Mail 2: Adresse;Notizen;Ort;Webseite;Priorität;Privat;Vertraulichkeit",
        "Frau;Ann;;Lee;;Acme;;Editor;;Ottawa;Kanada;;;1;2;030 5550 100;0171 5550 100;3;"
        "24.4.1980;Chor;ann@x.example;SMTP;Ann Lee;a@y.example;groß;Büro;"
        "https://www.linkedin.com/in/ann-lee;Normal;Aus;Normal",
    ),
    "fr": (
        "Titre;Prénom;Deuxième prénom;Nom;Suffixe;Société;Service;Titre du poste;Rue (bureau);"
        "Ville (bureau);Pays/Région (bureau);Ville (domicile);Pays/Région (domicile);"
        "Téléphone de l'assistant(e);Télécopie (bureau);Téléphone (bureau);Tél. mobile;"
        "Récepteur de radiomessagerie;Anniversaire;Catégories;Adresse de messagerie;"
        "Type de messagerie;Nom complet de l'adresse de messagerie;Adresse de messagerie 2;Notes;"
        "Emplacement;Page Web;Priorité;Privé;Critère de diffusion",
        "Mme;Ann;;Lee;;Acme;;Editor;;Ottawa;Canada;;;1;2;030 5550 100;0171 5550 100;;24/4/1980;"
        "Chor;ann@x.example;SMTP;Ann Lee;a@y.example;groß;Büro;"
        "https://www.linkedin.com/in/ann-lee;Normale;Faux;Normale",
    ),
    "es": (
        "Trato;Nombre;Segundo nombre;Apellidos;Sufijo;Organización;Departamento;Puesto;"
        "Calle del trabajo;Ciudad de trabajo;País o región del trabajo;Ciudad del domicilio;"
        "País o región del domicilio;Teléfono del ayudante;Fax del trabajo;Teléfono del trabajo;"
        "Teléfono móvil;Localizador;Cumpleaños;Categorías;Dirección de correo electrónico;"
        "Tipo de correo electrónico;Nombre mostrado de correo electrónico;"
        "Dirección de correo electrónico 2;Notas;Ubicación;Página web;Prioridad;Privado;Sexo",
        "Sra.;Ann;;Lee;;Acme;;Editor;;Ottawa;Canadá;;;;2;030 5550 100;0171 5550 100;;24/4/1980;"
        "Chor;ann@x.example;SMTP;Ann Lee;a@y.example;groß;Büro;"
        "https://www.linkedin.com/in/ann-lee;Normal;Falso;Sin especificar",
    ),
    "it": (
        "Titolo;Nome;Secondo nome;Cognome;Titolo straniero;Società;Reparto;Qualifica;"
        "Indirizzo (uff.);Città di lavoro;Paese (uff.);Città abitazione;Paese (ab.);"
        "Telefono assistente;Fax (uff.);Telefono (uff.);Telefono Mobile;Cercapersone;Compleanno;"
        "Categorie;Indirizzo E-mail;Tipo posta elettronica;Nome visualizzato posta elettronica;"
        "Indirizzo E-mail 2;Note;Posizione geografica;Pagina web;Priorità;Privato;Riservatezza",
        "Sig.ra;Ann;;Lee;;Acme;;Editor;;Ottawa;Canada;;;1;2;030 5550 100;0171 5550 100;;"
        "24/4/1980;Chor;ann@x.example;SMTP;Ann Lee;a@y.example;groß;Büro;"
        "https://www.linkedin.com/in/ann-lee;Normale;Falso;Normale",
    ),
    "pl": (
        "Tytuł;Imię;Drugie imię;Nazwisko;Sufiks;Firma;Dział;Stanowisko;Ulica (biuro);"
        "Miasto (biuro);Kraj (biuro);Miasto (dom);Kraj (dom);Telefon asystenta;Faks służbowy;"
        "Telefon służbowy;Telefon komórkowy;Pager;Urodziny;Kategorie;Adres e-mail;Typ e-mail;"
        "Nazwa wyświetlana e-mail;Adres e-mail 2;Notatki;Lokalizacja;Strona sieci Web;Priorytet;"
        "Prywatne;Płeć",
        ";Ann;;Lee;;Acme;;Editor;;Ottawa;Kanada;;;1;2;030 5550 100;0171 5550 100;;24.4.1980;"
        "Chor;ann@x.example;SMTP;Ann Lee;a@y.example;groß;Büro;"
        "https://www.linkedin.com/in/ann-lee;Normalny;Fałsz;",
    ),
    "pt": (
        "Título;Primeiro nome;Segundo nome;Último nome;Sufixo;Empresa;Departamento;Cargo;"
        "Rua comercial;Cidade comercial;País/Região comercial;Cidade residencial;"
        "País/Região residencial;Telefone do assistente;Fax comercial;Telefone comercial;Celular;"
        "Pager;Aniversário;Categorias;Endereço de E-mail;Tipo de E-mail;"
        "Nome para exibição do E-mail;Endereço de E-mail 2;Notas;Local;Página da Web;"
        "Prioridade;Particular;Sexo",
        "Sra.;Ann;;Lee;;Acme;;Editor;;Ottawa;Canadá;;;1;2;030 5550 100;0171 5550 100;;24/4/1980;"
        "Chor;ann@x.example;SMTP;Ann Lee;a@y.example;groß;Büro;"
        "https://www.linkedin.com/in/ann-lee;Normal;Falso;",
    ),
    "ru": (
        "Обращение;Имя;Отчество;Фамилия;Суффикс;Организация;Отдел;Должность;Улица (раб. адрес);"
        "Город (раб. адрес);Страна (раб. адрес);Город (дом. адрес);Страна (дом. адрес);"
        "Телефон помощника;Рабочий факс;Рабочий телефон;Телефон переносной;Пейджер;День рождения;"
        "Категории;Адрес эл. почты;Тип эл. почты;Краткое имя эл. почты;Адрес 2 эл. почты;Заметки;"
        "Расположение;Веб-страница;Важность;Частное;Пол",
        ";Ann;;Lee;;Acme;;Editor;;Ottawa;Канада;;;;2;030 5550 100;0171 5550 100;;24.4.1980;Chor;"
        "ann@x.example;SMTP;Ann Lee;a@y.example;groß;;https://www.linkedin.com/in/ann-lee;"
        "Обычная;Ложь;",
    ),
    "sk": (
        "Oslovenie;Meno;Ďalšie meno;Priezvisko;Titul za menom;Spoločnosť;Oddelenie;Funkcia;"
        "Ulica (práca);Mesto (práca);Krajina (práca);Mesto (domov);Krajina (domov);"
        "Telefón asistenta;Fax (práca);Telefón (práca);Mobilný telefón;Pager;Narodeniny;Kategórie;"
        "E-mailová adresa;Typ e-mailu;Zobrazované meno e-mailu;E-mailová adresa 2;Poznámky;"
        "Umiestnenie;Webová stránka;Priorita;Súkromné;Pohlavie",
        ";Ann;;Lee;;Acme;;Editor;;Ottawa;Kanada;;;1;2;030 5550 100;0171 5550 100;;24.4.1980;"
        "Chor;ann@x.example;SMTP;Ann Lee;a@y.example;groß;;https://www.linkedin.com/in/ann-lee;"
        "Normálna;Nepravda;",
    ),
    "zh-TW": (
        "稱謂;名字;中間名;姓氏;尊稱;公司;部門;職稱;商務 - 街;商務 - 市/縣;商務 - 國家/地區;"
        "住家 - 市/縣;住家 - 國家/地區;助理電話;商務傳真;商務電話;行動電話;呼叫器;生日;類別;"
        "電子郵件地址;電子郵件類型;電子郵件顯示名稱;電子郵件 2 地址;記事;位置;網頁;優先順序;私人;"
        "性別",
        ";Ann;;Lee;;Acme;;Editor;;Ottawa;Canada;;;;2;030 5550 100;0171 5550 100;;1980/4/24;"
        "Chor;ann@x.example;SMTP;Ann Lee;a@y.example;groß;;https://www.linkedin.com/in/ann-lee;"
        "一般;False;",
    ),
    "fi": (
        "Puhuttelu;Etunimi;Toinen nimi;Sukunimi;Jälkiliite;Yritys;Osasto;Tehtävä;Työosoite, katu;"
        "Työosoite, kaupunki;Työosoite, maa;Kotiosoite, kaupunki;Kotiosoite, maa;"
        "Avustajan puhelin;Työfaksi;Työpuhelin;Matkapuhelin;Hakulaite;Syntymäpäivä;Luokat;"
        "Sähköpostiosoite;Sähköpostin tyyppi;Sähköpostin näyttönimi;Sähköpostiosoite 2;"
        "Muistiinpanot;Sijainti;Web-sivu;Tärkeys;Yksityinen;Sukupuoli",
        ";Ann;;Lee;;Acme;;Editor;;Ottawa;Kanada;;;;2;030 5550 100;0171 5550 100;;24.4.1980;Chor;"
        "ann@x.example;SMTP;;a@y.example;groß;;https://www.linkedin.com/in/ann-lee;Normaali;;",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_outlook_speaks_many_languages(language):
    found = read("\r\n".join(LANGUAGES[language]) + "\r\n")
    assert (found.row_errors, names(found)) == ((), ["Ann Lee"])
    [ann] = found.contacts
    assert (ann.given_name, ann.family_name) == ("Ann", "Lee")
    assert (ann.organisation, ann.title, ann.city) == ("Acme", "Editor", "Ottawa")
    assert ann.country in ("Kanada", "Canada", "Canadá", "Канада")
    assert ann.emails == ("ann@x.example", "a@y.example")
    assert ann.phones == ("030 5550 100", "0171 5550 100")
    assert (ann.birthday, ann.tags, ann.notes) == ("1980-04-24", ("Chor",), "groß")
    assert ann.linkedin_url == "https://www.linkedin.com/in/ann-lee"
    assert NotKept.FAX in found.not_kept


@pytest.mark.parametrize("language", LANGUAGES)
def test_outlook_is_known_in_many_languages(language):
    assert read("\r\n".join(LANGUAGES[language]) + "\r\n").format is Format.OUTLOOK


@pytest.mark.parametrize(
    ("language", "page"),
    [("de", "windows-1252"), ("fr", "windows-1252"), ("ru", "windows-1251")],
)
def test_outlook_writes_the_code_page_of_the_computer(language, page):
    found = read("\r\n".join(LANGUAGES[language]).replace("groß", "gross").encode(page))
    assert (found.encoding, names(found), found.delimiter) == (page, ["Ann Lee"], ";")


def test_a_word_of_czech_or_polish_needs_the_users_choice_of_encoding():
    data = "\r\n".join(LANGUAGES["pl"]).encode("windows-1250", "replace")
    assert names(read(data, encoding="windows-1250")) == ["Ann Lee"]


# --- Titles and categories ----------------------------------------------------------------------
def test_title_is_the_salutation_and_job_title_the_function():
    found = read(ann(**{"Title": "Ms.", "Job Title": "Broker"}))
    [person] = found.contacts
    assert (person.title, person.formatted_name) == ("Broker", "Ann Lee")
    assert read(ann(Title="Ms.")).contacts[0].title == ""


def test_outlook_in_french_calls_both_of_them_titre():
    header = "Titre;Prénom;Nom;Société;Titre;Adresse de messagerie;Adresse de messagerie 2"
    person = one(f"{header}\nMme;Ann;Lee;Acme;Rédactrice;ann@x.example;\n")
    assert (person.title, person.formatted_name) == ("Rédactrice", "Ann Lee")


def test_a_doctor_stays_one():
    assert names(read(ann(Title="Dr."))) == ["Dr. Ann Lee"]


def test_categories_split_on_semicolons_only():
    assert one(ann(Categories="Client;Ottawa, Canada; Choir")).tags == (
        "Client",
        "Ottawa, Canada",
        "Choir",
    )


def test_the_location_of_a_meeting_is_not_the_city():
    found = read(ann(Location="Room 3", **{"Home City": "Oslo", "Home Country/Region": "Norway"}))
    assert (found.contacts[0].city, found.contacts[0].country) == ("Oslo", "Norway")
    assert read(ann(Location="Room 3")).contacts[0].city == ""


# --- Addresses, numbers, dates ------------------------------------------------------------------
def test_an_exchange_address_is_no_email_and_no_error():
    address = "/o=ExchangeLabs/ou=Exchange Group/cn=Recipients/cn=1234-ann"
    person = one(ann(**{"E-mail Address": address, "E-mail Type": "EX"}))
    assert person.emails == ()
    both = {"E-mail Address": address.upper(), "E-mail 2 Address": "ann@x.example"}
    assert one(ann(**both)).emails == ("ann@x.example",)


def test_a_file_of_addresses_alone():
    found = read("E-mail Address,E-mail 2 Address,E-mail 3 Address\na@x.example,b@x.example,\n")
    assert (found.format, names(found)) == (Format.OUTLOOK, ["a@x.example"])
    assert found.contacts[0].emails == ("a@x.example", "b@x.example")


def test_numbers_of_assistants_pagers_and_faxes_are_not_theirs():
    columns = ("Assistant's Phone", "Business Fax", "Pager", "Telex", "ISDN", "TTY/TDD Phone")
    found = read(ann(**dict.fromkeys(columns, "613 555 0100"), **{"Home Phone": "613 555 0199"}))
    assert found.contacts[0].phones == ("613 555 0199",)
    assert found.not_kept == (NotKept.FAX, NotKept.OTHER_COLUMNS)


@pytest.mark.parametrize("zero", ["0/0/00", "0.0.00", "00/00/00", "0-0-00", "00.00.0000"])
def test_zeros_are_no_date_silently(zero):
    found = read(ann(Birthday=zero, Anniversary=zero))
    assert (found.contacts[0].birthday, found.row_errors, found.not_kept) == ("", (), ())


def test_the_order_of_a_date_is_that_of_its_column():
    people = [
        {"First Name": "A", "Birthday": "3/4/1972"},
        {"First Name": "B", "Birthday": "4/23/72"},
    ]
    found = read(outlook(*people))
    assert [person.birthday for person in found.contacts] == ["1972-03-04", "1972-04-23"]
    assert (found.day_first, found.warnings, found.date_example) == (False, (), "")


def test_an_order_that_cannot_be_told_is_asked_for_and_never_guessed():
    found = read(ann(Birthday="3/4/1972"))
    assert (found.warnings, found.date_example) == ((FileWarning.AMBIGUOUS_DATES,), "3/4/1972")
    assert (found.contacts[0].birthday, found.day_first) == ("", None)
    answered = read(ann(Birthday="3/4/1972"), day_first=True)
    assert (answered.contacts[0].birthday, answered.day_first) == ("1972-04-03", True)
    assert answered.warnings == ()


# --- Rows ---------------------------------------------------------------------------------------
def test_notes_with_line_ends_and_quotes():
    person = one(ann(Notes='Line one\r\nsaid "no"\r\n\r\nline four'))
    assert person.notes == 'Line one\nsaid "no"\n\nline four'


def test_companies_and_lists_have_no_first_name():
    found = read(
        outlook({"Company": "Print Shop Nine"}, {"Last Name": "Choir list"}, {"Notes": "x"})
    )
    assert names(found) == ["Print Shop Nine", "Choir list"]
    assert problems(found) == [("empty_contact", "error", 4, 3)]


def test_the_older_layout_and_the_one_of_the_web():
    person = one(
        "First Name,Middle Name,Last Name,Title,Suffix,Nickname,E-mail Address,E-mail 2 Address,"
        "Home Phone,Business Phone,Mobile Phone,Job Title,Company,Business City,Business Country,"
        "IMAddress,Personal Web Page,Notes\n"
        "Ann,,Lee,,,Annie,ann@x.example,,,,613 555 0100,Editor,Acme,Ottawa,Canada,,,\n"
    )
    assert (person.title, person.city, person.country) == ("Editor", "Ottawa", "Canada")


def test_what_outlook_says_of_everybody_is_not_worth_a_word():
    usual = {"Priority": "Normal", "Private": "False", "Sensitivity": "Normal"}
    assert read(ann(Gender="Unspecified", **usual)).not_kept == ()
    assert read(ann(Spouse="Kim")).not_kept == (NotKept.OTHER_COLUMNS,)
    assert read(ann(**{"Business Street": "1 Main"})).not_kept == (NotKept.STREET_ADDRESS,)


# --- Thunderbird --------------------------------------------------------------------------------
US = (
    "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,"
    "Work Phone,Home Phone,Fax Number,Pager Number,Mobile Number,Home Address,Home City,"
    "Home Country,Job Title,Department,Organization,Web Page 1,Web Page 2,Birth Year,Birth Month,"
    "Birth Day,Custom 1,Notes,\n"
)


def test_thunderbird():
    found = read(
        f"{US}Ann,Lee,Ann M. Lee,,ann@x.example,a@y.example,,613 555 0100,,613 555 0101,,,1 Main,"
        "Ottawa,Canada,Editor,,Acme,https://www.linkedin.com/in/ann-lee,,1980,4,12,,tall,\n"
    )
    [person] = found.contacts
    assert (found.format, found.row_errors) == (Format.THUNDERBIRD, ())
    assert (person.formatted_name, person.birthday) == ("Ann M. Lee", "1980-04-12")
    assert (person.emails, person.phones) == (("ann@x.example", "a@y.example"), ("613 555 0100",))
    assert (person.organisation, person.title, person.city) == ("Acme", "Editor", "Ottawa")
    assert person.linkedin_url == "https://www.linkedin.com/in/ann-lee"
    assert found.not_kept == (NotKept.BIRTHDAY, NotKept.STREET_ADDRESS, NotKept.FAX)


def test_thunderbird_in_british_english_and_a_birthday_without_a_year():
    header = US.replace("Organization", "Organisation").replace("Primary Email", "Email")
    person = one(f"{header}Ann,Lee,,,ann@x.example{',' * 13}Acme,,,,4,12,,,\n")
    assert (person.organisation, person.emails) == ("Acme", ("ann@x.example",))
    assert (person.birthday, person.formatted_name) == ("--04-12", "Ann Lee")
