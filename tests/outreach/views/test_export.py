"""Taking contacts out: who may, who is in it, and as what."""

import csv
import json
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.utils import timezone

from accounts.models import AuditEvent
from contacts.exchange import backup
from contacts.exchange.record import Limits
from contacts.models import Contact
from outreach.models import Takeout
from outreach.takeouts import make
from tests.accounts.conftest import PASSWORD, confirmed
from tests.contacts.people import new_contact
from tests.outreach.people import outreach_of, text_of

PAGE, ACCOUNT = "/contacts/export/", "/settings/export/"
NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)


@pytest.fixture
def people(alice, charlie) -> list[Contact]:
    """Two people of Alice's, and one of Charlie's to leak."""
    new_contact(charlie, "Secret Person", email="secret@example.org", tags=("museum",))
    return [
        new_contact(alice, "Maria Santos", email="=maria@example.org", tags=("museum",)),
        new_contact(alice, "Ana Lima", phone="+1 613 555 0100", organization="=1+1"),
    ]


@pytest.fixture
def client(alice_client, alice):
    """Alice, who has just shown that it is her."""
    return confirmed(alice_client, alice)


def export(client, file_format="csv", query="", **fields):
    """Ask for a file."""
    return client.post(f"{PAGE}{query}", {"file_format": file_format, **fields})


def names(response) -> list[str]:
    """The people in a CSV file."""
    text = response.content.decode("utf-8-sig")
    return [row["Full name"] for row in csv.DictReader(StringIO(text, newline=""))]


# --- The page ---------------------------------------------------------------------------------
def test_the_page_offers_each_format(client, people) -> None:
    page = client.get(PAGE).content.decode()
    for code in ("xlsx", "csv", "google", "vcard", "vcard4", "json"):
        assert f'value="{code}"' in page
    assert 'name="people"' not in page


def test_a_filtered_list_is_exported_as_it_shows(client, people) -> None:
    page = client.get(f"{PAGE}?q=mari").content.decode()
    assert "The 1 person your list shows" in page
    assert "Everybody: 2 people" in page
    assert names(export(client, query="?q=mari", people="found")) == ["Maria Santos"]
    assert names(export(client, query="?q=mari", people="everybody")) == [
        "Ana Lima",
        "Maria Santos",
    ]


def test_filters_about_outreaches_count_too(client, alice, people) -> None:
    outreach_of(alice, "sent", contact=people[0])
    assert names(export(client, query="?show=never", people="found")) == ["Ana Lima"]
    assert names(export(client, query="?show=waiting", people="found")) == ["Maria Santos"]


def test_the_list_leads_to_the_export_of_what_it_shows(client, people) -> None:
    page = client.get("/contacts/?q=mari&sort=name").content.decode()
    assert 'id="people-export" href="/contacts/export/?q=mari"' in page


def test_the_way_back_is_to_the_same_list(client, people) -> None:
    page = client.get(f"{PAGE}?q=mari&file_format=csv").content.decode()
    assert 'class="back" href="/contacts/?q=mari"' in page


def test_nobody_cannot_be_exported(client) -> None:
    assert "people-export" not in client.get("/contacts/").content.decode()
    assert client.get(PAGE).headers["Location"] == "/contacts/"
    assert export(client).headers["Location"] == "/contacts/"


def test_when_nobody_is_found_everybody_is_offered(client, people) -> None:
    assert 'name="people"' not in client.get(f"{PAGE}?q=nobody").content.decode()
    assert len(names(export(client, query="?q=nobody"))) == 2


@pytest.mark.parametrize("file_format", ["", "exe"])
def test_B42_another_format_is_an_error_in_words(client, people, file_format) -> None:
    response = export(client, file_format)
    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()
    assert AuditEvent.objects.filter(verb="export").count() == 0


def test_the_trash_is_not_exported(client, people) -> None:
    Contact.objects.filter(name="Ana Lima").update(trashed_at=NOW)
    assert names(export(client)) == ["Maria Santos"]


