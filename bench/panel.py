"""The panel of a centre, side by side with the bare view; and counting its figures anew."""

import statistics
import time
from collections.abc import Iterator

from bench.load import Sample, Visitor, measure
from bench.site import served

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
    with served(settings) as (port, _master):
        visitor = Visitor(port, cookie)
        for name, path in pages():
            yield _page(visitor, name, path, rounds)
    yield _counted_anew()


def _page(visitor: Visitor, name: str, path: str, rounds: int) -> Figure:
    bare, page = Sample(), Sample()
    for one in (BARE, path):
        measure(visitor, one, requests=8, threads=1)
    for _ in range(rounds):
        bare.seconds += measure(visitor, BARE, requests=REQUESTS, threads=1).seconds
        page.seconds += measure(visitor, path, requests=REQUESTS, threads=1).seconds
    ratio = page.median / bare.median
    told = f"{ratio:.2f} × bare ({page.median:.1f} ms, p95 {page.p95:.0f} ms)"
    is_met = page.p95 <= GOAL_P95 if name == "outcomes" else ratio <= GOAL_RATIO
    return f"{name} ({'p95 ≤ 300 ms' if name == 'outcomes' else '≤ 4 × bare'})", told, is_met


def _counted_anew() -> Figure:
    """What the first request of an hour waits for."""
    from django.utils import timezone

    from advising.outcomes import crowded, outcomes
    from outreach.models import Outreach

    now, times = timezone.now(), []
    for _ in range(5):
        started = time.perf_counter()
        everything = Outreach.objects.filter(owner__is_active=True)
        outcomes(everything, now.date(), timezone.get_default_timezone())
        crowded(everything, now)
        times.append(time.perf_counter() - started)
    return "counting the centre anew, once an hour", f"{statistics.median(times):.2f} s", None
