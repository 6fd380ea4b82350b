"""A digest as a mail."""

import re
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from allauth.account.models import EmailAddress

from outreach.actions.digests import choose, stop
from outreach.digest.letters import letter_for, token_of, user_of
from outreach.digest.plans import make_digests
from outreach.models import Digest, Outreach, SuppressedAddress
from outreach.progress import Status
from outreach.suppression import suppress
from tests.outreach.people import contact_of, outreach_of, text_of

NIGHT = datetime(2026, 11, 26, 5, 30, tzinfo=UTC)
EIGHT = datetime(2026, 11, 26, 13, 0, tzinfo=UTC)
NAME = "Zoë O’Neil <b>"


@pytest.fixture
def digest(alice, mail_folder, settings) -> Digest:
    """Alice's, who has a yes to answer."""
    settings.SITE_URL = "https://reconnect.example"
    settings.DEFAULT_FROM_EMAIL = "Reconnect <mail@reconnect.example>"
    then = EIGHT - timedelta(days=3)
    outreach = outreach_of(alice, Status.ACCEPTED, contact=contact_of(alice, NAME), now=then)
    text_of(outreach, sent_at=then, body="Hi Zoë,\n\nAre you <i>well</i>? https://x.example/a.png")
    choose(user=alice, rhythm="weekdays", days=[0, 1, 2, 3, 4], hour=8, now=NIGHT)
    make_digests(now=EIGHT)
    return Digest.objects.get()


def read(digest: Digest, now: datetime = EIGHT):
    """The mail as it is read at the other end."""
    return message_from_bytes(letter_for(digest, now).as_bytes(), policy=default)


def part(mail, subtype: str) -> str:
    """The text of one of its two parts."""
    return mail.get_body((subtype,)).get_content().replace("\r\n", "\n")


def test_its_headers(alice, digest):
    mail = read(digest)
    assert mail["From"] == "Reconnect <mail@reconnect.example>"
    assert (mail["To"], mail["Cc"], mail["Reply-To"]) == ("alice@example.org", None, None)
    assert mail["Subject"] == "1 thing to do in Reconnect"
    assert mail["Message-ID"] == digest.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Id"] == "Reconnect <reminders.reconnect.example>"


def test_L14_one_click_ends_it(alice, digest):
    mail = read(digest)
    url = f"https://reconnect.example/reminders/stop/{token_of(alice)}/"
    assert mail["List-Unsubscribe"] == f"<{url}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert url in part(mail, "plain")
    assert f'href="{url}"' in part(mail, "html")


def test_L14_the_link_stands_in_its_header_as_it_is(alice, digest):
    """On one line: a mail program does not take an encoded word for a link."""
    lines = letter_for(digest, EIGHT).as_bytes().split(b"\r\n")
    url = f"https://reconnect.example/reminders/stop/{token_of(alice)}/"
    assert f"List-Unsubscribe: <{url}>".encode() in lines
    assert f"Message-ID: {digest.message_id}".encode() in lines
    assert max(len(line) for line in lines) < 998


def test_no_name_is_in_the_subject(digest):
    assert "Zo" not in read(digest)["Subject"]


def test_the_text_says_who_what_and_where(digest):
    outreach = Outreach.objects.get()
    text = part(read(digest), "plain")
    assert f"* {NAME}: Reply to their yes (due since 23 November)\n" in text
    assert "  You wrote: “Are you <i>well</i>? https://x.example/a.png”\n" in text
    assert f"  https://reconnect.example/outreach/{outreach.pk}/\n" in text
    assert "You get a reminder at 8:00 a.m. from Monday to Friday." in text
    assert "\n\n\n\n" not in text


def test_X17_the_html_has_real_links_and_a_language(digest):
    html = part(read(digest), "html")
    assert '<html lang="en-CA">' in html
    links = re.findall(r"<a [^>]*>(.*?)</a>", html)
    assert links[0] == "<bdi>Zoë O’Neil &lt;b&gt;</bdi>: Reply to their yes (due since 23 November)"
    assert all("http" not in text for text in links)


def test_P8_nothing_is_loaded_from_elsewhere(digest):
    html = part(read(digest), "html")
    assert re.findall(r"<(img|script|link|style|iframe|object|video|form|input)", html) == []
    assert re.findall(r"(?:src|srcset|background|style)\s*=", html) == []
    assert {url.split("/")[2] for url in re.findall(r'href="([^"]*)"', html)} == {
        "reconnect.example"
    }


