"""A small load generator: keep-alive connections from threads, to loopback only, bounded."""

import http.client
import statistics
import threading
import time
from dataclasses import dataclass, field

TIMEOUT = 30
MOST_SECONDS = 20.0


@dataclass
class Visitor:
    """One signed-in browser: a session cookie and the address of the server."""

    port: int
    cookie: str

    def headers(self) -> dict[str, str]:
        """As a browser sends them."""
        return {"Cookie": self.cookie, "Accept-Encoding": "gzip", "Accept-Language": "en"}

    def connect(self) -> http.client.HTTPConnection:
        """A connection to loopback."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)


@dataclass
class Sample:
    """The seconds of every request."""

    seconds: list[float] = field(default_factory=list)
    busy: float = 0.0  # processor seconds of the server, filled in by the caller

    @property
    def median(self) -> float:
        """In milliseconds."""
        return statistics.median(self.seconds) * 1000

    @property
    def p95(self) -> float:
        """In milliseconds."""
        return sorted(self.seconds)[int(len(self.seconds) * 0.95)] * 1000

    @property
    def work(self) -> float:
        """Milliseconds of processor time for one page: hardly moved by what else is running."""
        return self.busy / len(self.seconds) * 1000


def fetch(visitor: Visitor, path: str) -> tuple[http.client.HTTPResponse, bytes]:
    """One page, on a connection of its own."""
    connection = visitor.connect()
    connection.request("GET", path, headers=visitor.headers())
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def measure(visitor: Visitor, path: str, *, requests: int, threads: int) -> Sample:
    """So many requests, shared by so many threads; ends early after ``MOST_SECONDS``."""
    sample = Sample()
    started = time.perf_counter()
    workers = [
        threading.Thread(target=_work, args=(visitor, path, requests // threads, sample, started))
        for _ in range(threads)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sample


def _work(visitor: Visitor, path: str, requests: int, sample: Sample, started: float) -> None:
    connection, headers = visitor.connect(), visitor.headers()
    for _ in range(requests):
        begun = time.perf_counter()
        if begun - started > MOST_SECONDS:
            break
        try:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            response.read()
        except http.client.HTTPException:  # the worker was recycled, or ended the connection
            connection.close()
            continue
        assert response.status == 200, f"{path} answered {response.status}"
        sample.seconds.append(time.perf_counter() - begun)
    connection.close()
