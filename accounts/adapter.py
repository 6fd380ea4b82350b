"""allauth's hooks: who may sign up, and where mailed links point."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """A fresh installation is closed until the host opens it (TRUST.md, T25)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether strangers may create an account."""
        return settings.SIGN_UP_OPEN
