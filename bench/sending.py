"""What leaves the site by mail: how fast, how the tick and the pages fare meanwhile.

Real workers and a real SMTP server on loopback, each in a process of its own.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bench.imports import Figure
from bench.load import Sample, Visitor, measure
from bench.site import ROOT, served

TICK, DIGESTS, RATE, CALM = 1.0, 30.0, 20.0, 1.2
TIMES = 3
MESSAGES = 300
WAITS_AT_MOST = 180
PAGES = ("/", "/contacts/", "/outreach/")
ROUNDS, REQUESTS, THREADS = 5, 240, 4


def figures(settings: dict[str, str], folder: Path) -> Iterator[Figure]:
    """Everything, one after the other, on one database."""
    from bench.crowd import fill

    users = fill()
    yield from ticks()
    yield from digests(settings, folder, users)  # first: who is nudged has nothing due any more
    yield from rate(settings, folder)
    yield from calm(settings, folder, users)


# --- The tick -------------------------------------------------------------------------------
def ticks() -> Iterator[Figure]:
    """Ordinary minutes, once the first of the day is over."""
    from django.utils import timezone

    from outreach.models import Outreach
    from reconnect_site.tick import tick

    first = seconds(lambda: tick(now=timezone.now()))
    usual = statistics.median(seconds(lambda: tick(now=timezone.now())) for _ in range(9))
    outreaches = f"{Outreach.objects.count():,} outreaches, 1 % due"
    yield f"tick, {outreaches}", f"{usual:.3f} s", usual <= TICK
    yield "tick, the first of a day", f"{first:.2f} s", None


def seconds(job: Any) -> float:
    """How long it takes."""
    started = time.perf_counter()
    job()
    return time.perf_counter() - started


# --- Sending --------------------------------------------------------------------------------
def rate(settings: dict[str, str], folder: Path) -> Iterator[Figure]:
    """Messages a second with one worker and with two, from the first accepted to the last."""
    for count in (1, 2):
        found = [_rate(settings, folder / f"rate-{count}-{turn}", count) for turn in range(TIMES)]
        median = statistics.median(found)
        told = f"{median:.0f} a second ({min(found):.0f}–{max(found):.0f})"
        yield f"sending, workers: {count}", told, median >= RATE if count == 2 else None


def _rate(settings: dict[str, str], log: Path, workers: int) -> float:
    queue(MESSAGES)
    with mail_server(log) as url, ExitStack() as stack:
        for _ in range(workers):
            stack.enter_context(worker(settings, url))
        moments = accepted(log, MESSAGES)
    return (len(moments) - 1) / (moments[-1] - moments[0])


def queue(count: int) -> None:
    """So many messages that are due now, to so many people."""
    from django.utils import timezone

    from outreach.delivery.identity import fingerprint, new_message_id
    from outreach.message.vocabulary import Channel, Kind
    from outreach.models import Delivery, Message, Outreach

    Message.objects.filter(kind=Kind.NUDGE).delete()
    now = timezone.now()
    messages = []
    for outreach in Outreach.objects.filter(status="sent").order_by("?")[:count]:
        address = outreach.contact.emails.get().address
        text = {"subject": "A coffee", "body": "Hello, did my message reach you? A no is fine."}
        message = Message(outreach=outreach, kind=Kind.NUDGE, channel=Channel.EMAIL, **text)
        message.delivery, message.due_at, message.queued_at = Delivery.QUEUED, now, now
        message.address = address
        message.text_hash = fingerprint(address=address, **text)
        message.message_id = new_message_id(message.pk)
        messages.append(message)
    Message.objects.bulk_create(messages)


@contextmanager
def mail_server(log: Path, **script: Any) -> Iterator[str]:
    """The SMTP server of the tests in a process of its own; its EMAIL_URL."""
    from tests.smtp_server import as_process

    with as_process(log, "--script", json.dumps(script)) as port:
        yield f"smtp+plain://127.0.0.1:{port}"


@contextmanager
def worker(settings: dict[str, str], email_url: str) -> Iterator[None]:
    """``manage.py worker``, as a host starts it."""
    told = {**os.environ, **settings, "EMAIL_URL": email_url}
    process = subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=ROOT, env=told)
    try:
        yield
    finally:
        process.terminate()
        process.wait(40)


def accepted(log: Path, count: int) -> list[float]:
    """Wait until so many mails were accepted; when each was."""
    last_call = time.monotonic() + WAITS_AT_MOST
    while time.monotonic() < last_call:
        lines = log.read_text().splitlines() if log.exists() else []
        if len(lines) >= count:
            return sorted(json.loads(line)["at"] for line in lines)
        time.sleep(0.05)
    raise SystemExit(f"only {len(lines)} of {count} mails were accepted")


# --- Digests --------------------------------------------------------------------------------
def digests(settings: dict[str, str], folder: Path, users: list[Any]) -> Iterator[Figure]:
    """Everybody's digest is due in the same minute: the tick, then building and sending."""
    for count in (1, 2):
        took, ticked = zip(
            *(
                _digests(settings, folder / f"digests-{count}-{turn}", users, count)
                for turn in (1,)
            ),
            strict=True,
        )
        median = statistics.median(took)
        told = f"{median:.1f} s (the tick {statistics.median(ticked):.2f} s)"
        yield f"{len(users):,} digests, workers: {count}", told, median <= DIGESTS


