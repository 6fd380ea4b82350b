"""The words of the pure vocabulary as choices, labelled for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Kinds of messages, with their names for people (outreach.message.vocabulary.Kind)."""

    OPENING = "opening", _("First message")
    HELLO = "hello", _("Hello")
    NUDGE = "nudge", _("Nudge")
    LAST_NUDGE = "last_nudge", _("Last nudge")
    REPLY_YES = "reply_yes", _("Reply to a yes")
    REMINDER = "reminder", _("Reminder of what they offered")
    THANK_YOU = "thank_you", _("Thank-you")
    RESULT_NOTE = "result_note", _("Note on what came of it")
    ANSWER_NO = "answer_no", _("Gracious answer to a no")
    STAY_IN_TOUCH = "stay_in_touch", _("Stay-in-touch note")


class Move(models.TextChoices):
    """Parts of a message, with their names for people."""

    SUBJECT = "subject", _("Subject")
    GREETING = "greeting", _("Greeting")
    ANCHOR = "anchor", _("Who I am to you")
    ASK = "ask", _("The request")
    DETAIL = "detail", _("What makes a yes easy")
    CONTEXT = "context", _("Why now")
    WHY_YOU = "why_you", _("Why you")
    NEWS = "news", _("News")
    EXIT = "exit", _("Easy to say no")
    THANKS = "thanks", _("Thanks")
    SIGN_OFF = "sign_off", _("Sign-off")


class Approach(models.TextChoices):
    UP_FRONT = "up_front", _("Up front")
    FRIENDLY_FIRST = "friendly_first", _("Friendly first")


class Tone(models.TextChoices):
    WARM = "warm", _("Warm")
    NEUTRAL = "neutral", _("Neutral")
    FORMAL = "formal", _("Formal")


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")
    LINKEDIN_MESSAGE = "linkedin_message", _("LinkedIn message")
    CONNECTION_NOTE = "connection_note", _("LinkedIn connection note")
    SMS = "sms", _("Text message")
    SPOKEN = "spoken", _("Phone or in person")


class Length(models.TextChoices):
    FULL = "full", _("Full (e-mail, LinkedIn message)")
    SHORT = "short", _("Short (connection note, text message)")
    SPOKEN = "spoken", _("Spoken (phone, in person)")


class MessageLanguage(models.TextChoices):
    EN = "en", _("English")
    FR = "fr-CA", _("French")


class Address(models.TextChoices):
    TU = "tu", _("tu")
    VOUS = "vous", _("vous")
