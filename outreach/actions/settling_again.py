"""After a backup was put back: what people without an account asked, and was settled since (F33).

A backup knows none of it; the log of the site does, by ids. Who asked anew since is not in it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.again import again
from outreach.actions.access_cases import CLOSED_AS, TOLD_AS, close_again
from outreach.actions.corrections import ANSWERED_AS, DECIDED_AS, TO_THE_END, decide_again
from outreach.models import AccessCase, Contest, Correction
from outreach.telling import SETTLED

ID, WORD = r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", r"([a-z_]{1,13})"
DECIDED = re.compile(DECIDED_AS % (ID, WORD, WORD))
ANSWERED = re.compile(ANSWERED_AS % (ID, WORD))
CLOSED = re.compile(CLOSED_AS % (ID, WORD, WORD, r"(\d{1,6})"))
TOLD = re.compile(TOLD_AS % ID)


@dataclass(slots=True)
class Settled:
    """What is known again; and the cases that are open, though they were answered."""

    details: int = 0
    corrections: int = 0
    cases: int = 0
    open_again: tuple[UUID, ...] = ()


def settle_again(*, lines: Iterable[str], now: datetime) -> Settled:
    """What the logs say of decisions, corrections and cases. Web and worker may have one each, in
    any order: who was told comes last."""
    done, told = Settled(), []
    for line in lines:
        if found := DECIDED.search(line):
            done.details += _decide(*found.groups(), now=now)
        elif found := ANSWERED.search(line):
            done.corrections += _answer(*found.groups(), now=now)
        elif found := CLOSED.search(line):
            _close(*found.groups(), done=done, now=now)
        elif found := TOLD.search(line):
            told.append(found[1])
    for pk in told:
        _tell(pk, now)
    return done


def _decide(pk: str, decision: str, reason: str, *, now: datetime) -> bool:
    contest = Contest.objects.filter(pk=pk, decided_at=None).select_related("correction").first()
    reasons = {"none": "", **dict(zip(Contest.Reason.values, Contest.Reason.values, strict=True))}
    if contest is None or decision not in Contest.Decision.values or reason not in reasons:
        return False
    return decide_again(contest=contest, decision=decision, reason=reasons[reason], now=now)


def _answer(pk: str, how: str, *, now: datetime) -> bool:
    """The person is not told a second time. Of two mails of one correction the first counts."""
    open_still = Correction.objects.filter(pk=pk).exclude(address="")
    is_first = open_still.filter(answered_at=None).exists()
    gone = {"address": ""} if how == TO_THE_END else {}
    open_still.update(answered_at=now, **gone, **SETTLED)
    return is_first


def _close(pk: str, state: str, reason: str, given: str, *, done: Settled, now: datetime) -> None:
    case = AccessCase.objects.filter(pk=pk, closed_at=None).first()
    ends = (AccessCase.State.ANSWERED, AccessCase.State.REFUSED)
    why = "" if reason == "none" else reason
    if case is None or state not in ends or why not in ("", *AccessCase.Refusal.values):
        return
    is_closed = again(close_again, case=case, state=state, reason=why, given=int(given), now=now)
    done.cases += is_closed
    if not is_closed:
        done.open_again += (case.pk,)


def _tell(pk: str, now: datetime) -> None:
    closed = AccessCase.objects.filter(pk=pk, closed_at__isnull=False, told_at=None)
    closed.update(told_at=now, address="", **SETTLED)
