"""The wordings that come with Reconnect, read from ``data/wordings-en.toml`` and ``-fr.toml``.

A section's name says where its texts may be used, in words of ``vocabulary``:
``["opening full ask coffee warm"]``. Each text has a letter; section and letter make the key,
which must never be given to another text.
"""

import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path

from outreach.message.vocabulary import (
    Address,
    Approach,
    Ask,
    Kind,
    Language,
    Length,
    Move,
    Tone,
)
from outreach.message.wording import Wording

_DATA = Path(__file__).parent / "data"
_FILES = {"en": Language.EN, "fr": Language.FR}
_SELECTORS: dict[str, type[StrEnum]] = {
    "ask": Ask,
    "approach": Approach,
    "tone": Tone,
    "address": Address,
}


@cache
def shipped_wordings() -> tuple[Wording, ...]:
    """Every shipped wording, in the order of the files."""
    return tuple(wording for name in _FILES for wording in _read(name))


def _read(name: str) -> list[Wording]:
    sections = tomllib.loads((_DATA / f"wordings-{name}.toml").read_text("utf-8"))
    return [
        _wording(name, section, letter, text)
        for section, texts in sections.items()
        for letter, text in texts.items()
    ]


def _wording(name: str, section: str, letter: str, text: str) -> Wording:
    kind, length, move, *rest = section.split()
    return Wording(
        key=".".join([name, *section.split(), letter]),
        kind=Kind(kind),
        move=Move(move),
        language=_FILES[name],
        length=Length(length),
        text=text,
        **_selected(rest),
    )


def _selected(words: list[str]) -> dict[str, str]:
    """Which selector each remaining word of a section's name fills; every word must fill one."""
    selected = {
        name: word for word in words for name, values in _SELECTORS.items() if word in set(values)
    }
    if len(selected) != len(words):
        raise ValueError(f"cannot place every word of {words}")
    return selected
