"""Who may import whom, read from the syntax trees; the table is in docs/architecture.md."""

import ast
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("accounts", "contacts", "outreach", "advising", "reconnect_site")
PURE = (
    "contacts.exchange",
    "outreach.message",
    "outreach.progress",
    "outreach.promises",
    "outreach.digest.schedule",
    "outreach.delivery.inbound",
)
# What the pure core may use beside the standard library: readers of one format each.
PARSERS = {"phonenumbers", "rapidfuzz", "chardet", "openpyxl", "defusedxml", "icalendar"}
CLOCKS = {"now", "utcnow", "today", "localtime", "gmtime", "time", "monotonic", "perf_counter"}
CLOCK_OWNERS = {"datetime", "date", "time", "timezone"}
# The standard library is allowed but for what reaches outside, or differs from run to run.
OUTSIDE = {"random", "secrets", "socket", "subprocess", "logging", "os", "tempfile", "threading"}
SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals")
DRAWERS = {"utils", "util", "helpers", "common", "misc"}


def module_name(path: Path) -> str:
    """The dotted name of a source file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


SOURCES = {
    module_name(path): path
    for layer in LAYERS
    for path in sorted((ROOT / layer).rglob("*.py"))
    if "migrations" not in path.parts
}
PURE_SOURCES = [name for name in SOURCES if name.startswith(PURE)]


@cache
def tree(name: str) -> ast.Module:
    """The parsed source of a module of ours."""
    return ast.parse(SOURCES[name].read_text("utf-8"))


def imports(name: str) -> Iterator[str]:
    """Every module or name that is imported, inside functions too, as a dotted path."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def offenders(
    names: Iterable[str], find: Callable[[str], Iterable[str | int]]
) -> dict[str, list[str | int]]:
    """What ``find`` objects to in these modules, by module; modules without fault are left out."""
    return {name: found for name in names if (found := list(find(name)))}


def layer_of(name: str) -> int:
    """The number of the layer that a module of ours is in; -1 for the pure core."""
    return -1 if name.startswith(PURE) else LAYERS.index(name.split(".")[0])


def test_the_pure_core_is_where_we_look() -> None:
    assert {part for part in PURE if any(name.startswith(part) for name in SOURCES)} == set(PURE)


def test_a_layer_imports_only_from_layers_below() -> None:
    def find(name: str) -> Iterator[str]:
        ours = (found for found in imports(name) if found.split(".")[0] in LAYERS)
        return (found for found in ours if layer_of(found) > layer_of(name))

    assert offenders(SOURCES, find) == {}


def test_imports_are_absolute() -> None:
    def find(name: str) -> Iterator[int]:
        nodes = (node for node in ast.walk(tree(name)) if isinstance(node, ast.ImportFrom))
        return (node.lineno for node in nodes if node.level)

    assert offenders(SOURCES, find) == {}


def test_the_pure_core_knows_the_standard_library_and_parsers_only() -> None:
    allowed = (sys.stdlib_module_names | PARSERS | set(LAYERS)) - OUTSIDE

    def find(name: str) -> Iterator[str]:
        return (found for found in imports(name) if found.split(".")[0] not in allowed)

    assert offenders(PURE_SOURCES, find) == {}


def test_the_pure_core_reads_no_clock() -> None:
    def find(name: str) -> Iterator[str]:
        calls = (node.func for node in ast.walk(tree(name)) if isinstance(node, ast.Call))
        return (
            f"line {call.lineno}: {ast.unparse(call)}"
            for call in calls
            if isinstance(call, ast.Attribute)
            and call.attr in CLOCKS
            and ast.unparse(call.value).split(".")[-1] in CLOCK_OWNERS
        )

    assert offenders(PURE_SOURCES, find) == {}


def test_nothing_happens_by_signal() -> None:
    def find(name: str) -> Iterator[str]:
        return (found for found in imports(name) if found.startswith(SIGNALS))

    assert offenders(SOURCES, find) == {}


def test_there_is_no_drawer_for_everything() -> None:
    assert [name for name in SOURCES if not DRAWERS.isdisjoint(name.split("."))] == []


def test_the_status_of_an_outreach_is_written_in_actions_alone() -> None:
    """A move is a conditional update that leaves an event; an assignment would be neither."""

    def find(name: str) -> Iterator[int]:
        assigned = (node for node in ast.walk(tree(name)) if isinstance(node, ast.Assign))
        targets = (target for node in assigned for target in node.targets)
        return (
            target.lineno
            for target in targets
            if isinstance(target, ast.Attribute) and target.attr == "status"
        )

    others = [name for name in SOURCES if not name.startswith("outreach.actions")]
    assert offenders(others, find) == {}
