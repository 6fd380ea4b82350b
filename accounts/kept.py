"""Typed text that must not be lost: kept in the session for one page, shown once, then forgotten.

Used when a form could not be taken in: the login had expired (TRUST.md, F25), the CSRF token was
stale (F26), or the language was switched on a half-filled page (UX.md, W14). The page that shows
the form asks ``kept_initial`` for what was typed and passes it on as ``initial``.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

SESSION_KEY = "kept_typed_text"
PAGES = 5  # as many half-filled tabs; the oldest goes first
# Characters a visitor whom we do not know may leave in our sessions. For those we know, Django's
# own limit on a request (2.5 MB) is enough.
LIMIT_FOR_STRANGERS = 10_000
NEVER_KEPT = {"csrfmiddlewaretoken", "code", "credential", "next"}

LAST_USER_COOKIE = "last_user"
LAST_USER_SALT = "accounts.last_user"
LAST_USER_AGE = 60 * 24 * 3600


def keep(request: HttpRequest, page: str, data: QueryDict, *, owner: str = "") -> bool:
    """Keep the fields of ``data`` for ``page``, a path with or without a query.

    ``owner`` is the id of the user it is meant for, when nobody is signed in just now. False when
    there was nothing to keep, or too much for somebody we do not know.
    """
    fields = {name: values for name, values in data.lists() if not _is_secret(name)}
    owner = owner or _owner(request)
    size = sum(len(value) for values in fields.values() for value in values)
    if not size or (not owner and size > LIMIT_FOR_STRANGERS):
        return False
    pages = request.session.get(SESSION_KEY, {})
    path = urlsplit(page).path
    pages.pop(path, None)
    pages[path] = {"fields": fields, "for": owner}
    request.session[SESSION_KEY] = dict(list(pages.items())[-PAGES:])
    return True


def kept_initial(request: HttpRequest) -> dict[str, Any]:
    """What was kept for this page and this person, as initial values; taken out for good."""
    pages = request.session.get(SESSION_KEY)
    if not pages or request.path not in pages:
        return {}
    kept = pages.pop(request.path)
    request.session[SESSION_KEY] = pages
    if kept["for"] not in ("", _owner(request)):
        return {}
    fields = kept["fields"].items()
    return {name: values[0] if len(values) == 1 else values for name, values in fields}


def page_of_form(request: HttpRequest) -> str:
    """The page on which the posted form stood, with its query.

    That page can be asked for again, which the address a button posts to often cannot.
    """
    shown = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(shown, {request.get_host()}):
        return request.get_full_path()
    parts = urlsplit(shown)
    path = "/" + parts.path.lstrip("/")  # "//elsewhere.example" would lead off the site
    return f"{path}?{parts.query}" if parts.query else path


def is_own_form(request: HttpRequest) -> bool:
    """False when another site made the browser post: its text must not end up in our forms."""
    origin = request.headers.get("Origin", "")
    referer = request.headers.get("Referer", "")
    here = f"{request.scheme}://{request.get_host()}"
    return (
        request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
        and origin in ("", here)
        and (not referer or referer == here or referer.startswith(f"{here}/"))
    )


def last_user(request: HttpRequest) -> str:
    """The id of the user who was signed in here last; empty when unknown or tampered with."""
    try:
        value = request.get_signed_cookie(
            LAST_USER_COOKIE, default="", salt=LAST_USER_SALT, max_age=LAST_USER_AGE
        )
    except signing.BadSignature:
        return ""
    return str(value)


def remember_user(request: HttpRequest, response: HttpResponse) -> None:
    """Note who is signed in here, for the day their sign-in has expired."""
    user = _owner(request)
    if user and user != last_user(request):
        response.set_signed_cookie(
            LAST_USER_COOKIE,
            user,
            salt=LAST_USER_SALT,
            max_age=LAST_USER_AGE,
            httponly=True,
            secure=not settings.PLAIN_HTTP,
            samesite="Lax",
        )


def _is_secret(name: str) -> bool:
    return name in NEVER_KEPT or "password" in name


def _owner(request: HttpRequest) -> str:
    user = getattr(request, "user", None)
    return str(user.pk) if user is not None and user.is_authenticated else ""
