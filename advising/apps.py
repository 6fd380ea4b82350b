"""Advisors and their clients."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdvisingConfig(AppConfig):
    """Who advises whom, what a client shares, and who looked at it."""

    name = "advising"
    verbose_name = _("Advising")

    def ready(self) -> None:
        """Tell of reviews in the digest and of advisors in archives; forget who is removed, and
        find what was said of who asks; say whose word a message waits for, and what "is it
        you?" is asked for."""
        build = import_module("outreach.digest.build")
        build.SECTIONS.append(import_module("advising.digest").reviews_told)
        files = import_module("outreach.archive.files")
        files.PARTS.append(import_module("advising.archive").ADVISING)
        erasure = import_module("outreach.actions.erasure")
        erasure.ALSO.append(import_module("advising.erasure").forget_person)
        about_them = import_module("outreach.about_them")
        about_them.ALSO.append(import_module("advising.about_them").texts_in_advising)
        whose = import_module("outreach.waiting")
        whose.WHOSE.append(import_module("advising.waiting").awaited)
        beside = import_module("outreach.access").BESIDE
        beside["is_advised"] = import_module("advising.access").is_advised
        purposes = import_module("accounts.purposes").PURPOSES
        purposes.update(import_module("advising.purposes").PURPOSES)
