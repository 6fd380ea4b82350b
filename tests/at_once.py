"""Several jobs at the same moment, as several workers or tabs would do them."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection

LONG = 120
"""Seconds after which something hangs: far more than a busy machine needs."""


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """Do these in a thread each, with a connection of its own; what they give, in order.

    All begin when the last of them is there. What one of them raises is raised here. Ask for
    ``file_database`` before anything that writes.
    """
    together, found = Barrier(len(jobs)), [None] * len(jobs)
    raised: list[BaseException] = []

    def run(place: int, job: Callable[[], Any]) -> None:
        try:
            together.wait(LONG)
            found[place] = job()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair, daemon=True) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    if raised:
        raise raised[0]
    assert not any(thread.is_alive() for thread in threads), "they wait for each other for ever"
    return found
