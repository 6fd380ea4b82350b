"""What is held about me? This is wrong. Remove me. For people without an account.

TRUST.md, P10–P12 and T14. Typing an address gives the same answer for every address, in the same
time: whether anything is held is said behind a link that only the owner of the mailbox gets. The
link is a secret in the address of a page, as the one under a message is (T15): looking changes
nothing.
"""

from typing import Any

from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.shared_cache import is_away
from contacts.exchange.normalise import Email
from contacts.hashing import hash_of
from outreach.about_them import rest_of
from outreach.actions.access_cases import DUE_WITHIN, READ_FOR, cases_of, open_case
from outreach.actions.corrections import OPEN_AT_MOST, TooMany, ask_to_correct, open_of
from outreach.actions.erasure import erase
from outreach.data_requests import WORKS_FOR, ask, held_about, request_of
from outreach.delivery.account import can_send
from outreach.forms.my_data import CorrectionForm, MyDataForm
from outreach.models import AccessItem, DataRequest
from outreach.tasks import send_data_link

PER_VISITOR = {"my_data": "30/m/ip", "my_data_ask": "5/h/ip"}
PER_ADDRESS = {"my_data_mail": "3/d/key", "my_data_say": "5/d/key"}
"""No more mails a day to one address, whoever types it; the page answers the same (L11). And no
more requests a day from one mailbox."""
RETRY_AFTER = {"my_data": "60", "my_data_ask": "3600", "my_data_say": "86400"}  # seconds
MINUTES = WORKS_FOR.seconds // 60


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_my_data(request: HttpRequest) -> HttpResponse:
    """Type an address, and a link is on its way to it: only where the site has a mail server."""
    context = {"can_send": can_send(), "owner": settings.SITE_OWNER, "minutes": MINUTES}
    form = MyDataForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not can_send() or not form.is_valid():
        return _closed(render(request, "outreach/my_data_ask.html", {**context, "form": form}))
    if not _may_go_on(request, "my_data_ask"):
        return _later(request, "my_data_ask")
    _send_link(request, form.cleaned_data["address"])
    return redirect("outreach_my_data_sent")


def _send_link(request: HttpRequest, email: Email) -> None:
    """The link, unless this address has had enough of them today."""
    if _has_room(request, "my_data_mail", email.key):
        asked = ask(email=email, language=translation.get_language() or "", now=timezone.now())
        send_data_link.enqueue(str(asked.pk))


def _has_room(request: HttpRequest, action: str, key: str) -> bool:
    limits = {"app": "outreach", "action": action, "config": PER_ADDRESS}
    return bool(consume(request, key=hash_of(key), **limits))


@login_not_required
@require_safe
def my_data_sent(request: HttpRequest) -> HttpResponse:
    """The same for every address."""
    return _closed(render(request, "outreach/my_data_sent.html", {"minutes": MINUTES}))


@login_not_required
@require_safe
def my_data(request: HttpRequest, token: str) -> HttpResponse:
    """What is held about the address the link was mailed to."""
    asked = _asked_by(request, token)
    if isinstance(asked, HttpResponse):
        return asked
    context: dict[str, Any] = {
        "owner": settings.SITE_OWNER,
        "address": asked.address,
        "token": token,
        "held": held_about(asked.key),
        "corrections": open_of(asked.key),
        "case": (case := cases_of(asked.key).first()),
        "case_due": case.asked_at + DUE_WITHIN if case else None,
        "days": DUE_WITHIN.days,
    }
    return _closed(render(request, "outreach/my_data.html", context))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, token: str) -> HttpResponse:
    """Say what goes and ask once more, for it cannot be taken back; posting removes it (W12)."""
    asked = _asked_by(request, token)
    if isinstance(asked, HttpResponse):
        return asked
    context: dict[str, Any] = {"owner": settings.SITE_OWNER, "address": asked.address}
    if request.method == "POST":
        erase(key=asked.key, now=timezone.now())
        return _closed(render(request, "outreach/my_data_removed.html", context))
    context |= {"token": token, "held": held_about(asked.key)}
    return _closed(render(request, "outreach/my_data_remove.html", context))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, token: str) -> HttpResponse:
    """Say what is wrong, and what is right; the same for an address that nobody holds."""
    asked = _asked_by(request, token)
    if isinstance(asked, HttpResponse):
        return asked
    form = CorrectionForm(request.POST if request.method == "POST" else None, key=asked.key)
    if request.method == "POST" and form.is_valid():
        if not _has_room(request, "my_data_say", asked.key):
            return _later(request, "my_data_say")
        if _said(asked, form):
            return redirect("outreach_my_data", token)
    context = {
        "form": form,
        "token": token,
        "address": asked.address,
        "days": settings.KEEP_CONTESTED_DAYS,
    }
    return _closed(render(request, "outreach/my_data_correct.html", context))


