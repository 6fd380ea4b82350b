"""Likely duplicates among a user's contacts: found anew, told apart, put off."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from accounts.models import AuditEvent
from contacts import duplicates
from contacts.exchange import matching
from contacts.exchange.matching import Reason
from contacts.models import Contact, DuplicatePair
from contacts.tasks import find_duplicates
from tests.contacts.people import TODAY, new_contact

DISTINCT = DuplicatePair.Status.DISTINCT


@pytest.fixture
def maria(alice) -> Contact:
    return new_contact(alice, "Maria Santos", email="maria@example.org", organization="Museum")


@pytest.fixture
def twin(alice, maria) -> Contact:
    return new_contact(alice, "M. Santos", email="Maria@Example.org")


@pytest.fixture
def pair(alice, maria, twin) -> DuplicatePair:
    duplicates.find_pairs(alice)
    return DuplicatePair.objects.get()


def rows() -> list[tuple[object, ...]]:
    return list(DuplicatePair.objects.order_by("pk").values_list("pk", "status", "reason"))


def test_a_pair_is_written_with_its_reason(alice, maria, twin):
    assert duplicates.find_pairs(alice) == 1
    pair = DuplicatePair.objects.get()
    assert [pair.first_id, pair.second_id] == sorted([maria.pk, twin.pk])
    assert (pair.owner, pair.reason, pair.strength) == (alice, Reason.EMAIL, 3)


def test_looking_twice_changes_nothing(alice, pair):
    before = rows()
    duplicates.find_pairs(alice)
    assert rows() == before


def test_a_pair_that_no_longer_holds_goes(alice, pair, twin):
    twin.emails.all().delete()
    assert duplicates.find_pairs(alice) == 0
    assert rows() == []


def test_who_is_deleted_while_pairs_are_found_is_in_none(alice, maria, twin, monkeypatch):
    def found_slowly(people):
        pairs = matching.pairs(people)
        Contact.objects.filter(pk=twin.pk).delete()
        return pairs

    monkeypatch.setattr(duplicates, "pairs", found_slowly)
    assert duplicates.find_pairs(alice) == 0
    connection.check_constraints()


def test_a_pair_told_apart_stays_so_whatever_they_share(alice, pair, twin):
    duplicates.tell_apart(pair=pair, by=alice)
    duplicates.find_pairs(alice)
    twin.emails.all().delete()
    duplicates.find_pairs(alice)
    assert rows() == [(pair.pk, DISTINCT, Reason.EMAIL)]


def test_another_reason_is_noted(alice, pair, maria, twin):
    Contact.objects.filter(pk__in=[maria.pk, twin.pk]).update(source_uid="urn:uuid:7")
    duplicates.find_pairs(alice)
    assert rows() == [(pair.pk, "open", Reason.UID)]


def test_the_trash_holds_nobodys_twin(alice, maria, twin):
    Contact.objects.filter(pk=twin.pk).update(trashed_at=timezone.now())
    assert duplicates.find_pairs(alice) == 0


def test_nobody_is_paired_across_accounts(alice, charlie, maria):
    new_contact(charlie, "Maria Santos", email="maria@example.org")
    assert (duplicates.find_pairs(alice), duplicates.find_pairs(charlie)) == (0, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow_with_the_pairs(alice, count, django_assert_num_queries):
    for number in range(count):
        for name in ("Ann Doe", "A. Doe"):
            new_contact(alice, f"{name} {number}", email=f"ann{number}@example.org")
    duplicates.find_pairs(alice)
    DuplicatePair.objects.all().delete()
    with django_assert_num_queries(14):
        assert duplicates.find_pairs(alice) == count


def test_the_task_finds_and_forgives_an_owner_who_is_gone(alice, maria, twin):
    assert find_duplicates.call(str(alice.pk)) == 1
    assert find_duplicates.call(str(maria.pk)) == 0


# --- When one looks ---------------------------------------------------------------------------
def test_looking_again_waits_for_the_transaction(alice, twin, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        duplicates.look_again(alice)
        assert duplicates.is_looking(alice)
        assert rows() == []
    assert not duplicates.is_looking(alice)
    assert len(rows()) == 1


def test_opening_the_page_looks_once_in_ten_minutes(alice, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        assert duplicates.look_if_long_ago(alice)
        assert duplicates.look_if_long_ago(alice)
    assert len(callbacks) == 1
    duplicates.find_pairs(alice)
    assert not duplicates.look_if_long_ago(alice)
    cache.clear()
    with django_capture_on_commit_callbacks() as callbacks:
        assert duplicates.look_if_long_ago(alice)
    assert len(callbacks) == 1


# --- Deciding ---------------------------------------------------------------------------------
def test_open_pairs_are_those_to_look_at_today(alice, pair):
    assert list(duplicates.open_pairs(alice, TODAY)) == [pair]
    until = duplicates.put_off(pair=pair, today=TODAY, by=alice)
    assert until == TODAY + timedelta(days=7)
    assert list(duplicates.open_pairs(alice, TODAY)) == []
    assert list(duplicates.open_pairs(alice, until)) == [pair]


@pytest.mark.parametrize("which", ["first", "second"])
def test_a_pair_with_one_in_the_trash_is_not_shown(alice, pair, which):
    Contact.objects.filter(pk=getattr(pair, f"{which}_id")).update(trashed_at=timezone.now())
    assert list(duplicates.open_pairs(alice, TODAY)) == []


def test_the_pairs_of_one_contact(alice, pair, maria):
    other = new_contact(alice, "Somebody Else")
    assert list(duplicates.pairs_of(alice, maria, TODAY)) == [pair]
    assert list(duplicates.pairs_of(alice, other, TODAY)) == []


@pytest.mark.parametrize("decide", [duplicates.tell_apart, duplicates.put_off])
def test_a_decision_can_be_undone(alice, pair, decide):
    before = DuplicatePair.objects.values().get()
    day = {"today": TODAY} if decide is duplicates.put_off else {}
    decide(pair=pair, by=alice, **day)
    assert DuplicatePair.objects.values().get() != before
    duplicates.show_again(pair=pair, by=alice)
    assert DuplicatePair.objects.values().get() == before
    verbs = AuditEvent.objects.filter(object_type="duplicatepair").values_list("verb", flat=True)
    assert sorted(verbs) == sorted([decide.__name__, "show_again"])


def test_telling_apart_twice_is_noted_once(alice, pair):
    duplicates.tell_apart(pair=pair, by=alice)
    duplicates.tell_apart(pair=pair, by=alice)
    assert AuditEvent.objects.filter(verb="tell_apart").count() == 1
