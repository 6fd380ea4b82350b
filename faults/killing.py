"""Where a process kills itself: after so many statements, after a while, or at a named place.

Nothing in the product knows of this. Statements are counted by Django's own wrapper around them;
places are functions that are wrapped from outside.
"""

import functools
import importlib
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db import connection

HEADER = "X-Kill"


@dataclass(frozen=True)
class Plan:
    """One way to die. The empty plan lives on."""

    statement: int = 0
    seconds: float = 0.0
    place: str = ""
    time: int = 1  # how often the place is passed until then

    def as_text(self) -> str:
        """For a header."""
        return f"{self.statement} {self.seconds} {self.place}".rstrip()

    @classmethod
    def from_text(cls, text: str) -> "Plan":
        """From a header."""
        if not text:
            return cls()
        statement, seconds, *place = text.split()
        return cls(int(statement), float(seconds), place[0] if place else "")


def drawn(some: Random, *, statements: int, seconds: float, places: tuple[str, ...] = ()) -> Plan:
    """A plan by chance: a statement, a moment, or a place if there is one."""
    kinds = ["statement", "moment", *(["place"] if places else [])]
    match some.choice(kinds):
        case "statement":
            return Plan(statement=some.randint(1, statements))
        case "moment":
            return Plan(seconds=some.uniform(0.0005, seconds))
        case _:
            return Plan(place=some.choice(places))


def die() -> None:
    """As a power cut would have it: no handler, no clean-up."""
    os.kill(os.getpid(), signal.SIGKILL)


class KillPoint:
    """Carries a plan out in this thread."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._done = 0
        self._passed = 0

    def count(self, execute: Callable[..., Any], *statement: Any) -> Any:
        """A wrapper around every statement, for ``connection.execute_wrapper``."""
        result = execute(*statement)
        self._done += 1
        if self._done == self.plan.statement:
            die()
        return result

    def reached(self, place: str) -> None:
        """The process is at this place."""
        self._passed += self.plan.place == place
        if self._passed == self.plan.time:
            die()


@contextmanager
def armed(plan: Plan) -> Iterator[KillPoint]:
    """While this lasts, the plan holds for what this thread does."""
    point = KillPoint(plan)
    timer = threading.Timer(plan.seconds, die) if plan.seconds else None
    if timer:
        timer.daemon = True
        timer.start()
    try:
        with connection.execute_wrapper(point.count):
            yield point
    finally:
        if timer:
            timer.cancel()


def around(name: str, point: KillPoint) -> None:
    """Wrap a function of the product, such as ``outreach.delivery.outbox:finish``.

    Its two places are called ``before:<name>`` and ``after:<name>``.
    """
    module_name, attribute = name.split(":")
    owner: Any = importlib.import_module(module_name)
    *path, last = attribute.split(".")
    for part in path:
        owner = getattr(owner, part)
    wrapped = getattr(owner, last)

    @functools.wraps(wrapped)
    def with_places(*args: Any, **options: Any) -> Any:
        point.reached(f"before:{name}")
        result = wrapped(*args, **options)
        point.reached(f"after:{name}")
        return result

    setattr(owner, last, with_places)
