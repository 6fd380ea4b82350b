"""The word lists of the grammar, read from ``data/words-en.toml`` and ``data/words-fr.toml``."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"


@cache
def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / f"words-{name}.toml").read_text("utf-8"))


def sequence(name: str, key: str) -> tuple[str, ...]:
    """A list in its order, such as the months."""
    return tuple(_file(name)[key].split())


def words(name: str, key: str) -> frozenset[str]:
    """A list as a set."""
    return frozenset(sequence(name, key))


def table(name: str, key: str) -> dict[str, str]:
    """A table of words: past forms and their verbs, verbs and their nouns."""
    return dict(_file(name)[key])
