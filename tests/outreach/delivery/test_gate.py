"""F20, F24, T12: what is looked at once more when a message is claimed."""

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import AuditEvent
from contacts.models import ContactEmail
from outreach.models import Message, SuppressedAddress
from outreach.suppression import suppress
from tests.outreach.delivery.mails import drain, state

pytestmark = pytest.mark.django_db
ERASED = SuppressedAddress.Reason.ERASED


def on_the_contact(**columns):
    """Change Maria after the message was confirmed."""
    return lambda message: type(message.outreach.contact).objects.update(**columns)


MEANWHILE = {
    "closed account": (
        lambda message: type(message.outreach.owner).objects.update(is_active=False),
        "account_closed",
    ),
    "trash": (on_the_contact(trashed_at=timezone.now()), "contact_gone"),
    "do not contact": (on_the_contact(do_not_contact_at=timezone.now()), "opted_out"),
    "opt-out": (
        on_the_contact(opted_out_at=timezone.now(), do_not_contact_at=timezone.now()),
        "opted_out",
    ),
    "suppression": (
        lambda message: suppress(address="MARIA@example.org", reason=ERASED, now=timezone.now()),
        "not_accepted",
    ),
    "other text": (lambda message: Message.objects.update(body="Hi Maria!"), "changed"),
    "other subject": (lambda message: Message.objects.update(subject="Hello"), "changed"),
    "other address": (lambda message: Message.objects.update(address="x@example.org"), "changed"),
    "address gone": (lambda message: ContactEmail.objects.all().delete(), "address_gone"),
    "address bounced": (
        lambda message: ContactEmail.objects.update(bounced_at=timezone.now()),
        "no_such_address",
    ),
    "own address unproven": (
        lambda message: EmailAddress.objects.update(verified=False),
        "no_reply_address",
    ),
}


@pytest.mark.parametrize("meanwhile", MEANWHILE)
def test_F20_F24_what_happened_meanwhile_stops_it(server, clock, message, meanwhile) -> None:
    change, problem = MEANWHILE[meanwhile]
    change(message)
    assert drain(clock) == 1
    assert state(message) == ("cancelled", problem)
    assert (message.due_at, server.connections) == (None, 0)
    assert AuditEvent.objects.filter(object_id=str(message.pk), verb="cancel").count() == 1
    message.outreach.refresh_from_db()
    assert message.outreach.status == "draft"


def test_F20_what_is_sent_is_what_was_confirmed(server, clock, message) -> None:
    drain(clock)
    (mail,) = server.mails
    text = mail.message.get_content().replace("\r\n", "\n")
    assert text.startswith(message.body + "\n\n-- \n")
    assert mail.message["Subject"] == message.subject
