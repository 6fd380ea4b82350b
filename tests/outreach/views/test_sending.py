"""Sending from Reconnect as the user meets it: the offer, the undo, and what went wrong."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from contacts.models import Contact, ContactEmail
from outreach import pausing
from outreach.models import Delivery, Message, Outreach, Problem, Sender
from tests.outreach.helpers import READY, draft_of, opening_of, url
from tests.outreach.letters import brought_to

D = Delivery


@pytest.fixture
def mail(settings, tmp_path):
    """The host has set up mail: a folder."""
    settings.EMAIL_URL = f"folder://{tmp_path}"
    settings.DEFAULT_FROM_EMAIL = "Reconnect <mail@reconnect.example>"


@pytest.fixture
def text(alice, alice_client) -> Message:
    """A composed first message."""
    return opening_of(alice_client, draft_of(alice, **READY))


def where(text: Message, name: str) -> str:
    return reverse(f"outreach_message_{name}", args=[text.outreach_id, text.pk])


def page_of(client, text: Message):
    return client.get(url(text.outreach, "send"))


def press(client, text: Message, **fields):
    version = Message.objects.get(pk=text.pk).version
    given = {"version": version, "address": "maria@example.org", **fields}
    return client.post(where(text, "from_here"), given)


def show(client, text: Message):
    return client.get(reverse("outreach_show", args=[text.outreach_id]))


def delivery_of(text: Message) -> str:
    return str(Message.objects.get(pk=text.pk).delivery)


# --- The offer --------------------------------------------------------------------------------
def test_without_mail_set_up_nothing_of_it_shows(alice_client, text):
    page = page_of(alice_client, text)
    assert page.context["from_here"] is None
    assert "Send to Maria" not in page.content.decode()
    assert press(alice_client, text).url == url(text.outreach, "send")
    assert delivery_of(text) == D.DRAFT


def test_W7_T7_the_whole_mail_is_shown_as_it_will_arrive(mail, alice_client, text):
    page = page_of(alice_client, text)
    offer = page.context["from_here"]
    assert offer.sender == "Alice Roy via Reconnect <mail@reconnect.example>"
    assert (offer.reply_to, offer.only_address) == ("alice@example.org", "maria@example.org")
    assert "[a link of their own]" in offer.closing[-1]
    words = page.content.decode()
    assert all(line in words for line in text.body.split("\n\n"))
    assert "Send to Maria" in words
    assert words.count("btn-primary") == 1


@pytest.mark.parametrize("channel", ["sms", "linkedin_message", "spoken"])
def test_only_an_email_goes_from_here(mail, alice_client, text, channel):
    Outreach.objects.update(channel=channel)
    Message.objects.update(channel=channel, body="Hi Maria, a short note. Alice")
    assert page_of(alice_client, text).context["from_here"] is None


def test_somebody_without_an_address_is_written_to_by_hand(mail, alice_client, text):
    ContactEmail.objects.all().delete()
    assert page_of(alice_client, text).context["from_here"] is None


def test_of_several_addresses_one_is_chosen(mail, alice_client, text):
    ContactEmail.objects.create(
        contact=text.outreach.contact, address="m@home.example", key="m@home.example", position=1
    )
    assert page_of(alice_client, text).context["from_here"].only_address == ""
    press(alice_client, text, address="m@home.example")
    assert Message.objects.get(pk=text.pk).address == "m@home.example"


def test_L3_another_address_is_a_field_error(mail, alice_client, text):
    page = press(alice_client, text, address="mallory@example.org")
    assert page.context["form"].errors["address"] == ["Choose one of these addresses."]
    assert delivery_of(text) == D.DRAFT


def test_L9_an_address_that_came_back_is_not_offered(mail, alice_client, text):
    ContactEmail.objects.update(bounced_at=timezone.now())
    page = page_of(alice_client, text)
    assert not page.context["from_here"].may_press
    assert "no address of" in page.context["from_here"].told[0].text


def test_L7_how_they_know_each_other_is_asked_once_and_kept(mail, alice_client, text):
    Contact.objects.update(relationship="")
    assert "relationship" in page_of(alice_client, text).context["from_here"].form.fields
    page = press(alice_client, text)
    assert page.context["form"].errors["relationship"] == ["Choose how you know each other."]
    press(alice_client, text, relationship="classmate")
    assert (Contact.objects.get().relationship, delivery_of(text)) == ("classmate", D.HELD)


def test_L7_an_own_address_to_confirm_comes_first(mail, alice_client, text):
    EmailAddress.objects.update(verified=False)
    page = page_of(alice_client, text)
    (told,) = page.context["from_here"].told
    assert (told.url, page.context["from_here"].may_press) == (reverse("account_email"), False)
    assert "Send to Maria" not in page.content.decode()


def test_L13_a_pause_is_said_before_the_press(mail, alice, alice_client, text):
    because = Sender.Paused.OPT_OUTS
    pausing.pause_user(owner=alice, because=because, by=None, now=timezone.now())
    (told,) = page_of(alice_client, text).context["from_here"].told
    assert told.text == (
        "Several people asked not to be contacted."
        " Until somebody has looked at it, you can send it another way."
    )


def test_L1_a_limit_that_closed_meanwhile_is_said_and_the_draft_kept(
    mail, alice, alice_client, text, settings
):
    settings.SENDS_A_DAY_AT_FIRST = 1
    now = timezone.now().isoformat()
    Sender.objects.create(owner=alice, recent=[[now, "0" * 32]])
    page = press(alice_client, text)
    (told,) = page.context["from_here"].told
    assert told.text.startswith("In your first week you can send 1 message a day.")
    assert delivery_of(text) == D.DRAFT


# --- After the press --------------------------------------------------------------------------
def test_F21_pressing_three_times_shows_the_same_page(mail, alice_client, text):
    urls = {press(alice_client, text).url for _ in range(3)}
    assert urls == {f"/outreach/{text.outreach_id}/?sent={text.pk}"}
    assert delivery_of(text) == D.HELD
    assert len(Sender.objects.get().recent) == 1


def test_L8_the_page_offers_the_undo_and_reloading_is_safe(mail, alice_client, text):
    press(alice_client, text)
    for _ in range(2):
        page = show(alice_client, text)
        card = page.context["card"]
        assert (card.is_undo, card.may_call_off, delivery_of(text)) == (True, True, D.HELD)
        assert 0 < card.seconds_left <= 30
        assert page.content.decode().count("btn-primary") == 1


def test_L8_an_undo_leads_back_to_the_text(mail, alice_client, text):
    press(alice_client, text)
    answer = alice_client.post(where(text, "call_off"), follow=True)
    assert answer.redirect_chain[0][0] == url(text.outreach, "send")
    assert "Nothing was sent" in answer.content.decode()
    assert delivery_of(text) == D.DRAFT


def test_an_undo_that_comes_too_late_says_so(mail, alice_client, text):
    press(alice_client, text)
    brought_to(text, D.HANDING_OVER)
    answer = alice_client.post(where(text, "call_off"), follow=True)
    assert "too late" in answer.content.decode()
    assert delivery_of(text) == D.HANDING_OVER


def test_F22_back_and_resubmit_after_it_was_sent_sends_nothing(mail, alice_client, text):
    press(alice_client, text)
    brought_to(text, D.SENT, sent_at=timezone.now())
    answer = alice_client.post(
        where(text, "from_here"), {"version": text.version, "address": "maria@example.org"}
    )
    assert answer.url == f"/outreach/{text.outreach_id}/"
    assert (delivery_of(text), len(Sender.objects.get().recent)) == (D.SENT, 1)


def test_F22_a_resubmit_after_an_undo_shows_the_text_once_more(mail, alice_client, text):
    press(alice_client, text)
    alice_client.post(where(text, "call_off"))
    answer = alice_client.post(
        where(text, "from_here"), {"version": text.version, "address": "maria@example.org"}
    )
    assert (answer.url, delivery_of(text)) == (url(text.outreach, "send"), D.DRAFT)


@pytest.mark.parametrize("step", ["message", "send", "situation", "details"])
def test_W2_the_wizard_leads_to_what_is_on_its_way(mail, alice_client, text, step):
    press(alice_client, text)
    assert alice_client.get(url(text.outreach, step)).url == f"/outreach/{text.outreach_id}/"
    resumed = alice_client.get(f"/outreach/{text.outreach_id}/resume/")
    assert resumed.url == f"/outreach/{text.outreach_id}/"


def test_F20_an_edit_in_another_tab_stops_it_and_says_so(mail, alice_client, text):
    press(alice_client, text)
    edit = {"version": text.version, "subject": text.subject, "body": "Hi Maria. Other words."}
    answer = alice_client.post(url(text.outreach, "message"), {**edit, "then": "on"}, follow=True)
    stored = Message.objects.get(pk=text.pk)
    assert (stored.delivery, stored.body) == (D.DRAFT, "Hi Maria. Other words.")
    assert "so it was not sent" in answer.content.decode()


# --- Where it stands --------------------------------------------------------------------------
def test_polling_says_nothing_until_it_moves_on(mail, alice_client, text):
    press(alice_client, text)
    state = show(alice_client, text).context["card"].state
    ask = reverse("outreach_standing", args=[text.outreach_id])
    assert alice_client.get(ask, {"is": state}).status_code == 204
    brought_to(text, D.SENT, sent_at=timezone.now())
    assert alice_client.get(ask, {"is": state})["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("delivery", "problem", "words"),
    [
        (D.QUEUED, Problem.NO_SERVER, "The mail server does not answer."),
        (D.QUEUED, "", "is waiting to be sent"),
        (D.HANDING_OVER, "", "can no longer be called off"),
        (D.FAILED, Problem.NO_SUCH_ADDRESS, "This address does not exist."),
        (D.UNCONFIRMED, Problem.SILENCE, "we never send it a second time by ourselves"),
        (D.CANCELLED, Problem.NOT_ACCEPTED, "This address takes no mail from Reconnect."),
    ],
)
def test_R3_every_state_is_told_in_plain_words(mail, alice_client, text, delivery, problem, words):
    press(alice_client, text)
    due = timezone.now() + timedelta(minutes=5)
    brought_to(text, delivery, problem=problem, due_at=due, attempts=1)
    page = show(alice_client, text).content.decode()
    assert words in page
    assert page.count("btn-primary") <= 1


def test_a_paused_queue_says_why_it_waits(mail, alice_client, text):
    press(alice_client, text)
    brought_to(text, D.QUEUED)
    pausing.pause_all(by=None, now=timezone.now())
    assert "paused for everybody" in show(alice_client, text).content.decode()


def test_what_failed_is_edited_and_sent_again(mail, alice_client, text):
    press(alice_client, text)
    brought_to(text, D.FAILED, problem=Problem.REFUSED)
    answer = alice_client.post(where(text, "again"))
    assert (answer.url, delivery_of(text)) == (url(text.outreach, "message"), D.DRAFT)


def test_what_failed_may_go_another_way(mail, alice_client, text):
    press(alice_client, text)
    brought_to(text, D.FAILED, problem=Problem.REFUSED)
    answer = alice_client.post(where(text, "again"), {"then": "send"})
    assert answer.url == url(text.outreach, "send")


def test_R2_what_may_have_arrived_goes_again_only_after_a_warning(mail, alice_client, text):
    press(alice_client, text)
    brought_to(text, D.UNCONFIRMED, problem=Problem.SILENCE)
    for asked in (alice_client.get, alice_client.post):
        assert "the same message twice" in asked(where(text, "again")).content.decode()
        assert delivery_of(text) == D.UNCONFIRMED
    alice_client.post(where(text, "again"), {"confirmed": "on"})
    assert delivery_of(text) == D.DRAFT
    assert page_of(alice_client, text).context["from_here"].perhaps_sent


def test_it_arrived_moves_on(mail, alice_client, text):
    press(alice_client, text)
    brought_to(text, D.UNCONFIRMED, problem=Problem.STOPPED)
    alice_client.post(where(text, "arrived"))
    assert (delivery_of(text), Outreach.objects.get().status) == (D.SENT, "sent")


def test_today_and_the_board_say_that_it_is_on_its_way(mail, alice_client, text):
    press(alice_client, text)
    today = alice_client.get(reverse("outreach_today"))
    assert (today.context["drafts"], today.context["due"]) == ([], [])
    board = alice_client.get(reverse("outreach_board")).content.decode()
    assert "On its way" in board


def test_today_asks_about_what_failed(mail, alice_client, text):
    press(alice_client, text)
    brought_to(text, D.FAILED, problem=Problem.REFUSED)
    Outreach.objects.update(next_step="try_again")
    today = alice_client.get(reverse("outreach_today"))
    (row,) = today.context["due"]
    assert row.sentence == "Your message to Maria could not be sent."


# --- What stops it ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("contacts_do_not_contact", Problem.OPTED_OUT),
        ("contacts_delete", Problem.CONTACT_GONE),
    ],
)
def test_F24_leaving_the_list_stops_what_waits(mail, alice_client, text, name, problem):
    press(alice_client, text)
    alice_client.post(reverse(name, args=[text.outreach.contact_id]))
    stored = Message.objects.get(pk=text.pk)
    assert (stored.delivery, stored.problem) == (D.CANCELLED, problem)
    assert Sender.objects.get().recent == []


def test_a_text_stopped_by_the_trash_is_there_after_a_restore(mail, alice_client, text):
    press(alice_client, text)
    contact = text.outreach.contact_id
    alice_client.post(reverse("contacts_delete", args=[contact]))
    alice_client.post(reverse("contacts_restore", args=[contact]))
    again = opening_of(alice_client, text.outreach)
    assert (again.pk, again.body) == (text.pk, text.body)


def test_dropping_the_draft_stops_it(mail, alice_client, text):
    press(alice_client, text)
    alice_client.post(reverse("outreach_discard", args=[text.outreach_id]))
    stored = Message.objects.get(pk=text.pk)
    assert (stored.delivery, stored.problem) == (D.CANCELLED, Problem.CALLED_OFF)


def test_a_time_of_the_day_ends_with_one_full_stop(mail, alice, alice_client, text, settings):
    settings.SENDS_A_DAY = 1
    other = draft_of(alice, contact=Contact.objects.create(owner=alice, name="Omar"))
    sent = Message.objects.create(outreach=other, kind="opening", channel="email", delivery=D.SENT)
    recent = [[timezone.now().isoformat(), sent.pk.hex]]
    Sender.objects.create(owner=alice, recent=recent)
    page = page_of(alice_client, text).content.decode()
    assert ".m." in page
    assert ".m.." not in page


def test_sending_again_in_a_closed_outreach_says_where_it_stands(mail, alice_client, text):
    press(alice_client, text)
    brought_to(text, D.UNCONFIRMED)
    Outreach.objects.update(status="closed")
    page = alice_client.post(where(text, "again"), {"confirmed": "on"}, follow=True)
    assert "Things have moved on since." in page.content.decode()
    assert delivery_of(text) == D.UNCONFIRMED


# --- Flat ---------------------------------------------------------------------------------------
def test_the_send_page_costs_the_same_however_much_was_sent(
    mail, alice, alice_client, text, django_assert_num_queries
):
    page_of(alice_client, text)
    counts = []
    for number in range(3):
        others = [draft_of(alice, contact=Contact.objects.create(owner=alice, name=f"N{number}"))]
        message = Message.objects.create(
            outreach=others[0], kind="opening", channel="email", body=f"{number}", delivery=D.SENT
        )
        sender, _new = Sender.objects.get_or_create(owner=alice)
        sender.recent.append([timezone.now().isoformat(), message.pk.hex])
        sender.save()
        if number != 1:
            with django_assert_num_queries(SEND_PAGE):
                counts.append(page_of(alice_client, text).status_code)
    assert counts == [200, 200]


SEND_PAGE = 17
