"""The suppression list: keyed hashes, known again under every key there was (P9, L10)."""

import pytest

from contacts.hashing import hash_of, hashes_of, key_ids
from outreach.models import SuppressedAddress
from outreach.suppression import is_suppressed, suppress
from tests.outreach.people import NOW

pytestmark = pytest.mark.django_db
OPTED_OUT = SuppressedAddress.Reason.OPTED_OUT


def stop(address: str) -> SuppressedAddress:
    return suppress(address=address, reason=OPTED_OUT, now=NOW)


@pytest.mark.parametrize(
    "spelled",
    [
        "maria@example.org",
        "MARIA@Example.ORG",
        " Maria <maria@example.org> ",
        "mailto:maria@example.org",
    ],
)
def test_P9_one_address_however_it_is_spelled(spelled) -> None:
    stop("maria@example.org")
    assert is_suppressed(spelled)


def test_P9_a_domain_is_the_same_in_punycode() -> None:
    stop("ines@exämple.org")
    assert is_suppressed("ines@xn--exmple-cua.org")


def test_P9_others_are_not_meant() -> None:
    stop("maria@example.org")
    others = ("maria@example.com", "mario@example.org", "maria+1@example.org", "")
    assert [address for address in others if is_suppressed(address)] == []


def test_P9_what_is_kept_is_no_address() -> None:
    kept = stop("maria@example.org")
    assert len(kept.address_hash) == 64
    assert "maria" not in repr(vars(kept))


def test_P9_without_the_key_nobody_can_make_the_hash(settings) -> None:
    here = hash_of("maria@example.org")
    settings.SECRET_KEY = "another site" * 9
    assert hash_of("maria@example.org") != here


def test_P9_asking_twice_keeps_the_first_moment() -> None:
    first, second = stop("maria@example.org"), stop("Maria@example.org")
    assert (first.pk, first.at) == (second.pk, second.at)


def test_P9_a_new_SECRET_KEY_forgets_nobody_while_the_old_one_is_a_fallback(settings) -> None:
    stop("maria@example.org")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 60, [settings.SECRET_KEY]
    assert is_suppressed("maria@example.org")
    settings.SECRET_KEY_FALLBACKS = []
    assert not is_suppressed("maria@example.org")


def test_P9_the_old_SECRET_KEY_as_SUPPRESSION_KEY_keeps_everybody_for_good(settings) -> None:
    stop("maria@example.org")
    settings.SUPPRESSION_KEY, settings.SECRET_KEY = settings.SECRET_KEY, "n" * 60
    assert is_suppressed("maria@example.org")
    assert hash_of("maria@example.org") in hashes_of("maria@example.org")


def test_P9_a_new_SUPPRESSION_KEY_forgets_nobody(settings) -> None:
    settings.SUPPRESSION_KEY = "first" * 12
    stop("maria@example.org")
    settings.SUPPRESSION_KEY, settings.SUPPRESSION_KEY_FALLBACKS = "second" * 12, ["first" * 12]
    assert is_suppressed("maria@example.org")


def test_P9_key_ids_tell_keys_apart_and_reveal_none(settings) -> None:
    settings.SUPPRESSION_KEY = "first" * 12
    assert len(set(key_ids())) == 2
    assert all(len(one) == 8 for one in key_ids())
    assert stop("maria@example.org").key_id == key_ids()[0]


def test_P4_the_look_up_is_one_query_whatever_the_answer(django_assert_num_queries) -> None:
    stop("maria@example.org")
    with django_assert_num_queries(2):
        assert [is_suppressed("maria@example.org"), is_suppressed("ana@example.org")] == [
            True,
            False,
        ]