def _digests(
    settings: dict[str, str], log: Path, users: list[Any], workers: int
) -> tuple[float, float]:
    from django.conf import settings as site
    from django.utils import timezone

    from outreach.models import Digest, DigestPlan
    from reconnect_site.tick import tick

    Digest.objects.all().delete()
    with mail_server(log) as url, ExitStack() as stack:
        site.EMAIL_URL = url
        tick(now=timezone.now())  # plans for everybody
        for _ in range(workers):
            stack.enter_context(worker(settings, url))
        time.sleep(4)  # they have started, and find nothing
        now = timezone.now()
        DigestPlan.objects.update(due_at=now, rhythm=DigestPlan.Rhythm.DAILY)
        started = time.time()
        ticked = seconds(lambda: tick(now=now))
        moments = accepted(log, len(users))
    return moments[-1] - started, ticked


# --- Pages ----------------------------------------------------------------------------------
def calm(settings: dict[str, str], folder: Path, users: list[Any]) -> Iterator[Figure]:
    """The same pages in turn: the mail server well, then hanging with a full queue."""
    from django.test import Client

    client = Client()
    client.force_login(users[0])
    client.get("/")
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    well, hanging = [], []
    with served(settings) as (port, _master):
        visitor = Visitor(port, cookie)
        _pages(visitor)
        for turn in range(ROUNDS):
            queue(0)
            well.append(_while(settings, folder / f"well-{turn}", visitor))
            queue(MESSAGES)
            hanging.append(_while(settings, folder / f"hangs-{turn}", visitor, silent_at="banner"))
    ratios = [bad.p95 / good.p95 for good, bad in zip(well, hanging, strict=True)]
    ratio = statistics.median(ratios)
    told = f"{ratio:.2f} ({min(ratios):.2f}–{max(ratios):.2f})"
    yield "p95 of pages while the mail server hangs, ratio", told, ratio <= CALM
    p95s = [statistics.median(one.p95 for one in some) for some in (well, hanging)]
    yield "p95 well and hanging", f"{p95s[0]:.1f} ms, {p95s[1]:.1f} ms", None


def _while(settings: dict[str, str], log: Path, visitor: Visitor, **script: Any) -> Sample:
    with mail_server(log, **script) as url, worker(settings, url):
        time.sleep(4)  # the worker has started, and knocks
        return _pages(visitor)


def _pages(visitor: Visitor) -> Sample:
    total = Sample()
    for _ in range(4):
        for path in PAGES:
            one = measure(visitor, path, requests=REQUESTS // 12, threads=THREADS)
            total.seconds += one.seconds
    return total
