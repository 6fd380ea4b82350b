"""The page of one's own figures."""

from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from django.utils import translation

from outreach.models import RequestType
from outreach.progress import Answer, Status
from outreach.request_types import load_request_types
from outreach.shares import Share
from outreach.views.figures import told
from tests.outreach.people import NOW, contact_of, outreach_of
from tests.outreach.test_figures import sent

PAGE = "/figures/"


def charts(page: str) -> list[Element]:
    """The pictures of a page, read as XML."""
    parts = page.split("<svg")[1:]
    drawn = [f"<svg{part.split('</svg>')[0]}</svg>" for part in parts if 'role="img"' in part]
    return [fromstring(text) for text in drawn]


@pytest.mark.parametrize(
    ("share", "count", "meaning"),
    [
        (Share(2, 3), "2 of 3", "too few to say"),
        (Share(6, 9), "6 of 9", "67%, probably between 35% and 88%"),
        (Share(34, 80), "34 of 80", "43%"),
    ],
)
def test_few_are_counted_and_only_enough_are_a_percentage(share, count, meaning):
    with translation.override("en"):
        assert (told(share).count, told(share).meaning) == (count, meaning)


def test_an_empty_page_says_what_will_stand_here(alice_client):
    page = alice_client.get(PAGE).content.decode()
    assert "Nothing to count yet" in page
    assert "<table" not in page
    assert charts(page) == []


def test_with_fewer_than_five_there_is_no_percentage_at_all(alice, alice_client):
    for answer in (Answer.YES, Answer.NO, None):
        sent(alice, answer)
    page = alice_client.get(PAGE).content.decode()
    assert "2 of 3" in page
    shown = page.split("<h1>")[1].split("How to read this")[0]
    assert not [word for word in shown.split() if word.strip("(),;").endswith("%")]


def test_the_picture_says_the_same_as_the_table(alice, alice_client):
    for number in range(9):
        sent(alice, Answer.YES if number < 6 else None)
    page = alice_client.get(PAGE).content.decode()
    pictures = charts(page)
    assert len(pictures) == page.count("<caption") == 4
    for picture in pictures:
        title, text = picture[0].text, picture[1].text
        assert f"{title}</caption>" in page
        assert "Answers: 6 of 9 (67%; 35% to 88%); Yes: 6 of 9" in text
        assert picture.attrib["aria-labelledby"].split() == [
            picture[0].attrib["id"],
            picture[1].attrib["id"],
        ]
    assert (
        page.count('6 of 9 <span class="quiet">67%, probably between 35% and 88%</span></td>') == 8
    )


def test_names_of_request_types_stay_text(alice, alice_client):
    load_request_types()
    RequestType.objects.filter(key="coffee").update(name_en='<b>"&')
    sent(alice, request_type=RequestType.objects.get(key="coffee"))
    page = alice_client.get(PAGE).content.decode()
    assert "&lt;b&gt;&quot;&amp;" in page
    assert charts(page)[0][2].text == '<b>"&'


def test_a_year_can_be_chosen_and_is_marked(alice, alice_client):
    sent(alice)  # on 2 March 2026, which may be more than a year ago
    for query, label in (("", "All time"), ("?period=year", "Last 12 months")):
        page = alice_client.get(PAGE + query).content.decode()
        assert f'aria-current="page">{label}</a>' in page


def test_T1_a_stranger_sees_nothing(alice, charlie_client):
    sent(alice, Answer.YES)
    assert "Nothing to count yet" in charlie_client.get(PAGE).content.decode()


def test_it_is_only_read_and_asks_for_sign_in(alice_client, client):
    assert alice_client.post(PAGE).status_code == 405
    assert client.get(PAGE).url.startswith("/account/login/")


@pytest.mark.parametrize("count", [1, 3])
def test_queries_are_the_same_for_one_and_for_many(
    alice, alice_client, count, django_assert_num_queries
):
    load_request_types()
    kinds = list(RequestType.objects.all())
    for number in range(count):
        for kind, status in zip(
            kinds, (Status.SENT, Status.ACCEPTED, Status.THANKED), strict=False
        ):
            person = contact_of(alice, f"{status} {number}")
            outreach_of(alice, status, contact=person, request_type=kind, now=NOW)
    alice_client.get(PAGE)
    with django_assert_num_queries(6):
        assert alice_client.get(PAGE).status_code == 200
