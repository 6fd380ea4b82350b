"""What comes back by mail: reports of failure are known, everything else changes nothing (F18)."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.delivery.inbound import LARGEST, NOTHING, Notice, What, read_mail

MAILS = Path(__file__).parents[2] / "data" / "mails"
KEY = "0123456789abcdef0123456789abcdef"
MESSAGE_ID = f"<{KEY}.fedcba9876543210@reconnect.example>"
NAMES = sorted(path.name for path in MAILS.glob("*.eml"))


def sample(name: str) -> bytes:
    """A mail of the folder, about the message with our key."""
    text = (MAILS / name).read_bytes()
    return text.replace(b"{KEY}", KEY.encode()).replace(b"{MESSAGE_ID}", MESSAGE_ID.encode())


CODES = {
    "hard-postfix.eml": "550 5.1.1",
    "hard-exchange-online.eml": "550 5.1.10",
    "hard-gmail.eml": "550 5.1.1",
    "hard-gmail-plain-french.eml": "",
    "hard-exim.eml": "550 5.1.1",
    "hard-qmail.eml": " 5.1.1",
    "hard-exchange-old.eml": "550 5.1.1",
    "hard-mailbox-full.eml": "552 5.2.2",
    "hard-expired.eml": " 4.4.1",
}


@pytest.mark.parametrize("name", CODES)
def test_F18_a_failure_and_its_code(name) -> None:
    notice = read_mail(sample(name))
    assert (notice.what, notice.code) == (What.FAILED, CODES[name])


@pytest.mark.parametrize("name", CODES)
def test_F18_a_failure_says_which_message(name) -> None:
    notice = read_mail(sample(name))
    assert {*notice.keys, *notice.message_ids} <= {KEY, MESSAGE_ID}
    assert notice.keys or notice.message_ids


@pytest.mark.parametrize(
    "name", ["hard-postfix.eml", "hard-exim.eml", "hard-gmail-plain-french.eml"]
)
def test_F18_by_address_and_by_message_id(name) -> None:
    notice = read_mail(sample(name))
    assert (notice.keys, notice.message_ids) == ((KEY,), (MESSAGE_ID,))


def test_F18_all_samples_are_looked_at() -> None:
    assert {name for name in NAMES if name.startswith("hard-")} == set(CODES)


@pytest.mark.parametrize("name", ["delayed-postfix.eml", "delayed-exim.eml", "delivered.eml"])
def test_F18_what_is_still_tried_or_arrived_is_no_failure(name) -> None:
    assert read_mail(sample(name)).what is What.DELAYED


@pytest.mark.parametrize("name", ["automatic-exchange.eml", "automatic-vacation.eml"])
def test_F18_out_of_office_is_neither_reply_nor_failure(name) -> None:
    assert read_mail(sample(name)) == Notice(What.AUTOMATIC)


def test_F18_a_person_who_answers_here_is_no_failure() -> None:
    assert read_mail(sample("reply.eml")) == NOTHING


def test_F18_an_offer_that_looks_like_one_names_no_message() -> None:
    notice = read_mail(sample("spam.eml"))
    assert (notice.keys, notice.message_ids) == ((), ())


def test_F18_the_recipient_may_come_from_the_mail_server() -> None:
    raw = sample("hard-postfix.eml").replace(f"+{KEY}@".encode(), b"@")
    notice = read_mail(raw, recipient=f"bounces+{KEY.upper()}@reconnect.example")
    assert notice.keys == (KEY,)


def test_F18_a_loop_is_dropped() -> None:
    hops = b"Received: from a by b; Thu, 26 Nov 2026 15:00:03 +0000\r\n" * 51
    assert read_mail(hops + sample("hard-postfix.eml")) == Notice(What.LOOP)


def test_F18_line_ends_do_not_matter() -> None:
    raw = sample("hard-postfix.eml")
    assert read_mail(raw.replace(b"\n", b"\r\n")) == read_mail(raw)


@pytest.mark.parametrize("kind", ["message/global-delivery-status", "message/delivery-status"])
def test_F18_a_report_in_utf8(kind) -> None:
    raw = sample("hard-postfix.eml").replace(b"message/delivery-status", kind.encode())
    assert read_mail(raw).code == "550 5.1.1"


def test_F18_a_report_without_action_and_status_counts_by_its_diagnostic() -> None:
    raw = sample("hard-postfix.eml").replace(b"Action:", b"X:").replace(b"\nStatus:", b"\nY:")
    assert read_mail(raw).what is What.FAILED
    assert read_mail(raw.replace(b"Diagnostic-Code", b"Z")).what is What.DELAYED


# --- Nothing makes it fail ----------------------------------------------------------------------
@pytest.mark.parametrize("name", NAMES)
def test_F18_cut_off_anywhere(name) -> None:
    raw = sample(name)
    for end in range(0, len(raw), 7):
        notice = read_mail(raw[:end])
        assert notice.what in What
        # Never taken for a failure where the whole is none.
        assert notice.what is not What.FAILED or name in CODES or name == "spam.eml"


@given(st.binary(max_size=2000))
def test_F18_any_bytes(raw: bytes) -> None:
    assert read_mail(raw) == NOTHING or read_mail(raw).keys == ()


@given(st.sampled_from(NAMES), st.data())
def test_F18_samples_with_anything_in_them(name: str, data: st.DataObject) -> None:
    raw = sample(name)
    at = data.draw(st.integers(0, len(raw)))
    gone = data.draw(st.integers(0, 200))
    junk = data.draw(st.binary(max_size=60))
    notice = read_mail(raw[:at] + junk + raw[at + gone :])
    assert notice.what in What
    assert len(notice.code) <= 20


HEADERS = st.sampled_from(
    ["From", "To", "Subject", "Content-Type", "Content-Transfer-Encoding", "Auto-Submitted"]
)
VALUES = st.text(max_size=60) | st.sampled_from(
    [
        "multipart/report; boundary=b",
        "message/delivery-status",
        "message/rfc822",
        "text/plain; charset=no-such-charset",
        "base64",
        "uuencode",
        "=?no-such?q?=FF?=",
        "mailer-daemon@x.example",
    ]
)


@given(st.lists(st.tuples(HEADERS, VALUES), max_size=8), st.lists(VALUES, max_size=5))
def test_F18_any_headers(headers, lines) -> None:
    head = "".join(f"{name}: {value}\n" for name, value in headers)
    text = "\n--b\n".join(lines)
    assert read_mail(f"{head}\n{text}".encode("utf-8", "replace")).what in What


def test_F18_parts_within_parts_within_parts() -> None:
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)
    )
    assert read_mail(b"From: mailer-daemon@x.example\n" + deep).what in What


def test_F18_mails_within_mails() -> None:
    deep = b"Content-Type: message/rfc822\n\n" * 5000
    assert read_mail(b"From: mailer-daemon@x.example\n" + deep).what in What


@pytest.mark.parametrize(
    "raw",
    [
        b"From: mailer-daemon@x.example\n\n" + b"5.1.1 <" * 500_000,
        b"From: mailer-daemon@x.example\n" + b"X-A: b\n" * 200_000,
        b"From: mailer-daemon@x.example\nContent-Type: multipart/report; boundary=b\n\n"
        + b"--b\nContent-Type: message/delivery-status\n\nA: b\n\n" * 20_000,
        b"From: mailer-daemon@x.example\nReferences: " + b"<" + b"a" * 2_000_000 + b"\n\n",
        b"From: " + b"postmaster" * 100_000 + b"\n\n",
    ],
    ids=["codes", "headers", "parts", "one header", "one sender"],
)
def test_F18_big_mails_are_read_in_seconds(raw) -> None:
    """Of this thread's own time, which other work on the machine does not touch."""
    began = time.thread_time()
    assert read_mail(raw).what in What
    assert time.thread_time() - began < 60


def test_F18_more_than_the_limit_is_not_looked_at() -> None:
    assert read_mail(sample("hard-postfix.eml") + b"x" * LARGEST) == NOTHING
