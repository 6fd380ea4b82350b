"""Links in a text: an editor may plant none but those the host allows (TRUST.md, T7)."""

import re
from collections.abc import Collection

_SCHEME = re.compile(r"\b[a-z][a-z0-9+.-]*:/*(?P<rest>[^\s<>\"']*)", re.I)
# "tout.Merci" is a forgotten space: the last part of a name is all small or all capital.
_BARE = re.compile(
    r"(?<![\w@.-])(?:[A-Za-z0-9-]+\.)+(?:[a-z]{2,24}|[A-Z]{2,24})(?![\w-])(?:[/?#:]\S*)?"
)
# What has a dot in it and is no address: "e.g." and the like have one-letter parts.
_LETTERS = re.compile(r"^(?:[a-z]\.)+[a-z]?$", re.I)


def links_in(text: str) -> list[str]:
    """The links of a text as written, with or without a scheme, in their order."""
    found = [match[0] for match in _SCHEME.finditer(text) if match["rest"]]
    without = _SCHEME.sub(lambda match: " " if match["rest"] else match[0], text)
    bare = [match[0] for match in _BARE.finditer(without) if not _LETTERS.match(match[0])]
    return found + bare


def foreign_links(text: str, allowed: Collection[str]) -> list[str]:
    """The links to other hosts than the allowed ones and what is below them; only the web's own
    two schemes are ever allowed."""
    return [link for link in links_in(text) if not _is_allowed(link, allowed)]


def _is_allowed(link: str, allowed: Collection[str]) -> bool:
    scheme, colon, rest = link.partition("://")
    if colon and scheme.casefold() not in ("http", "https"):
        return False
    if not colon and re.match(r"[a-z][a-z0-9+.-]*:(?!\d)", link, re.I):
        return False
    host = re.split(r"[/?#:]", rest if colon else link, maxsplit=1)[0].casefold()
    # Browsers take more for an end of the host than "/": a backslash, what looks like a slash.
    is_plain = re.fullmatch(r"[a-z0-9.-]+", host) is not None
    return is_plain and any(host == name or host.endswith(f".{name}") for name in allowed)
