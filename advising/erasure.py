"""What advisors and clients said about a text goes with the text (TRUST.md, P11)."""

from collections.abc import Collection
from uuid import UUID

from advising.models import Invitation, Review


def forget_person(key: str, contact_ids: Collection[UUID]) -> None:
    """Reviews of messages to somebody who is removed, and an invitation to that address."""
    Review.objects.filter(message__outreach__contact__in=contact_ids).delete()
    Invitation.objects.filter(email__iexact=key).delete()
