"""Pages that ask "is it you?" first, unless that was answered in the last five minutes (T8).

By what one has: a password, the second step, a passkey; who has none of these gets a code by mail.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.views import BaseReauthenticateView
from allauth.core import ratelimit
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts import kept, mailed_codes
from accounts.request import SignedInRequest
from accounts.sign_in import MailedCodeForm

View = Callable[..., HttpResponse]


def confirmed(view: View) -> View:
    """Open to somebody who has just shown who they are, by password, code or passkey.

    allauth would answer a form that waited too long on its own page. Here such a form leads back
    to its page, by way of the question, with what was chosen in the address: what is sent that way
    must be fit for an address.
    """
    return _asking_first(view, _with_choices)


def confirmed_with_text(view: View) -> View:
    """The same for a form whose text is not fit for an address: the session keeps it meanwhile,
    but for passwords."""
    return _asking_first(view, _without_text)


def was_confirmed(request: HttpRequest) -> bool:
    """Whether "is it you?" was answered in the last five minutes, in this sign-in."""
    records = get_authentication_records(request, request.user)
    times = [one["at"] for one in records if one.get("reauthenticated")]
    return bool(times) and time.time() - times[-1] < app_settings.REAUTHENTICATION_TIMEOUT


class ByMailedCode(BaseReauthenticateView):  # type: ignore[misc]
    """Is it you? By a code that is mailed on asking: looking at the page sends nothing."""

    form_class = MailedCodeForm
    template_name = "accounts/by_mailed_code.html"
    request: SignedInRequest

    def post(self, request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Mail a code, or take it in."""
        if "send" not in request.POST:
            answered: HttpResponse = super().post(request, *args, **kwargs)
            return answered
        key = request.user.email.lower()
        too_many = ratelimit.consume_or_429(request, action="request_login_code", key=key)
        if not too_many:
            mailed_codes.send(request, user=request.user, now=timezone.now())
        return too_many or redirect(self.passthrough_next_url(request.path))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Whose code it is."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether there is a code to enter."""
        is_awaited = mailed_codes.is_awaited(self.request.user, timezone.now())
        return {**super().get_context_data(**kwargs), "is_awaited": is_awaited}

    def form_valid(self, form: MailedCodeForm) -> HttpResponse:
        """It is them; on to where they wanted to go."""
        record_authentication(
            self.request, self.request.user, method="mailed_code", reauthenticated=True
        )
        response: HttpResponse = super().form_valid(form)
        return response


def _asking_first(view: View, back: Callable[[HttpRequest], str]) -> View:
    asking = reauthentication_required(view)

    @wraps(view)
    def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = asking(request, *args, **kwargs)
        except ReauthenticationRequired:
            if request.method != "POST":
                raise
            return redirect(back(request))
        return response

    return ask_first


def _without_text(request: HttpRequest) -> str:
    kept.keep(request, request.path, request.POST)
    return request.path


def _with_choices(request: HttpRequest) -> str:
    chosen = request.GET.copy()
    for name, values in request.POST.lists():
        if name != "csrfmiddlewaretoken":
            chosen.setlist(name, values)
    return f"{request.path}?{chosen.urlencode()}"
