"""docs/security.md names tests that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "security.md").read_text()


def test_every_test_the_page_names_exists() -> None:
    sources = (path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
    there = {name for text in sources for name in re.findall(r"^def (test_\w+)", text, re.M)}
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert len(named) > 50
    assert named - there == set()


def test_every_line_has_a_test_or_a_reason() -> None:
    lines = [line.split("|")[1:-1] for line in PAGE.splitlines() if line.startswith("| ")][1:]
    assert [line[0] for line in lines if len(line) != 3 or not line[2].strip()] == []
