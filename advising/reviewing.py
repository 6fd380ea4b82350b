"""Writes of a review: ask, withdraw, comment, answer, take a suggestion; each atomic, each noted.

The text stays the client's: an advisor's suggestion changes nothing until the client takes it.
"""

from datetime import datetime, timedelta

from django.db import transaction

from accounts import audit
from accounts.models import User
from advising import actions
from advising.access import groups_shared
from advising.models import Advising, Comment, FieldGroup, Review, Share
from outreach.actions.messages import save_message
from outreach.models import Delivery, Message

NEEDED = frozenset({FieldGroup.TEXT})


class Moved(Exception):
    """The words a comment is about are no longer in the text, or stand there twice."""


class NoDraft(Exception):
    """The message is no draft any more, so there is nothing to review."""


def is_share_needed(advising: Advising, message: Message, now: datetime) -> bool:
    """Whether asking for a review has to show the advisor the text first."""
    return not groups_shared(advising, message.outreach_id, now) >= NEEDED


@transaction.atomic
def ask(*, advising: Advising, message: Message, question: str, by: User, now: datetime) -> Review:
    """Ask an advisor to read a draft, and show them its text if they do not see it yet.

    Asking again goes on with the same review. Raises NoDraft, and actions.Refused once the
    advising is over.
    """
    if message.delivery != Delivery.DRAFT:
        raise NoDraft
    if is_share_needed(advising, message, now):
        _show(advising, message, by, now)
    review, is_new = Review.objects.get_or_create(
        advising=advising, message=message, defaults={"question": question, "asked_at": now}
    )
    if not is_new:
        review.state, review.question, review.asked_at = Review.State.ASKED, question, now
        review.save(update_fields=["state", "question", "asked_at"])
    audit.record(actor=by, verb="ask_review", target=review)
    return review


def _show(advising: Advising, message: Message, by: User, now: datetime) -> None:
    """Share the text beside what is shared of this outreach already."""
    groups = groups_shared(advising, message.outreach_id, now) | NEEDED
    own = Share.objects.open(now).filter(advising=advising, outreach=message.outreach).first()
    ends_at = own.ends_at if own else now + timedelta(days=actions.SHARE_DAYS)
    actions.share(
        advising=advising, outreach=message.outreach, groups=groups, ends_at=ends_at, by=by, now=now
    )


@transaction.atomic
def withdraw(*, review: Review, by: User) -> None:
    """The client no longer asks. What was said stays. Twice is once."""
    asked = Review.objects.filter(pk=review.pk).exclude(state=Review.State.WITHDRAWN)
    if asked.update(state=Review.State.WITHDRAWN):
        audit.record(actor=by, verb="withdraw_review", target=review)


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
) -> Comment | None:
    """The advisor says something, gives a verdict, or both. Two advisors at once both stay."""
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
    if verdict:
        Review.objects.filter(pk=review.pk).update(state=verdict, answered_at=now)
    elif said:
        Review.objects.filter(pk=review.pk).update(answered_at=now)
    audit.record(actor=by, verb="review", target=review, fields=[verdict] if verdict else [])
    return said


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
    if comment.passage and message.body.count(comment.passage) != 1:
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
