"""Rows that are printed by patterns look exactly as the template would render each of them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.template import Context, Engine
from django.template.loader import get_template
from django.utils import timezone, translation

from accounts.printing import Printer
from contacts import actions
from contacts.filters import Filters
from contacts.models import Contact, Tag
from outreach.models import Outreach
from outreach.people import person_rows
from outreach.presenting import present
from outreach.progress import Status
from outreach.today import due_and_drafts
from tests.contacts.people import new_contact
from tests.outreach.people import outreach_of


@pytest.fixture(params=["en", "fr"], autouse=True)
def _language(request):
    with translation.override(request.param):
        yield


def plain(name: str, rows, **given) -> str:
    template = get_template(name).template
    return "".join(template.render(Context({"row": row, **given})) for row in rows)


def printed(name: str, rows, **given) -> str:
    template = Engine.get_default().get_template(name)
    return Printer().printed(rows, template, translation.get_language(), given)


@pytest.fixture
def outreaches(alice) -> list[Outreach]:
    """One in every state, to people of all kinds of names."""
    return [
        outreach_of(alice, status, contact=new_contact(alice, f"<{status}> & “{number}”"))
        for number, status in enumerate(Status)
    ]


def test_rows_of_today_and_the_board(alice, outreaches):
    today = timezone.now().date()
    days = [today + timedelta(days=days) for days in (-3, 0, 2, 400)]
    rows = [present(outreach, day) for outreach in outreaches for day in days]
    for name, given in (
        ("outreach/_due_row.html", {"kind": "btn-primary"}),
        ("outreach/_board_row.html", {"kind": "btn-sm", "heading": "h3"}),
    ):
        assert printed(name, rows, **given) == plain(name, rows, **given)


def test_columns_and_models_are_presented_alike(alice, outreaches):
    today = timezone.now().date()
    due, drafts = due_and_drafts(alice)
    assert len(due) == 8
    for standing in (*due, *drafts):
        outreach = Outreach.objects.get(pk=standing.pk)
        row = present(standing, today)
        assert replace(row, outreach=outreach) == present(outreach, today)


def test_rows_of_contacts(alice, outreaches):
    new_contact(alice, "Plain")
    both = new_contact(
        alice, "Two & tags", tags=("<uni>", "museums"), position="Curator", last="2019"
    )
    actions.set_do_not_contact(contact=both, now=timezone.now(), by=alice)
    ids = list(Contact.objects.owned_by(alice).values_list("pk", flat=True))
    rows = person_rows(ids, list(Tag.objects.filter(owner=alice)), timezone.now().date())
    assert printed("contacts/_row.html", rows) == plain("contacts/_row.html", rows)
    assert len(rows) == len(Status) + 2


def test_tags_to_choose(alice):
    new_contact(alice, tags=("<uni>", "Côté"))
    tag = Tag.objects.get(key="cote")
    filters = Filters(QueryDict(f"tag={tag.pk}"), user=alice)
    name, rows = "contacts/_tag_option.html", filters.tag_options
    assert printed(name, rows) == plain(name, rows)
    assert [row.is_chosen for row in rows] == [row.name == "Côté" for row in rows]
