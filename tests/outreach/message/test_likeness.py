"""Near-identical texts (TRUST.md, L5)."""

import pytest

from outreach.message.likeness import are_alike, essence

MARIA = (
    "Hi Maria,\n\nWe planned the grad student conference together in 2009. I am looking for work"
    " in museums now. Could I ask you three questions on the phone, in 15 minutes? A no is fine."
    "\n\nAlice"
)


def test_L5_the_name_case_accents_and_signs_make_no_difference():
    other = MARIA.replace("Maria", "Hélène").replace(",", " –").upper()
    assert essence(MARIA, ["Maria Lopez"]) == essence(other, ["Hélène Roy"])


@pytest.mark.parametrize(
    ("change", "is_alike"),
    [
        (("in 2009", "in 2011"), True),
        (("A no is fine.", "No is fine too!"), True),
        (
            (
                "We planned the grad student conference together in 2009.",
                "You taught me how to hang a show at the Bytown gallery, and I still do it so.",
            ),
            False,
        ),
        (
            ("Could I", "I still think of the day the projector broke and you danced. Could I"),
            False,
        ),
    ],
)
def test_L5_a_word_changes_little_and_a_sentence_of_ones_own_enough(change, is_alike):
    one = essence(MARIA, ["Maria"])
    assert are_alike(one, essence(MARIA.replace(*change), ["Maria"])) is is_alike


def test_L5_two_texts_of_nothing_but_names_are_the_same():
    assert are_alike(essence("Maria", ["Maria"]), essence("Tom!", ["Tom Reed"]))
