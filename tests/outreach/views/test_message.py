"""The editor: saving, advice, what blocks, two tabs."""

import pytest

from outreach.models import Message, Outreach
from tests.outreach.helpers import READY, draft_of, opening_of, url


@pytest.fixture
def text(alice, alice_client) -> Message:
    """A composed first message."""
    return opening_of(alice_client, draft_of(alice, **READY))


def page_of(text: Message) -> str:
    return url(text.outreach, "message")


def posted(text: Message, body: str, **more) -> dict:
    return {"version": text.version, "subject": text.subject, "body": body, **more}


def test_a_composed_message_is_all_clear_and_has_its_moves(alice_client, text):
    page = alice_client.get(page_of(text))
    advice = page.context["advice"]
    moves = [part.move for paragraph in advice.paragraphs for part in paragraph]
    assert {"greeting", "anchor", "ask", "context", "why_you", "exit", "sign_off"} <= set(moves)
    assert "All clear" in page.content.decode()


def test_edits_are_saved_and_marked_as_own_words(alice_client, text):
    body = text.body.replace("Hi Maria,", "Hi Maria, it is Alice!")
    answer = alice_client.post(page_of(text), posted(text, body))
    text.refresh_from_db()
    assert (answer.url, text.is_edited) == (url(text.outreach, "send"), True)
    parts = alice_client.get(page_of(text)).context["advice"].paragraphs[0]
    assert [(part.text, part.is_composed) for part in parts] == [
        ("Hi Maria,", True),
        ("it is Alice!", False),
    ]


def test_line_ends_of_a_browser_are_no_edit(alice_client, text):
    alice_client.post(page_of(text), posted(text, text.body.replace("\n", "\r\n")))
    text.refresh_from_db()
    assert (text.is_edited, text.version) == (False, 1)


@pytest.mark.parametrize("blank", ["[Name]", "{first name}", "XX"])
def test_a_blank_blocks_sending_but_is_saved(alice_client, text, blank):
    page = alice_client.post(page_of(text), posted(text, text.body.replace("Maria", blank)))
    named = f"A blank is still waiting to be filled in. In your text: “\u2068{blank}\u2069”"
    assert page.context["form"].errors["body"] == [named]
    assert blank in Message.objects.get().body
    assert alice_client.get(url(text.outreach, "send")).url == page_of(text)
    assert alice_client.post(url(text.outreach, "send")).url == page_of(text)
    assert Outreach.objects.get().status == "draft"


def test_each_blank_is_named_and_the_same_one_once(alice_client, text):
    body = text.body.replace("Maria", "[Name] [Name] [Place]")
    said = alice_client.post(page_of(text), posted(text, body)).context["form"].errors["body"]
    assert [one.split("\u2068")[1] for one in said] == ["[Name]\u2069”", "[Place]\u2069”"]


def test_after_a_block_the_same_page_saves_again(alice_client, text):
    page = alice_client.post(page_of(text), posted(text, text.body.replace("Maria", "[Name]")))
    again = posted(text, text.body, version=page.context["form"]["version"].value())
    assert alice_client.post(page_of(text), again).url == url(text.outreach, "send")


def test_a_hard_limit_of_the_channel_blocks(alice_client, text):
    Outreach.objects.update(channel="sms")
    Message.objects.update(channel="sms")
    page = alice_client.post(page_of(text), posted(text, "a " * 400))
    assert "longer than the channel can carry" in page.context["form"].errors["body"][0]


def test_advice_never_blocks(alice_client, text):
    body = "You owe me. Give me a job today."
    assert alice_client.post(page_of(text), posted(text, body)).url == url(text.outreach, "send")


@pytest.mark.parametrize("body", ["", "  \n ", "\u200b\u3164"])
def test_B17_B18_an_empty_message_asks_for_words(alice_client, text, body):
    page = alice_client.post(page_of(text), posted(text, body))
    assert page.context["form"].errors["body"] == ["Write your message."]


def test_B32_a_signature_alone_is_no_message(alice, alice_client, text):
    alice.signature = "Alice Roy\n613 555 0199"
    alice.save()
    page = alice_client.post(page_of(text), posted(text, f"\n\n{alice.signature}\n"))
    assert page.context["form"].errors["body"] == ["Write your message above your signature."]


