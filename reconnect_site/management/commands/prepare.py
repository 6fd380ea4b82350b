"""Bring an installation up to date before it serves: one process, so that a restart is fast."""

import os
from argparse import ArgumentParser
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.models import User
from reconnect_site import demo, local_mail


class Command(BaseCommand):
    """Migrations, the cache table, the shipped wording and, where asked, demo people.

    Standard output says how to sign in, where there are demo people; progress goes to the other.
    """

    help = "Migrate, create the cache table and load the shipped wording; safe at every start."
    requires_system_checks: tuple[str, ...] = ()  # the web process makes them at once after

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--demo", action="store_true", help="Fill an empty site with demo people."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if _migrations_are_waiting():
            self.stderr.write("Preparing the database ...")
            call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_wording", stdout=StringIO())
        if options["demo"]:
            self._demo(os.environ["DEMO_PASSWORD"])
        if local_mail.folder():
            where = f"{settings.SITE_URL}/mail/"
            self.stdout.write(
                f"Mail of the site, such as the code for a new account, is at {where}"
            )

    def _demo(self, password: str) -> None:
        if not User.objects.exists():
            self.stderr.write("Creating demo people (once) ...")
            demo.create(password)
        self.stdout.write(demo.how_to_sign_in(password))


def _migrations_are_waiting() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
