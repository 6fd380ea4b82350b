"""Workers that die, and workers that compete: F3, F4, F5, F34."""

import signal
import time
from datetime import timedelta
from random import Random

from faults.fault import Tally, fault
from faults.killing import Plan
from faults.posting import Post, waits
from faults.workers import AFTER, BEFORE, STATEMENTS, worker
from faults.world import World, at_random
from outreach.models import ON_ITS_WAY, Delivery

RESTARTED_WITHIN = timedelta(seconds=60)
NOT_YET = (Delivery.HELD, Delivery.QUEUED)
MANY = 4


@fault("F3", "mail worker killed while it claims, before it hands over")
def killed_before_handing_over(world: World, some: Random) -> Tally:
    """What had not begun to leave is sent once, at most a minute after the restart."""
    plan = some.choice(
        [
            Plan(place=some.choice(BEFORE), time=some.randint(1, 2)),
            Plan(statement=some.randint(1, STATEMENTS)),
            Plan(seconds=some.uniform(0.001, 0.15)),
        ]
    )
    return _killed(world, some, plan)


@fault("F4", "mail worker killed while it hands over")
def killed_while_handing_over(world: World, some: Random) -> Tally:
    """Never a second time by itself: unconfirmed, and the sender is told what to do."""
    if some.random() < 0.5:
        return _killed(world, some, Plan(place=some.choice(AFTER), time=some.randint(1, 2)))
    world.mail.behaves(slow=some.uniform(0.005, 0.02))
    return _killed(world, some, Plan(seconds=some.uniform(0.03, 0.4)))


def _killed(world: World, some: Random, plan: Plan) -> Tally:
    tally, post = Tally(), Post(world, some, some.randint(1, MANY))
    post.undo_is_over()
    first = worker(world, plan)
    while not first.poll() and post.are_on_their_way():
        time.sleep(0.002)
    first.kill()
    tally.kills = int(first.was_killed)
    world.mail.behaves()
    waiting = [m.pk for m in post.now() if m.delivery in NOT_YET]
    restarted_at = world.clock()
    post.leases_end(*NOT_YET)
    worker(world)
    waits(lambda: not any(m.pk in waiting and m.delivery in ON_ITS_WAY for m in post.now()), world)
    world.clock.passes(minutes=2)
    post.settles()
    for message in post.now():
        if message.pk in waiting:
            took = (message.sent_at or world.clock()) - restarted_at
            tally.must(message.delivery == Delivery.SENT, f"waited, and then {message.delivery}")
            tally.must(took <= RESTARTED_WITHIN, f"sent {took} after the restart")
    post.compared(tally)
    return tally


@fault("F5", "2–4 workers on one queue")
def several_workers(world: World, some: Random) -> Tally:
    """Each message is sent by exactly one of them."""
    tally, post = Tally(), Post(world, some, 6)
    post.undo_is_over()
    for _ in range(some.randint(2, 4)):
        worker(world)
    post.settles()
    tally.must(set(post.deliveries()) == {Delivery.SENT}, f"ended {post.deliveries()}")
    post.compared(tally)
    return tally


@fault("F5", "2–4 workers on one queue, each killed and started again")
def several_workers_that_die(world: World, some: Random) -> Tally:
    """The same with deaths: nothing twice, nothing lost."""
    tally, post = Tally(), Post(world, some, 6)
    post.undo_is_over()
    for _ in range(some.randint(1, 3)):
        team = [worker(world) for _ in range(some.randint(2, 4))]
        at_random(some, 0.15)
        for one in team:
            one.kill()
            tally.kills += one.was_killed
    post.leases_end()
    for _ in range(2):
        worker(world)
    post.settles()
    post.compared(tally)
    return tally


@fault("F34", "SIGTERM while mail leaves")
def told_to_stop(world: World, some: Random) -> Tally:
    """The mail in hand is finished, the worker ends with 0; the next one sends the rest."""
    tally, post = Tally(), Post(world, some, some.randint(1, MANY))
    post.undo_is_over()
    world.mail.behaves(slow=some.choice([0, 0.005, 0.03]))
    first = worker(world)
    waits(lambda: any(m.attempts for m in post.now()), world)
    at_random(some, 0.2)
    first.signal(signal.SIGTERM)
    tally.must(first.ends_within(30), "still there after 30 seconds")
    tally.must(first.exit_code == 0, f"ended with {first.exit_code}")
    left = [m.delivery for m in post.now() if m.delivery == Delivery.HANDING_OVER]
    tally.must(not left, "left in the middle of handing over")
    post.leases_end()
    worker(world)
    post.settles()
    post.compared(tally)
    return tally
