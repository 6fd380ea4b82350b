"""The link in every digest that ends them: no sign-in, no cookie, no form token (RFC 8058; L14).

Its address is signed, so there is nothing to guess, and no limit per network address that the mail
services which post for their users would run into. A token of another page is not one here.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from outreach.actions.digests import stop
from outreach.digest.letters import language_of, user_of

PAGE = "outreach/unsubscribe.html"


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing, for programs look at links; posting ends it, also twice."""
    user = user_of(token)
    if user is None:
        raise Http404
    if request.method == "POST":
        stop(user=user, now=timezone.now(), by=None)
    asked = request.GET.get("language", "")
    shown = asked if asked in dict(settings.LANGUAGES) else language_of(user)
    with translation.override(shown):
        response = render(request, PAGE, {"is_done": request.method == "POST"})
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = shown
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
