"""Mails of the site from a pair of templates: plain, in one language or one below the other."""

from collections.abc import Mapping, Sequence
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

FOR_GOOD = 500
"""Replies of a mail server from here on are final (RFC 5321)."""


def send_in_each(name: str, context: Mapping[str, Any], first: str, to: str) -> None:
    """Mail it in every language of the site, the ``first`` one at the top."""
    first = first or settings.LANGUAGE_CODE
    send(name, context, sorted(dict(settings.LANGUAGES), key=lambda code: code != first), to)


def send(name: str, context: Mapping[str, Any], languages: Sequence[str], to: str) -> None:
    """Mail ``emails/<name>-subject.txt`` and ``-body.txt``, the subject in the first language."""
    shown = {"site": settings.SITE_URL, "owner": settings.SITE_OWNER, **context}
    bodies = []
    for language in languages:
        with translation.override(language):
            bodies.append(render_to_string(f"emails/{name}-body.txt", shown).strip())
    with translation.override(languages[0]):
        subject = render_to_string(f"emails/{name}-subject.txt", shown)
    mail = EmailMessage(
        subject=" ".join(subject.split()),
        body="\n\n--\n\n".join(bodies),
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        mail.send()
    except SMTPException as error:
        raise _without_words(error) from None


def _without_words(error: SMTPException) -> SMTPException:
    """What a server says may hold the address, and a task that failed keeps it: its codes alone."""
    if isinstance(error, SMTPRecipientsRefused):
        codes = [code for code, _text in error.recipients.values()]
        return SMTPRecipientsRefused(
            {str(number): (code, b"") for number, code in enumerate(codes)}
        )
    if isinstance(error, SMTPResponseException):
        return SMTPResponseException(error.smtp_code, "")
    return error


def is_refused_for_good(error: Exception) -> bool:
    """Whether the mail server says that this mailbox will never take a mail."""
    if not isinstance(error, SMTPRecipientsRefused):
        return False
    return all(code >= FOR_GOOD for code, _text in error.recipients.values())
