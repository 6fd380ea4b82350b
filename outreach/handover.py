"""Handing a text over to the program that sends it: mail links, a draft file, a text message.

Nothing is sent here; outreach.delivery does that. Headers never carry more than one line (TRUST.md,
B33 and B34).
"""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote, urlencode

from contacts.exchange.text import one_line, without_unseen

MOST_MAILTO = 1800
"""Characters of a mailto link that mail programs still take (LIBRARIES.md, 9)."""
MOST_WEB = 7500
"""Characters of a compose link that web mail still takes."""
GMAIL = "https://mail.google.com/mail/"
OUTLOOK = "https://outlook.office.com/mail/deeplink/compose"
OUTLOOK_PERSONAL = "https://outlook.live.com/mail/0/deeplink/compose"


def header(text: str) -> str:
    """Text that is safe in a header: one line, no control, no direction mark."""
    return without_unseen(one_line(text.replace("\x00", "")))


def mailto(to: str, subject: str, body: str) -> str:
    """A link that opens the mail program; empty when the text is too long for one."""
    fields = {"subject": header(subject), "body": body.replace("\n", "\r\n")}
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in fields.items() if value)
    link = f"mailto:{quote(header(to), safe='@')}?{query}"
    return link if len(link) <= MOST_MAILTO else ""


def gmail(to: str, subject: str, body: str) -> str:
    """A compose window of Gmail; empty when the text is too long for a link."""
    fields = {"view": "cm", "fs": "1", "to": header(to), "su": header(subject), "body": body}
    return _web(GMAIL, fields)


def outlook(to: str, subject: str, body: str, *, personal: bool = False) -> str:
    """A compose window of Outlook on the web; empty when the text is too long for a link."""
    fields = {"to": header(to), "subject": header(subject), "body": body}
    return _web(OUTLOOK_PERSONAL if personal else OUTLOOK, fields)


def _web(address: str, fields: dict[str, str]) -> str:
    link = f"{address}?{urlencode(fields, quote_via=quote)}"
    return link if len(link) <= MOST_WEB else ""


def sms(number: str, body: str) -> str:
    """A link that opens a text message, in the one spelling that iOS and Android both take."""
    digits = "".join(sign for sign in number if sign.isdigit() or sign == "+")
    return f"sms:{digits}?&body={quote(body, safe='')}"


def tel(number: str) -> str:
    """A link that calls a number."""
    return "tel:" + "".join(sign for sign in number if sign.isdigit() or sign == "+")


def draft_file(*, to: str, name: str, subject: str, body: str) -> bytes:
    """An e-mail draft as a file that mail programs open for sending (RFC 5322, X-Unsent).

    There is no From: the program that opens it puts its own account in. An address that cannot
    stand in a header is left out, so that the user fills it in.
    """
    draft = EmailMessage(policy=SMTP)
    draft["X-Unsent"] = "1"
    found = recipient(header(to), header(name))
    if found:
        draft["To"] = found
    draft["Subject"] = header(subject)
    draft.set_content(body, cte="quoted-printable")
    return draft.as_bytes()


def recipient(address: str, name: str) -> Address | None:
    """A name and an address as one header; None when the address cannot stand in one."""
    user, _at, domain = address.rpartition("@")
    try:
        plain = domain.encode("idna").decode("ascii")
        return Address(display_name=name, username=user, domain=plain) if user and plain else None
    except (UnicodeError, ValueError):
        return None
