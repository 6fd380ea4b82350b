"""Requests and messages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    """Outreaches, their messages, request types and wordings."""

    name = "outreach"
    verbose_name = _("Outreach")
