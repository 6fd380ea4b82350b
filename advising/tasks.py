"""Work in the background: each task takes an id, calls one function, and may run twice."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from advising import inviting, sending


@task()
def send_invitation(invitation_id: str) -> None:
    """Mail an invitation."""
    inviting.send_invitation(UUID(invitation_id), timezone.now())


@task()
def tell_of_emergency(emergency_id: str) -> None:
    """Mail a client that somebody who runs the site may read their messages."""
    sending.tell_of_emergency(UUID(emergency_id), timezone.now())


@task()
def send_farewell(user_id: str) -> None:
    """Mail that an account was closed, and until when that can be undone."""
    sending.send_farewell(UUID(user_id))
