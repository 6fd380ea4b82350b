"""The layout of our own tables: which columns, under which words, in English and in French.

The writers take the words from here and the reader knows them from here, so that a table written
by Reconnect comes back whole, whichever of the two languages it was written in.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from contacts.exchange.record import Record, Target
from contacts.exchange.text import fold

Language = Literal["en", "fr"]

WAYS = 3
"""Columns for addresses, and for numbers; what is more stands in the last of them, on lines."""

HEADINGS: Mapping[Target, Mapping[Language, str]] = {
    Target.FORMATTED_NAME: {"en": "Full name", "fr": "Nom complet"},
    Target.EMAIL: {"en": "E-mail", "fr": "Courriel"},
    Target.PHONE: {"en": "Phone", "fr": "Téléphone"},
    Target.LINKEDIN_URL: {"en": "LinkedIn", "fr": "LinkedIn"},
    Target.ORGANISATION: {"en": "Organization", "fr": "Organisation"},
    Target.TITLE: {"en": "Job title", "fr": "Titre du poste"},
    Target.CITY: {"en": "City", "fr": "Ville"},
    Target.COUNTRY: {"en": "Country", "fr": "Pays"},
    Target.RELATIONSHIP: {"en": "How you know each other", "fr": "Ce qui vous relie"},
    Target.CLOSENESS: {
        "en": "How well you knew each other",
        "fr": "À quel point vous vous connaissiez",
    },
    Target.SHARED_HISTORY: {
        "en": "What you did together",
        "fr": "Ce que vous avez fait ensemble",
    },
    Target.LAST_CONTACT: {"en": "Last in touch", "fr": "Dernier échange"},
    Target.RHYTHM_MONTHS: {
        "en": "Keep in touch every (months)",
        "fr": "Garder le contact tous les (mois)",
    },
    Target.GREETING_NAME: {"en": "What you call them", "fr": "Comment vous l’appelez"},
    Target.FORMAL_NAME: {"en": "In a formal letter", "fr": "Dans une lettre officielle"},
    Target.TAGS: {"en": "Tags", "fr": "Étiquettes"},
    Target.NOTES: {"en": "Notes", "fr": "Notes"},
    Target.CONNECTED_ON: {"en": "Connected on LinkedIn", "fr": "En relation sur LinkedIn"},
    Target.DO_NOT_CONTACT: {"en": "Do not contact", "fr": "Ne pas contacter"},
    Target.OPTED_OUT: {
        "en": "Asked not to be contacted",
        "fr": "A demandé qu’on ne lui écrive plus",
    },
    Target.UID: {"en": "Reconnect ID", "fr": "Identifiant Reconnect"},
}

RELATIONSHIPS: Mapping[str, Mapping[Language, str]] = {
    "manager": {"en": "Manager or supervisor", "fr": "Gestionnaire ou responsable"},
    "professor": {"en": "Professor or teacher", "fr": "Prof, à l’école ou à l’université"},
    "mentor": {"en": "Mentor", "fr": "Mentorat"},
    "colleague": {"en": "Colleague", "fr": "Collègue"},
    "report": {
        "en": "Someone I managed or taught",
        "fr": "Quelqu’un que je dirigeais ou à qui j’enseignais",
    },
    "classmate": {"en": "Classmate", "fr": "Camarade d’études"},
    "client": {"en": "Client or partner", "fr": "Relation d’affaires"},
    "acquaintance": {"en": "Acquaintance", "fr": "Connaissance"},
    "friend": {"en": "Friend or family", "fr": "Amitié ou famille"},
    "other": {"en": "Other", "fr": "Autre"},
}
CLOSENESSES: Mapping[str, Mapping[Language, str]] = {
    "well": {"en": "We knew each other well", "fr": "Nous nous connaissions bien"},
    "somewhat": {"en": "We knew each other somewhat", "fr": "Nous nous connaissions un peu"},
    "barely": {"en": "We barely knew each other", "fr": "Nous nous connaissions à peine"},
}
YES: Mapping[Language, str] = {"en": "yes", "fr": "oui"}


def _folded(words: Mapping[str, Mapping[Language, str]]) -> dict[str, str]:
    spelled = {fold(word): code for code, each in words.items() for word in each.values()}
    return {**{code: code for code in words}, **spelled}


_RELATIONSHIPS, _CLOSENESSES = _folded(RELATIONSHIPS), _folded(CLOSENESSES)
_YES = frozenset({"yes", "y", "oui", "o", "true", "vrai", "1", "x"})


def relationship_named(text: str) -> str:
    """The relationship that a word of either language, or its own code, stands for; or ""."""
    return _RELATIONSHIPS.get(fold(text), "")


def closeness_named(text: str) -> str:
    """The same for how well two knew each other."""
    return _CLOSENESSES.get(fold(text), "")


def means_yes(text: str) -> bool:
    """Whether a cell says yes."""
    return fold(text) in _YES


def headings(language: Language) -> list[str]:
    """The words above the columns."""
    row: list[str] = []
    for target, words in HEADINGS.items():
        row.append(words[language])
        if target in (Target.EMAIL, Target.PHONE):
            row.extend(f"{words[language]} {number}" for number in range(2, WAYS + 1))
    return row


def cells(record: Record, language: Language) -> list[str]:
    """One person as a row below ``headings``."""
    return [
        record.formatted_name,
        *_spread(record.emails),
        *_spread(record.phones),
        record.linkedin_url,
        record.organisation,
        record.title,
        record.city,
        record.country,
        _word(RELATIONSHIPS, record.relationship, language),
        _word(CLOSENESSES, record.closeness, language),
        record.shared_history,
        record.last_contact,
        str(record.rhythm_months or ""),
        record.greeting_name,
        record.formal_name,
        together(record.tags),
        record.notes,
        record.connected_on,
        YES[language] if record.do_not_contact else "",
        YES[language] if record.opted_out else "",
        record.uid,
    ]


def together(values: Iterable[str]) -> str:
    """Several values in one cell: with semicolons, or on lines where a value has one itself.

    A line end after a single value says that it is one.
    """
    found = list(values)
    if not any(re.search(r"[;,/|]|:::", value) for value in found):
        return "; ".join(found)
    return "\n".join(found) + ("\n" if len(found) == 1 else "")


def _spread(values: tuple[str, ...]) -> list[str]:
    """The values over the columns for them, each alone in its cell as long as that is possible."""
    first, rest = values[: WAYS - 1], values[WAYS - 1 :]
    return [*first, *[""] * (WAYS - 1 - len(first)), "\n".join(rest)]


def _word(words: Mapping[str, Mapping[Language, str]], code: str, language: Language) -> str:
    return words[code][language] if code in words else code
