"""Messages that their senders have confirmed, and whether each is where it ought to be."""

import time
from collections.abc import Callable
from datetime import timedelta
from random import Random

from faults.fault import Tally
from faults.people import message_of, sender
from faults.world import World
from outreach.actions.sending import send_from_here
from outreach.models import ON_ITS_WAY, Delivery, Message, SiteSending
from outreach.progress import Status, Step

SETTLES_WITHIN = 180.0
"""Seconds of this machine; a trial that needs more has come to a stop."""


class Post:
    """The messages of one try, each with a sender of its own, so that no limit is met."""

    def __init__(self, world: World, some: Random, count: int) -> None:
        self.world = world
        self.messages = [_confirmed(world, some) for _ in range(count)]
        world.mail.begins_anew()
        world.afterwards(SiteSending.objects.all().delete)

    def undo_is_over(self) -> None:
        """All of them may leave."""
        self.world.clock.passes(seconds=31)

    def now(self) -> list[Message]:
        """As they are stored."""
        rows = Message.objects.in_bulk([message.pk for message in self.messages])
        return [rows[message.pk] for message in self.messages if message.pk in rows]

    def leases_end(self, *deliveries: str) -> None:
        """Nobody is alive who has these in hand: it is the moment at which others may take them."""
        ends = [
            m.due_at for m in self.now() if m.due_at and m.delivery in (deliveries or ON_ITS_WAY)
        ]
        if ends and max(ends) > self.world.clock():
            self.world.clock.is_set_to(max(ends))

    def deliveries(self) -> list[str]:
        """Where they stand."""
        return [message.delivery for message in self.now()]

    def are_on_their_way(self) -> bool:
        """Whether the site has something to do yet."""
        return any(delivery in ON_ITS_WAY for delivery in self.deliveries())

    def settles(self, step: timedelta = timedelta()) -> timedelta:
        """Wait until nothing is on its way; how long that took by the clock of the site."""
        began = self.world.clock()
        waits(lambda: not self.are_on_their_way(), self.world, step)
        return self.world.clock() - began

    def compared(self, tally: Tally) -> Tally:
        """Hold what is stored against what the server has."""
        counts = self.world.mail.counts()
        letters = {mail.message_id: mail for mail in self.world.mail.accepted()}
        for before in self.messages:
            message = Message.objects.select_related("outreach").filter(pk=before.pk).first()
            accepted = counts.get(before.message_id, 0)
            tally.messages += 1
            tally.duplicates += max(0, accepted - 1)
            if message is None:
                continue
            delivery = Delivery(message.delivery)
            tally.unconfirmed += delivery is Delivery.UNCONFIRMED
            if message.message_id not in ("", before.message_id):  # changed, and confirmed anew
                anew = counts.get(message.message_id, 0)
                tally.duplicates += max(0, anew - 1)
                tally.lost += not anew and not is_in_sight(message)
                continue
            tally.lost += not accepted and not is_in_sight(message)
            if delivery in (Delivery.FAILED, Delivery.CANCELLED, Delivery.DRAFT):
                tally.must(not accepted, f"{delivery}, and accepted")
            if accepted:
                mail = letters[before.message_id]
                text = mail.letter.get_payload(decode=True)
                assert isinstance(text, bytes)
                told = text.decode().replace("\r\n", "\n")
                tally.must(told.startswith(before.body.rstrip()), "another text than confirmed")
                tally.must(mail.recipient == before.address, "another recipient than confirmed")
        return tally


def is_in_sight(message: Message) -> bool:
    """Whether a message that was not accepted is in a state that its sender sees and can act on."""
    step = message.outreach.next_step
    match Delivery(message.delivery):
        case Delivery.FAILED:
            return step == Step.TRY_AGAIN
        case Delivery.UNCONFIRMED:
            return step == Step.FIND_OUT
        case Delivery.DRAFT:
            return message.outreach.status != Status.DRAFT or step == Step.FINISH_DRAFT
        case Delivery.CANCELLED:
            return bool(message.problem)
        case _:
            return False


def _confirmed(world: World, some: Random) -> Message:
    """A message whose sender has pressed "Send to …"."""
    user = sender(world, some)
    message = message_of(world, user, some)
    address = message.outreach.contact.emails.get().address
    assert send_from_here(
        message=message,
        version=message.version,
        address=address,
        user=user,
        now=world.clock(),
    )
    message.refresh_from_db()
    return message


def waits(is_done: Callable[[], bool], world: World, step: timedelta = timedelta()) -> None:
    """Look until it is done; with a step, let so much time pass whenever nothing moves."""
    last_call = time.monotonic() + SETTLES_WITHIN
    looks = 0
    while not is_done():
        if time.monotonic() > last_call:
            raise TimeoutError("it does not settle")
        time.sleep(0.005)
        looks += 1
        if looks % 20 == 0:
            world.clock.passes(seconds=step.total_seconds())
