"""Load the shipped request types and wordings; what an advisor edited stays as it is."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from outreach.request_types import load_request_types
from outreach.wordings import load_wordings


class Command(BaseCommand):
    """Safe to run at every start: a second run writes nothing."""

    help = "Load the shipped request types and wordings. Edited ones are left alone."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        types = load_request_types()
        wordings = load_wordings()
        self.stdout.write(f"Request types written: {types}. Wordings written: {wordings}.")
