"""The whole suite: on SQLite, on PostgreSQL and in a browser where they are found.

Says which parts were left out. Arguments go to pytest. The last line sums up all parts.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from postgres import binaries, throw_away_server

ROOT = Path(__file__).resolve().parent.parent
CORES = ["-n", str(os.cpu_count() or 2)]
PARALLEL = [*CORES, "--dist", "loadfile"]
# The pure core never meets a database: once is enough.
PURE = ["--ignore=tests/outreach/message", "--ignore=tests/contacts/exchange"]
COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped)\b")
NOTHING_COLLECTED = 5  # pytest's exit code when the arguments leave a part without tests


def main(arguments: list[str]) -> int:
    """Run the parts one after the other; 1 when one failed."""
    os.chdir(ROOT)
    started = time.monotonic()
    counts: Counter[str] = Counter()
    left_out = []
    are_fine = [run("SQLite", ["-m", "not browser", *PARALLEL, *arguments], counts)]
    if binaries():
        with throw_away_server() as url:
            parts = ["-m", "not browser", *PURE, *PARALLEL, *arguments]
            are_fine.append(run("PostgreSQL", parts, counts, DATABASE_URL=url))
    else:
        left_out.append("PostgreSQL: no server found (Debian: apt-get install postgresql)")
    if os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome"):
        are_fine.append(run("browser", ["-m", "browser", *CORES, *arguments], counts))
    else:
        left_out.append("browser journeys: no Chromium found (Debian: apt-get install chromium)")
    if not shutil.which("redis-server"):
        left_out.append("Redis and Celery: no server found (Debian: apt-get install redis-server)")
    for part in left_out:
        say(f"Left out: {part}")
    words = ", ".join(f"{number} {what}" for what, number in sorted(counts.items()))
    say(f"==== {words} in {time.monotonic() - started:.2f}s ====")
    return 0 if all(are_fine) else 1


def run(part: str, options: list[str], counts: Counter[str], **environment: str) -> bool:
    """Run pytest once, passing its words on and adding up its closing line."""
    say(f"---- {part} ----")
    command = [sys.executable, "-m", "pytest", *options]
    closing = ""
    with subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True
    ) as process:
        for line in process.stdout or ():
            say(line.rstrip("\n"))
            closing = line if COUNT.search(line) else closing
    for number, what in COUNT.findall(closing):
        counts["error" if what == "errors" else what] += int(number)
    return process.returncode in (0, NOTHING_COLLECTED)


def say(text: str) -> None:
    """One line, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
