"""Mails of the site from a pair of templates: what a server says of an address goes nowhere."""

from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

import pytest

from outreach.plain_mail import is_refused_for_good, send

ADDRESS = "jane@example.org"


@pytest.mark.parametrize(
    ("error", "is_final"),
    [
        (SMTPRecipientsRefused({ADDRESS: (550, b"no jane@example.org here")}), True),
        (SMTPRecipientsRefused({ADDRESS: (450, b"jane@example.org later")}), False),
        (SMTPDataError(554, b"jane@example.org is full"), False),
    ],
)
def test_P20_an_error_tells_its_code_and_no_address(monkeypatch, error, is_final):
    def refuse(_mail):
        raise error

    monkeypatch.setattr("outreach.plain_mail.EmailMessage.send", refuse)
    with pytest.raises(SMTPException) as raised:
        send("farewell", {"link": "", "gone_at": None}, ["en"], ADDRESS)
    assert ADDRESS not in repr(raised.value)
    assert raised.value.__suppress_context__
    assert is_refused_for_good(raised.value) is is_final
