"""The head of a phrase, for channels that have no room for all of it.

"the co-op placement at Hydro One in 2014" still places the writer as "the co-op placement at
Hydro One", and as "the co-op placement". Words are only ever left out at the end, before a
preposition, a comma or a bracket, and never so many that nothing is named any more.
"""

import re

from outreach.message.vocabulary import Language

_CUT = {
    Language.EN: re.compile(
        r",? (?=(?:in|at|on|for|from|with|during|under|near|between|where|which|who|that|when"
        r"|\()\b|\()|, "
    ),
    Language.FR: re.compile(
        r",? (?=(?:en|à|au|aux|dans|chez|sur|sous|pour|avec|pendant|durant|lors|entre|près|où|qui"
        r"|de|du|des)\b|d’|\()|, "
    ),
}
_FEWEST_WORDS, _FEWEST_CHARACTERS = 3, 16
_BARE = re.compile(
    r"\b(?:the|our|your|my|a|an|this|and|le|la|les|l’|un|une|des|notre|nos|votre|vos|ton|ta|mon|ma"
    r"|et|or|ou|\w*ing|working)$",
    re.I,
)
_PLAIN_HEAD = re.compile(r"(?:the time|l’époque|notre travail|our work)(?: où)?$")
_PAIRS = (("(", ")"), ("“", "”"), ("«", "»"))


def heads(text: str, language: Language) -> list[str]:
    """Shorter and shorter beginnings of a phrase that still name it, the longest first."""
    cuts = [match.start() for match in _CUT[language].finditer(text)]
    return [text[:cut] for cut in reversed(cuts) if _names_it(text[:cut])]


def _names_it(head: str) -> bool:
    words = re.findall(r"[\w’'.&-]+", head)
    balanced = all(head.count(opened) == head.count(closed) for opened, closed in _PAIRS)
    told = len(words) >= _FEWEST_WORDS or len(head) >= _FEWEST_CHARACTERS
    return told and balanced and not _BARE.search(head) and not _PLAIN_HEAD.match(head)
