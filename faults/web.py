"""The site as its users meet it: gunicorn in processes of its own, and browsers of loopback."""

import http.client
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from accounts.models import User
from faults.environment import ROOT
from faults.killing import HEADER, Plan

STARTS_WITHIN = 60
ANSWERS_WITHIN = 120


class Site:
    """gunicorn with its usual configuration, over the database of the trial."""

    def __init__(self, log: Path, email_url: str) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--max-requests", "0", "--log-level", "critical", "faults.wsgi"]
        told = {**os.environ, "EMAIL_URL": email_url}
        with log.open("ab") as file:
            self._process = subprocess.Popen(command, cwd=ROOT, env=told, stdout=file, stderr=file)
        self._wait()

    def _wait(self) -> None:
        last_call = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < last_call and self._process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError("gunicorn did not start")

    def close(self) -> None:
        """SIGTERM, and wait."""
        self._process.terminate()
        self._process.wait(40)

    def browser(self, user: User) -> "Browser":
        """A browser in which this user is signed in."""
        client = Client()
        client.force_login(user)
        return Browser(self.port, client.cookies[settings.SESSION_COOKIE_NAME].value)


@dataclass(frozen=True)
class Answer:
    """What came back. No answer at all: the process died before it gave one."""

    status: int = 0
    where: str = ""
    page: str = ""

    @property
    def came(self) -> bool:
        """Whether there was one."""
        return bool(self.status)


class Browser:
    """One signed-in browser without keep-alive."""

    def __init__(self, port: int, session: str) -> None:
        self._port = port
        self._token = secrets.token_hex(16)
        self._cookie = (
            f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={self._token}"
        )

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path, {}, None)

    def post(self, path: str, fields: dict[str, Any], plan: Plan = Plan()) -> Answer:  # noqa: B008
        """Send a form; with a plan, the process that takes it may die."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if plan != Plan():
            headers[HEADER] = plan.as_text()
        body = urlencode({**fields, "csrfmiddlewaretoken": self._token}, doseq=True)
        return self._ask("POST", path, headers, body)

    def _ask(self, method: str, path: str, headers: dict[str, str], body: str | None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=ANSWERS_WITHIN)
        try:
            usual = {"Cookie": self._cookie, "Accept-Language": "en"}
            connection.request(method, path, body, {**usual, **headers})
            response = connection.getresponse()
            page = response.read().decode()
        except (http.client.HTTPException, ConnectionError):
            return Answer()
        finally:
            connection.close()
        return Answer(response.status, response.headers.get("Location", ""), page)


def all_at_once(
    browsers: Sequence[Browser], path: str, forms: Sequence[dict[str, Any]]
) -> list[Answer]:
    """Post these forms at the same time, each from its own browser."""
    with ThreadPoolExecutor(len(forms)) as pool:
        return list(
            pool.map(lambda pair: pair[0].post(path, pair[1]), zip(browsers, forms, strict=True))
        )


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
