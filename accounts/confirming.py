"""Pages that ask "is it you?" first, unless that was answered in the last five minutes (T8)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

View = Callable[..., HttpResponse]


def confirmed(view: View) -> View:
    """Open to somebody who has just shown who they are, by password, code or passkey.

    allauth would answer a form that waited too long on its own page. Here such a form leads back
    to its page, by way of the question, with what was chosen in the address: what is sent that way
    must be fit for an address.
    """
    asking = reauthentication_required(view)

    @wraps(view)
    def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = asking(request, *args, **kwargs)
        except ReauthenticationRequired:
            if request.method != "POST":
                raise
            return redirect(_with_choices(request))
        return response

    return ask_first


def _with_choices(request: HttpRequest) -> str:
    chosen = request.GET.copy()
    for name, values in request.POST.lists():
        if name != "csrfmiddlewaretoken":
            chosen.setlist(name, values)
    return f"{request.path}?{chosen.urlencode()}"
