"""allauth's hooks: who may sign up, what it says, and where mailed links point."""

import logging
from types import SimpleNamespace
from typing import Any, ClassVar
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core import context as at_work
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.confirming import was_confirmed
from accounts.models import User
from accounts.prepared import Prepared

# Who got in and who did not, by id and never by address (TRUST.md, P20; ASVS 16.2).
log = logging.getLogger("reconnect.sign_in")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """A fresh installation is closed until the host opens it (TRUST.md, T25)."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account has been closed. Ask the people who run this site."),
        "email_password_mismatch": _(
            "This e-mail address and password do not go together. Check both and try again."
        ),
        "enter_current_password": _("Enter the password you use now."),
        "incorrect_code": _("This code is not right. Check it, or ask for a new one."),
        "incorrect_password": _("This password is not right. Try again."),
        "rate_limited": _("Too many tries. Wait a few minutes, then try again."),
        "same_as_current": _("Enter an address that differs from the one you use now."),
        "too_many_login_attempts": _("Too many tries. Wait a few minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether strangers may create an account."""
        return settings.SIGN_UP_OPEN

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Who closed their account may come in for seven days (accounts.returning)."""
        if user.may_return(timezone.now()):
            return None
        refused: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return refused

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign somebody in, and note it."""
        super().login(request, user)
        log.info("signed in: user %s", user.pk)
        record(actor=user, verb="sign_in", target=user)

    def logout(self, request: HttpRequest) -> None:
        """Sign somebody out, and note it."""
        log.info("signed out: user %s", request.user.pk)
        if isinstance(request.user, User):
            record(actor=request.user, verb="sign_out", target=request.user)
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note that a password was wrong; in the trail whose, where there is such an account."""
        log.warning("sign-in failed")
        tried = User.objects.filter(email=str(credentials.get("email") or "").lower()).first()
        if tried:
            record(actor=None, verb="sign_in_failed", target=tried)
        super().authentication_failed(request, **credentials)

    def get_reauthentication_methods(
        self, user: AbstractBaseUser | AnonymousUser
    ) -> list[dict[str, Any]]:
        """How to answer "is it you?"; by a mailed code only for who has nothing else (T8)."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if ways or not user.is_authenticated:
            return ways
        return [
            {
                "id": "mailed_code",
                "description": _("Use a code by mail"),
                "url": reverse("accounts_by_mailed_code"),
            }
        ]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether this asks "is it you?".

        allauth lets those pass whom it has no way to ask (``did_recently_reauthenticate``), so they
        are asked from here. Raises ReauthenticationRequired for them, as its callers do.
        """
        is_required: bool = super().is_reauthentication_required(app=app, **kwargs)
        request = at_work.request
        if is_required and request and not was_confirmed(request) and _by_mail_alone(request):
            raise ReauthenticationRequired
        return is_required

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail whose links come from ``SITE_URL``, never from the request (T18)."""
        site = SimpleNamespace(name="Reconnect", domain=urlsplit(settings.SITE_URL).netloc)
        ours = {
            "current_site": site,
            "site_url": settings.SITE_URL.rstrip("/"),
            "sign_up_is_open": settings.SIGN_UP_OPEN,
        }
        super().send_mail(template_prefix, email, {**context, **ours})


def _by_mail_alone(request: HttpRequest) -> bool:
    """Whether this is somebody with neither password nor second step."""
    return request.user.is_authenticated and not get_reauthentication_flows(request.user)


SECOND_STEP = Prepared(
    lambda user: Authenticator.objects.filter(user_id=user).order_by().values_list("pk")[:1]
)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second sign-in step, in our words."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Wait for the next one and try again."),
        "unverified_email": _("First confirm your e-mail address, then set up the second step."),
    }

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """Whether there is a second step; every page of the panel asks that."""
        if not isinstance(user, User) or types is not None:
            return bool(super().is_mfa_enabled(user, types))
        return bool(SECOND_STEP.rows(user=user.pk))
