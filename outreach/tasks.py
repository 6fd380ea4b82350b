"""Work in the background. Each task takes an id, calls one function, and may run twice."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from outreach import data_requests, takeouts


@task()
def make_takeout(takeout_id: str) -> None:
    """Make the archive of everything a user typed."""
    takeouts.make(UUID(takeout_id), clock=timezone.now)


@task()
def send_data_link(request_id: str) -> None:
    """Mail somebody the link to what is held about their address."""
    data_requests.send_link(UUID(request_id))
