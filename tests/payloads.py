"""Script in every text that an advisor may see (TRUST.md, T5, B25, B26), and a harmless twin."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from accounts.models import AuditEvent, User
from advising.models import AdvisorNote, Emergency, Invitation, Share
from contacts.models import ContactPhone
from outreach.counts import sender_of
from outreach.message.vocabulary import Channel, Kind
from outreach.models import AccessItem, Message, Outreach, RequestType, RequestTypeVersion
from tests.world import World, build

PAYLOADS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//e.example></SCRIPT>",
    "</script><script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    "<img src=`x` onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)//",
    "<svg><script>alert(1)</script>",
    "<math href=javascript:alert(1)>x",
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)>",
    "<iframe srcdoc='<script>alert(1)'>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<form action=//e.example><button>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video src=x onerror=alert(1)>",
    "<style>@import'//e.example'</style>",
    "<link rel=stylesheet href=//e.xyz>",
    "<meta http-equiv=refresh>",
    "<base href=//e.example/>",
    "</textarea><script>alert(1)",
    "</title><script>alert(1)</script>",
    "</bdi></td></table><h1>x</h1>",
    "<!--<img src=x onerror=alert(1)>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    '" onmouseover=alert(1) x="',
    "' autofocus onfocus=alert(1) x='",
    "javascript:alert(1)",
    "&lt;script&gt;alert(1)",
    "&#60;script&#62;alert(1)",
    "{{7*7}}",
    "{% debug %}",
)
"""None is longer than the shortest column; each column gets all of them."""
MARKUP = str.maketrans("<>\"'&`", "[]*|+^")
ROUNDS = 7
"""So often everything is written anew: 200 characters have room for a seventh of them."""

WRITTEN = ("accounts", "contacts", "outreach", "advising", "admin")
NOT_TEXT = {
    "accounts.User.password",
    "accounts.User.time_zone",
    "admin.LogEntry.object_id",
    "advising.AdvisorCode.code",
    "outreach.DigestPlan.time_zone",
    "outreach.Outreach.snoozed_step",
    "outreach.Wording.ask",
}
"""What only the program writes, by the names of its own, and where no such text could stand."""
PROGRAMS = ("key", "hash", "id", "code", "reason", "error", "suffix", "language", "word")
"""Ends of names of such columns."""


def harmless(text: str) -> str:
    """The same length and words, without the signs that mean something in HTML."""
    return text.translate(MARKUP)


def packed(limit: int) -> list[str]:
    """All payloads as texts of at most so many characters."""
    texts = [""]
    for payload in PAYLOADS:
        longer = f"{texts[-1]} {payload}".strip()
        if len(longer) <= limit:
            texts[-1] = longer
        else:
            texts.append(payload)
    return texts


def columns() -> Iterator[tuple[type[models.Model], list[models.Field[Any, Any]]]]:
    """Each model with its columns for text that somebody types, read off the models."""
    for model in apps.get_models():
        if model._meta.app_label in WRITTEN and model is not AuditEvent:
            yield model, [field for field in model._meta.local_fields if is_text(field)]


def is_text(field: models.Field[Any, Any]) -> bool:
    """Whether people fill this column with words."""
    if not isinstance(field, models.CharField | models.TextField) or field.choices:
        return False
    return f"{field.model._meta.label}.{field.name}" not in NOT_TEXT and not any(
        field.name.endswith(end) for end in PROGRAMS
    )


def texts_for(field: models.Field[Any, Any], mark: str) -> list[str]:
    """What the rows of a column get in turn; ``mark`` tells columns apart."""
    if isinstance(field, models.EmailField):
        local = (payload.replace('"', "'") for payload in PAYLOADS)
        return [f'"{text}"@{mark}.example' for text in local]
    return [f"{mark} {text}" for text in packed((field.max_length or 5000) - len(mark) - 1)]


def write(number: int, *, markup: bool = True) -> dict[str, list[str]]:
    """Fill every column of every row, differently in each round; what each column gets in all."""
    given: dict[str, list[str]] = {}
    for model, fields in columns():
        for place, row in enumerate(model._base_manager.order_by("pk")):
            values = {}
            for field in fields:
                label = f"{model._meta.label}.{field.name}"
                texts = given.setdefault(label, texts_for(field, f"q{len(given)}z"))
                text = texts[(number + place * ROUNDS) % len(texts)]
                values[field.name] = text if markup else harmless(text)
            if model is RequestTypeVersion:
                values["texts"] = of_a_type(number, markup=markup)
            model._base_manager.filter(pk=row.pk).update(**values)
    given["outreach.RequestTypeVersion.texts"] = packed(200)
    if not number:
        add_events(given, markup=markup)
    return given


def of_a_type(number: int, *, markup: bool) -> dict[str, str]:
    """What somebody made of a request type, as its version keeps it."""
    fields = (field for field in RequestType._meta.local_fields if is_text(field))
    texts = {field.name: packed(field.max_length) for field in fields}
    given = {name: each[number % len(each)] for name, each in texts.items()}
    return given if markup else {name: harmless(text) for name, text in given.items()}


def add_events(given: dict[str, list[str]], *, markup: bool) -> None:
    """The trail cannot be written anew: an event for each payload, the first with a known id."""
    label = AuditEvent._meta.label
    texts = [f"a {text}" for text in packed(AuditEvent._meta.get_field("verb").max_length - 2)]
    for place, text in enumerate(texts):
        word = text if markup else harmless(text)
        AuditEvent.objects.create(
            id=UUID(int=place + 1), verb=word, object_type=word, object_id=word, fields=[word]
        )
    given |= {f"{label}.{name}": texts for name in ("verb", "object_type", "object_id")}


def hostile_world() -> World:
    """The world of tests/world.py, where one advisor sees all; several rows of what is short."""
    world = build()
    advisor, alice = world.users["advisor, shared"], world.users["client"]
    type(advisor).objects.filter(pk=advisor.pk).update(role="lead", is_superuser=True)
    Share.objects.update(person=True, details=True, history=True, notes=True)
    advising, now = world.own_ids["advisor, shared"]["advising_id"], timezone.now()
    world.own_ids["advisor, shared"]["emergency_id"] = Emergency.objects.create(
        host=advisor, client=alice, reason="x", opened_at=now, ends_at=now + timedelta(hours=1)
    ).pk
    AdvisorNote.objects.create(advising_id=advising, body="x")
    outreach = Outreach.objects.get()
    Outreach.objects.update(request_type=RequestType.objects.first())
    for place in range(5):
        Invitation.objects.create(advisor=advisor, email=f"{place}@example.org")
        ContactPhone.objects.create(
            contact=outreach.contact, number=str(place), key=str(place), position=1
        )
    for kind in (Kind.NUDGE, Kind.LAST_NUDGE):
        Message.objects.create(outreach=outreach, kind=kind, channel=Channel.EMAIL, body="x")
    wording = world.objects["wording"]
    type(sender_of(alice)).objects.update(paused_at=wording.updated_at, paused_because="by_host")
    AccessItem.objects.update(decision="released", decided_at=wording.updated_at)
    of_users = ContentType.objects.get_for_model(User)
    log = LogEntry(user=advisor, content_type=of_users, action_flag=CHANGE, object_id=alice.pk)
    log.save()
    return world
