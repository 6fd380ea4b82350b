"""Who next: which lapsed contacts to suggest, and the plain reasons.

Pure: no Django, no clock. In studies of dormant ties people picked comfortable contacts, while the
reconnections that brought most that was new were often with people of higher standing or less well
known (Levin, Walter and Murnighan 2011, 2015). So one place each is kept for them; the rest goes by
score.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MOST = 5
REASONS_AT_MOST = 3
HIGHER_STANDING = frozenset({"manager", "professor", "mentor"})
SAW_MY_WORK = frozenset({"manager", "professor", "mentor", "colleague", "client"})
LOOKING = frozenset({"now", "from_date"})
RELATIONSHIP_SCORE = {
    "manager": 3,
    "professor": 3,
    "mentor": 3,
    "colleague": 2,
    "client": 2,
    "report": 1,
    "classmate": 1,
    "acquaintance": 1,
}
AT_MOST_OF_A_KIND = 2
# Beginnings of words that are no field of work, in both languages.
SAY_NOTHING = frozenset(
    "with from senior junior manage direct work jobs office depart compan univer assist princi"  # noqa: SIM905
    " intern head lead avec dans pour chef chez travai bureau entrep servic".split()
)


class Reason(StrEnum):
    """Why somebody is suggested; the page puts it into words."""

    FIELD = "field"
    SAW_MY_WORK = "saw_my_work"
    HIGHER_STANDING = "higher_standing"
    LESS_FAMILIAR = "less_familiar"
    SHARED_HISTORY = "shared_history"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A lapsed contact. ``about`` is what is known of their work; texts may be empty."""

    id: str
    relationship: str = ""
    closeness: str = ""
    last_in_touch: date | None = None
    shared_history: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Seeker:
    """What is known of the user: their situation on the job market and their field of work."""

    situation: str = ""
    field_of_work: str = ""


@dataclass(frozen=True, slots=True)
class Pick:
    """One suggestion, with its reasons, the strongest first."""

    candidate: Candidate
    reasons: tuple[Reason, ...]


def pick(
    candidates: Iterable[Candidate], seeker: Seeker, today: date, most: int = MOST
) -> list[Pick]:
    """Up to ``most`` suggestions. The same all day long; ties are dealt anew every day."""
    field = _stems(seeker.field_of_work)
    ranked = sorted(candidates, key=lambda c: (-_score(c, seeker, field, today), _deal(c, today)))
    chosen = _with_kept_places(ranked, most)
    return [Pick(candidate, _reasons(candidate, seeker, field)) for candidate in chosen]


def _with_kept_places(ranked: Sequence[Candidate], most: int) -> list[Candidate]:
    """The best, then one of higher standing and one less familiar, then by score with variety."""
    chosen = list(ranked[:1])
    for kept_for in (_is_higher_standing, _is_less_familiar):
        if not any(map(kept_for, chosen)):
            chosen += list(filter(kept_for, ranked))[:1]
    for candidate in ranked:
        alike = [c for c in chosen if c.relationship == candidate.relationship]
        if candidate not in chosen and len(alike) < AT_MOST_OF_A_KIND:
            chosen.append(candidate)
        if len(chosen) >= most:
            break
    chosen += [c for c in ranked if c not in chosen][: max(0, most - len(chosen))]
    return chosen[:most]


def _is_higher_standing(candidate: Candidate) -> bool:
    """Somebody who stood above the user, or did then."""
    return candidate.relationship in HIGHER_STANDING


def _is_less_familiar(candidate: Candidate) -> bool:
    """Somebody the user hardly knew."""
    return candidate.closeness == "barely" or candidate.relationship == "acquaintance"


def _score(candidate: Candidate, seeker: Seeker, field: set[str], today: date) -> int:
    score = RELATIONSHIP_SCORE.get(candidate.relationship, 0)
    score += _gap_score(candidate.last_in_touch, today)
    score += 3 if field & _stems(candidate.about) else 0
    score += 1 if candidate.shared_history else 0
    if seeker.situation in LOOKING and candidate.relationship in SAW_MY_WORK:
        score += 1
    return score


def _gap_score(last_in_touch: date | None, today: date) -> int:
    """A few years are the best gap; after twenty, or when nobody knows, the way back is longer."""
    if last_in_touch is None:
        return 0
    years = (today - last_in_touch).days // 365
    return 2 if years < 2 else 3 if years < 10 else 2 if years < 20 else 1


def _reasons(candidate: Candidate, seeker: Seeker, field: set[str]) -> tuple[Reason, ...]:
    found = []
    if field & _stems(candidate.about):
        found.append(Reason.FIELD)
    if seeker.situation in LOOKING and candidate.relationship in SAW_MY_WORK:
        found.append(Reason.SAW_MY_WORK)
    if _is_higher_standing(candidate):
        found.append(Reason.HIGHER_STANDING)
    if _is_less_familiar(candidate):
        found.append(Reason.LESS_FAMILIAR)
    if candidate.shared_history:
        found.append(Reason.SHARED_HISTORY)
    return tuple(found[:REASONS_AT_MOST])


def _stems(text: str) -> set[str]:
    """Words of four letters and more, without accents, cut after six: "Museums" meets "museum"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return {word[:6] for word in re.findall(r"\w{4,}", letters)} - SAY_NOTHING


def _deal(candidate: Candidate, today: date) -> bytes:
    """Deals people of equal score a place that is the same all day and another tomorrow."""
    return hashlib.blake2b(f"{today}{candidate.id}".encode(), digest_size=8).digest()
