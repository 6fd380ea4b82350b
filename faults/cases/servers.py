"""Mail servers that are away, slow, busy, strict or silent: F12–F17."""

from datetime import timedelta
from random import Random

from contacts.models import ContactEmail
from faults.fault import Tally, fault
from faults.posting import Post, waits
from faults.web import free_port
from faults.workers import worker
from faults.world import World
from outreach.models import ON_ITS_WAY, Delivery, Message, Problem, SiteSending

MINUTES = (1, 5, 15, 60)
A_DAY = timedelta(hours=24)


@fault("F12", "SMTP refused, no such host, TLS that cannot be trusted")
def no_server(world: World, some: Random) -> Tally:
    """Tried again after 1, 5, 15, 60 minutes, then hourly; sent when the server is back."""
    tally, post = Tally(), Post(world, some, 1)
    post.undo_is_over()
    one = worker(world, email_url=f"{some.choice(_bad_urls(world))}?timeout=1")
    tries = some.randint(1, 6)
    _tried(world, post, tally, tries)
    one.kill()
    tally.must(post.deliveries() == [Delivery.QUEUED], f"{post.deliveries()} after {tries} tries")
    tally.must(post.now()[0].problem == Problem.NO_SERVER, f"says {post.now()[0].problem!r}")
    return _then_good(world, post, tally)


def _bad_urls(world: World) -> list[str]:
    """Nobody there, no such host, no TLS where it is demanded."""
    return [
        f"smtp+plain://127.0.0.1:{free_port()}",
        "smtp+plain://nowhere.invalid:25",
        f"smtps://127.0.0.1:{world.mail.port}",
        f"smtp://127.0.0.1:{world.mail.port}",
    ]


def _tried(world: World, post: Post, tally: Tally, tries: int) -> None:
    """Let it be tried so often, each time at its due moment, and hold the gaps against F12."""
    for number in range(tries):
        waits(lambda: _is_resting(post, number + 1), world)  # noqa: B023
        due_at = post.now()[0].due_at
        assert due_at
        waited, meant = due_at - world.clock(), timedelta(minutes=MINUTES[min(number, 3)])
        is_right = timedelta(0) <= meant - waited < timedelta(seconds=10)
        tally.must(is_right, f"waits {waited} after try {number + 1}")
        if number + 1 < tries:
            world.clock.is_set_to(due_at + timedelta(seconds=5))


def _is_resting(post: Post, attempts: int) -> bool:
    """Tried so often, and back in the queue with the reason; not claimed at this moment."""
    _nobody_waits_outside(post)
    message, now = post.now()[0], post.world.clock()
    if message.attempts != attempts or message.delivery != Delivery.QUEUED or not message.problem:
        return False
    return attempts == 1 or (message.due_at or now) - now > timedelta(minutes=2)


@fault("F12", "no mail server for a whole day", share=0.1)
def no_server_for_a_day(world: World, some: Random) -> Tally:
    """After a day it has failed, and the sender is told."""
    tally, post = Tally(), Post(world, some, 1)
    post.undo_is_over()
    began = world.clock()
    worker(world, email_url=f"smtp+plain://127.0.0.1:{free_port()}")
    waits(lambda: not _goes_on(post), world)
    took = world.clock() - began
    tally.must(post.deliveries() == [Delivery.FAILED], f"ended {post.deliveries()}")
    tally.must(timedelta(hours=22) < took < timedelta(hours=26), f"gave up after {took}")
    tally.must(post.now()[0].problem == Problem.GAVE_UP, f"problem {post.now()[0].problem!r}")
    post.compared(tally)
    return tally


def _nobody_waits_outside(post: Post) -> None:
    """The pause before the next knock may have begun after the clock was moved; let it be over."""
    row, clock = SiteSending.objects.first(), post.world.clock
    due_at = post.now()[0].due_at
    if row and row.try_again_at and due_at and due_at <= clock() < row.try_again_at:
        clock.is_set_to(row.try_again_at)


def _goes_on(post: Post) -> bool:
    """Whether it is on its way; between two tries the clock goes on to the next."""
    _nobody_waits_outside(post)
    message, clock = post.now()[0], post.world.clock
    if message.due_at and message.due_at - clock() > timedelta(seconds=50):
        clock.is_set_to(message.due_at + timedelta(seconds=10))
    return message.delivery in ON_ITS_WAY


