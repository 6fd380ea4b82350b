"""What kind of message a text seems to be, for texts that were written elsewhere."""

import re

from outreach.message.asking import find_asks
from outreach.message.manners import thanks
from outreach.message.reading import Reading
from outreach.message.vocabulary import Kind

_FIRST = 3
"""What a message is shows within its first sentences."""

_AGAIN = re.compile(
    r"\b(?:reminder|nudge|nudging|following up|follow-?up|second request|still waiting|(?:my|the) "
    r"(?:\w+ )?(?:note|message|e-?mail|question|request) (?:of|from|about|that i|which i|went|in "
    r"which)|still (?:hoping|not received)|once more|relance\w*|rappel|reviens (?:sur|vers|une)"
    r"|revenir sur|mon (?:courriel|message) (?:du|de)|(?:second|third|troisieme|deuxieme) "
    r"(?:e-?mail|message|courriel))\b"
)
_NO_TAKEN = re.compile(
    r"\b(?:understand|understood|makes (?:perfect )?sense|no (?:problem|worries|harm)|not to worry"
    r"|fair enough|honest\w*|frank\w*|straight(?:forward)?|get it|don't give it|either way|anyway"
    r"|compren\w+|franchise|pas de (?:souci|probleme|trouble|stress)|aucun (?:souci|probleme)"
    r"|parfait comme ca|t'inquiete|not easy to say)\b"
)


def kind_of(text: str) -> Kind:
    """A request or a reminder of one, thanks, the answer to a no, or a hello."""
    reading = Reading(text)
    head = reading.body[:_FIRST]
    if not head:
        return Kind.OPENING
    end = head[-1].end
    given = any(start < end for start, _ in thanks(reading, Kind.THANK_YOU))
    taken = bool(_NO_TAKEN.search(reading.plain, 0, end))
    if (given or taken) and not find_asks(reading, Kind.HELLO):
        return Kind.ANSWER_NO if taken else Kind.THANK_YOU
    if find_asks(reading, Kind.OPENING):
        return Kind.NUDGE if _AGAIN.search(reading.plain, 0, end) else Kind.OPENING
    return Kind.HELLO
