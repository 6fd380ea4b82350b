"""One small world of every role, with a canary in each thing Alice wrote; built once a module.

Alice is the client. Anna may see the text of her outreach; Bruno was never shown anything; what
Rita was shown is revoked. Each of the three has a review and a note of their own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent, User
from accounts.passkeys import public_id
from advising import actions, emergency
from advising.models import AdvisorNote, Comment, Emergency, Invitation, Review, Share
from contacts.actions import record_encounter
from contacts.models import (
    Contact,
    ContactEmail,
    ContactPhone,
    DuplicatePair,
    ImportBatch,
    Merge,
    Tag,
)
from outreach.message.vocabulary import Channel, Kind
from outreach.models import (
    AccessCase,
    AccessItem,
    Contest,
    Correction,
    Message,
    Outreach,
    RequestType,
    RequestTypeVersion,
    Wording,
    WordingVersion,
)
from tests.accounts.conftest import confirmed, with_second_step
from tests.outreach.helpers import draft_of

ROLES = (
    "anonymous",
    "client",
    "other client",
    "advisor, nothing shared",
    "advisor, shared",
    "advisor, revoked",
    "wording editor",
    "lead",
    "superuser",
)
CANARY = "quokka"
"""In every word of Alice's; those in SHOWN stand in the one field group that Anna may see."""
PHONE = "416 555 0199"
SHOWN = ("quokka-subject", "quokka-body", "quokka-question", "quokka-comment")


@dataclass
class World:
    """Who is there, and the ids of what belongs to Alice, by the name that URLs give them."""

    users: dict[str, User] = field(default_factory=dict)
    ids: dict[str, UUID] = field(default_factory=dict)
    own_ids: dict[str, dict[str, UUID]] = field(default_factory=dict)
    """What is another row for each advisor: their relationship, review, note, invitation."""
    objects: dict[str, Any] = field(default_factory=dict)
    """A row of each model that the panel lists, by its name there."""
    sessions: dict[str, Client] = field(default_factory=dict)

    def ids_for(self, role: str) -> dict[str, UUID]:
        """The ids this role would try: their own relationship with Alice, or else Anna's."""
        return {**self.ids, **self.own_ids.get(role, self.own_ids["advisor, shared"])}

    def browser(self, role: str) -> Client:
        """A new browser of somebody of this role, who has just shown who they are."""
        browser = Client(raise_request_exception=True)
        browser.cookies.update(self.sessions[role].cookies)
        return browser


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens within leaves no trace."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def build() -> World:
    """The world, in the database that is open."""
    world = World(users=_people())
    _of_alice(world)
    _advised(world)
    kind, wording = RequestType.objects.first(), Wording.objects.first()
    curated = {"author": world.users["advisor, shared"], "created_at": timezone.now()}
    world.ids["emergency_id"] = _emergency_that_is_over(world.users).pk
    world.objects |= {
        "requesttypeversion": RequestTypeVersion.objects.create(request_type=kind, **curated),
        "wordingversion": WordingVersion.objects.create(wording=wording, text="Hi", **curated),
        "user": world.users["client"],
        "auditevent": AuditEvent.objects.first(),
        "requesttype": kind,
        "wording": wording,
    }
    for role in ROLES:
        browser = Client()
        if role != "anonymous":
            browser.force_login(world.users[role])
            confirmed(browser, world.users[role])
        world.sessions[role] = browser
    return world


def _emergency_that_is_over(users: dict[str, User]) -> Emergency:
    """What the host read of Alice's yesterday is theirs to read no more."""
    yesterday = timezone.now() - timedelta(days=1)
    host, client = users["superuser"], users["client"]
    made, _is_new = emergency.begin(
        host=host, client=client, reason="Mail was stuck", now=yesterday
    )
    emergency.end_what_is_over(now=timezone.now())
    return made


def _people() -> dict[str, User]:
    people = {
        "client": ("alice@example.org", "Alice Roy", {}),
        "other client": ("charlie@example.org", "Charlie Webb", {}),
        "advisor, nothing shared": ("bruno@example.org", "Bruno Advisor", {"is_staff": True}),
        "advisor, shared": ("anna@example.org", "Anna Advisor", {"is_staff": True}),
        "advisor, revoked": ("rita@example.org", "Rita Advisor", {"is_staff": True}),
        "wording editor": ("edda@example.org", "Edda", {"is_staff": True, "role": "editor"}),
        "lead": ("lena@example.org", "Lena", {"is_staff": True, "role": "lead"}),
        "superuser": ("hugo@example.org", "Hugo", {"is_staff": True, "is_superuser": True}),
    }
    made = {}
    for role, (email, name, rights) in people.items():
        user = User.objects.create_user(email, display_name=name, **rights)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        made[role] = with_second_step(user) if user.is_staff else user
    return made


