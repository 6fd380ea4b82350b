"""The words that stand above columns, in the languages people export in.

Facts, no decisions: contacts.exchange.headers looks them up. Between bars, as people write them;
case, accents and a colon at the end make no difference. The words of programs are those of their
exports (IMPORTS.md, sections 2 to 4).
"""

import re
from collections.abc import Mapping

from contacts.exchange.own_layout import HEADINGS
from contacts.exchange.record import NotKept, Target
from contacts.exchange.text import fold


def _spelled(words: str) -> frozenset[str]:
    """The words between bars, as they are looked up."""
    return frozenset(fold(word).replace("’", "'") for word in words.split("|"))


# --- One word, one meaning --------------------------------------------------------------------
_MEANINGS: Mapping[Target | NotKept, str] = {
    Target.GIVEN_NAME: """
        first name | firstname | given name | givenname | forename | first | prénom | prénoms
        | vorname | rufname | nombre de pila | primer nombre | nombres | nome proprio | voornaam
        | roepnaam | imię | primeiro nome | fornavn | förnamn | etunimi | křestní jméno
        | krstné meno | ad | 名字 | 名 | 이름 | keresztnév | prenume
    """,
    Target.FAMILY_NAME: """
        last name | lastname | surname | family name | familyname | last | nom de famille
        | nachname | familienname | zuname | apellido | apellidos | apellido(s) | cognome
        | achternaam | nazwisko | último nome | sobrenome | apelido | фамилия | прізвище | etternavn
        | efternavn | efternamn | sukunimi | příjmení | priezvisko | soyad | 姓氏 | 姓 | 성
        | vezetéknév
    """,
    Target.FORMATTED_NAME: """
        full name | fullname | display name | contact name | contact | person | nom complet
        | nom et prénom | nom, prénom | prénom et nom | nom à afficher | vollständiger name
        | anzeigename | vor- und nachname | name, vorname | nombre completo | nombre y apellidos
        | nome completo | nome e cognome | nome visualizzato | volledige naam | imię i nazwisko
        | fullt navn | fullständigt namn | koko nimi | celé jméno | celé meno | фио | полное имя
        | 姓名 | 全名 | 氏名 | お名前 | 성명 | teljes név | ad soyad
    """,
    Target.MIDDLE_NAME: """
        middle name | middle names | additional name | deuxième prénom | autres prénoms
        | weitere vornamen | zweiter vorname | segundo nombre | secondo nome | drugie imię
        | segundo nome | nome do meio | tweede voornaam | tussenvoegsel | отчество | ďalšie meno
        | stredné meno | 中間名 | toinen nimi
    """,
    Target.NAME_PREFIX: """
        name prefix | prefix | salutation | honorific | civilité | anrede | tratamiento
        | trato | обращение | oslovenie | 稱謂 | puhuttelu | aanhef
    """,
    Target.NAME_SUFFIX: """
        name suffix | suffix | suffixe | sufijo | suffisso | sufiks | sufixo | achtervoegsel
        | суффикс | titul za menom | 尊稱 | jälkiliite
    """,
    Target.NICKNAME: """
        nickname | nick name | nick | short name | surnom | spitzname | apodo | alias | soprannome
        | bijnaam | pseudonim | псевдоним | прозвище | prezývka | 暱稱
        | lempinimi
    """,
    Target.EMAIL: """
        email | e-mail | emails | e-mails | mail | mails | email address | e-mail address
        | emailaddress | mail address | primary email | secondary email | work email
        | personal email | email 2 address | e-mail 2 address | e-mail 3 address | courriel
        | courriels | adresse courriel | adresse e-mail | adresse email | adresse de courriel
        | adresse de messagerie | adresse électronique | messagerie | mél | e-mail-adresse
        | emailadresse | mailadresse | e-mail 2: adresse | e-mail 3: adresse | correo
        | correo electrónico | dirección de correo electrónico | dirección de correo
        | indirizzo email | indirizzo e-mail | posta elettronica | adres e-mail | adres email
        | endereço de e-mail | endereço de email | correio eletrônico | e-mailadres | emailadres
        | почта | эл. почта | электронная почта | адрес эл. почты | имейл | e-mailová adresa
        | e-post | e-postadress | e-postadresse | sähköposti | sähköpostiosoite | 電子郵件
        | 電子郵件地址 | 邮箱 | 电子邮件 | メール | メールアドレス | 이메일
    """,
    Target.PHONE: """
        phone | phones | telephone | mobile | mobile phone | cell | cell phone | cellphone | tel
        | tel. | phone number | phonenumber | telephone number | mobile number | work phone
        | home phone | business phone | company main phone | callback | car phone | other phone
        | primary phone | radio phone | whatsapp | téléphone | téléphones | tél | tél. | portable
        | mobile portable | cellulaire | numéro de téléphone | tél. mobile | gsm | natel | telefon
        | handy | mobil | mobiltelefon | telefonnummer | handynummer | telefon geschäftlich
        | telefon privat | rückmeldung | autotelefon | teléfono | teléfonos | móvil | celular
        | teléfono móvil | telefono | telefono mobile | cellulare | telefono cellulare | telefoon
        | telefoonnummer | mobiel | telefon komórkowy | telefone | celular | telemóvel | телефон
        | мобильный | мобильный телефон | моб. телефон | telefón | mobilný telefón | mobiltelefon
        | puhelin | matkapuhelin | 電話 | 行動電話 | 手機 | 电话 | 手机 | 携帯電話 | 전화 | 휴대전화
    """,
    Target.LINKEDIN_URL: """
        linkedin | linkedin url | linkedinurl | linkedin profile | linkedin profile url
        | linkedin address | profile url | public profile url | profile link | profil linkedin
        | adresse linkedin | linkedin-profil | profil-url | profil url | perfil de linkedin
        | profilo linkedin | linkedin-profiel | url du profil | url del perfil
    """,
    Target.WEBSITE: """
        url | urls | website | websites | web site | web | web page | web page 1 | web page 2
        | webpage | homepage | home page | personal web page | site web | page web | site internet
        | webseite | internetseite | página web | sitio web | pagina web | sito web
        | strona sieci web | página da web | página da internet | веб-страница | сайт
        | webová stránka | 網頁 | web-sivu | www
    """,
    Target.ORGANISATION: """
        company | company name | companyname | current company | organisation | organization
        | organization name | organisation name | employer | business | workplace | account name
        | société | entreprise | employeur | compagnie | organisme | nom de l'entreprise | firma
        | firmenname | unternehmen | arbeitgeber | betrieb | organización | empresa | compañía
        | società | azienda | ditta | organizzazione | bedrijf | bedrijfsnaam | werkgever
        | organizacja | pracodawca | companhia | organização | организация | компания | фирма
        | место работы | spoločnosť | organizácia | společnost | företag | selskap | virksomhed
        | yritys | organisaatio | 公司 | 會社 | 会社 | 会社名 | 회사
    """,
    Target.TITLE: """
        job title | jobtitle | role | job | position | function | occupation | current title
        | organization title | job position | headline | fonction | poste | titre du poste
        | profession | titre professionnel | intitulé du poste | emploi | funktion | beruf
        | berufsbezeichnung | stelle | rolle | puesto | cargo | puesto de trabajo | ocupación
        | posizione | qualifica | ruolo | mansione | professione | functie | beroep | stanowisko
        | funkcja | função | profissão | должность | профессия | funkcia | pracovná pozícia
        | pozícia | pozice | befattning | stilling | tehtävä | ammatti | työnimike | 職稱 | 职位
        | 職務 | 役職 | 직책
    """,
    Target.CONNECTED_ON: """
        connected on | connectedon | connection date | date connected | connected at
        | connected since | verbunden am | verbunden seit | date de connexion | connecté le
        | conectado el | fecha de conexión | data di collegamento | collegato il | verbonden op
        | conectado em | data da conexão
    """,
    Target.LAST_CONTACT: """
        met on | last contact | last contacted | last contact date | last in touch | last spoke
        | last spoken | last talked | last seen | last met | last meeting | last interaction
        | last conversation | date met | dernier contact | dernier échange | dernière rencontre
        | dernière conversation | rencontré le | date de rencontre | dernière fois
        | letzter kontakt | zuletzt gesehen | zuletzt kontaktiert | kennengelernt am
        | getroffen am | último contacto | ultimo contatto | último contato | laatste contact
        | ostatni kontakt | последний контакт | senaste kontakt | siste kontakt
    """,
    Target.BIRTHDAY: """
        birthday | birth date | birthdate | date of birth | dob | born | anniversaire
        | date de naissance | naissance | né le | geburtstag | geburtsdatum | cumpleaños
        | fecha de nacimiento | compleanno | data di nascita | urodziny | data urodzenia
        | aniversário | data de nascimento | verjaardag | geboortedatum | день рождения
        | дата рождения | narodeniny | narozeniny | födelsedag | fødselsdag | syntymäpäivä | 生日
        | 誕生日 | birth year | birth month | birth day
    """,
    Target.TAGS: """
        tag | tags | group | groups | label | labels | category | categories | group membership
        | keywords | étiquettes | étiquette | groupe | groupes | catégorie | catégories | libellés
        | gruppe | gruppen | kategorie | kategorien | schlagwörter | etiquetas | grupos | grupo
        | categorías | categoría | etichette | gruppi | categorie | categoria | groep | groepen
        | labels | kategorie | kategoria | grupy | tagi | marcadores | категории | категория
        | группы | теги | kategórie | skupiny | luokat | ryhmät | 類別 | 標籤 | 分類
    """,
    Target.CITY: """
        city | town | home city | business city | work city | other city | ville | localité
        | ville (bureau) | ville (domicile) | stadt | ort | wohnort | ort geschäftlich | ort privat
        | ciudad | población | ciudad de trabajo | ciudad del domicilio | città
        | città di lavoro | città abitazione | comune | miasto | miasto (biuro) | miasto (dom)
        | cidade | cidade comercial | cidade residencial | stad | plaats | woonplaats | город
        | город (раб. адрес) | mesto | město | kaupunki | postort | poststed | 城市 | location
    """,
    Target.COUNTRY: """
        country | country/region | home country | business country | business country/region
        | home country/region | other country | other country/region | work country | pays
        | pays/région | land | staat | país | país/región | paese | nazione | kraj | país/região
        | страна | krajina | země | maa | 國家 | 国家 | 国
    """,
    Target.NOTES: """
        note | notes | comment | comments | remark | remarks | memo | description | remarque
        | remarques | commentaire | commentaires | notiz | notizen | bemerkung | bemerkungen
        | anmerkungen | kommentar | notas | nota | comentarios | observaciones | annotazioni | note
        | commenti | opmerkingen | notities | notatki | uwagi | anotações | observações
        | comentários | заметки | примечания | комментарий | комментарии | poznámky | poznámka
        | muistiinpanot | huomautuksia | anteckningar | 備註 | 記事 | 备注 | メモ | 메모
    """,
    Target.UID: "uid | contact id",
    # What people's own lists know, in other words than our own tables (HEADINGS).
    Target.RELATIONSHIP: """
        relationship | how i know them | how we know each other | how we met | how we know
        | how you met | lien | relation | comment vous vous connaissez | comment on se connaît
        | beziehung | relación | relazione
    """,
    Target.CLOSENESS: "closeness | proximité",
    Target.SHARED_HISTORY: """
        shared history | what we did together | ce que nous avons fait ensemble
    """,
    Target.GREETING_NAME: "greeting name",
    Target.FORMAL_NAME: "formal name",
    Target.RHYTHM_MONTHS: "keep in touch every | rythme pour garder le contact",
    # What Reconnect does not keep.
    NotKept.FAX: "fax | fax number | télécopie | télécopieur | fax-nummer | faks | факс | 傳真",
    NotKept.PHOTO: "photo | picture | image | avatar | bild | foto | фото",
    NotKept.STREET_ADDRESS: """
        address | street | zip | zip code | zipcode | postal code | postcode | post code | state
        | province | region | county | po box | home address | work address | mailing address
        | adresse | rue | code postal | région | strasse | straße | hausnummer | plz | postleitzahl
        | bundesland | anschrift | dirección | calle | código postal | indirizzo | via | cap
        | provincia | adres | ulica | kod pocztowy | endereço | rua | cep | estado | адрес | улица
        | индекс | adresa | ulica | psč | osoite | 地址 | 住址 | 郵遞區號 | 住所
    """,
    NotKept.OTHER_COLUMNS: """
        spouse | children | assistant's name | manager's name | referred by | department | service
        | abteilung | im | screen name | e-mail notes | phone notes
    """,
}

