"""An invitation is mailed once, tried again while the mail server is away, and again by hand."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail

from advising import actions
from advising.inviting import send_invitation, send_invitations
from advising.models import Invitation
from outreach.models import SuppressedAddress
from outreach.suppression import suppress
from reconnect_site.tick import HOURLY
from tests.accounts.conftest import signed_in, with_second_step
from tests.advising.conftest import NOW

HOUR = timedelta(hours=1)
CLIENTS = "/advisor/clients/"
NO_SUCH_BOX = SMTPRecipientsRefused({"dana@example.org": (550, b"no such mailbox")})


@pytest.fixture
def invitation(anna) -> Invitation:
    """Anna invites Dana."""
    return actions.invite(advisor=anna, email="dana@example.org", now=NOW)


@pytest.fixture
def server(monkeypatch) -> list[Exception]:
    """What the mail server answers next; nothing more means that it takes the mail."""
    problems: list[Exception] = []
    really = mail.EmailMessage.send

    def send(message) -> None:
        if problems:
            raise problems.pop(0)
        really(message)

    monkeypatch.setattr("outreach.plain_mail.EmailMessage.send", send)
    return problems


def test_it_is_tried_again_until_it_has_left_and_left_once(invitation, server):
    server += [OSError(), OSError()]
    assert send_invitations in HOURLY
    assert send_invitation(invitation.pk, NOW) is False
    assert [send_invitations(now=NOW + hour * HOUR) for hour in (1, 2, 3)] == [0, 1, 0]
    assert (Invitation.objects.get().sent_at, len(mail.outbox)) == (NOW + 2 * HOUR, 1)


def test_P9_who_asked_for_no_mail_gets_none_and_nobody_is_told(anna_client):
    suppress(address="dana@example.org", reason=SuppressedAddress.Reason.OPTED_OUT, now=NOW)
    anna_client.post(CLIENTS, {"email": "dana@example.org"})
    page = anna_client.get(CLIENTS).text
    assert (mail.outbox, "Not sent" in page, "Could not" in page) == ([], False, False)


def test_two_workers_at_once_send_one(invitation, monkeypatch):
    inner = []

    def send(message) -> None:
        inner.append(send_invitation(invitation.pk, NOW))

    monkeypatch.setattr("outreach.plain_mail.EmailMessage.send", send)
    assert (send_invitation(invitation.pk, NOW), inner) == (True, [False])


@pytest.mark.parametrize(
    ("problem", "said"), [(OSError(), "Not sent yet"), (NO_SUCH_BOX, "Could not be sent")]
)
def test_the_advisor_sees_it_and_sends_it_again(anna_client, server, problem, said):
    server.append(problem)
    anna_client.post(CLIENTS, {"email": "dana@example.org"})
    page = anna_client.get(CLIENTS).text
    again = f"{CLIENTS}invitations/{Invitation.objects.get().pk}/again/"
    assert (said in page, again in page) == (True, True)
    page = anna_client.post(again, follow=True).text
    assert ("is on its way" in page, said in page, again in page) == (True, False, False)
    assert [sent.to for sent in mail.outbox] == [["dana@example.org"]]


def test_it_is_given_up_after_two_days_and_begins_anew_by_hand(invitation, anna, server):
    late = NOW + timedelta(days=2)
    send_invitations(now=late)
    assert (Invitation.objects.get().given_up_at, mail.outbox) == (late, [])
    actions.invite_again(invitation=invitation, by=anna, now=late)
    assert (send_invitations(now=late + HOUR), len(mail.outbox)) == (1, 1)


def test_what_was_sent_meanwhile_is_not_sent_again(invitation, anna_client):
    send_invitation(invitation.pk, NOW)
    again = f"{CLIENTS}invitations/{invitation.pk}/again/"
    assert "It has been sent in the meantime." in anna_client.post(again, follow=True).text
    assert len(mail.outbox) == 1


def test_an_address_that_is_invited_anew_gets_a_new_mail(invitation, anna):
    send_invitation(invitation.pk, NOW)
    actions.invite(advisor=anna, email="dana@example.org", now=NOW + HOUR)
    assert (send_invitation(invitation.pk, NOW + HOUR), len(mail.outbox)) == (True, 2)


def test_T4_another_advisors_invitation_is_not_sent_by_hand(invitation, bruno_client):
    again = f"{CLIENTS}invitations/{invitation.pk}/again/"
    assert (bruno_client.post(again).status_code, mail.outbox) == (404, [])


def test_whoever_leads_sees_that_an_offer_was_not_sent(advising, bruno, make_user, server):
    lead = with_second_step(make_user("lea@example.org", "Lea", is_staff=True, role="lead"))
    server.append(OSError())
    offer = actions.hand_over(advising=advising, to=bruno, by=lead, now=NOW)
    send_invitation(offer.pk, NOW)
    client, again = signed_in(lead), f"/advisor/centre/offers/{offer.pk}/again/"
    page = client.get("/advisor/centre/").text
    assert ("Not sent yet" in page, again in page) == (True, True)
    page = client.post(again, follow=True).text
    assert ("Not sent yet" in page, len(mail.outbox)) == (False, 1)
