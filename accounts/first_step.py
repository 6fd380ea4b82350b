"""Setting up the second step ends the sign-ins that began without one (TRUST.md, T10).

The panel asks whether somebody has a second step, not whether this sign-in went through it. So none
is left that did not: who got in by the password alone stays out when its owner sets the step up.
"""

from collections.abc import Callable
from functools import wraps

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import activate_totp
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.views import add_webauthn
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.http import HttpRequest, HttpResponse

from accounts.models import User

STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]

View = Callable[..., HttpResponse]


def ending_others(view: View) -> View:
    """The page of allauth; where it was the first step, all other sign-ins end."""

    @wraps(view)
    def end_others(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        user = request.user
        is_first = isinstance(user, User) and not is_mfa_enabled(user, STEPS)
        response = view(request, *args, **kwargs)
        if is_first and isinstance(user, User) and is_mfa_enabled(user, STEPS):
            end_other_sessions(request, user)
        return response

    return end_others


add_app, add_passkey = ending_others(activate_totp), ending_others(add_webauthn)
