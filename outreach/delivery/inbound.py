"""What mail servers send back to the site: reports that a message did not arrive (TRUST.md, F18).

Pure: the standard library alone, and nothing that comes in can make it fail. People's answers go to
the user's own mailbox and never come here; whatever is no report of a failure changes nothing.

A report says which message it is about in one of three ways: by the address it was sent to, which
names the message (``bounces+<32 hex digits>@…``), by the Message-ID in the returned headers, or by
the Message-ID somewhere in its text. All of them are unguessable.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.parser import Parser
from enum import StrEnum

LARGEST = 10 * 1024 * 1024
MOST_HOPS = 50
MOST_PARTS = 50
READ = 512 * 1024  # what matters stands before it: messages from here are short
READ_OF_A_TEXT = 100_000
READ_OF_A_FIELD = 2_000
MOST_IDS = 20


class What(StrEnum):
    """What a mail that came in is."""

    FAILED = "failed"  # the message did not arrive, and will not
    DELAYED = "delayed"  # it is still being tried, or it did arrive
    AUTOMATIC = "automatic"  # out of the office, a newsletter: not written by a person
    LOOP = "loop"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Notice:
    """What a mail that came in says, as far as it matters here.

    ``code`` is like "550 5.1.1", as far as known; ``keys`` are ids of messages, out of addresses;
    ``message_ids`` the Message-IDs that are mentioned.
    """

    what: What
    code: str = ""
    keys: tuple[str, ...] = ()
    message_ids: tuple[str, ...] = ()


NOTHING = Notice(What.OTHER)
REPORTS = {"message/delivery-status", "message/global-delivery-status"}

_KEY = re.compile(r"\+([0-9a-f]{32})@", re.IGNORECASE)
_MESSAGE_ID = re.compile(r"<[0-9a-f]{32}\.[0-9a-f]{8,64}@[a-z0-9.-]{1,253}>", re.IGNORECASE)
_ENHANCED = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_REPLY = re.compile(r"(?<![\d.])([45]\d\d)(?=[ \-])")
_POSTMASTERS = re.compile(
    r"(mailer-daemon|postmaster|mail-daemon|microsoftexchange|maildelivery|mailerdaemon)"
    r"[^@\s<>]*@",
    re.IGNORECASE,
)
# Words of a failure for good, and of one that is still being worked on.
_GIVEN_UP = re.compile(
    r"undeliver|not (?:be )?deliver|n.t be deliver|delivery (?:has )?failed|failure notice|"
    r"permanent (?:fatal )?error|returned mail|address not found|user unknown|"
    r"non remis|n.a pas pu être (?:remis|livr)|échec de (?:la )?remise",
    re.IGNORECASE,
)
_STILL_TRYING = re.compile(
    r"\bdelayed\b|will (?:continue to )?(?:re)?try|not yet been delivered|still being retried|"
    r"you do not need to resend|\bwarning\b.{0,40}\bhours?\b|retardé",
    re.IGNORECASE,
)


def read_mail(raw: bytes, *, recipient: str = "") -> Notice:
    """Read one raw mail. ``recipient`` is the address it was delivered to, where that is known."""
    if len(raw) > LARGEST:
        return NOTHING
    raw = raw[:READ]
    try:
        return _read(message_from_bytes(raw.replace(b"\r\n", b"\n")), recipient)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # The parser of the standard library is forgiving, but not of everything there is.
        return NOTHING


def _read(mail: Message, recipient: str) -> Notice:
    if len(mail.get_all("Received", [])) > MOST_HOPS:
        return Notice(What.LOOP)
    parts = list(_parts(mail))
    reports = [part for part in parts if part.get_content_type() in REPORTS]
    if reports:
        what, code = _reported(reports)
    elif _is_from_a_server(mail):
        what, code = _told(mail, parts)
    else:
        return Notice(What.AUTOMATIC if _is_automatic(mail) else What.OTHER)
    if what is not What.FAILED:
        return Notice(what, code)
    return Notice(what, code, _keys(mail, recipient), _message_ids(mail, parts))


def _parts(mail: Message) -> Iterator[Message]:
    """The parts from the outside in, a bounded number; not those of a mail within the mail."""
    waiting, seen = [mail], 0
    while waiting and seen < MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        yield part
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            waiting.extend(part.get_payload()[:MOST_PARTS])  # type: ignore[index, arg-type]


# --- A report as RFC 3464 has it ----------------------------------------------------------------
def _reported(reports: Iterable[Message]) -> tuple[What, str]:
    """By its fields: the action decides, the status and the diagnostic say why."""
    for report in reports:
        for block in _blocks(report):
            action = _field(block, "Action").split(" ")[0].casefold()
            code = _code(_field(block, "Status"), _field(block, "Diagnostic-Code"))
            if action == "failed" or (not action and code.partition(" ")[2].startswith("5.")):
                return What.FAILED, code
    return What.DELAYED, ""


def _blocks(report: Message) -> list[Message]:
    """Groups of fields: of the whole mail first, then of each recipient."""
    payload = report.get_payload()
    blocks = [block for block in payload if isinstance(block, Message)][:MOST_PARTS]
    if blocks and report.get_content_type() != "message/delivery-status":
        # The library takes it for a mail: its first group is the head, the others are the text.
        rest = _text(blocks[0]).split("\n\n")[:MOST_PARTS]
        blocks += [Parser().parsestr(group) for group in rest]
    return blocks


def _field(block: Message, name: str) -> str:
    return " ".join(str(block.get(name, ""))[:READ_OF_A_FIELD].split())


def _code(status: str, diagnostic: str) -> str:
    """Like "550 5.1.1". The diagnostic is the word of the server itself; status may be general."""
    general = _ENHANCED.search(status)
    exact = _ENHANCED.search(diagnostic)
    enhanced = exact if exact and (not general or general[0].endswith(".0.0")) else general or exact
    reply = _REPLY.search(diagnostic + " ")
    return f"{reply[1] if reply else ''} {enhanced[0] if enhanced else ''}".rstrip()


# --- A report in a server's own words -----------------------------------------------------------
def _is_from_a_server(mail: Message) -> bool:
    if _field(mail, "X-Failed-Recipients"):
        return True
    return bool(_POSTMASTERS.search(_field(mail, "From")))


def _told(mail: Message, parts: Iterable[Message]) -> tuple[What, str]:
    """By its words: a failure names a code of one, or says so; a delay says that it is one."""
    subject = _field(mail, "Subject")
    text = next((_text(part) for part in parts if part.get_content_maintype() == "text"), "")
    # What is below is the message itself, in the user's words.
    text = re.split(r"(?i)\n-+ ?(?:below this line|this is a copy|original message)", text)[0]
    codes = [match for match in _ENHANCED.finditer(text) if match[1] != "2"]
    lasting = next((match[0] for match in codes if match[1] == "5"), "")
    reply = _REPLY.search(text + " ")
    is_final = bool(lasting) or (reply is not None and reply[1].startswith("5"))
    if not is_final and _STILL_TRYING.search(f"{subject}\n{text}"):
        return What.DELAYED, ""
    if is_final or _GIVEN_UP.search(f"{subject}\n{text}"):
        fitting = reply[1] if reply and reply[1].startswith("5") else ""
        return What.FAILED, f"{fitting} {lasting}".rstrip()
    return What.OTHER, ""


def _is_automatic(mail: Message) -> bool:
    """Written by a program (RFC 3834 and what came before it): no answer (F18)."""
    submitted = _field(mail, "Auto-Submitted").casefold()
    if submitted and submitted != "no":
        return True
    precedence = _field(mail, "Precedence").casefold()
    signs = ("X-Autoreply", "X-Autorespond", "List-Id", "X-Auto-Response-Suppress")
    return precedence in {"bulk", "junk", "list", "auto_reply"} or any(
        _field(mail, name) for name in signs
    )


# --- Which message it is about ------------------------------------------------------------------
DELIVERED_TO = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Delivered-To")


def _keys(mail: Message, recipient: str) -> tuple[str, ...]:
    """Ids of messages in the addresses that the report was sent to."""
    lines = [str(line) for name in DELIVERED_TO for line in mail.get_all(name, [])]
    found = (match[1].lower() for line in [recipient, *lines] for match in _KEY.finditer(line))
    return tuple(dict.fromkeys(found))[:MOST_IDS]


def _message_ids(mail: Message, parts: Iterable[Message]) -> tuple[str, ...]:
    """Message-IDs of ours: in what it answers to, and in the returned message or its headers."""
    texts = [_field(mail, "In-Reply-To"), _field(mail, "References")]
    for part in parts:
        if part.get_content_maintype() == "message" and part.is_multipart():
            inner = part.get_payload(0)
            texts += [_field(inner, "Message-ID")] if isinstance(inner, Message) else []
        elif part.get_content_maintype() in ("text", "message"):
            texts.append(_text(part))
    found = (match[0] for text in texts for match in _MESSAGE_ID.finditer(text))
    return tuple(dict.fromkeys(found))[:MOST_IDS]


def _text(part: Message) -> str:
    """The beginning of a text as it can be read; what cannot is replaced."""
    return _bytes(part)[:READ_OF_A_TEXT].decode("utf-8", "replace")


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
