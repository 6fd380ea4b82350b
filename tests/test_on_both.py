"""What differs between databases is tried on both (tests/on_both.py)."""

import re
from pathlib import Path

import pytest

from tests.on_both import EACH_CASE, ON_BOTH, TESTED_IN, chosen, has_database
from tests.test_architecture import ROOT, SOURCES

DIFFERS = re.compile(
    r"connection\.vendor|\bcursor\(\)|RawSQL|select_for_update|IntegrityError|OperationalError"
    r"|DatabaseError|Constraint\(|JSONField|ignore_conflicts|update_conflicts|(?:get|update)_or_create"
    r"|bulk_create|bulk_update|on_commit|savepoint|durable=|nulls_first|nulls_last|\.iterator\("
    r"|\.distinct\(|\b(?:Trunc|Extract)[A-Z(]|\b(?:Func|Exists|Subquery|Window|Cast)\("
    r"|ExpressionWrapper|__(?:icontains|istartswith|iregex|regex)\b"
)
"""Locks, collisions, constraints, SQL of our own, and what each database reckons in its own way."""


def file_for(source: str) -> str:
    """The file of tests that mirrors a source file, or the one that is named for it."""
    path = Path(source)
    return TESTED_IN.get(source, f"tests/{path.parent.as_posix()}/test_{path.name}")


def is_listed(path: str) -> bool:
    """Whether a file of tests is in the list, or one of its tests by itself."""
    return path in {listed.partition("::")[0] for listed in ON_BOTH}


def differing() -> list[str]:
    """Source files with something that may go another way on the other database."""
    sources = {path: path.relative_to(ROOT).as_posix() for path in SOURCES.values()}
    return [name for path, name in sources.items() if DIFFERS.search(path.read_text("utf-8"))]


def test_what_differs_between_databases_is_tried_on_both() -> None:
    found = {source: file_for(source) for source in differing()}
    assert {source: path for source, path in found.items() if not is_listed(path)} == {}


def test_what_is_listed_is_there() -> None:
    listed = (*ON_BOTH, *EACH_CASE, *TESTED_IN, *TESTED_IN.values())
    parted = [one.partition("::") for one in listed]
    assert [path for path, _, _ in parted if not (ROOT / path).is_file()] == []
    texts = {path: (ROOT / path).read_text("utf-8") for path, _, _ in parted}
    assert [test for path, _, test in parted if f"def {test}" not in texts[path]] == []


@pytest.mark.parametrize(
    "line", ["with connection.cursor() as cursor:", ".annotate(day=TruncDay('at'))", "Exists(rows)"]
)
def test_such_lines_are_found(line: str) -> None:
    assert DIFFERS.search(line)


def test_what_meets_the_database_is_seen(request, alice) -> None:
    assert has_database(request.node)


@pytest.mark.parametrize("case", [1, 2])
def test_what_does_not_is_left_out(request, case) -> None:
    assert not has_database(request.node)


@pytest.mark.django_db
@pytest.mark.parametrize("case", [1, 2])
def test_one_case_is_enough_there_unless_all_are_asked_for(request, case) -> None:
    here = request.node.nodeid.partition("::")[0]
    ours = [item for item in request.session.items if item.nodeid.startswith(f"{here}::")]
    assert sum("[" in item.nodeid for item in chosen(ours, every_case=False)) == 1
    assert request.node in chosen(ours, every_case=True)
