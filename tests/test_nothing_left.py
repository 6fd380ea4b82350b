"""P14: after an account is deleted no row of it is left, in any table, new ones included.

Every model is named here: either its rows go with their owner, or the reason why something stays is
said. Whose a row is, is read off the foreign keys, directly and over any number of others.
"""

from datetime import timedelta

import pytest
from allauth.account.models import EmailConfirmation
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent, MailedCode, User
from advising import leaving
from advising.models import (
    Advising,
    AdvisorCode,
    AdvisorNote,
    Comment,
    Emergency,
    EmergencyLook,
    Invitation,
    Look,
    Review,
    Share,
)
from contacts import search
from contacts.models import (
    Contact,
    DuplicatePair,
    Encounter,
    ImportBatch,
    ImportFile,
    ImportRow,
    Merge,
    OptedOut,
    Tag,
)
from outreach.models import (
    AccessCase,
    AccessItem,
    Contest,
    Correction,
    Digest,
    DigestPlan,
    FeedKey,
    Leaving,
    Message,
    OptOutLink,
    Outreach,
    OutreachEvent,
    Promise,
    RequestType,
    RequestTypeVersion,
    Sender,
    Suggestion,
    Takeout,
    TakeoutFile,
    Wording,
    WordingVersion,
)
from tests.accounts.conftest import PASSWORD
from tests.outreach.helpers import draft_of

NOW = timezone.now()
CANARY = "kestrel"
"""In everything Alice typed, and in her name and address."""

GOES = {
    "account.EmailAddress",
    "account.EmailConfirmation",
    "accounts.MailedCode",
    "accounts.User",
    "accounts.User_groups",
    "accounts.User_user_permissions",
    "admin.LogEntry",
    "advising.Advising",
    "advising.AdvisorCode",
    "advising.AdvisorNote",
    "advising.Comment",
    "advising.Emergency",
    "advising.EmergencyLook",
    "advising.Invitation",
    "advising.Look",
    "advising.Review",
    "advising.Share",
    "contacts.Contact",
    "contacts.ContactEmail",
    "contacts.ContactPhone",
    "contacts.ContactWord",
    "contacts.Contact_tags",
    "contacts.DuplicatePair",
    "contacts.Encounter",
    "contacts.ImportBatch",
    "contacts.ImportFile",
    "contacts.ImportRow",
    "contacts.Merge",
    "contacts.OptedOut",
    "contacts.Tag",
    "mfa.Authenticator",
    "outreach.AccessItem",
    "outreach.Contest",
    "outreach.Digest",
    "outreach.DigestPlan",
    "outreach.FeedKey",
    "outreach.Leaving",
    "outreach.Message",
    "outreach.Outreach",
    "outreach.OutreachEvent",
    "outreach.Promise",
    "outreach.RequestTypeVersion_authors",
    "outreach.Sender",
    "outreach.Suggestion",
    "outreach.Takeout",
    "outreach.TakeoutFile",
    "outreach.WordingVersion_authors",
    "usersessions.UserSession",
}

STAYS = {
    "accounts.AuditEvent": "what was done, by nobody: the trail of the site; ids lead nowhere",
    "outreach.OptOutLink": "the link in a mail works for ever: hashes only, without the sender",
    "outreach.SuppressedAddress": "who asked to be left alone stays so: a keyed hash",
    "contacts.ErasedAddress": "who was removed stays so: a keyed hash",
    "outreach.DataRequest": "of somebody without an account, for an hour",
    "outreach.AccessCase": "of somebody without an account, until 30 days after the answer",
    "outreach.Correction": "of somebody without an account, until it is answered and decided",
    "outreach.Wording": "curated texts of the site, without the editor's name",
    "outreach.WordingVersion": "their history, without the author's name",
    "outreach.RequestType": "curated by the site, about nobody",
    "outreach.RequestTypeVersion": "their history, without the author's name",
    "outreach.SiteSending": "how much the whole site sent: figures",
    "auth.Group": "of the site",
    "auth.Permission": "of the site",
    "auth.Group_permissions": "of the site",
    "contenttypes.ContentType": "of the site",
    "django_tasks_database.DBTaskResult": "ids of what was to be done, for a week",
    "sessions.Session": "has no foreign key; those of the user are ended (tested below)",
}


def label(model: type[models.Model]) -> str:
    """How a model is named here."""
    return model._meta.label


MODELS = {label(model): model for model in apps.get_models(include_auto_created=True)}