# --- The file ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("file_format", "suffix", "content_type", "begins"),
    [
        (
            "xlsx",
            ".xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            b"PK",
        ),
        ("csv", ".csv", "text/csv; charset=utf-8", b"\xef\xbb\xbfFull name"),
        ("google", "-google.csv", "text/csv; charset=utf-8", b"\xef\xbb\xbfFirst Name"),
        ("vcard", ".vcf", "text/vcard; charset=utf-8", b"BEGIN:VCARD\r\nVERSION:3.0"),
        ("vcard4", "-4.vcf", "text/vcard; charset=utf-8", b"BEGIN:VCARD\r\nVERSION:4.0"),
        ("json", ".json", "application/json", b'{"format": "reconnect"'),
    ],
)
def test_a_file_is_a_download_and_nothing_else(
    client, alice, people, file_format, suffix, content_type, begins
) -> None:
    response = export(client, file_format)
    day = alice.local_date(timezone.now())
    name = f"reconnect-contacts-{day}{suffix}"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.headers["Content-Type"] == content_type
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.content.startswith(begins)
    assert b"ecret" not in response.content


def test_T17_B14_what_a_spreadsheet_would_run_is_text(client, people) -> None:
    text = export(client).content.decode("utf-8-sig")
    assert "'=maria@example.org" in text
    assert ",'=1+1," in text
    assert ",'+1 613 555 0100," in text


def test_the_headings_are_in_the_language_of_the_page(client, alice, people) -> None:
    type(alice).objects.filter(pk=alice.pk).update(language="fr")
    assert export(client).content.decode("utf-8-sig").startswith("Nom complet,Courriel,")


def test_P13_the_json_holds_as_many_as_there_are(client, alice, people) -> None:
    new_contact(alice, "Léa Roy", last="2019", notes="a\nb")
    response = export(client, "json")
    read = backup.read_backup(response.content, limits=Limits())
    assert len(read.contacts) == 3
    assert sum(len(person.times) for person in read.contacts) == 1
    assert read.row_errors == ()


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_contacts(
    client, alice, django_assert_num_queries, count
) -> None:
    for number in range(count):
        new_contact(
            alice, f"P {number}", email=f"p{number}@example.org", tags=("uni",), last="2019"
        )
    client.get(PAGE)
    with django_assert_num_queries(18):
        export(client, "json")


# --- Who may ----------------------------------------------------------------------------------
def test_T8_without_a_fresh_sign_in_the_page_asks_who_it_is(alice_client, people) -> None:
    response = alice_client.get(f"{PAGE}?q=mari")
    assert response.headers["Location"] == (
        "/account/reauthenticate/?next=%2Fcontacts%2Fexport%2F%3Fq%3Dmari"
    )


def test_T8_the_password_opens_the_page(alice_client, people) -> None:
    asked = alice_client.get(PAGE).headers["Location"]
    response = alice_client.post(asked, {"password": PASSWORD, "next": PAGE})
    assert response.headers["Location"] == PAGE
    assert names(export(alice_client)) == ["Ana Lima", "Maria Santos"]


def test_T8_a_form_that_waited_too_long_comes_back_with_its_choices(alice_client, people) -> None:
    response = export(alice_client, "vcard", query="?q=mari", people="everybody")
    back = response.headers["Location"]
    assert back == f"{PAGE}?q=mari&file_format=vcard&people=everybody"
    assert "reauthenticate" in alice_client.get(back).headers["Location"]
    assert AuditEvent.objects.filter(verb="export").count() == 0


def test_choices_in_the_address_are_chosen(client, people) -> None:
    page = client.get(f"{PAGE}?q=mari&file_format=vcard&people=everybody").content.decode()
    assert 'value="vcard" checked' in page
    assert 'value="everybody" checked' in page


def test_a_stranger_gets_his_own_only(charlie_client, charlie, people) -> None:
    assert names(export(confirmed(charlie_client, charlie))) == ["Secret Person"]


def test_L11_the_sixth_export_of_a_day_waits(client, people) -> None:
    assert [export(client).status_code for _ in range(6)] == [200] * 5 + [429]
    response = export(client)
    assert 86_000 < int(response.headers["Retry-After"]) <= 86_400
    page = response.content.decode()
    assert "You have exported 5 times in the last 24 hours" in page
    assert "Maria" not in page
    assert AuditEvent.objects.filter(verb="export").count() == 5


def test_L11_the_page_says_so_before(client, people) -> None:
    for _ in range(5):
        export(client)
    page = client.get(PAGE).content.decode()
    assert ", you can export again." in page
    assert ".m.." not in page  # "a.m." has a full stop of its own
    assert "main-form" not in page


@pytest.mark.parametrize("url", [PAGE, ACCOUNT])
def test_T8_no_export_for_a_day_after_a_new_password_by_mail(client, alice, people, url) -> None:
    AuditEvent.objects.create(
        actor=alice,
        verb="reset_password",
        object_type="user",
        object_id=str(alice.pk),
        at=timezone.now() - timedelta(hours=23),
    )
    response = client.post(url, {"file_format": "csv"})
    assert response.status_code == 403
    assert 3_000 < int(response.headers["Retry-After"]) <= 3_600
    assert "less than a day ago" in response.content.decode()
    assert "less than a day ago" in client.get(url).content.decode()


