"""Which language a text is in, and whether a French text says tu or vous."""

import re

from outreach.message.sentences import fold
from outreach.message.vocabulary import Address, Language
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


def recognise(text: str) -> Language:
    """The language of a text; English when there is nothing to go by."""
    folded = fold(text)
    words = _WORD.findall(folded)
    french = sum(word in _FRENCH for word in words) + _accents(text)
    english = sum(word in _ENGLISH for word in words)
    return Language.FR if french > english else Language.EN


def _accents(text: str) -> float:
    """French accents speak for French where function words are few ("Un café à Québec?")."""
    return 0.5 * sum(text.count(accented) for accented in "éèêàùçœ")


def addresses(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The places that say tu and those that say vous, as spans, in a French text."""
    folded = _PLURAL.sub(lambda match: " " * len(match.group()), fold(text))
    return (
        [match.span() for match in _TU.finditer(folded)],
        [match.span() for match in _VOUS.finditer(folded)],
    )


def address_of(text: str) -> Address:
    """Whether a French text says tu; vous when it says neither, as one does in doubt."""
    familiar, polite = addresses(text)
    return Address.TU if len(familiar) > len(polite) else Address.VOUS
