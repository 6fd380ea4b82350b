"""Every code is one plain sentence that says what to do, in both languages (W10)."""

import re

import pytest
from django.utils import translation

from contacts.exchange.matching import Reason
from contacts.exchange.record import FileProblem, FileWarning, Format, NotKept, RowProblem
from contacts.imports import words
from contacts.models import ImportBatch

OURS = ["child_died", "took_too_long", "not_read", "file_gone", "not_saved", "not_undone"]
FILE_CODES = [*FileProblem, *OURS, "too_many_contacts"]
EVERY = [
    *words.FILE.values(),
    *words.WARNINGS.values(),
    *words.ROW.values(),
    *words.WITHOUT_COLUMN.values(),
    *words.REASONS.values(),
    *words.NOT_KEPT.values(),
    *words.LISTS.values(),
]


def test_no_code_is_without_words() -> None:
    assert set(words.FILE) == set(FILE_CODES)
    assert set(words.WARNINGS) == set(FileWarning)
    assert set(words.ROW) == set(RowProblem)
    assert set(words.REASONS) == set(Reason)
    assert set(words.SOURCES) == set(Format)
    assert set(words.NOT_KEPT) == set(NotKept)


@pytest.mark.parametrize("code", FILE_CODES)
def test_a_refusal_says_what_to_do(code) -> None:
    sentence = words.file_problem(ImportBatch(file_error=code))
    assert re.search(r"\b(Choose|choose|Split|Say|Try|Save)\b", sentence)
    assert not re.search(r"%\(|please|sorry|oops|invalid|error", sentence, re.IGNORECASE)


def test_limits_are_named(settings) -> None:
    settings.IMPORT_FILE_MB, settings.IMPORT_ROWS, settings.CONTACTS_PER_USER = 7, 1234, 77
    named = {"file_too_large": "7 MB", "too_many_rows": "1234 rows", "too_many_contacts": "77"}
    for code, limit in named.items():
        assert limit in words.file_problem(ImportBatch(file_error=code))


@pytest.mark.parametrize("code", RowProblem)
@pytest.mark.parametrize("column", ["E-mail", ""])
def test_a_problem_of_a_row_is_a_sentence(code, column) -> None:
    sentence = words.row_problem({"code": code, "column": column, "value": "x" * 200})
    assert sentence.endswith(".")
    assert "“”" not in sentence
    assert "%" not in sentence
    assert "x" * 61 not in sentence


def test_a_row_problem_shows_what_could_not_be_used() -> None:
    problem = {"code": "invalid_email", "column": "E-mail", "value": "greta at example"}
    assert words.row_problem(problem).startswith("“greta at example” is not an e-mail address")


def test_percent_signs_of_a_file_are_text() -> None:
    problem = {"code": "invalid_date", "column": "%(day)s", "value": "100% %s"}
    assert words.row_problem(problem).startswith("“100% %s” is not a date")


@pytest.mark.parametrize("sentence", EVERY, ids=str)
def test_french_has_every_sentence(sentence) -> None:
    with translation.override("en"):
        english = str(sentence)
    with translation.override("fr"):
        french = str(sentence)
    assert french != english or english in ("photos",)
    assert set(re.findall(r"%\(\w+\)\w", french)) == set(re.findall(r"%\(\w+\)\w", english))


def test_fields_are_named_as_on_the_page_of_a_contact() -> None:
    assert words.field_label("organization") == "organization"
    assert words.field_label("emails") == "e-mail addresses"


def test_the_date_that_can_be_read_two_ways_is_shown() -> None:
    reading = {"warnings": ["ambiguous_dates"], "date_example": "05/06/2020"}
    (warning,) = words.file_warnings(ImportBatch(reading=reading))
    assert warning.startswith("“05/06/2020” can be read two ways.")


def test_what_is_not_kept_is_named() -> None:
    assert words.not_kept(ImportBatch(reading={"not_kept": ["photo", "fax"]})) == [
        "photos",
        "fax numbers",
    ]
