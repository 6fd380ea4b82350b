"""No typed text is lost: Back, later, two tabs, a double click, expired sign-in, languages."""

import pytest
from django.test import Client

from outreach.models import Message, Outreach
from tests.outreach.helpers import READY, SITUATION, draft_of, opening_of, post, url

COFFEE = {"say_topic": "how museums hire", "say_minutes": "15", "say_shared_history": "the fair"}


@pytest.fixture
def coffee(alice) -> Outreach:
    """A draft about a coffee, at its details."""
    return draft_of(alice, **(READY | {"ask": "coffee", "answers": {}}))


@pytest.fixture
def second_device(alice) -> Client:
    """The same person in another browser."""
    other = Client()
    other.force_login(alice)
    return other


def details_form(client, outreach):
    return client.get(url(outreach, "details")).context["form"]


@pytest.mark.parametrize(("then", "leads"), [("back", "ask"), ("later", "board")])
def test_back_and_later_save(alice_client, coffee, then, leads):
    answer = post(alice_client, coffee, "details", then=then, **COFFEE)
    assert answer.url == ("/outreach/" if leads == "board" else url(coffee, leads))
    coffee.refresh_from_db()
    assert (coffee.answers["topic"], coffee.unfinished) == ("how museums hire", {})


@pytest.mark.parametrize("then", ["back", "later"])
def test_back_and_later_keep_what_is_wrong_too(alice_client, second_device, coffee, then):
    wrong = COFFEE | {"say_minutes": "90", "say_topic": "x" * 101}
    answer = post(alice_client, coffee, "details", then=then, **wrong)
    assert answer.status_code == 302
    coffee.refresh_from_db()
    assert (coffee.answers, coffee.shared_history) == ({}, "the fair")
    form = details_form(second_device, coffee)
    assert (form["say_minutes"].value(), form["say_topic"].value()) == ("90", "x" * 101)


def test_what_is_wrong_keeps_the_step_unfinished_until_it_is_right(alice_client, coffee):
    post(alice_client, coffee, "details", then="later", **(COFFEE | {"say_minutes": "90"}))
    resume = f"/outreach/{coffee.pk}/resume/"
    assert alice_client.get(resume).url == url(coffee, "details")
    post(alice_client, coffee, "details", **COFFEE)
    assert alice_client.get(resume).url == url(coffee, "situation")


def test_continue_with_a_mistake_saves_the_rest(alice_client, coffee):
    page = post(alice_client, coffee, "details", **(COFFEE | {"say_minutes": "90"}))
    coffee.refresh_from_db()
    assert coffee.answers["topic"] == "how museums hire"
    assert page.context["form"]["version"].value() == str(coffee.version)
    assert "<title>Error:" in page.content.decode()


def test_F23_the_second_tab_sees_both_texts(alice_client, coffee):
    stale = {"version": coffee.version, "then": "on"}
    post(alice_client, coffee, "details", **COFFEE)
    mine = COFFEE | {"say_topic": "how archives hire"}
    page = alice_client.post(url(coffee, "details"), stale | mine)
    assert page.status_code == 409
    assert [one.stored for one in page.context["conflict"]] == ["how museums hire"]
    assert page.context["form"]["say_topic"].value() == "how archives hire"
    coffee.refresh_from_db()
    assert coffee.answers["topic"] == "how museums hire"


def test_F23_saving_once_more_keeps_the_typed_text(alice_client, coffee):
    stale = {"version": coffee.version, "then": "on"}
    post(alice_client, coffee, "details", **COFFEE)
    mine = COFFEE | {"say_topic": "how archives hire"}
    page = alice_client.post(url(coffee, "details"), stale | mine)
    mine["version"] = page.context["form"]["version"].value()
    answer = alice_client.post(url(coffee, "details"), mine)
    coffee.refresh_from_db()
    assert (answer.status_code, coffee.answers["topic"]) == (302, "how archives hire")


