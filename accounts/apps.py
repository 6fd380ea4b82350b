"""The people who sign in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Users, their preferences, and the trail of what was done."""

    name = "accounts"
    verbose_name = _("Accounts")
