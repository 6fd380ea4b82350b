"""Another wording, the text anew, and the sentences of replies."""

from urllib.parse import unquote

import pytest

from outreach.composed import from_json
from outreach.models import Message, Outreach
from outreach.texts import parts_of
from tests.outreach.helpers import READY, TODAY, draft_of, opening_of, url


@pytest.fixture
def text(alice, alice_client) -> Message:
    """A composed first message."""
    return opening_of(alice_client, draft_of(alice, **READY))


def reword(client, text: Message, part: str, body: str | None = None, **headers):
    text.refresh_from_db()
    fields = {
        "version": text.version,
        "subject": text.subject,
        "body": text.body if body is None else body,
        "part": part,
    }
    where = f"/outreach/{text.outreach_id}/messages/{text.pk}/wording/"
    return client.post(where, fields, **headers)


def moves_of(text: Message) -> dict[str, str]:
    text.refresh_from_db()
    return {part.move: part.text for paragraph in parts_of(text, text.body) for part in paragraph}


@pytest.mark.parametrize("part", ["anchor", "ask", "context", "exit", "thanks", "sign_off"])
def test_another_wording_changes_only_that_move(alice_client, text, part):
    before = moves_of(text)
    answer = reword(alice_client, text, part)
    after = moves_of(text)
    changed = {move for move in before | after if before.get(move) != after.get(move)}
    assert (answer.url, changed) == (url(text.outreach, "message"), {part})
    assert not text.is_edited


def test_another_subject_changes_only_the_subject(alice_client, text):
    subject, body = text.subject, text.body
    reword(alice_client, text, "subject")
    text.refresh_from_db()
    assert (text.subject != subject, text.body) == (True, body)


def test_wordings_come_in_turn_and_come_round(alice_client, text):
    seen = []
    for _ in range(12):
        reword(alice_client, text, "exit")
        seen.append(moves_of(text)["exit"])
    assert len(set(seen)) >= 3
    assert seen[: len(set(seen))] == list(dict.fromkeys(seen))


def test_edits_elsewhere_are_kept(alice_client, text):
    body = text.body.replace("Hi Maria,", "Dear old friend,")
    exit_before = moves_of(text)["exit"]
    reword(alice_client, text, "exit", body)
    text.refresh_from_db()
    assert text.body.startswith("Dear old friend,")
    assert exit_before not in text.body
    assert text.is_edited


def test_a_rewritten_sentence_is_left_alone_and_said_so(alice_client, text):
    body = text.body.replace(moves_of(text)["exit"], "Say no if you like.")
    page = alice_client.get(reword(alice_client, text, "exit", body).url)
    text.refresh_from_db()
    assert text.body == body
    assert "stays as you wrote it" in page.content.decode()


@pytest.mark.parametrize("part", ["nonsense", "", "news"])
def test_a_part_that_is_not_there_changes_nothing(alice_client, text, part):
    body = text.body
    page = alice_client.get(reword(alice_client, text, part).url)
    text.refresh_from_db()
    assert text.body == body
    assert "no other wording" in page.content.decode()


def test_htmx_gets_the_editor_alone(alice_client, text):
    page = reword(alice_client, text, "exit", headers={"HX-Request": "true"})
    shown = page.content.decode()
    assert '<div id="editor"' in shown
    assert "<html" not in shown
    text.refresh_from_db()
    assert page.context["form"]["version"].value() == text.version == 2


def test_htmx_sees_a_conflict_on_the_page(alice_client, text):
    fields = {"version": 99, "subject": text.subject, "body": "Mine.", "part": "exit"}
    where = f"/outreach/{text.outreach_id}/messages/{text.pk}/wording/"
    page = alice_client.post(where, fields, headers={"HX-Request": "true"})
    assert page.status_code == 200
    assert "changed in another window" in page.content.decode()


