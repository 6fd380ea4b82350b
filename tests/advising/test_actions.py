"""Inviting, accepting, sharing and ending: each once, each noted, ended at once."""

from datetime import timedelta

import pytest

from accounts.models import AuditEvent
from advising import actions
from advising.models import Advising, FieldGroup, Invitation, Share
from reconnect_site.tick import DAILY, HOURLY
from tests.advising.conftest import NOW, share
from tests.outreach.helpers import draft_of


def test_an_invitation_opens_with_its_token_alone(anna):
    invitation = actions.invite(advisor=anna, email="dana@example.org", now=NOW)
    token = actions.token_of(invitation)
    assert actions.invited_by(token, NOW) == (anna, invitation)
    assert actions.invited_by(token[:-1] + "x", NOW) is None
    assert actions.invited_by(invitation.pk.hex, NOW) is None


def test_an_invitation_ends_after_30_days(anna):
    token = actions.token_of(actions.invite(advisor=anna, email="dana@example.org", now=NOW))
    assert actions.invited_by(token, NOW + timedelta(days=29, hours=23))
    assert actions.invited_by(token, NOW + timedelta(days=30, minutes=1)) is None


def test_T2_what_ended_with_a_role_does_not_come_back_with_it(advising, anna, alice, bruno):
    other = actions.accept(advisor=bruno, invitation=None, client=alice, now=NOW)
    ended, stays = share(advising, None), share(other, None)
    type(anna).objects.filter(pk=anna.pk).update(is_staff=False)
    assert actions.end_vain_shares in HOURLY
    assert (actions.end_vain_shares(now=NOW), actions.end_vain_shares(now=NOW)) == (1, 0)
    type(anna).objects.filter(pk=anna.pk).update(is_staff=True)
    assert list(Share.objects.open(NOW)) == [stays]
    assert AuditEvent.objects.filter(verb="unshare", object_id=str(ended.pk), actor=None).exists()


def test_P6_an_invitation_is_forgotten_after_30_days(anna):
    actions.invite(advisor=anna, email="dana@example.org", now=NOW)
    actions.invite(advisor=anna, email="emil@example.org", now=NOW + timedelta(days=1))
    assert actions.forget_invitations in DAILY
    assert actions.forget_invitations(now=NOW + timedelta(days=30)) == 1
    assert Invitation.objects.get().email == "emil@example.org"


def test_inviting_an_address_again_makes_the_invitation_new(anna):
    first = actions.invite(advisor=anna, email="dana@example.org", now=NOW)
    later = NOW + timedelta(days=20)
    assert actions.invite(advisor=anna, email="dana@example.org", now=later) == first
    assert Invitation.objects.get().created_at == later


def test_a_withdrawn_invitation_opens_nothing(anna):
    invitation = actions.invite(advisor=anna, email="dana@example.org", now=NOW)
    token = actions.token_of(invitation)
    actions.withdraw(invitation=invitation, by=anna)
    assert actions.invited_by(token, NOW) is None


def test_an_advisor_has_no_more_invitations_than_anybody_needs(anna, monkeypatch):
    monkeypatch.setattr(actions, "INVITATIONS_AT_MOST", 1)
    actions.invite(advisor=anna, email="dana@example.org", now=NOW)
    with pytest.raises(actions.TooMany):
        actions.invite(advisor=anna, email="emil@example.org", now=NOW)
    assert actions.invite(advisor=anna, email="dana@example.org", now=NOW)


def test_a_code_is_known_however_it_is_typed_and_a_new_one_ends_it(anna):
    code = actions.new_code(advisor=anna, now=NOW).code
    typed = f" {code[:4].lower()}-{code[4:]} "
    assert actions.invited_by(typed, NOW) == (anna, None)
    assert actions.new_code(advisor=anna, now=NOW).code != code
    assert actions.invited_by(code, NOW) is None


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}])
def test_nobody_is_invited_by_somebody_who_advises_no_more(anna, change):
    token = actions.token_of(actions.invite(advisor=anna, email="dana@example.org", now=NOW))
    code = actions.new_code(advisor=anna, now=NOW).code
    type(anna).objects.filter(pk=anna.pk).update(**change)
    assert actions.invited_by(token, NOW) is None
    assert actions.invited_by(code, NOW) is None


def test_accepting_uses_the_invitation_up_and_shares_nothing(anna, alice):
    invitation = actions.invite(advisor=anna, email="dana@example.org", now=NOW)
    advising = actions.accept(advisor=anna, invitation=invitation, client=alice, now=NOW)
    again = actions.accept(advisor=anna, invitation=None, client=alice, now=NOW)
    assert again == advising
    assert (Invitation.objects.count(), Share.objects.count()) == (0, 0)


def test_T2_what_was_withdrawn_at_that_moment_is_not_accepted(anna, alice):
    """The yes was loaded before the invitation went."""
    invitation = actions.invite(advisor=anna, email="dana@example.org", now=NOW)
    actions.withdraw(invitation=Invitation.objects.get(), by=anna)
    with pytest.raises(actions.Refused):
        actions.accept(advisor=anna, invitation=invitation, client=alice, now=NOW)
    assert Advising.objects.count() == 0


def test_what_was_accepted_at_that_moment_is_not_withdrawn(anna, alice):
    invitation = actions.invite(advisor=anna, email="dana@example.org", now=NOW)
    actions.accept(advisor=anna, invitation=Invitation.objects.get(), client=alice, now=NOW)
    assert actions.withdraw(invitation=invitation, by=anna) is False
    assert not AuditEvent.objects.filter(verb="withdraw").exists()


def test_an_invitation_pressed_twice_at_once_is_accepted_once(anna, alice):
    invitation = actions.invite(advisor=anna, email="dana@example.org", now=NOW)
    same = Invitation.objects.get()
    first = actions.accept(advisor=anna, invitation=invitation, client=alice, now=NOW)
    assert actions.accept(advisor=anna, invitation=same, client=alice, now=NOW) == first


def test_nobody_becomes_their_own_client(anna):
    with pytest.raises(actions.Refused):
        actions.accept(advisor=anna, invitation=None, client=anna, now=NOW)


def test_a_new_share_takes_the_place_of_the_old_one(advising, alice):
    outreach = draft_of(alice)
    share(advising, outreach, FieldGroup.TEXT, FieldGroup.NOTES)
    share(advising, outreach, FieldGroup.PERSON)
    opened = Share.objects.get(ended_at=None)
    assert opened.groups == {FieldGroup.PERSON}
    assert Share.objects.count() == 2


def test_ending_ends_every_share_and_twice_is_once(advising, anna, alice):
    share(advising, None)
    share(advising, draft_of(alice))
    actions.end(advising=advising, by=anna, now=NOW)
    actions.end(advising=advising, by=alice, now=NOW + timedelta(days=1))
    assert Share.objects.filter(ended_at=None).count() == 0
    assert Advising.objects.get().ended_at == NOW
    assert AuditEvent.objects.filter(verb="end").count() == 1


def test_nothing_is_shared_after_the_end(advising, alice):
    actions.end(advising=advising, by=alice, now=NOW)
    with pytest.raises(actions.Refused):
        share(advising, None)


def test_the_trail_names_groups_and_no_content(advising, alice):
    share(advising, draft_of(alice), FieldGroup.TEXT)
    event = AuditEvent.objects.get(verb="share")
    assert (event.actor, event.fields) == (alice, ["text"])
