"""How many examples and cases are tried: all with ``make test-everything``, else a few."""

import os

ALL_CASES = "TEST_ALL_CASES"
"""Set by scripts/test.py, with ``--everything`` and where files are chosen."""
SHARE = 5


def all_are_asked_for() -> bool:
    """Whether this run is to be thorough before it is quick."""
    return bool(os.environ.get(ALL_CASES))


def examples(all_of_them: int) -> int:
    """For ``max_examples`` of what takes long; the next run draws others."""
    return all_of_them if all_are_asked_for() else all_of_them // SHARE
