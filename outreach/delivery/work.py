"""Sending one mail: claim it, look once more, hand it over, and tell what became of it."""

import logging
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection

from outreach.bounces import is_about_the_address
from outreach.delivery import account, folder, identity, knocking, outbox, smtp
from outreach.delivery.kinds import Letter, Mailing
from outreach.delivery.lease import Hold, Lost
from outreach.delivery.letters import Unwritable
from outreach.delivery.retry import gap_after
from outreach.delivery.smtp import Envelope, Outcome, Result, Why
from outreach.models import Problem

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]

REMEMBER_TRIES = 30
REMEMBER_SECONDS = 2.0
"""A mail has left and the database is away: what became of it is kept in mind for a minute."""
WHY: dict[Why, Problem] = {
    Why.UNREACHABLE: Problem.NO_SERVER,
    Why.BUSY: Problem.TRY_LATER,
    Why.LATER: Problem.TRY_LATER,
    Why.STOPPED: Problem.TRY_LATER,
}


def deliver_one(*, clock: Clock, keep_waiting: Callable[[], bool] = smtp.always) -> bool:
    """Send the next mail that is due, of any kind; False when there is none to be sent now.

    ``keep_waiting`` is asked about once a second; False ends the waiting for the server.
    """
    now = clock()
    if not account.can_send() or not knocking.is_open(now):
        return False
    found = outbox.claim_next(now=now)
    if found is None:
        return False
    kind, hold = found
    Delivering(kind, hold, clock, keep_waiting).run()
    return True


@dataclass(slots=True)
class Delivering:
    """One mail that we have claimed, from here to its end."""

    kind: Mailing[Any]
    hold: Hold[Any]
    clock: Clock
    keep_waiting: Callable[[], bool]

    def run(self) -> None:
        """Whatever happens, the row says something true afterwards, or its lease does."""
        try:
            self._run()
        except Lost:
            log.info("%s is somebody else's now", self)
        except DatabaseError:
            raise  # the lease ends by itself
        except Exception as error:
            # The text of an error may hold what a mail holds (P20): its kind and place say enough.
            where = "".join(traceback.format_tb(error.__traceback__)[-3:])
            log.error("%s: %s\n%s", self, type(error).__name__, where)
            self._after_a_fault()

    def _run(self) -> None:
        problem = self.kind.obstacle(self.hold.row, self.clock())
        if problem:
            return self.kind.cancelled(self.hold, problem=problem, now=self.clock())
        try:
            letter = self.kind.letter(self.hold.row, self.clock())
        except Unwritable:
            gone = Problem.NO_SUCH_ADDRESS
            return self.kind.failed(self.hold, problem=gone, code="", now=self.clock())
        if letter is None:
            nothing = Problem.NOTHING_TO_SAY
            return self.kind.cancelled(self.hold, problem=nothing, now=self.clock())
        outcome = self._hand(letter)
        log.info("%s: %s at %s %s", self, outcome.result, outcome.phase, outcome.code)
        self._remember(outcome)

    def _hand(self, letter: Letter) -> Outcome:
        where = account.of_the_site()
        if where.server:
            return smtp.deliver(
                where.server,
                Envelope(envelope_sender(self.hold.row), letter.recipient),
                letter.content,
                our_name=identity.host(),
                before_data=self._before_data,
                keep_waiting=self._still_at_it,
            )
        if where.folder:
            return folder.deliver(where.folder, letter.content, before_data=self._before_data)
        raise Lost  # the host has just taken the server away

    def _before_data(self) -> None:
        self.hold.hand_over(self.clock())

    def _still_at_it(self) -> bool:
        try:
            self.hold.keep(self.clock())
        except DatabaseError:
            log.warning("%s: the lease could not be renewed", self)
        return self.keep_waiting()

    # --- What became of it ------------------------------------------------------------------
    def _remember(self, outcome: Outcome) -> None:
        """Tell it to the rows, and wait for a database that is away: nobody else knows."""
        for tries_left in reversed(range(REMEMBER_TRIES)):
            try:
                self._tell(outcome)
                knocking.note(outcome, self.clock())
                break
            except DatabaseError:
                if not tries_left or is_within_a_transaction():
                    raise
                log.warning("%s: the database is away; what became of it is kept in mind", self)
                time.sleep(REMEMBER_SECONDS)
                close_old_connections()
        if outcome.concerns_everybody and knocking.is_hopeless(self.clock()):
            outbox.give_up(now=self.clock())

    def _tell(self, outcome: Outcome) -> None:
        now, code = self.clock(), outcome.code
        match outcome.result:
            case Result.SENT:
                self.kind.sent(self.hold, code=code, now=now)
            case Result.SILENT:
                stopped = outcome.why is Why.STOPPED
                problem = Problem.STOPPED if stopped else Problem.SILENCE
                self.kind.unconfirmed(self.hold, problem=problem, now=now)
            case Result.REFUSED:
                is_ours = outcome.why is Why.ADDRESS
                problem = Problem.NO_SUCH_ADDRESS if is_ours else refused_because(code)
                self.kind.failed(self.hold, problem=problem, code=code, now=now)
            case Result.TRY_AGAIN:
                self._try_again(outcome, now)

    def _try_again(self, outcome: Outcome, now: datetime) -> None:
        why = outcome.why or Why.LATER
        if why is Why.STOPPED:
            return self.hold.put_back(due_at=now)
        gap = gap_after(self.hold.row.attempts)
        if gap is None:
            problem = Problem.GAVE_UP if why is Why.UNREACHABLE else Problem.REFUSED
            return self.kind.failed(self.hold, problem=problem, code=outcome.code, now=now)
        self.hold.put_back(due_at=now + gap, problem=WHY[why], reply_code=outcome.code)

    def _after_a_fault(self) -> None:
        """A fault of ours: before it could leave it is tried again, afterwards nobody knows."""
        now = self.clock()
        try:
            if self.hold.is_handing_over:
                return self.kind.unconfirmed(self.hold, problem=Problem.STOPPED, now=now)
            self._try_again(smtp.try_again(Why.LATER), now)
        except Lost:
            pass

    def __str__(self) -> str:
        return f"{self.hold.row._meta.model_name} {self.hold.row.pk}"


def is_within_a_transaction() -> bool:
    """Whether waiting is no use, since the transaction around us is broken."""
    return connection.in_atomic_block


def refused_because(code: str) -> Problem:
    """The reason that the user reads, from a code such as "550 5.1.1"."""
    return Problem.NO_SUCH_ADDRESS if is_about_the_address(code) else Problem.REFUSED


def envelope_sender(row: Any) -> str:
    """Where a report of non-delivery goes; the key in it says which mail it is about (F18)."""
    if not settings.EMAIL_BOUNCES:
        return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    local, _at, domain = settings.EMAIL_BOUNCES.partition("@")
    return f"{local}+{row.pk.hex}@{domain}"
