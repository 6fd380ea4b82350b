"""Formula prefixes, and back (TRUST.md, T17)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.exchange.neutral import neutral, undone

PREFIXES = ["=", "+", "-", "@", "\t", "\r", "\0"]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_T17_a_cell_that_would_run_gets_an_apostrophe(prefix: str) -> None:
    assert neutral(f"{prefix}cmd") == f"'{prefix}cmd"


@pytest.mark.parametrize("text", ["", "Maria", "a=b", "'tis", " =1", "5 + 5", "'"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert neutral(text) == text
    assert undone(text) == text


def test_a_text_that_had_an_apostrophe_keeps_it() -> None:
    assert neutral("'=1") == "''=1"
    assert undone("''=1") == "'=1"


@given(st.text(st.sampled_from("'=+-@\t\r\0a ")) | st.text())
def test_T17_what_was_made_plain_comes_back(text: str) -> None:
    assert undone(neutral(text)) == text
    assert neutral(text)[:1] not in PREFIXES