def taken_out(client) -> ZipFile:
    """The archive, asked for, made and downloaded."""
    client.post(ACCOUNT)
    make(Takeout.objects.get().pk, clock=timezone.now)
    return ZipFile(BytesIO(client.get(f"{ACCOUNT}file/").content))


# --- Everything -------------------------------------------------------------------------------
@pytest.fixture
def everything(client, alice, charlie, people) -> dict[str, bytes]:
    """The files of Alice's archive, with one of everything."""
    outreach = outreach_of(alice, "sent", contact=people[0], why_you="you know museums")
    text_of(outreach, body="Hi Maria,\nit has been a while.", sent_at=NOW)
    theirs = outreach_of(charlie, contact=new_contact(charlie, "Secret Two"))
    text_of(theirs, body="secret words")
    old = new_contact(alice, "Old Friend")
    Contact.objects.filter(pk=old.pk).update(trashed_at=NOW)
    with taken_out(client) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_archive_holds_each_part(everything) -> None:
    assert list(everything) == [
        "README.txt",
        "profile.json",
        "contacts.json",
        "contacts.csv",
        "contacts.vcf",
        "contacts-in-trash.json",
        "about-contacts.json",
        "outreaches.json",
        "messages.txt",
        "next-steps.ics",
        "advising.json",
        "trail.json",
    ]


def test_P13_equal_counts_in_each_format(everything) -> None:
    read = backup.read_backup(everything["contacts.json"], limits=Limits())
    rows = csv.reader(StringIO(everything["contacts.csv"].decode("utf-8-sig"), newline=""))
    assert len(read.contacts) == len(list(rows)) - 1 == 2
    assert everything["contacts.vcf"].count(b"BEGIN:VCARD") == 2
    assert len(json.loads(everything["contacts-in-trash.json"])["contacts"]) == 1
    assert len(json.loads(everything["outreaches.json"])["outreaches"]) == 1


def test_an_outreach_is_there_with_its_words(everything, people) -> None:
    (outreach,) = json.loads(everything["outreaches.json"])["outreaches"]
    assert outreach["contact"] == f"urn:uuid:{people[0].pk}"
    assert (outreach["status"], outreach["why_you"]) == ("sent", "you know museums")
    assert [message["body"] for message in outreach["messages"]] == [
        "Hi Maria,\nit has been a while."
    ]
    assert [(event["old"], event["new"]) for event in outreach["events"]] == [("draft", "sent")]


def test_messages_can_be_read(everything) -> None:
    assert everything["messages.txt"].decode() == (
        "Maria Santos\nFirst message · E-mail · Sent · 2026-03-02\nHello\n\n"
        f"Hi Maria,\nit has been a while.\n\n{'-' * 60}\n\n"
    )


def test_the_profile_is_there(everything) -> None:
    profile = json.loads(everything["profile.json"])
    assert (profile["email"], profile["display_name"]) == ("alice@example.org", "Alice Roy")
    assert profile["tags"] == ["museum"]
    assert "password" not in profile


def test_the_readme_counts_what_there_is(everything) -> None:
    readme = everything["README.txt"].decode()
    assert "2 contacts, with every detail" in readme
    assert "1 contact in your trash." in readme
    assert "1 outreach: what you hoped for" in readme


def test_T1_nothing_of_a_stranger_is_in_it(everything) -> None:
    assert [name for name, data in everything.items() if b"ecret" in data] == []


def test_very_many_people_are_several_files(client, people, monkeypatch) -> None:
    monkeypatch.setattr("outreach.archive.people.IN_ONE_FILE", 1)
    with taken_out(client) as archive:
        assert {"contacts.json", "contacts-2.json", "contacts-2.vcf"} <= set(archive.namelist())
        assert "in several files" in archive.read("README.txt").decode()
        assert len(json.loads(archive.read("contacts-2.json"))["contacts"]) == 1


def test_an_empty_account_can_be_taken_out_too(client) -> None:
    with taken_out(client) as archive:
        assert json.loads(archive.read("contacts.json"))["contacts"] == []
        assert "0 contacts" in archive.read("README.txt").decode()


@pytest.mark.parametrize("url", [PAGE, ACCOUNT])
def test_other_methods_are_refused(client, people, url) -> None:
    assert client.put(url).status_code == 405
