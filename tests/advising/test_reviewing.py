"""A review: asked, read, commented on, taken up; the text stays the client's."""

from datetime import timedelta

import pytest
from django.utils import timezone

from advising import actions, reviewing
from advising.models import Comment, FieldGroup, Review, Share
from outreach.models import Delivery, Message, Outreach
from tests.accounts.conftest import confirmed
from tests.advising.conftest import share
from tests.outreach.helpers import READY, draft_of, opening_of

FIRST = "We planned the grad student conference together in 2009."
SECOND = "Could you maybe help me with everything?"
BODY = f"Hi Maria,\n\n{FIRST}\n\n{SECOND}\n\nAlice"
BETTER = "Could I ask you three questions on the phone, 15 minutes?"


@pytest.fixture
def text(alice) -> Message:
    """A draft of Alice's, edited by hand."""
    outreach = draft_of(alice, channel="email", language="en")
    return Message.objects.create(
        outreach=outreach, kind="opening", channel="email", subject="Hi", body=BODY, is_edited=True
    )


@pytest.fixture
def review(advising, text, alice) -> Review:
    """Alice asked Anna to read it."""
    return reviewing.ask(
        advising=advising, message=text, question="Too much?", by=alice, now=timezone.now()
    )


def said(review, **more) -> Comment:
    """What Anna says about the second sentence."""
    words = {"passage": SECOND, "body": "Say how much.", "suggestion": BETTER, **more}
    return reviewing.comment(review=review, by=review.advising.advisor, now=timezone.now(), **words)


def test_asking_shows_the_text_and_nothing_else(review):
    made = Share.objects.get()
    assert (made.outreach, made.groups) == (review.message.outreach, {FieldGroup.TEXT})


def test_asking_keeps_what_is_shared_of_it_already(advising, text, alice):
    share(advising, text.outreach, FieldGroup.PERSON, days=10)
    ends_at = Share.objects.get().ends_at
    reviewing.ask(advising=advising, message=text, question="", by=alice, now=timezone.now())
    opened = Share.objects.get(ended_at=None)
    assert (opened.groups, opened.ends_at) == ({FieldGroup.TEXT, FieldGroup.PERSON}, ends_at)


def test_asking_shows_nothing_else_for_longer_than_it_was_to_be_shown(advising, text, alice):
    share(advising, None, FieldGroup.PERSON, days=1)
    ends_at = Share.objects.get().ends_at
    reviewing.ask(advising=advising, message=text, question="", by=alice, now=timezone.now())
    opened = Share.objects.get(outreach=text.outreach)
    assert (opened.groups, opened.ends_at) == ({FieldGroup.TEXT, FieldGroup.PERSON}, ends_at)


def test_asking_shows_the_text_for_90_days_at_most(advising, text, alice):
    share(advising, text.outreach, FieldGroup.PERSON, days=300)
    now = timezone.now()
    reviewing.ask(advising=advising, message=text, question="", by=alice, now=now)
    assert Share.objects.get(ended_at=None).ends_at == now + timedelta(days=90)


def test_asking_again_goes_on_with_the_same_review(review, advising, text, alice):
    said(review, verdict="again")
    later = timezone.now() + timedelta(hours=1)
    again = reviewing.ask(advising=advising, message=text, question="Now?", by=alice, now=later)
    assert (again.pk, again.state, again.comments.count()) == (review.pk, "asked", 1)


def test_a_sent_message_is_not_reviewed(advising, text, alice):
    Message.objects.filter(pk=text.pk).update(delivery=Delivery.SENT)
    text.refresh_from_db()
    with pytest.raises(reviewing.NoDraft):
        reviewing.ask(advising=advising, message=text, question="", by=alice, now=timezone.now())


def test_a_verdict_needs_no_words(review):
    reviewing.comment(
        review=review, by=review.advising.advisor, body="", verdict="ready", now=timezone.now()
    )
    review.refresh_from_db()
    assert (review.state, Comment.objects.count()) == ("ready", 0)


def test_a_suggestion_changes_nothing_until_it_is_taken(review, text):
    comment = said(review)
    text.refresh_from_db()
    assert text.body == BODY
    reviewing.take(comment=comment, message=text, version=text.version, now=timezone.now())
    text.refresh_from_db()
    assert text.body == BODY.replace(SECOND, BETTER)


def test_a_comment_without_a_suggestion_replaces_nothing(alice_client, review, text):
    comment = said(review, passage="", suggestion="")
    alice_client.post(f"/reviews/comments/{comment.pk}/take/")
    text.refresh_from_db()
    assert text.body == BODY


def test_words_that_were_changed_since_are_not_replaced(review, text):
    comment = said(review)
    text.body = BODY.replace(SECOND, "Something else.")
    with pytest.raises(reviewing.Moved):
        reviewing.take(comment=comment, message=text, version=text.version, now=timezone.now())
    assert Comment.objects.get().taken_at is None


