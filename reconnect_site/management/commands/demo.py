"""Demo accounts: a seeker, a second seeker and an advisor."""

import os
import secrets
from typing import Any

from django.core.management.base import BaseCommand

from reconnect_site import demo


class Command(BaseCommand):
    """Touches no existing account; a second run creates only who is missing."""

    help = "Create believable demo accounts. The password is DEMO_PASSWORD, or a random one."

    def handle(self, *args: Any, **options: Any) -> None:
        password = os.environ.get("DEMO_PASSWORD") or secrets.token_urlsafe(9)
        if demo.create(password):
            self.stdout.write(demo.how_to_sign_in(password))
        else:
            self.stdout.write("The demo people are here already; nothing was changed.")
