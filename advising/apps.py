"""Advisors and their clients."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdvisingConfig(AppConfig):
    """Who advises whom, what a client shares, and who looked at it."""

    name = "advising"
    verbose_name = _("Advising")
