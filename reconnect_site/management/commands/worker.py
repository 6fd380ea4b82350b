"""``manage.py worker``: see reconnect_site.background."""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from reconnect_site.background import Background


class Command(BaseCommand):
    """SIGTERM and Ctrl-C let the current task finish and end with exit code 0."""

    help = "Run background tasks and the minute tick until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        background = Background()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, background.stop)
        background.run()
