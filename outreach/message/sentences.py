"""Sentences with their places in the text: greeting, body, sign-off.

Every offset is an offset into the text as given. ``fold`` makes a twin of exactly the same
length (lower case, no accents, straight quotes), so that phrases can be looked for in the
twin and shown in the original.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a stretch of text is within a message."""

    GREETING = "greeting"
    BODY = "body"
    SIGN_OFF = "sign_off"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: ``text[start:end]`` without the spaces around it."""

    start: int
    end: int
    role: Role


_STRAIGHT = {
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"',
    "»": '"', "–": "-", "—": "-", "‑": "-", "−": "-", "…": ".", "œ": "o", "æ": "a", "ß": "s",
    "\t": " ", "\r": " ", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
}  # fmt: skip


class _FoldTable(dict[int, str]):
    """A translation table that works out each character when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = unicodedata.normalize("NFD", _STRAIGHT.get(char, char))[0].lower()
        self[code] = folded = base if len(base) == 1 else char
        return folded


_FOLD = _FoldTable()
_WRAPPED = re.compile(r"(?<!\n)\n(?!\s*\n)")


def fold(text: str) -> str:
    """Lower case, without accents, straight quotes, single line breaks as spaces; same length."""
    return unwrap(straighten(text))


def straighten(text: str) -> str:
    """The same with its line breaks."""
    return text.translate(_FOLD)


def unwrap(straight: str) -> str:
    """Single line breaks as spaces."""
    return _WRAPPED.sub(" ", straight)


_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:mr|mrs|ms|dr|prof|st|ste|sr|jr|mx|fr|rev|m|mm|mme|mlle|e\.g|i\.e|vs|approx|"
    r"etc|ext|tel|cf|p\.ex|p|env|dept|univ|inc|ltd|[a-z]\.sc|[a-z]\.ed|ph\.d|[a-z]\.a|[a-z])$"
)
_BEFORE_NUMBER = re.compile(
    r"(?:^|[\s(])(?:no|nos|jan|feb|mar|apr|aug|sept?|oct|nov|dec|art|vol|pp)$"
)
_LONGER_THAN_ANY = 12
"""More characters than an abbreviation has, with the mark before it."""
_BREAK = re.compile(r"[.!?…]+(?:\s?»|[\"')”\]])*(?:\s+|$)|\n\s*\n|\n")
_GREETING = re.compile(
    r"(?:(?:hi+|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|bonjour|bonsoir|"
    r"salut|allo|coucou|ch(?:er|ere|ers|eres)|madame|monsieur|my dear|ave|kia ora|namaste|howdy|"
    r"yo|m\.|mme)\b(?:(?:mr|mrs|ms|dr|prof|fr|sr|st|rev|mx|m|mme|mlle|me)\.|[^,!.:;?\n]){0,45}?)(?:[,!:]+|\.(?=\s)|\s-\s|\n|$)"
)
_NAME_ALONE = re.compile(r"[^\W\d_][\w.'-]*(?: [^\W\d_][\w.'-]*){0,3}(?:[,!:]+|\s-)(?=\s)")
_PARTICLES = frozenset(
    {"de", "du", "van", "von", "der", "ben", "al", "el", "la", "le", "and", "et"}
)
_CLOSING = re.compile(
    r"(?:(?:kind|best|warm|warmest|many|with|all|very|yours|your|sincerely|regards|cheers|thanks|"
    r"thank you|ta|take care|warmly|best|love|cordialement|amicalement|respectueusement|merci|"
    r"bien|salutations|veuillez|au plaisir|a bientot|a plus|mes|avec|sincerement|je vous prie|"
    r"amities|bises|prost|respectfully|gratefully|cordially|until|talk soon|speak soon)\b)"
)
_CLOSING_LINE = 60
_GREETING_WORDS = 6
_NAME_LINE = re.compile(r"[^\W\d_][^\n?!]{0,45}$")


def split(text: str, straight: str | None = None) -> tuple[Sentence, ...]:
    """The sentences of a text in order; never fails, and covers everything but white space.

    ``straight`` is the straightened text, where it is at hand.
    """
    folded = straight or straighten(text)
    spans = list(_spans(text, folded))
    first = _greeting_end(text, folded)
    sentences: list[Sentence] = []
    for start, end in spans:
        if start < first < end:
            sentences += _part(text, start, first, Role.GREETING)
            sentences += _part(text, first, end, Role.BODY)
        else:
            sentences += _part(text, start, end, Role.GREETING if end <= first else Role.BODY)
    return _mark_sign_off(text, folded, sentences)


