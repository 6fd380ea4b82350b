"""Writes of a review: ask, withdraw, comment, answer, take a suggestion; each atomic, each noted.

The text stays the client's: an advisor's suggestion changes nothing until the client takes it.
"""

from datetime import datetime, timedelta

from django.db import transaction

from accounts import audit
from accounts.models import User
from advising import actions, waiting
from advising.access import groups_shared, share_of
from advising.models import Advising, Comment, FieldGroup, Review, Share
from outreach.actions.messages import save_message
from outreach.delivery.identity import fingerprint
from outreach.models import Delivery, Message

State = Review.State
NEEDED = frozenset({FieldGroup.TEXT})


class Moved(Exception):
    """The words a comment is about are no longer in the text, or stand there twice."""


class Changed(Exception):
    """The client changed the text while the advisor read it."""


class NoDraft(Exception):
    """The message is no draft any more, so there is nothing to review."""


def is_share_needed(advising: Advising, message: Message, now: datetime) -> bool:
    """Whether asking for a review has to show the advisor the text first."""
    return not groups_shared(advising, message.outreach_id, now) >= NEEDED


@transaction.atomic
def ask(
    *,
    advising: Advising,
    message: Message,
    question: str,
    by: User,
    now: datetime,
    wait: bool = False,
) -> Review:
    """Ask an advisor to read a draft, and show them its text if they do not see it yet.

    Asking again goes on with the same review. With ``wait`` the message waits for their "ready".
    Raises NoDraft, and actions.Refused once the advising is over.
    """
    if is_share_needed(advising, message, now):
        _show(advising, message, by, now)
    # Whoever sends it at the same moment comes before this, or finds that it waits.
    stored = Message.objects.select_for_update().get(pk=message.pk)
    if stored.delivery != Delivery.DRAFT:
        raise NoDraft
    review, is_new = Review.objects.get_or_create(
        advising=advising, message=message, defaults={"question": question, "asked_at": now}
    )
    if not is_new:
        review.state, review.question, review.asked_at = State.ASKED, question, now
        review.lapsed_at = None
        review.save(update_fields=["state", "question", "asked_at", "lapsed_at"])
    if wait:
        waiting.begin(review=review, now=now)
    else:
        waiting.end(reviews=Review.objects.filter(pk=review.pk))
    audit.record(actor=by, verb="ask_review", target=review, fields=["waits"] if wait else [])
    return review


def _show(advising: Advising, message: Message, by: User, now: datetime) -> None:
    """Share the text beside what is shared of this outreach already.

    For 90 days at most, and for no longer than the rest was to be shared: the client is asked about
    the text alone.
    """
    before = share_of(advising, message.outreach_id, now)
    groups = (before.groups if before else frozenset()) | NEEDED
    usual = now + timedelta(days=actions.SHARE_DAYS)
    ends_at = min(before.ends_at, usual) if before else usual
    actions.share(
        advising=advising, outreach=message.outreach, groups=groups, ends_at=ends_at, by=by, now=now
    )


@transaction.atomic
def withdraw(*, review: Review, by: User, now: datetime) -> bool:
    """The client no longer asks; whether the advisor may still read the text. Twice is once.

    What was said stays. What asking alone has shown is shown no longer.
    """
    asked = Review.objects.filter(pk=review.pk).exclude(state=State.WITHDRAWN)
    waiting.end(reviews=asked)
    if asked.update(state=State.WITHDRAWN, lapsed_at=None):
        audit.record(actor=by, verb="withdraw_review", target=review)
        _hide(review, by, now)
    shown = groups_shared(review.advising, review.message.outreach_id, now)
    return shown >= NEEDED


def _hide(review: Review, by: User, now: datetime) -> None:
    """End the share that asking has made: of the text alone, at the same moment, and changed by
    nobody since. Not while the advisor is asked about another text of the same outreach."""
    outreach_id = review.message.outreach_id
    others = Review.objects.filter(advising=review.advising_id, message__outreach=outreach_id)
    if others.exclude(pk=review.pk).exclude(state=State.WITHDRAWN).exists():
        return
    opened = Share.objects.open(now).filter(advising=review.advising_id)
    if opened.filter(outreach=None).exists():
        return  # ending it would show what is shared of everything, which may be more
    share = opened.filter(outreach=outreach_id, created_at=review.asked_at).first()
    if share and share.groups == NEEDED:
        actions.end_share(share=share, by=by, now=now)


@transaction.atomic
def comment(
    *,
    review: Review,
    by: User,
    body: str,
    now: datetime,
    passage: str = "",
    suggestion: str = "",
    verdict: str = "",
    version: int | None = None,
) -> Comment | None:
    """The advisor says something, gives a verdict, or both. Two advisors at once both stay.

    "Ready" and a ``passage`` are of the text of this ``version``, where it is given. Raises
    Changed, and nothing is stored, where the client has saved another text since.
    """
    is_ready = verdict == State.READY
    stored = _as_read(review, version) if passage or is_ready else None
    ready = {"ready_hash": hash_of(stored)} if stored and is_ready else {}
    said = None
    if body or suggestion:
        said = Comment.objects.create(
            review=review,
            author=by,
            body=body,
            passage=passage,
            suggestion=suggestion,
            created_at=now,
        )
    asked = Review.objects.filter(pk=review.pk)
    if said:
        asked.update(answered_at=now)
    if verdict:
        # What was withdrawn at this moment stays withdrawn.
        asked.exclude(state=State.WITHDRAWN).update(
            state=verdict, answered_at=now, lapsed_at=None, **ready
        )
    if ready:
        waiting.end(reviews=asked)
    audit.record(actor=by, verb="review", target=review, fields=[verdict] if verdict else [])
    return said


def _as_read(review: Review, version: int | None) -> Message:
    # Locked, so that what the client saves at this moment comes before or after.
    stored = Message.objects.select_for_update().get(pk=review.message_id)
    if version not in (None, stored.version):
        raise Changed
    return stored


def hash_of(message: Message) -> str:
    """Of what an advisor reads."""
    return fingerprint(address="", subject=message.subject, body=message.body)


@transaction.atomic
def answer(*, review: Review, by: User, body: str, now: datetime) -> Comment:
    """The client answers in words."""
    said = Comment.objects.create(review=review, author=by, body=body, created_at=now)
    audit.record(actor=by, verb="answer_review", target=review)
    return said


@transaction.atomic
def take(*, comment: Comment, message: Message, version: int, now: datetime) -> None:
    """Put the suggestion where the passage stands. Raises Moved, NoDraft, Stale."""
    if message.delivery != Delivery.DRAFT:
        raise NoDraft
    if not comment.suggestion or (comment.passage and message.body.count(comment.passage) != 1):
        raise Moved
    old = comment.passage or message.body
    save_message(
        message=message,
        version=version,
        subject=message.subject,
        body=message.body.replace(old, comment.suggestion, 1),
        now=now,
    )
    Comment.objects.filter(pk=comment.pk).update(taken_at=now)
    audit.record(actor=message.outreach.owner, verb="take_suggestion", target=comment.review)
