"""Every finding the checker can make: how severe, in what order, and the reason in one sentence.

Reasons are gettext message ids; the rim translates them. The order is the order that matters
to the person who receives the message: what must not be sent, then honesty, then the request,
then courtesy, then form.
"""

from outreach.message.finding import Severity


def gettext_noop(message: str) -> str:
    """Marks a text for makemessages; this package knows nothing of Django."""
    return message


BLOCKING = frozenset({"placeholder_left", "over_channel_limit"})
"""The only findings that stop copying and sending."""

REASONS: dict[str, str] = {
    "placeholder_left": gettext_noop("A blank is still waiting to be filled in."),
    "placeholder_left:subject": gettext_noop(
        "A blank in the subject is still waiting to be filled in."
    ),
    "over_channel_limit": gettext_noop(
        "This is longer than the channel can carry, so it would be cut off."
    ),
    "no_ask": gettext_noop("Nothing is asked yet, so the reader has to guess why you are writing."),
    "bait_and_switch": gettext_noop(
        "The message first seems to be about something else, and that can leave the reader hurt."
    ),
    "request_in_hello": gettext_noop(
        "A friendly hello holds no request; if you want to ask, an up-front message is kinder."
    ),
    "asks_again": gettext_noop(
        "This message is for thanks or a kind close, so a new request goes another day."
    ),
    "pressure": gettext_noop(
        "These words put weight on the reader, who should feel free to say no."
    ),
    "measures_silence": gettext_noop(
        "Counting the days or messages can read as blame; the request alone is enough."
    ),
    "not_reasonable": gettext_noop(
        "This is more than most people can give to someone they have lost touch with."
    ),
    "not_upfront": gettext_noop(
        "The request comes late; its best place is in the first two sentences."
    ),
    "not_specific": gettext_noop(
        "The reader cannot tell yet what a yes would mean: name the work, the topic or the size."
    ),
    "pick_your_brain": gettext_noop(
        "This phrase sounds endless, so say what you would like to ask about."
    ),
    "several_asks": gettext_noop("More than one favour is asked, and one is easier to grant."),
    "no_easy_out": gettext_noop(
        "Nothing here says yet that a no is fine, and one sentence is enough."
    ),
    "not_grateful": gettext_noop(
        "There are no thanks here yet, and they matter most in this message."
    ),
    "over_apologises": gettext_noop(
        "One short sorry is enough; more than that makes the reader comfort you."
    ),
    "no_shared_history": gettext_noop("Nothing reminds the reader how you know each other."),
    "no_context": gettext_noop("Nothing says where you stand, so the reader cannot tell why now."),
    "thanks_in_advance": gettext_noop("Thanks in advance takes a yes for granted."),
    "hollow_flattery": gettext_noop("This praise would fit anyone, and one true detail says more."),
    "tu_vous_mixed": gettext_noop("The message says both tu and vous, so keep to one."),
    "missing_subject": gettext_noop("An e-mail without a subject is easily missed."),
    "vague_subject": gettext_noop("The subject does not say what the message is about."),
    "too_long": gettext_noop("This is long enough that a busy reader may put it aside."),
    "over_target_length": gettext_noop("A little shorter would be easier to answer."),
    "over_target_length:fifty": gettext_noop("This kind of message is best under fifty words."),
    "long_sentence": gettext_noop(
        "This sentence is long, and two shorter ones are easier to read."
    ),
    "many_questions": gettext_noop(
        "There are several questions here, and one or two are easier to answer."
    ),
}

ORDER: tuple[str, ...] = tuple(dict.fromkeys(key.partition(":")[0] for key in REASONS))
"""The codes in the order they matter."""


def severity_of(code: str) -> Severity:
    """BLOCK for blanks and hard limits, ADVISE for all else."""
    return Severity.BLOCK if code in BLOCKING else Severity.ADVISE
