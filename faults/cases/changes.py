"""Minds that are changed while a message waits or leaves: F20, F24."""

import time
from random import Random

from contacts import actions as contact_actions
from faults.fault import Tally, fault
from faults.posting import Post
from faults.workers import worker
from faults.world import World, at_random
from outreach.actions.messages import save_message
from outreach.actions.optouts import link_for, link_of, stop
from outreach.actions.sending import call_off, send_from_here
from outreach.models import Delivery, Message

MOMENT = 0.12
"""Seconds in which a worker claims a message and hands it over, and somewhat more."""


@fault("F20", "edited or deleted during the undo or in the queue")
def changed_by_its_sender(world: World, some: Random) -> Tally:
    """What leaves is letter by letter what was confirmed; what was stopped does not leave."""
    tally, post = Tally(), Post(world, some, 1)
    if some.random() < 0.8:
        post.undo_is_over()
    worker(world)
    at_random(some, MOMENT)
    change = some.choice([_edited, _edited_and_sent, _deleted])
    change(world, post.messages[0])
    world.clock.passes(seconds=31)
    post.settles()
    time.sleep(0.02)
    post.compared(tally)
    return tally


def _edited(world: World, message: Message) -> bool:
    """Call it off and change the text; whether that was in time."""
    mine = Message.objects.select_related("outreach__contact", "outreach__owner").get(pk=message.pk)
    now = world.clock()
    if not call_off(message=mine, user=mine.outreach.owner, now=now):
        return False
    body = f"{mine.body}\n\nAnd one more thing."
    save_message(message=mine, version=mine.version, subject=mine.subject, body=body, now=now)
    return True


def _edited_and_sent(world: World, message: Message) -> None:
    """The same, and confirm the new text: another mail with a name of its own."""
    if not _edited(world, message):
        return
    mine = Message.objects.select_related("outreach__contact", "outreach__owner").get(pk=message.pk)
    world.clock.passes(minutes=2)
    user, now = mine.outreach.owner, world.clock()
    address = message.address
    assert send_from_here(message=mine, version=mine.version, address=address, user=user, now=now)


def _deleted(world: World, message: Message) -> None:
    """The contact goes to the trash."""
    outreach = message.outreach
    contact_actions.move_to_trash(contact=outreach.contact, now=world.clock(), by=outreach.owner)


@fault("F24", "asks to be left alone between the queue and the claim")
def opts_out(world: World, some: Random) -> Tally:
    """Checked again at the claim: cancelled, if it had not begun to leave by then."""
    tally, post = Tally(), Post(world, some, some.randint(1, 3))
    links = [link_for(message) for message in post.messages]
    post.undo_is_over()
    is_late = some.random() < 0.7
    if is_late:
        worker(world)
        at_random(some, MOMENT)
    for url in links:
        link = link_of(url.rstrip("/").rpartition("/")[2])
        assert link
        stop(link=link, now=world.clock())
    in_hand = set(post.deliveries())
    tally.must(not in_hand & {Delivery.HELD, Delivery.QUEUED}, f"{in_hand} after the opt-out")
    if not is_late:
        worker(world)
    post.settles()
    time.sleep(0.02)
    is_accepted = bool(world.mail.accepted())
    tally.must(is_late or not is_accepted, "accepted, though it was claimed after the opt-out")
    post.compared(tally)
    return tally
