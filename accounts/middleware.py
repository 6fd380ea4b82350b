"""Language and time zone of the signed-in user, how long a sign-in lasts, and kept text."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import kept, returning

Handler = Callable[[HttpRequest], HttpResponse]


class PreferencesMiddleware:
    """Shows pages in the user's language and zone; before sign-in, in the browser's language."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        chosen = user.language if user.is_authenticated else ""
        language = chosen or translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            with timezone.override(user.zone if user.is_authenticated else None):
                response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SessionLimitsMiddleware:
    """Ends a sign-in some hours after it began, and after some minutes of silence (TRUST.md, T20).

    The limits are kept on the server: a cookie that somebody copied ends as well. Silence is noted
    at most once a minute, and only where the host has set a limit for it. What a page asks by
    itself, to see how far something is, breaks no silence: it says so in a header.
    """

    BEGAN, SEEN = "signed_in_at", "last_seen_at"
    NOTED_EVERY = 60  # seconds
    UNASKED = "X-Unasked"  # beside hx-trigger="every …"

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._apply(request, int(timezone.now().timestamp()))
        return self.get_response(request)

    def _apply(self, request: HttpRequest, now: int) -> None:
        session, idle = request.session, settings.SESSION_IDLE_MINUTES * 60
        is_over = now - session.get(self.BEGAN, now) > settings.SESSION_COOKIE_AGE
        is_idle = bool(idle) and now - session.get(self.SEEN, now) > idle
        if is_over or is_idle:
            logout(request)
            return
        if self.BEGAN not in session:
            session[self.BEGAN] = now
        is_asked = self.UNASKED not in request.headers
        if idle and is_asked and now - session.get(self.SEEN, 0) >= self.NOTED_EVERY:
            session[self.SEEN] = now


class ClosedAccountMiddleware:
    """Whoever closed their account finds one page, wherever they go (accounts.returning)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Public pages stay open; of the others, those that lead out."""
        if not request.user.is_authenticated or request.user.is_active:
            return None
        if not getattr(view, "login_required", True) or returning.is_open(request):
            return None
        closed = resolve_url(settings.CLOSED_ACCOUNT_URL)
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(headers={"HX-Redirect": closed})
        return redirect(closed)


class KeepTypedTextMiddleware:
    """Sends anonymous visitors to sign-in and back, with what they typed (TRUST.md, F25).

    The text waits in the session until the same person has signed in again; a signed cookie says
    who used this browser last, so that the next person at a shared computer never sees it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        kept.remember_user(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Runs after the CSRF check and before Django's own sign-in check."""
        is_htmx = request.headers.get("HX-Request") == "true"
        if request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        if request.method != "POST" and not is_htmx:
            return None
        page = kept.page_of_form(request)
        owner = kept.last_user(request)
        if (
            request.method == "POST"
            and owner
            and kept.keep(request, page, request.POST, owner=owner)
        ):
            messages.info(request, _("You were signed out. Sign in again: what you typed is kept."))
        elif request.method == "POST" and request.FILES:
            text = _("You were signed out. Sign in again, then choose your file once more.")
            messages.info(request, text)
        to_sign_in = redirect_to_login(page)
        if is_htmx:  # the whole page has to go there, not a part of it
            return HttpResponse(headers={"HX-Redirect": to_sign_in.url})
        return to_sign_in
