"""The result of reading as lines of JSON, and back."""

import pytest

from contacts.exchange import wire
from contacts.exchange.record import (
    Choices,
    Column,
    FileProblem,
    FileWarning,
    Format,
    Limits,
    NotKept,
    ReadFile,
    Record,
    RowError,
    RowProblem,
    Severity,
    Target,
    Time,
)


def again(read: ReadFile) -> ReadFile:
    reassembly = wire.Reassembly()
    for line in wire.lines(read):
        assert line.endswith(b"\n")
        assert line.count(b"\n") == 1
        assert reassembly.take(line) is None
    return reassembly.result()


def test_everything_of_a_reading_comes_through():
    read = ReadFile(
        contacts=(
            Record(
                formatted_name="Zoë\n\u2028\ud800",
                emails=("a@b.example",),
                times=(Time(on="2019-01-01", note="x"),),
                rhythm_months=6,
                record=1,
            ),
        ),
        row_errors=(
            RowError(
                code=RowProblem.NO_NAME, severity=Severity.ERROR, line=3, record=2, cells=("a", "")
            ),
        ),
        warnings=(FileWarning.AMBIGUOUS_DATES,),
        duplicates=((1, 2), (3, 4, 5)),
        format=Format.GOOGLE,
        encoding="UTF-8",
        delimiter=",",
        header_line=4,
        columns=(Column(header="Name", target=Target.FORMATTED_NAME, sample="Ann"),),
        sheets=("A", "B"),
        sheet="A",
        not_kept=(NotKept.PHOTO,),
        day_first=True,
        date_example="03/04/2019",
    )
    assert again(read) == read


def test_a_refusal_comes_through():
    assert again(ReadFile(file_error=FileProblem.EMPTY_FILE)).file_error is FileProblem.EMPTY_FILE
    assert again(ReadFile()) == ReadFile()


def test_many_people_go_in_chunks():
    read = ReadFile(contacts=tuple(Record(record=number) for number in range(450)))

    assert len(list(wire.lines(read))) == 1 + 3 + 1
    assert again(read) == read


def test_the_order_comes_through():
    choices = Choices(encoding="cp850", targets=(Target.EMAIL, Target.IGNORE), day_first=False)
    order = ("Ünal\n.csv", choices, Limits(rows=5))

    assert wire.read_order(wire.order(*order)) == order
    assert wire.order(*order).count(b"\n") == 1


def test_progress_is_told_apart():
    assert wire.Reassembly().take(wire.progress(500, 1_000)) == (500, 1_000)


def test_a_result_that_ended_early_is_incomplete():
    reassembly = wire.Reassembly()
    for line in list(wire.lines(ReadFile()))[:-1]:
        reassembly.take(line)

    with pytest.raises(wire.Incomplete):
        reassembly.result()
