"""App configurations of the site itself."""

from importlib import import_module

from django.apps import AppConfig, apps
from django.contrib.staticfiles.apps import StaticFilesConfig as DjangoStaticFilesConfig
from django.utils.module_loading import module_has_submodule

# Other apps' admin modules register with Django's default site, which nobody visits.
OUR_APPS = ("accounts", "contacts", "outreach", "advising")


class SiteConfig(AppConfig):
    """Commands and checks that may see every app."""

    name = "reconnect_site"
    default = True

    def ready(self) -> None:
        """Register the checks, and what our own apps show in the advisor panel."""
        import_module("reconnect_site.checks")
        for name in OUR_APPS:
            if module_has_submodule(apps.get_app_config(name).module, "admin"):
                import_module(f"{name}.admin")


class StaticFilesConfig(DjangoStaticFilesConfig):
    """Collects only the files of Bootstrap that our pages load (46 of its 47 are not).

    Source maps stay: the manifest storage follows ``sourceMappingURL`` and stops without them.
    """

    ignore_patterns = [
        *DjangoStaticFilesConfig.ignore_patterns,
        "*.rtl.*",
        "bootstrap-*",
        "*.esm.*",
        "bootstrap/js/jquery*",
    ]
