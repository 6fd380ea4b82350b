"""One clock for all processes of a trial, which the trial may move in either direction."""

import mmap
import struct
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.utils import timezone

_SECONDS = struct.Struct("d")


class Clock:
    """The time of day, plus what all processes that opened the same file have been told to add."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(_SECONDS.pack(0.0))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), _SECONDS.size)

    def __call__(self) -> datetime:
        """Now, as the site sees it."""
        (added,) = _SECONDS.unpack_from(self._shared)
        return datetime.fromtimestamp(time.time() + added, tz=UTC)

    def passes(self, **units: float) -> datetime:
        """Let time pass for everybody at once; negative units turn it back."""
        (added,) = _SECONDS.unpack_from(self._shared)
        _SECONDS.pack_into(self._shared, 0, added + timedelta(**units).total_seconds())
        return self()

    def is_set_to(self, moment: datetime) -> None:
        """From now on it is this moment, and time goes on from there."""
        self.passes(seconds=(moment - self()).total_seconds())

    def is_right(self) -> None:
        """The time of day again."""
        _SECONDS.pack_into(self._shared, 0, 0.0)

    def rules(self) -> None:
        """Be what ``timezone.now`` says in this process; before any model is loaded."""
        timezone.now = self.__call__
