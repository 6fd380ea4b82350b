"""The page of the archive: asked for, being made, ready, failed; and the file itself."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone

from accounts.models import AuditEvent
from outreach.models import Takeout, TakeoutFile
from outreach.takeouts import make
from tests.accounts.conftest import confirmed

PAGE, PROGRESS, FILE = "/settings/export/", "/settings/export/progress/", "/settings/export/file/"


@pytest.fixture
def client(alice_client, alice):
    """Alice, who has just shown that it is her."""
    return confirmed(alice_client, alice)


@pytest.fixture
def ready(client) -> Takeout:
    """Her archive, made."""
    client.post(PAGE)
    takeout = Takeout.objects.get()
    make(takeout.pk, clock=timezone.now)
    return takeout


def page(client) -> str:
    """The page as it is."""
    return client.get(PAGE).content.decode()


def test_it_is_begun_and_the_page_shows_it(client) -> None:
    assert "Make a ZIP file" in page(client)
    assert client.post(PAGE).headers["Location"] == PAGE
    assert "Your file is being made" in page(client)
    assert "main-form" not in page(client)


def test_progress_says_how_far_it_is_and_reloads_at_the_end(client) -> None:
    client.post(PAGE)
    Takeout.objects.update(files=3)
    assert "3 files are packed." in client.get(PROGRESS).content.decode()
    Takeout.objects.update(status="ready")
    assert client.get(PROGRESS).headers["HX-Refresh"] == "true"


def test_the_file_is_a_download_and_kept_nowhere(client, ready) -> None:
    assert "Your file is ready" in page(client)
    response = client.get(FILE)
    assert response.headers["Content-Type"] == "application/zip"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="reconnect-')
    assert response.headers["Cache-Control"] == "no-store"
    with ZipFile(BytesIO(response.content)) as archive:
        assert archive.testzip() is None


def test_L11_downloading_is_not_counted_but_noted(client, ready) -> None:
    for _ in range(2):
        client.get(FILE)
    verbs = AuditEvent.objects.filter(verb__startswith="export").order_by("at")
    assert list(verbs.values_list("verb", flat=True)) == ["export", *["export_download"] * 2]


def test_L11_when_no_more_may_be_made_the_last_can_still_be_downloaded(
    client, ready, settings
) -> None:
    settings.EXPORTS_A_DAY = 1
    assert "you can export again" in page(client)
    assert "Download the ZIP file" in page(client)
    assert client.post(PAGE).status_code == 429
    assert client.get(FILE).status_code == 200


def test_T8_starting_and_downloading_ask_who_it_is(alice_client, alice) -> None:
    Takeout.objects.create(owner=alice, status="ready", ended_at=timezone.now())
    assert "reauthenticate" in alice_client.get(PAGE).headers["Location"]
    assert "reauthenticate" in alice_client.get(FILE).headers["Location"]
    assert alice_client.post(PAGE).headers["Location"].startswith(PAGE)
    assert AuditEvent.objects.filter(verb="export").count() == 0


def test_T8_after_a_new_password_by_mail_nothing_is_downloaded(client, alice, ready) -> None:
    AuditEvent.objects.create(
        actor=alice, verb="reset_password", object_type="user", object_id=str(alice.pk)
    )
    assert client.get(FILE).status_code == 403
    Takeout.objects.update(status="failed")
    assert client.post(PAGE).status_code == 403


def test_a_failure_is_said_with_its_reason(client, ready) -> None:
    Takeout.objects.update(status="failed", problem="no_room")
    text = page(client)
    assert "There was no room for the file." in text
    assert "Try again" in text
    assert client.get(FILE).headers["Location"] == PAGE
    client.post(PAGE)
    assert "Your file is being made" in page(client)


def test_after_a_day_there_is_nothing_to_download(client, ready) -> None:
    Takeout.objects.update(ended_at=timezone.now() - timedelta(hours=24))
    assert client.get(FILE).headers["Location"] == PAGE
    assert "Make a ZIP file" in page(client)


def test_T1_a_stranger_gets_nothing(charlie_client, charlie, ready) -> None:
    theirs = confirmed(charlie_client, charlie)
    assert theirs.get(FILE).headers["Location"] == PAGE
    assert "Your file is ready" not in page(theirs)
    assert TakeoutFile.objects.count() == 1


@pytest.mark.parametrize("url", [PROGRESS, FILE])
def test_other_methods_are_refused(client, url) -> None:
    assert client.post(url).status_code == 405
