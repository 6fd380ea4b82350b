"""What an entry says: a first name and what to do."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from outreach.feed.words import NOT_SHOWN, first_name_alone, summary
from outreach.progress import Status, Step


@pytest.mark.parametrize(
    ("name", "greeting", "shown"),
    [
        ("Maria Lopez", "", "Maria"),
        ("Lopez, Maria", "", "Maria"),
        ("Dr. Maria Lopez", "", "Maria"),
        ("Margaret Osei", "Maggie", "Maggie"),
        ("Maria Lopez", "Dr. Lopez", "Maria"),
        ("Maria Lopez", "Madame Lopez", "Maria"),
        ("Maria Lopez", "Maria Lopez", "Maria"),
        ("Dr. Lopez", "", "L."),
        ("Dr. Lopez", "Professor Lopez", "L."),
        ("Nguyen Van An", "An", "An"),
        ("maria.lopez@example.org", "", "M."),
        ("Zoë", "", "Zoë"),
        ("王小明", "小明", "小明"),
        ("X", "", "X"),
        ("\u202emaria Lopez", "", "maria"),
    ],
)
def test_T11_a_first_name_and_no_other(name, greeting, shown):
    assert first_name_alone(name, greeting) == shown


@given(st.text(min_size=1, max_size=80), st.text(max_size=40))
def test_any_name_gives_a_short_line(name, greeting):
    shown = first_name_alone(name, greeting)
    assert 1 <= len(shown) <= 40
    assert len(shown.splitlines()) <= 1
    assert "@" not in shown


@pytest.mark.parametrize("step", [step for step in Step if step not in NOT_SHOWN])
def test_each_step_has_words_in_both_languages(step):
    words = {}
    for language in ("en", "fr"):
        with translation.override(language):
            words[language] = summary(step, Status.SENT, "Maria")
    assert words["en"].startswith("Maria: ")
    assert words["en"] != words["fr"]


def test_T11_a_yes_and_a_no_read_the_same():
    yes = summary(Step.REPLY_YES, Status.ACCEPTED, "Maria")
    assert yes == summary(Step.ANSWER_NO, Status.DECLINED, "Maria") == "Maria: write back"


def test_a_message_after_later_is_no_nudge():
    assert summary(Step.NUDGE, Status.SENT, "Maria") == "Maria: send a nudge"
    assert summary(Step.NUDGE, Status.DEFERRED, "Maria") == "Maria: write again, as agreed"
