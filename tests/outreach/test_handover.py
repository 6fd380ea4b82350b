"""Links and files that carry a text over; no database."""

from email import message_from_bytes, policy
from urllib.parse import unquote

import pytest

from outreach.handover import draft_file, gmail, mailto, outlook, sms, tel

BODY = "Hi Maria,\n\nCould you & yours help? 100% fine to say no + thanks.\nÀ bientôt"


def test_mailto_quotes_and_breaks_lines_as_the_standard_says():
    link = mailto("maria+x@example.org", "A question & more", BODY)
    assert link.startswith("mailto:maria%2Bx@example.org?subject=A%20question%20%26%20more&body=")
    assert "%0D%0A%0D%0ACould%20you%20%26%20yours" in link
    assert "+" not in link
    assert unquote(link.partition("&body=")[2]).replace("\r\n", "\n") == BODY


def test_a_long_text_gets_no_mailto():
    assert mailto("a@example.org", "Long", "word " * 500) == ""
    assert gmail("a@example.org", "Long", "word " * 500)
    assert outlook("a@example.org", "Long", "é" * 5000) == ""


def test_no_address_still_opens_a_mail():
    assert mailto("", "Hello", "Hi").startswith("mailto:?subject=Hello&body=Hi")


@pytest.mark.parametrize("bad", ["a\r\nBcc: x@y.org", "a\x00b", "a\x85b", "a\u2028b", "a\u202eb"])
def test_B33_B34_headers_stay_on_one_clean_line(bad):
    mail = message_from_bytes(
        draft_file(to="maria@example.org", name=bad, subject=bad, body="Hi"), policy=policy.default
    )
    assert set(mail.keys()) == {
        "X-Unsent",
        "To",
        "Subject",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    }
    assert len(mail["To"].addresses) == 1
    assert not set(str(mail["Subject"])) & set("\r\n\x00\x85\u2028\u202e")


@pytest.mark.parametrize("bad", ["a@b@c@", "@", "a", "", "a@" + "x" * 70 + ".org"])
def test_an_address_that_cannot_stand_in_a_header_is_left_out(bad):
    mail = message_from_bytes(draft_file(to=bad, name="Maria", subject="Hi", body="Hi"))
    assert "To" not in mail


def test_B9_a_domain_with_accents_is_written_in_its_plain_form():
    mail = message_from_bytes(
        draft_file(to="a@exämple.com", name="Zoë", subject="Été", body=BODY), policy=policy.default
    )
    assert mail["To"].addresses[0].addr_spec == "a@xn--exmple-cua.com"
    assert (mail["To"].addresses[0].display_name, mail["Subject"]) == ("Zoë", "Été")
    assert mail.get_content().replace("\r\n", "\n") == BODY + "\n"


def test_B17_a_name_with_commas_stays_one_recipient():
    mail = message_from_bytes(
        draft_file(to="a@example.org", name='Côté, "JP" <x@y.org>', subject="x", body="x"),
        policy=policy.default,
    )
    assert [one.addr_spec for one in mail["To"].addresses] == ["a@example.org"]


def test_text_message_and_call():
    assert sms("+1 (613) 555-0100", "Hi & bye") == "sms:+16135550100?&body=Hi%20%26%20bye"
    assert tel("613 555 0100") == "tel:6135550100"
