"""Writing the curated texts: proposed, published by a second pair of eyes, rolled back.

Where there are two editors or more, nobody publishes what they wrote a part of (TRUST.md, T7): who
proposes a text over one that waits has the authors of that one beside them, and who changes where
it is used is one of them. A text that cannot be filled in, links elsewhere or makes the composer
produce a finding is never published.
"""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.models import User
from outreach.actions.editors import may_publish, needs_second_editor
from outreach.models import Wording, WordingVersion
from outreach.wordings import objection_in_words


class OwnChange(Exception):
    """Somebody else has to look at this one."""


class NotAnyMore(Exception):
    """The proposal was published or withdrawn, or the text changed, in the meantime."""


class Objected(Exception):
    """The text would put a finding into people's messages; ``reason`` says which, in words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def propose(
    *, wording: Wording, text: str, by: User, now: datetime, after: WordingVersion | None = None
) -> WordingVersion:
    """A new text for a wording, or that of an older version. One that is open already gives way.

    Where ``by`` is the only editor it is published at once. Raises Objected.
    """
    version = _proposed(wording, text, by, now)
    if after and after.published_at is None:
        version.authors.add(*after.authors.all())
    if not needs_second_editor(by):
        _publish(version, by, now)
    return version


@transaction.atomic
def propose_here(*, wording: Wording, by: User, now: datetime) -> None:
    """The text that waits once more, now that ``by`` has changed where it is used.

    So what somebody has seen in another place is not published here. Raises Objected.
    """
    if waiting := _open(wording).first():
        _proposed(wording, waiting.text, by, now)


def _proposed(wording: Wording, text: str, by: User, now: datetime) -> WordingVersion:
    _refuse_objected(wording, text)
    replaced = _open(wording).select_for_update().first()
    _open(wording).update(withdrawn_at=now)
    try:
        with transaction.atomic():
            version: WordingVersion = WordingVersion.objects.create(
                wording=wording, before=wording.text, text=text, author=by, created_at=now
            )
    except IntegrityError:
        raise NotAnyMore from None
    version.authors.add(by, *(replaced.authors.all() if replaced else ()))
    audit.record(actor=by, verb="propose", target=wording, fields=["text"])
    return version


@transaction.atomic
def publish(*, version: WordingVersion, by: User, now: datetime) -> None:
    """Let people have a proposed text. Raises OwnChange, NotAnyMore or Objected."""
    if not may_publish(version, by):
        raise OwnChange
    _refuse_objected(version.wording, version.text)
    _publish(version, by, now)


def _publish(version: WordingVersion, by: User, now: datetime) -> None:
    claimed = WordingVersion.objects.filter(
        pk=version.pk, published_at=None, withdrawn_at=None
    ).update(published_at=now, published_by=by)
    replaced = Wording.objects.filter(pk=version.wording_id, text=version.before).update(
        text=version.text, is_active=True, updated_by=version.author, updated_at=now
    )
    if not (claimed and replaced):
        raise NotAnyMore
    version.published_at, version.published_by = now, by
    audit.record(actor=by, verb="publish", target=version.wording, fields=["text"])


@transaction.atomic
def withdraw(*, version: WordingVersion, by: User, now: datetime) -> None:
    """Take a proposal back, one's own or another's. Doing it twice keeps the first moment."""
    if _open(version.wording).filter(pk=version.pk).update(withdrawn_at=now):
        audit.record(actor=by, verb="withdraw", target=version.wording)


def _open(wording: Wording) -> Any:
    return WordingVersion.objects.filter(wording=wording, published_at=None, withdrawn_at=None)


def _refuse_objected(wording: Wording, text: str) -> None:
    if reason := objection_in_words(wording, text):
        raise Objected(reason)
