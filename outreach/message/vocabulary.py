"""The closed lists of words every message is described with.

They are plain ``StrEnum``s, so that a form, a database column, a data file and the
composer all hold the same short strings. Labels for people live in the forms and models.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What a message is for within its outreach."""

    OPENING = "opening"
    HELLO = "hello"
    NUDGE = "nudge"
    LAST_NUDGE = "last_nudge"
    REPLY_YES = "reply_yes"
    REMINDER = "reminder"
    THANK_YOU = "thank_you"
    RESULT_NOTE = "result_note"
    ANSWER_NO = "answer_no"
    STAY_IN_TOUCH = "stay_in_touch"


class Move(StrEnum):
    """One part of a message. Greeting and subject frame the moves; news fills a reply.

    Detail is what makes a yes easy: a theme to mention, the questions, what one brings.
    """

    SUBJECT = "subject"
    GREETING = "greeting"
    ANCHOR = "anchor"
    ASK = "ask"
    DETAIL = "detail"
    CONTEXT = "context"
    WHY_YOU = "why_you"
    NEWS = "news"
    EXIT = "exit"
    THANKS = "thanks"
    SIGN_OFF = "sign_off"


class Ask(StrEnum):
    """The built-in request types. Advisors may add others, which are written like OTHER."""

    RECOMMENDATION = "recommendation"
    COFFEE = "coffee"
    APPLICATION_ADVICE = "application_advice"
    CANDIDACY_IDEAS = "candidacy_ideas"
    OTHER = "other"


class Approach(StrEnum):
    """Whether the request leads, or a sincere hello does."""

    UP_FRONT = "up_front"
    FRIENDLY_FIRST = "friendly_first"


class Channel(StrEnum):
    """How the message travels."""

    EMAIL = "email"
    LINKEDIN_MESSAGE = "linkedin_message"
    CONNECTION_NOTE = "connection_note"
    SMS = "sms"
    SPOKEN = "spoken"


class Length(StrEnum):
    """Which family of wordings a channel has room for."""

    FULL = "full"
    SHORT = "short"
    SPOKEN = "spoken"


class Tone(StrEnum):
    """From a friend to a letter (WORDING.md, section 6)."""

    WARM = "warm"
    NEUTRAL = "neutral"
    FORMAL = "formal"


class Language(StrEnum):
    """The language of a message, which is not the language of the site."""

    EN = "en"
    FR = "fr-CA"


class Address(StrEnum):
    """French form of address."""

    TU = "tu"
    VOUS = "vous"


class Situation(StrEnum):
    """Where the writer stands on the job market."""

    NOW = "now"
    FROM_DATE = "from_date"
    NOT_BEFORE = "not_before"
    NOT_LOOKING = "not_looking"


LENGTH_OF: dict[Channel, Length] = {
    Channel.EMAIL: Length.FULL,
    Channel.LINKEDIN_MESSAGE: Length.FULL,
    Channel.CONNECTION_NOTE: Length.SHORT,
    Channel.SMS: Length.SHORT,
    Channel.SPOKEN: Length.SPOKEN,
}
"""The length of wording each channel takes."""
