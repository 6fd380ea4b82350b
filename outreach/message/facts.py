"""What the composer is told: one frozen dataclass, filled at the rim from the models.

Nothing here knows a database or a clock. Dates arrive as dates, "now" never does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from outreach.message.vocabulary import (
    Address,
    Approach,
    Channel,
    Kind,
    Language,
    Situation,
    Tone,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything one message may say. Empty text means: not known, do not mention.

    ``answers`` holds what the user typed after each sentence beginning, by question key
    (``outreach.message.questions``); it may be clumsy: a final full stop, a capital, a
    missing article. ``gap_years`` is the whole years since the last encounter, None when
    unknown; with ``gap_at_least`` it may be any number more. ``ask`` is the key of the request
    type, a custom one included; empty for a hello. ``sent_on`` is when the opening went out, for
    nudges and replies.
    """

    kind: Kind
    channel: Channel
    language: Language
    tone: Tone
    address: Address
    sender_name: str
    greeting_name: str
    formal_name: str = ""
    full_name: str = ""
    ask: str = ""
    approach: Approach = Approach.UP_FRONT
    shared_history: str = ""
    why_you: str = ""
    gap_years: int | None = None
    gap_at_least: bool = False
    situation: Situation | None = None
    situation_date: date | None = None
    promise_months: int | None = None
    signature: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    sent_on: date | None = None
