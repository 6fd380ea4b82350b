"""The page of a wording: preview, approval by a second editor, history, going back."""

from functools import cache

import pytest
from django.urls import reverse

from outreach.actions import wordings as actions
from outreach.message.trial import Objection, Sample, objection_to, samples_with
from outreach.message.wording import Wording as Text
from outreach.models import Wording, WordingVersion
from tests.accounts.conftest import signed_in, with_second_step
from tests.outreach.shipped import load_shipped

GOOD = "A plain no is welcome here, and it changes nothing."
PLACE = {"kind": "opening", "move": "exit", "language": "en", "length": "full", "tone": "warm"}


@pytest.fixture(autouse=True, scope="module")
def _in_the_database(once) -> None:
    once(load_shipped)


@pytest.fixture(autouse=True)
def _shipped(db) -> None:
    """Each test puts its own aside."""


@cache
def samples_before(text: Text, pool: tuple[Text, ...]) -> tuple[Sample, ...]:
    """The messages with a text, composed for the first test that tries it."""
    return tuple(samples_with(text, pool))


@cache
def objection_before(text: Text, pool: tuple[Text, ...]) -> Objection | None:
    """What the checker said of them then."""
    return objection_to(text, samples_before(text, pool), pool)


@pytest.fixture(autouse=True)
def _tried_once(monkeypatch) -> None:
    """Every save tries its text twice, and nearly all save the same one."""
    monkeypatch.setattr("outreach.wordings.samples_with", samples_before)
    monkeypatch.setattr(
        "outreach.wordings.objection_to", lambda text, samples, pool: objection_before(text, pool)
    )


@pytest.fixture
def anna(make_user):
    return with_second_step(make_user("anna@example.org", "Anna Advisor", is_staff=True))


@pytest.fixture
def ben(make_user):
    return with_second_step(make_user("ben@example.org", "Ben Advisor", is_staff=True))


@pytest.fixture
def wording() -> Wording:
    return Wording.objects.get(key="en.opening.full.exit.warm.a")


def url(name: str, *args) -> str:
    return reverse(f"advisor:outreach_wording_{name}", args=args)


def save(client, wording: Wording, text: str):
    data = {"text": text, "is_active": "on"}
    return client.post(url("change", wording.pk), data, follow=True)


def test_T7_a_text_waits_for_the_other_editor(anna, ben, wording):
    page = save(signed_in(anna), wording, GOOD)
    assert "Another editor has to approve this text" in page.text
    version = WordingVersion.objects.get()
    mine = signed_in(anna).get(url("change", wording.pk)).text
    assert (url("publish", version.pk) in mine, "Withdraw" in mine) == (False, True)
    other = signed_in(ben)
    assert url("publish", version.pk) in other.get(url("change", wording.pk)).text
    other.post(url("publish", version.pk))
    assert Wording.objects.get(pk=wording.pk).text == GOOD


def test_T7_nobody_approves_their_own_by_hand(anna, ben, wording):
    client = signed_in(anna)
    save(client, wording, GOOD)
    page = client.post(url("publish", WordingVersion.objects.get().pk), follow=True)
    assert "Another editor has to approve a text of yours." in page.text
    assert Wording.objects.get(pk=wording.pk).text == wording.text


def test_turning_down_leaves_the_text(anna, ben, wording):
    save(signed_in(anna), wording, GOOD)
    version = WordingVersion.objects.get()
    signed_in(ben).post(url("withdraw", version.pk))
    version.refresh_from_db()
    assert (version.is_open, Wording.objects.get(pk=wording.pk).text) == (False, wording.text)


def test_the_history_tells_author_and_words_and_leads_back(anna, wording):
    client = signed_in(anna)
    first = wording.text
    save(client, wording, GOOD)
    save(client, wording, "It’s fine to say no to this, truly.")
    page = client.get(url("change", wording.pk)).text
    assert (page.count("Anna Advisor, "), "<ins>" in page, "<del>" in page) == (2, True, True)
    older = WordingVersion.objects.get(text=GOOD)
    assert older.before == first
    client.post(url("again", older.pk))
    assert Wording.objects.get(pk=wording.pk).text == GOOD


def test_how_it_reads_in_both_languages_side_by_side(anna, wording):
    page = signed_in(anna).get(url("change", wording.pk)).text
    assert f"<mark>{wording.text}</mark>".replace("'", "&#x27;") in page
    assert page.count('lang="en-CA"') == page.count('class="preview__letter" lang="fr-CA"') > 0


def test_a_typed_text_is_previewed_before_it_is_saved(anna, wording):
    data = {"text": GOOD, "is_active": "on", "pk": str(wording.pk)}
    page = signed_in(anna).post(url("preview"), data)
    assert f"<mark>{GOOD}</mark>" in page.text
    assert f">\n{GOOD}</textarea>" in page.text
    assert Wording.objects.get(pk=wording.pk).text == wording.text


@pytest.mark.parametrize("pk", ["", "not-a-uuid"])
def test_a_new_wording_is_previewed(anna, pk):
    page = signed_in(anna).post(url("preview"), {**PLACE, "text": GOOD, "pk": pk})
    assert f"<mark>{GOOD}</mark>" in page.text


