"""The panel of a centre, side by side with the bare view; and counting its figures anew."""

import statistics
import time
from collections.abc import Iterator

import psutil

from bench.load import Sample, Visitor, measure
from bench.site import busy, served

BARE = "/bench/bare/"
GOAL_RATIO, GOAL_P95 = 4.0, 300.0
OWN, OTHERS = (200, 20_000), (800, 80_000)
"""Clients and their outreaches: of the lead who is measured, and of nobody."""
REQUESTS = 10

Figure = tuple[str, str, bool | None]


def figures(settings: dict[str, str], rounds: int) -> Iterator[Figure]:
    """Each page as a ratio, then how long it takes to count everything anew."""
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from bench.centre import add_clients, make_lead, pages

    call_command("collectstatic", interactive=False, verbosity=0)
    lead = make_lead()
    add_clients(lead, *OWN)
    add_clients(None, *OTHERS)
    with connection.cursor() as cursor:
        # As the database does by itself some time after so many new rows.
        cursor.execute("ANALYZE")
    browser = Client()
    browser.force_login(lead)
    browser.get("/")
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())
    with served(settings) as (port, master):
        visitor = Visitor(port, cookie)
        for name, path in pages():
            yield from _page(visitor, master, name, path, rounds)
    yield _counted_anew()


def _page(
    visitor: Visitor, master: psutil.Process, name: str, path: str, rounds: int
) -> Iterator[Figure]:
    """The page and the bare view in turn. Each round gives a ratio, and the median of these counts:
    a machine that is busy for a while slows both of a round, and spoils few rounds."""
    bare, page, ratios = Sample(), Sample(), []
    for one in (BARE, path):
        measure(visitor, one, requests=8, threads=1)
    for _ in range(rounds):
        pair = [_measured(visitor, master, one) for one in (BARE, path)]
        ratios.append(pair[1].median / pair[0].median)
        for total, one in zip((bare, page), pair, strict=True):
            total.seconds += one.seconds
            total.busy += one.busy
    ratio = statistics.median(ratios)
    told = f"{ratio:.2f} × bare ({page.median:.1f} ms; CPU {page.work / bare.work:.2f} ×)"
    yield f"{name} (≤ 4 × bare)", told, ratio <= GOAL_RATIO
    if name == "outcomes":
        yield f"{name} (p95 ≤ 300 ms)", f"{page.p95:.0f} ms", page.p95 <= GOAL_P95


def _measured(visitor: Visitor, master: psutil.Process, path: str) -> Sample:
    before = busy(master)
    sample = measure(visitor, path, requests=REQUESTS, threads=1)
    sample.busy = busy(master) - before
    return sample


def _counted_anew() -> Figure:
    """What the worker does once an hour, so that no request waits for it."""
    from django.utils import timezone

    from advising.outcomes import count_centre

    now, times = timezone.now(), []
    for _ in range(5):
        started = time.perf_counter()
        count_centre(now=now)
        times.append(time.perf_counter() - started)
    return "counting the centre anew, by the worker", f"{statistics.median(times):.2f} s", None
