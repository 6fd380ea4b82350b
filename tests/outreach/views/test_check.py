"""Check a message: any text is read, and none is stored."""

import pytest
from django.test import Client

from accounts.kept import SESSION_KEY
from tests.accounts.conftest import PASSWORD

CHECK = "/check/"
GOOD = (
    "Hi Maria,\n\nCould you write two lines on LinkedIn about the book fair we ran in 2019? "
    "I start applying in May.\n\nIt's fine to turn this down.\n\nWarmly,\nAlice"
)
PRESSING = "Hi Maria,\n\nYou owe me. Give me a job today."


def checked(client: Client, body: str, **more: str):
    return client.post(CHECK, {"body": body, **more})


def reasons(page) -> list[str]:
    return [finding.reason for finding in page.context["advice"].findings]


def test_the_page_says_what_is_looked_at_and_that_nothing_is_stored(alice_client):
    shown = alice_client.get(CHECK).content.decode()
    assert "Nothing of it is stored." in shown
    assert "What we look at" in shown


def test_a_good_message_is_all_clear_and_hears_why(alice_client):
    page = checked(alice_client, GOOD)
    assert reasons(page) == []
    assert "It asks for one small favour." in page.content.decode()
    assert page.context["read_as"] == "Read as: First message · English"


def test_findings_come_in_their_order_with_their_places(alice_client):
    page = checked(alice_client, PRESSING)
    first = page.context["advice"].findings[0]
    assert first.reason.startswith("These words put weight on the reader")
    assert PRESSING[first.start : first.end] == first.excerpt == "You owe me"
    assert f'data-start="{first.start}" data-end="{first.end}" hidden' in page.content.decode()


def test_nothing_is_stored(alice_client, django_assert_num_queries):
    checked(alice_client, GOOD)
    with django_assert_num_queries(2):  # the session and its user
        checked(alice_client, GOOD)


def test_a_text_in_french_is_read_in_french(alice_client):
    page = checked(alice_client, "Bonjour Luc,\n\nPourrais-tu me nommer un employeur? Merci!")
    assert page.context["read_as"] == "Read as: First message · French"
    assert 'lang="fr-CA"' in page.content.decode()


def test_what_the_user_knows_better_counts(alice_client):
    page = checked(alice_client, "Thank you for the call, Maria.", kind="hello", channel="sms")
    assert page.context["read_as"] == "Read as: Hello · English"
    assert page.context["advice"].size.in_characters


def test_a_subject_is_missed_only_in_what_is_said_to_be_an_email(alice_client):
    missing = "An e-mail without a subject is easily missed."
    assert missing not in reasons(checked(alice_client, GOOD))
    assert missing in reasons(checked(alice_client, GOOD, channel="email"))


def test_what_each_sentence_does_is_shown_on_demand(alice_client):
    assert "What each part does" not in checked(alice_client, GOOD).content.decode()
    assert "What each part does" in checked(alice_client, GOOD, anatomy="on").content.decode()


@pytest.mark.parametrize("body", ["", "  \n ", "\u200b\u3164"])
def test_B17_B18_no_text_asks_for_one(alice_client, body):
    page = checked(alice_client, body)
    assert page.context["form"].errors["body"] == ["Type or paste a message."]


def test_B30_a_text_that_is_too_long_is_kept_on_the_page(alice_client):
    long = "x" * 10_001
    page = checked(alice_client, long)
    assert page.context["form"].errors["body"][0].startswith("Use at most")
    assert long in page.content.decode()


ODD = [
    "Hi [",
    "\x00 hi",
    "?" * 500,
    "🙂🇨🇦" * 200,
    "مرحبا كيف حالك",
    "<script>alert(1)</script>",
    "\r\n.\r\n",
]


@pytest.mark.parametrize("body", ODD)
def test_odd_texts_are_read_or_refused_in_words(alice_client, body):
    page = checked(alice_client, body)
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("field", ["kind", "channel"])
def test_choices_that_do_not_exist_are_refused(alice_client, field):
    page = checked(alice_client, GOOD, **{field: "pigeon"})
    assert list(page.context["form"].errors) == [field]


def test_live_advice_is_the_part_beside_the_text(alice_client):
    answer = alice_client.post(CHECK, {"body": PRESSING}, headers={"HX-Request": "true"})
    shown = answer.content.decode()
    assert "<html" not in shown
    assert 'hx-swap-oob="innerHTML"' in shown
    assert "You owe me" in shown


def test_live_advice_on_a_text_that_is_too_long_says_so(alice_client):
    answer = alice_client.post(CHECK, {"body": "x" * 10_001}, headers={"HX-Request": "true"})
    assert "Use at most" in answer.content.decode()


def test_F25_the_text_survives_an_expired_sign_in_and_is_read(alice, alice_client):
    alice_client.get(CHECK)
    alice_client.session.flush()
    answer = checked(alice_client, PRESSING)
    assert answer.headers["Location"] == "/account/login/?next=/check/"
    alice_client.post("/account/login/", {"login": alice.email, "password": PASSWORD})
    page = alice_client.get(CHECK)
    assert page.context["form"]["body"].value() == PRESSING
    assert "You owe me" in page.content.decode()
    assert CHECK not in alice_client.session.get(SESSION_KEY, {})


def test_W14_the_text_survives_a_change_of_language(alice_client):
    alice_client.post(
        "/language/?next=/check/", {"language": "fr", "body": GOOD, "channel": "email"}
    )
    page = alice_client.get(CHECK)
    assert page.context["form"]["body"].value() == GOOD
    assert page.context["form"]["channel"].value() == "email"


def test_the_header_the_board_and_the_help_lead_here(alice_client):
    for page in ("/", "/outreach/", "/help/"):
        assert 'href="/check/"' in alice_client.get(page).content.decode()
