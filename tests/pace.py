"""Longest files first, and how long each takes for the last lines of ``make test``.

A plugin of pytest, for scripts/test.py: no worker should sit alone with a long file at the end.
"""

import gc
import json
import os
from collections import Counter
from pathlib import Path

import pytest

LONGEST = (
    "tests/faults/",
    "tests/test_roles.py",
    "tests/contacts/test_bad_inputs.py",
    "tests/reconnect_site/",
    "tests/test_access.py",
    "tests/test_stored_script.py",
    "tests/contacts/imports/",
    "tests/outreach/delivery/test_post.py",
    "tests/outreach/message/test_plausible.py",
)
SECONDS: Counter[str] = Counter()

# Looking for what nobody needs any more was a twentieth of the time: seldom is enough.
gc.set_threshold(100_000, 50, 100)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins early; else the order stays."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


def pytest_collection_finish() -> None:
    """All tests and their modules are here to stay: Python need not look through them again."""
    gc.freeze()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Every phase of every test, whichever worker ran it."""
    SECONDS[f"{report.nodeid.split('::')[0]} ({os.environ['TEST_PART']})"] += report.duration


def pytest_sessionfinish() -> None:
    """The process that hears of all tests writes them down."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        where = Path(os.environ["TEST_FOLDER"]) / f"{os.environ['TEST_PART']}.times"
        where.write_text(json.dumps(SECONDS), "utf-8")