def test_T18_links_come_from_the_setting(digest, settings):
    settings.ALLOWED_HOSTS = ["*"]
    urls = re.findall(r"https?://([^/\s]+)", part(read(digest), "plain"))
    assert set(urls) == {"reconnect.example", "x.example"}


def test_F29_it_is_in_the_language_of_the_moment_it_is_sent(alice, digest):
    alice.language = "fr"
    alice.save()
    mail = read(Digest.objects.get())
    assert mail["Subject"] == "1 chose à faire dans Reconnect"
    assert mail["Content-Language"] == "fr-CA"
    assert '<html lang="fr-CA">' in part(mail, "html")
    assert "à 8\u00a0h" in part(mail, "plain")


def test_X18_french_has_its_own_spacing(alice, digest):
    alice.language = "fr"
    alice.save()
    mail = read(Digest.objects.get())
    quoted = "Vous avez écrit\u00a0: «\u00a0Are you <i>well</i>? https://x.example/a.png\u00a0»"
    assert quoted in part(mail, "plain")
    assert '\u00a0: «\u00a0<span lang="en" dir="auto">Are' in part(mail, "html")
    assert f"* {NAME}\u00a0: Répondre" in part(mail, "plain")


def test_who_never_chose_a_language_reads_that_of_their_messages(alice, digest):
    alice.message_language = "fr-CA"
    alice.save()
    assert read(Digest.objects.get())["Content-Language"] == "fr-CA"


@pytest.mark.parametrize("hours", [0, 15.9])
def test_a_late_one_is_still_sent_on_its_day(digest, hours):
    assert letter_for(digest, EIGHT + timedelta(hours=hours)) is not None


def test_F30_a_day_that_is_over_is_not_told_of(digest):
    assert digest.local_date == date(2026, 11, 26)
    assert letter_for(digest, EIGHT + timedelta(hours=16)) is None


def test_nothing_due_is_no_mail(digest):
    Outreach.objects.all().delete()
    assert letter_for(digest, EIGHT) is None


def test_stopped_meanwhile_is_no_mail(alice, digest):
    stop(user=alice, now=EIGHT, by=None)
    assert letter_for(digest, EIGHT) is None


def test_a_closed_account_gets_no_mail(alice, digest):
    alice.is_active = False
    alice.save()
    assert letter_for(Digest.objects.get(), EIGHT) is None


def test_an_address_that_is_not_confirmed_gets_no_mail(digest):
    EmailAddress.objects.update(verified=False)
    assert letter_for(digest, EIGHT) is None


def test_T12_an_address_that_opted_out_gets_no_mail(alice, digest):
    suppress(address=alice.email, reason=SuppressedAddress.Reason.OPTED_OUT, now=EIGHT)
    assert letter_for(digest, EIGHT) is None


def test_T2_what_belongs_to_another_is_not_in_it(charlie, digest):
    outreach_of(charlie, Status.ACCEPTED, contact=contact_of(charlie, "CANARY"))
    assert "CANARY" not in read(digest).as_string()


def test_B33_line_ends_in_a_name_stay_out_of_the_headers(digest, alice):
    alice.display_name = "Alice\nBcc: x@example.org"
    alice.save()
    assert read(digest)["Bcc"] is None


def test_the_token_is_of_this_purpose_alone(alice, settings):
    from django.core.signing import Signer

    token = token_of(alice)
    assert user_of(token) == alice
    other = Signer(sep=".", salt="another page").sign(alice.pk.hex)
    spoilt = token[:-1] + ("A" if token[-1] != "A" else "B")
    assert [user_of(one) for one in (other, spoilt, alice.pk.hex, "x", "")] == [None] * 5


def test_the_link_survives_a_new_key(alice, settings):
    token = token_of(alice)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-" + "y" * 60
    assert user_of(token) == alice


@pytest.mark.parametrize("people", [1, 3])
def test_the_number_of_queries_is_constant(alice, digest, django_assert_num_queries, people):
    for number in range(people):
        outreach_of(alice, Status.ACCEPTED, contact=contact_of(alice, f"Due {number}"))
    digest = Digest.objects.select_related("owner").get()
    with django_assert_num_queries(11):
        letter_for(digest, EIGHT)
