"""End to end: an advisor adds a request type, another publishes it, a client writes with it."""

import pytest
from django.urls import reverse

from advising import actions as advising_actions
from advising.models import Share
from outreach.actions import request_types as actions
from outreach.models import Message, Outreach, RequestType
from tests.accounts.conftest import signed_in, with_second_step
from tests.outreach.helpers import SITUATION, contact_of, post, url
from tests.outreach.shipped import load_shipped
from tests.outreach.types import OWN, add, looked, own, tried_before

PERSON = {"en": "Marie Roy, who leads the archives", "fr": "Marie Roy, qui dirige les archives"}


@pytest.fixture
def in_use(published) -> RequestType:
    """Published without the trial, which takes a second: it is not what is tested."""
    return published


@pytest.fixture
def published(make_user, monkeypatch, request) -> RequestType:
    """The type of TEXTS: Anna added it, Ben published it."""
    trial = (lambda *given: []) if "in_use" in request.fixturenames else tried_before
    monkeypatch.setattr(actions, "remarks_on", trial)
    load_shipped()
    anna, ben = (
        signed_in(with_second_step(make_user(f"{name}@example.org", name, is_staff=True)))
        for name in ("anna", "ben")
    )
    add(anna, **OWN)
    looked(ben, own().versions.get())
    return own()


def begun(client, alice) -> Outreach:
    """A new outreach up to the page that lists the requests."""
    client.post("/outreach/new/", {"contact": contact_of(alice).pk})
    outreach = Outreach.objects.get(owner=alice)
    post(client, outreach, "why", hope="help", still_write="unsure")
    return outreach


def test_a_client_finds_it_writes_and_sends(published, alice, alice_client):
    outreach = begun(alice_client, alice)
    page = alice_client.get(url(outreach, "ask"))
    offered = [kind.name_en for kind in page.context["form"].fields["request_type"].queryset]
    assert offered.index("An introduction") == offered.index("Something else") - 1
    post(alice_client, outreach, "ask", request_type=published.key)
    page = alice_client.get(url(outreach, "details")).text
    assert "Could you introduce me to …" in page
    said = {"say_request": PERSON["en"], "say_shared_history": "planning the conference in 2009"}
    post(alice_client, outreach, "details", **said)
    assert post(alice_client, outreach, "situation", **SITUATION).url == url(outreach, "message")
    message = outreach.messages.get()
    assert message.subject == "An introduction to one person?"
    assert f"Here’s what I hope for: could you introduce me to {PERSON['en']}?" in message.body
    page = alice_client.get(url(outreach, "message"))
    assert page.context["advice"].findings == ()
    typed = {"version": message.version, "subject": message.subject, "body": message.body}
    alice_client.post(url(outreach, "message"), typed)
    alice_client.post(url(outreach, "send"))
    outreach.refresh_from_db()
    assert (outreach.status, outreach.request_type) == ("sent", published)
    for address in (f"/outreach/{outreach.pk}/", reverse("outreach_figures")):
        assert "An introduction" in alice_client.get(address).text


@pytest.mark.parametrize("address", ["vous", "tu"])
@pytest.mark.parametrize("tone", ["warm", "formal"])
def test_it_comes_to_a_finished_draft_in_french(in_use, alice, alice_client, address, tone):
    outreach = begun(alice_client, alice)
    post(alice_client, outreach, "ask", request_type=in_use.key)
    post(alice_client, outreach, "details", switch=f"fr-CA/{address}", say_request="x")
    said = {"say_request": PERSON["fr"], "say_shared_history": "le colloque de 2009"}
    post(alice_client, outreach, "details", **said)
    choices = {"message_language": "fr-CA", "address": address, "tone": tone, "say_why_you": ""}
    post(alice_client, outreach, "situation", **(SITUATION | choices))
    message = Message.objects.get(outreach=outreach)
    assert f"me présenter à {PERSON['fr']}?" in message.body
    assert ("Un non me va très bien." in message.body, message.subject) == (
        *(True, "Une mise en contact?"),
    )
    page = alice_client.get(url(outreach, "message"))
    assert page.context["advice"].findings == ()


def test_who_types_the_beginning_again_does_not_say_it_twice(in_use, alice, alice_client):
    outreach = begun(alice_client, alice)
    post(alice_client, outreach, "ask", request_type=in_use.key)
    said = {"say_request": f"Could you introduce me to {PERSON['en']}?", "say_shared_history": "x"}
    post(alice_client, outreach, "details", **said)
    post(alice_client, outreach, "situation", **SITUATION)
    assert Message.objects.get(outreach=outreach).body.count("introduce me to") == 1


@pytest.mark.parametrize(("language", "name"), [("en", "An introduction"), ("fr", "Une mise")])
def test_everywhere_it_has_its_name_in_the_language_of_the_page(
    in_use, alice, make_user, alice_client, language, name
):
    anna = make_user("cora@example.org", "Cora Advisor", is_staff=True)
    with_second_step(anna)
    outreach = begun(alice_client, alice)
    post(alice_client, outreach, "ask", request_type=in_use.key)
    advising = advising_actions.accept(
        advisor=anna, invitation=None, client=alice, now=outreach.created_at
    )
    Share.objects.create(advising=advising, text=True, ends_at="2099-01-01T00:00Z")
    for user in (alice, anna):
        user.language = language
        user.save()
    address = reverse("advisor:advising_client", args=[advising.pk])
    assert name in signed_in(anna).get(address).text
    outcomes = signed_in(anna).get(reverse("advisor:advising_outcomes"))
    assert outcomes.status_code == 200
    assert name in alice_client.get(url(outreach, "ask")).text


def test_a_new_version_reaches_the_next_message_and_old_ones_stay(in_use, alice, alice_client):
    outreach = begun(alice_client, alice)
    post(alice_client, outreach, "ask", request_type=in_use.key)
    said = {"say_request": PERSON["en"], "say_shared_history": "the conference"}
    post(alice_client, outreach, "details", **said)
    post(alice_client, outreach, "situation", **SITUATION)
    body = outreach.messages.get().body
    in_use.stem_en = "put me in touch with"
    in_use.save()
    page = alice_client.get(url(outreach, "details")).text
    assert "Could you put me in touch with …" in page
    assert (outreach.messages.get().body, Outreach.objects.get().request_type) == (body, in_use)
