"""What every advisor may look after in the panel."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.panel import OnlyListedFilters, at_work

EVERYBODYS = _(
    "All who could publish it have words of theirs in it. Withdraw it. Then one of you writes it,"
    " and another publishes it."
)


class CuratedAdmin(OnlyListedFilters, admin.ModelAdmin[Any]):
    """What every advisor may look after: being staff is the permission, and there is no other."""

    actions = None
    list_per_page = 50
    show_full_result_count = False
    save_on_top = True

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, called what it lists."""
        titled = {"title": capfirst(self.opts.verbose_name_plural), **(extra_context or {})}
        return super().changelist_view(request, titled)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Staff."""
        return request.user.is_active and request.user.is_staff

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Staff."""
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Staff."""
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Staff."""
        return self.has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Staff, one at a time, and only what nothing rests on."""
        return self.has_module_permission(request) and obj is not None and self.may_go(obj)

    def may_go(self, obj: Any) -> bool:
        """Whether nothing rests on this row."""
        raise NotImplementedError

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, and leave the names of the changed fields in the audit trail."""
        super().save_model(request, obj, form, change)
        verb = "update" if change else "create"
        audit.record(actor=at_work(request), verb=verb, target=obj, fields=form.changed_data)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete, and leave that in the audit trail."""
        audit.record(actor=at_work(request), verb="delete", target=obj)
        super().delete_model(request, obj)
