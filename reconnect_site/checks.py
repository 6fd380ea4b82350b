"""What must hold before strangers may reach the site (TRUST.md, T21)."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, register
from django.core.exceptions import ImproperlyConfigured

from outreach.delivery import account
from outreach.delivery.account import can_send

SHORTEST_KEY = 50
KEPT: dict[str, tuple[int, int]] = {
    "KEEP_IMPORTED_MONTHS": (3, 12),
    "KEEP_IDLE_MONTHS": (2, 24),
    "KEEP_DRAFTS_MONTHS": (2, 12),
    "KEEP_LOGS_MONTHS": (2, 12),
    "KEEP_TRASH_DAYS": (7, 30),
    "KEEP_CONTESTED_DAYS": (30, 90),
    "KEEP_IP_DAYS": (2, 30),
    "KEEP_BACKUPS_DAYS": (2, 35),
}
"""The shortest and the longest that each kind of data may be kept (TRUST.md, P6 and P17): contacts
need a month for the notice, those from files one more in which an import can be undone, the trash
is there to change one's mind, a holder of something contested has the 30 days after which the
person is answered, and the database keeps the trail for 30 days in any case."""
KNOWN_KEYS = ("django-insecure-", "change-me", "changeme", "secret", "tests-only-")


@register(Tags.security, deploy=True)
def check_host_settings(app_configs: Sequence[Any] | None = None, **_: Any) -> list[CheckMessage]:
    """The mistakes that would leave a site open, each with what to do about it."""
    return [*_secret_key(), *_hosts(), *_debug(), *_address()]


@register(Tags.compatibility, deploy=True)
def check_mail_settings(app_configs: Sequence[Any] | None = None, **_: Any) -> list[CheckMessage]:
    """What the law wants in a message to somebody who has not asked for it (TRUST.md, CASL)."""
    if not can_send() or settings.SITE_ADDRESS:
        return []
    hint = (
        "Set the environment variable SITE_ADDRESS to the postal address of whoever runs the site,"
        " on one line, and SITE_OWNER to their name. Canada's anti-spam law (CASL) asks for both"
        " in every message that is sent from here."
    )
    return [Info("Messages go out without a postal address.", hint=hint, id="reconnect.I001")]


@register(Tags.security)
def check_mail(app_configs: Sequence[Any] | None = None, **_: Any) -> list[CheckMessage]:
    """Mail that goes into a folder reaches nobody, and a page would show it: codes to sign in too.

    Made before every command, so that no worker starts with it either.
    """
    if not account.of_the_site().folder or settings.PLAIN_HTTP:
        return []
    hint = (
        "Set EMAIL_URL to your mail server: as docs/deploy.md says. "
        "To try the site on your own machine, set PLAIN_HTTP=1 as well."
    )
    return [Error("Mail goes into a folder, on a site for others.", hint=hint, id="reconnect.E004")]


@register(Tags.security)
def check_periods(app_configs: Sequence[Any] | None = None, **_: Any) -> list[CheckMessage]:
    """Nothing is kept for longer than we promise; a host may only choose less (TRUST.md, P17).

    Made before every command, so that no worker starts with it either.
    """
    found: list[CheckMessage] = []
    for name, (least, most) in KEPT.items():
        value = getattr(settings, name)
        if not isinstance(value, int) or not least <= value <= most:
            unit = "months" if name.endswith("_MONTHS") else "days"
            hint = f"Set the environment variable {name} to {least} at least and {most} at most."
            message = f"{name} is {value!r} {unit}."
            found.append(Error(message, hint=hint, id="reconnect.E005"))
    return found


def refuse_unsafe_settings() -> None:
    """Called at the start of the web server. Raises ImproperlyConfigured with all mistakes."""
    mistakes = [*check_host_settings(), *check_mail(), *check_periods()]
    if mistakes:
        raise ImproperlyConfigured(
            "\n".join(f"{mistake.msg} {mistake.hint}" for mistake in mistakes)
        )


def _secret_key() -> list[CheckMessage]:
    key = settings.SECRET_KEY
    if len(key) >= SHORTEST_KEY and not key.lower().startswith(KNOWN_KEYS):
        return []
    hint = (
        "Set the environment variable SECRET_KEY to the output of: "
        'python -c "import secrets; print(secrets.token_urlsafe(64))"'
    )
    return [
        Error("SECRET_KEY is missing, too short or well known.", hint=hint, id="reconnect.E001")
    ]


def _hosts() -> list[CheckMessage]:
    if settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
        return []
    hint = "Set the environment variable ALLOWED_HOSTS to your host names, separated by commas."
    return [Error("ALLOWED_HOSTS is empty, or lets every name in.", hint=hint, id="reconnect.E002")]


def _debug() -> list[CheckMessage]:
    if not settings.DEBUG or settings.PLAIN_HTTP:
        return []
    hint = "Unset DEBUG. To work on the code on your own machine, set PLAIN_HTTP=1 as well."
    return [Error("DEBUG is on, on a site for others.", hint=hint, id="reconnect.E003")]


def _address() -> list[CheckMessage]:
    """Links in mails are good for ever (the one that stops mail above all): they must lead here."""
    if settings.SITE_URL.startswith("https://") or settings.PLAIN_HTTP:
        return []
    hint = "Set the environment variable SITE_URL to https:// and the name of your site."
    message = f"Links in mails would lead to {settings.SITE_URL}."
    return [Error(message, hint=hint, id="reconnect.E006")]
