"""What importing costs: reading, looking at, saving and undoing files, with their sizes.

Reading is measured in a process of its own, as the site does it: seconds from start to end, and the
most memory that process had.
"""

import os
import random
import re
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import psutil

from bench.data import FIRST, LAST, PLACES

Figure = tuple[str, str, bool | None]
"""What was measured, how much it is, and whether the goal is met (None: there is no goal)."""

PREVIEW, COMMIT, CARDS, REFUSAL, THOUSAND, MEMORY = 5.0, 20.0, 15.0, 1.0, 0.2, 300.0
ROWS = 10_000
PEAK = re.compile(r"VmHWM:\s*(\d+) kB")


# --- Files ----------------------------------------------------------------------------------
def linkedin(rows: int) -> bytes:
    """LinkedIn's export: preamble, profiles, an address in every tenth row."""
    some = random.Random(rows)
    text = StringIO()
    text.write('Notes:\n"When exporting your connection data, some addresses are missing."\n\n')
    text.write("First Name,Last Name,URL,Email Address,Company,Position,Connected On\n")
    for number in range(rows):
        first, last = some.choice(FIRST), f"{some.choice(LAST)} {_letters(number)}"
        mail = f"{first.lower()}.{number}@example.org" if number % 10 == 0 else ""
        job = f'"{some.choice(PLACES)} {number % 400}",Senior Programme Lead'
        page = f"https://www.linkedin.com/in/{first.lower()}-{number}"
        day = f"{some.randint(1, 28):02} Mar {some.randint(2008, 2025)}"
        text.write(f"{first},{last},{page},{mail},{job},{day}\n")
    return text.getvalue().encode()


def cards(count: int) -> bytes:
    """vCards as a phone writes them: 600 bytes each, accents, a folded note."""
    return b"".join(_card(number) for number in range(count))


def _card(number: int) -> bytes:
    first, last = FIRST[number % 10], f"{LAST[number % 9]} {_letters(number)}"
    note = "NOTE:Met at the conference in Québec\\, talked about archives and\r\n  "
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{last};{first};;;",
        f"FN:{first} {last}",
        f"ORG:{PLACES[number % 5]};Collections",
        "TITLE:Programme lead",
        f"EMAIL;type=INTERNET;type=WORK;type=pref:{first.lower()}.{number}@example.org",
        f"TEL;type=CELL;type=VOICE:+1 613 555 {number % 10_000:04}",
        "item1.ADR;type=HOME:;;12 Long Street;Ottawa;ON;K1A 0A1;Canada",
        f"item2.URL:https\\://www.linkedin.com/in/{first.lower()}-{number}",
        note + "how small museums hire" + " and keep people" * 8,
        "CATEGORIES:Museums,University",
        f"UID:{number:08}-4f89-11d3-9a0c-0305e82c3301",
        "END:VCARD",
    ]
    return ("\r\n".join(lines) + "\r\n").encode()


def _letters(number: int) -> str:
    return "Z" + "".join(chr(ord("a") + int(digit)) for digit in str(number))


def bombs() -> Iterator[tuple[str, bytes]]:
    """Spreadsheets that mean harm."""
    from tests.contacts.exchange.spreadsheets import cell, parts, zipped

    yield "a 300 kB .xlsx that unpacks to 300 MB", zipped(parts(bytes(300_000_000)))
    row = f'<sheetData><row r="1">{cell("A1", "Name")}</row>'
    empty = "".join(f'<row r="{number}"/>' for number in range(2, 1_048_577))
    declared = zipped(parts(f"{row}{empty}</sheetData>"))
    yield "a .xlsx of 1,048,576 empty rows", declared
    some = "".join(f'<row r="{n}">{cell(f"A{n}", f"Ann {n}")}</row>' for n in range(2, ROWS + 2))
    yield "a .xlsx of 10,000 rows", zipped(parts(f"{row}{some}</sheetData>"))


# --- Measuring ------------------------------------------------------------------------------
class Seconds(float):
    """How long something took, and how much of that this process was busy."""

    busy = 0.0

    def __str__(self) -> str:
        return f"{float(self):.2f} s ({self.busy:.2f} busy)"


def timed(job: Callable[[], Any]) -> tuple[Seconds, Any]:
    """How long it took, and what it gave."""
    started, began = time.perf_counter(), time.process_time()
    found = job()
    seconds = Seconds(time.perf_counter() - started)
    seconds.busy = time.process_time() - began
    return seconds, found


def size(data: bytes) -> str:
    """A size as people write it."""
    return f"{len(data) / 1e6:.1f} MB" if len(data) >= 1e6 else f"{len(data) / 1e3:.0f} kB"


# --- Reading --------------------------------------------------------------------------------
@dataclass(frozen=True)
class Reading:
    """How long the process that read a file ran, its memory, and what it found."""

    seconds: float
    busy: float
    megabytes: float
    result: Any


def read(data: bytes, filename: str) -> Reading:
    """Read a file as contacts.reading does, and weigh the process."""
    from contacts.exchange import wire
    from contacts.exchange.record import Choices, Limits
    from contacts.reading import COMMAND

    order = wire.order(filename, Choices(), Limits())
    started = time.perf_counter()
    child = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={})
    assert child.stdin is not None
    assert child.stdout is not None
    scales = Scales(child.pid)
    scales.start()
    child.stdin.write(order + data)
    child.stdin.close()
    found = wire.Reassembly()
    for line in child.stdout:
        found.take(line)
    _, _, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - started
    scales.join()
    return Reading(seconds, used.ru_utime + used.ru_stime, scales.most / 1e6, found.result())


