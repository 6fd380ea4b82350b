"""Plain helpers: somebody with one of everything, as a record."""

from dataclasses import replace
from typing import Any

from contacts.exchange.record import Record, Time

MARIA = Record(
    formatted_name="Maria Brousseau-Côté",
    emails=("maria@example.org", "m.cote@museum.example"),
    phones=("+1 613 555 0100", "613 555 0199"),
    linkedin_url="https://www.linkedin.com/in/maria",
    organisation="Musée, Ltd; Ottawa \\ Gatineau",
    title="Curator",
    connected_on="2015-03-04",
    last_contact="~2019",
    tags=("uni", "museum"),
    city="Ottawa",
    country="Canada",
    notes="First line\nSecond; line, with \\ and 👩‍👩‍👧",
    uid="urn:uuid:0b5b8d2e-9f6d-4d7c-9a51-1f4b6f0a7c11",
    relationship="manager",
    closeness="well",
    shared_history="planning the grad student conference in 2009",
    greeting_name="Maria",
    formal_name="Madame Brousseau-Côté",
    rhythm_months=6,
    do_not_contact=True,
    opted_out=True,
    times=(Time(on="2019-07-01", precision="around", kind="met", note="at the conference"),),
)


def maria(**changes: Any) -> Record:
    """Maria, with some fields of your own."""
    return replace(MARIA, **changes)
