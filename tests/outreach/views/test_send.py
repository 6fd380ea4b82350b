"""The last page: ways to send, and "I sent it"."""

from email import message_from_bytes, policy
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from contacts.models import Contact
from outreach.models import Message, Outreach, OutreachEvent
from tests.outreach.helpers import READY, draft_of, opening_of, url


@pytest.fixture
def text(alice, alice_client) -> Message:
    """A composed first message."""
    return opening_of(alice_client, draft_of(alice, **READY))


def page_of(client, text: Message) -> str:
    return client.get(url(text.outreach, "send")).content.decode()


def on(text: Message, channel: str) -> None:
    Outreach.objects.update(channel=channel)
    Message.objects.update(channel=channel, body="Hi Maria, a short note. Alice")


def test_W7_nothing_is_sent_yet_and_the_whole_text_is_there(alice_client, text):
    page = alice_client.get(url(text.outreach, "send"))
    assert "Nothing is sent yet" in page.content.decode()
    assert page.context["text"].body == text.body
    assert f"{url(text.outreach, 'situation')}?after=send" in page.content.decode()


def test_an_email_has_five_ways(alice_client, text):
    page = alice_client.get(url(text.outreach, "send"))
    links = [page.context[way] for way in ("mailto", "gmail", "outlook", "outlook_personal")]
    assert [urlsplit(link).scheme for link in links] == ["mailto", "https", "https", "https"]
    assert parse_qs(urlsplit(links[1]).query)["body"] == [text.body]
    assert "draft.eml" in page.content.decode()


@pytest.mark.parametrize(
    ("channel", "way"), [("sms", "sms:+16135550100"), ("spoken", "tel:+16135550100")]
)
def test_other_channels_have_their_own(alice_client, text, channel, way):
    on(text, channel)
    assert way in page_of(alice_client, text)
    assert "mailto:" not in page_of(alice_client, text)


@pytest.mark.parametrize("channel", ["linkedin_message", "connection_note"])
def test_linkedin_opens_the_profile_or_says_it_is_missing(alice_client, text, channel):
    on(text, channel)
    assert "no LinkedIn address" in page_of(alice_client, text)
    Contact.objects.update(linkedin_url="https://www.linkedin.com/in/maria")
    assert 'href="https://www.linkedin.com/in/maria"' in page_of(alice_client, text)


def test_the_draft_file_has_exactly_these_headers(alice_client, text):
    where = f"/outreach/{text.outreach_id}/messages/{text.pk}/draft.eml"
    answer = alice_client.get(where)
    mail = message_from_bytes(answer.content, policy=policy.default)
    assert mail.keys() == [
        "X-Unsent",
        "To",
        "Subject",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    ]
    assert (mail["To"], mail["Subject"]) == ("Maria Santos <maria@example.org>", text.subject)
    assert mail.get_content().replace("\r\n", "\n") == text.body + "\n"
    assert answer["Content-Disposition"] == 'attachment; filename="message.eml"'


def test_F21_i_sent_it_three_times_is_noted_once(alice_client, text):
    urls = {alice_client.post(url(text.outreach, "send")).url for _ in range(3)}
    text.refresh_from_db()
    assert (text.delivery, text.outreach.status) == ("sent", "sent")
    assert OutreachEvent.objects.count() == 1
    assert all(one.startswith(f"/outreach/{text.outreach_id}/") for one in urls)


def test_sending_moves_on_and_says_what_comes_next(alice_client, text):
    answer = alice_client.post(url(text.outreach, "send"), follow=True)
    outreach = Outreach.objects.get()
    assert (outreach.status, outreach.next_step) == ("sent", "nudge")
    assert outreach.sent_at is not None
    assert answer.status_code == 200


def test_somebody_not_to_be_written_to_gets_no_links(alice_client, text):
    Contact.objects.update(do_not_contact_at=timezone.now())
    page = page_of(alice_client, text)
    assert "mailto:" not in page
    assert "not to be written to" in page


def test_only_an_email_has_a_draft_file(alice_client, text):
    on(text, "sms")
    where = f"/outreach/{text.outreach_id}/messages/{text.pk}/draft.eml"
    assert alice_client.get(where).url == url(text.outreach, "message")


def test_text_is_shown_literally(alice_client, text):
    Message.objects.update(body="<script>alert(1)</script> {{ 7 }}")  # B25, B26
    assert "<script>alert" not in page_of(alice_client, text)