# --- One word, two meanings: its neighbours decide ---------------------------------------------
FAMILY_OR_FULL_NAME = _spelled("name | nom | naam | navn | namn | név | nume")
GIVEN_OR_FULL_NAME = _spelled("nome | nombre | имя | ім'я | meno | jméno | nimi | isim")
FUNCTION_OR_SALUTATION = _spelled(
    "title | titre | titel | titolo | título | tytuł | titul | titteli"
)
NOT_THE_CITY = _spelled("location | ort | emplacement")  # Outlook and Google mean a place to meet

WORDS: Mapping[str, Target | NotKept] = {
    **{word: meaning for meaning, words in _MEANINGS.items() for word in _spelled(words)},
    **{
        word: target
        for target, each in HEADINGS.items()
        for word in _spelled("|".join(each.values()))
    },
    **dict.fromkeys(FAMILY_OR_FULL_NAME | GIVEN_OR_FULL_NAME, Target.FORMATTED_NAME),
    **dict.fromkeys(FUNCTION_OR_SALUTATION, Target.TITLE),
}
BIRTH_PARTS = ("birth year", "birth month", "birth day")

# --- What a header contains, where no word is known; the first that fits -----------------------
PATTERNS: tuple[tuple[re.Pattern[str], Target | NotKept], ...] = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (r"phonetic|yomi", Target.IGNORE),
        (r"as+[iy]st|secret|ayudante|avust|помощник|助理|spouse|partner|conjoint|manager"
         r"|vorgesetzt|responsable|referred", NotKept.OTHER_COLUMNS),
        (r"fax|telecop|faks|факс|傳真", NotKept.FAX),
        (r"pager|beeper|telex|isdn|rnis|tty/tdd|tdd/tty|пейджер|телекс|呼叫器",
         NotKept.OTHER_COLUMNS),
        (r"(?=.*(mail|messagerie|correo|posta elettr|почт|sahkoposti|郵件|phone|tel))"
         r".*(typ|tipo|тип|tyyppi|label|display|angezeigt|nom complet|mostr|visualizz|wyswietl"
         r"|exibi|zobraz|nayttonimi|краткое|類型|顯示)", Target.IGNORE),
        (r"mail.*\b(opt|status|statut|sent|date|valid|verif|subscri|count)", NotKept.OTHER_COLUMNS),
        (r"linkedin", Target.LINKEDIN_URL),
        (r"\be-?mail|courriel|messagerie|correo|adresse electronique|posta elettronica|poczt"
         r"|эл\. ?почт|sahkoposti|\be-?post\b|郵件|邮箱|メール", Target.EMAIL),
        (r"phone|telefon|puhelin|телефон|\btele?f?\b|\bmob(il|ile|iel)?\b|\bcell(ul|\b)|celular"
         r"|whatsapp|電話|手機|电话|手机|携帯|전화", Target.PHONE),
        (r"\bcountry\b|\bpays\b|\bpais\b|\bland\b|\bpaese\b|\bkraj\b|страна|\bkrajina\b|\bmaa\b|國家|国家",
         Target.COUNTRY),
        (r"\bcity\b|\bville\b|\bort\b|\bciudad\b|\bcitta\b|\bmiasto\b|\bcidade\b|город|\bmesto\b"
         r"|kaupunki|城市|市/縣", Target.CITY),
        (r"street|strasse|\brue\b|\bcalle\b|indirizzo|\bvia\b|ulica|\brua\b|\bzip\b|postal"
         r"|post ?code|\bplz\b|postleitzahl|pocztowy|\bcep\b|\bstate\b|\bprovin|region|bundesland"
         r"|kanton|county"
         r"|po box|postfach|\bb\.p\.|adress|address|direccion|endereco|улица|индекс|область|adresa"
         r"|osoite|postinumero|街|郵遞區號", NotKept.STREET_ADDRESS),
        (r"photo|avatar|picture", NotKept.PHOTO),
        (r"birth ?da|geburtstag|naissance|nascimento|nacimiento|рожд", Target.BIRTHDAY),
        (r"first name|given name|prenom|vorname", Target.GIVEN_NAME),
        (r"last name|surname|family name|nachname|nom de famille", Target.FAMILY_NAME),
        (r"full name|nom complet", Target.FORMATTED_NAME),
        (r"job title|titre du poste", Target.TITLE),
        (r"last (contact|touch|spoke|talk|met|seen|interact)|dernier (contact|echange)",
         Target.LAST_CONTACT),
        (r"\b(notes|comments|remarks|remarques|commentaires|notizen|bemerkungen)\b", Target.NOTES),
    )
)  # fmt: skip
# Said of every contact by a program, not by a person: leaving it out is not worth a word.
SILENT = re.compile(
    r"initial|file as|priorit|sensitiv|sensibil|vertraulich|diffusion|\bpriv(ate?|e)\b|gender"
    r"|geschlecht|\bsexe?\b|\bsesso\b|language|sprache|langue|\btype?\b|label|display name"
)