@login_not_required
@require_POST
def ask_for_texts(request: HttpRequest, token: str) -> HttpResponse:
    """Ask to see notes and messages; the same for an address that nobody holds."""
    asked = _asked_by(request, token)
    if isinstance(asked, HttpResponse):
        return asked
    if not _has_room(request, "my_data_say", asked.key):
        return _later(request, "my_data_say")
    who = {"address": asked.address, "key": asked.key, "language": asked.language}
    open_case(**who, now=timezone.now())
    return redirect("outreach_my_data", token)


@login_not_required
@require_safe
def answered(request: HttpRequest, token: str) -> HttpResponse:
    """What was given of the notes and messages, to be read for 30 days, behind a fresh link."""
    asked = _asked_by(request, token)
    if isinstance(asked, HttpResponse):
        return asked
    case = cases_of(asked.key).filter(closed_at__isnull=False).first()
    if case is None:
        return _closed(render(request, "outreach/my_data_gone.html", status=404))
    context = {
        "token": token,
        "case": case,
        "address": asked.address,
        "released": case.items.filter(decision=AccessItem.Decision.RELEASED).order_by("kind", "pk"),
        "rest": rest_of(case),
        "until": case.closed_at + READ_FOR if case.closed_at else None,
        "owner": settings.SITE_OWNER,
    }
    return _closed(render(request, "outreach/my_data_answer.html", context))


def _said(asked: DataRequest, form: CorrectionForm) -> bool:
    """Note it; False, with an error on the form, where too much is open."""
    who = {"address": asked.address, "key": asked.key, "language": asked.language}
    try:
        ask_to_correct(**who, says=form.says(), now=timezone.now())
    except TooMany:
        text = _("You have %(most)d open requests. You can say more when they are answered.")
        form.add_error(None, text % {"most": OPEN_AT_MOST})
        return False
    return True


def _asked_by(request: HttpRequest, token: str) -> DataRequest | HttpResponse:
    """The request whose link this is, within its hour; else the page that says why not."""
    if not _may_go_on(request, "my_data"):
        return _later(request, "my_data")
    asked = request_of(token, timezone.now())
    if asked is None:
        return _closed(render(request, "outreach/my_data_gone.html", status=404))
    return asked


def _may_go_on(request: HttpRequest, action: str) -> bool:
    """Within the limit of this network address; not while nobody can count (F36)."""
    try:
        return bool(
            consume(request, limit_get=True, app="outreach", action=action, config=PER_VISITOR)
        )
    except Exception as error:
        if not is_away(error):
            raise
        return False


def _later(request: HttpRequest, action: str) -> HttpResponse:
    response = _closed(render(request, "outreach/my_data_later.html", status=429))
    response.headers["Retry-After"] = RETRY_AFTER[action]
    return response


def _closed(response: HttpResponse) -> HttpResponse:
    """For no cache to keep, no search engine to find, no other site to learn of."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
