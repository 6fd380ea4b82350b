"""A digest as a mail: plain text and simple HTML, in the user's language at that moment.

From is the site. Nothing in it is loaded from elsewhere (TRUST.md, P8), and mail programs can end
it in one click (RFC 8058; L14). Its text is made when it is sent, and not kept.
"""

from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from outreach.delivery.identity import host
from outreach.delivery.letters import mailbox
from outreach.digest.build import Summary, absolute, summary_of
from outreach.digest.plans import has_mailbox, plan_of
from outreach.digest.words import plan_in_words
from outreach.leaving import Untold, put_into, untold
from outreach.models import Digest, DigestPlan
from outreach.suppression import is_suppressed

SALT = "outreach.digest.unsubscribe"
# Python folds a long link in a header into encoded words, which no mail program takes for a link.
UNFOLDED = SMTP.clone(max_line_length=998)
TAGS = {"fr": "fr-CA", "en": "en-CA"}


def letter_for(digest: Digest, now: datetime) -> EmailMessage | None:
    """The mail of one local day; None when there is nothing to say, or nobody to say it to.

    Raises outreach.delivery.letters.Unwritable.
    """
    user, today = digest.owner, digest.owner.local_date(now)
    if today > digest.local_date or not may_be_told(user):
        return None
    plan = plan_of(user)
    put_into(digest, user, today)
    with translation.override(language_of(user)), timezone.override(user.zone):
        if plan.rhythm == DigestPlan.Rhythm.OFF:
            told = untold(user, today)
            return _notice(digest, user, told) if told else None
        summary = summary_of(user, today)
        return _letter(digest, user, plan, summary) if summary else None


def may_be_told(user: User) -> bool:
    """Whether the account is open, and its mailbox confirmed and willing to take mail from here."""
    return user.is_active and has_mailbox(user) and not is_suppressed(user.email)


def language_of(user: User) -> str:
    """The language of the pages, or of the messages of somebody who never chose one."""
    return user.language or user.message_language[:2]


def content_of(summary: Summary, user: User, plan: DigestPlan) -> dict[str, Any]:
    """What the mail and its preview print, in the active language."""
    return {
        "summary": summary,
        "plan_in_words": plan_in_words(plan),
        "lang": TAGS.get(translation.get_language() or "", "en-CA"),
        "home_url": absolute(reverse("outreach_today")),
        "settings_url": absolute(reverse("outreach_reminders")),
        "unsubscribe_url": unsubscribe_url(user),
    }


def subject_of(summary: Summary) -> str:
    """How much there is to do; no names, for subjects are seen over shoulders."""
    text = render_to_string("emails/digest-subject.txt", {"count": summary.count})
    return " ".join(text.split())


def _letter(digest: Digest, user: User, plan: DigestPlan, summary: Summary) -> EmailMessage:
    content = content_of(summary, user, plan)
    mail = _begun(digest, user, subject_of(summary))
    mail["List-Id"] = f"Reconnect <reminders.{host()}>"
    mail["List-Unsubscribe"] = f"<{content['unsubscribe_url']}>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    text = render_to_string("emails/digest-body.txt", content)
    html = render_to_string("emails/digest-body.html", content)
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
    mail["Content-Language"] = content["lang"]  # only now: contents replace what begins so
    return mail


def _notice(digest: Digest, user: User, told: Untold) -> EmailMessage:
    """A mail about those who leave and nothing else, for who wants no reminders: plain text, and no
    link that would end it, for nobody leaves without being told."""
    content = {"told": told, "url": absolute(reverse("contacts_leaving"))}
    subject = render_to_string("emails/leaving-subject.txt", content)
    mail = _begun(digest, user, " ".join(subject.split()))
    text = render_to_string("emails/leaving-body.txt", content)
    mail.set_content(text, cte="quoted-printable")
    mail["Content-Language"] = TAGS.get(translation.get_language() or "", "en-CA")
    return mail


def _begun(digest: Digest, user: User, subject: str) -> EmailMessage:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    mail = EmailMessage(policy=UNFOLDED)
    mail["From"] = Address(name, addr_spec=address)
    mail["To"] = mailbox(user.email)
    mail["Subject"] = subject
    if digest.queued_at:
        mail["Date"] = format_datetime(digest.queued_at.astimezone(UTC))
    mail["Message-ID"] = digest.message_id
    mail["Auto-Submitted"] = "auto-generated"
    return mail


# --- The link that ends it -------------------------------------------------------------------
def unsubscribe_url(user: User) -> str:
    """A link of this purpose alone; it works without sign-in, and for as long as the key does."""
    return absolute(reverse("outreach_unsubscribe", args=[token_of(user)]))


def token_of(user: User) -> str:
    """The user's id, signed with a salt of its own: a token of another page is refused here."""
    return Signer(sep=".", salt=SALT).sign(user.pk.hex)


def user_of(token: str) -> User | None:
    """Whose link it is; None for one that this site has not signed, or whose user is gone."""
    try:
        key = Signer(sep=".", salt=SALT).unsign(token)
    except BadSignature:
        return None
    return User.objects.filter(pk=key).first()
