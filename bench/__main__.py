"""``make bench``: everything side by side in one run, and for each goal whether it is met.

make bench                          100, 10,000 and 100,000 contacts (about ten minutes)
make bench ARGS=--quick             100 and 10,000, fewer requests (about four minutes)
make bench ARGS="--only imports"    files of contacts (about a minute)
make bench ARGS="--only sending"    what leaves by mail, and the tick (about three minutes)
make bench ARGS="--only panel"      the advisor panel of a centre (about four minutes); with
                                    BENCH_DATABASE_URL=postgres://… on an empty database there
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.load import Sample, Visitor, measure
from bench.site import busy, environment, memory, served

GOAL_RATIO, GOAL_FLAT, GOAL_QUERIES = 3.0, 1.20, 8
GOAL_MEMORY, GOAL_CHECK = 100.0, 1.5
GOAL_UNCACHED, GOAL_CACHED = 200.0, 30.0
LIMITED = (
    "contact list",
    "search, one word",
    "search, two words",
    "search, full page",
    "dashboard",
)
BARE = "/bench/bare/"
CONCURRENCY = (1, 16)
PARTS = ("pages", "imports", "sending", "panel", "rest")


@dataclass(frozen=True)
class Case:
    """One page of one user."""

    contacts: int
    page: str
    path: str
    cookie: str


def main(arguments: list[str]) -> int:
    """Print the tables. The exit code is 0 even where a goal is missed: the machine may be busy."""
    options = argparse.ArgumentParser(prog="make bench")
    options.add_argument("--quick", action="store_true")
    options.add_argument("--only", choices=PARTS, action="append", default=[], metavar="PART")
    chosen = options.parse_args(arguments)
    parts = chosen.only or PARTS
    with tempfile.TemporaryDirectory() as folder:
        settings = environment(Path(folder))
        if (elsewhere := os.environ.get("BENCH_DATABASE_URL")) and parts == ["panel"]:
            settings["DATABASE_URL"] = elsewhere
        os.environ.update(settings)
        prepare()
        if "pages" in parts:
            pages(settings, chosen.quick)
        if "imports" in parts:
            files()
        if "sending" in parts:
            mail(settings, Path(folder))
        if "panel" in parts:
            centre(settings, chosen.quick)
    if "rest" in parts:
        words_per_second()
        check_time()
    return 0


def pages(settings: dict[str, str], quick: bool) -> None:
    """Speed and queries of every page, for users of each size."""
    sizes = (100, 10_000) if quick else (100, 10_000, 100_000)
    rounds, requests = (6, 16) if quick else (20, 24)
    cases = fill(sizes)
    speed(cases, settings, rounds, requests)
    query_counts(cases)


def prepare() -> None:
    """A database with its tables and the shipped wording."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("prepare")


def files() -> None:
    """Files of contacts: see bench.imports."""
    from bench import imports

    say("\nFiles of contacts (seconds, most memory of the reader, what it found)")
    for figures in (imports.parses(), imports.whole_way()):
        for what, value, is_met in figures:
            verdict(what, value, is_met)


def mail(settings: dict[str, str], folder: Path) -> None:
    """What leaves the site by mail: see bench.sending."""
    from django.core.management import call_command

    from bench import sending

    call_command("collectstatic", interactive=False, verbosity=0)
    say("\nWhat leaves by mail, and the tick (medians; the goals are for an idle machine)")
    for what, value, is_met in sending.figures(settings, folder):
        verdict(what, value, is_met)


def centre(settings: dict[str, str], quick: bool) -> None:
    """The advisor panel: see bench.panel."""
    from bench import panel

    say("\nThe panel with 200 clients and 20,000 outreaches, 100,000 in the centre")
    for what, value, is_met in panel.figures(settings, rounds=8 if quick else 30):
        verdict(what, value, is_met)


def fill(sizes: tuple[int, ...]) -> list[Case]:
    """Users of each size in the database, and the pages to measure for each."""
    from django.core.management import call_command
    from django.test import Client

    from bench.data import make_user, pages_of

    say("Filling the database ...")
    call_command("collectstatic", interactive=False, verbosity=0)
    cases = []
    for size in sizes:
        started = time.monotonic()
        user = make_user(size)
        client = Client()
        client.force_login(user)
        client.get("/")  # a browser that signed in has the CSRF cookie as well
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
        cases += [Case(size, page, path, cookie) for page, path in pages_of(user)]
        say(f"  {size:,} contacts in {time.monotonic() - started:.0f} s")
    return cases


def speed(cases: list[Case], settings: dict[str, str], rounds: int, requests: int) -> None:
    """Each page in turn with the bare view, on one gunicorn; then memory, then page weights."""
    with served(settings) as (port, master):
        for threads in CONCURRENCY:
            found = {
                case: compared(case, port, master, rounds, max(requests, 2 * threads), threads)
                for case in cases
            }
            show_speed(found, threads)
        heaviest = max(memory(master))
        show_weights(cases, port)
        verdict(
            "memory of a web worker after all this", f"{heaviest:.0f} MB", heaviest <= GOAL_MEMORY
        )
    with served({**settings, "BENCH_PLAIN": "1"}) as (port, _master):
        visitor = Visitor(port, cases[0].cookie)
        measure(visitor, BARE, requests=requests, threads=1)
        plain = measure(visitor, BARE, requests=requests * rounds, threads=1)
        say(f"(the bare view with the middleware of a fresh project: {plain.median:.1f} ms)")


