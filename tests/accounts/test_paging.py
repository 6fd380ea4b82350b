"""Pages forward and back, without counting or skipping rows."""

import pytest
from django.test import RequestFactory

from accounts.paging import Listed, keyset_page
from contacts.models import Contact
from tests.contacts.people import new_contact

ORDER = ("name_key", "id")


@pytest.fixture
def five(alice) -> list[Contact]:
    """Five contacts, two of them of the same name."""
    return [new_contact(alice, name) for name in ("Ana", "Bo", "Bo", "Cy", "Di")]


def page(user, query: str = "", order=ORDER, size: int = 2):
    mine = Contact.objects.owned_by(user)
    request = RequestFactory().get(f"/list/{query}")
    return keyset_page(Listed(mine), known=mine, order=order, request=request, size=size)


def walk(user, order=ORDER) -> list[list[str]]:
    """The names on every page, going forward."""
    found, query = [], ""
    while True:
        here = page(user, query, order)
        found.append([row.name for row in here.rows])
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
    assert [row.pk for row in back.rows] == [row.pk for row in second.rows]
    assert "" not in (back.next_url, back.previous_url)


def test_back_to_the_start_shows_a_whole_first_page(alice, five):
    second = page(alice, page(alice).next_url.removeprefix("/list/"))
    first = page(alice, second.previous_url.removeprefix("/list/"))
    assert [row.name for row in first.rows] == ["Ana", "Bo"]
    assert first.previous_url == ""


def test_one_page_has_no_neighbours(alice, five):
    only = page(alice, size=5)
    assert (only.previous_url, only.next_url) == ("", "")


@pytest.mark.parametrize(
    "query",
    ["?after=nonsense", "?before=", "?after=00000000-0000-0000-0000-000000000000", "?after=%00"],
)
def test_B40_an_unknown_row_shows_the_first_page(alice, five, query):
    assert [row.name for row in page(alice, query).rows] == ["Ana", "Bo"]


def test_T1_a_row_of_somebody_else_is_unknown(alice, charlie, five):
    theirs = new_contact(charlie, "Cy")
    assert [row.name for row in page(alice, f"?after={theirs.pk}").rows] == ["Ana", "Bo"]


def test_the_address_keeps_the_rest_of_the_query(alice, five):
    url = page(alice, "?q=b&after=nonsense").next_url
    assert url.startswith("/list/?q=b&after=")


def test_the_address_holds_no_name(alice, five):
    assert "Bo" not in page(alice).next_url


def test_walking_and_gathering_give_the_same_pages(alice, five, monkeypatch):
    mine = Contact.objects.owned_by(alice)
    some = mine.filter(name__in=["Bo", "Di"])
    request = RequestFactory().get("/list/")
    pages = []
    for reach in (0, 2, 100):
        monkeypatch.setattr("accounts.paging.REACH", reach)
        listed = Listed(some, walk=some, pool=mine)
        found = keyset_page(listed, known=mine, order=ORDER, request=request, size=2)
        pages.append(([row.pk for row in found.rows], found.next_url))
    assert pages[0] == pages[1] == pages[2]
    assert len(pages[0][0]) == 2
