"""The settings of reminders by mail, and what one looks like."""

from datetime import UTC, datetime

import pytest

from accounts.models import AuditEvent
from outreach.digest.plans import plan_of
from outreach.models import Digest, DigestPlan, SuppressedAddress
from outreach.progress import Status
from outreach.suppression import suppress
from tests.outreach.people import contact_of, outreach_of

PAGE = "/settings/reminders/"
PREVIEW = f"{PAGE}preview/"
AGAIN = f"{PAGE}again/"
CHOICE = {"rhythm": "weekdays", "days": ["0", "3"], "day": "2", "hour": "17"}


@pytest.fixture(autouse=True)
def _on_a_thursday(time_machine, settings, tmp_path) -> None:
    """7:00 in Toronto, on a site that can send."""
    time_machine.move_to("2026-11-26 12:00:00+00:00", tick=False)
    settings.EMAIL_URL = f"folder://{tmp_path}"


def stored(alice) -> tuple[str, int, int]:
    """What is stored of the plan."""
    plan = DigestPlan.objects.get(owner=alice)
    return plan.rhythm, plan.days, plan.hour


@pytest.mark.parametrize("page", [PAGE, PREVIEW])
def test_a_page_asks_for_sign_in_and_has_one_heading(client, alice_client, page):
    assert client.get(page).headers["Location"] == f"/account/login/?next={page}"
    assert alice_client.get(page).text.count("<h1") == 1


@pytest.mark.parametrize(("page", "method"), [(PAGE, "put"), (PREVIEW, "post"), (AGAIN, "get")])
def test_other_methods_are_refused(alice_client, page, method):
    assert getattr(alice_client, method)(page).status_code == 405


def test_it_says_what_happens_to_somebody_who_never_chose(alice, alice_client):
    text = alice_client.get(PAGE).text
    assert "You get a reminder at 8:00 a.m. from Monday to Friday." in text
    assert "The next one comes on Thursday, 26 November at 8:00 a.m., if there is" in text
    assert not DigestPlan.objects.exists()


def test_a_choice_is_saved_and_said_back(alice, alice_client):
    assert alice_client.post(PAGE, CHOICE).headers["Location"] == PAGE
    assert stored(alice) == ("weekdays", 0b0001001, 17)
    text = alice_client.get(PAGE).text
    assert "You get a reminder at 5:00 p.m. on Monday and Thursday." in text
    assert plan_of(alice).due_at == datetime(2026, 11, 26, 22, 0, tzinfo=UTC)
    assert AuditEvent.objects.filter(actor=alice, verb="choose_digest").count() == 1


@pytest.mark.parametrize(
    ("rhythm", "days", "said"),
    [
        ("daily", 0b0011111, "You get a reminder at 5:00 p.m. every day."),
        ("weekly", 0b0000100, "You get a reminder at 5:00 p.m. every Wednesday."),
    ],
)
def test_other_rhythms(alice, alice_client, rhythm, days, said):
    alice_client.post(PAGE, {**CHOICE, "rhythm": rhythm})
    assert stored(alice) == (rhythm, days, 17)
    assert said in alice_client.get(PAGE).text


def test_never_can_be_undone(alice, alice_client):
    alice_client.post(PAGE, CHOICE)
    alice_client.post(PAGE, {**CHOICE, "rhythm": "off"})
    text = alice_client.get(PAGE).text
    assert "Saved. No more reminders come by mail." in text
    assert text.count(f'action="{AGAIN}"') == 2
    assert "You get no reminders by mail." in text
    alice_client.post(AGAIN)
    assert stored(alice) == ("weekdays", 0b0001001, 17)
    assert "Reminders come by mail again." in alice_client.get(PAGE).text


@pytest.mark.parametrize(
    ("posted", "message"),
    [
        ({**CHOICE, "days": []}, "Choose at least one day."),
        ({**CHOICE, "rhythm": "weekly", "day": ""}, "Choose the day."),
        ({**CHOICE, "rhythm": ""}, "Choose how often."),
        ({**CHOICE, "hour": ""}, "Choose a time."),
    ],
)
def test_what_is_missing_is_asked_for(alice_client, posted, message):
    response = alice_client.post(PAGE, posted)
    assert response.text.count(message) == 2
    assert "<title>Error: Reminders by mail" in response.text
    assert not DigestPlan.objects.exists()


@pytest.mark.parametrize("field", [{"hour": "24"}, {"hour": "x"}, {"days": ["7"]}, {"rhythm": "z"}])
def test_B42_a_choice_that_was_not_offered_is_refused(alice_client, field):
    assert alice_client.post(PAGE, {**CHOICE, **field}).status_code == 200
    assert not DigestPlan.objects.exists()


def test_a_site_without_mail_says_so_and_hides_it(alice_client, settings):
    settings.EMAIL_URL = ""
    text = alice_client.get(PAGE).text
    assert "This site sends no reminders" in text
    assert 'id="main-form"' not in text
    assert PAGE not in alice_client.get("/settings/").text


def test_a_site_with_mail_shows_it_in_the_settings(alice_client):
    assert f'href="{PAGE}"' in alice_client.get("/settings/").text


def test_T12_who_opted_out_is_told_that_none_comes(alice, alice_client):
    suppress(
        address=alice.email,
        reason=SuppressedAddress.Reason.OPTED_OUT,
        now=datetime(2026, 11, 1, tzinfo=UTC),
    )
    text = alice_client.get(PAGE).text
    assert "None comes at the moment" in text
    assert "The next one comes" not in text


# --- The preview -----------------------------------------------------------------------------
def test_the_preview_is_the_mail_and_sends_nothing(alice, alice_client, charlie):
    outreach_of(alice, Status.ACCEPTED, contact=contact_of(alice, "Zoë <b>"))
    outreach_of(charlie, Status.ACCEPTED, contact=contact_of(charlie, "CANARY"))
    text = alice_client.get(PREVIEW).text
    assert "1 thing to do in Reconnect" in text
    assert "<bdi>Zoë &lt;b&gt;</bdi>: Reply to their yes" in text
    assert "CANARY" not in text
    assert not Digest.objects.exists()


def test_the_preview_of_nothing_says_that_no_mail_would_come(alice_client):
    assert "Nothing is due today, so no mail would come." in alice_client.get(PREVIEW).text
