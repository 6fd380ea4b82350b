"""A request type from one form: typed, previewed, tried, published by a second pair of eyes."""

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from outreach.models import Message, Outreach, RequestType, RequestTypeVersion, Wording
from outreach.request_types import load_request_types
from outreach.wordings import load_wordings
from tests.accounts.conftest import signed_in, with_second_step
from tests.outreach.helpers import READY, SITUATION, draft_of, post, url

TEXTS = {
    "name_en": "An introduction",
    "name_fr": "Une mise en contact",
    "summary_en": "To meet one person they know.",
    "summary_fr": "Pour rencontrer une personne de leur réseau.",
    "example_en": "Could you introduce me to Marie Roy, who leads the archives?",
    "example_fr": "Pourriez-vous me présenter à Marie Roy, qui dirige les archives?",
    "size_en": "One person, by name.",
    "size_fr": "Une seule personne, nommée.",
    "stem_en": "introduce me to",
    "stem_fr": "me présenter à",
    "completion_en": "Marie Roy, who leads the city archives",
    "completion_fr": "Marie Roy, qui dirige les archives de la Ville",
    "after": "coffee",
}
OWN = {
    "subject_en": "An introduction to one person?",
    "subject_fr": "Une mise en contact?",
    "ask_warm_en": "Here’s what I hope for: could you {request}?",
    "exit_fr": "Un non me va très bien.",
    "detail_en": "I’ll send a note that you can forward unchanged.",
}
"""A few words of its own; the rest is shared."""


@pytest.fixture(autouse=True)
def _shipped(db) -> None:
    load_request_types()
    load_wordings()


@pytest.fixture
def anna(make_user):
    return with_second_step(make_user("anna@example.org", "Anna Advisor", is_staff=True))


@pytest.fixture
def ben(make_user):
    editor = make_user("ben@example.org", "Ben Editor", is_staff=True, role="editor")
    return with_second_step(editor)


def to(name: str, *args) -> str:
    return reverse(f"advisor:outreach_requesttype_{name}", args=args)


def add(client, act: str = "publish", **changed):
    """The filled form, posted as the page of a new type gives it."""
    pk = client.get(to("add")).context["form"]["pk"].value()
    return client.post(to("add"), {"pk": str(pk), **TEXTS, **changed, "act": act}, follow=True)


def edit(client, kind: RequestType, act: str = "publish", **changed):
    """The form of one that is there, with some fields changed."""
    page = client.get(to("change", kind.pk))
    form = page.context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data = {name: str(value) for name, value in data.items()} | changed
    return client.post(to("change", kind.pk), {**data, "act": act}, follow=True)


def own() -> RequestType:
    return RequestType.objects.get(name_en="An introduction")


def test_smoke(anna):
    page = add(signed_in(anna), **OWN)
    print(page.text)
    assert own().is_active
