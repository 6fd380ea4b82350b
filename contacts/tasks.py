"""Work in the background. Each task takes an id, calls one function, and may run twice."""

from django_tasks import task

from accounts.models import User
from contacts import duplicates


@task()
def find_duplicates(owner_id: str) -> int:
    """The likely duplicates of one user; how many are open."""
    owner = User.objects.filter(pk=owner_id).first()
    return duplicates.find_pairs(owner) if owner else 0
