"""What the composer writes passes the checker without a single finding."""

from outreach.message.check import check
from outreach.message.compose import compose
from outreach.message.shipped import shipped_wordings
from tests.outreach.message.sample import later_messages, openings

EVERY = 7  # a sample of the matrix; `make bench` walks all of it


def test_no_composed_message_has_a_finding() -> None:
    wordings = shipped_wordings()
    found = []
    for seed, facts in enumerate([*openings(), *later_messages()]):
        if seed % EVERY:
            continue
        message = compose(facts, wordings, seed)
        for finding in check(
            message.body,
            kind=facts.kind,
            channel=facts.channel,
            subject=message.subject,
            address=facts.address,
        ):
            found.append((finding.code, facts.kind, message.body))
    assert found == []
