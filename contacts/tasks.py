"""Work in the background. Each task takes an id, calls one function, and may run twice."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from accounts.models import User
from contacts import duplicates
from contacts.imports import work


@task()
def find_duplicates(owner_id: str) -> int:
    """The likely duplicates of one user; how many are open."""
    owner = User.objects.filter(pk=owner_id).first()
    return duplicates.find_pairs(owner) if owner else 0


@task()
def read_import(batch_id: str) -> None:
    """Read a file of contacts, to be looked at."""
    work.read(UUID(batch_id), clock=timezone.now)


@task()
def save_import(batch_id: str) -> None:
    """Make the people of an import contacts."""
    work.save(UUID(batch_id), clock=timezone.now)


@task()
def undo_import(batch_id: str) -> None:
    """Take an import back."""
    work.undo(UUID(batch_id), clock=timezone.now)
