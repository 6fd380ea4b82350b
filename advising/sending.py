"""The one mail that advising sends: an invitation, from the site, to an address."""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from advising.actions import INVITATION_DAYS, token_of
from advising.models import Invitation


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
    subject, *bodies = _written(context, languages)
    EmailMessage(
        subject=subject,
        body="\n\n--\n\n".join(bodies),
        to=[invitation.email],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()


def _written(context: dict[str, object], languages: list[str]) -> list[str]:
    """The subject in the first language, then the text in each."""
    with translation.override(languages[0]):
        subject = render_to_string("emails/invitation-subject.txt", context)
    written = [" ".join(subject.split())]
    for language in languages:
        with translation.override(language):
            written.append(render_to_string("emails/invitation-body.txt", context).strip())
    return written
