"""Writing a request type: drafted, tried, published by a second pair of eyes, brought back.

Where there are two editors or more, nobody publishes what they wrote a part of (TRUST.md, T7):
whoever changed a version since the last one was published is one of its authors. A type whose
messages draw a remark in any tone or language is not published. Trying takes about a second, so it
is done before a transaction begins.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from accounts import audit
from accounts.models import User
from outreach.actions import editors
from outreach.actions.wordings import NotAnyMore, OwnChange
from outreach.message.type_trial import Remark, remarks_on
from outreach.models import RequestType, RequestTypeVersion
from outreach.request_types import (
    CARD,
    SENTENCE,
    current_texts,
    place_after,
    published_version,
    stands_after,
    write_wordings,
)
from outreach.wordings import wordings_beside

LONGEST_KEY, KEY_ENDS_WITH = 40, 8


class Remarked(Exception):
    """The messages of the type would draw these remarks."""

    def __init__(self, remarks: list[Remark]) -> None:
        super().__init__(f"{len(remarks)} remarks")
        self.remarks = remarks


def tried(kind: RequestType | None, texts: Mapping[str, str]) -> list[Remark]:
    """What stands in the way of publishing; nothing for a built-in type, which composes as ever."""
    if kind is not None and kind.is_built_in:
        return []
    key = kind.key if kind else ""
    return remarks_on(texts, wordings_beside(key), *([key] if key else []))


@transaction.atomic
def save_draft(
    *, pk: UUID, texts: Mapping[str, str], after: str, seen: str, by: User, now: datetime
) -> RequestTypeVersion:
    """Keep what was typed; nobody gets it. A type with a new ``pk`` begins here, off the list.

    What waited waits no more; where nothing is new, all stays as it is. Raises NotAnyMore where
    ``seen`` is not the state it is in.
    """
    kind = RequestType.objects.filter(pk=pk).first() or _begun(pk, texts, by)
    version = kind.versions.filter(published_at=None, withdrawn_at=None).first()
    before = current_texts(kind) if kind.is_published else {}
    if version is None and texts == before and after == stands_after(kind):
        version = published_version(kind)
    # What people get may be new meanwhile; then an open one is made anew from that.
    is_current = version is not None and (not version.is_open or version.before == before)
    if version and is_current and (version.texts, version.after) == (texts, after):
        return version  # nothing is new: the same page, saved twice
    if (version.seen if version else "") != seen:
        raise NotAnyMore
    if version is None:
        try:
            with transaction.atomic():
                version = RequestTypeVersion.objects.create(
                    request_type=kind,
                    before=before,
                    texts=texts,
                    after=after,
                    author=by,
                    created_at=now,
                )
        except IntegrityError:
            raise NotAnyMore from None
    else:
        was = RequestTypeVersion.objects.filter(pk=version.pk, revision=version.revision)
        columns = {"before": before, "texts": texts, "after": after, "author": by}
        if not was.update(**columns, revision=version.revision + 1, proposed_at=None):
            raise NotAnyMore
        version.refresh_from_db()
    version.authors.add(by)
    changed = {name for name in {*texts, *before} if texts.get(name) != before.get(name)}
    audit.record(actor=by, verb="draft", target=kind, fields=changed)
    return version


def may_publish(version: RequestTypeVersion, user: User) -> bool:
    """Whether it waits, and this user may let people have it."""
    return version.is_waiting and editors.may_publish(version, user)


def _begun(pk: UUID, texts: Mapping[str, str], by: User) -> RequestType:
    """A new type, off the list; its key is made from its English name, for good."""
    name = texts["name_en"]
    columns = {column: texts.get(column, "") for column in CARD}
    kind = RequestType(pk=pk, key=_new_key(name), is_active=False, is_published=False, **columns)
    place_after(kind, stands_after(None))
    try:
        with transaction.atomic():
            kind.save(force_insert=True)
    except IntegrityError:  # the same form at the same moment
        raise NotAnyMore from None
    audit.record(actor=by, verb="create", target=kind)
    return kind


def _new_key(name: str) -> str:
    """One that no type has or ever had: archives of users know the keys of deleted types."""
    end = f"-{secrets.token_hex(KEY_ENDS_WITH // 2)}"
    return f"{slugify(name)[: LONGEST_KEY - len(end)].strip('-_') or 'request'}{end}"


def propose(*, version: RequestTypeVersion, by: User, now: datetime) -> None:
    """Ask for it to be published; done at once where ``by`` is the only editor.

    Raises Remarked or NotAnyMore.
    """
    _refuse_remarked(version)
    with transaction.atomic():
        _propose(version, by, now)


def _propose(version: RequestTypeVersion, by: User, now: datetime) -> None:
    if not _open(version).update(proposed_at=now):
        raise NotAnyMore
    version.proposed_at = now
    audit.record(actor=by, verb="propose", target=version.request_type)
    if not editors.needs_second_editor(by):
        _publish(version, by, now)


def publish(*, version: RequestTypeVersion, seen: str, by: User, now: datetime) -> None:
    """Let people have what others wrote, as ``by`` has ``seen`` it.

    Raises OwnChange, Remarked or NotAnyMore.
    """
    if not version.is_waiting or version.seen != seen:
        raise NotAnyMore
    if not may_publish(version, by):
        raise OwnChange
    _refuse_remarked(version)
    with transaction.atomic():
        _publish(version, by, now)


def _publish(version: RequestTypeVersion, by: User, now: datetime) -> None:
    kind, texts = version.request_type, version.texts
    # Read again, and held: a colleague may have taken it off the list since it was loaded.
    try:
        kind.refresh_from_db(from_queryset=RequestType.objects.select_for_update())
    except RequestType.DoesNotExist:
        raise NotAnyMore from None
    if (current_texts(kind) if kind.is_published else {}) != version.before:
        raise NotAnyMore
    if not _open(version).update(published_at=now, published_by=by):
        raise NotAnyMore
    for column in CARD if kind.is_built_in else (*CARD, *SENTENCE):
        setattr(kind, column, texts.get(column, ""))
    if version.after != stands_after(kind):
        place_after(kind, version.after)
    kind.is_active, kind.is_published = kind.is_active or not kind.is_published, True
    kind.save()
    if not kind.is_built_in:
        write_wordings(kind, texts)
    version.published_at, version.published_by = now, by
    audit.record(actor=by, verb="publish", target=kind)


@transaction.atomic
def withdraw(*, version: RequestTypeVersion, by: User, now: datetime) -> None:
    """Take a draft or a proposal back, one's own or another's. Twice keeps the first moment."""
    rows = RequestTypeVersion.objects.filter(pk=version.pk, published_at=None, withdrawn_at=None)
    if rows.update(withdrawn_at=now):
        audit.record(actor=by, verb="withdraw", target=version.request_type)


def again(*, version: RequestTypeVersion, by: User, now: datetime) -> RequestTypeVersion:
    """Propose the texts of an older version. Raises Remarked or NotAnyMore, with nothing done.

    Whoever wrote one that was never published is an author still.
    """
    _refuse_remarked(version)
    kind = version.request_type
    with transaction.atomic():
        opened = kind.versions.filter(published_at=None, withdrawn_at=None)
        if opened.update(withdrawn_at=now):
            audit.record(actor=by, verb="withdraw", target=kind)
        proposed = save_draft(
            pk=kind.pk, texts=version.texts, after=version.after, seen="", by=by, now=now
        )
        if version.published_at is None:
            proposed.authors.add(*version.authors.all())
        _propose(proposed, by, now)
    return proposed


@transaction.atomic
def offer(*, kind: RequestType, is_active: bool, by: User) -> None:
    """Put a type on the list or take it off. Outreaches that have it keep it.

    Raises NotAnyMore for one that was never published.
    """
    if is_active and not kind.is_published:
        raise NotAnyMore
    if (
        RequestType.objects.filter(pk=kind.pk)
        .exclude(is_active=is_active)
        .update(is_active=is_active)
    ):
        audit.record(actor=by, verb="offer" if is_active else "take off", target=kind)


def _open(version: RequestTypeVersion) -> "QuerySet[RequestTypeVersion]":
    """This version as long as nobody has saved, published or withdrawn it since."""
    same = RequestTypeVersion.objects.filter(pk=version.pk, revision=version.revision)
    return same.filter(published_at=None, withdrawn_at=None)


def _refuse_remarked(version: RequestTypeVersion) -> None:
    if remarks := tried(version.request_type, version.texts):
        raise Remarked(remarks)
