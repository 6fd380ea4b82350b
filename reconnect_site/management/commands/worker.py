"""``manage.py worker``: see reconnect_site.background and outreach.delivery.post."""

import signal
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from outreach.delivery.post import Post
from reconnect_site.background import Background


class Command(BaseCommand):
    """SIGTERM and Ctrl-C let the current task and the mail in hand finish; the exit code is 0."""

    help = "Run background tasks and the minute tick, and send what is due, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        background, post = Background(), Post()

        def stop(number: int, frame: FrameType | None) -> None:
            post.stop()
            background.stop(number, frame)

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        post.start()
        try:
            background.run()
        finally:
            # The alarm that ends a long task must not end the last mail.
            signal.alarm(0)
            post.finish()
