"""Sending waits for an advisor's "ready" where the client asked for it, and only there."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from advising import actions, leaving, reviewing, waiting
from advising.models import Comment, FieldGroup, Review, Share
from outreach.actions.sending import send_from_here
from outreach.delivery.work import deliver_one
from outreach.limits import Limit, Refusal
from outreach.models import Delivery, Message
from outreach.waiting import awaited
from reconnect_site.tick import tick
from tests.accounts.conftest import confirmed
from tests.advising.conftest import share
from tests.advising.test_digest import told
from tests.at_once import at_once
from tests.outreach.delivery.mails import confirmed as on_its_way
from tests.outreach.helpers import READY, draft_of, opening_of, url
from tests.outreach.letters import letter_to
from tests.outreach.letters import press as press_button

D = Delivery
WAITS = "You wanted to wait until"
LAPSED = "Anna Advisor can no longer see this text"


@pytest.fixture(autouse=True)
def mail(settings, tmp_path):
    """The host has set up mail: a folder."""
    settings.EMAIL_URL = f"folder://{tmp_path}/mail"
    return tmp_path / "mail"


@pytest.fixture
def text(alice, alice_client) -> Message:
    """A composed first message."""
    return opening_of(alice_client, draft_of(alice, **READY))


def asked(advising, text, *, wait=True) -> Review:
    """Alice asks this advisor to read it."""
    now = timezone.now()
    by = advising.client
    return reviewing.ask(advising=advising, message=text, question="", by=by, now=now, wait=wait)


@pytest.fixture
def review(advising, text) -> Review:
    """Alice wants to wait for Anna."""
    return asked(advising, text)


def says(review, verdict, **more) -> Comment | None:
    """What the advisor answers."""
    by = review.advising.advisor
    return reviewing.comment(
        review=review, by=by, body="", verdict=verdict, now=timezone.now(), **more
    )


def waits(text) -> tuple[bool, bool]:
    """Whether the rows say that it waits, and whether it does."""
    fresh = Message.objects.get(pk=text.pk)
    return fresh.waits_since is not None, awaited(fresh, now=timezone.now()) is not None


def send_page(client, text) -> str:
    """What stands on it, without the marks around names."""
    return client.get(url(text.outreach, "send")).text.replace("\u2068", "").replace("\u2069", "")


def press(client, text):
    """The button of the send page."""
    fresh = Message.objects.get(pk=text.pk)
    given = {"version": fresh.version, "address": "maria@example.org"}
    name = "outreach_message_from_here"
    return client.post(reverse(name, args=[text.outreach_id, text.pk]), given)


def delivery_of(text) -> str:
    return str(Message.objects.get(pk=text.pk).delivery)


# --- Asked for --------------------------------------------------------------------------------
def test_sending_waits_for_nobody_unless_the_client_says_so(alice_client, alice, advising, text):
    confirmed(alice_client, alice)
    ask = reverse("advising_ask", args=[text.outreach_id, text.pk])
    assert 'name="wait"' in alice_client.get(ask).text
    assert "checked" not in alice_client.get(ask).text.partition('name="wait"')[2][:120]
    alice_client.post(ask, {"advising": str(advising.pk)})
    assert (waits(text), Review.objects.get().waits) == ((False, False), False)
    alice_client.post(ask, {"advising": str(advising.pk), "wait": "on"})
    assert (waits(text), Review.objects.get().waits) == ((True, True), True)
    alice_client.post(ask, {"advising": str(advising.pk)})
    assert waits(text) == (False, False)


def test_a_question_comes_back_after_is_it_you_and_is_in_no_address(alice_client, advising, review):
    text = review.message
    ask = reverse("advising_ask", args=[text.outreach_id, text.pk])
    typed = {"advising": str(advising.pk), "question": "About Maria?"}
    assert alice_client.post(ask, typed).headers["Location"] == ask
    page = confirmed(alice_client, advising.client).get(ask)
    form = page.context["form"]
    assert (form["question"].value(), form["wait"].value()) == ("About Maria?", False)


def test_the_send_page_says_whom_it_waits_for_and_has_no_button(alice_client, text, review):
    page = send_page(alice_client, text)
    assert f"{WAITS} Anna Advisor says it is ready. What you send yourself" in page
    assert "Send without waiting for Anna Advisor" in page
    assert "Send to Maria" not in page
    assert press(alice_client, text).status_code == 200
    assert delivery_of(text) == D.DRAFT


def test_asked_for_in_another_window_it_waits_all_the_same(alice, advising, text):
    """The page was opened, and the message read, before it began to wait."""
    opened = Message.objects.select_related("outreach__owner", "outreach__contact").get(pk=text.pk)
    asked(advising, text)
    with pytest.raises(Refusal) as refused:
        send_from_here(
            message=opened,
            version=opened.version,
            address="maria@example.org",
            user=alice,
            now=timezone.now(),
        )
    assert (refused.value.obstacle.limit, delivery_of(text)) == (Limit.AWAITED, D.DRAFT)


def test_sent_at_the_same_moment_there_is_nothing_to_wait_for(alice_client, advising, text):
    press(alice_client, text)
    with pytest.raises(reviewing.NoDraft):
        asked(advising, text)
    assert (delivery_of(text), Share.objects.count()) == (D.HELD, 0)


def test_asking_and_sending_at_the_same_moment_do_not_both_happen(file_database, make_user):
    alice, anna = (
        make_user("alice@example.org", "Alice Roy"),
        make_user("anna@example.org", "Anna Advisor", is_staff=True),
    )
    advising = actions.accept(advisor=anna, invitation=None, client=alice, now=timezone.now())
    text = letter_to(alice)

    def ask() -> None:
        with suppress(reviewing.NoDraft):
            asked(advising, text)

    def send() -> None:
        with suppress(Refusal):
            press_button(text, now=timezone.now())

    at_once(ask, send)
    assert (delivery_of(text), waits(text)[1]) in {(D.HELD, False), (D.DRAFT, True)}


def test_by_hand_it_is_a_note_and_no_lock(alice_client, text, review, settings):
    settings.EMAIL_URL = ""
    page = send_page(alice_client, text)
    assert WAITS in page
    assert "mailto:" in page
    alice_client.post(url(text.outreach, "send"))
    assert (delivery_of(text), waits(text)) == (D.SENT, (False, False))
    waiting.end_vain_waits(now=timezone.now())
    assert not Review.objects.get().waits


def test_the_advisor_sees_that_somebody_waits(anna_client, review):
    assert "waits with sending" in anna_client.get(f"/advisor/reviews/{review.pk}/").text
    assert "Sending waits for you." in anna_client.get("/advisor/reviews/").text


# --- The word ---------------------------------------------------------------------------------
def test_ready_ends_it_and_the_digest_says_so(alice, alice_client, text, review):
    says(review, "again")
    assert waits(text) == (True, True)
    says(review, "ready")
    assert waits(text) == (False, False)
    [line] = told(alice)
    assert line.startswith("Anna Advisor: says it is ready to send Your message to Maria")
    press(alice_client, text)
    assert delivery_of(text) == D.HELD


def test_of_two_advisors_both_are_waited_for(alice, alice_client, bruno, advising, text, review):
    other = actions.accept(advisor=bruno, invitation=None, client=alice, now=timezone.now())
    second = asked(other, text)
    assert f"{WAITS} Anna Advisor and Bruno Advisor say" in send_page(alice_client, text)
    says(review, "ready")
    assert waits(text) == (True, True)
    says(second, "ready")
    assert waits(text) == (False, False)


def test_ready_is_said_of_the_text_that_was_read(anna_client, text, review):
    page = f"/advisor/reviews/{review.pk}/"
    read = str(text.version)
    Message.objects.update(body="Hi Maria, something else.", version=F("version") + 1)
    posted = {"body": "Fine", "verdict": "ready", "version": read}
    response = anna_client.post(page, posted)
    assert "changed the text while you read" in response.text
    assert "Fine" in response.text
    assert (waits(text), Comment.objects.count()) == ((True, True), 0)
    posted["version"] = str(text.version + 1)
    anna_client.post(page, posted)
    assert (waits(text), Comment.objects.count()) == ((False, False), 1)


def test_an_edit_after_ready_is_the_client_s_own_affair(alice_client, text, review):
    says(review, "ready", version=text.version)
    editor = f"/outreach/{text.outreach_id}/message/"
    assert "You have changed the text since." not in alice_client.get(editor).text
    typed = {"version": text.version, "subject": "Hi", "body": f"{text.body}\n\nP.S. Hello"}
    alice_client.post(editor, {**typed, "then": "later"})
    assert "You have changed the text since." in alice_client.get(editor).text
    assert waits(text) == (False, False)


def test_ready_while_the_client_types_does_not_disturb_the_editor(alice_client, text, review):
    typed = {"version": text.version, "subject": "Hi", "body": "Hi Maria, my words"}
    says(review, "ready", version=text.version)
    response = alice_client.post(
        f"/outreach/{text.outreach_id}/message/", {**typed, "then": "later"}
    )
    assert response.status_code == 302
    assert Message.objects.get(pk=text.pk).body == "Hi Maria, my words"


def test_a_verdict_after_the_question_was_withdrawn_changes_nothing(alice, review):
    reviewing.withdraw(review=review, by=alice, now=timezone.now())
    says(review, "again")
    review.refresh_from_db()
    assert review.state == "withdrawn"


# --- What else ends it ------------------------------------------------------------------------
def test_without_waiting_is_one_press_and_a_confirmation(alice_client, text, review):
    there = reverse("advising_send_without", args=[text.outreach_id, text.pk])
    assert there in send_page(alice_client, text)
    assert "has not said that it is ready" in alice_client.get(there).text
    assert waits(text) == (True, True)
    assert alice_client.post(there).url == url(text.outreach, "send")
    assert (waits(text), Review.objects.get().state) == ((False, False), "asked")
    assert "Send to Maria" in send_page(alice_client, text)
    assert alice_client.get(there).url == url(text.outreach, "send")


def test_T4_nobody_else_ends_it(charlie_client, text, review):
    there = reverse("advising_send_without", args=[text.outreach_id, text.pk])
    assert [charlie_client.get(there).status_code, charlie_client.post(there).status_code] == [
        404,
        404,
    ]
    assert waits(text) == (True, True)


def test_withdrawing_the_question_ends_it(alice, text, review):
    reviewing.withdraw(review=review, by=alice, now=timezone.now())
    assert (waits(text), Review.objects.get().lapsed_at) == ((False, False), None)


def revoke(review, alice, anna):
    actions.end_share(share=Share.objects.get(), by=alice, now=timezone.now())


def show_less(review, alice, anna):
    share(review.advising, review.message.outreach, FieldGroup.PERSON)


def end_advising(review, alice, anna):
    actions.end(advising=review.advising, by=anna, now=timezone.now())


def close_the_advisor_s_account(review, alice, anna):
    leaving.close(user=anna, keep_session=None, now=timezone.now())


@pytest.mark.parametrize("ends", [revoke, show_less, end_advising, close_the_advisor_s_account])
def test_who_does_not_see_it_any_more_is_not_waited_for(
    alice, alice_client, anna, text, review, ends
):
    ends(review, alice, anna)
    assert waits(text) == (False, False)
    assert LAPSED in send_page(alice_client, text)
    assert told(alice)[0].startswith("Anna Advisor: could not see your text any more")
    press(alice_client, text)
    assert delivery_of(text) == D.HELD


def test_what_the_client_withdrew_is_told_of_no_more(alice, alice_client, text, review):
    actions.end_share(share=Share.objects.get(), by=alice, now=timezone.now())
    reviewing.withdraw(review=review, by=alice, now=timezone.now())
    assert LAPSED not in send_page(alice_client, text)
    assert told(alice) == []


def run_out(review, anna):
    Share.objects.update(ends_at=timezone.now() - timedelta(seconds=1))


def lose_the_role(review, anna):
    type(anna).objects.filter(pk=anna.pk).update(role="editor")


def lose_the_panel(review, anna):
    type(anna).objects.filter(pk=anna.pk).update(is_staff=False)


def be_switched_off(review, anna):
    type(anna).objects.filter(pk=anna.pk).update(is_active=False)


@pytest.mark.parametrize("ends", [run_out, lose_the_role, lose_the_panel, be_switched_off])
def test_what_ends_by_itself_holds_nothing_back_and_the_tick_tidies_up(
    alice, alice_client, anna, text, review, ends
):
    ends(review, anna)
    assert waits(text) == (True, False)
    page = send_page(alice_client, text)
    assert LAPSED in page
    assert "Send to Maria" in page
    tick(now=timezone.now())
    assert waits(text) == (False, False)
    assert LAPSED in send_page(alice_client, text)
    assert told(alice)[0].startswith("Anna Advisor: could not see your text any more")


def test_handing_over_ends_it_with_the_client_s_yes(alice, bruno, text, review):
    offer = actions.hand_over(advising=review.advising, to=bruno, by=bruno, now=timezone.now())
    assert waits(text) == (True, True)
    actions.accept(advisor=bruno, invitation=offer, client=alice, now=timezone.now())
    assert waits(text) == (False, False)


def test_a_contact_in_the_trash_and_back_waits_as_before(text, review):
    contacts = type(text.outreach.contact).objects
    contacts.update(trashed_at=timezone.now())
    assert waiting.end_vain_waits(now=timezone.now()) == 0
    contacts.update(trashed_at=None)
    assert waits(text) == (True, True)


def test_a_review_that_is_gone_leaves_nothing_waiting(text, review):
    Review.objects.all().delete()
    assert waits(text) == (True, False)
    waiting.end_vain_waits(now=timezone.now())
    assert waits(text) == (False, False)


# --- The worker -------------------------------------------------------------------------------
@pytest.fixture
def queued(alice, advising) -> Message:
    """A message that waits, and is on its way all the same: nothing of the site does that."""
    message = on_its_way(draft_of(alice, channel="email", language="en"), timezone.now)
    Message.objects.update(delivery=D.DRAFT)
    asked(advising, message)
    Message.objects.update(delivery=D.HELD)
    return message


def test_what_waits_and_is_queued_is_put_back_and_not_sent(mail, alice_client, queued):
    version = queued.version
    assert deliver_one(clock=timezone.now)
    queued.refresh_from_db()
    assert (queued.delivery, queued.problem, queued.due_at) == (D.DRAFT, "awaited", None)
    assert (queued.version, queued.text_hash, mail.exists()) == (version + 1, "", False)
    shown = alice_client.get(reverse("outreach_show", args=[queued.outreach_id])).text
    assert "So it was put back when it was about to go." in shown


def test_what_waits_in_vain_is_sent(mail, anna, queued):
    lose_the_role(None, anna)
    assert deliver_one(clock=timezone.now)
    queued.refresh_from_db()
    assert (queued.delivery, len(list(mail.iterdir()))) == (D.SENT, 1)


# --- After sending ----------------------------------------------------------------------------
def show(client, text) -> str:
    return client.get(reverse("outreach_show", args=[text.outreach_id])).text


def test_comments_stay_on_the_page_of_the_outreach_after_sending(alice, alice_client, review, text):
    says(review, "ready", suggestion="Could I ask you three questions?", passage="old words")
    assert "three questions" not in show(alice_client, text)
    alice_client.post(url(text.outreach, "send"))
    page = show(alice_client, text)
    assert "What your advisor said" in page
    assert "Could I ask you three questions?" in page
    assert "old words" in page
    assert "advising_take" not in page
    assert "/take/" not in page
    actions.end(advising=review.advising, by=alice, now=timezone.now())
    assert "three questions" in show(alice_client, text)
    Review.objects.all().delete()
    assert "What your advisor said" not in show(alice_client, text)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_for_one_comment_and_for_three(
    alice_client, review, text, number, django_assert_num_queries
):
    for _ in range(number):
        says(review, "", suggestion="Better")
    alice_client.post(url(text.outreach, "send"))
    show(alice_client, text)
    with django_assert_num_queries(8):
        show(alice_client, text)
