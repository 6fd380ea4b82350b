"""Text as people type it: blank, lines, folding, words."""

import pytest

from contacts.exchange.text import (
    fold,
    is_blank,
    isolated,
    many_lines,
    one_line,
    storable,
    western_digits,
    without_unseen,
    words,
    words_to_find,
)


@pytest.mark.parametrize("text", ["", "   ", "\u00a0", "\u200b", "\u3164", "\u2800", "\ufe0f\t\n"])
def test_B17_B18_text_without_anything_to_see_is_blank(text):
    assert is_blank(text)
    assert one_line(text) == ""
    assert many_lines(text) == ""


@pytest.mark.parametrize("text", ["a", "0", "👩‍👩‍👧", "محمد", "\u0301e"])
def test_text_with_something_to_see_is_not_blank(text):
    assert not is_blank(text)


def test_B21_emoji_families_stay_whole():
    assert one_line(" 👩‍👩‍👧 𝔸 ") == "👩‍👩‍👧 𝔸"


def test_one_line_joins_lines_and_spaces():
    assert one_line(" a\r\nb\u2028c\td  e\u0085f ") == "a b c d e f"


def test_control_characters_go_but_a_nul_stays_to_be_refused():
    assert one_line("a\x07b") == "ab"
    assert one_line("a\0b") == "a\0b"


def test_B31_line_ends_become_one_character():
    assert many_lines("ab\r\ncd\ref\u2028gh") == "ab\ncd\nef\ngh"


def test_many_lines_keep_inner_blank_lines_and_lose_outer_ones():
    assert many_lines("\n\n a\n\nb \n") == " a\n\nb"


def test_B22_isolating_marks_stand_around_the_text():
    assert isolated("a\u202eb") == "\u2068a\u202eb\u2069"


def test_B7_unseen_marks_go():
    assert without_unseen("\u00a0\u200ba@x.com\ufeff ") == "a@x.com"


def test_B53_digits_of_any_script():
    assert western_digits("٢٠١٩-۰۳-１４") == "2019-03-14"


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Côté", "cote"),
        ("  ÉMILE  Zola ", "emile zola"),
        ("Cote\u0301", "cote"),
        ("Straße", "strasse"),
        ("Łukasz Ørsted", "lukasz orsted"),
        ("œuvre Æ", "oeuvre ae"),
        ("İstanbul ı", "istanbul i"),
        ("한국어", "한국어"),
        ("ＡＢＣ", "abc"),
    ],
)
def test_folding(typed, folded):
    assert fold(typed) == folded


def test_folding_twice_changes_nothing():
    text = "İ ẞ ﬁ Ǆ Σίσυφος Ångström ﷺ"
    assert fold(fold(text)) == fold(text)


def test_words_of_compounds():
    assert words("Jean-Pierre O’Brien") == ["jean", "pierre", "o", "brien"]
    assert words_to_find("Jean-Pierre O’Brien") == [
        "jean",
        "pierre",
        "o",
        "brien",
        "obrien",
        "jeanpierre",
    ]


def test_B19_refused_text_is_kept_with_a_mark_where_the_nul_was():
    assert storable("one\x00two") == "one\N{REPLACEMENT CHARACTER}two"


def test_one_long_word_is_read_once():
    """Once for each of its letters, this took for ever."""
    long = "a" * 100_000
    assert words_to_find(f"{long} o'{long}") == [long, "o", f"o{long}"]
