"""The whole suite: on SQLite, on PostgreSQL and in a browser where they are found.

Everything runs on SQLite; on PostgreSQL what may go another way there (tests/on_both.py), or with
``--everything`` all that touches a database, with every case and more examples (tests/examples.py).
The parts run at the same time, since much of each is waiting; their words come one part after the
other. Says which parts were left out. Other arguments go to pytest. The last lines name the slowest
files and sum up all parts.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from postgres import binaries, throw_away_server

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.chromium import chromium  # noqa: E402
from tests.examples import ALL_CASES  # noqa: E402
from tests.on_both import ON_BOTH  # noqa: E402

CORES = os.cpu_count() or 2
# The pure core never meets a database: once is enough.
PURE = ["--ignore=tests/outreach/message", "--ignore=tests/contacts/exchange"]
COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped)\b")
NOTHING_COLLECTED = 5  # pytest's exit code when the arguments leave a part without tests
SLOWEST = 10
EVERYTHING = "--everything"
BY_FILE = ["--dist", "loadfile", "--no-loadscope-reorder"]


class Part:
    """One run of pytest; its words wait until they are asked for."""

    def __init__(self, name: str, folder: str, options: list[str], **environment: str) -> None:
        self.name = name
        self.closing = ""
        self._words: SimpleQueue[str | None] = SimpleQueue()
        # Compiled tests are kept: each of these processes would compile all of them for itself.
        environment |= {"TEST_PART": name, "TEST_FOLDER": folder, "PYTHONDONTWRITEBYTECODE": ""}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pytest", "-p", "tests.pace", *options],
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            text=True,
        )
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            self._words.put(line.rstrip("\n"))
        self._words.put(None)

    def tell(self) -> bool:
        """Pass its words on until it ends; whether it is fine."""
        say(f"---- {self.name} ----")
        while (line := self._words.get()) is not None:
            say(line)
            self.closing = line if COUNT.search(line) else self.closing
        return self._process.wait() in (0, NOTHING_COLLECTED)


def main(arguments: list[str]) -> int:
    """Run the parts; 1 when one failed."""
    os.chdir(ROOT)
    started = time.monotonic()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        url = stack.enter_context(throw_away_server()) if binaries() else ""
        parts = start(arguments, folder, url)
        are_fine = [part.tell() for part in parts]
        seconds: Counter[str] = Counter()
        for path in Path(folder).glob("*.times"):
            seconds.update(json.loads(path.read_text("utf-8")))
    for name, taken in seconds.most_common(SLOWEST):
        say(f"{taken:7.1f} s  {name}")
    for part in left_out():
        say(f"Left out: {part}")
    counts: Counter[str] = Counter()
    for number, what in (found for part in parts for found in COUNT.findall(part.closing)):
        counts["error" if what == "errors" else what] += int(number)
    words = ", ".join(f"{number} {what}" for what, number in sorted(counts.items()))
    say(f"==== {words} in {time.monotonic() - started:.2f}s ====")
    return 0 if all(are_fine) else 1


def start(arguments: list[str], folder: str, url: str) -> list[Part]:
    """Start all that this machine can run, at the same time."""
    everything = EVERYTHING in arguments
    rest = [argument for argument in arguments if argument != EVERYTHING]
    chosen = any(Path(argument.split("::")[0]).exists() for argument in rest)
    if everything or chosen:
        os.environ[ALL_CASES] = "1"
    many, few = (["-n", str(number), *BY_FILE] for number in (CORES, max(1, CORES // 2)))
    parts = [Part("SQLite", folder, ["-m", "not browser", *many, *rest])]
    if url:
        paths = PURE if everything or chosen else list(ON_BOTH)
        options = ["-m", "not browser", "-p", "tests.on_both", *(many if everything else few)]
        parts.append(Part("PostgreSQL", folder, [*options, *paths, *rest], DATABASE_URL=url))
    if has_browser():
        paths = [] if chosen else ["tests/journeys"]
        parts.append(Part("browser", folder, ["-m", "browser", *few, *paths, *rest]))
    return parts


def has_browser() -> bool:
    """Whether there is one for the journeys."""
    return chromium() is not None


def left_out() -> list[str]:
    """What this machine cannot run."""
    missing = {
        "PostgreSQL: no server found (Debian: apt-get install postgresql)": binaries(),
        "browser journeys: no Chromium found (Debian: apt-get install chromium)": has_browser(),
        "Redis and Celery: no server found (Debian: apt-get install redis-server)": shutil.which(
            "redis-server"
        ),
    }
    return [what for what, found in missing.items() if not found]


def say(text: str) -> None:
    """One line, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
