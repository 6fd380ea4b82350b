"""Send, pressed more than once, and pressed again after going back: F21, F22; and F2 of sending."""

import time
from random import Random
from typing import Any

from faults.fault import Tally, fault
from faults.killing import drawn
from faults.people import message_of, sender
from faults.posting import waits
from faults.web import all_at_once
from faults.workers import worker
from faults.world import World
from outreach.models import ON_ITS_WAY, Message, SiteSending

PARALLEL = 50


def _ready(world: World, some: Random) -> tuple[Message, str, dict[str, Any]]:
    """A draft, and what its page posts when "Send" is pressed."""
    user = sender(world, some)
    text = message_of(world, user, some)
    world.mail.begins_anew()
    world.afterwards(SiteSending.objects.all().delete)
    path = f"/outreach/{text.outreach_id}/messages/{text.pk}/send-from-here/"
    address = text.outreach.contact.emails.get().address
    return text, path, {"version": text.version, "address": address}


def _leaves(world: World, text: Message) -> None:
    """The undo is over, and a worker sends it."""
    world.clock.passes(seconds=31)
    worker(world)
    rows = Message.objects.filter(pk=text.pk, delivery__in=sorted(ON_ITS_WAY))
    waits(lambda: not rows.exists(), world)


@fault("F21", "Send pressed twice, or 50 times at once")
def pressed_often(world: World, some: Random) -> Tally:
    """One message; everybody sees the same confirmation."""
    tally = Tally(messages=1)
    text, path, form = _ready(world, some)
    times = some.choice([2, PARALLEL])
    browser = world.site.browser(text.outreach.owner)
    answers = all_at_once([browser] * times, path, [form] * times)
    seen = {(answer.status, answer.where) for answer in answers}
    tally.must(seen == {(302, f"/outreach/{text.outreach_id}/?sent={text.pk}")}, f"saw {seen}")
    _leaves(world, text)
    return _once(world, tally)


@fault("F22", "Back and Send again, while it waits and after it was sent")
def back_and_again(world: World, some: Random) -> Tally:
    """The page says that it was sent; nothing is sent."""
    tally = Tally(messages=1)
    text, path, form = _ready(world, some)
    browser = world.site.browser(text.outreach.owner)
    first = browser.post(path, form)
    waiting = browser.post(path, form)
    tally.must((first.status, first.where) == (waiting.status, waiting.where), "another page")
    _leaves(world, text)
    for _ in range(some.randint(1, 3)):
        answer = browser.post(path, form)
        is_told = answer.status == 302 or "sent" in answer.page.lower()
        tally.must(answer.status in (200, 302) and is_told, f"answered {answer.status}")
    world.clock.passes(minutes=some.randint(1, 90))
    time.sleep(0.1)
    return _once(world, tally)


@fault("F2", "web worker killed while Send is pressed; pressed again")
def killed_while_pressed(world: World, some: Random) -> Tally:
    """Confirmed once, sent once."""
    tally = Tally(messages=1)
    text, path, form = _ready(world, some)
    browser = world.site.browser(text.outreach.owner)
    for _ in range(some.randint(1, 3)):
        plan = drawn(some, statements=70, seconds=0.1, places=("reply",))
        tally.kills += not browser.post(path, form, plan).came
    answer = browser.post(path, form)
    tally.must(answer.status == 302, f"answered {answer.status}")
    _leaves(world, text)
    return _once(world, tally)


def _once(world: World, tally: Tally) -> Tally:
    accepted = sum(world.mail.counts().values())
    tally.duplicates = max(0, accepted - 1)
    tally.lost = int(not accepted)
    return tally
