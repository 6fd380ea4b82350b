"""Which language a text is in, and whether a French text says tu or vous."""

import re
from collections import Counter

from outreach.message.sentences import fold
from outreach.message.vocabulary import Language
from outreach.message.wordlists import word_list

_WORD = re.compile(r"[a-z]+")
_FRENCH = word_list("french")
_ENGLISH = word_list("english")
_TU = re.compile(
    r"\b(?:tu|te|toi|ton|ta|tes|tien|tienne|dis-moi|ecris-moi|fais-moi|reponds-moi|envoie-moi)\b"
    r"|\bt'(?=[aeiouyh])|-tu\b"
)
_VOUS = re.compile(r"\b(?:vous|votre|vos|votres?|[a-z]{2,}ez-moi|veuillez)\b")
_PLURAL = re.compile(r"\b(?:a|chez|entre|avec|pour) vous (?:deux|tous|toutes)\b|\brendez-vous\b")


def recognise(text: str, folded: str = "") -> Language:
    """The language of a text, perhaps folded already; English when there is nothing to go by."""
    words = Counter(_WORD.findall(folded or fold(text)))
    french = sum(count for word, count in words.items() if word in _FRENCH) + _accents(text)
    english = sum(count for word, count in words.items() if word in _ENGLISH)
    return Language.FR if french > english else Language.EN


def _accents(text: str) -> float:
    """French accents speak for French where function words are few ("Un café à Québec?")."""
    return 0 if text.isascii() else 0.5 * sum(map(text.count, "éèêàùçœ"))


def addresses(folded: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The places that say tu and those that say vous, as spans, in a folded French text."""
    singular = _PLURAL.sub(lambda match: " " * len(match.group()), folded)
    return (
        [match.span() for match in _TU.finditer(singular)],
        [match.span() for match in _VOUS.finditer(singular)],
    )
