"""A message as a mail: what stands in its headers whatever was typed (B22, B33, B34, T13, T18)."""

from email import message_from_bytes
from email.policy import default

import pytest
from allauth.account.models import EmailAddress

from outreach.delivery.letters import (
    Unwritable,
    closing_lines,
    letter_for,
    plain_name,
    sender,
    subject_of,
)
from outreach.models import Kind, Message
from tests.outreach.delivery.mails import confirmed
from tests.outreach.people import S, outreach_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings) -> None:
    """The site of the mails below."""
    settings.SITE_URL = "https://reconnect.example"
    settings.DEFAULT_FROM_EMAIL = "Reconnect <mail@reconnect.example>"
    settings.SITE_OWNER, settings.SITE_ADDRESS = "", ""


def read(message: Message):
    """The mail as a mail program reads it."""
    return message_from_bytes(letter_for(message).as_bytes(), policy=default)


def text(message: Message) -> str:
    """The text of it, with the line ends of this machine."""
    return read(message).get_content().replace("\r\n", "\n")


def test_the_headers_of_a_mail(message) -> None:
    mail = read(message)
    assert {name: str(mail[name]) for name in mail} == {
        "From": "Alice Roy via Reconnect <mail@reconnect.example>",
        "Reply-To": "Alice Roy <alice@example.org>",
        "To": "Maria Lopez <maria@example.org>",
        "Subject": "A question about your time at the museum",
        "Date": "Mon, 02 Mar 2026 14:59:30 +0000",
        "Message-ID": message.message_id,
        "Content-Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
    }


def test_an_id_stands_on_the_line_of_its_name(message) -> None:
    line = f"Message-ID: {message.message_id}".encode()
    assert line in letter_for(message).as_bytes().split(b"\r\n")


def test_each_attempt_is_the_same_mail(message) -> None:
    assert letter_for(message).as_bytes() == letter_for(message).as_bytes()


def test_the_message_id_is_random_and_names_the_row(message) -> None:
    key, _dot, rest = message.message_id.strip("<>").partition(".")
    random, _at, host = rest.partition("@")
    assert (key, host, len(random)) == (message.pk.hex, "reconnect.example", 16)


# --- Names ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Alice Roy", "Alice Roy"),
        ("Zoë O’Brien-Łuk", "Zoë O’Brien-Łuk"),
        ("Dr.Osei", "Dr. Osei"),
        ("J.R.R. Tolkien", "J.R.R. Tolkien"),
        ("pay@bank.example", "pay bank. example"),
        ("https://bank.example/login", "bank. example login"),
        ("WWW.bank.example", "bank. example"),
        ("Alice\r\nBcc: charlie@example.org", "Alice Bcc: charlie example. org"),
        ("Alice\u202egro.elpmaxe\u202c", "Alicegro. elpmaxe"),
        ("A\x00l\u2028i\x85ce", "Al i ce"),
        ('"<script>', "script"),
        ("\u200b\u3164", ""),
        ("x" * 100, "x" * 60),
    ],
)
def test_T13_B22_B34_a_name_is_a_name(typed, shown) -> None:
    assert plain_name(typed) == shown


@pytest.mark.parametrize(
    "typed", ["a@b.example", "http://x.example", "Alice\nX: y", "", "\u202e", '"a" <b@c.example>']
)
def test_T13_no_name_makes_from_anything_but_the_site(alice, typed) -> None:
    alice.display_name = typed
    found = sender(alice)
    assert found.addr_spec == "mail@reconnect.example"
    assert "@" not in found.display_name
    assert str(found).count("@") == 1
    assert "\n" not in str(found)


def test_T13_the_reply_goes_to_the_proven_address_and_to_one(message, alice) -> None:
    alice.email = "a@example.org, b@example.org"
    EmailAddress.objects.create(user=alice, email="new@example.org", verified=False)
    EmailAddress.objects.create(user=alice, email="second@example.org", verified=True)
    replies = read(message)["Reply-To"].addresses
    assert [one.addr_spec for one in replies] == ["alice@example.org"]