def owned(user: User) -> dict[str, set[object]]:
    """The keys of all rows that belong to the user, over any number of foreign keys."""
    found: dict[str, set[object]] = {label(User): {user.pk}}
    grew = True
    while grew:
        grew = False
        for name, model in MODELS.items():
            mine = found.setdefault(name, set())
            before = len(mine)
            for key in forward_keys(model):
                of = found.get(label(key.related_model), set())
                rows = model._base_manager.filter(**{f"{key.name}__in": of})
                mine |= set(rows.values_list("pk", flat=True))
            grew = grew or len(mine) > before
    return found


def forward_keys(model: type[models.Model]) -> list[models.ForeignKey]:
    """The foreign keys of a model; one-to-one is one."""
    return [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]


def texts() -> list[str]:
    """Every place where a text or a list in the database holds the canary."""
    kinds = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
    return sorted(
        {
            f"{name}.{field.name}"
            for name, model in MODELS.items()
            for field in model._meta.concrete_fields
            if isinstance(field, kinds)
            for value in model._base_manager.values_list(field.name, flat=True)
            if CANARY in told(value)
        }
    )


def told(value: object) -> str:
    """A value as text; bytes as what they spell."""
    raw = bytes(value) if isinstance(value, memoryview | bytes) else None
    return (raw.decode("utf-8", "replace") if raw is not None else str(value)).lower()


# --- Alice, with something in every table ------------------------------------------------------
@pytest.fixture
def alice_has_all(make_user, charlie) -> User:
    """Alice writes, advises and is advised, and works in the panel."""
    alice = make_user(f"{CANARY}@example.org", f"Alice {CANARY}", signature=CANARY)
    add_people(alice)
    add_imports(alice)
    add_messages(alice)
    add_advising(alice, charlie)
    add_rights(alice, charlie)
    return alice


def add_people(alice: User) -> None:
    """Contacts, and all that hangs on them."""
    first, second, twin = sorted(
        (Contact.objects.create(owner=alice, name=f"{CANARY} {n}", notes=CANARY) for n in range(3)),
        key=lambda contact: contact.pk,
    )
    first.tags.add(Tag.objects.create(owner=alice, name=CANARY))
    Encounter.objects.create(contact=first, on=NOW.date(), kind="met", note=CANARY)
    DuplicatePair.objects.create(
        owner=alice, first=first, second=second, reason="email", strength=3
    )
    Merge.objects.create(owner=alice, kept=first, dropped=twin, before={"name": CANARY})
    OptedOut.objects.create(owner=alice, address_hash="0" * 64)
    Suggestion.objects.create(owner=alice, contact=second)
    says = Correction.objects.create(key="maria@example.org", says={"name": "Maria"})
    Contest.objects.create(correction=says, owner=alice, contact=second, field="name")
    Leaving.objects.create(owner=alice, contact=second, since=NOW, leaves_on=NOW.date())
    about = {"contact": second, "kind": "notes", "row": second.pk, "text": CANARY}
    case = AccessCase.objects.create(address_hash="5" * 64)
    AccessItem.objects.create(case=case, owner=alice, decision="released", **about)
    search.index([first])


def add_imports(alice: User) -> None:
    """A file that is being read."""
    batch = ImportBatch.objects.create(owner=alice, status="ready", counts={})
    ImportFile.objects.create(batch=batch, data=CANARY.encode())
    ImportRow.objects.create(batch=batch, position=1, record={"name": CANARY})


def add_messages(alice: User) -> None:
    """An outreach with all it can have, and what goes out by itself."""
    outreach = draft_of(alice, why_you=CANARY)
    message = Message.objects.create(
        outreach=outreach, kind="opening", channel="email", body=CANARY
    )
    OutreachEvent.objects.create(outreach=outreach, old="draft", new="sent", by=alice)
    Promise.objects.create(outreach=outreach, rhythm_months=6)
    OptOutLink.objects.create(
        token_hash="1" * 64, address_hash="2" * 64, message=message, sender=alice
    )
    FeedKey.objects.create(owner=alice, token_hash="3" * 64)
    DigestPlan.objects.create(owner=alice)
    Digest.objects.create(owner=alice, local_date=NOW.date())
    Sender.objects.get_or_create(owner=alice)
    takeout = Takeout.objects.create(owner=alice)
    TakeoutFile.objects.create(takeout=takeout, data=CANARY.encode())


