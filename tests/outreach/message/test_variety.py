"""Several words for every move, so that ten people do not get the same letter ten times."""

import itertools
from dataclasses import replace

import pytest

from outreach.message.compose import compose, rotation
from outreach.message.composition import Composition
from outreach.message.samples import facts_for
from outreach.message.vocabulary import LENGTH_OF, Ask, Length, Move, Tone
from tests.outreach.message.sample import VOICES, later_messages, openings
from tests.outreach.message.test_matrix import IN_LANGUAGE

EVERY = 5  # a fifth of the matrix, which meets every section of the wordings
# A greeting is a formula: there is one for each tone and way of naming somebody.
FORMULAS = {Move.GREETING, Move.SIGN_OFF}
LEAST = {Length.FULL: 3, Length.SHORT: 2, Length.SPOKEN: 2}


def test_every_move_has_several_wordings_in_every_tone() -> None:
    """Equal in rank, whatever was answered: three for letters, two for notes and speech."""
    few = {}
    for facts in itertools.islice(itertools.chain(openings(), later_messages()), 0, None, EVERY):
        length = LENGTH_OF[facts.channel]
        for move, keys in rotation(facts, IN_LANGUAGE[facts.language], 0).items():
            if move not in FORMULAS and len(keys) < LEAST[length]:
                few[keys[0]] = facts
    assert few == {}


def sentences(message: Composition) -> set[str]:
    return {passage.text for passage in message.passages if passage.move not in FORMULAS}


@pytest.mark.parametrize("first_seed", [0, 12345])
def test_ten_messages_of_one_user_differ_pairwise_in_most_sentences(first_seed) -> None:
    """The same answers, ten outreaches one after the other; what is short enough leaves less."""
    shares = []
    for (language, address), ask, tone in itertools.product(VOICES, Ask, Tone):
        facts = replace(facts_for(ask=ask, language=language, address=address), tone=tone)
        seeds = range(first_seed, first_seed + 10)
        ten = [sentences(compose(facts, IN_LANGUAGE[language], seed)) for seed in seeds]
        shares += [len(a & b) / len(a) for a, b in itertools.combinations(ten, 2)]
    assert sum(share <= 0.5 for share in shares) > 0.9 * len(shares)
    assert sum(shares) < 0.3 * len(shares)
    assert max(shares) < 1
