"""A finding: what the checker says about a message."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """BLOCK stops copying and sending; ADVISE is advice and never stops anybody."""

    BLOCK = "block"
    ADVISE = "advise"


@dataclass(frozen=True, slots=True)
class Finding:
    """One observation: a code, the span of the body it is about, and what to do.

    ``start`` and ``end`` are character offsets in the checked text; both are 0 when the
    finding is about something missing. ``reason`` is a message id for gettext, which the
    templates translate for the writer; ``rewrite`` is in the language of the message.
    """

    code: str
    severity: Severity
    start: int
    end: int
    reason: str
    rewrite: str
