"""Log lines: no token of a link that opens something."""

import json
import logging
import sys
from smtplib import SMTPRecipientsRefused

from django.test import Client

from reconnect_site.logs import JsonFormatter, MaskTokens, masked

TOKEN = "t0k3n-Of-A-Calendar_0123456789"


def record(text: str, *args: object) -> logging.LogRecord:
    """One line as a logger makes it."""
    return logging.LogRecord("django.request", logging.WARNING, "", 1, text, args, None)


def test_T11_tokens_are_masked_and_the_rest_stays():
    line = f"Not Found: /calendar/{TOKEN}.ics"
    assert masked(line) == "Not Found: /calendar/…"
    assert masked(f"GET /stop/{TOKEN}/ HTTP/1.1") == "GET /stop/…/ HTTP/1.1"
    invitation = masked(f"GET /settings/advisors/accept/{TOKEN}/ HTTP/1.1")
    assert invitation == "GET /settings/advisors/accept/…/ HTTP/1.1"
    assert masked("GET /settings/calendar/ HTTP/1.1") == "GET /settings/calendar/ HTTP/1.1"


def test_P20_an_address_is_masked_wherever_it_stands():
    refused = (
        "smtplib.SMTPRecipientsRefused: {'jane.o-neil+x@example.org': (550, b'<j@x.example>')}"
    )
    assert masked(refused) == "smtplib.SMTPRecipientsRefused: {'j***@…': (550, b'<j***@…>')}"
    searched = masked("GET /contacts/?q=jane%40example.org&page=2 HTTP/1.1")
    assert searched == "GET /contacts/?q=j***@…&page=2 HTTP/1.1"
    assert masked("  @wraps(view)\n  a @ b") == "  @wraps(view)\n  a @ b"
    assert masked("a" * 100_000) == "a" * 100_000


def test_P20_a_traceback_tells_no_address():
    try:
        raise SMTPRecipientsRefused({"jane@example.org": (550, b"No such user")})
    except SMTPRecipientsRefused:
        line = record("failed")
        line.exc_info = sys.exc_info()
    told = json.loads(JsonFormatter().format(line))["trace"]
    assert told.endswith("SMTPRecipientsRefused: {'j***@…': (550, b'No such user')}")


def test_T11_our_own_lines_are_masked():
    line = JsonFormatter().format(record("%s: %s", "Not Found", f"/calendar/{TOKEN}.ics"))
    assert json.loads(line)["message"] == "Not Found: /calendar/…"


def test_T11_lines_of_the_server_are_masked():
    line = record("%(r)s %(s)s", {"r": f"GET /calendar/{TOKEN}.ics", "s": 404})
    assert MaskTokens().filter(line)
    assert line.getMessage() == "GET /calendar/… 404"


def test_T11_an_unknown_token_leaves_no_trace_in_the_log(db, capsys):
    formatter, lines = JsonFormatter(), []
    handler = logging.Handler()
    handler.emit = lambda line: lines.append(formatter.format(line))
    logging.getLogger("django").addHandler(handler)
    Client().get(f"/calendar/{TOKEN}.ics")
    logging.getLogger("django").removeHandler(handler)
    assert [json.loads(line)["message"] for line in lines] == ["Not Found: /calendar/…"]
