"""Serve Reconnect on this machine: prepare, then web and background worker as one command.

The first start writes var/environment (a random secret key and a password for the demo accounts),
collects static files, and creates demo data; later starts change no data. Ctrl-C ends both
processes.
"""

import hashlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
ENVIRONMENT = VAR / "environment"
MAIL = VAR / "mail"
STATIC = VAR / "static"
STATIC_STAMP = VAR / "static.stamp"
HOST = "127.0.0.1"
WORKER = (sys.executable, "manage.py", "worker")
STARTS_WITHIN = 60  # seconds
ENDS_WITHIN = 30  # seconds
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> int:
    """Run until Ctrl-C or SIGTERM. Exit code 0 then; 1 when a process ended by itself."""
    os.chdir(ROOT)
    port = int(os.environ.get("PORT", "8000"))
    refuse_busy(port)
    environment = {
        **local_environment(),
        "SITE_URL": f"http://localhost:{port}",
        # What the site mails is kept here, and shown at /mail/.
        "EMAIL_URL": f"folder://{urllib.parse.quote(str(MAIL))}",
        **os.environ,
    }
    try:
        collect_static(environment)
        advice = manage("prepare", "--demo", environment=environment)
    except KeyboardInterrupt:
        return 1
    return supervise(port, environment, advice)


def refuse_busy(port: int) -> None:
    """End with one plain sentence when something else listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            sys.exit(f"Port {port} is in use. Choose another one: make run PORT={port + 1}")


def local_environment() -> dict[str, str]:
    """The settings of this installation, written once with fresh secrets; also for manage.py."""
    VAR.mkdir(exist_ok=True)
    if not ENVIRONMENT.exists():
        ENVIRONMENT.touch(mode=0o600)
        ENVIRONMENT.write_text(
            f"SECRET_KEY={secrets.token_urlsafe(64)}\n"
            f"DEMO_PASSWORD={secrets.token_urlsafe(9)}\n"
            "ALLOWED_HOSTS=localhost,127.0.0.1\n"
            "PLAIN_HTTP=1\n"
            "SIGN_UP_OPEN=1\n",
            "utf-8",
        )
    pairs = (line.partition("=") for line in ENVIRONMENT.read_text("utf-8").splitlines())
    return {name: value for name, _, value in pairs}


def collect_static(environment: dict[str, str]) -> None:
    """Collect static files when they, or the packages that bring some, have changed."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted((ROOT / "static").rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    if STATIC.exists() and STATIC_STAMP.exists():
        if STATIC_STAMP.read_text() == digest.hexdigest():
            return
        STATIC_STAMP.unlink()
    manage("collectstatic", "--no-input", "--clear", "--verbosity=0", environment=environment)
    STATIC_STAMP.write_text(digest.hexdigest())


def manage(*command: str, environment: dict[str, str]) -> str:
    """Run one management command to its end; returns what it has to say."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command], env=environment, stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        sys.exit("Reconnect could not be prepared; the lines above say why.")
    return done.stdout


def supervise(port: int, environment: dict[str, str], advice: str) -> int:
    """Start web and worker, tell how to sign in once the site answers, and end both together."""
    stopping: list[int] = []
    for number in STOP_SIGNALS:
        signal.signal(number, lambda received, frame: stopping.append(received))
    # Sessions of their own: Ctrl-C reaches this process alone, which ends the two in order.
    running = [subprocess.Popen(web(port), env=environment, start_new_session=True)]
    last_call = time.monotonic() + STARTS_WITHIN
    is_up = False
    while not stopping and all(process.poll() is None for process in running):
        if not is_up and answers(port):
            is_up = True
            # Second, so that the first page has the machine to itself.
            running.append(subprocess.Popen(WORKER, env=environment, start_new_session=True))
            say(f"\nReconnect is at http://localhost:{port}\n\n{advice}\nCtrl-C ends it.\n")
        elif not is_up and time.monotonic() > last_call:
            break
        time.sleep(0.1)
    end(running)
    if not stopping:
        say("A part of Reconnect ended by itself; the lines above say why.")
    return 0 if stopping else 1


def web(port: int) -> list[str]:
    """The web server; gunicorn.conf.py says how many workers and threads."""
    gunicorn = [sys.executable, "-m", "gunicorn", "--bind", f"{HOST}:{port}"]
    return [*gunicorn, "--log-level", "warning", "reconnect_site.wsgi"]


def answers(port: int) -> bool:
    """Whether the site is up."""
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=5) as page:
            return bool(page.status == 200)
    except OSError:
        return False


def end(running: "list[subprocess.Popen[bytes]]") -> None:
    """Ask nicely, then insist."""
    for process in running:
        process.terminate()
    deadline = time.monotonic() + ENDS_WITHIN
    for process in running:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def say(text: str) -> None:
    """Tell the person who started it, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
