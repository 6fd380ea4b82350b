"""Closing an account: at once, undone within seven days, and then gone (P14)."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, User
from advising import leaving
from advising.models import Advising, Share
from contacts.models import Contact
from outreach.actions.feeds import make_key
from outreach.delivery.gate import obstacle
from outreach.digest.letters import may_be_sent
from outreach.digest.plans import make_digests
from outreach.models import Digest, DigestPlan, Message, Problem
from reconnect_site.tick import EVERY_MINUTE, tick
from tests.accounts.conftest import PASSWORD, confirmed, signed_in, with_second_step
from tests.advising.conftest import share
from tests.outreach.helpers import contact_of, draft_of

NOW = timezone.now()
WEEK = timedelta(days=7)
SECOND = timedelta(seconds=1)


def closed(user: User, at=NOW) -> User:
    """The user, after closing the account."""
    assert leaving.close(user=user, keep_session=None, now=at)
    return User.objects.get(pk=user.pk)


def a_message(owner: User, delivery: str) -> Message:
    """A message of this user in this state of its delivery."""
    return Message.objects.create(
        outreach=draft_of(owner, contact_of(owner)),
        kind="opening",
        channel="email",
        body="Hello",
        delivery=delivery,
        address="maria@example.org",
        queued_at=NOW,
    )
