"""Language and time zone of the signed-in user, and typed text that survives an expired login."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from accounts import kept

LAST_USER_COOKIE = "last_user"
LAST_USER_SALT = "accounts.last_user"


class PreferencesMiddleware:
    """Shows pages in the user's language and zone; before sign-in, in the browser's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        chosen = user.language if user.is_authenticated else ""
        language = chosen or translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            with timezone.override(user.zone if user.is_authenticated else None):
                response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class KeepTypedTextMiddleware:
    """Keeps what an anonymous visitor posts to a page that needs sign-in (TRUST.md, F25).

    The text waits in the session until the same person has signed in again; a signed cookie says
    who used this browser last, so that the next person at a shared computer never sees it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            self._remember(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Runs after the CSRF check and before the sign-in check."""
        needs_sign_in = getattr(view, "login_required", True)
        if request.method == "POST" and needs_sign_in and not request.user.is_authenticated:
            owner = self._last_user(request)
            if owner:
                kept.keep(request, request.path, request.POST, owner=owner)
        return None

    def _remember(self, request: HttpRequest, response: HttpResponse) -> None:
        if self._last_user(request) != str(request.user.pk):
            response.set_signed_cookie(
                LAST_USER_COOKIE,
                str(request.user.pk),
                salt=LAST_USER_SALT,
                httponly=True,
                secure=not settings.PLAIN_HTTP,
                samesite="Lax",
            )

    @staticmethod
    def _last_user(request: HttpRequest) -> str:
        try:
            return str(request.get_signed_cookie(LAST_USER_COOKIE, default="", salt=LAST_USER_SALT))
        except signing.BadSignature:
            return ""