# --- The layouts of programs ---------------------------------------------------------------------
GOOGLE_COLUMN = re.compile(
    r"(?P<kind>e-mail|phone|address|website|custom field|event|relation|im|organization"
    r"|external id|jot|calendar link) \d+ - (?P<part>.+)"
)
GOOGLE_PARTS: Mapping[tuple[str, str], Target] = {
    ("e-mail", "value"): Target.EMAIL,
    ("phone", "value"): Target.PHONE,
    ("address", "city"): Target.CITY,
    ("address", "country"): Target.COUNTRY,
    ("website", "value"): Target.WEBSITE,
    ("custom field", "value"): Target.WEBSITE,
    ("organization", "name"): Target.ORGANISATION,
    ("organization", "title"): Target.TITLE,
}
THUNDERBIRD_MARKS = frozenset(
    {"primary email", "secondary email", "screen name", "birth year", "custom 1", "web page 1"}
)
# One of these is enough; or two of what others may say too, if one is about the job.
OUTLOOK_MARKS = re.compile(
    r"^e-mail( \d)? (display name|type)$|^e-mail \d address$|^e-mail( \d)?: |^e-mail-typ"
    r"|company main phone|assistant's phone|^(business|home|other) (street|address po box)"
    r"|geschaftlich|\((bureau|domicile|autre)\)|type de messagerie|adresse de messagerie \d"
    r"|correo electronico \d|(ciudad|calle) de(l)? (trabajo|domicilio)"
    r"|(adres|indirizzo|endereco de) e-mail \d|(citta|indirizzo) (di lavoro|abitazione)"
    r"|\((biuro|praca|dom)\)|(cidade|rua|endereco) (comercial|residencial)"
    r"|\((раб|дом)\. адрес|\d эл\. почты|e-mailova adresa \d|商務|電子郵件 ?\d"
    r"|sahkopostiosoite \d"
)
OUTLOOK_ADDRESS = _spelled(
    "e-mail address | e-mail-adresse | adresse de messagerie | dirección de correo electrónico"
    " | indirizzo e-mail | adres e-mail | endereço de e-mail | e-mailová adresa"
    " | sähköpostiosoite | 電子郵件地址"
)
OUTLOOK_JOB = _spelled("job title | titre du poste | position | puesto | qualifica | stanowisko")
