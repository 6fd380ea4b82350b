"""Reads one file in a process of its own: ``python -m contacts.exchange``.

Takes an order (one line, ``contacts.exchange.wire``) and the bytes of the file on standard input,
gives the result as lines on standard output. Before it reads, it takes from itself whatever a
hostile file could make it do (TRUST.md, T16): at most 20 seconds of CPU and 400 MB, no network, no
other process, no file to write. ``contacts.reading`` starts it.
"""

import resource
import sys
from typing import Any, BinaryIO

import chardet  # noqa: F401 - now, and not when it is needed and memory may be short
import openpyxl  # noqa: F401

from contacts.exchange import vcard, wire, workbook  # noqa: F401
from contacts.exchange.reading import read_file

CPU_SECONDS = 20
ADDRESS_SPACE = 400 * 2**20
DATA = 256 * 2**20  # what it writes to, so that it never takes up more than 300 MB
LONGEST_ORDER = 100_000

_OUTSIDE = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.system",
    "ctypes.",
)
_TO_WRITE = 0b11  # O_WRONLY or O_RDWR


def fence() -> None:
    """Set limits that this process cannot lift again."""
    _limit(resource.RLIMIT_CPU, CPU_SECONDS, CPU_SECONDS + 1)
    _limit(resource.RLIMIT_AS, ADDRESS_SPACE)
    _limit(resource.RLIMIT_DATA, DATA)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NPROC, 0)
    sys.addaudithook(_refuse)


def _limit(what: int, soft: int, hard: int | None = None) -> None:
    """At most what a host set already."""
    hard = soft if hard is None else hard
    _soft, most = resource.getrlimit(what)
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), min(hard, most)
    resource.setrlimit(what, (soft, hard))


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Called by Python before it does something that reaches outside."""
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _TO_WRITE
    if writes or event.startswith(_OUTSIDE):
        raise PermissionError(event)


def main(given: BinaryIO, out: BinaryIO) -> None:
    """Read the file that is given."""
    filename, choices, limits = wire.read_order(given.readline(LONGEST_ORDER))

    def progress(done: int, total: int) -> None:
        out.write(wire.progress(done, total))
        out.flush()

    read = read_file(given.read(), filename, choices=choices, limits=limits, progress=progress)
    out.writelines(wire.lines(read))
    out.flush()


if __name__ == "__main__":
    fence()
    main(sys.stdin.buffer, sys.stdout.buffer)
