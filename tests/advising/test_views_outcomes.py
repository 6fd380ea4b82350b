"""The page of the figures and its file: who gets which, and nothing small in either (P15, T17)."""

import csv
from io import StringIO

import pytest

from accounts.models import AuditEvent, User
from advising import actions
from outreach.models import RequestType
from tests.accounts.conftest import signed_in, with_second_step
from tests.advising.conftest import NOW
from tests.advising.test_outcomes import a_centre, began, clients  # noqa: F401

PAGE, FILE = "/advisor/outcomes/", "/advisor/outcomes/csv/"


@pytest.fixture(autouse=True)
def _on_the_day_of_the_people(monkeypatch):
    """The people of the tests wrote in March 2026."""
    monkeypatch.setattr("advising.views.outcomes.timezone.now", lambda: NOW)


@pytest.fixture
def lead_client(make_user):
    """A browser in which a lead advisor is signed in."""
    lead = make_user("lea@example.org", "Lea Lead", is_staff=True, role=User.Role.LEAD)
    return signed_in(with_second_step(lead))


def rows_of(response) -> list[list[str]]:
    """The cells of the file."""
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))


def test_P15_nobody_is_named_on_the_page_or_in_the_file(a_centre, lead_client):  # noqa: F811
    for page in (PAGE, FILE):
        text = lead_client.get(page).content.decode()
        assert "25" in text
        assert not any(word in text for word in ("Client 0", "c0@example.org", "Person 1"))


def test_P15_too_few_shows_no_figure(make_user, anna, anna_client):
    for person in clients(make_user, 4):
        actions.accept(advisor=anna, invitation=None, client=person, now=NOW)
        for _number in range(7):
            began(person)
    page = anna_client.get(PAGE).text
    assert "Too few to show" in page
    assert "<table" not in page
    assert {cell for row in rows_of(anna_client.get(FILE))[1:] for cell in row[2:]} == {"hidden"}


def test_T1_wording_editors_have_no_figures(make_user):
    editor = make_user("e@example.org", "E", is_staff=True, role=User.Role.EDITOR)
    browser = signed_in(with_second_step(editor))
    assert [browser.get(page).status_code for page in (PAGE, FILE)] == [404, 404]


def test_types_have_a_row_from_publishing_until_they_are_deleted(a_centre, lead_client):  # noqa: F811
    made = {"name_fr": "x", "is_active": False}
    RequestType.objects.create(key="draft", name_en="Draft", is_published=False, **made)
    unused = RequestType.objects.create(key="unused", name_en="Unused", **made)
    labels = [row[1] for row in rows_of(lead_client.get(FILE)) if row[0] == "Request"]
    assert (labels.count("Draft"), labels.count("Unused")) == (0, 1)
    unused.delete()
    after = [row[1] for row in rows_of(lead_client.get(FILE)) if row[0] == "Request"]
    assert after == [label for label in labels if label != "Unused"]


def test_T17_a_name_that_a_spreadsheet_would_reckon_is_text(a_centre, lead_client):  # noqa: F811
    RequestType.objects.create(key="other", name_en="=1+1", name_fr="=1+1", position=1)
    labels = [row[1] for row in rows_of(lead_client.get(FILE))]
    assert "'=1+1" in labels


def test_the_file_says_what_the_page_says_and_leaves_a_trace(a_centre, lead_client):  # noqa: F811
    response = lead_client.get(FILE)
    rows = rows_of(response)
    assert rows[1] == ["", "In all", "25", "20", "15", "10", "5", "5"]
    assert len(rows) == 2 + 1 + 2 + 12
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="outcomes-2026-11-26.csv"'
    )
    event = AuditEvent.objects.get(verb="export")
    assert event.fields == ["outcomes"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_for_one_and_for_three(
    a_centre,  # noqa: F811
    lead_client,
    number,
    django_assert_num_queries,
):
    for one in range(number):
        RequestType.objects.create(key=f"k{one}", name_en=f"K{one}", name_fr=f"K{one}")
        began(a_centre[one])
    with django_assert_num_queries(19):
        lead_client.get(PAGE)
    with django_assert_num_queries(5):
        lead_client.get(PAGE)
