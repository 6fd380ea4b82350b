"""Mails of the site to people without an account: plain, in each of its languages."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation


def send_in_each(name: str, context: Mapping[str, Any], first: str, to: str) -> None:
    """Mail ``emails/<name>-subject.txt`` and ``-body.txt``, the ``first`` language at the top."""
    shown = {"site": settings.SITE_URL, "owner": settings.SITE_OWNER, **context}
    first = first or settings.LANGUAGE_CODE
    languages = sorted(dict(settings.LANGUAGES), key=lambda code: code != first)
    bodies = []
    for language in languages:
        with translation.override(language):
            bodies.append(render_to_string(f"emails/{name}-body.txt", shown).strip())
    with translation.override(languages[0]):
        subject = render_to_string(f"emails/{name}-subject.txt", shown)
    EmailMessage(
        subject=" ".join(subject.split()),
        body="\n\n--\n\n".join(bodies),
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()
