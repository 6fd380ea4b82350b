"""Whatever a file holds, reading it gives an answer (hypothesis)."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from contacts.exchange import read_file
from contacts.exchange.header_words import WORDS
from contacts.exchange.own_layout import headings
from contacts.exchange.record import Choices, Limits, ReadFile, Severity, Target
from tests.contacts.exchange.test_google import NEW, OLD
from tests.contacts.exchange.test_outlook import ENGLISH, US

choices = st.builds(
    Choices,
    encoding=st.sampled_from(["", "UTF-8", "windows-1252", "UTF-16", "x"]),
    delimiter=st.sampled_from(["", ",", ";", "x"]),
    header_line=st.integers(-1, 4),
    targets=st.lists(st.sampled_from(Target), max_size=4).map(tuple),
    day_first=st.sampled_from([None, True, False]),
    region=st.sampled_from(["CA", "GB", "", "??"]),
)
limits = st.builds(
    Limits,
    rows=st.integers(1, 20),
    columns=st.integers(1, 20),
    cell_characters=st.integers(1, 50),
    line_bytes=st.integers(1, 500),
)
LAYOUTS = [OLD, NEW, ",".join(ENGLISH), US, ",".join(headings("fr")), "Name,Email,Last contact"]
ODD = """
ann@x.example | a@b; c@d.example | Roy, Ann | 0/0/00 | 3/4/2019 | --04-12 | 4E+11 | 12:30
https://www.linkedin.com/in/x | javascript:x | /o=x/cn=y | a ::: b | * myContacts | '=1 | \"
٣/٤/٢٠١٩ | tel:+1;ext=5 | ²³¹ | a\x00b | a\u202eb | n/a | 1980 | 2 | 31
"""
values = st.one_of(
    st.text(max_size=12),
    st.sampled_from([*ODD.replace("\n", "|").split(" | "), "x" * 300, "\x00", "\u3164"]),
)


def check(found: ReadFile) -> None:
    """What holds of every answer."""
    if found.file_error:
        assert (found.contacts, found.duplicates) == ((), ())
    refused = {error.record for error in found.row_errors if error.severity is Severity.ERROR}
    for person in found.contacts:
        assert person.formatted_name
        assert person.record not in refused
        assert max(len(person.formatted_name), len(person.notes) // 25) <= 200
        assert "\\u0000" not in json.dumps(person.as_json())
    for error in found.row_errors:
        assert min(error.line, error.record) > 0
        assert len(error.value) <= 200


@given(st.binary(max_size=400), st.sampled_from(["x.csv", "x.vcf", "x.xlsx", "", "x.zip"]), choices)
def test_any_bytes(data, name, chosen):
    check(read_file(data, name, choices=chosen))


@given(st.text(st.sampled_from('ab1@.,;\t|"\n\r\x00 é/:'), max_size=200), choices, limits)
def test_anything_shaped_like_a_table(text, chosen, within):
    check(read_file(f"Name,Email\n{text}".encode(), "x.csv", choices=chosen, limits=within))


@settings(deadline=None)
@given(st.data(), choices)
def test_any_values_under_any_layout(data, chosen):
    header = data.draw(st.sampled_from(LAYOUTS))
    width = header.count(",") + 1
    row = st.lists(values, min_size=1, max_size=width + 1)
    rows = data.draw(st.lists(row, min_size=1, max_size=3))
    lines = [",".join(f'"{cell}"' for cell in cells) for cells in rows]
    text = "\n".join([header, *lines])
    check(read_file(text.encode("utf-8", "replace"), "x.csv", choices=chosen))


@given(
    st.lists(st.sampled_from([*WORDS, "x", "", "url"]), min_size=1, max_size=8),
    st.lists(values, min_size=1, max_size=9),
    choices,
)
def test_any_header(header, cells, chosen):
    text = "\n".join(";".join(f'"{cell}"' for cell in row) for row in (header, cells))
    check(read_file(text.encode("utf-8", "replace"), "x.csv", choices=chosen))
