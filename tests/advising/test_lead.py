"""A lead assigns clients; the client decides, and nothing they share moves by itself (T1–T4)."""

import json
import re

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import AuditEvent, User
from advising import actions
from advising.archive import advising_file
from advising.models import Advising, Invitation, Share
from tests.accounts.conftest import confirmed, signed_in, with_second_step
from tests.advising.conftest import NOW, share
from tests.outreach.people import outreach_of

CENTRE = "/advisor/centre/"


@pytest.fixture
def lead(make_user) -> User:
    """A lead advisor with a second sign-in step."""
    return with_second_step(make_user("lea@example.org", "Lea Lead", is_staff=True, role="lead"))


@pytest.fixture
def lead_client(lead):
    """A browser in which the lead is signed in."""
    return signed_in(lead)


@pytest.fixture
def offer(advising, bruno, lead) -> Invitation:
    """Bruno would take Alice over from Anna."""
    return actions.hand_over(advising=advising, to=bruno, by=lead, now=timezone.now())


def hand_over_page(advising) -> str:
    """Where a lead hands this client over."""
    return f"{CENTRE}{advising.pk}/hand-over/"


def accept_page(invitation) -> str:
    """Where the mailed link leads."""
    return f"/settings/advisors/accept/{actions.token_of(invitation)}/"


def test_T1_only_those_who_lead_assign(anna_client, alice_client, advising, offer):
    withdraw = f"{CENTRE}offers/{offer.pk}/withdraw/"
    for browser in (anna_client, alice_client):
        assert browser.get(CENTRE).status_code == 404
        assert browser.post(hand_over_page(advising)).status_code == 404
        assert browser.post(withdraw).status_code == 404
    assert Invitation.objects.count() == 1


def test_the_client_is_asked_by_mail(lead_client, advising, bruno):
    lead_client.post(hand_over_page(advising), {"to": str(bruno.pk)})
    (letter,) = mail.outbox
    assert letter.to == ["alice@example.org"]
    assert "Bruno Advisor is a career advisor" in letter.body
    assert "They would take over from Anna Advisor." in letter.body
    assert "Waiting for the client’s yes" in lead_client.get(CENTRE).text
    verbs = AuditEvent.objects.filter(actor__email="lea@example.org").values_list("verb", flat=True)
    assert sorted(verbs) == ["hand_over", "invite"]


def test_who_closed_their_account_is_in_no_list_of_the_centre(lead_client, alice, offer):
    assert lead_client.get(CENTRE).text.count("<bdi>Alice Roy</bdi>") == 2
    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert "Alice Roy" not in lead_client.get(CENTRE).text


def test_T2_nothing_moves_before_the_yes_and_no_share_after_it(advising, offer, alice, bruno):
    share(advising, outreach_of(alice))
    assert list(Advising.objects.going_on()) == [advising]
    new = actions.accept(advisor=bruno, invitation=offer, client=alice, now=timezone.now())
    assert list(Advising.objects.going_on()) == [new]
    assert Share.objects.open(timezone.now()).count() == 0
    assert new.shares.count() == 0


def test_the_page_says_what_a_yes_ends(alice, alice_client, offer):
    page = confirmed(alice_client, alice).get(accept_page(offer)).text
    assert "your work with <bdi>Anna Advisor</bdi> ends" in page


def test_T4_for_somebody_else_the_link_is_no_longer_good(charlie, charlie_client, offer):
    response = confirmed(charlie_client, charlie).get(accept_page(offer))
    assert (response.status_code, "Anna Advisor" in response.text) == (404, False)


def test_T4_the_offer_is_for_this_client_alone(charlie, bruno, offer):
    with pytest.raises(actions.Refused):
        actions.accept(advisor=bruno, invitation=offer, client=charlie, now=NOW)
    assert Invitation.objects.filter(pk=offer.pk).exists()
    assert Advising.objects.filter(client=charlie).count() == 0


