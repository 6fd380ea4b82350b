"""A wording: a curated text for one move, and where it may be used."""

from dataclasses import dataclass

from outreach.message.vocabulary import Kind, Language, Length, Move


@dataclass(frozen=True, slots=True)
class Wording:
    """One text for one move. An empty key means "any"; a filled one must match.

    ``text`` holds placeholders in single braces, ``{shared_history}``; it declares them by
    using them. ``key`` names the wording for good (shipped file and database row alike), so
    that "another wording" can leave out the one on the page.
    """

    key: str
    kind: Kind
    move: Move
    language: Language
    length: Length
    text: str
    ask: str = ""
    approach: str = ""
    tone: str = ""
    address: str = ""
