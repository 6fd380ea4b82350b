"""Reviews and advisors' notes that speak of a person who asks to see them (P10, T2, T3)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from advising import actions
from advising.models import AdvisorNote, Comment, Review
from outreach.about_them import texts_of
from outreach.actions import access_cases as cases
from outreach.models import AccessCase, AccessItem
from tests.contacts.people import new_contact
from tests.outreach.people import outreach_of, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "maria@example.org"


@pytest.fixture
def maria(alice):
    return new_contact(alice, "Maria Lopez", email=ADDRESS)


def asked(host) -> AccessCase:
    """Maria asks, and the host asks those who wrote."""
    now = timezone.now()
    case = cases.open_case(address=ADDRESS, key=ADDRESS, language="en", now=now)
    cases.list_cases(now=now)
    cases.ask_holders(case=case, by=host, now=now)
    return AccessCase.objects.get(pk=case.pk)


def told(case, owner) -> list[str]:
    """What this user is asked about."""
    return sorted(texts_of(list(case.items.filter(owner=owner))).values())


def note(advising, body) -> AdvisorNote:
    return actions.add_note(advising=advising, body=body, now=timezone.now())


def test_P10_what_was_said_in_a_review_is_the_clients_to_release(
    advising, anna, alice, host, maria
) -> None:
    message = text_of(outreach_of(alice, contact=maria), body="Hi Maria", subject="")
    review = Review.objects.create(advising=advising, message=message, question="Too much?")
    Comment.objects.create(review=review, author=anna, passage="Hi Maria", suggestion="Dear Maria")
    case = asked(host)
    assert told(case, alice) == ["Hi Maria", "Hi Maria\n\nDear Maria", "Too much?"]
    assert not case.items.filter(owner=anna).exists()


@pytest.mark.parametrize(
    ("body", "is_asked"),
    [
        ("Spoke of MARIA López today.", True),
        (f"Wrote to {ADDRESS}.", True),
        ("Spoke of Maria today.", False),
        ("Spoke of Maria Lopezova.", False),
        ("Nothing of note.", False),
    ],
)
def test_P10_an_advisor_decides_about_a_note_that_names_the_person(
    advising, anna, host, maria, body, is_asked
) -> None:
    note(advising, body)
    assert told(asked(host), anna) == [body] * is_asked


def test_T3_the_advisor_sees_their_own_words_and_no_name_of_the_client(
    advising, anna, anna_client, host, maria
) -> None:
    note(advising, f"Wrote to {ADDRESS}.")
    case = asked(host)
    url = reverse("outreach_asked_for", args=[case.pk])
    today = anna_client.get(reverse("outreach_today")).content.decode()
    page = anna_client.get(url).content.decode()
    assert url in today
    assert f"Wrote to {ADDRESS}." in page
    assert "it is about them first" in page
    assert "Lopez" not in today + page
    anna_client.post(url, {case.items.get().pk.hex: "released"})
    assert AccessItem.objects.get().text == f"Wrote to {ADDRESS}."


def test_T2_a_note_of_an_advising_that_ended_is_nobodys_to_read(
    advising, anna, alice, host, maria
) -> None:
    note(advising, "Spoke of Maria Lopez today.")
    case = asked(host)
    advising.ended_at = timezone.now()
    advising.save()
    assert told(case, anna) == []
    case.delete()
    assert not asked(host).items.exists()


def test_P10_a_contact_with_another_name_is_asked_about_still(advising, anna, host, maria) -> None:
    note(advising, "Spoke of Maria Lopez today.")
    case = asked(host)
    type(maria).objects.update(name="Marie L.")
    assert told(case, anna) == ["Spoke of Maria Lopez today."]
