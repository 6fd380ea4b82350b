"""What a fault is: something injected, many times, with a promise that must hold each time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from faults.world import World


@dataclass
class Tally:
    """What happened in one try, or in many."""

    messages: int = 0  # in F1, F2, F11 and F23: saves
    kills: int = 0
    duplicates: int = 0
    lost: int = 0
    unconfirmed: int = 0
    broken: list[str] = field(default_factory=list)

    def must(self, holds: bool, otherwise: str) -> None:
        """A promise of the fault beyond duplicates and losses."""
        if not holds:
            self.broken.append(otherwise)

    def add(self, other: "Tally") -> None:
        """Sum up."""
        self.messages += other.messages
        self.kills += other.kills
        self.duplicates += other.duplicates
        self.lost += other.lost
        self.unconfirmed += other.unconfirmed
        self.broken += other.broken

    @property
    def is_kept(self) -> bool:
        """Whether every promise was kept."""
        return not (self.duplicates or self.lost or self.broken)


Try = Callable[["World", Random], Tally]


@dataclass(frozen=True)
class Fault:
    """One row of the table."""

    id: str
    injected: str
    try_once: Try
    share: float = 1.0  # of the runs that are asked for: some tries take long

    def runs(self, asked: int) -> int:
        """How often it is tried; what takes long not at all in a short pass."""
        return round(asked * self.share)


FAULTS: list[Fault] = []


def fault(id: str, injected: str, *, share: float = 1.0) -> Callable[[Try], Try]:
    """Enter a function into the table."""

    def enter(try_once: Try) -> Try:
        FAULTS.append(Fault(id, injected, try_once, share))
        return try_once

    return enter


def chosen(ids: list[str]) -> Iterator[Fault]:
    """Those of these ids in the order of TRUST.md, or all; several rows may share an id."""
    for one in sorted(FAULTS, key=lambda fault: int(fault.id[1:])):
        if not ids or one.id in ids:
            yield one