@pytest.mark.parametrize("then", ["on", "back", "later"])
def test_B30_a_text_that_is_too_long_is_kept(alice_client, text, then):
    long = "x" * 5001
    page = alice_client.post(page_of(text), posted(text, long, then=then))
    assert page.status_code == (200 if then == "on" else 302)
    assert alice_client.get(page_of(text)).context["form"]["body"].value() == long
    assert alice_client.get(url(text.outreach, "send")).url == page_of(text)
    text.refresh_from_db()
    assert "Maria" in text.body


def test_a_text_put_right_forgets_the_long_one(alice_client, text):
    alice_client.post(page_of(text), posted(text, "x" * 5001, then="later"))
    alice_client.post(page_of(text), posted(text, text.body))
    assert Outreach.objects.get().unfinished == {}
    assert alice_client.get(page_of(text)).context["form"]["body"].value() == text.body


def test_F23_two_tabs_show_both_texts(alice_client, text):
    alice_client.post(page_of(text), posted(text, "From the first tab."))
    page = alice_client.post(page_of(text), posted(text, "From the second tab."))
    shown = page.content.decode()
    assert page.status_code == 409
    assert "From the first tab." in shown
    assert page.context["form"]["body"].value() == "From the second tab."
    assert Message.objects.get().body == "From the first tab."


def test_F22_text_typed_after_sending_is_shown_not_stored(alice_client, text):
    alice_client.post(url(text.outreach, "send"))
    page = alice_client.post(page_of(text), posted(text, "Too late."))
    assert "Too late." in page.content.decode()
    assert Message.objects.get().body != "Too late."


def test_B33_B34_a_subject_is_one_clean_line(alice_client, text):
    subject = "A request\r\nBcc: all@example.org\u2028more\x85"
    alice_client.post(page_of(text), posted(text, text.body, subject=subject))
    assert Message.objects.get().subject == "A request Bcc: all@example.org more"


def test_the_text_carries_its_own_language(alice_client, text):
    Outreach.objects.update(language="fr-CA")
    page = alice_client.get(page_of(text)).content.decode()
    assert 'id="id_body" name="body" rows="16" lang="fr-CA"' in page


def test_live_advice_stores_nothing(alice_client, text):
    where = f"/outreach/{text.outreach_id}/messages/{text.pk}/findings/"
    page = alice_client.post(where, {"subject": "x", "body": "Hi [Name], thanks in advance!"})
    shown = page.content.decode()
    assert "A blank is still waiting" in shown
    assert 'hx-swap-oob="innerHTML"' in shown
    assert Message.objects.get().body == text.body


ADDRESSES = ["", "send/", "wording/", "compose/", "findings/", "sentences/", "draft.eml"]


@pytest.mark.parametrize("tail", ADDRESSES)
def test_B41_charlie_reaches_no_part_of_a_message(charlie_client, text, tail):
    where = f"/outreach/{text.outreach_id}/messages/{text.pk}/{tail}"
    answers = {charlie_client.get(where).status_code, charlie_client.post(where).status_code}
    assert answers <= {404, 405}
    assert 404 in answers
    text.refresh_from_db()
    assert (text.version, text.delivery) == (1, "draft")


@pytest.mark.parametrize("tail", ADDRESSES)
def test_a_message_needs_sign_in(client, text, tail):
    where = f"/outreach/{text.outreach_id}/messages/{text.pk}/{tail}"
    assert client.get(where).url.startswith("/account/login/")


def test_a_message_belongs_to_its_outreach(alice, alice_client, text):
    other = draft_of(
        alice,
        Outreach.objects.get().contact.__class__.objects.create(owner=alice, name="Judith Osei"),
    )
    assert alice_client.get(f"/outreach/{other.pk}/messages/{text.pk}/").status_code == 404


@pytest.mark.parametrize("tail", ["wording/", "compose/", "findings/"])
def test_T19_changes_only_by_post(alice_client, text, tail):
    where = f"/outreach/{text.outreach_id}/messages/{text.pk}/{tail}"
    assert alice_client.get(where).status_code == 405


def test_the_editor_takes_as_many_queries_as_before_there_were_advisors(
    alice_client, text, django_assert_num_queries
):
    alice_client.get(page_of(text))
    with django_assert_num_queries(6):
        alice_client.get(page_of(text))
