"""Believable people for a first look, made through the same actions as everything else."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from contacts import actions as contacts
from contacts.details import Details, reach_as_details
from contacts.exchange.dates import Precision, Remembered, parse_remembered
from contacts.exchange.normalise import clean_reach
from contacts.models import Contact
from outreach.actions import answers, drafts, messages
from outreach.message.vocabulary import Channel, Kind
from outreach.models import Outreach, RequestType
from outreach.progress import Answer

PEOPLE = Path(__file__).with_name("demo_people.toml")
PROFILE = (
    "display_name",
    "language",
    "message_language",
    "tone",
    "signature",
    "situation",
    "field_of_work",
    "is_staff",
)
LATER_DAYS = 60


@transaction.atomic
def create(password: str, now: datetime | None = None) -> list[User]:
    """Create the demo people who are not there yet; whoever is there stays untouched."""
    now = now or timezone.now()
    created = []
    for person in _people():
        if not User.objects.filter(email=person["email"]).exists():
            user = _account(person, password, now)
            _fill(user, person, now)
            created.append(user)
    return created


def how_to_sign_in(password: str) -> str:
    """Words for the person who started the site; empty when no demo account is left."""
    there = set(User.objects.values_list("email", flat=True))
    lines = [f"  {p['email']:20} {p['who']}" for p in _people() if p["email"] in there]
    if not lines:
        return ""
    return "\n".join(
        [
            f"Sign in as one of the demo people, password {password}",
            *lines,
            "or create an account of your own.",
        ]
    )


def _people() -> list[dict[str, Any]]:
    people: list[dict[str, Any]] = tomllib.loads(PEOPLE.read_text("utf-8"))["person"]
    return people


def _account(person: dict[str, Any], password: str, now: datetime) -> User:
    """A user with a verified address."""
    fields = {name: person[name] for name in PROFILE if name in person}
    if "situation_in_days" in person:
        day = (now + timedelta(days=person["situation_in_days"])).date()
        fields["situation_date"] = day.replace(day=1)
    user = User.objects.create_user(person["email"], password, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _fill(user: User, person: dict[str, Any], now: datetime) -> None:
    known = {row["name"]: _contact(user, dict(row), now) for row in person.get("contact", ())}
    for row in person.get("outreach", ()):
        _outreach(user, known[row["contact"]], row, now)


# --- Contacts -------------------------------------------------------------------------------
def _contact(user: User, row: dict[str, Any], now: datetime) -> Contact:
    encounters = row.pop("encounters", ())
    reach = reach_as_details(clean_reach(row.pop("reach")))
    typed: dict[str, Any] = {**row, **reach}
    typed["tags"] = tuple(row.get("tags", ()))
    contact = contacts.create_contact(owner=user, details=Details(**typed))
    for encounter in encounters:
        remembered = _remembered(encounter, user.local_date(now))
        contacts.record_encounter(
            contact=contact,
            kind=encounter["how"],
            on=remembered.on,
            precision=remembered.precision,
            note=encounter.get("note", ""),
            by=user,
        )
    contact.refresh_from_db()
    return contact


def _remembered(encounter: dict[str, Any], today: date) -> Remembered:
    """As a user would type it ("June 2009"), or so many days before today."""
    if "days_ago" in encounter:
        return Remembered(today - timedelta(days=encounter["days_ago"]), Precision.DAY)
    return parse_remembered(encounter["when"], today)


# --- Outreaches -----------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Moment:
    """One thing that happened in the story of an outreach, on its own day."""

    outreach: Outreach
    user: User
    now: datetime

    @property
    def today(self) -> date:
        return self.user.local_date(self.now)

    def when(self) -> dict[str, Any]:
        """What every action wants to know."""
        return {"now": self.now, "today": self.today}

    def send(self, kind: Kind) -> None:
        message = messages.start_message(
            outreach=self.outreach, kind=kind, user=self.user, **self.when()
        )
        messages.mark_sent(message=message, user=self.user, **self.when())

    def write(self) -> None:
        messages.start_message(
            outreach=self.outreach, kind=Kind.OPENING, user=self.user, **self.when()
        )

    def answer(self, answer: Answer) -> None:
        until = self.today + timedelta(days=LATER_DAYS) if answer is Answer.LATER else None
        answers.record_answer(
            outreach=self.outreach,
            answer=answer,
            on=self.today,
            by=self.user,
            until=until,
            **self.when(),
        )

    def helped(self) -> None:
        answers.record_help(outreach=self.outreach, on=self.today, by=self.user, **self.when())

    def close(self) -> None:
        answers.close_kindly(outreach=self.outreach, by=self.user, **self.when())


def _acts(moment: _Moment) -> dict[str, Callable[[], None]]:
    """What a story in the file may say."""
    return {
        "write": moment.write,
        "helped": moment.helped,
        "close": moment.close,
        **{f"send {kind}": partial(moment.send, kind) for kind in Kind},
        **{f"they say {answer}": partial(moment.answer, answer) for answer in Answer},
    }


def _outreach(user: User, contact: Contact, row: dict[str, Any], now: datetime) -> None:
    """One outreach, taken as far as its story goes."""
    begun = _Moment(Outreach(), user, now - timedelta(days=row["story"][0]["days_ago"]))
    outreach = drafts.start_outreach(user=user, contact=contact, key=uuid4(), today=begun.today)
    drafts.save_step(
        outreach=outreach,
        step="situation",
        version=outreach.version,
        changes={
            "hope": Outreach.Hope.HELP,
            "still_write": Outreach.StillWrite.UNSURE,
            "request_type": RequestType.objects.get(key=row["request"]),
            "answers": row["answers"],
            "why_you": row["why_you"],
            "channel": row.get("channel", Channel.EMAIL),
        },
        unfinished=None,
        user=user,
        **begun.when(),
    )
    for event in row["story"]:
        outreach.refresh_from_db()
        moment = _Moment(outreach, user, now - timedelta(days=event["days_ago"]))
        _acts(moment)[event["do"]]()