def test_a_chosen_wording_survives_new_answers(alice_client, alice, text):
    reword(alice_client, text, "exit")
    chosen = moves_of(text)["exit"]
    Outreach.objects.update(answers={"work": "the 2011 book fair"})
    version = Outreach.objects.get().version
    where = url(text.outreach, "situation")
    stored = {"situation": "now", "channel": "email", "message_language": "en", "tone": "warm"}
    alice_client.post(where, {"version": version, **stored})
    assert moves_of(text)["exit"] == chosen
    assert "the 2011 book fair" in text.body


def compose(client, text: Message, **fields):
    text.refresh_from_db()
    where = f"/outreach/{text.outreach_id}/messages/{text.pk}/compose/"
    return client.post(where, {"version": text.version, "subject": text.subject, **fields})


def test_composing_again_asks_before_it_writes_over_edits(alice_client, text):
    page = compose(alice_client, text, body="My own words.")
    assert page.templates[0].name == "outreach/message/compose_again.html"
    assert Message.objects.get().body == "My own words."
    assert compose(alice_client, text, confirmed="on").url == url(text.outreach, "message")
    assert Message.objects.get().body == from_json(text.composed).composition.body


def test_composing_again_without_edits_needs_no_question(alice_client, text):
    assert compose(alice_client, text, body=text.body).url == url(text.outreach, "message")


@pytest.fixture
def note(alice, alice_client, text) -> Message:
    """A note on the result, which waits for the result."""
    from django.utils import timezone

    from outreach.actions.messages import start_message
    from outreach.message.vocabulary import Kind

    outreach = text.outreach
    alice_client.post(url(outreach, "send"))
    Outreach.objects.update(status="thanked")
    outreach.refresh_from_db()
    now = timezone.now()
    return start_message(outreach=outreach, kind=Kind.RESULT_NOTE, user=alice, today=TODAY, now=now)


def test_a_note_on_the_result_asks_for_the_result_first(alice_client, note):
    where = f"/outreach/{note.outreach_id}/messages/{note.pk}/"
    assert note.body == ""
    assert alice_client.get(where).url == f"{where}sentences/"
    version = Outreach.objects.get().version
    typed = {"version": version, "say_result": "I start at the city archives in May"}
    assert alice_client.post(f"{where}sentences/", typed).url == where
    page = alice_client.get(where)
    assert "I start at the city archives in May" in page.context["form"]["body"].value()
    assert page.context["advice"].findings == ()


def test_F23_the_sentences_of_a_reply_see_both_texts(alice_client, note):
    where = f"/outreach/{note.outreach_id}/messages/{note.pk}/sentences/"
    alice_client.post(where, {"version": Outreach.objects.get().version, "say_result": "First"})
    page = alice_client.post(where, {"version": 1, "say_result": "Second"})
    assert (page.status_code, page.context["conflict"][0].stored) == (409, "First")
    assert page.context["form"]["say_result"].value() == "Second"


def test_W14_the_sentences_of_a_reply_survive_the_switch(alice_client, note):
    where = f"/outreach/{note.outreach_id}/messages/{note.pk}/sentences/"
    answer = alice_client.post(f"/language/?next={where}", {"language": "fr", "say_result": "Oui"})
    assert alice_client.get(answer.url).context["form"]["say_result"].value() == "Oui"


def language_switch_of(page) -> str:
    """Where the language switch of a page comes back to."""
    return unquote(page.content.decode().split("/language/?next=")[1].split('"')[0])


def test_W14_the_language_switch_leads_back_to_the_editor(alice_client, text):
    fields = {"version": text.version, "subject": text.subject, "body": "My own words."}
    where = f"/outreach/{text.outreach_id}/messages/{text.pk}"
    asked = alice_client.post(f"{where}/compose/", fields)
    refused = reword(alice_client, text, "exit", body="")
    editor = url(text.outreach, "message")
    assert (language_switch_of(asked), language_switch_of(refused)) == (editor, editor)
