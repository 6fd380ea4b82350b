"""Typed text: cleaned, counted after cleaning, never cut, never lost."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from accounts.fields import PlainForm, PlainTextField


class Sample(PlainForm, forms.Form):
    """One line, and several."""

    name = PlainTextField(max_length=10, spellcheck=False, required_message="Enter the name.")
    notes = PlainTextField(required=False, max_length=10, lines=3)


def errors(field: PlainTextField, value: str) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return refused.value.messages


@pytest.mark.parametrize("blank", ["", "   ", "\u200b", "\u3164\u00a0"])
def test_B17_B18_nothing_to_see_is_empty(blank):
    assert errors(PlainTextField(required_message="Enter the name."), blank) == ["Enter the name."]
    assert PlainTextField(required=False).clean(blank) == ""


def test_B19_a_nul_is_an_error():
    assert errors(PlainTextField(), "a\0b") == ["Remove the hidden character (NUL) from this text."]


def test_B30_one_character_too_many_is_counted_for_the_reader():
    assert errors(PlainTextField(max_length=10), "x" * 11) == [
        "Use at most 10 characters. This has 11."
    ]
    assert PlainTextField(max_length=10).clean("x" * 10) == "x" * 10


def test_B31_line_ends_count_once():
    assert PlainTextField(max_length=5, lines=3).clean("ab\r\ncd") == "ab\ncd"


def test_B33_B34_one_line_stays_one_line():
    assert PlainTextField().clean("Maria\r\nBcc: x\u2028y\u0085z") == "Maria Bcc: x y z"


def test_B24_combining_marks_count():
    text = "e" + "\u0301" * 10_000
    assert errors(PlainTextField(max_length=200), text) == [
        "Use at most 200 characters. This has 10001."
    ]


def test_B29_a_long_paste_is_shown_again():
    form = Sample({"name": "Maria", "notes": "x" * 100_000})
    assert not form.is_valid()
    assert "x" * 100_000 in str(form["notes"])


def test_X9_no_attribute_cuts_what_is_typed():
    html = str(Sample()["name"]) + str(Sample()["notes"])
    assert "maxlength" not in html
    assert "required" not in html


def test_W11_names_are_not_spell_checked_nor_completed():
    html = str(Sample()["name"])
    assert 'spellcheck="false"' in html
    assert 'autocomplete="off"' in html
    assert 'dir="auto"' in html


def test_the_users_own_data_may_be_completed():
    field = PlainTextField(autocomplete="name")
    assert field.widget.attrs["autocomplete"] == "name"
