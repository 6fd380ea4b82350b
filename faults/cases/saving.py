"""Saving through the site while its processes die, and in several tabs: F1, F2, F23."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import AuditEvent, User
from contacts import actions as contact_actions
from contacts.details import Details
from contacts.exchange.normalise import clean_phone
from contacts.models import Contact, ContactWord
from faults.fault import Tally, fault
from faults.killing import Plan, drawn
from faults.people import contact_of, email, message_of, name, sender
from faults.web import all_at_once
from faults.world import World
from outreach.actions.messages import save_message
from outreach.models import Message, Outreach

STATEMENTS, SECONDS = 45, 0.08
"""More statements and more time than any of these saves takes, so that some live."""

MOMENTS = ("updated_at", "idle_since")


@dataclass(frozen=True)
class Save:
    """One form on one page, what it changes, and how to see whether it did."""

    path: str
    fields: dict[str, Any]
    state: Callable[[], Any]
    done: Callable[[], None]  # the same save without the site


# --- F1 -------------------------------------------------------------------------------------
@fault("F1", "web worker killed (-9) while it saves")
def killed_while_saving(world: World, some: Random) -> Tally:
    """Old or new, whole; and what was acknowledged is stored."""
    user, tally = sender(world, some), Tally(messages=1)
    save = some.choice([edit_of_contact, edit_of_message])(world, user, some)
    old, new = save.state(), _after(save)
    plan = drawn(some, statements=STATEMENTS, seconds=SECONDS, places=("reply",))
    answer = world.site.browser(user).post(save.path, save.fields, plan)
    now = save.state()
    tally.kills = int(not answer.came)
    tally.must(answer.status in (0, 302), f"answered {answer.status}")
    tally.must(now in (old, new), f"half a save: {now}")
    tally.lost = int(answer.came and now != new)
    return tally


def _after(save: Save) -> Any:
    """What is stored after the save; then it is taken back."""
    with transaction.atomic():
        save.done()
        new = save.state()
        transaction.set_rollback(True)
    return new


def edit_of_contact(world: World, user: User, some: Random) -> Save:
    """Every field of a contact, with its rows beside it."""
    contact = contact_of(user, some)
    details = _details(some)

    def done() -> None:
        contact_actions.update_contact(
            by=user, contact=contact, version=contact.version, details=details
        )

    typed = _typed(details, version=contact.version)
    return Save(f"/contacts/{contact.pk}/edit/", typed, lambda: _stored(contact), done)


def _details(some: Random) -> Details:
    """Somebody else than before, in every field."""
    mark = f"{some.randrange(10**9)}"
    return Details(
        name=name(some),
        organization=f"Museum {mark}",
        position=f"Lead {mark}",
        city="Ottawa",
        shared_history=f"the conference of {mark}",
        notes=f"Note {mark}",
        relationship="mentor",
        emails=(email(f"a{mark}@example.org"), email(f"b{mark}@example.org")),
        phones=(clean_phone("613 555 0100"),),
        tags=(f"tag {mark}", "museums"),
    )


def _typed(details: Details, **more: Any) -> dict[str, Any]:
    """The same as a form has it."""
    columns = {column: getattr(details, column) or "" for column in Details.COLUMNS}
    return {
        **columns,
        "emails": "\n".join(email.address for email in details.emails),
        "phones": "\n".join(phone.number for phone in details.phones),
        "tags": ", ".join(details.tags),
        **more,
    }


def _stored(contact: Contact) -> Any:
    """The row, the rows that belong to it, its words in the index, and its trail."""
    row = columns_of(Contact.objects.filter(pk=contact.pk))
    words = ContactWord.objects.filter(contact=contact).values_list("word", flat=True)
    trail = AuditEvent.objects.filter(object_id=str(contact.pk)).values_list("verb", flat=True)
    stored = Contact.objects.get(pk=contact.pk)
    return (
        row,
        [row.address for row in stored.emails.all()],
        [row.number for row in stored.phones.all()],
        sorted(tag.name for tag in stored.tags.all()),
        sorted(words),
        sorted(trail),
    )


def columns_of(rows: QuerySet[Any]) -> dict[str, Any]:
    """The one row there is, but for the moments of its last change."""
    (columns,) = rows.values()
    return {name: value for name, value in columns.items() if name not in MOMENTS}


def edit_of_message(world: World, user: User, some: Random) -> Save:
    """The text of a draft."""
    text = message_of(world, user, some)
    body = f"{text.body}\n\n{some.randrange(10**9)}"
    now = world.clock()

    def done() -> None:
        mine = Message.objects.select_related("outreach").get(pk=text.pk)
        save_message(
            message=mine, version=text.version, subject="Another subject", body=body, now=now
        )

    def state() -> Any:
        return columns_of(Message.objects.filter(pk=text.pk))

    fields = {"version": text.version, "subject": "Another subject", "body": body, "then": "later"}
    return Save(f"/outreach/{text.outreach_id}/message/", fields, state, done)


# --- F2 -------------------------------------------------------------------------------------
@fault("F2", "web worker killed after the commit; the form is sent again")
def killed_before_the_reply(world: World, some: Random) -> Tally:
    """The same key gives one row and the same page, however often the form is sent."""
    user, tally = sender(world, some), Tally(messages=1)
    path, fields, count = some.choice([new_contact, new_outreach, text_of_message])(
        world, user, some
    )
    browser = world.site.browser(user)
    before = count()
    for _ in range(some.randint(1, 3)):
        plan = Plan(place="reply")
        if some.random() < 0.3:
            plan = drawn(some, statements=STATEMENTS, seconds=SECONDS)
        tally.kills += not browser.post(path, fields, plan).came
    first, second = browser.post(path, fields), browser.post(path, fields)
    tally.must(first.status == 302, f"answered {first.status}")
    tally.must((first.status, first.where) == (second.status, second.where), "another page")
    tally.duplicates = max(0, count() - before - 1)
    tally.lost = int(count() == before)
    return tally


Form = tuple[str, dict[str, Any], Callable[[], int]]


def new_contact(world: World, user: User, some: Random) -> Form:
    """A person is added."""
    fields = _typed(_details(some), key=uuid4(), last_in_touch="2019")
    return "/contacts/new/", fields, Contact.objects.filter(owner=user).count


def new_outreach(world: World, user: User, some: Random) -> Form:
    """A draft is begun, to a known or to a new person."""
    key = uuid4()
    count = Outreach.objects.filter(owner=user).count
    if some.random() < 0.5:
        contact = contact_of(user, some)
        return "/outreach/new/", {"contact": contact.pk, "key": key}, count
    fields = {"name": name(some), "reach": "a@example.org", "last_in_touch": "2019", "key": key}
    return "/outreach/new/?new", fields, count


def text_of_message(world: World, user: User, some: Random) -> Form:
    """A text is saved: counted by its version, which one save raises by one."""
    save = edit_of_message(world, user, some)
    pk = UUID(str(save.state()["id"]))

    def count() -> int:
        return Message.objects.get(pk=pk).version

    return save.path, save.fields, count


# --- F23 ------------------------------------------------------------------------------------
@fault("F23", "2–4 tabs save one contact or one text at the same moment")
def several_tabs(world: World, some: Random) -> Tally:
    """One is stored; the others get both versions on one page, and nothing typed is gone."""
    user, tally = sender(world, some), Tally()
    tabs = some.randint(2, 4)
    tally.messages = tabs
    path, forms, mark = some.choice([_tabs_of_a_contact, _tabs_of_a_text])(world, user, some, tabs)
    answers = all_at_once([world.site.browser(user) for _ in forms], path, forms)
    saved = [number for number, answer in enumerate(answers) if answer.status == 302]
    tally.must(len(saved) == 1, f"answered {[answer.status for answer in answers]}")
    for number, answer in enumerate(answers):
        if number in saved:
            continue
        both = [mark(number), *(mark(first) for first in saved)]
        tally.must(answer.status == 409, f"answered {answer.status}")
        tally.lost += not all(text in answer.page for text in both)
    return tally


Tabs = tuple[str, list[dict[str, Any]], Callable[[int], str]]


def _tabs_of_a_contact(world: World, user: User, some: Random, tabs: int) -> Tabs:
    contact = contact_of(user, some)
    forms = [
        {"name": contact.name, "version": contact.version, "organization": f"Museum {number}"}
        for number in range(tabs)
    ]
    return f"/contacts/{contact.pk}/edit/", forms, lambda number: f"Museum {number}"


def _tabs_of_a_text(world: World, user: User, some: Random, tabs: int) -> Tabs:
    text = message_of(world, user, some)
    fields = {"version": text.version, "subject": text.subject, "then": "later"}
    forms = [{**fields, "body": f"{text.body} Tab {number}."} for number in range(tabs)]
    return f"/outreach/{text.outreach_id}/message/", forms, lambda number: f"Tab {number}."
