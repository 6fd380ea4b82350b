"""The advisor's pages: invite, withdraw, the code, end; and no client for anybody else."""

from time import time

import pytest
from django.core import mail

from advising import actions
from advising.models import Advising, AdvisorCode, AdvisorNote, Invitation
from advising.views import mail_limits
from outreach.suppression import suppress
from tests.advising.conftest import NOW


@pytest.mark.parametrize("email", ["", "dana", "a@x.org, b@x.org", "dana@localhost", "x" * 300])
def test_B1_a_wrong_address_is_kept_and_explained(anna_client, email):
    page = anna_client.post("/advisor/clients/", {"email": email})
    assert (page.status_code, len(mail.outbox)) == (200, 0)
    assert 'aria-invalid="true"' in page.text


def test_an_invitation_is_listed_until_it_is_withdrawn(anna_client):
    anna_client.post("/advisor/clients/", {"email": "dana@example.org"})
    invitation = Invitation.objects.get()
    assert "dana@example.org" in anna_client.get("/advisor/clients/").text
    anna_client.post(f"/advisor/clients/invitations/{invitation.pk}/withdraw/")
    assert Invitation.objects.count() == 0


def test_P9_who_asked_for_no_mail_gets_no_invitation(anna_client):
    """And the advisor does not learn of it."""
    told = [invited(anna_client, email) for email in ("emil@example.org", "dana@example.org")]
    assert [told, len(mail.outbox)] == [[True, True], 2]
    suppress(address="Fay@example.org", reason="opted_out", now=NOW)
    assert (invited(anna_client, "fay@example.org"), len(mail.outbox)) == (True, 2)


def test_L11_one_address_is_mailed_once_an_hour_and_nothing_typed_is_lost(anna_client):
    """Withdrawing it in between changes nothing."""
    assert invited(anna_client, "dana@example.org")
    Invitation.objects.all().delete()
    page = anna_client.post("/advisor/clients/", {"email": "dana@example.org"}).text
    assert "One person gets at most one invitation an hour" in page
    assert ('value="dana@example.org"' in page, len(mail.outbox)) == (True, 1)
    assert invited(anna_client, "emil@example.org")


def test_L11_one_address_is_mailed_three_times_a_day(anna_client, monkeypatch):
    now = time()
    told = []
    for hour in range(5):
        monkeypatch.setattr("time.time", lambda hour=hour: now + hour * 3601)
        told.append(invited(anna_client, "dana@example.org"))
    assert (told, len(mail.outbox)) == ([True, True, True, False, False], 3)


def test_L11_an_advisor_invites_so_many_a_day(anna_client, monkeypatch):
    monkeypatch.setitem(mail_limits.PER_ADVISOR, mail_limits.INVITE, "2/d/user")
    told = [invited(anna_client, f"{who}@example.org") for who in ("dana", "emil", "fay")]
    assert (told, len(mail.outbox)) == ([True, True, False], 2)


def test_what_is_refused_for_another_reason_is_not_counted(anna_client, monkeypatch):
    monkeypatch.setattr(actions, "INVITATIONS_AT_MOST", 0)
    assert not invited(anna_client, "dana@example.org")
    monkeypatch.setattr(actions, "INVITATIONS_AT_MOST", 1)
    assert invited(anna_client, "dana@example.org")


def invited(browser, email: str) -> bool:
    """Whether the page says that it is on its way."""
    page = browser.post("/advisor/clients/", {"email": email}, follow=True)
    return "is on its way" in page.text


def test_T4_an_invitation_of_another_advisor_stays(bruno_client, anna):
    invitation = actions.invite(advisor=anna, email="dana@example.org", now=NOW)
    page = f"/advisor/clients/invitations/{invitation.pk}/withdraw/"
    assert bruno_client.post(page).status_code == 404
    assert Invitation.objects.count() == 1


def test_a_code_is_made_and_shown(anna_client, anna):
    anna_client.post("/advisor/clients/code/")
    code = AdvisorCode.objects.get(advisor=anna).code
    assert f"{code[:4]}-{code[4:]}" in anna_client.get("/advisor/clients/").text


def test_the_advisor_ends_it(anna_client, advising):
    page = f"/advisor/clients/{advising.pk}/end/"
    assert anna_client.get(page).status_code == 200
    anna_client.post(page)
    assert not Advising.objects.going_on().exists()


def test_T10_staff_without_a_second_step_sees_no_client(make_user, client):
    client.force_login(make_user("new@example.org", "New", is_staff=True))
    assert client.get("/advisor/clients/").headers["Location"] == "/account/2fa/"


@pytest.mark.parametrize("page", ["/advisor/clients/code/", "/advisor/clients/"])
def test_T19_looking_makes_nothing(anna_client, page):
    anna_client.get(page)
    assert (AdvisorCode.objects.count(), Invitation.objects.count()) == (0, 0)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_clients_asks_the_same_for_one_and_for_three(
    anna, anna_client, make_user, number, django_assert_num_queries
):
    for one in range(number):
        client = make_user(f"client{one}@example.org", f"Client {one}")
        actions.accept(advisor=anna, invitation=None, client=client, now=NOW)
    with django_assert_num_queries(9):
        anna_client.get("/advisor/clients/")


def test_private_notes_stay_with_the_advisor(anna_client, alice_client, bruno_client, advising):
    page = f"/advisor/clients/{advising.pk}/"
    assert 'aria-invalid="true"' in anna_client.post(page, {"body": " "}).text
    anna_client.post(page, {"body": "canary of a note"})
    assert "canary of a note" in anna_client.get(page).text
    assert "canary of a note" not in alice_client.get(f"/settings/advisors/{advising.pk}/").text
    note = AdvisorNote.objects.get()
    forget = f"{page}notes/{note.pk}/forget/"
    assert bruno_client.post(forget).status_code == 404
    anna_client.post(forget)
    assert AdvisorNote.objects.count() == 0