def test_F23_shows_the_stored_choice_in_words(alice, alice_client):
    draft = draft_of(alice)
    stale = {"version": draft.version, "then": "on"}
    post(alice_client, draft, "why", hope="help", still_write="no")
    page = alice_client.post(url(draft, "why"), stale | {"hope": "help", "still_write": "unsure"})
    assert [one.stored for one in page.context["conflict"]] == ["Probably not"]


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 400, "99", "2147483647"])
def test_a_version_that_never_was_stores_nothing(alice_client, coffee, version):
    page = alice_client.post(url(coffee, "details"), {"version": version, **COFFEE})
    coffee.refresh_from_db()
    assert (page.status_code, coffee.answers) == (409, {})
    assert page.context["form"]["say_topic"].value() == "how museums hire"


def test_F21_a_double_click_is_one_save(alice_client, coffee):
    typed = {"version": coffee.version, "then": "on", **COFFEE}
    urls = [alice_client.post(url(coffee, "details"), typed).url for _ in range(3)]
    coffee.refresh_from_db()
    assert (set(urls), coffee.version) == ({url(coffee, "situation")}, 2)


def test_F21_a_double_click_composes_one_message(alice_client, alice):
    draft = draft_of(alice, **READY)
    typed = {"version": draft.version, "then": "on", **SITUATION}
    for _ in range(2):
        assert alice_client.post(url(draft, "situation"), typed).url == url(draft, "message")
    assert Message.objects.count() == 1


def test_F25_text_survives_an_expired_sign_in(alice, alice_client, coffee):
    alice_client.get(url(coffee, "details"))
    alice_client.cookies.pop("sessionid")
    here = {"HTTP_REFERER": f"http://testserver{url(coffee, 'details')}"}
    typed = {"version": coffee.version, **COFFEE}
    assert "/account/login/" in alice_client.post(url(coffee, "details"), typed, **here).url
    session = alice_client.session
    alice_client.force_login(alice)
    assert session
    form = details_form(alice_client, coffee)
    assert form["say_topic"].value() == "how museums hire"
    assert form["version"].value() == str(coffee.version)


@pytest.mark.parametrize("step", ["details", "situation"])
def test_W14_the_switch_of_the_site_keeps_the_text(alice_client, coffee, step):
    coffee.answers = {"topic": "how museums hire"}
    coffee.save()
    typed = {"language": "fr", "version": coffee.version, **COFFEE, **SITUATION, "tone": "formal"}
    answer = alice_client.post(f"/language/?next={url(coffee, step)}", typed)
    page = alice_client.get(answer.url)
    name, value = ("say_topic", COFFEE["say_topic"]) if step == "details" else ("tone", "formal")
    assert page.context["form"][name].value() == value
    assert 'lang="fr-CA"' in page.content.decode()[:200]


def test_B48_text_posted_too_early_is_shown_when_its_time_has_come(alice_client, alice):
    draft = draft_of(alice, ask="coffee")
    post(alice_client, draft, "details", **COFFEE)
    Outreach.objects.filter(pk=draft.pk).update(hope="help", still_write="no")
    assert details_form(alice_client, draft)["say_topic"].value() == "how museums hire"


def test_F22_a_step_posted_after_sending_shows_the_text_and_stores_nothing(alice, alice_client):
    draft = draft_of(alice, **READY)
    opening_of(alice_client, draft)
    alice_client.post(url(draft, "send"))
    page = post(alice_client, draft, "details", say_work="something new")
    assert page.status_code == 409
    assert "something new" in page.content.decode()
    draft.refresh_from_db()
    assert draft.answers["work"] == "planning the grad student conference in 2009"


def test_F22_going_back_to_a_sent_message_shows_where_it_stands(alice, alice_client):
    draft = draft_of(alice, **READY)
    opening_of(alice_client, draft)
    alice_client.post(url(draft, "send"))
    for step in ("why", "message", "send"):
        assert alice_client.get(url(draft, step)).url == f"/outreach/{draft.pk}/"
