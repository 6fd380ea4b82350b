"""Requests and messages."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    """Outreaches, their messages, request types and wordings."""

    name = "outreach"
    verbose_name = _("Outreach")

    def ready(self) -> None:
        """Say in the log what the host has raised (TRUST.md, section 6); tell in the digest what
        people ask, and who leaves; say what "is it you?" is asked for."""
        import_module("outreach.limits").warn_of_raised_limits()
        build = import_module("outreach.digest.build")
        build.SECTIONS.append(import_module("outreach.asked").asked_told)
        build.SECTIONS.append(import_module("outreach.leaving").leaving_told)
        purposes = import_module("accounts.purposes").PURPOSES
        purposes.update(import_module("outreach.purposes").PURPOSES)
