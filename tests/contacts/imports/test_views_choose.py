"""/contacts/import/: choosing a file, and the imports of before."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from contacts.models import ImportBatch, ImportFile
from tests.contacts.imports.files import NOW

URL = reverse("contacts_imports")
GRETA = b"Name,E-mail\nGreta Svensson,greta@example.org\n"

pytestmark = pytest.mark.usefixtures("clock")


def send(client: Client, data: bytes = GRETA, name: str = "people.csv"):
    """Choose a file on the page."""
    return client.post(URL, {"file": SimpleUploadedFile(name, data)})


def test_a_file_leads_to_the_page_of_its_import(alice, alice_client):
    response = send(alice_client)
    batch = ImportBatch.objects.get(owner=alice)
    assert response.url == reverse("contacts_import", args=[batch.pk])
    assert bytes(ImportFile.objects.get(batch=batch).data) == GRETA


def test_a_file_is_read_once_it_is_stored(alice_client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = send(alice_client)
    page = alice_client.get(response.url)
    assert "<h1>1 person in your file</h1>" in page.text


def test_the_limits_stand_before_the_file_is_chosen(alice_client):
    assert "At most 10 MB and 10,000 people." in alice_client.get(URL).text


@pytest.mark.parametrize(
    "posted", [{}, {"file": ""}, {"other": SimpleUploadedFile("a.csv", GRETA)}]
)
def test_B56_without_a_file_it_says_choose_one(alice_client, posted):
    response = alice_client.post(URL, posted)
    assert response.text.count("Choose a file.") == 2  # the summary, and beside the field
    assert ImportBatch.objects.count() == 0


def test_B55_a_file_that_is_too_big_names_the_limit(alice_client, settings):
    settings.IMPORT_FILE_MB = 1
    response = send(alice_client, b"x" * 1_230_001)
    assert "This file is too big: 1.3 MB. Choose one of at most 1 MB." in response.text
    assert ImportBatch.objects.count() == 0


def test_B55_a_body_far_over_the_limit_still_gets_our_page(alice, settings):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    token = client.get(URL).context["csrf_token"]
    file = SimpleUploadedFile("big.csv", b"x" * 30_000_000)
    response = client.post(URL, {"csrfmiddlewaretoken": str(token), "file": file})
    assert "This file is too big: 30 MB." in response.text


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\x00b.csv", "x\r\ny.csv", "n" * 300 + ".csv"]
)
def test_B57_of_the_name_only_the_ending_is_kept(alice_client, name):
    assert send(alice_client, name=name).status_code == 302
    assert ImportFile.objects.get().suffix in ("", ".csv")


def test_B58_an_empty_file_is_taken_and_explained(alice_client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = send(alice_client, b"")
    assert "The file is empty." in alice_client.get(response.url).text


def test_F2_a_second_click_leads_to_the_same_import(alice_client):
    first, second = send(alice_client), send(alice_client)
    assert first.url == second.url
    assert ImportBatch.objects.count() == 1


def test_while_an_import_is_open_the_page_leads_to_it(alice_client):
    page = alice_client.get(URL).text
    assert 'type="file"' in page
    url = send(alice_client).url
    page = alice_client.get(URL).text
    assert f'href="{url}"' in page
    assert 'type="file"' not in page


def test_L11_the_sixth_file_in_an_hour_is_put_off(alice, alice_client, clock):
    for number in range(5):
        ImportBatch.objects.create(owner=alice, status="cancelled")
        ImportBatch.objects.update(created_at=NOW - timedelta(minutes=20 + number))
    response = send(alice_client)
    assert response.status_code == 429
    assert "Send the next one in 36 minutes." in response.text
    assert response.headers["Retry-After"] == "2160"


def test_signed_out_the_file_must_be_chosen_again_and_it_says_so(alice_client):
    alice_client.get(URL)
    del alice_client.cookies["sessionid"]
    response = send(alice_client)
    assert response.url == f"/account/login/?next={URL}"
    page = alice_client.get(response.url)
    assert "Sign in again, then choose your file once more." in page.text


def test_earlier_imports_say_what_became_of_them(alice, charlie, alice_client):
    done = {"status": "done", "saved_at": NOW, "counts": {"added": 3, "updated": 1}}
    batch = ImportBatch.objects.create(owner=alice, reading={"format": "google"}, **done)
    ImportBatch.objects.create(owner=charlie, reading={"format": "linkedin"}, **done)
    page = alice_client.get(URL).text
    assert "26 November 2026: Google Contacts" in page
    assert "Imported · 3 added · 1 completed" in page
    assert reverse("contacts_import_undo", args=[batch.pk]) in page
    assert "LinkedIn connections" not in page


def test_after_30_days_there_is_no_undo(alice, alice_client):
    long_ago = NOW - timedelta(days=30, minutes=1)
    batch = ImportBatch.objects.create(owner=alice, status="done", saved_at=long_ago)
    assert reverse("contacts_import_undo", args=[batch.pk]) not in alice_client.get(URL).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_3_imports_as_for_1(
    alice, alice_client, count, django_assert_num_queries
):
    for _ in range(count):
        ImportBatch.objects.create(owner=alice, status="done", saved_at=NOW)
    alice_client.get(URL)
    with django_assert_num_queries(4):  # session, user, the open one, those before
        alice_client.get(URL)
