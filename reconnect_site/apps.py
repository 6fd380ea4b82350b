"""App configurations of the site itself."""

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig as DjangoStaticFilesConfig


class SiteConfig(AppConfig):
    """Commands and checks that may see every app."""

    name = "reconnect_site"
    default = True


class StaticFilesConfig(DjangoStaticFilesConfig):
    """Collects only the files of Bootstrap that our pages load (46 of its 47 are not).

    Source maps stay: the manifest storage follows ``sourceMappingURL`` and stops without them.
    """

    ignore_patterns = [
        *DjangoStaticFilesConfig.ignore_patterns,
        "*.rtl.*",
        "bootstrap-*",
        "*.esm.*",
        "jquery*",
    ]
