"""Our own tables: the same words as on the pages, in both languages."""

import pytest
from django.utils import translation

from contacts.exchange import own_layout
from contacts.exchange.record import Target
from contacts.models import Contact
from tests.contacts.exchange.people import maria


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_words_for_values_are_those_of_the_pages(language) -> None:
    with translation.override(language):
        relationships = {code: str(label) for code, label in Contact.Relationship.choices}
        closenesses = {code: str(label) for code, label in Contact.Closeness.choices}
    ours = own_layout.RELATIONSHIPS
    assert {code: words[language] for code, words in ours.items()} == relationships
    closeness = own_layout.CLOSENESSES
    assert {code: words[language] for code, words in closeness.items()} == closenesses


@pytest.mark.parametrize(
    "text", ["manager", "Manager or supervisor", "gestionnaire OU responsable"]
)
def test_a_relationship_is_known_in_any_language(text: str) -> None:
    assert own_layout.relationship_named(text) == "manager"


def test_a_word_of_ones_own_is_no_relationship() -> None:
    assert own_layout.relationship_named("neighbour") == ""
    assert own_layout.closeness_named("Nous nous connaissions à peine") == "barely"


@pytest.mark.parametrize(
    ("text", "yes"), [("yes", True), ("Oui", True), ("no", False), ("", False)]
)
def test_a_cell_says_yes(text: str, yes: bool) -> None:
    assert own_layout.means_yes(text) is yes


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_row_has_a_cell_for_each_heading(language) -> None:
    headings = own_layout.headings(language)
    assert len(own_layout.cells(maria(), language)) == len(headings)
    assert len(set(headings)) == len(headings)


def test_what_is_no_column_is_in_no_heading() -> None:
    split_names = {Target.GIVEN_NAME, Target.FAMILY_NAME, Target.MIDDLE_NAME}
    parts_of_names = {Target.NAME_PREFIX, Target.NAME_SUFFIX, Target.NICKNAME}
    not_ours = {Target.IGNORE, Target.WEBSITE, Target.BIRTHDAY}
    assert set(Target) - set(own_layout.HEADINGS) == split_names | parts_of_names | not_ours


@pytest.mark.parametrize(
    ("values", "cell"),
    [((), ""), (("uni",), "uni"), (("uni", "a b"), "uni; a b"), (("a/b", "c"), "a/b\nc")],
)
def test_several_values_share_a_cell(values, cell: str) -> None:
    assert own_layout.together(values) == cell


def test_one_value_with_a_separator_says_that_it_is_one() -> None:
    assert own_layout.together(["R&D; Ottawa"]) == "R&D; Ottawa\n"


def test_a_fourth_address_stands_below_the_third() -> None:
    row = own_layout.cells(maria(emails=("a@x.org", "b@x.org", "c@x.org", "d@x.org")), "en")
    assert row[1:4] == ["a@x.org", "b@x.org", "c@x.org\nd@x.org"]
