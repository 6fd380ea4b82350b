"""From stored contacts to records."""

from datetime import UTC, date, datetime

import pytest

from contacts.actions import record_encounter, set_do_not_contact
from contacts.exchange.record import Record, Time
from contacts.models import Contact
from contacts.records import records_of
from tests.contacts.people import new_contact

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)


def record_of(contact: Contact) -> Record:
    """The record of one of them."""
    return next(records_of(Contact.objects.filter(pk=contact.pk)))


def test_everything_of_a_contact_is_in_its_record(alice) -> None:
    contact = new_contact(
        alice,
        email="maria@example.org",
        phone="613 555 0100",
        linkedin_url="https://www.linkedin.com/in/maria",
        organization="Museum",
        position="Curator",
        city="Ottawa",
        country="Canada",
        relationship="manager",
        closeness="well",
        shared_history="the conference",
        notes="a\nb",
        rhythm_months=6,
        greeting_name="Maria",
        formal_name="Dr. Santos",
        tags=("uni",),
        last="around 2019",
    )
    Contact.objects.filter(pk=contact.pk).update(connected_on=date(2015, 3, 4))
    set_do_not_contact(contact=contact, now=NOW, by=alice)
    (record,) = records_of(Contact.objects.all())
    assert record == Record(
        formatted_name="Maria Santos",
        emails=("maria@example.org",),
        phones=("613 555 0100",),
        linkedin_url="https://www.linkedin.com/in/maria",
        organisation="Museum",
        title="Curator",
        connected_on="2015-03-04",
        last_contact="~2019",
        tags=("uni",),
        city="Ottawa",
        country="Canada",
        notes="a\nb",
        uid=f"urn:uuid:{contact.pk}",
        relationship="manager",
        closeness="well",
        shared_history="the conference",
        greeting_name="Maria",
        formal_name="Dr. Santos",
        rhythm_months=6,
        do_not_contact=True,
        times=(Time(on="2019-07-01", precision="around", kind="other"),),
    )


def test_F24_that_somebody_asked_not_to_be_contacted_is_exported(alice) -> None:
    contact = new_contact(alice)
    Contact.objects.update(do_not_contact_at=NOW, opted_out_at=NOW)
    record = record_of(Contact.objects.get(pk=contact.pk))
    assert (record.do_not_contact, record.opted_out) == (True, True)


def test_a_name_alone_is_enough(alice) -> None:
    contact = new_contact(alice)
    assert record_of(contact) == Record(formatted_name="Maria Santos", uid=f"urn:uuid:{contact.pk}")


def test_every_encounter_is_a_time_the_newest_first(alice) -> None:
    contact = new_contact(alice, last="2019")
    record_encounter(contact=contact, kind="call", on=date(2020, 2, 29), by=alice, note="hello")
    record = record_of(Contact.objects.get())
    assert record.last_contact == "2020-02-29"
    assert [(time.on, time.kind, time.note) for time in record.times] == [
        ("2020-02-29", "call", "hello"),
        ("2019-07-01", "other", ""),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_contacts(alice, django_assert_num_queries, count) -> None:
    for number in range(count):
        new_contact(
            alice, f"P {number}", email=f"p{number}@example.org", tags=("uni",), last="2019"
        )
    with django_assert_num_queries(5):
        assert len(list(records_of(Contact.objects.order_by("name_key")))) == count