def test_a_preview_says_what_is_wrong_and_keeps_the_text(anna, wording):
    data = {"text": "Hello {nobody}", "is_active": "on", "pk": str(wording.pk)}
    page = signed_in(anna).post(url("preview"), data)
    assert "{nobody} is not a placeholder." in page.text
    assert "Hello {nobody}</textarea>" in page.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("You owe me this after all I did.", "would draw the remark: These words put weight"),
        ("A no is fine. See https://evil.example/x", "not on the list of this host"),
        ("A no is fine: evil.example", "not on the list of this host"),
    ],
)
def test_T7_what_would_harm_is_refused_and_kept(anna, wording, text, said):
    page = save(signed_in(anna), wording, text)
    assert (said in page.text, text in page.text) == (True, True)
    assert Wording.objects.get(pk=wording.pk).text == wording.text


def test_T6_templates_come_out_literally(anna, wording):
    for text in ("{{settings.SECRET_KEY}}", "{% debug %}", "{0.__class__}"):
        page = save(signed_in(anna), wording, text)
        assert "There is a problem" in page.text or "errornote" in page.text
    assert WordingVersion.objects.count() == 0


def test_a_new_wording_waits_too_and_cannot_be_switched_on(anna, ben):
    client = signed_in(anna)
    client.post(url("add"), {**PLACE, "text": GOOD})
    row = Wording.objects.get(text=GOOD)
    assert row.is_active is False
    client.post(url("change", row.pk), {**PLACE, "text": GOOD, "is_active": "on"})
    row.refresh_from_db()
    assert row.is_active is False
    signed_in(ben).post(url("publish", WordingVersion.objects.get().pk))
    row.refresh_from_db()
    assert row.is_active is True


def test_T7_who_changes_the_place_does_not_publish_it_there(anna, ben):
    """And what was looked at in the old place is not published in the new one."""
    signed_in(anna).post(url("add"), {**PLACE, "text": GOOD})
    row, seen = Wording.objects.get(text=GOOD), WordingVersion.objects.get()
    client = signed_in(ben)
    client.post(url("change", row.pk), {**PLACE, "tone": "", "text": GOOD})
    waiting = WordingVersion.objects.get(withdrawn_at=None)
    for version in (seen, waiting):
        page = client.post(url("publish", version.pk), follow=True).text
    row.refresh_from_db()
    assert (row.tone, row.is_active, waiting.text) == ("", False, GOOD)
    assert "All who could publish it have words of theirs in it." in page
    assert set(waiting.authors.all()) == {anna, ben}


def test_T7_an_approved_wording_keeps_its_place(anna, ben):
    client = signed_in(anna)
    client.post(url("add"), {**PLACE, "text": GOOD})
    row = Wording.objects.get(text=GOOD)
    signed_in(ben).post(url("publish", WordingVersion.objects.get().pk))
    client.post(url("change", row.pk), {**PLACE, "move": "ask", "text": GOOD, "is_active": "on"})
    row.refresh_from_db()
    assert (row.move, row.is_active) == ("exit", True)


def test_T7_two_editors_at_one_moment_lose_no_page(anna, wording, monkeypatch):
    def somebody_was_quicker(**arguments):
        raise actions.NotAnyMore

    monkeypatch.setattr(actions, "propose", somebody_was_quicker)
    page = save(signed_in(anna), wording, GOOD)
    assert "This text was changed in the meantime." in page.text
    assert Wording.objects.get(pk=wording.pk).text == wording.text


def test_a_translation_begins_in_the_same_place(anna, wording):
    client = signed_in(anna)
    page = client.get(url("add"), {"of": str(wording.pk)})
    initial = page.context["adminform"].form.initial
    assert (initial["language"], initial["move"], initial["tone"]) == ("fr-CA", "exit", "warm")
    text = "Un non tout simple me va très bien."
    data = {**PLACE, "language": "fr-CA", "address": "vous", "text": text}
    client.post(f"{url('add')}?of={wording.pk}", data)
    assert Wording.objects.get(text=text).translation_of == wording


def test_a_wording_nothing_can_use_says_so(anna):
    page = signed_in(anna).post(url("preview"), {**PLACE, "tone": "", "text": "A no is fine."})
    assert "No message would take this wording" in page.text


@pytest.mark.parametrize("name", ["publish", "withdraw", "again"])
def test_T1_versions_are_for_staff_and_by_post(alice_client, anna, ben, wording, name):
    save(signed_in(anna), wording, GOOD)
    version = WordingVersion.objects.get()
    assert alice_client.post(url(name, version.pk)).status_code == 404
    assert signed_in(ben).get(url(name, version.pk)).status_code == 405
    version.refresh_from_db()
    assert version.is_open


def test_the_list_shows_what_waits(anna, ben, wording):
    save(signed_in(anna), wording, GOOD)
    page = signed_in(ben).get(url("changelist"), {"origin": "waiting"})
    assert [row.pk for row in page.context["cl"].result_list] == [wording.pk]
