"""The link under every message: a page for people who have no account and need none.

No sign-in, no cookie, no form token: the address of the page is the secret, and RFC 8058 has mail
programs post to it on their own. Nothing that is stored is shown (TRUST.md, T14 and T15).
"""

from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.shared_cache import is_away
from outreach.actions.optouts import link_of, stop

PER_ADDRESS = {"opt_out": "30/m/ip"}
"""How often one network address may open or post it (TRUST.md, L11)."""
RETRY_AFTER = "60"  # seconds
PAGE = "outreach/opt_out.html"


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def opt_out(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing, for programs look at links; posting stops all mail, at once."""
    if not _may_go_on(request):
        response = _page(request, "", "later", status=429)
        response.headers["Retry-After"] = RETRY_AFTER
        return response
    link = link_of(token)
    if link is None:
        raise Http404
    if request.method == "POST":
        stop(link=link, now=timezone.now())
        return _page(request, link.language, "done")
    return _page(request, link.language, "ask")


def _may_go_on(request: HttpRequest) -> bool:
    """Within the limit; and while nobody can count, for this link works always (P9 before F36)."""
    what = {"app": "outreach", "action": "opt_out", "config": PER_ADDRESS}
    try:
        return bool(consume(request, limit_get=True, **what))
    except Exception as error:
        if not is_away(error):
            raise
        return True


def _page(request: HttpRequest, language: str, state: str, status: int = 200) -> HttpResponse:
    """In the language of the message, or the one asked for with a link; for no cache to keep."""
    asked = request.GET.get("language", "")
    shown = asked if asked in dict(settings.LANGUAGES) else language[:2]
    with translation.override(shown or translation.get_language()):
        language = translation.get_language()
        response = render(request, PAGE, {"state": state}, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = language
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
