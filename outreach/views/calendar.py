"""The calendar feed, and the page on which its address is made, replaced and removed."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from accounts.confirming import confirmed
from accounts.request import SignedInRequest
from outreach.access import feed_or_404
from outreach.actions.feeds import AnotherKey, make_key, note_reading, remove_key
from outreach.feed.calendar import content_hash, etag_of, written
from outreach.feed.entries import entries
from outreach.feed.keys import address_of, mark_of
from outreach.feed.pace import seconds_to_wait
from outreach.feed.words import CALENDAR_NAME
from outreach.models import FeedKey

# no-store keeps it out of every cache on the way (T11). A calendar program does not store the
# response either but its events, and the ETag with them, so that it may ask whether anything
# changed: validators belong to the resource, not to a cache (RFC 9110, section 8.8).
PRIVATE = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The next steps of whoever made this address, for a calendar program."""
    key, now = feed_or_404(token), timezone.now()
    owner = key.owner
    with translation.override(owner.language or settings.LANGUAGE_CODE):
        wait = seconds_to_wait(key.token_hash, settings.FEED_READS_PER_HOUR, now.timestamp())
        if wait:
            return _too_often(wait)
        found, name = entries(owner, owner.local_date(now)), str(CALENDAR_NAME)
    shown = content_hash(found, name)
    changed_at = note_reading(key=key, content_hash=shown, now=now)
    since, etag = int(changed_at.timestamp()), etag_of(shown, changed_at)
    headers = {
        **PRIVATE,
        "Content-Disposition": 'attachment; filename="reconnect.ics"',
        "Content-Language": owner.language or settings.LANGUAGE_CODE,
        "ETag": etag,
        "Last-Modified": http_date(since),
    }
    response = HttpResponse(content_type="text/calendar; charset=utf-8", headers=headers)
    answer = get_conditional_response(request, etag, since, response)
    if answer is response:
        # Written only now: most readings find that nothing has changed.
        response.content = written(found, name, changed_at)
    return answer or response


def _too_often(wait: int) -> HttpResponse:
    text = _("This calendar was read too often. Wait before you read it again.")
    headers = {**PRIVATE, "Retry-After": str(wait)}
    return HttpResponse(text, status=429, headers=headers, content_type="text/plain; charset=utf-8")


@require_GET
def calendar(request: SignedInRequest) -> HttpResponse:
    """What the calendar link is, who can see what, and when it was used last."""
    key = FeedKey.objects.filter(owner=request.user).first()
    return render(request, "outreach/calendar/calendar.html", {"key": key})


@require_http_methods(["GET", "POST"])
@confirmed
def new(request: SignedInRequest) -> HttpResponse:
    """Make a link, in place of the one before if there was one; it is shown this once."""
    key = FeedKey.objects.filter(owner=request.user).first()
    if request.method == "GET":
        context = {"key": key, "mark": mark_of(key)}
        return render(request, "outreach/calendar/new.html", context)
    mark = request.POST.get("instead_of", "")
    try:
        token = make_key(owner=request.user, instead_of=mark, now=timezone.now())
    except AnotherKey:
        return _look_again(request)
    # No redirect: the token is kept nowhere, so no other page could show it.
    return render(request, "outreach/calendar/made.html", {"address": address_of(token)})


@require_http_methods(["GET", "POST"])
@confirmed
def remove(request: SignedInRequest) -> HttpResponse:
    """End the link; asks before."""
    key = FeedKey.objects.filter(owner=request.user).first()
    if request.method == "GET":
        if key is None:
            return redirect("outreach_calendar")
        context = {"key": key, "mark": mark_of(key)}
        return render(request, "outreach/calendar/remove.html", context)
    try:
        remove_key(owner=request.user, instead_of=request.POST.get("instead_of", ""))
    except AnotherKey:
        return _look_again(request)
    messages.success(request, _("The calendar link is removed. It shows nothing any more."))
    return redirect("outreach_calendar")


def _look_again(request: SignedInRequest) -> HttpResponse:
    """The form was sent twice, or another tab was faster."""
    messages.info(
        request, _("Your calendar link has changed meanwhile. Nothing was done this time.")
    )
    return redirect("outreach_calendar")
