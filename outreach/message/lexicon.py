"""Phrases as data, and one pass over a text that finds them all.

A lexicon is a mapping from a tag ("thanks", "apology") to phrases, kept in
``data/phrases-en.toml`` and ``-fr.toml``, one a line. They are written almost as plain text,
in lower case and without accents, because they are matched against folded text
(``sentences.fold``). A few shorthands keep them readable:

- a space stands for any run of spaces;
- ``..`` between two words stands for up to four further words of the same clause;
- "n't" is also found without its apostrophe, as in a text message;
- a leading ``^`` stands for the start of a clause;
- ``<name>`` stands for an alternative of the lexicon's macros, ``<id>`` for "i'd|i would".

Anything else is a regular expression, so ``favou?r`` covers both spellings.

There are a few thousand phrases, and a message has a few hundred words. Phrases are therefore
filed under the letters their first word can begin with (``openings``), and at each word only
the phrases filed under its letters are tried.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import chain
from pathlib import Path

from outreach.message.openings import openings, word_keys
from outreach.message.vocabulary import Language

Span = tuple[int, int]
_MatchAt = Callable[[str, int], re.Match[str] | None]
_Tried = tuple[_MatchAt | None, tuple[tuple[str, _MatchAt], ...]]

_MOST_PLACES = 20_000
_GATED = 3
"""From so many patterns on, one that tells quickly whether any of them can match is worth it."""


_DATA = Path(__file__).parent / "data"
_GAP = r"(?: +[^\s.;:!?]+){0,4}? +"
_CLAUSE_START = r'(?:^|(?<=[.!?:;,\n"]\s))'
_SPACE = re.compile(r" (?![?*+])")
_MACRO = re.compile(r"<(\w+)>")
_WORD = re.compile(r"(\w+)(?=('| +\w)?)")
"""A word, and how the text goes on: with an apostrophe or the first letter of the next word."""


class Lexicon:
    """The phrases of one language, by tag."""

    def __init__(self, phrases: Mapping[str, Iterable[str]], macros: Mapping[str, str]) -> None:
        self._macros = macros
        self._tags = frozenset(phrases)
        filed: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for tag, texts in phrases.items():
            for text in texts:
                expanded = self._expand(text)
                for key in openings(expanded):
                    filed[key][tag].append(expanded)
        self._filed = filed
        self._by_key: dict[str, _Tried | None] = {}
        self._by_word: dict[tuple[str, ...], tuple[_Tried, ...]] = {}

    def tags(self) -> frozenset[str]:
        """Every tag of the lexicon: both languages hold the same ones."""
        return self._tags

    def texts(self) -> frozenset[str]:
        """Every phrase as the regular expression it stands for."""
        return frozenset(
            text for filed in self._filed.values() for texts in filed.values() for text in texts
        )

    def scan(self, folded: str) -> dict[str, list[Span]]:
        """Every phrase in a folded text: for each tag its places, in order, none overlapping.

        A tag that does not occur is not in the answer.
        """
        hits: dict[str, list[Span]] = {}
        by_word = self._by_word
        for found in _WORD.finditer(folded):
            place = found.groups("")
            tried = by_word.get(place)
            if tried is None:
                tried = self._tried_at(place)
            if not tried:
                continue
            start = found.start()
            if start and folded[start - 1] == "'":  # "that's fine": a phrase may begin with 's
                _collect(tried, folded, start - 1, hits)
            _collect(tried, folded, start, hits)
        return hits

    def _tried_at(self, place: tuple[str, ...]) -> tuple[_Tried, ...]:
        """The patterns worth trying at a word, remembered for some thousand places."""
        word, after = place
        tried = tuple(one for key in word_keys(word, after[-1:]) if (one := self._filed_under(key)))
        if len(self._by_word) >= _MOST_PLACES:
            self._by_word.clear()
        self._by_word[place] = tried
        return tried

    def _filed_under(self, key: str) -> _Tried | None:
        """The patterns of a key, behind one that tells quickly whether any of them can match."""
        if key not in self._by_key:
            filed = self._filed.get(key)
            self._by_key[key] = _tried(filed) if filed else None
        return self._by_key[key]

    def _expand(self, phrase: str) -> str:
        while "<" in phrase and (found := _MACRO.search(phrase)):
            phrase = phrase.replace(found.group(), f"(?:{self._macros[found.group(1)]})")
        phrase = phrase.replace("n't", "n'?t")
        if phrase.startswith("^"):
            phrase = _CLAUSE_START + phrase[1:]
        return _SPACE.sub(" +", phrase.replace(" .. ", _GAP))


def _collect(
    tried: tuple[_Tried, ...], folded: str, start: int, hits: dict[str, list[Span]]
) -> None:
    """Add the phrases that match at one place, unless the last hit reaches into them."""
    for gate, patterns in tried:
        if gate is not None and not gate(folded, start):
            continue
        for tag, match_at in patterns:
            match = match_at(folded, start)
            if match:
                found = hits.setdefault(tag, [])
                if not found or found[-1][1] <= start:
                    found.append(match.span())


def _tried(filed: Mapping[str, list[str]]) -> _Tried:
    patterns = tuple((tag, _compiled(tuple(texts))) for tag, texts in filed.items())
    if len(patterns) < _GATED:
        return None, patterns
    return _compiled(tuple(dict.fromkeys(chain(*filed.values())))), patterns


@cache
def _compiled(texts: tuple[str, ...]) -> _MatchAt:
    """Many phrases are filed under several keys, and compiled once."""
    return re.compile(f"(?:{'|'.join(texts)})(?:(?<=')|(?!\\w))").match


@cache
def lexicon_of(language: Language) -> Lexicon:
    """The phrases of one language, from ``data/phrases-en.toml`` or ``-fr.toml``."""
    data = tomllib.loads((_DATA / f"phrases-{language.value[:2]}.toml").read_text("utf-8"))
    phrases = {tag: lines.splitlines() for tag, lines in data["phrases"].items()}
    return Lexicon(phrases, data["macros"])
