"""T5: script in every text of the site stays text wherever an advisor or a superuser reads it.

Each page is compared with the same page whose texts are harmless: the same elements with the same
attributes, in the same order, or something that was typed has become part of the page.
"""

import logging
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils.html import escape

from tests.payloads import PAYLOADS, ROUNDS, hostile_world, packed, write
from tests.world import World, undone

PAGES = (
    "/advisor/",
    "/advisor/accounts/user/",
    "/advisor/accounts/user/{user}/change/",
    "/advisor/accounts/user/{user}/history/",
    "/advisor/accounts/auditevent/",
    "/advisor/accounts/auditevent/00000000-0000-0000-0000-000000000001/change/",
    "/advisor/outreach/requesttype/",
    "/advisor/outreach/requesttype/{requesttype}/change/",
    "/advisor/outreach/requesttype/{requesttype}/history/",
    "/advisor/outreach/wording/",
    "/advisor/outreach/wording/add/?of={wording}",
    "/advisor/outreach/wording/{wording}/change/",
    "/advisor/outreach/wording/{wording}/history/",
    "/advisor/sending/",
    "/advisor/clients/",
    "/advisor/clients/{advising}/",
    "/advisor/clients/{advising}/{outreach}/",
    "/advisor/clients/{advising}/end/",
    "/advisor/centre/",
    "/advisor/outcomes/",
    "/advisor/reviews/",
    "/advisor/reviews/{review}/",
    "/advisor/requests/",
    "/advisor/requests/{case}/",
    "/advisor/emergencies/",
    "/advisor/emergencies/{emergency}/",
    "/advisor/emergencies/{emergency}/{outreach}/",
)
"""Every page of the panel that prints what people typed."""

SHOWN = {
    "accounts.User.display_name",
    "accounts.User.email",
    "accounts.AuditEvent.verb",
    "advising.AdvisorNote.body",
    "advising.Comment.body",
    "advising.Comment.passage",
    "advising.Comment.suggestion",
    "advising.Invitation.email",
    "advising.Review.question",
    "contacts.Contact.name",
    "contacts.Contact.notes",
    "contacts.Contact.organization",
    "contacts.Contact.position",
    "contacts.Contact.linkedin_url",
    "contacts.ContactEmail.address",
    "contacts.ContactPhone.number",
    "outreach.AccessCase.address",
    "outreach.AccessItem.text",
    "outreach.Message.body",
    "outreach.Message.subject",
    "outreach.RequestType.name_en",
    "outreach.RequestTypeVersion.texts",
    "outreach.Wording.text",
    "outreach.WordingVersion.text",
    "admin.LogEntry.change_message",
}
"""Columns whose texts must come up on these pages, so that the test cannot pass on empty ones."""
IN_PARTS = {
    "advising.Invitation.email",
    "contacts.ContactEmail.address",
    "outreach.AccessCase.address",
    "outreach.WordingVersion.text",
}
"""Those of which not every text comes up whole: few rows, or shown word by word."""

URLS = {"href", "src", "action", "formaction"}


class Skeleton(HTMLParser):
    """The elements of a page with the names of their attributes, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, ...]] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs) -> None:
        """One element."""
        self.elements.append((tag, *(name for name, _ in attrs)))
        self.links += [value or "" for name, value in attrs if name in URLS]


def paths(world: World) -> list[str]:
    """The addresses of the pages, for this world."""
    shown = world.own_ids["advisor, shared"]
    ids = {name: row.pk for name, row in world.objects.items()} | {
        "advising": shown["advising_id"],
        "review": shown["review_id"],
        "emergency": shown["emergency_id"],
        "outreach": world.ids["outreach_id"],
        "case": world.ids["case_id"],
    }
    return [page.format(**ids) for page in PAGES]


def seen(browser: Client, path: str) -> str:
    """A page, which leaves no trace of having been looked at."""
    with undone():
        response = browser.get(path)
    assert response.status_code == 200, path
    return response.text


def added(found: Skeleton, plain: Skeleton, path: str) -> list[tuple[str, ...]]:
    """Elements that a page has and its harmless twin has not.

    In a review the checker's advice differs with the text: there the kinds of elements count.
    """
    if "/reviews/" in path:
        return sorted(set(found.elements) - set(plain.elements))
    return [] if found.elements == plain.elements else found.elements


def raw(page: str) -> list[str]:
    """The payloads that stand in a page as they were typed, with signs that mean something."""
    return [text for text in PAYLOADS if set(text) & set("<\"'") and text in page]


@pytest.fixture
def world(db):
    """One of everything, without a line in the log for each unknown name of a wording."""
    logging.disable(logging.CRITICAL)
    yield hostile_world()
    logging.disable(logging.NOTSET)


def test_T5_there_are_enough_and_each_fits_everywhere() -> None:
    assert len(set(PAYLOADS)) >= 30
    assert max(map(len, packed(35))) <= 35
    assert " ".join(packed(60)) == " ".join(PAYLOADS)


def test_T5_no_text_becomes_part_of_a_page(world: World) -> None:
    browser = world.browser("advisor, shared")
    changed, unescaped, read = {}, {}, ""
    with undone():
        write(0, markup=False)
        plain = {path: Skeleton(seen(browser, path)) for path in paths(world)}
    given: dict[str, list[str]] = {}
    for number in range(ROUNDS):
        given |= write(number)
        for path in plain:
            page = seen(browser, path)
            read += page
            found = Skeleton(page)
            if more := added(found, plain[path], path):
                changed[number, path] = more
            if wrong := raw(page) + [to for to in found.links if to.startswith("javascript:")]:
                unescaped[number, path] = wrong
    assert (changed, unescaped) == ({}, {})
    whole = {name for name in SHOWN if all(escape(text) in read for text in given[name])}
    assert whole >= SHOWN - IN_PARTS
    assert [name for name in IN_PARTS if f"q{list(given).index(name)}z" not in read] == []
