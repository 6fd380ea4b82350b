"""Request types and wordings in the advisors' panel. Nothing that clients wrote (TRUST.md, T10)."""

import secrets
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.models import User
from accounts.panel import panel
from outreach.message.slots import PLACEHOLDERS, check_wording, unknown_placeholders
from outreach.models import RequestType, Wording


class CuratedAdmin(admin.ModelAdmin[Any]):
    """What every advisor may look after: being staff is the permission, and there is no other."""

    actions = None
    list_per_page = 50
    show_full_result_count = False
    save_on_top = True

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
        audit.record(actor=_user(request), verb=verb, target=obj, fields=form.changed_data)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete, and leave that in the audit trail."""
        audit.record(actor=_user(request), verb="delete", target=obj)
        super().delete_model(request, obj)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User), "the panel is behind the sign-in"  # noqa: S101
    return request.user


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


class WordingForm(forms.ModelForm[Wording]):
    """A wording with a text that can be published: only known placeholders (TRUST.md, T6)."""

    class Meta:
        model = Wording
        fields = (
            "kind",
            "move",
            "language",
            "length",
            "ask",
            "approach",
            "tone",
            "address",
            "text",
            "is_active",
        )
        widgets = {"text": forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "ask" in self.fields:
            types = [(kind.key, kind.name) for kind in RequestType.objects.all()]
            self.fields["ask"] = forms.ChoiceField(
                label=_("Request type"), required=False, choices=[("", _("any")), *types]
            )
        if "text" in self.fields:
            names = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            self.fields["text"].help_text = _("You may use these: %(names)s") % {"names": names}

    def clean_text(self) -> str:
        """Refuse what could not be filled in, and say which part it is."""
        text = str(self.cleaned_data["text"])
        unknown = unknown_placeholders(text)
        if unknown:
            words = ngettext(
                "%(names)s is not a placeholder. Use one of the list, or take out the braces.",
                "%(names)s are not placeholders. Use those of the list, or take out the braces.",
                len(unknown),
            )
            names = ", ".join(f"{{{name}}}" for name in unknown)
            raise ValidationError(words % {"names": names}, code="placeholder")
        for problem in check_wording(text):
            raise ValidationError(PROBLEMS[problem], code=problem)
        return text


PROBLEMS = {
    "empty": _("Enter a text."),
    "brace": _("There is a brace that belongs to no placeholder. Take it out."),
    "space": _("There is a doubled space, or one at the beginning or end. Take it out."),
    "stops": _("There is a doubled full stop. Leave one."),
}


class EditedFilter(admin.SimpleListFilter):
    """As shipped, edited since, or the centre's own."""

    title = _("origin")
    parameter_name = "origin"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The three origins."""
        return [
            ("shipped", _("As shipped")),
            ("edited", _("Edited here")),
            ("own", _("Written here")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The wordings of that origin."""
        match self.value():
            case "shipped":
                return queryset.filter(text=F("shipped_text"))
            case "edited":
                return queryset.exclude(shipped_text="").exclude(text=F("shipped_text"))
            case "own":
                return queryset.filter(shipped_text="")
        return queryset


@admin.register(Wording, site=panel)
class WordingAdmin(CuratedAdmin):
    """The curated texts. A shipped one keeps its place; its text can be edited and set back."""

    form = WordingForm
    change_form_template = "advisor/wording_form.html"
    list_display = ("text", "kind", "move", "language", "length", "tone", "is_active", "origin")
    list_display_links = ("text",)
    list_filter = ("language", "kind", "move", "length", "tone", EditedFilter, "is_active")
    search_fields = ("key", "text")
    search_help_text = _("Search in the texts")

    def get_readonly_fields(
        self, request: HttpRequest, obj: Wording | None = None
    ) -> tuple[str, ...]:
        """The key never changes; where a shipped wording is used is part of what is shipped."""
        if obj is None:
            return ()
        if not obj.shipped_text:
            return ("key", "updated_at", "updated_by")
        placed = tuple(
            name for name in WordingForm.Meta.fields if name not in ("text", "is_active")
        )
        return ("key", *placed, "shipped_text", "updated_at", "updated_by")

    def get_fields(self, request: HttpRequest, obj: Wording | None = None) -> Any:
        """The text first: it is what people come for."""
        names = [name for name in WordingForm.Meta.fields if name not in ("text", "is_active")]
        if obj is None:
            return ["text", *names, "is_active"]
        shipped = ["shipped_text"] if obj.shipped_text else []
        return ["text", *shipped, "is_active", *names, "key", "updated_at", "updated_by"]

    @admin.display(description=_("origin"))
    def origin(self, obj: Wording) -> Any:
        """As shipped, edited here, or written here."""
        if not obj.shipped_text:
            return _("Written here")
        return _("As shipped") if obj.text == obj.shipped_text else _("Edited here")

    def may_go(self, obj: Wording) -> bool:
        """Only the centre's own: a shipped one would come back with the next version."""
        return not obj.shipped_text

    def save_model(self, request: HttpRequest, obj: Wording, form: Any, change: bool) -> None:
        """Note who edited it; a new one gets a key of its own."""
        obj.updated_by = _user(request)
        obj.key = obj.key or f"own-{obj.kind}-{obj.move}-{secrets.token_hex(4)}"
        super().save_model(request, obj, form, change)

    def get_urls(self) -> list[URLPattern]:
        """One more: setting a text back."""
        restore = require_POST(self.restore)
        view = self.admin_site.admin_view(restore)
        return [
            path("<uuid:pk>/restore/", view, name="outreach_wording_restore"),
            *super().get_urls(),
        ]

    def restore(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Set a shipped wording back to its shipped text."""
        wording = get_object_or_404(Wording.objects.exclude(shipped_text=""), pk=pk)
        wording.text, wording.updated_by = wording.shipped_text, _user(request)
        wording.save(update_fields=["text", "updated_by", "updated_at"])
        audit.record(actor=_user(request), verb="restore", target=wording, fields=["text"])
        self.log_change(request, wording, str(_("Set back to the shipped text.")))
        messages.success(request, _("The text is as it was shipped."))
        return redirect("advisor:outreach_wording_change", pk)
