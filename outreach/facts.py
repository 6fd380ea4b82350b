"""The one crossing from the models to what the composer is told (outreach.message.facts)."""

import hashlib
from datetime import date

from accounts.models import User
from contacts.exchange.calling import in_full, titled
from contacts.models import Contact, Precision
from outreach.message.facts import Facts
from outreach.message.own_types import asked_with, stem_of, with_request
from outreach.message.questions import Question, questions_for, questions_of_kind
from outreach.message.vocabulary import (
    Address,
    Approach,
    Channel,
    Kind,
    Language,
    Situation,
    Tone,
)
from outreach.models import Outreach

DATED = {Situation.FROM_DATE, Situation.NOT_BEFORE}
"""Situations that are told with a date."""

ROUGH, HALF_A_YEAR = {Precision.YEAR, Precision.AROUND}, 183
"""Dates that may be half a year later than the day that stands for them."""


def language_of(outreach: Outreach) -> Language:
    """The language of the message; the one the draft began with until it is chosen."""
    return Language(outreach.language or Language.EN)


def address_of(outreach: Outreach) -> Address:
    """Tu or vous; without meaning in English."""
    return Address(outreach.address)


def ask_of(outreach: Outreach) -> str:
    """The key of the request type; empty for a hello, which asks nothing."""
    if outreach.is_hello or outreach.request_type is None:
        return ""
    return outreach.request_type.key


def asked_by(outreach: Outreach) -> tuple[Question, ...]:
    """The questions of its request type; one that advisors added begins them in its own words."""
    asked = questions_for(ask_of(outreach), language_of(outreach), address_of(outreach))
    kind = outreach.request_type
    if kind is None:
        return asked
    french = language_of(outreach) is Language.FR
    return asked_with(asked, _stem(outreach), kind.completion_fr if french else kind.completion_en)


def _stem(outreach: Outreach) -> str:
    """The beginning of the sentence that its request type has of its own."""
    kind = outreach.request_type
    if kind is None:
        return ""
    return stem_of(kind.stems, language_of(outreach), address_of(outreach))


def opening_kind(outreach: Outreach) -> Kind:
    """The kind of the first message."""
    return Kind.HELLO if outreach.is_hello else Kind.OPENING


def facts_for(*, outreach: Outreach, kind: Kind, user: User, today: date) -> Facts:
    """Everything one message of this outreach may say. ``today`` is the user's own day."""
    contact: Contact = outreach.contact
    situation = Situation(outreach.situation) if outreach.situation else None
    return Facts(
        kind=kind,
        channel=Channel(outreach.channel or Channel.EMAIL),
        language=language_of(outreach),
        tone=Tone(outreach.tone or user.tone),
        address=address_of(outreach),
        sender_name=user.get_full_name(),
        greeting_name=contact.called,
        formal_name=contact.formal_name or titled(contact.name),
        full_name=in_full(contact.name),
        ask=ask_of(outreach),
        approach=Approach(outreach.approach),
        shared_history=outreach.shared_history,
        why_you=outreach.why_you,
        gap_years=gap_years(contact, today),
        gap_at_least=contact.last_in_touch_precision == Precision.BEFORE,
        situation=situation,
        situation_date=outreach.situation_date if situation in DATED else None,
        promise_months=promised_months(outreach),
        signature=user.signature,
        answers=with_request(answers_for(outreach, kind), _stem(outreach), language_of(outreach)),
        sent_on=outreach.sent_at.astimezone(user.zone).date() if outreach.sent_at else None,
    )


def gap_years(contact: Contact, today: date) -> int | None:
    """Whole years of silence as a message may say them; None where it may be less than one.

    One year is said as "more than a year", which a date known only to the year may not bear out.
    """
    years, on = contact.gap_years(today), contact.last_in_touch
    is_rough = contact.last_in_touch_precision in ROUGH
    if years == 1 and on and is_rough and (today - on).days < 365 + HALF_A_YEAR:
        return None
    return years


def own_key(kind: Kind, key: str) -> str:
    """Under which name ``Outreach.answers`` holds an answer that is for one kind of reply alone."""
    return f"{kind.value}.{key}"


def answers_for(outreach: Outreach, kind: Kind) -> dict[str, str]:
    """What was typed, as one kind of message may say it: no news told twice."""
    asked = questions_of_kind(kind, language_of(outreach), address_of(outreach))
    told = {question.key for question in asked if kind is not Kind.HELLO}
    own = {key: outreach.answers.get(own_key(kind, key), "") for key in told}
    shared = {key: text for key, text in outreach.answers.items() if "." not in key}
    return {key: str(text) for key, text in {**shared, **own}.items()}


def promised_months(outreach: Outreach) -> int | None:
    """The rhythm of the promise, if one was made."""
    return outreach.promise.rhythm_months if hasattr(outreach, "promise") else None


def digest(facts: Facts) -> str:
    """A short mark of the facts, to see whether a text was composed from other ones."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]
