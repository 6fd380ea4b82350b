"""The mails that advising sends, from the site: an invitation, that an account was closed, and that
somebody who runs the site reads a client's messages."""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from advising.actions import INVITATION_DAYS, token_of
from advising.models import Emergency, Invitation


def send_invitation(invitation_id: UUID) -> None:
    """Mail the link, if the invitation is open still; in both languages, the advisor's first."""
    found = Invitation.objects.filter(pk=invitation_id).select_related(
        "advisor", "replaces__advisor"
    )
    invitation = found.first()
    if invitation is None:
        return
    path = reverse("advising_accept", args=[token_of(invitation)])
    context = {
        "advisor": invitation.advisor.get_full_name(),
        "before": invitation.replaces.advisor.get_full_name() if invitation.replaces else "",
        "link": settings.SITE_URL.rstrip("/") + path,
        "days": INVITATION_DAYS,
    }
    first = invitation.advisor.language or settings.LANGUAGE_CODE
    languages = sorted(dict(settings.LANGUAGES), key=lambda code: code != first)
    _send("invitation", context, languages, invitation.email)


def send_farewell(user_id: UUID) -> None:
    """Tell a user that their account is closed, and when it will be gone; unless they came back."""
    user = User.objects.filter(pk=user_id).first()
    if user is None or user.gone_at is None:
        return
    link = settings.SITE_URL.rstrip("/") + reverse("advising_closed")
    context = {"gone_at": user.gone_at, "link": link}
    with timezone.override(user.zone):
        _send("farewell", context, [user.language or settings.LANGUAGE_CODE], user.email)


def tell_of_emergency(emergency_id: UUID) -> None:
    """Tell a client who may read their messages, why, and until when; in their language, and in
    both where they chose none."""
    found = Emergency.objects.filter(pk=emergency_id).select_related("host", "client").first()
    if found is None or found.host is None:
        return
    client = found.client
    context = {
        "host": found.host.get_full_name(),
        "reason": found.reason,
        "opened_at": found.opened_at,
        "ends_at": found.ends_at,
        "link": settings.SITE_URL.rstrip("/") + reverse("advising_emergency_seen", args=[found.pk]),
    }
    languages = [client.language] if client.language else [code for code, _ in settings.LANGUAGES]
    with timezone.override(client.zone):
        _send("emergency", context, languages, client.email)


def _send(kind: str, context: dict[str, object], languages: list[str], to: str) -> None:
    subject, *bodies = _written(kind, context, languages)
    EmailMessage(
        subject=subject,
        body="\n\n--\n\n".join(bodies),
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()


def _written(kind: str, context: dict[str, object], languages: list[str]) -> list[str]:
    """The subject in the first language, then the text in each."""
    with translation.override(languages[0]):
        subject = render_to_string(f"emails/{kind}-subject.txt", context)
    written = [" ".join(subject.split())]
    for language in languages:
        with translation.override(language):
            written.append(render_to_string(f"emails/{kind}-body.txt", context).strip())
    return written