# --- The advisor's pages ----------------------------------------------------------------------
def test_the_queue_shows_the_oldest_first(anna_client, review, advising, alice):
    other = Message.objects.create(
        outreach=draft_of(alice), kind="opening", channel="email", body="Hi Omar"
    )
    earlier = timezone.now() - timedelta(days=1)
    first = reviewing.ask(advising=advising, message=other, question="", by=alice, now=earlier)
    page = anna_client.get("/advisor/reviews/").text
    assert page.index(str(first.pk)) < page.index(str(review.pk))


def test_the_advisor_reads_comments_and_says_ready(anna_client, review):
    page = f"/advisor/reviews/{review.pk}/"
    assert BETTER not in anna_client.get(page).text
    posted = {"passage": "2", "body": "Say how much.", "suggestion": BETTER, "verdict": "ready"}
    assert anna_client.post(page, posted).status_code == 302
    comment = Comment.objects.get()
    assert (comment.passage, comment.suggestion) == (SECOND, BETTER)
    review.refresh_from_db()
    assert review.state == "ready"


def test_a_comment_is_about_no_other_words_than_those_that_were_chosen(anna_client, review, text):
    new = BODY.replace(FIRST, f"{FIRST} It was in Vienna.")
    Message.objects.filter(pk=text.pk).update(body=new, version=text.version + 1)
    posted = {"version": text.version, "passage": "2", "body": "Say how much."}
    page = anna_client.post(f"/advisor/reviews/{review.pk}/", posted).text
    assert "Choose the passage again." in page
    assert 'name="passage" value="" checked' in page
    assert "Say how much.</textarea>" in page
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"body": "\u200b"},
        {"body": "x" * 2001},
        {"body": "Fine", "passage": "99"},
        {"body": "Fine", "passage": "x"},
        {"verdict": "accepted"},
    ],
)
def test_B18_B30_B42_what_cannot_be_taken_in_is_explained(anna_client, review, posted):
    response = anna_client.post(f"/advisor/reviews/{review.pk}/", posted)
    assert (response.status_code, Comment.objects.count()) == (200, 0)
    assert 'role="alert"' in response.text


def test_T2_revoked_while_the_page_is_open_gives_back_what_was_typed(anna_client, review):
    page = f"/advisor/reviews/{review.pk}/"
    Share.objects.update(ended_at=timezone.now())
    assert anna_client.get(page).status_code == 404
    response = anna_client.post(page, {"body": "All my thoughts"})
    assert (response.status_code, Comment.objects.count()) == (404, 0)
    assert "All my thoughts" in response.text
    assert "conference" not in response.text
    assert str(review.pk) not in anna_client.get("/advisor/reviews/").text


def test_T2_a_share_of_the_outreach_without_its_text_ends_the_review(anna_client, review, advising):
    share(advising, None)
    share(advising, review.message.outreach, FieldGroup.PERSON)
    assert anna_client.get(f"/advisor/reviews/{review.pk}/").status_code == 404


def test_T3_what_the_client_discards_is_seen_by_nobody(anna_client, review, advising):
    outreach = review.message.outreach
    pages = (
        f"/advisor/reviews/{review.pk}/",
        f"/advisor/clients/{advising.pk}/{outreach.pk}/",
    )
    assert [anna_client.get(page).status_code for page in pages] == [200, 200]
    Outreach.objects.filter(pk=outreach.pk).update(status="discarded")
    assert [anna_client.get(page).status_code for page in pages] == [404, 404]
    for page in ("/advisor/", "/advisor/reviews/", f"/advisor/clients/{advising.pk}/"):
        assert str(review.pk) not in anna_client.get(page).text
        assert str(outreach.pk) not in anna_client.get(page).text


def test_T1_another_advisor_and_clients_find_no_review(
    bruno_client, alice_client, charlie_client, review
):
    for browser in (bruno_client, alice_client, charlie_client):
        page = f"/advisor/reviews/{review.pk}/"
        assert browser.get(page).status_code == 404
        assert browser.post(page, {"body": "x"}).status_code == 404
    assert Comment.objects.count() == 0


def test_a_wording_editor_has_no_reviews(anna, anna_client, review):
    type(anna).objects.filter(pk=anna.pk).update(role="editor")
    for page in ("/advisor/reviews/", "/advisor/clients/"):
        assert anna_client.get(page).status_code == 404
    assert "My clients" not in anna_client.get("/advisor/").text


def test_the_client_is_gone_during_a_review(anna_client, review, alice):
    page = f"/advisor/reviews/{review.pk}/"
    alice.delete()
    response = anna_client.post(page, {"body": "All my thoughts"})
    assert (response.status_code, "All my thoughts" in response.text) == (404, True)


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_asks_the_same_for_one_and_for_three(
    anna_client, advising, alice, number, django_assert_num_queries
):
    for _ in range(number):
        text = Message.objects.create(
            outreach=draft_of(alice), kind="opening", channel="email", body="Hi"
        )
        reviewing.ask(advising=advising, message=text, question="", by=alice, now=timezone.now())
    anna_client.get("/advisor/reviews/")
    with django_assert_num_queries(5):
        anna_client.get("/advisor/reviews/")


# --- The client's pages -----------------------------------------------------------------------
def editor_of(text) -> str:
    """Where Alice writes it."""
    return f"/outreach/{text.outreach_id}/message/"


