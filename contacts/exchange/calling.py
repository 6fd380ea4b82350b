"""What to call somebody of whom a full name is known, as people and their files write names.

Names are shown as typed everywhere (UX.md, W11). Here is only what stands after "Hi", where the
writer has not said it: a degree, an emoji or half of a family name must never stand there.
"""

import re

from contacts.exchange.text import fold

_TITLE_WORDS = """
dr dre doctor docteur docteure prof pr professor professeur professeure emeritus emerita mr mrs ms
miss mx sir dame rev hon honourable m mme mlle me madame monsieur ing
"""
_CREDENTIAL_WORDS = """
jr sr phd md mba ma ba msc bsc med bed peng ing eng cpa ca cma cga fcpa cfa pmp esq rn np mph msw
rsw edd dds dmd dvm jd llb llm mfa bfa mlis mls mpa mpp cphr chrp chrl crha pht arch aia cissp
"""
_PARTICLE_WORDS = """
van von de der den del della di da dos du la le ter ten d
"""
_TITLES = frozenset(_TITLE_WORDS.split())
_CREDENTIALS = frozenset(_CREDENTIAL_WORDS.split())
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_WRITTEN_OUT = {"mme": "Madame", "mlle": "Mademoiselle"}
"""French does not shorten a title in the form of address."""
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_FAMILY_NAME_FIRST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Kana, Han and Hangul: there the whole name is polite, and the first word alone is not."""
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+|[A-Z]")


def first_name(name: str) -> str:
    """The first word that is no title: "Dr. Maria Santos" and "Santos, Maria" give Maria.

    Never empty for a name that is not.
    """
    _, spoken = _read(name)
    return spoken[0]


def called(name: str) -> str:
    """What stands after "Hi": the first name, or as much as it takes not to be rude.

    "Ms. Chen" keeps her title, "J. Smith" the rest; a name all in capitals is not shouted.
    """
    _, spoken = _read(name)
    if surname := titled(name):
        return surname
    if _INITIALS.fullmatch(spoken[0]):
        known = [word for word in spoken if not _INITIALS.fullmatch(word)]
        return known[0] if len(known) > 1 else " ".join(spoken)
    if _begins_family_name(spoken) or _FAMILY_NAME_FIRST.match(spoken[0]):
        return " ".join(spoken)
    return _in_mixed_case(spoken[0], name)


def in_full(name: str) -> str:
    """The whole name as it is said: "Santos, Dr. Maria, PhD" gives Dr. Maria Santos."""
    titles, spoken = _read(name)
    if all(map(_is_title, spoken)):
        return name
    return " ".join([*map(_written_out, titles), *spoken])


def titled(name: str) -> str:
    """A title with the family name, where nothing else is known: "Ms. Chen"; empty otherwise."""
    titles, spoken = _read(name)
    if not titles or _is_title(spoken[0]):
        return ""
    known = [word for word in spoken if not _INITIALS.fullmatch(word)]
    if len(known) > 1 and not _begins_family_name(known):
        return ""
    return " ".join([_written_out(titles[-1]), *(known or spoken)])


def _written_out(title: str) -> str:
    return _WRITTEN_OUT.get(fold(title).strip("."), title)


def _read(name: str) -> tuple[list[str], list[str]]:
    """The titles in front, and the words of the name in the order they are said."""
    before, _, after = (_BRACKETED.sub(" ", name) or name).partition(",")
    behind = [
        word for word in after.replace(",", " ").split() if not _is_credential(word, within=name)
    ]
    words = [word for word in before.split() if any(map(str.isalnum, word))]
    if not all(map(_is_title, behind)):
        words = behind + words
    titles: list[str] = []
    while len(words) > len(titles) and _is_title(words[len(titles)]):
        titles.append(words[len(titles)])
    spoken = [word for word in words if not _is_title(word)]
    return titles, spoken or name.split() or [name]


def _is_title(word: str) -> bool:
    return fold(word).strip(".") in _TITLES


def _is_credential(word: str, *, within: str) -> bool:
    """A degree or the like after a comma: "PhD", "P.Eng.", and capitals where the name has none.

    "Ma" and "Ba" are names, "MA" and "BA" are not.
    """
    letters = word.replace(".", "")
    if fold(word).replace(".", "") in _CREDENTIALS:
        return len(letters) > 2 or letters.isupper() or fold(letters) in ("jr", "sr")
    return len(word) > 1 and word.isupper() and not within.isupper() and "." not in word


def _begins_family_name(words: list[str]) -> bool:
    return len(words) > 1 and words[0] in _PARTICLES


def _in_mixed_case(word: str, name: str) -> str:
    """ "SARAH LEE" and "sarah lee" are read as typed in haste: "Sarah"."""
    in_haste = name.islower() or (name.isupper() and " " in name.strip() and len(word) > 2)
    if not in_haste or not word.replace("-", "").isalpha():
        return word
    return "-".join(part.capitalize() for part in word.split("-"))
