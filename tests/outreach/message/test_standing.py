"""Where the writer stands, and the past the two share."""

import pytest

from outreach.message.reading import Reading
from outreach.message.standing import context, shared_past
from outreach.message.vocabulary import Kind

PAST = [
    "You slept on my couch when you came to Calgary.",
    "I learned to prune from you.",
    "We were neighbours in the dormitory.",
    "Your talk at the library in Nyeri is why I study records.",
    "I miss the kitchen crew of the Lodge.",
    "Hi Lorna its Dev from the rink.",
    "Dougie (night shift, Redcar, 2011)",
    "Nous étions voisins de paillasse à l'INRS.",
    "Vous aviez relu mes premiers manuels.",
    "J'étais dans ton équipe au tribunal-école.",
]
NO_PAST = [
    "You moved from the lab to patents, I hear.",
    "I've never worked with you.",
    "It has been years since we last spoke.",
    "How you got your first job interests me.",
    "Nous ne nous connaissons pas.",
    "Que 2027 t'apporte la santé.",
]
STANDING = [
    "I hand back my office keys on the last day of June.",
    "The competition closes at midnight.",
    "New boss wants it in writing.",
    "I'm looking for new challenges.",
    "I must choose between two offers.",
    "Je me fais mettre à pied vendredi.",
    "Ma demande d'équivalence doit partir le 30.",
]
NOT_STANDING = ["I'm free on Friday.", "I wrote on the 2nd.", "Any day works.", "Je pense que oui."]


@pytest.mark.parametrize("text", PAST)
def test_a_shared_past(text: str) -> None:
    assert shared_past(Reading(text), Kind.OPENING)


@pytest.mark.parametrize("text", NO_PAST)
def test_no_shared_past(text: str) -> None:
    assert shared_past(Reading(text), Kind.OPENING) == ()


@pytest.mark.parametrize("text", STANDING)
def test_where_the_writer_stands(text: str) -> None:
    assert context(Reading(text), Kind.OPENING)


@pytest.mark.parametrize("text", NOT_STANDING)
def test_nothing_about_where_the_writer_stands(text: str) -> None:
    assert context(Reading(text), Kind.OPENING) == ()
