"""Somebody asks what is held about their address: the link, and the answer (TRUST.md, P10).

The answer names kinds of data and how many people hold them, never who (P4), and shows no text: a
note may speak of others too.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contacts.exchange.normalise import Email
from contacts.models import Contact
from contacts.removed import contacts_with
from outreach.models import DataRequest, Message, Outreach
from outreach.plain_mail import send_in_each
from outreach.suppression import is_suppressed

SALT = "outreach.data_requests"
WORKS_FOR = timedelta(minutes=60)


# --- The link ---------------------------------------------------------------------------------
def ask(*, email: Email, language: str, now: datetime) -> DataRequest:
    """Remember for an hour that somebody typed this address; nothing is looked up for it."""
    return DataRequest.objects.create(
        address=email.address, key=email.key, language=language, created_at=now
    )


def token_of(request: DataRequest) -> str:
    """The id, signed for this purpose alone: a token of another page is refused here."""
    return Signer(sep=".", salt=SALT).sign(request.pk.hex)


def request_of(token: str, now: datetime) -> DataRequest | None:
    """The request that was mailed with this token, within its hour."""
    try:
        key = UUID(Signer(sep=".", salt=SALT).unsign(token))
    except (BadSignature, ValueError):
        return None
    return DataRequest.objects.filter(pk=key, created_at__gt=now - WORKS_FOR).first()


def forget_data_requests(*, now: datetime) -> int:
    """Delete what no link leads to any more; how many."""
    deleted, _by_model = DataRequest.objects.filter(created_at__lte=now - WORKS_FOR).delete()
    return deleted


def send_link(request_id: UUID) -> None:
    """Mail the link to the address that was typed, whatever is held; in both languages."""
    found = DataRequest.objects.filter(pk=request_id).first()
    if found is None:
        return
    path = reverse("outreach_my_data", args=[token_of(found)])
    link = settings.SITE_URL.rstrip("/") + path
    send_in_each("my-data", {"link": link}, found.language, found.address)


# --- The answer -------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class HeldData:
    """What this site holds about one address: kinds of data, and how many people hold some."""

    kinds: tuple[str | Promise, ...]
    holders: int
    is_stopped: bool
    has_account: bool


DETAILS: dict[str | Promise, Q] = {
    _("Phone numbers"): Q(phones__isnull=False),
    _("The address of a LinkedIn profile"): ~Q(linkedin_url=""),
    _("Where you work, and as what"): ~Q(organization="") | ~Q(position=""),
    _("The city or country you live in"): ~Q(city="") | ~Q(country=""),
    _("How you know each other"): ~Q(relationship="") | ~Q(closeness="") | ~Q(shared_history=""),
    _("Dates on which you were in touch"): Q(encounters__isnull=False),
    _("Notes that somebody wrote for themselves"): ~Q(notes="") | Q(encounters__note__gt=""),
    _("Words by which somebody groups their contacts"): Q(tags__isnull=False),
}


def held_about(key: str) -> HeldData:
    """What is held about the person with this address, in every account."""
    theirs = contacts_with(key)
    contacts = Contact.objects.filter(pk__in=theirs)
    kinds: list[str | Promise] = []
    if theirs:
        kinds += [_("Your name, as somebody wrote it"), _("E-mail addresses")]
    kinds += [kind for kind, has in DETAILS.items() if contacts.filter(has).exists()]
    if Message.objects.filter(outreach__contact__in=theirs).exists():
        kinds.append(_("Messages to you that were written here, sent or not"))
    if Outreach.objects.filter(contact__in=theirs, sent_at__isnull=False).exists():
        kinds.append(_("Whether you answered, and how it ended"))
    return HeldData(
        kinds=tuple(kinds),
        holders=contacts.order_by().values("owner").distinct().count(),
        is_stopped=is_suppressed(key),
        has_account=User.objects.filter(email__iexact=key).exists(),
    )