def _spans(text: str, folded: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(text):
        if _breaks(text, folded, start, match):
            yield start, match.end()
            start = match.end()
    if start < len(text):
        yield start, len(text)


def _breaks(text: str, folded: str, start: int, match: re.Match[str]) -> bool:
    mark = match.group()
    if mark == "\n":
        return _line_ends(folded, start, match.start(), match.end())
    if not mark.strip() or mark[0] in "!?":
        return True
    if (
        mark[0] == "."
        and mark[1:2] in ("", " ")
        and _ABBREVIATION.search(_before(folded, start, match))
    ):
        return match.end() == len(text) or "\n" in mark
    follows = text[match.end() : match.end() + 1]
    if (
        mark[0] == "."
        and follows.isdigit()
        and _BEFORE_NUMBER.search(_before(folded, start, match))
    ):
        return False
    ellipsis = mark.startswith("..") or text[match.start()] == "…"
    return not (ellipsis and follows.islower())


def _before(folded: str, start: int, match: re.Match[str]) -> str:
    """What stands before a full stop, as far as an abbreviation goes: "A. A. A. …" never ends."""
    return folded[max(start, match.start() - _LONGER_THAN_ANY) : match.start()]


def _line_ends(folded: str, start: int, end: int, after: int) -> bool:
    """Whether a single line break ends a sentence: not in a text wrapped at a fixed width."""
    line = folded.rfind("\n", 0, end) + 1
    wrapped = end - max(line, start) > _CLOSING_LINE and folded[after : after + 1].isalnum()
    return not wrapped


def _greeting_end(text: str, folded: str) -> int:
    lead = len(text) - len(text.lstrip())
    match = _GREETING.match(folded, lead)
    if match and len(match.group().split()) <= _GREETING_WORDS:
        end = match.end()
        if folded[lead:end].rstrip(" ,!:.\n") in ("hi", "hello", "hey", "bonjour", "salut"):
            name = _NAME_ALONE.match(folded, end + len(folded[end:]) - len(folded[end:].lstrip()))
            if name and name.end() - end < 30 and text[end:].lstrip()[:1].isupper():
                return name.end()
        return end
    name = _NAME_ALONE.match(text, lead)
    return name.end() if name and _capitalised(name.group()) else 0


def _capitalised(words: str) -> bool:
    return all(
        word[0].isupper() or word in _PARTICLES for word in words.split() if word[0].isalpha()
    )


def _part(text: str, start: int, end: int, role: Role) -> list[Sentence]:
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return []
    start += len(piece) - len(piece.lstrip())
    return [Sentence(start, start + len(stripped), role)]


def _mark_sign_off(text: str, folded: str, sentences: list[Sentence]) -> tuple[Sentence, ...]:
    """Walk back over the last lines while they look like a closing and a name."""
    cut = len(sentences)
    while cut > 1 and len(sentences) - cut < 4:
        sentence = sentences[cut - 1]
        if sentence.role is not Role.BODY or not _signs_off(text, folded, sentence):
            break
        cut -= 1
    closing = [Sentence(s.start, s.end, Role.SIGN_OFF) for s in sentences[cut:]]
    return tuple(sentences[:cut] + closing)


def _signs_off(text: str, folded: str, sentence: Sentence) -> bool:
    piece = folded[sentence.start : sentence.end]
    if len(piece) > _CLOSING_LINE and not piece.startswith(("veuillez", "je vous prie")):
        return False
    words = piece.split()
    own_line = sentence.start == 0 or "\n" in text[max(0, sentence.start - 2) : sentence.start]
    if piece.endswith(",") and own_line and _CLOSING.match(piece):
        return True
    if piece.startswith(("veuillez", "je vous prie")) and "salutations" in piece:
        return True
    if len(words) > 6 or piece[-1] in "?!":
        return False
    if own_line:
        return bool(_NAME_LINE.match(text[sentence.start : sentence.end])) and _is_name(
            text, sentence
        )
    return len(words) <= 2 and piece[-1] != "." and _is_name(text, sentence)


def _is_name(text: str, sentence: Sentence) -> bool:
    words = text[sentence.start : sentence.end].split()
    capitals = all(word[:1].isupper() or word in _PARTICLES for word in words)
    return len(words) <= (4 if capitals else 2) and (capitals or len(words[0]) <= 2)
