"""Passkeys under addresses that tell nothing: allauth numbers them, we do not show it."""

import uuid
from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import edit_webauthn, remove_webauthn
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_http_methods

from accounts.models import User

SALT = "accounts.passkeys"


def public_id(passkey: Authenticator) -> uuid.UUID:
    """The same for ever, and of no use for guessing another."""
    return uuid.UUID(bytes=salted_hmac(SALT, str(passkey.pk), algorithm="sha256").digest()[:16])


def passkey_or_404(user: User, wanted: uuid.UUID) -> Authenticator:
    """One of this user's passkeys. Raises Http404 for all others."""
    own = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    for passkey in own:
        if public_id(passkey) == wanted:
            return passkey
    raise Http404


@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, passkey_id: uuid.UUID) -> HttpResponse:
    """Give a passkey another name."""
    return _pass_on(edit_webauthn, request, passkey_id)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, passkey_id: uuid.UUID) -> HttpResponse:
    """Take a passkey away."""
    return _pass_on(remove_webauthn, request, passkey_id)


def _pass_on(
    view: Callable[..., HttpResponse], request: HttpRequest, passkey_id: uuid.UUID
) -> HttpResponse:
    user = request.user
    assert isinstance(user, User)  # noqa: S101  (LoginRequiredMiddleware saw to it)
    return view(request, pk=passkey_or_404(user, passkey_id).pk)
