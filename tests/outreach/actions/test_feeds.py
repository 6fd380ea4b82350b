"""The calendar address: made, replaced, removed, and what is noted when it is read."""

from datetime import timedelta

import pytest

from accounts.models import AuditEvent
from outreach.actions.feeds import AnotherKey, make_key, note_reading, remove_key
from outreach.feed.keys import hash_of, mark_of
from outreach.models import FeedKey
from tests.outreach.people import NOW

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


@pytest.fixture
def key(alice) -> FeedKey:
    """Alice's address, not read yet."""
    make_key(owner=alice, instead_of="", now=NOW)
    return FeedKey.objects.get()


def read(content: str, at) -> tuple[FeedKey, object]:
    """A calendar reads this at that moment."""
    key = FeedKey.objects.get()
    since = note_reading(key=key, content_hash=content, now=at)
    return FeedKey.objects.get(), since


def test_T11_a_token_is_long_random_and_stored_only_as_its_hash(alice):
    token = make_key(owner=alice, instead_of="", now=NOW)
    key = FeedKey.objects.get()
    assert len(token) >= 43  # 256 bits, six in each sign
    assert key.token_hash == hash_of(token)
    assert token not in str(vars(key))


def test_T11_a_new_one_ends_the_old_and_forgets_when_that_was_used(alice, key):
    read("a", NOW + HOUR)
    fresh = FeedKey.objects.get()
    token = make_key(owner=alice, instead_of=mark_of(fresh), now=NOW + 2 * HOUR)
    now = FeedKey.objects.get()
    assert (now.token_hash, now.created_at, now.last_used_at) == (
        hash_of(token),
        NOW + 2 * HOUR,
        None,
    )


def test_a_form_sent_twice_acts_once(alice, key):
    for act in (make_key, remove_key):
        more = {"now": NOW} if act is make_key else {}
        with pytest.raises(AnotherKey):
            act(owner=alice, instead_of="", **more)
    assert FeedKey.objects.get().token_hash == key.token_hash


def test_removing_it_leaves_none(alice, charlie, key):
    make_key(owner=charlie, instead_of="", now=NOW)
    remove_key(owner=alice, instead_of=mark_of(key))
    assert [left.owner for left in FeedKey.objects.all()] == [charlie]


def test_what_was_done_is_noted_without_the_token(alice, key):
    remove_key(owner=alice, instead_of=mark_of(key))
    events = AuditEvent.objects.order_by("at").values_list("verb", "object_type", "fields")
    assert list(events) == [
        ("make_feed", "feedkey", ["token_hash"]),
        ("remove_feed", "feedkey", []),
    ]


def test_T11_the_last_use_is_noted_at_most_once_an_hour(key, django_assert_num_queries):
    first, _since = read("a", NOW)
    assert first.last_used_at == NOW
    with django_assert_num_queries(0):
        note_reading(key=first, content_hash="a", now=NOW + HOUR - SECOND)
    later, _since = read("a", NOW + HOUR)
    assert later.last_used_at == NOW + HOUR


def test_it_knows_since_when_it_reads_like_this(key):
    since = [read(content, NOW + number * HOUR)[1] for number, content in enumerate("aab")]
    assert since == [NOW, NOW, NOW + 2 * HOUR]


def test_F27_that_moment_never_goes_back_and_two_changes_are_two_moments(key):
    since = [read(content, NOW - number * HOUR)[1] for number, content in enumerate("abc")]
    assert since == [NOW, NOW + SECOND, NOW + 2 * SECOND]


def test_of_two_readings_at_once_the_first_ones_word_counts(key):
    slow = FeedKey.objects.get()
    read("new", NOW)
    assert note_reading(key=slow, content_hash="new", now=NOW + HOUR) == NOW
