"""What an entry of the calendar says: a first name and what to do, and nothing else (T11).

Whoever holds the link reads these words without signing in. So a reply to a yes and a reply to a
no are both "write back", and no name of a family, no title and no address gets in.
"""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from contacts.exchange.calling import first_name
from contacts.exchange.text import cut, one_line
from outreach.progress import Status, Step

LONGEST_NAME = 40
# Marks that turn the direction of a line would touch what a calendar prints around it (B22).
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

CALENDAR_NAME = _("Reconnect: next steps")
GET_IN_TOUCH = _("%(name)s: get in touch")
WRITE_AGAIN = _("%(name)s: write again, as agreed")
WRITE_BACK = _("%(name)s: write back")
FOLLOW_UP = _("%(name)s: follow up")
TO_DO: dict[str, Any] = {
    Step.NUDGE: _("%(name)s: send a nudge"),
    Step.LAST_NUDGE: _("%(name)s: send the last nudge"),
    Step.CLOSE: _("%(name)s: close it kindly"),
    Step.FIX_ADDRESS: _("%(name)s: find another way to reach them"),
    Step.REPLY_YES: WRITE_BACK,
    Step.ANSWER_NO: WRITE_BACK,
    Step.STAY_IN_TOUCH: WRITE_BACK,
    Step.ASK_WHETHER_HELPED: _("%(name)s: note how it went"),
    Step.WAS_IT_AN_ANSWER: _("%(name)s: note whether they answered"),
    Step.REMIND: _("%(name)s: send one reminder"),
    Step.THANK: _("%(name)s: send your thanks"),
    Step.RESULT_NOTE: _("%(name)s: tell them what came of it"),
    Step.TRY_AGAIN: _("%(name)s: send it again"),
    Step.FIND_OUT: _("%(name)s: find out whether it arrived"),
}
NOT_SHOWN = (Step.FINISH_DRAFT, Step.WAIT_FOR_DELIVERY)
"""A draft has no date to keep, only the day it was begun; and while the site sends a message there
is nothing to do."""


def summary(step: Step, status: str, name: str) -> str:
    """The title of the entry for a step."""
    as_agreed = step is Step.NUDGE and status == Status.DEFERRED
    text = WRITE_AGAIN if as_agreed else TO_DO.get(step, FOLLOW_UP)
    return str(text) % {"name": name}


def first_name_alone(name: str, greeting_name: str) -> str:
    """What to call somebody where strangers may read it.

    The user's own word for them comes first, unless a title shows that it is a family name ("Dr.
    Santos"). Where nothing but a family name or an address is known, its first letter has to do.
    """
    called, full = _plain(greeting_name), _plain(name) or "?"
    first = first_name(called) if called else ""
    if not first or first != called.split()[0]:
        first = first_name(full)
        words = full.split()
        if len(words) > 1 and "," not in full and first == words[-1]:
            return _initial(first)
    return _initial(first) if "@" in first else cut(first, LONGEST_NAME)


def _plain(text: str) -> str:
    return one_line(_TURNS.sub("", text).replace("\0", ""))


def _initial(word: str) -> str:
    letter = next((sign for sign in word if sign.isalpha()), "?")
    return f"{letter.upper()}."
