"""The whole suite: on SQLite, on PostgreSQL and in a browser where they are found.

Everything runs on SQLite; on PostgreSQL what may go another way there (tests/on_both.py), or with
``--everything`` all that touches a database. The parts run at the same time, since much of each is
waiting; their words come one part after the other. Says which parts were left out. Other arguments
go to pytest. The last lines name the slowest files and sum up all parts.
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
from tests.on_both import ON_BOTH  # noqa: E402

CORES = os.cpu_count() or 2
# The pure core never meets a database: once is enough.
PURE = ["--ignore=tests/outreach/message", "--ignore=tests/contacts/exchange"]
COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped)\b")
NOTHING_COLLECTED = 5  # pytest's exit code when the arguments leave a part without tests
SLOWEST = 10


class Part:
    """One run of pytest; its words wait until they are asked for."""

    def __init__(self, name: str, options: list[str], environment: dict[str, str]) -> None:
        self.name = name
        self.closing = ""
        self._words: SimpleQueue[str | None] = SimpleQueue()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pytest", *options],
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
    everything = "--everything" in arguments
    arguments = [argument for argument in arguments if argument != "--everything"]
    left_out: list[str] = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        parts = start(arguments, everything, folder, left_out, stack)
        are_fine = [part.tell() for part in parts]
        times = Counter[str]()
        for path in folder.glob("*.times"):
            times.update(json.loads(path.read_text()))
    for name, seconds in times.most_common(SLOWEST):
        say(f"{seconds:7.1f} s  {name}")
    for part in left_out:
        say(f"Left out: {part}")
    counts: Counter[str] = Counter()
    for number, what in (found for part in parts for found in COUNT.findall(part.closing)):
        counts["error" if what == "errors" else what] += int(number)
    words = ", ".join(f"{number} {what}" for what, number in sorted(counts.items()))
    say(f"==== {words} in {time.monotonic() - started:.2f}s ====")
    return 0 if all(are_fine) else 1


def start(
    arguments: list[str], everything: bool, folder: Path, left_out: list[str], stack: ExitStack
) -> list[Part]:
    """Start what this machine can run; what it cannot is added to ``left_out``."""
    few = ["-n", str(max(1, CORES // 2))]
    many = ["-n", str(CORES), "--dist", "loadfile"]
    chosen = any(Path(argument.split("::")[0]).exists() for argument in arguments)
    # Compiled tests are kept, or each of these processes would compile all of them for itself.
    common = {"TEST_FOLDER": str(folder), "PYTHONDONTWRITEBYTECODE": ""}
    parts = [Part("SQLite", ["-m", "not browser", *many, *arguments], common)]
    if binaries():
        url = stack.enter_context(throw_away_server())
        paths = PURE if everything or chosen else list(ON_BOTH)
        options = ["-m", "not browser", *few, "--dist", "loadfile", *paths, *arguments]
        name = "PostgreSQL" if everything or chosen else "PostgreSQL, what may differ there"
        parts.append(Part(name, options, {**common, "DATABASE_URL": url}))
    else:
        left_out.append("PostgreSQL: no server found (Debian: apt-get install postgresql)")
    if os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome"):
        paths = [] if chosen else ["tests/journeys"]
        parts.append(Part("browser", ["-m", "browser", *few, *paths, *arguments], common))
    else:
        left_out.append("browser journeys: no Chromium found (Debian: apt-get install chromium)")
    if not shutil.which("redis-server"):
        left_out.append("Redis and Celery: no server found (Debian: apt-get install redis-server)")
    return parts


def say(text: str) -> None:
    """One line, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
