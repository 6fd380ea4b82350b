"""What a user typed on the way to a message: beginnings of sentences, and what came after."""

from collections.abc import Iterator

from outreach.facts import address_of, asked_by, language_of, own_key
from outreach.message.questions import questions_of_kind
from outreach.message.vocabulary import Kind
from outreach.models import Outreach

SENTENCE = "say_"
"""How the names of the fields begin that complete a sentence."""
TEXTS = ("subject", "body")


def typed_in(outreach: Outreach) -> str:
    """A line for each sentence; then what could not be taken in yet."""
    stems = _stems(outreach)
    said = [f"{stems.get(key, '')} {text}" for key, text in outreach.answers.items() if text]
    return "\n".join(line.strip() for line in (*said, *_unfinished(outreach)))


def _stems(outreach: Outreach) -> dict[str, str]:
    how = (language_of(outreach), address_of(outreach))
    stems = {one.key: one.stem for one in questions_of_kind(Kind.HELLO, *how)}
    for kind in Kind:
        stems |= {own_key(kind, one.key): one.stem for one in questions_of_kind(kind, *how)}
    return stems | {one.key: one.stem for one in asked_by(outreach)}


def _unfinished(outreach: Outreach) -> Iterator[str]:
    """The texts alone: what was chosen from a list says nothing of the person."""
    for fields in outreach.unfinished.values():
        for name, text in fields.items():
            if name.startswith(SENTENCE) or name in TEXTS:
                yield str(text)
