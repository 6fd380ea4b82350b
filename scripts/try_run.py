"""What a newcomer does in the first minute: clone, ``make run``, sign in, stop, start again.

In a fresh clone of the committed tree, so that a file nobody added or a package missing in
requirements.txt shows. Prints the times.
"""

import hashlib
import http.cookiejar
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIRST_START, SECOND_START = 600.0, 30.0  # seconds; slower than this is broken, not busy
# What a start may write: the tick notes in the cache that it ran today.
NOT_DATA = re.compile(r'INSERT INTO "(?:cache|sqlite_sequence)"')


def main() -> int:
    """Raises on the first thing that is not as promised."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "reconnect"
        started = time.monotonic()
        subprocess.run(["git", "clone", "-q", str(ROOT), str(home)], check=True)
        port = free_port()
        site = start(home, ["make", "run", f"PORT={port}"], port, FIRST_START)
        say(f"from clone to the first page: {time.monotonic() - started:.1f} s")
        sign_in(port, environment(home)["DEMO_PASSWORD"])
        with urllib.request.urlopen(f"http://localhost:{port}/mail/") as page:
            assert "No mail yet" in page.read().decode(), "the mails are not shown"
        stop(site)
        before = data_of(home)
        started = time.monotonic()
        serve = [".venv/bin/python", "scripts/serve.py"]
        site = start(home, serve, port, SECOND_START)
        say(f"second start: {time.monotonic() - started:.1f} s")
        assert stop(site) == 0, "the exit code after Ctrl-C is not 0"
        assert data_of(home) == before, "the second start changed data"
    say("make run: started, signed in, stopped, started again")
    return 0


def start(home: Path, command: list[str], port: int, seconds: float) -> "subprocess.Popen[bytes]":
    """Start and wait for the sign-in page."""
    clean = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG")}
    pip = {key: value for key, value in os.environ.items() if key.startswith(("PIP_", "UV_"))}
    log = (home / "log").open("ab")
    site = subprocess.Popen(
        command,
        cwd=home,
        env={**clean, **pip, "PORT": str(port)},
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    last_call = time.monotonic() + seconds
    while site.poll() is None and time.monotonic() < last_call:
        if "Sign in as" in (home / "log").read_text() and answers(port):
            return site
        time.sleep(0.1)
    raise SystemExit(f"It did not start:\n{(home / 'log').read_text()}")


def stop(site: "subprocess.Popen[bytes]") -> int:
    """Ctrl-C: the whole foreground group gets SIGINT."""
    os.killpg(site.pid, signal.SIGINT)
    return site.wait(40)


def answers(port: int) -> bool:
    """Whether the sign-in page is there."""
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/account/login/") as page:
            return bool(page.status == 200)
    except OSError:
        return False


def sign_in(port: int, password: str) -> None:
    """As the seeker of the demo, through the form."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    address = f"http://localhost:{port}/account/login/"
    form = browser.open(address).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert token, "the sign-in page has no form"
    fields = {
        "csrfmiddlewaretoken": token[1],
        "login": "maya@example.org",
        "password": password,
    }
    request = urllib.request.Request(address, urllib.parse.urlencode(fields).encode())
    request.add_header("Referer", address)
    with browser.open(request) as page:
        assert page.url == f"http://localhost:{port}/", f"signing in led to {page.url}"
        assert "Margaret Osei" in page.read().decode(), "the demo data is not there"


def environment(home: Path) -> dict[str, str]:
    """What the first start wrote down."""
    lines = (home / "var" / "environment").read_text().splitlines()
    return {name: value for name, _, value in (line.partition("=") for line in lines)}


def data_of(home: Path) -> str:
    """One hash over every row that matters."""
    digest = hashlib.sha256()
    with sqlite3.connect(home / "var" / "reconnect.sqlite3") as database:
        for line in database.iterdump():
            if not NOT_DATA.match(line):
                digest.update(line.encode())
    return digest.hexdigest()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def say(text: str) -> None:
    """One line, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
