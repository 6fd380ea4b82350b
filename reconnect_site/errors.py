"""Error pages in words: a stale form, and what Django shows for 400, 404 and 500."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.kept import keep


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A stale form (signed in again in another tab): the text is kept, one click goes back to it (F26)."""
    is_kept = request.user.is_authenticated and keep(request, request.path, request.POST)
    context = {"is_kept": is_kept, "path": request.path}
    return render(request, "errors/csrf.html", context, status=403)
