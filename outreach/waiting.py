"""Messages that the user lets wait for somebody's word before they go.

Who that is, the layers above know (advising.waiting), and they are asked each time: ``waits_since``
may still be set when nobody is left who could say the word, and then the message may go.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import get_text_list
from django.utils.translation import gettext

from contacts.exchange.text import isolated
from outreach.models import Message


@dataclass(frozen=True, slots=True)
class Awaited:
    """Whose word a message waits for, and the page on which the user ends that."""

    names: list[str]
    url: str

    @property
    def named(self) -> str:
        """The names in a sentence."""
        return named(self.names)


Asked = Callable[[Message, datetime], Awaited | None]

WHOSE: list[Asked] = []
"""The layers above add to it when the site starts (AppConfig.ready)."""


def awaited(message: Message, *, now: datetime) -> Awaited | None:
    """Whose word this message waits for now; None for one that may go."""
    if message.waits_since is None:
        return None
    answers = (ask(message, now) for ask in WHOSE)
    return next((found for found in answers if found), None)


def named(names: list[str]) -> str:
    """Names in a sentence: "Anna and Bruno"."""
    return get_text_list([isolated(name) for name in names], gettext("and"))
