"""Bad input on every text field of the wizard: a clear error, the text kept, never a 500."""

import pytest

from outreach.models import Message, Outreach
from tests.outreach.helpers import READY, SITUATION, draft_of, opening_of, post, url

PAGES = {
    ("recommendation", "details"): ["say_work", "say_theme", "say_facts"],
    ("coffee", "details"): ["say_topic", "say_questions", "say_shared_history"],
    ("application_advice", "details"): ["say_role", "say_region", "say_organisations"],
    ("candidacy_ideas", "details"): ["say_strengths"],
    ("other", "details"): ["say_request"],
    ("recommendation", "situation"): ["say_why_you"],
}
"""The text fields of every page; each page is sent with the same value in all of its own."""
EVERY_PAGE = pytest.mark.parametrize(
    ("ask", "step", "fields"), [(*page, fields) for page, fields in PAGES.items()], ids=str
)
GOOD = {
    "say_work": "the fair",
    "say_topic": "hiring",
    "say_role": "analyst roles",
    "say_organisations": "the City",
    "say_request": "introduce me to Marie Roy",
    "say_shared_history": "the fair",
}


def send(client, alice, ask: str, step: str, fields: list[str], value: str):
    """Post these fields with a value, everything else right."""
    draft = draft_of(alice, **(READY | {"ask": ask, "answers": {"x": "y"}}))
    if step == "situation":
        Outreach.objects.update(answers=READY["answers"])
    usual = GOOD if step == "details" else SITUATION
    return draft, post(client, draft, step, **(usual | dict.fromkeys(fields, value)))


def stored(draft: Outreach, field: str) -> str:
    draft.refresh_from_db()
    key = field.removeprefix("say_")
    return draft.answers.get(key) or getattr(draft, key, "")


@EVERY_PAGE
@pytest.mark.parametrize("value", ["   ", "\u200b\u3164"], ids=["B17", "B18"])
def test_B17_B18_nothing_to_see_is_nothing(alice, alice_client, ask, step, fields, value):
    _draft, page = send(alice_client, alice, ask, step, fields, value)
    required = GOOD.keys() & set(fields)
    assert (page.status_code == 200) is bool(required)
    assert not required or set(page.context["form"].errors) == required


@EVERY_PAGE
def test_B19_a_nul_is_a_field_error(alice, alice_client, ask, step, fields):
    _draft, page = send(alice_client, alice, ask, step, fields, "the \x00 fair")
    errors = page.context["form"].errors
    assert set(errors) == set(fields)
    assert all("NUL" in said[0] for said in errors.values())


@EVERY_PAGE
@pytest.mark.parametrize(
    "value",
    ["👩‍👩‍👧 𝒜 the fair", "معرض الكتاب", "<script>alert(1)</script>", "{{7*7}} {% debug %}"],
    ids=["B21", "B23", "B25", "B26"],
)
def test_B21_to_B26_text_stays_text(alice, alice_client, ask, step, fields, value):
    draft, _page = send(alice_client, alice, ask, step, fields, value)
    assert {stored(draft, field) for field in fields} == {value}
    page = alice_client.get(url(draft, step))
    assert "<script>alert" not in page.text
    assert {page.context["form"][field].value() for field in fields} == {value}


@EVERY_PAGE
@pytest.mark.parametrize("value", ["e" + "\u0301" * 10_000, "x" * 100_000], ids=["B24", "B29"])
def test_B24_B29_what_is_too_long_is_kept_with_an_error(
    alice, alice_client, ask, step, fields, value
):
    draft, page = send(alice_client, alice, ask, step, fields, value)
    for field in fields:
        assert "at most" in page.context["form"].errors[field][0]
        assert page.context["form"][field].value() == value
    kept = alice_client.get(url(draft, step)).context["form"]
    assert {kept[field].value() for field in fields} == {value}


def test_B31_line_ends_are_counted_once(alice, alice_client):
    value = "\r\n".join(["a line"] * 20)
    draft, _page = send(alice_client, alice, "recommendation", "details", ["say_facts"], value)
    assert len(stored(draft, "say_facts")) == 20 * 6 + 19


def test_B46_broken_utf8_is_no_500(alice, alice_client):
    draft = draft_of(alice, **READY)
    body = b"version=1&say_work=the+f%E9+%ED%A0%80+fair"
    kind = "application/x-www-form-urlencoded"
    answer = alice_client.post(url(draft, "details"), body, content_type=kind)
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert "\ufffd" in draft.answers["work"]


def test_B45_a_broken_multipart_stores_nothing(alice, alice_client):
    draft = draft_of(alice, **READY)
    kind = "multipart/form-data; boundary=x"
    answer = alice_client.post(url(draft, "details"), b"--y\r\nbroken", content_type=kind)
    draft.refresh_from_db()
    assert answer.status_code in (400, 409)
    assert draft.answers == READY["answers"]


@pytest.mark.parametrize("extra", ["owner", "owner_id", "status", "contact", "seed", "is_staff"])
def test_B47_extra_fields_are_ignored(alice, alice_client, charlie, extra):
    draft = draft_of(alice, **READY)
    post(alice_client, draft, "details", say_work="the fair", **{extra: str(charlie.pk)})
    after = Outreach.objects.get(pk=draft.pk)
    assert (after.owner, after.status, after.seed) == (alice, "draft", draft.seed)


@pytest.mark.parametrize("field", ["situation", "channel", "message_language", "tone", "address"])
def test_B42_a_tampered_choice_is_a_field_error(alice, alice_client, field):
    draft = draft_of(alice, **READY)
    page = post(alice_client, draft, "situation", **(SITUATION | {field: "nonsense"}))
    assert field in page.context["form"].errors
    assert not Message.objects.exists()


@pytest.mark.parametrize("key", ["nonsense", "", "🙂"])
def test_B42_a_tampered_request_type_is_a_field_error(alice, alice_client, key):
    page = post(alice_client, draft_of(alice, **READY), "ask", request_type=key)
    assert "request_type" in page.context["form"].errors


@pytest.mark.parametrize("tail", ["9" * 5000, "not-a-uuid", "0", str(2**63)])
def test_B39_B40_broken_ids_are_not_found(alice_client, tail):
    assert alice_client.get(f"/outreach/{tail}/why/").status_code == 404
    assert alice_client.get(f"/outreach/{tail}/resume/").status_code == 404


def test_an_unknown_step_is_not_found(alice, alice_client):
    assert alice_client.get(url(draft_of(alice), "what")).status_code == 404


@pytest.mark.parametrize("after", ["//evil.example", "nonsense", "who\r\nX: y"])
def test_B37_after_leads_nowhere_else(alice, alice_client, after):
    draft = draft_of(alice, **READY)
    answer = post(alice_client, draft, "details", say_work="the fair", after=after)
    assert answer.status_code in (200, 302)
    assert answer.status_code == 200 or answer.url == url(draft, "situation")


def test_B29_a_message_of_100_kb_is_kept(alice, alice_client):
    draft = draft_of(alice, **READY)
    text = opening_of(alice_client, draft)
    typed = {"version": text.version, "subject": "x", "body": "x" * 100_000}
    page = alice_client.post(url(draft, "message"), typed)
    assert "at most 5000" in page.context["form"].errors["body"][0]
    assert page.context["form"]["body"].value() == typed["body"]