# --- What was typed stays in its header -------------------------------------------------------
HOSTILE = [
    "hello\r\nBcc: charlie@example.org",
    "hello\nTo: charlie@example.org",
    "hello\rX-Y: z",
    "hello\x00\x85\u2028X-Y: z",
    "\u202ehello",
    "=?utf-8?q?hello=0D=0ABcc:_charlie@example.org?=",
    "x" * 150,
    "é" * 150,
    "🙂" * 100,
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_B33_B34_a_subject_or_a_name_makes_no_header(message, typed) -> None:
    plain = set(read(message).keys())
    message.subject = typed
    message.outreach.contact.name = typed
    message.outreach.owner.display_name = typed
    mail = read(message)
    assert set(mail.keys()) == plain
    assert [one.addr_spec for one in mail["To"].addresses] == ["maria@example.org"]
    assert not {"\r", "\n", "\x00", "\x85", "\u2028", "\u202e"} & set(mail["Subject"])


@pytest.mark.parametrize("typed", HOSTILE)
def test_B33_a_text_stays_a_text(message, typed) -> None:
    message.body = f"{typed}\r\n.\r\nMAIL FROM:<x@example.org>\r\n"
    mail = read(message)
    assert len(mail.get_all("To")) == 1
    assert not mail.is_multipart()


@pytest.mark.parametrize(
    "address",
    ["a@x.example, b@y.example", "a@x.example\r\nBcc: b@y.example", "a", "", "ü@x.example"],
)
def test_B4_B8_L3_one_address_or_none(message, address) -> None:
    message.address = address
    with pytest.raises(Unwritable):
        letter_for(message)


def test_B9_a_domain_with_accents_goes_as_punycode(message) -> None:
    message.address = "maria@exämple.org"
    assert read(message)["To"].addresses[0].addr_spec == "maria@xn--exmple-cua.org"


def test_lines_of_any_length_and_letters_of_any_kind_arrive(message) -> None:
    message.body = "é" * 3000 + "\n.\n..\nFrom me\n  spaces  \n🙂\tend"
    raw = letter_for(message).as_bytes()
    assert max(len(line) for line in raw.split(b"\r\n")) < 100
    assert raw.isascii()
    assert text(message).startswith(message.body + "\n\n-- \n")


# --- Under the text ---------------------------------------------------------------------------
def test_P7_who_sends_it_where_the_address_is_from_and_how_to_end_it(message, settings) -> None:
    settings.SITE_OWNER = "Lakeside Career Centre"
    settings.SITE_ADDRESS = "12 Lake Road, Gimli MB R0C 1B0"
    assert closing_lines(message, link="https://reconnect.example/stop/x/").splitlines() == [
        "Written by Alice Roy, and sent through Reconnect: https://reconnect.example",
        "Reconnect is offered by Lakeside Career Centre, 12 Lake Road, Gimli MB R0C 1B0.",
        "Your address is from the contacts of Alice Roy.",
        "What happens with it: https://reconnect.example/privacy/",
        "No more messages from Reconnect: https://reconnect.example/stop/x/",
    ]


def test_P7_in_the_language_of_the_message(message, settings) -> None:
    settings.SITE_OWNER = "Centre du lac"
    message.outreach.language = "fr-CA"
    assert closing_lines(message, link="https://x.example").splitlines() == [
        "Message écrit par Alice Roy et envoyé au moyen de Reconnect\N{NO-BREAK SPACE}: https://reconnect.example",
        "Reconnect vous est offert par Centre du lac.",
        "Votre adresse vient des contacts de Alice Roy.",
        "Ce qui en est fait\N{NO-BREAK SPACE}: https://reconnect.example/privacy/",
        "Pour ne plus recevoir de messages de Reconnect\N{NO-BREAK SPACE}: https://x.example",
    ]


def test_P9_the_link_in_the_mail_is_the_same_at_each_attempt(message) -> None:
    link = text(message).rstrip().rpartition(" ")[2]
    assert link.startswith("https://reconnect.example/")
    assert text(message).rstrip().endswith(link)
    assert message.opt_out_links.count() == 1


def test_P8_nothing_in_a_mail_is_loaded_from_anywhere(message) -> None:
    assert read(message).get_content_type() == "text/plain"
    assert "<" not in read(message).get_content()


def test_T18_no_mail_holds_a_name_that_a_browser_sent(message, settings) -> None:
    settings.ALLOWED_HOSTS = ["evil.example"]
    assert b"evil" not in letter_for(message).as_bytes()


# --- Threads ----------------------------------------------------------------------------------
def follow_up(alice, clock, **sent) -> tuple[Message, Message]:
    """An opening and its nudge."""
    outreach = outreach_of(alice, S.SENT)
    opening = confirmed(outreach, clock)
    columns = {"delivery": "sent", "sent_at": clock(), "due_at": None, **sent}
    Message.objects.filter(pk=opening.pk).update(**columns)
    return opening, confirmed(outreach, clock, kind=Kind.NUDGE, subject="About that coffee")


def test_a_nudge_follows_what_was_sent_from_here(alice, clock) -> None:
    opening, nudge = follow_up(alice, clock)
    mail = read(nudge)
    assert (mail["In-Reply-To"], mail["References"]) == (opening.message_id, opening.message_id)
    assert mail["Subject"] == "Re: About that coffee"
    nudge.subject = "RE: About that coffee"
    assert subject_of(nudge) == "RE: About that coffee"


@pytest.mark.parametrize(
    "other", [{"message_id": ""}, {"delivery": "bounced"}, {"delivery": "failed"}]
)
def test_nothing_follows_what_was_not_sent_from_here(alice, clock, other) -> None:
    _opening, nudge = follow_up(alice, clock, **other)
    mail = read(nudge)
    assert (mail["In-Reply-To"], mail["Subject"]) == (None, "About that coffee")


def test_F18_a_message_of_a_person_is_not_marked_as_automatic(message) -> None:
    assert letter_for(message)["Auto-Submitted"] is None
