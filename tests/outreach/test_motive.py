"""Which approach a motive allows; no database."""

from itertools import product

from outreach.motive import VERDICTS, Verdict, verdict


def test_hello_first_needs_the_will_to_write_all_the_same():
    choices = {pair for pair, found in VERDICTS.items() if found is Verdict.CHOICE}
    assert choices == {("both", "yes"), ("relationship", "yes")}


def test_every_pair_has_a_verdict():
    pairs = set(product(("help", "both", "relationship"), ("yes", "unsure", "no")))
    assert set(VERDICTS) == pairs


def test_nothing_follows_while_an_answer_is_missing():
    assert verdict("help", "") is verdict("", "yes") is verdict("x", "y") is Verdict.UNKNOWN
