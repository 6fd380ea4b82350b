"""A Redis of one's own on loopback: nothing kept on disk, gone after the test."""

import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

from redis import Redis
from redis.exceptions import RedisError

from tests.at_once import LONG

BINARY = shutil.which("redis-server")
MISSING = "no redis-server found (Debian: apt-get install redis-server)"


class RedisServer:
    """``with RedisServer() as redis: …``; it can be stopped and started again in between."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "RedisServer":
        self._folder = tempfile.TemporaryDirectory()
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.stop()
        self._folder.cleanup()

    def start(self) -> None:
        """Start, and wait until it answers."""
        where = ["--bind", "127.0.0.1", "--port", str(self.port), "--dir", self._folder.name]
        log = (Path(self._folder.name) / "log").open("wb")
        with log:
            self._process = subprocess.Popen(
                [BINARY, *where, "--save", "", "--appendonly", "no"], stdout=log, stderr=log
            )
        deadline = time.monotonic() + LONG
        while time.monotonic() < deadline:
            try:
                with self.client() as client:
                    client.ping()
                return
            except RedisError:
                time.sleep(0.02)
        raise RuntimeError("Redis does not answer.")

    def stop(self) -> None:
        """Be away, with everything it held."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def client(self) -> Redis:
        """To look inside."""
        return Redis.from_url(self.url)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
