"""Error pages in words. Those for 400, 500 and 503 stand alone: no user, no database."""

import sys

from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from accounts import kept, shared_cache

RETRY_AFTER = "30"  # seconds


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A stale form (signed in again in another tab): text kept, one click goes back (F26)."""
    page = kept.page_of_form(request)
    owner = "" if request.user.is_authenticated else kept.last_user(request)
    is_kept = kept.is_own_form(request) and kept.keep(request, page, request.POST, owner=owner)
    if is_kept and request.headers.get("HX-Request") == "true":
        # A part of a page cannot explain itself: load the page again, with what was typed.
        return HttpResponse(status=403, headers={"HX-Redirect": page})
    return render(request, "errors/csrf.html", {"is_kept": is_kept, "page": page}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What the server could not take in: too long, too many fields, a wrong address."""
    return _alone(request, "400.html", 400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page this user may not open."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page: the same words for what is missing and for what belongs to somebody else."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Our fault: 503 while the database or the shared cache is away, else 500."""
    if not _store_is_away(sys.exc_info()[1]):
        return _alone(request, "500.html", 500)
    response = _alone(request, "503.html", 503)
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def _store_is_away(error: BaseException | None) -> bool:
    return isinstance(error, OperationalError | InterfaceError) or shared_cache.is_away(error)


def _alone(request: HttpRequest, template: str, status: int) -> HttpResponse:
    shown = getattr(request, "LANGUAGE_CODE", "") or translation.get_language_from_request(request)
    with translation.override(shown):
        context = {"stylesheets": _stylesheets(), "LANGUAGE_CODE": shown}
        return HttpResponse(render_to_string(template, context), status=status)


def _stylesheets() -> list[str]:
    try:
        names = ("bootstrap/css/bootstrap.min.css", "css/reconnect.css")
        return [staticfiles_storage.url(name) for name in names]
    except ValueError:  # no manifest: the page is readable without
        return []
