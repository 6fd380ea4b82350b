"""Signing in to an account that its owner closed: for seven days, to return or to take the data.

Such an account is inactive: nothing is sent for it, shown of it or reminded. Only these doors know
that it may come back.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from accounts.rights import PreparedRights

OPEN = frozenset(
    {
        "advising_closed",
        "advising_return",
        "outreach_export_account",
        "outreach_export_progress",
        "outreach_export_file",
        "account_reauthenticate",
        "accounts_by_mailed_code",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)
"""What a closed account still opens beside the public pages: return, export, and "is it you?"."""


class Backend(PreparedRights):
    """By e-mail address; a closed account as long as it may come back."""

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        """Whether this account lets anybody in."""
        return bool(super().user_can_authenticate(user)) or (
            isinstance(user, User) and user.may_return(timezone.now())
        )


def who_may_return(email: str) -> list[User]:
    """The closed account with this address, as a list of one or none."""
    closed = User.objects.filter(email=email.lower(), is_active=False, closed_at__isnull=False)
    return [user for user in closed if user.may_return(timezone.now())]


def is_open(request: HttpRequest) -> bool:
    """Whether somebody with a closed account may be where this request leads."""
    match = request.resolver_match
    return match is not None and match.view_name in OPEN
