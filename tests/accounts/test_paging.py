"""Pages forward and back, without counting or skipping rows."""

import pytest
from django.test import RequestFactory

from accounts.paging import KeysetPage, Listed, Stretch, keyset_page
from contacts.models import Contact
from tests.contacts.people import new_contact

ORDER = ("name_key", "id")


@pytest.fixture
def five(alice) -> list[Contact]:
    """Five contacts, two of them of the same name."""
    return [new_contact(alice, name) for name in ("Ana", "Bo", "Bo", "Cy", "Di")]


def page(user, query: str = "", order=ORDER, size: int = 2) -> KeysetPage:
    mine = Contact.objects.owned_by(user)
    request = RequestFactory().get(f"/list/{query}")
    return keyset_page(Listed(mine), known=mine, order=order, request=request, size=size)


def names(page: KeysetPage) -> list[str]:
    return [contact.name for contact in page.rows]


def walk(user, order=ORDER) -> list[list[str]]:
    """The names on every page, going forward."""
    found, query = [], ""
    while True:
        here = page(user, query, order)
        found.append(names(here))
        if not here.next_url:
            return found
        query = here.next_url.removeprefix("/list/")


def test_every_row_once_also_where_many_share_a_value(alice, five):
    assert walk(alice) == [["Ana", "Bo"], ["Bo", "Cy"], ["Di"]]


def test_down_as_well_as_up(alice, five):
    assert walk(alice, ("-name_key", "-id")) == [["Di", "Cy"], ["Bo", "Bo"], ["Ana"]]


def test_back_again(alice, five):
    second = page(alice, page(alice).next_url.removeprefix("/list/"))
    third = page(alice, second.next_url.removeprefix("/list/"))
    back = page(alice, third.previous_url.removeprefix("/list/"))
    assert back.rows == second.rows
    assert "" not in (back.next_url, back.previous_url)


def test_back_to_the_start_shows_a_whole_first_page(alice, five):
    second = page(alice, page(alice).next_url.removeprefix("/list/"))
    first = page(alice, second.previous_url.removeprefix("/list/"))
    assert names(first) == ["Ana", "Bo"]
    assert first.previous_url == ""


def test_one_page_has_no_neighbours(alice, five):
    only = page(alice, size=5)
    assert (only.previous_url, only.next_url) == ("", "")


@pytest.mark.parametrize(
    "query",
    ["?after=nonsense", "?before=", "?after=00000000-0000-0000-0000-000000000000", "?after=%00"],
)
def test_B40_an_unknown_row_shows_the_first_page(alice, five, query):
    assert names(page(alice, query)) == ["Ana", "Bo"]


def test_T1_a_row_of_somebody_else_is_unknown(alice, charlie, five):
    theirs = new_contact(charlie, "Cy")
    assert names(page(alice, f"?after={theirs.pk}")) == ["Ana", "Bo"]


def test_the_address_keeps_the_rest_of_the_query(alice, five):
    url = page(alice, "?q=b&after=nonsense").next_url
    assert url.startswith("/list/?q=b&after=")


def test_the_address_holds_no_name(alice, five):
    assert "Bo" not in page(alice).next_url


def test_the_first_way_that_fills_the_page_will_do(alice, five):
    mine = Contact.objects.owned_by(alice)
    tried = []

    def ways(stretch):
        for rows in (mine.filter(name="Di"), mine.filter(name="Bo"), mine):
            tried.append(rows)
            yield stretch.of(rows)

    request = RequestFactory().get("/list/")
    found = keyset_page(Listed(mine, ways), known=mine, order=ORDER, request=request, size=1)
    assert (names(found), len(tried)) == (["Bo"], 2)


def test_a_way_may_give_ids(alice, five):
    mine, ids = Contact.objects.owned_by(alice), [contact.pk for contact in five]
    listed = Listed(mine, lambda stretch: [[], ids])
    request = RequestFactory().get("/list/")
    found = keyset_page(listed, known=mine, order=ORDER, request=request, size=2)
    assert (found.rows, found.next_url) == (ids[:2], f"/list/?after={ids[1]}")


@pytest.mark.parametrize(("reach", "found"), [(0, []), (2, ["Ana", "Bo"]), (5, [])])
def test_rows_within_reach_are_those_before_the_edge(alice, five, reach, found):
    mine, stretch = Contact.objects.owned_by(alice), Stretch(ORDER, 5)
    near = stretch.of(mine).filter(stretch.within(reach, of=mine))
    assert [contact.name for contact in near] == found
