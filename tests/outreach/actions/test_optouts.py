"""Whoever uses the link is left alone from that moment on, by everybody (T14, F24, L10, P4, P9)."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from accounts.models import AuditEvent
from contacts import actions
from contacts.details import Details
from contacts.exchange.normalise import clean_email
from contacts.models import Contact, OptedOut
from outreach.actions.optouts import link_for, link_of, stop
from outreach.models import Delivery, Message, OptOutLink, Problem, Sender, SuppressedAddress
from outreach.progress import Status, Step
from outreach.suppression import is_suppressed
from tests.at_once import at_once
from tests.contacts.people import new_contact
from tests.outreach.people import NOW, outreach_of

D = Delivery
pytestmark = pytest.mark.django_db


def message_to(
    owner, address="maria@example.org", name="Maria Lopez", status=Status.SENT, **fields
):
    """A message that went out to somebody, in an outreach that waits."""
    contact = new_contact(owner, name, email=address)
    outreach = outreach_of(owner, status, contact=contact)
    fields = {"kind": "opening", "channel": "email", "body": "Hi", "delivery": D.SENT, **fields}
    return Message.objects.create(outreach=outreach, address=address, **fields)


def token_of(message: Message) -> str:
    return urlsplit(link_for(message)).path.split("/")[2]


def use(message: Message, now=NOW) -> OptOutLink:
    """What a recipient does: open the link and press the button."""
    link = link_of(token_of(message))
    assert link is not None
    stop(link=link, now=now)
    return link


@pytest.fixture
def message(alice) -> Message:
    return message_to(alice)


# --- The link -------------------------------------------------------------------------------
def test_T15_the_same_link_at_every_attempt(message) -> None:
    assert link_for(message) == link_for(Message.objects.get(pk=message.pk))
    assert OptOutLink.objects.count() == 1


def test_T15_a_token_of_160_bits_for_each_message_and_address(alice, message) -> None:
    other = message_to(alice, "ana@example.org", "Ana")
    elsewhere = Message.objects.get(pk=message.pk)
    elsewhere.address = "maria@work.example"
    tokens = {token_of(one) for one in (message, other, elsewhere)}
    assert len(tokens) == 3
    assert {len(token) * 5 for token in tokens} == {160}


def test_T15_the_token_is_nowhere_in_the_database(message) -> None:
    token = token_of(message)
    (row,) = OptOutLink.objects.values()
    assert token not in repr(row)
    assert link_of(token).pk == row["token_hash"]
    assert link_of(token.upper()) is None


def test_T18_the_link_comes_from_the_setting(message, settings) -> None:
    settings.SITE_URL = "https://reconnect.example.org/"
    assert link_for(message).startswith("https://reconnect.example.org/stop/")


def test_P9_the_link_outlives_message_contact_account_and_key(message, alice, settings) -> None:
    token = token_of(message)
    alice.delete()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 60, [settings.SECRET_KEY]
    stop(link=link_of(token), now=NOW)
    assert is_suppressed("maria@example.org")
    assert not Contact.objects.exists()


# --- What it does ---------------------------------------------------------------------------
def test_P9_the_contact_of_the_sender_is_marked(message) -> None:
    use(message)
    contact = message.outreach.contact
    contact.refresh_from_db()
    assert (contact.opted_out_at, contact.do_not_contact_at) == (NOW, NOW)
    assert SuppressedAddress.objects.get().reason == SuppressedAddress.Reason.OPTED_OUT


def test_P9_the_mark_of_the_user_keeps_its_own_moment(message, alice) -> None:
    contact, before = message.outreach.contact, NOW - timedelta(days=9)
    actions.set_do_not_contact(contact=contact, now=before, by=alice)
    use(message)
    contact.refresh_from_db()
    assert (contact.opted_out_at, contact.do_not_contact_at) == (NOW, before)


@pytest.mark.parametrize("delivery", [D.DRAFT, D.HELD, D.QUEUED, D.FAILED])
def test_F24_what_waits_is_called_off(message, delivery) -> None:
    nudge = Message.objects.create(
        outreach=message.outreach, kind="nudge", delivery=delivery, due_at=NOW, queued_at=NOW
    )
    use(message)
    nudge.refresh_from_db()
    assert (nudge.delivery, nudge.problem, nudge.due_at) == (D.CANCELLED, Problem.OPTED_OUT, None)


@pytest.mark.parametrize("delivery", [D.HANDING_OVER, D.SENT, D.UNCONFIRMED, D.BOUNCED])
def test_F24_what_has_left_keeps_its_truth(message, delivery) -> None:
    nudge = Message.objects.create(outreach=message.outreach, kind="nudge", delivery=delivery)
    use(message)
    nudge.refresh_from_db()
    assert nudge.delivery == delivery


def test_F24_only_closing_is_left(message) -> None:
    use(message)
    message.outreach.refresh_from_db()
    assert (message.outreach.status, message.outreach.next_step) == (Status.SENT, Step.CLOSE)


def test_P9_every_contact_of_the_sender_with_that_address_is_meant(message, alice) -> None:
    twin = new_contact(alice, "M. Lopez", email="MARIA@example.org")
    bystander = new_contact(alice, "Ana", email="ana@example.org")
    use(message)
    marked = set(Contact.objects.filter(opted_out_at=NOW))
    assert marked == {message.outreach.contact, twin}
    assert bystander not in marked


def test_P4_nothing_of_another_user_changes(message, charlie) -> None:
    theirs = message_to(charlie, delivery=D.QUEUED)
    use(message)
    theirs.refresh_from_db()
    contact = theirs.outreach.contact
    contact.refresh_from_db()
    assert (theirs.delivery, contact.opted_out_at) == (D.QUEUED, None)
    assert is_suppressed(theirs.address)


def test_T14_twice_changes_nothing(message) -> None:
    use(message)
    before = dump()
    use(message, NOW + timedelta(days=1))
    assert dump() == before


def dump() -> list:
    models = (SuppressedAddress, OptOutLink, Contact, Message, Sender, AuditEvent, OptedOut)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_T14_after_the_contact_is_gone_only_hashes_are_left(message) -> None:
    use(message)
    message.outreach.contact.delete()
    assert "maria" not in repr(dump()).lower()
    assert is_suppressed("maria@example.org")


def test_P20_the_trail_says_that_it_happened_and_nothing_else(message) -> None:
    use(message)
    event = AuditEvent.objects.get(verb="opted_out")
    assert event.object_id == str(message.outreach.contact_id)
    assert (event.actor, event.fields) == (None, [])


# --- Nobody brings them back ----------------------------------------------------------------
def test_P9_the_user_cannot_lift_it(message, alice, alice_client) -> None:
    use(message)
    contact = Contact.objects.get()
    with pytest.raises(actions.TheyAsked):
        actions.lift_do_not_contact(contact=contact, by=alice)
    alice_client.post(f"/contacts/{contact.pk}/do-not-contact/lift/")
    contact.refresh_from_db()
    assert contact.do_not_contact_at == NOW


def test_P11_added_again_they_are_left_alone(message, alice) -> None:
    use(message)
    message.outreach.contact.delete()
    again = new_contact(alice, "Maria", email="Maria@Example.org")
    assert again.has_opted_out
    assert Contact.objects.get(pk=again.pk).do_not_contact_at == NOW


def test_P11_an_address_added_to_somebody_else_brings_the_mark(message, alice) -> None:
    use(message)
    other = new_contact(alice, "Somebody", email="some@example.org")
    emails = tuple(map(clean_email, ("some@example.org", "maria@example.org")))
    details = Details(name="Somebody", emails=emails)
    other = actions.update_contact(by=alice, contact=other, version=other.version, details=details)
    assert other.has_opted_out


def test_P4_another_user_may_add_them_and_sees_nothing(message, charlie) -> None:
    use(message)
    assert not new_contact(charlie, "Maria", email="maria@example.org").do_not_contact


def test_P9_trash_and_back(message, alice) -> None:
    use(message)
    contact = Contact.objects.get()
    actions.move_to_trash(contact=contact, now=NOW, by=alice)
    actions.restore(contact=contact, now=NOW, by=alice)
    contact.refresh_from_db()
    assert contact.has_opted_out


# --- Two in thirty days ---------------------------------------------------------------------
def paused(owner) -> str:
    sender = Sender.objects.filter(owner=owner).first()
    return sender.paused_because if sender and sender.paused_at else ""


def test_L10_the_second_person_within_30_days_pauses_the_sender(message, alice, charlie) -> None:
    use(message)
    assert paused(alice) == ""
    use(message_to(alice, "ana@example.org", "Ana"), NOW + timedelta(days=29))
    assert (paused(alice), paused(charlie)) == (Sender.Paused.OPT_OUTS, "")


def test_L10_not_after_30_days(message, alice) -> None:
    use(message)
    use(message_to(alice, "ana@example.org", "Ana"), NOW + timedelta(days=31))
    assert paused(alice) == ""


def test_L10_one_person_with_two_messages_counts_once(message, alice) -> None:
    second = Message.objects.create(
        outreach=message.outreach, kind="nudge", address=message.address, delivery=D.SENT
    )
    use(message)
    use(second)
    assert paused(alice) == ""


# --- At the same moment -----------------------------------------------------------------------
@pytest.mark.parametrize("round", range(5))
def test_F24_of_a_claim_and_an_opt_out_at_once_one_wins(file_database, alice, round) -> None:
    """The worker takes "queued" to "handing over" by a conditional update: whoever is first."""
    message = message_to(alice, delivery=D.QUEUED)
    link = link_of(token_of(message))
    queued = Message.objects.filter(pk=message.pk, delivery=D.QUEUED)
    handed_over, _ = at_once(
        lambda: queued.update(delivery=D.HANDING_OVER),
        lambda: stop(link=link, now=timezone.now()),
    )
    message.refresh_from_db()
    assert message.delivery == (D.HANDING_OVER if handed_over else D.CANCELLED)
    assert is_suppressed("maria@example.org")


def test_F21_the_button_pressed_twice_at_once_counts_once(file_database, alice) -> None:
    link = link_of(token_of(message_to(alice)))
    at_once(*[lambda: stop(link=link, now=NOW)] * 4)
    assert AuditEvent.objects.filter(verb="opted_out").count() == 1
    assert SuppressedAddress.objects.count() == 1
    assert Contact.objects.get().opted_out_at == NOW


def test_F23_an_edit_and_an_opt_out_at_once_keep_both(file_database, alice) -> None:
    message = message_to(alice)
    link, contact = link_of(token_of(message)), message.outreach.contact
    details = Details(name="Maria L.", emails=(clean_email("maria@example.org"),))

    def edit() -> bool:
        try:
            actions.update_contact(
                by=alice, contact=contact, version=contact.version, details=details
            )
        except actions.Stale:
            return False
        return True

    edited, _ = at_once(edit, lambda: stop(link=link, now=NOW))
    contact.refresh_from_db()
    assert contact.has_opted_out
    assert contact.name == ("Maria L." if edited else "Maria Lopez")
