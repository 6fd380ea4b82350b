"""Work in the background. Each task takes an id, calls one function, and may run twice."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from outreach import takeouts


@task()
def make_takeout(takeout_id: str) -> None:
    """Make the archive of everything a user typed."""
    takeouts.make(UUID(takeout_id), clock=timezone.now)
