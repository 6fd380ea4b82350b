"""The list as chosen, and the people one may already have."""

from datetime import timedelta

import pytest

from accounts.paging import Stretch
from contacts import actions
from contacts.details import Details
from contacts.exchange.matching import Reason
from contacts.exchange.normalise import clean_email, clean_phone
from contacts.models import Contact, Tag
from contacts.queries import chosen_contacts, likely_the_same, parts_of
from tests.contacts.people import TODAY, new_contact


def names(user, **chosen) -> set[str]:
    ids = chosen_contacts(user, chosen, TODAY).found(Stretch(("silent_since", "id"), 100))
    return {contact.name for contact in Contact.objects.in_bulk(ids).values()}


@pytest.fixture
def people(alice, charlie) -> None:
    """One of each, and one of Charlie's that must never show."""
    year_ago = (TODAY - timedelta(days=365)).isoformat()
    day_less = (TODAY - timedelta(days=364)).isoformat()
    new_contact(alice, "Lapsed Mentor", last=year_ago, relationship="mentor", tags=("uni",))
    new_contact(alice, "Recent Mentor", last=day_less, relationship="mentor")
    new_contact(alice, "Unknown Friend", relationship="friend", tags=("uni",))
    new_contact(charlie, "Charlie’s Mentor", relationship="mentor", tags=("uni",))


@pytest.mark.usefixtures("people")
def test_everyone_is_only_ones_own(alice):
    assert names(alice) == {"Lapsed Mentor", "Recent Mentor", "Unknown Friend"}


@pytest.mark.usefixtures("people")
def test_lapsed_is_a_year_ago_or_unknown(alice):
    assert names(alice, show="lapsed") == {"Lapsed Mentor", "Unknown Friend"}


@pytest.mark.usefixtures("people")
def test_filters_add_up(alice):
    tag = Tag.objects.get(owner=alice)
    assert names(alice, relationship="mentor") == {"Lapsed Mentor", "Recent Mentor"}
    assert names(alice, tag=tag) == {"Lapsed Mentor", "Unknown Friend"}
    assert names(alice, tag=tag, relationship="mentor", q="lap") == {"Lapsed Mentor"}
    assert names(alice, tag=tag, q="rec") == set()


@pytest.mark.usefixtures("people")
def test_a_search_for_signs_only_finds_nobody(alice):
    assert names(alice, q="…") == set()


# --- Likely duplicates ------------------------------------------------------------------------
def likely(user, **details) -> list[tuple[str, Reason]]:
    found = likely_the_same(user, Details(**{"name": "Somebody New", **details}))
    return [(contact.name, match.reasons[0]) for contact, match in found]


def test_B16_the_same_address_in_other_case(alice):
    new_contact(alice, "Bob Roy", email="Bob@X.com")
    assert likely(alice, emails=(clean_email("bob@x.com"),)) == [("Bob Roy", Reason.EMAIL)]


def test_the_same_profile(alice):
    url = "https://www.linkedin.com/in/maria"
    new_contact(alice, "Maria S", linkedin_url=url)
    assert likely(alice, linkedin_url=url) == [("Maria S", Reason.LINKEDIN)]


def test_the_same_number_and_family_name(alice):
    new_contact(alice, "M. Santos", phone="613-562-5800")
    found = likely(alice, name="Maria Santos", phones=(clean_phone("+1 613 562 5800"),))
    assert found == [("M. Santos", Reason.PHONE_AND_FAMILY_NAME)]


@pytest.mark.parametrize("name", ["maría santos", "Santos, Maria", "Maria Santoz", "Maria Santos"])
def test_a_name_like_it(alice, name):
    new_contact(alice, "Maria Santos")
    assert likely(alice, name=name) == [("Maria Santos", Reason.NAME)]


def test_a_single_name_must_be_the_same(alice):
    new_contact(alice, "Zoë")
    assert likely(alice, name="Zoe") == [("Zoë", Reason.NAME)]
    assert likely(alice, name="Zo") == []


def test_somebody_in_the_trash_is_found_by_address(alice):
    contact = new_contact(alice, "Bob Roy", email="bob@x.com")
    actions.move_to_trash(contact=contact, now=contact.created_at, by=alice)
    assert likely(alice, emails=(clean_email("bob@x.com"),)) == [("Bob Roy", Reason.EMAIL)]


def test_P4_somebody_elses_contacts_are_never_matched(alice, charlie):
    url = "https://www.linkedin.com/in/maria"
    new_contact(charlie, "Maria Santos", email="m@x.com", phone="613 562 5800", linkedin_url=url)
    assert (
        likely(
            alice,
            name="Maria Santos",
            linkedin_url=url,
            emails=(clean_email("m@x.com"),),
            phones=(clean_phone("613 562 5800"),),
        )
        == []
    )


def test_a_contact_is_no_duplicate_of_itself(alice):
    contact = new_contact(alice, "Maria Santos", email="m@x.com")
    details = Details(name="Maria Santos", emails=(clean_email("m@x.com"),))
    assert likely_the_same(alice, details, besides=contact) == []


def test_at_most_five_are_shown(alice):
    for number in range(8):
        new_contact(alice, f"Maria Santos {number}", email="m@x.com")
    assert len(likely(alice, emails=(clean_email("m@x.com"),))) == 5


def test_sorting_is_by_the_folded_name(alice):
    for name in ("Zed", "alice", "Émile", "Bo"):
        new_contact(alice, name)
    by_name = Contact.objects.order_by("name_key").values_list("name", flat=True)
    assert list(by_name) == ["alice", "Bo", "Émile", "Zed"]


# --- One person -------------------------------------------------------------------------------
def test_addresses_numbers_and_tags_in_order(alice, charlie, django_assert_num_queries):
    new_contact(charlie, email="other@x.example", phone="613 555 0100", tags=("other",))
    emails = (clean_email("z@x.example"), clean_email("a@x.example"))
    contact = new_contact(alice, emails=emails, phone="613 562 5800", tags=("Zoo", "Été"))
    with django_assert_num_queries(1):
        parts = parts_of(contact)
    assert [text for _, text in parts.emails] == ["z@x.example", "a@x.example"]
    assert [text for _, text in parts.phones] == ["613 562 5800"]
    assert parts.tags == [(tag.pk, tag.name) for tag in contact.tags.order_by("key")]
