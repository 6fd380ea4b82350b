"""Typed text that must not be lost: kept in the session for one page, shown once, then forgotten.

Used when a form could not be taken in: the login had expired (TRUST.md, F25), the CSRF token was
stale (F26), or the language was switched on a half-filled page (UX.md, W14). The page that shows
the form asks ``kept_initial`` for what was typed and passes it on as ``initial``.
"""

from typing import Any

from django.http import HttpRequest, QueryDict

SESSION_KEY = "kept_typed_text"
LIMIT = 300_000  # characters; a session row is no file store
NEVER_KEPT = {"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "code"}


def keep(request: HttpRequest, path: str, data: QueryDict, *, owner: str = "") -> bool:
    """Keep the fields of ``data`` for the page at ``path``; False when there is too much of it.

    ``owner`` is the id of the user it is meant for, when nobody is signed in just now.
    """
    fields = {name: values for name, values in data.lists() if name not in NEVER_KEPT}
    if sum(len(value) for values in fields.values() for value in values) > LIMIT:
        return False
    request.session[SESSION_KEY] = {"path": path, "fields": fields, "for": owner or _owner(request)}
    return True


def kept_initial(request: HttpRequest) -> dict[str, Any]:
    """What was kept for this page and this person, as initial values of a form; taken out for good."""
    kept = request.session.get(SESSION_KEY)
    if not kept or kept["path"] != request.path:
        return {}
    del request.session[SESSION_KEY]
    if kept["for"] not in ("", _owner(request)):
        return {}
    return {
        name: values[0] if len(values) == 1 else values for name, values in kept["fields"].items()
    }


def _owner(request: HttpRequest) -> str:
    user = getattr(request, "user", None)
    return str(user.pk) if user is not None and user.is_authenticated else ""
