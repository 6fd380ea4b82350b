"""``manage.py worker`` in processes that can be killed, at a moment or at an exact place."""

import threading
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db.backends.signals import connection_created

from faults.killing import KillPoint, Plan, around, die
from faults.world import Child, World
from outreach.delivery import post, smtp
from reconnect_site import background

BEFORE = (
    "before:outreach.delivery.outbox:claim_next",
    "after:outreach.delivery.outbox:claim_next",
    "before:outreach.delivery.gate:obstacle",
    "before:outreach.delivery.letters:letter_for",
    "after:outreach.delivery.letters:letter_for",
    "before:outreach.delivery.lease:Hold.hand_over",
)
"""Exact places at which nothing can have left."""
AFTER = (
    "after:outreach.delivery.lease:Hold.hand_over",
    "before:outreach.delivery.smtp:_Talk.text",
    "after:outreach.delivery.smtp:_Talk.text",
    "after:outreach.delivery.smtp:deliver",
    "before:outreach.actions.deliveries:note_sent",
    "after:outreach.actions.deliveries:note_sent",
)
"""Exact places at which it may have left."""
STATEMENTS = 60
"""More than a worker needs for its first two messages."""


def worker(
    world: World,
    plan: Plan = Plan(),  # noqa: B008
    *,
    email_url: str = "",
    after_data: int = 600,
) -> Child:
    """The worker of the product, forked from here, on the mail server of the trial."""
    return world.start(partial(_work, plan, email_url or world.mail.url, after_data))


def _work(plan: Plan, email_url: str, after_data: int) -> None:
    settings.EMAIL_URL = email_url
    _waits_for_a_word(after_data)
    _hurries()
    _arm(plan)

    call_command("worker")


def _waits_for_a_word(seconds: int) -> None:
    """So long once the text has begun to leave: until then a slow machine has its time."""
    hand_over = smtp._Talk.text

    def text(talk: smtp._Talk, mail: bytes) -> None:
        talk._patience.begin_again(seconds)
        hand_over(talk, mail)

    smtp._Talk.text = text  # type: ignore[assignment, method-assign]


def _hurries() -> None:
    """Look for work every few milliseconds instead of every second."""
    background.IDLE_SECONDS = 0.05
    post.IDLE_SECONDS = post.RECOVER_SECONDS = 0.02


def _arm(plan: Plan) -> None:
    """Carry the plan out, whichever thread comes to it first."""
    point = KillPoint(plan)
    if plan.place:
        around(plan.place.partition(":")[2], point)
    if plan.statement:
        connection_created.connect(partial(_count, point), weak=False)
    if plan.seconds:
        timer = threading.Timer(plan.seconds, die)
        timer.daemon = True
        timer.start()


def _count(point: KillPoint, connection: Any, **_: Any) -> None:
    connection.execute_wrappers.append(point.count)