def test_asking_from_the_editor_saves_what_is_typed_first(alice_client, alice, advising, text):
    confirmed(alice_client, alice)
    ask = f"/outreach/{text.outreach_id}/messages/{text.pk}/review/"
    typed = {"begin": "1", "version": text.version, "subject": "Hi", "body": "Hi Maria, new words"}
    assert alice_client.post(ask, typed).headers["Location"] == ask
    text.refresh_from_db()
    assert text.body == "Hi Maria, new words"
    response = alice_client.post(ask, {"advising": str(advising.pk), "question": "Too long?"})
    assert response.status_code == 302
    assert Review.objects.get().question == "Too long?"


def test_whether_one_is_advised_is_asked_with_the_message(
    request, alice_client, text, django_assert_num_queries
):
    Message.objects.filter(pk=text.pk).update(kind="nudge")
    page = f"/outreach/{text.outreach_id}/messages/{text.pk}/"
    alice_client.get(page)
    with django_assert_num_queries(5):
        assert "Ask my advisor" not in alice_client.get(page).text
    request.getfixturevalue("advising")
    assert "Ask my advisor" in alice_client.get(page).text


def test_whether_one_is_advised_is_asked_with_the_first_message(alice, alice_client, advising):
    outreach = draft_of(alice, **READY)
    opening_of(alice_client, outreach)
    assert "Ask my advisor" in alice_client.get(f"/outreach/{outreach.pk}/message/").text


def test_T4_only_an_advisor_of_ones_own_is_asked(
    alice_client, alice, text, advising, charlie, bruno
):
    confirmed(alice_client, alice)
    other = actions.accept(advisor=bruno, invitation=None, client=charlie, now=timezone.now())
    ask = f"/outreach/{text.outreach_id}/messages/{text.pk}/review/"
    page = alice_client.post(ask, {"advising": str(other.pk)})
    assert (page.status_code, Review.objects.count()) == (200, 0)


def test_comments_stand_beside_the_text_and_are_taken_with_one_press(alice_client, review, text):
    comment = said(review)
    take = f"/reviews/comments/{comment.pk}/take/"
    typed = {"version": text.version, "subject": "Hi", "body": BODY + "\n\nP.S. Hello"}
    alice_client.post(take, typed)
    text.refresh_from_db()
    assert text.body == BODY.replace(SECOND, BETTER) + "\n\nP.S. Hello"


def test_a_comment_without_words_to_take_replaces_nothing(alice_client, review, text):
    comment = said(review, passage="", suggestion="")
    assert alice_client.post(f"/reviews/comments/{comment.pk}/take/").status_code == 404
    text.refresh_from_db()
    assert text.body == BODY


def test_the_client_answers_and_withdraws(alice_client, review, text):
    field = f"{review.pk.hex}-answer"
    page = alice_client.post(f"/reviews/{review.pk}/answer/", {field: ""})
    assert "Write your answer." in page.text
    alice_client.post(f"/reviews/{review.pk}/answer/", {field: "Thank you"})
    assert Comment.objects.get().body == "Thank you"
    alice_client.post(f"/reviews/{review.pk}/withdraw/")
    review.refresh_from_db()
    assert review.state == "withdrawn"


def withdrawn(client, review):
    return client.post(f"/reviews/{review.pk}/withdraw/", follow=True).text


def test_withdrawing_ends_the_share_that_asking_made(alice_client, review):
    assert "no longer see your question or your text" in withdrawn(alice_client, review)
    assert Share.objects.get().ended_at is not None


def test_withdrawing_leaves_what_else_was_shared_and_offers_to_stop(alice_client, review):
    share(review.advising, review.message.outreach, FieldGroup.TEXT, FieldGroup.PERSON)
    shown = withdrawn(alice_client, review)
    assert "but still your text" in shown
    assert "Stop sharing" in shown
    assert Share.objects.get(ended_at=None).groups == {FieldGroup.TEXT, FieldGroup.PERSON}


def test_withdrawing_shows_nothing_of_what_is_shared_of_everything(alice, review):
    share(review.advising, None, FieldGroup.NOTES)
    assert reviewing.withdraw(review=review, by=alice, now=timezone.now()) is True
    assert Share.objects.filter(ended_at=None).count() == 2


def test_withdrawing_leaves_the_text_for_another_question(alice, text, review):
    other = Message.objects.create(outreach=text.outreach, kind="reminder", channel="email")
    now = timezone.now()
    reviewing.ask(advising=review.advising, message=other, question="", by=alice, now=now)
    assert reviewing.withdraw(review=review, by=alice, now=now) is True
    assert Share.objects.get().ended_at is None


def test_T4_reviews_of_another_client_are_as_good_as_none(charlie_client, review):
    comment = said(review)
    for page in (
        f"/reviews/{review.pk}/answer/",
        f"/reviews/{review.pk}/withdraw/",
        f"/reviews/comments/{comment.pk}/take/",
    ):
        assert charlie_client.post(page).status_code == 404
    review.refresh_from_db()
    assert review.state == "asked"