def add_advising(alice: User, charlie: User) -> None:
    """On both sides: Charlie advises her, and she invites."""
    advising = Advising.objects.create(advisor=charlie, client=alice)
    Advising.objects.create(advisor=alice, client=charlie)
    Share.objects.create(advising=advising, text=True, ends_at=NOW + timedelta(days=90))
    Look.objects.create(advising=advising)
    AdvisorNote.objects.create(advising=advising, body=CANARY)
    emergency = Emergency.objects.create(
        host=charlie, client=alice, reason=CANARY, opened_at=NOW, ends_at=NOW
    )
    EmergencyLook.objects.create(emergency=emergency, is_list=True, at=NOW)
    review = Review.objects.create(advising=advising, message=Message.objects.get(body=CANARY))
    Comment.objects.create(review=review, author=charlie, body=CANARY)
    Invitation.objects.create(advisor=alice, email="dana@example.org")
    Invitation.objects.create(advisor=charlie, email=f"{CANARY.title()}@example.org")
    AdvisorCode.objects.create(advisor=alice, code="ABCDEFGH")


def add_rights(alice: User, charlie: User) -> None:
    """A sign-in with its keys, rights of the panel, and what was done there."""
    Client().post("/account/login/", {"login": alice.email, "password": PASSWORD})
    Authenticator.objects.create(user=alice, type="webauthn", data={"name": CANARY})
    MailedCode.objects.create(user=alice, code_hash="5" * 64, sent_at=NOW)
    EmailConfirmation.objects.create(email_address=alice.emailaddress_set.get(), key="4" * 64)
    alice.groups.add(Group.objects.create(name="editors"))
    alice.user_permissions.add(Permission.objects.first())
    of_users = ContentType.objects.get_for_model(User)
    for who, about in ((alice, charlie), (charlie, alice)):
        log = LogEntry(user=who, content_type=of_users, action_flag=CHANGE)
        log.object_id, log.object_repr = str(about.pk), str(about)
        log.save()
    wording = Wording.objects.create(key="x", move="ask", text="x", language="en", updated_by=alice)
    version = {"author": alice, "published_by": alice}
    WordingVersion.objects.create(wording=wording, text="x", **version).authors.add(alice)
    kind = RequestType.objects.first()
    RequestTypeVersion.objects.create(request_type=kind, **version).authors.add(alice)


def gone(user: User) -> None:
    """Close the account and let seven days go by."""
    leaving.close(user=user, keep_session=None, now=NOW)
    assert leaving.delete_closed(now=NOW + timedelta(days=7)) == 1


# --- The walk ---------------------------------------------------------------------------------
def test_P14_every_table_is_named_once() -> None:
    assert sorted(MODELS) == sorted([*GOES, *STAYS])


def test_P14_alice_has_something_everywhere(alice_has_all) -> None:
    empty = {name for name, keys in owned(alice_has_all).items() if not keys}
    assert empty & GOES == set()


def test_P14_no_row_is_left(alice_has_all) -> None:
    before = owned(alice_has_all)
    gone(alice_has_all)
    left = {
        name: keys
        for name in GOES
        if (keys := set(MODELS[name]._base_manager.filter(pk__in=before[name]).values_list("pk")))
    }
    assert left == {}


def test_P14_nothing_that_stays_leads_to_the_user(alice_has_all) -> None:
    key = alice_has_all.pk
    gone(alice_has_all)
    alice_has_all.pk = key
    assert {name: keys for name, keys in owned(alice_has_all).items() if keys} == {
        "accounts.User": {key}
    }
    assert AuditEvent.objects.filter(object_id=str(key), actor=None).exists()
    assert OptOutLink.objects.get().sender is None
    assert Wording.objects.get(key="x").updated_by is None


def test_P14_no_text_of_the_user_is_left(alice_has_all) -> None:
    assert {"accounts.User.email", "contacts.Contact.notes", "outreach.Message.body"} <= set(
        texts()
    )
    gone(alice_has_all)
    assert texts() == []


def test_P14_no_session_of_the_user_is_left(alice_has_all) -> None:
    leaving.close(user=alice_has_all, keep_session=None, now=NOW)
    assert not Session.objects.exists()
    Authenticator.objects.all().delete()
    Client().post("/account/login/", {"login": alice_has_all.email, "password": PASSWORD})
    key = str(alice_has_all.pk)
    assert [one.get_decoded()["_auth_user_id"] for one in Session.objects.all()] == [key]
    leaving.delete_closed(now=NOW + timedelta(days=7))
    assert not Session.objects.exists()


def test_P14_what_others_have_stays(alice_has_all, charlie) -> None:
    draft_of(charlie, why_you="mine")
    mine = {name: keys for name, keys in owned(charlie).items() if name.startswith(("con", "out"))}
    shared = Advising.objects.filter(advisor=charlie)
    assert shared.exists()
    gone(alice_has_all)
    after = owned(charlie)
    assert {name: after[name] for name in mine} == mine
    assert Outreach.objects.get().owner == charlie