def _of_alice(world: World) -> None:
    alice = world.users["client"]
    shipped = {"text": "Thanks", "shipped_text": "Thanks"}
    where = {"kind": "opening", "move": "sign_off", "language": "en", "length": "short"}
    Wording.objects.create(key="sample", **where, **shipped)
    outreach = draft_of(
        alice,
        channel=Channel.EMAIL,
        answers={"work": "quokka-work"},
        why_you="quokka-why",
        shared_history="quokka-history",
    )
    contact = outreach.contact
    _fill(contact)
    met = record_encounter(
        contact=contact, kind="met", on=date(2019, 3, 12), by=alice, note="quokka-encounter"
    )
    Message.objects.filter(outreach=outreach).delete()
    message = Message.objects.create(
        outreach=outreach,
        kind=Kind.OPENING,
        channel=Channel.EMAIL,
        subject="quokka-subject",
        body="quokka-body",
    )
    first, second = (Contact.objects.create(owner=alice, name=f"quokka-{n}") for n in ("a", "b"))
    low, high = sorted([contact.pk, first.pk])
    pair = DuplicatePair.objects.create(
        owner=alice, first_id=low, second_id=high, reason="email", strength=3
    )
    says = Correction.objects.create(key="priya@example.org", says={"city": "quokka-city"})
    contest = Contest.objects.create(correction=says, owner=alice, contact=contact, field="city")
    case = AccessCase.objects.create(
        address="priya@example.org", state="asked", holders_until=timezone.now() + timedelta(days=9)
    )
    AccessItem.objects.create(case=case, owner=alice, contact=contact, kind="notes", row=contact.pk)
    passkey = world.objects["passkey"] = _passkey_of(alice)
    batch = ImportBatch.objects.create(owner=alice, status="ready", counts={"persons": 1, "new": 1})
    passkey_id = public_id(passkey)
    Authenticator.objects.filter(pk=passkey.pk).delete()  # back where a page asks for it
    world.ids = {
        "outreach_id": outreach.pk,
        "contact_id": contact.pk,
        "encounter_id": met.pk,
        "message_id": message.pk,
        "tag_id": Tag.objects.create(owner=alice, name="quokka-tag").pk,
        "pair_id": pair.pk,
        "merge_id": Merge.objects.create(owner=alice, kept=contact, dropped=second).pk,
        "import_id": batch.pk,
        "contest_id": contest.pk,
        "case_id": case.pk,
        "passkey_id": passkey_id,
        "owner_id": alice.pk,
    }
    world.objects["outreach"], world.objects["message"] = outreach, message


def _passkey_of(user: User) -> Authenticator:
    data = {"name": "quokka-passkey", "credential": {}}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)


def _fill(contact: Contact) -> None:
    contact.name, contact.greeting_name = "Quokka-name", "quokka-greeting"
    contact.organization, contact.position = "quokka-organization", "quokka-position"
    contact.notes, contact.linkedin_url = "quokka-notes", "https://www.linkedin.com/in/quokka"
    contact.save()
    contact.emails.all().delete()
    contact.phones.all().delete()
    ContactEmail.objects.create(contact=contact, address="quokka@example.org", key="c")
    ContactPhone.objects.create(contact=contact, number=PHONE, key="p")


def _advised(world: World) -> None:
    """Three advisors of Alice: one is shown her text, one was once, one never."""
    now, alice = timezone.now(), world.users["client"]
    outreach: Outreach = world.objects.pop("outreach")
    message: Message = world.objects.pop("message")
    for role in ROLES[3:6]:
        advisor = world.users[role]
        advising = actions.accept(advisor=advisor, invitation=None, client=alice, now=now)
        share = Share.objects.create(
            advising=advising, outreach=outreach, text=True, ends_at=now + timedelta(days=9)
        )
        if role != "advisor, shared":
            Share.objects.filter(pk=share.pk).update(ended_at=now)
        if role == "advisor, nothing shared":
            share.delete()
        review = Review.objects.create(
            advising=advising, message=message, question="quokka-question"
        )
        world.own_ids[role] = {
            "advising_id": advising.pk,
            "share_id": share.pk or world.ids["tag_id"],
            "review_id": review.pk,
            "comment_id": Comment.objects.create(
                review=review, author=alice, body="quokka-comment", suggestion="Hi"
            ).pk,
            "note_id": AdvisorNote.objects.create(advising=advising, body="A note").pk,
            "invitation_id": Invitation.objects.create(
                advisor=advisor, email="dana@example.org"
            ).pk,
        }
    shown = world.own_ids["advisor, shared"]
    offer = Invitation.objects.create(
        advisor=world.users["lead"], email=alice.email, replaces_id=shown["advising_id"]
    )
    for role in ("lead", "superuser"):
        world.own_ids[role] = {**shown, "invitation_id": offer.pk}
