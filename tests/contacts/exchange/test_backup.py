"""Our own JSON, out and back."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.exchange.backup import read_backup, write_backup
from contacts.exchange.record import FileProblem, Format, Limits, RowProblem, Severity, Time
from tests.contacts.exchange.people import maria

NOW = datetime(2026, 11, 26, 15, tzinfo=UTC)
LIMITS = Limits()


def read(**person):
    """What becomes of one person, given as plain data."""
    whole = {"version": 1, "contacts": [{"formatted_name": "Maria", **person}]}
    return read_backup(json.dumps(whole).encode(), limits=LIMITS)


def problems(result) -> list[tuple[str, str]]:
    """Codes and columns of what was wrong."""
    return [(error.code, error.column) for error in result.row_errors]


def test_everything_comes_back() -> None:
    people = (maria(birthday="--04-12"), maria(formatted_name="Ana", emails=(), times=()))
    result = read_backup(write_backup(people, exported_at=NOW), limits=LIMITS)
    assert result.contacts == tuple(replace(p, record=n) for n, p in enumerate(people, 1))
    assert (result.format, result.encoding, result.row_errors) == (Format.RECONNECT, "utf-8", ())


def test_the_file_says_what_it_is() -> None:
    whole = json.loads(write_backup([maria()], exported_at=NOW))
    assert list(whole) == ["format", "version", "exported_at", "contacts"]
    assert whole["version"] == 1
    assert whole["exported_at"] == "2026-11-26T15:00:00+00:00"
    assert "city" in whole["contacts"][0]
    assert "birthday" not in whole["contacts"][0]


def test_nobody_is_a_whole_file_too() -> None:
    data = write_backup([], exported_at=NOW)
    assert json.loads(data)["contacts"] == []
    assert read_backup(data, limits=LIMITS).file_error is FileProblem.NO_ROWS


def test_two_people_of_one_address_stay_two() -> None:
    data = write_backup([maria(), maria(formatted_name="Ana")], exported_at=NOW)
    assert [p.formatted_name for p in read_backup(data, limits=LIMITS).contacts] == [
        "Maria Brousseau-Côté",
        "Ana",
    ]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", FileProblem.UNKNOWN_FORMAT),
        (b"{", FileProblem.UNKNOWN_FORMAT),
        (b"\xff\xfe{", FileProblem.UNKNOWN_FORMAT),
        (b"[" * 100_000, FileProblem.UNKNOWN_FORMAT),
        (b'{"version": ' + b"1" * 5000 + b"}", FileProblem.UNKNOWN_FORMAT),
        (b"[1]", FileProblem.UNKNOWN_FORMAT),
        (b'{"version": 1}', FileProblem.UNKNOWN_FORMAT),
        (b'{"version": 1, "contacts": {}}', FileProblem.UNKNOWN_FORMAT),
        (b'{"contacts": [{}]}', FileProblem.UNSUPPORTED_FORMAT),
        (b'{"version": 2, "contacts": [{}]}', FileProblem.UNSUPPORTED_FORMAT),
        (b'{"version": true, "contacts": [{}]}', FileProblem.UNSUPPORTED_FORMAT),
        (b'{"version": [1], "contacts": [{}]}', FileProblem.UNSUPPORTED_FORMAT),
        (b'{"version": 1, "contacts": []}', FileProblem.NO_ROWS),
    ],
)
def test_a_file_of_another_kind_is_refused_by_name(data: bytes, problem: FileProblem) -> None:
    result = read_backup(data, limits=LIMITS)
    assert (result.file_error, result.contacts) == (problem, ())


def test_L11_limits_are_kept() -> None:
    data = write_backup([maria(), maria()], exported_at=NOW)
    rows = read_backup(data, limits=Limits(rows=1))
    size = read_backup(data, limits=Limits(file_bytes=100))
    assert rows.file_error is FileProblem.TOO_MANY_ROWS
    assert size.file_error is FileProblem.FILE_TOO_LARGE


def test_a_long_text_is_cut_and_said() -> None:
    data = write_backup([maria(notes="x" * 90)], exported_at=NOW)
    result = read_backup(data, limits=Limits(cell_characters=80))
    assert result.contacts[0].notes == "x" * 80
    assert problems(result) == [(RowProblem.CELL_TOO_LONG, "notes")]


def test_what_is_not_known_is_skipped() -> None:
    assert problems(read(shoe_size=44, times=[{"on": "2019-01-01", "mood": "good"}])) == []


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("emails", ["not an address"], RowProblem.INVALID_EMAIL),
        ("linkedin_url", "javascript:alert(1)", RowProblem.INVALID_URL),
        ("connected_on", "2025-02-29", RowProblem.INVALID_DATE),
        ("last_contact", "~19", RowProblem.INVALID_DATE),
        ("last_contact", "2019-13", RowProblem.INVALID_DATE),
        ("birthday", "--02-30", RowProblem.INVALID_DATE),
        ("phones", ["ab"], RowProblem.IGNORED_LINE),
    ],
)
def test_a_value_that_cannot_be_used_costs_itself_only(field: str, value, code) -> None:
    result = read(**{field: value})
    assert problems(result) == [(code, field)]
    assert [p.formatted_name for p in result.contacts] == ["Maria"]
    assert not getattr(result.contacts[0], field)


@pytest.mark.parametrize("plain", [{}, None, 5, [], {"notes": "x"}, {"formatted_name": "\u200b"}])
def test_nobody_in_particular_is_an_error(plain) -> None:
    data = json.dumps({"version": 1, "contacts": [plain, {"organisation": "Museum"}]}).encode()
    result = read_backup(data, limits=LIMITS)
    assert [p.formatted_name for p in result.contacts] == ["Museum"]
    assert [(e.code, e.severity, e.record) for e in result.row_errors] == [
        (RowProblem.EMPTY_CONTACT, Severity.ERROR, 1)
    ]


@pytest.mark.parametrize("last", ["2019-03-14", "2019-03", "2019", "~2019", "~2019-03", "<2019"])
def test_a_date_comes_back_as_well_as_it_is_remembered(last: str) -> None:
    assert read(last_contact=last).contacts[0].last_contact == last


def test_a_relationship_of_another_word_begins_the_history() -> None:
    (person,) = read(relationship="neighbour", shared_history="the garden").contacts
    assert (person.relationship, person.shared_history) == ("", "neighbour\nthe garden")


def test_a_time_of_another_kind_is_some_other_time() -> None:
    (person,) = read(times=[{"on": "2019-01-01", "kind": ["x"], "precision": "x"}, 3, {}]).contacts
    assert person.times == (Time(on="2019-01-01", precision="day", kind="other"),)


def test_B20_half_characters_and_direction_marks_are_dropped() -> None:
    (person,) = read(formatted_name="Ma\ud800ria\u202e \x00x").contacts
    assert person.formatted_name == "Maria x"


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    data = write_backup([maria()] * 501, exported_at=NOW)
    read_backup(data, limits=LIMITS, progress=lambda *numbers: told.append(numbers))
    assert told == [(500, 501), (501, 501)]


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from([*maria().as_json(), "birthday", "given_name"])


@given(st.lists(st.dictionaries(FIELDS, PLAIN) | PLAIN, min_size=1, max_size=3))
def test_no_content_ever_raises(contacts) -> None:
    data = json.dumps({"version": 1, "contacts": contacts}).encode()
    result = read_backup(data, limits=LIMITS)
    refused = {e.record for e in result.row_errors if e.severity is Severity.ERROR}
    assert len(result.contacts) + len(refused) == len(contacts)


@given(st.binary())
def test_no_bytes_ever_raise(data: bytes) -> None:
    assert read_backup(data, limits=LIMITS).contacts == ()
