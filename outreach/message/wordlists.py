"""Short lists of words, read from ``data/wordlists.toml``."""

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "wordlists.toml"


@cache
def word_list(name: str) -> frozenset[str]:
    """One list by its name; an unknown name raises KeyError."""
    return frozenset(_lists()[name].split())


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads(_FILE.read_text("utf-8"))