@fault("F13", "server silent at the banner or before DATA")
def silent_before_data(world: World, some: Random) -> Tally:
    """It waits for its time and no longer, stays queued, and is sent once."""
    tally, post = Tally(), Post(world, some, 1)
    post.undo_is_over()
    world.mail.behaves(silent_at=some.choice(["banner", "ehlo", "mail", "rcpt", "data"]))
    one = worker(world, email_url=f"{world.mail.url}?timeout=1", after_data=1)
    _tried(world, post, tally, 1)
    tally.must(post.deliveries() == [Delivery.QUEUED], f"then {post.deliveries()}")
    one.kill()
    return _then_good(world, post, tally)


@fault("F13", "server slow at every reply")
def slow(world: World, some: Random) -> Tally:
    """Slow is not silent: sent once."""
    tally, post = Tally(), Post(world, some, 1)
    post.undo_is_over()
    world.mail.behaves(slow=some.uniform(0.01, 0.1))
    worker(world)
    post.settles()
    tally.must(post.deliveries() == [Delivery.SENT], f"ended {post.deliveries()}")
    post.compared(tally)
    return tally


@fault("F14", "4xx at MAIL, RCPT, DATA, or after the text")
def later(world: World, some: Random) -> Tally:
    """Tried again as in F12, and sent once."""
    tally, post = Tally(), Post(world, some, 1)
    post.undo_is_over()
    where = some.choice(["mail", "rcpt", "data", "done"])
    code = some.choice(["421 4.3.2", "450 4.2.1", "451 4.3.0", "452 4.2.2"])
    world.mail.behaves(**{where: f"{code} later"})
    worker(world)
    _tried(world, post, tally, some.randint(1, 4))
    return _then_good(world, post, tally)


def _then_good(world: World, post: Post, tally: Tally) -> Tally:
    world.mail.behaves()
    post.leases_end()
    world.clock.passes(minutes=6)  # nobody knocks for some minutes after a failure
    worker(world)
    post.settles()
    tally.must(post.deliveries() == [Delivery.SENT], f"ended {post.deliveries()}")
    post.compared(tally)
    return tally


@fault("F15", "5xx at RCPT, DATA, or after the text")
def refused(world: World, some: Random) -> Tally:
    """Failed at once, with the reason; the address is flagged where it does not exist."""
    tally, post = Tally(), Post(world, some, 1)
    post.undo_is_over()
    where = some.choice(["rcpt", "data", "done"])
    code = some.choice(["550 5.1.1", "550 5.7.1", "554 5.6.0", "552 5.2.2"])
    world.mail.behaves(**{where: f"{code} no"})
    worker(world)
    post.settles()
    message = post.now()[0]
    is_unknown = code == "550 5.1.1"
    meant = Problem.NO_SUCH_ADDRESS if is_unknown else Problem.REFUSED
    tally.must(message.delivery == Delivery.FAILED, f"ended {message.delivery}")
    tally.must((message.problem, message.reply_code) == (meant, code), f"says {message.problem!r}")
    tally.must(message.attempts == 1, f"tried {message.attempts} times")
    tally.must(_is_flagged(post.messages[0]) == is_unknown, "the address is flagged wrongly")
    post.compared(tally)
    return tally


def _is_flagged(message: Message) -> bool:
    flagged = ContactEmail.objects.filter(address=message.address, bounced_at__isnull=False)
    return flagged.exists()


@fault("F16", "silence or a reset after the text; taken or not")
def silent_after_data(world: World, some: Random) -> Tally:
    """Unconfirmed, and never sent again by itself."""
    tally, post = Tally(), Post(world, some, some.randint(1, 2))
    post.undo_is_over()
    how = some.choice(["drop_at", "silent_at"])
    world.mail.behaves(**{how: "done"}, is_accepted=some.random() < 0.5)
    worker(world, after_data=1)
    post.settles()
    tally.must(set(post.deliveries()) == {Delivery.UNCONFIRMED}, f"ended {post.deliveries()}")
    world.mail.behaves()
    world.clock.passes(hours=some.uniform(0.1, 30))
    worker(world)
    _waits_in_vain(post)
    tally.must(set(post.deliveries()) == {Delivery.UNCONFIRMED}, f"later {post.deliveries()}")
    post.compared(tally)
    return tally


def _waits_in_vain(post: Post) -> None:
    """Long enough for a worker to send what it should not."""
    import time

    time.sleep(0.1)


@fault("F17", "421 or a reset at QUIT, after 250")
def bad_goodbye(world: World, some: Random) -> Tally:
    """Sent is sent."""
    tally, post = Tally(), Post(world, some, some.randint(1, 3))
    post.undo_is_over()
    world.mail.behaves(**some.choice([{"quit": "421 4.3.2 going"}, {"drop_at": "quit"}]))
    worker(world)
    post.settles()
    tally.must(set(post.deliveries()) == {Delivery.SENT}, f"ended {post.deliveries()}")
    post.compared(tally)
    return tally