def test_T3_who_takes_over_does_not_see_the_client_before_the_yes(bruno, offer):
    browser = signed_in(bruno)
    assert "alice@example.org" not in browser.get("/advisor/clients/").text
    withdraw = f"/advisor/clients/invitations/{offer.pk}/withdraw/"
    assert browser.post(withdraw).status_code == 404


def test_T3_who_takes_over_does_not_read_it_in_their_own_archive(bruno, offer):
    assert json.loads(advising_file(bruno, timezone.now()))["as_an_advisor"]["invitations"] == []


def test_an_invitation_leaves_the_offer_what_it_is(bruno, offer, advising):
    """Bruno knows nothing of it, and invites the client himself: a yes still ends the old one."""
    same = actions.invite(advisor=bruno, email="alice@example.org", now=timezone.now())
    assert (same, same.replaces) == (offer, advising)


def test_an_offer_is_not_mailed_again_and_again(lead_client, advising, bruno):
    for _ in range(2):
        page = lead_client.post(hand_over_page(advising), {"to": str(bruno.pk)}, follow=True).text
        Invitation.objects.all().delete()
    assert ("One person gets at most one invitation an hour" in page, len(mail.outbox)) == (True, 1)


def test_T3_the_lead_sees_nothing_that_is_shared(lead_client, advising, alice):
    outreach = outreach_of(alice)
    share(advising, outreach)
    assert outreach.contact.name not in lead_client.get(CENTRE).text
    assert lead_client.get(f"/advisor/clients/{advising.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["anna", "alice", "charlie", "", "x"])
def test_B1_somebody_who_cannot_take_over_is_refused(lead_client, advising, anna, charlie, who):
    people = {"anna": anna.pk, "alice": advising.client_id, "charlie": charlie.pk}
    page = lead_client.post(hand_over_page(advising), {"to": str(people.get(who, who))})
    assert (page.status_code, Invitation.objects.count()) == (200, 0)
    assert 'aria-invalid="true"' in page.text


def test_who_advises_the_client_already_cannot_take_over(lead_client, advising, alice, bruno):
    actions.accept(advisor=bruno, invitation=None, client=alice, now=NOW)
    page = lead_client.post(hand_over_page(advising), {"to": str(bruno.pk)}).text
    assert "They advise this client already." in page


def test_an_advisor_who_left_can_be_followed(lead_client, advising, anna, bruno):
    User.objects.filter(pk=anna.pk).update(is_staff=False)
    assert "is no advisor here any more" in lead_client.get(CENTRE).text
    lead_client.post(hand_over_page(advising), {"to": str(bruno.pk)})
    assert Invitation.objects.get().advisor == bruno


def test_an_offer_is_taken_back(lead_client, offer, advising):
    lead_client.post(f"{CENTRE}offers/{offer.pk}/withdraw/")
    assert (Invitation.objects.count(), list(Advising.objects.going_on())) == (0, [advising])


def test_a_lead_invites_for_another_advisor(lead_client, bruno):
    data = {"email": "dana@example.org", "of": str(bruno.pk)}
    lead_client.post("/advisor/clients/", data)
    assert Invitation.objects.get().advisor == bruno
    assert re.search("Bruno Advisor", mail.outbox[0].body)


def test_T4_others_invite_for_themselves_whatever_they_post(anna, anna_client, bruno):
    data = {"email": "dana@example.org", "of": str(bruno.pk)}
    anna_client.post("/advisor/clients/", data)
    assert Invitation.objects.get().advisor == anna


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_for_one_and_for_three(
    anna, lead_client, make_user, number, django_assert_num_queries
):
    for one in range(number):
        client = make_user(f"client{one}@example.org", f"Client {one}")
        actions.accept(advisor=anna, invitation=None, client=client, now=NOW)
    with django_assert_num_queries(8):
        lead_client.get(CENTRE)
