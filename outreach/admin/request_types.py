"""Request types in the panel."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.panel import panel
from outreach.admin.curated import CuratedAdmin
from outreach.models import RequestType


@admin.register(RequestType, site=panel)
class RequestTypeAdmin(CuratedAdmin):
    """What one may ask for. Built-in ones and those in use are taken off the list, not deleted."""

    list_display = ("name_en", "name_fr", "position", "is_active")
    list_filter = ("is_active",)
    search_fields = ("key", "name_en", "name_fr")
    search_help_text = _("Search by name")
    ordering = ("position", "key")
    fieldsets = (
        (None, {"fields": ("key", "position", "is_active")}),
        (_("English"), {"fields": ("name_en", "summary_en", "example_en", "size_en")}),
        (_("French"), {"fields": ("name_fr", "summary_fr", "example_fr", "size_fr")}),
    )

    def get_readonly_fields(
        self, request: HttpRequest, obj: RequestType | None = None
    ) -> tuple[str, ...]:
        """The key is chosen once: wordings and outreaches hold on to it."""
        return ("key",) if obj else ()

    def may_go(self, obj: RequestType) -> bool:
        """Neither built in nor used by anybody."""
        return not obj.is_built_in and not obj.outreaches.exists()