def compared(
    case: Case, port: int, master: psutil.Process, rounds: int, requests: int, threads: int
) -> tuple[Sample, Sample]:
    """The bare view and the page, turn by turn, so that a busy machine slows both."""
    visitor = Visitor(port, case.cookie)
    bare, page = Sample(), Sample()
    for path in (BARE, case.path):
        measure(visitor, path, requests=max(threads, 8), threads=threads)
    for _ in range(rounds):
        for path, total in ((BARE, bare), (case.path, page)):
            before = busy(master)
            total.seconds += measure(visitor, path, requests=requests, threads=threads).seconds
            total.busy += busy(master) - before
    return bare, page


def show_speed(found: dict[Case, tuple[Sample, Sample]], threads: int) -> None:
    """Ratios, and how flat each page is from the smallest to the largest user."""
    say(
        f"\nConcurrency {threads}: median, times the bare view (goal {GOAL_RATIO} for the marked *)"
    )
    say(
        f"{'page':20}{'contacts':>10}{'bare ms':>10}{'page ms':>10}{'p95 ms':>9}{'ratio':>8}"
        f"{'CPU ms':>9}{'ratio':>8}"
    )
    ratios: dict[str, list[float]] = {}
    for case, (bare, page) in found.items():
        ratio = page.median / bare.median
        ratios.setdefault(case.page, []).append(ratio)
        is_limited = case.page in LIMITED
        mark = ("* pass" if ratio <= GOAL_RATIO else "* MISS") if is_limited else ""
        say(
            f"{case.page:20}{case.contacts:>10,}{bare.median:>10.1f}{page.median:>10.1f}"
            f"{page.p95:>9.1f}{ratio:>8.2f}{page.work:>9.1f}{page.work / bare.work:>8.2f} {mark}"
        )
    for page, values in ratios.items():
        growth = values[-1] / values[0]
        verdict(f"{page}: largest user ÷ smallest", f"{growth:.2f}", growth <= GOAL_FLAT)


def show_weights(cases: list[Case], port: int) -> None:
    """Page weights for the largest user."""
    from bench.weights import weights

    say(f"\nWeights in kB (goals: {GOAL_UNCACHED:.0f} uncached, {GOAL_CACHED:.0f} cached)")
    for case in cases:
        if case.contacts == cases[-1].contacts:
            uncached, cached = weights(Visitor(port, case.cookie), case.path)
            is_met = uncached <= GOAL_UNCACHED and cached <= GOAL_CACHED
            verdict(case.page, f"{uncached:.1f} uncached, {cached:.1f} cached", is_met)


def query_counts(cases: list[Case]) -> None:
    """Queries per page in this process, for each size."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    say(f"\nQueries per page (goal {GOAL_QUERIES}, none growing)")
    counts: dict[str, list[int]] = {}
    for case in cases:
        client = Client()
        client.cookies.load(case.cookie)
        client.get(case.path)
        with CaptureQueriesContext(connection) as queries:
            client.get(case.path)
        counts.setdefault(case.page, []).append(len(queries))
    for page, numbers in counts.items():
        is_met = max(numbers) <= GOAL_QUERIES and numbers[-1] <= numbers[0]
        verdict(page, ", ".join(map(str, numbers)), is_met)


def words_per_second() -> None:
    """Messages composed and checked in one second, on one core, without a database."""
    import itertools

    from outreach.message.check import check
    from outreach.message.compose import compose
    from outreach.message.shipped import shipped_wordings
    from tests.outreach.message.sample import openings

    every = list(itertools.islice(openings(), 0, None, 12))
    wordings = shipped_wordings()

    def one(number: int) -> None:
        facts = every[number % len(every)]
        message = compose(facts, wordings, number)
        check(
            message.body,
            kind=facts.kind,
            channel=facts.channel,
            language=facts.language,
            subject=message.subject,
            address=facts.address,
        )

    say("\nThe rest")
    one(0)
    started, done = time.perf_counter(), 0
    while time.perf_counter() - started < 5:
        one(done)
        done += 1
    rate = done / (time.perf_counter() - started)
    say(f"  {'composed and checked':40} {rate:.0f} messages a second")


def check_time() -> None:
    """``manage.py check`` from start to end, as the median of five."""
    times, work = [], []
    for _ in range(5):
        started, before = time.perf_counter(), os.times()
        subprocess.run([sys.executable, "manage.py", "check"], check=True, capture_output=True)
        times.append(time.perf_counter() - started)
        after = os.times()
        work.append(sum(after[2:4]) - sum(before[2:4]))
    median = statistics.median(times)
    value = f"{median:.2f} s ({statistics.median(work):.2f} s CPU)"
    verdict("manage.py check", value, median <= GOAL_CHECK)


def verdict(what: str, value: str, is_met: bool | None) -> None:
    """One line of a table with its goal, if there is one."""
    mark = {True: "pass", False: "MISS", None: ""}[is_met]
    say(f"  {what:48} {value:36} {mark}".rstrip())


def say(text: str) -> None:
    """One line, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
