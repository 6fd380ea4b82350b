"""P3: beside every field for words about another person stands what is better left out."""

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest
from django import forms
from django.conf import settings
from django.urls import reverse

from accounts.fields import PlainTextField
from outreach.models import Outreach, RequestType
from tests.world import World, build

HINTS = {
    "en": "Leave out health, religion, politics and family matters.",
    "fr": "Laissez de côté la santé, la religion, la politique et la famille.",
}
FIELDS = [
    ("client", "contacts_add", "notes"),
    ("client", "contacts_add", "shared_history"),
    ("client", "contacts_edit", "notes"),
    ("client", "contacts_edit", "shared_history"),
    ("client", "contacts_encounter_add", "note"),
    ("client", "contacts_encounter_edit", "note"),
    ("client", "outreach_answer", "note"),
    ("client", "outreach_step/details", "say_shared_history"),
    ("client", "outreach_step/situation", "say_why_you"),
    ("advisor, shared", "advisor:advising_client", "body"),
]
"""Whose page, which, and the name of the field."""

OTHERS = {
    "accounts.forms.MessagesForm.signature": "about the user",
    "advising.forms.AnswerForm.answer": "an answer to an advisor, about a text",
    "advising.forms.AskForm.question": "a question to an advisor, about a text",
    "advising.forms.EmergencyForm.reason": "of a host, to the client who reads it",
    "advising.forms.ReviewForm.body": "about a text",
    "advising.forms.ReviewForm.suggestion": "a text",
    "outreach.forms.check.CheckForm.subject": "a text that is not stored",
    "outreach.forms.check.CheckForm.body": "a text that is not stored",
    "outreach.forms.message.MessageForm.body": "to the person, who reads it",
}
"""Long fields for something else."""
HINTED = {
    "contacts.forms.ContactForm.notes",
    "contacts.forms.ContactForm.shared_history",
    "contacts.forms.EncounterForm.note",
    "outreach.forms.answer.AnswerForm.note",
    "advising.forms.NoteForm.body",
}
LONG = 300  # characters


@pytest.fixture
def world(db) -> World:
    """A world in which everything above can be opened."""
    built = build()
    kind = RequestType.objects.get(key="coffee")
    said = {"hope": "help", "still_write": "unsure", "request_type": kind, "situation": "now"}
    answers = {"topic": "museum work", "minutes": "15", "questions": "How did you begin?"}
    Outreach.objects.update(language="en", answers=answers, **said)
    return built


def address(name: str, world: World, role: str) -> str:
    """The address of a page about Alice's contact, or of Alice."""
    name, _, step = name.partition("/")
    ids = {**world.ids_for(role), "step": step}
    wanted = {
        "contacts_edit": ["contact_id"],
        "contacts_encounter_add": ["contact_id"],
        "contacts_encounter_edit": ["contact_id", "encounter_id"],
        "outreach_answer": ["outreach_id"],
        "outreach_step": ["outreach_id", "step"],
        "advisor:advising_client": ["advising_id"],
    }.get(name, [])
    return reverse(name, args=[ids[one] for one in wanted])


def described(page: str, name: str) -> str:
    """The words that a field of the page is described by."""
    field = re.search(rf'<(?:input|textarea)[^>]* name="{name}"[^>]*>', page)
    assert field, name
    ids = re.search(r'aria-describedby="([^"]+)"', field.group())
    parts = [re.search(rf'id="{one}"[^>]*>(.*?)</', page, re.S) for one in ids[1].split()]
    return " ".join(part[1] for part in parts if part)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_P3_the_hint_belongs_to_each_field(world, language):
    type(world.users["client"]).objects.update(language=language)
    without = []
    for role, page, field in FIELDS:
        Outreach.objects.update(status="draft" if "step" in page else "sent")
        read = world.browser(role).get(address(page, world, role))
        if HINTS[language] not in described(read.text, field):
            without.append((page, field))
    assert without == []


def test_P3_the_import_page_says_it_before_a_file_is_chosen(alice_client):
    page = alice_client.get("/contacts/import/").text
    assert "Leave out what touches health, religion, politics or family matters." in page


def long_fields() -> set[str]:
    """Every field of the site for more than a line of text, read off the forms."""
    for app in ("accounts", "contacts", "outreach", "advising"):
        for module in walk_packages(import_module(app).__path__, f"{app}."):
            if "form" in module.name:
                import_module(module.name)
    waiting, found = [forms.BaseForm], set()
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        for name, field in getattr(form, "base_fields", {}).items():
            if type(field) is PlainTextField and field.max_length >= LONG:
                found.add(f"{form.__module__}.{form.__qualname__}.{name}")
    return {name for name in found if name.split(".")[0] in settings.INSTALLED_APPS}


def test_P3_every_long_field_is_about_a_person_or_not():
    assert long_fields() == HINTED | set(OTHERS)