class Scales(threading.Thread):
    """The most memory a process has; what ``wait4`` tells begins with that of its parent."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._status = Path(f"/proc/{pid}/status")
        self._process = psutil.Process(pid)
        self.most = 0

    def run(self) -> None:
        """Look until it ends."""
        with suppress(psutil.Error, OSError):
            while self._process.is_running():
                self.most = max(self.most, self._now())
                time.sleep(0.005)

    def _now(self) -> int:
        if self._status.exists() and (peak := PEAK.search(self._status.read_text())):
            return int(peak[1]) * 1024
        return int(self._process.memory_info().rss)


def parses() -> Iterator[Figure]:
    """Each kind of file once: time, memory, and that it was read or refused as it should be."""
    from contacts.exchange import read_file

    small = linkedin(1_000)
    read_file(small, "Connections.csv")
    seconds, found = timed(lambda: read_file(small, "Connections.csv"))
    assert len(found.contacts) == 1_000
    yield f"read_file, 1,000 LinkedIn rows ({size(small)})", str(seconds), seconds <= THOUSAND
    files: list[tuple[str, bytes, str, float | None]] = [
        ("10,000 LinkedIn rows", linkedin(ROWS), "Connections.csv", None),
        ("10,000 vCards", cards(ROWS), "people.vcf", CARDS),
        ("100,000 rows, refused", linkedin(100_000)[:9_900_000], "Connections.csv", REFUSAL),
        *((name, data, "people.xlsx", None) for name, data in bombs()),
    ]
    for name, data, filename, goal in files:
        one = read(data, filename)
        told = f"{seconds_of(one)}, {one.megabytes:.0f} MB, {outcome(one.result)}"
        is_met = one.megabytes <= MEMORY and (goal is None or one.seconds <= goal)
        yield f"{name} ({size(data)})", told, is_met


def seconds_of(one: Reading) -> str:
    """As the clock on the wall says, and of these the seconds of one processor."""
    return f"{one.seconds:.1f} s ({one.busy:.1f} busy)"


def outcome(found: Any) -> str:
    """People found, or why none were."""
    return str(found.file_error or f"{len(found.contacts):,} people")


# --- The whole way --------------------------------------------------------------------------
def whole_way() -> Iterator[Figure]:
    """Preview, saving, the same file again, everybody in a new job, and undoing that."""
    from accounts.models import User

    user = User.objects.create_user("bench-imports@example.org", "not used here")
    data = linkedin(ROWS)
    yield from first_time(user, data)
    yield from again(user, data)


def first_time(user: Any, data: bytes) -> Iterator[Figure]:
    """All of them new."""
    batch, seconds = previewed(user, data)
    yield f"preview, {ROWS:,} LinkedIn rows ({size(data)})", str(seconds), seconds <= PREVIEW
    seconds = done("save", batch)
    assert batch.counts["added"] == ROWS
    yield f"commit, {ROWS:,} new contacts", str(seconds), seconds <= COMMIT


def again(user: Any, data: bytes) -> Iterator[Figure]:
    """All of them known."""
    batch, seconds = previewed(user, data)
    yield "preview, the same file again", str(seconds), seconds <= PREVIEW
    seconds = done("save", batch)
    assert batch.counts["unchanged"] == ROWS
    yield "commit, nothing new", str(seconds), seconds <= COMMIT
    batch, _seconds = previewed(user, data.replace(b"Senior Programme Lead", b"Director"))
    seconds = done("save", batch)
    assert batch.counts["updated"] == ROWS
    yield f"commit, {ROWS:,} contacts in a new job", str(seconds), seconds <= COMMIT
    seconds = done("undo", batch)
    assert batch.counts["restored"] == ROWS
    yield f"undo, {ROWS:,} contacts as before", str(seconds), None


def previewed(user: Any, data: bytes) -> tuple[Any, Seconds]:
    """An import that was read and planned, and how long that took."""
    from django.utils import timezone

    from contacts.imports import actions, work

    now = timezone.now()
    batch = actions.new_batch(owner=user, data=data, filename="Connections.csv", now=now)
    seconds, _ = timed(lambda: work.read(batch.pk, clock=timezone.now))
    batch.refresh_from_db()
    assert batch.status == "ready", batch.file_error
    return batch, seconds


def done(what: str, batch: Any) -> Seconds:
    """Save or undo an import; how long that took."""
    from django.utils import timezone

    from contacts.imports import actions, work

    begin: dict[str, Callable[..., Any]] = {
        "save": actions.save_import,
        "undo": actions.undo_import,
    }
    begin[what](batch=batch, by=batch.owner, now=timezone.now())
    job: Callable[..., None] = getattr(work, what)
    seconds, _ = timed(lambda: job(batch.pk, clock=timezone.now))
    batch.refresh_from_db()
    return seconds


class Seconds(float):
    """How long something took, and how much of that this process was busy."""

    busy = 0.0

    def __str__(self) -> str:
        return f"{float(self):.2f} s ({self.busy:.2f} busy)"
