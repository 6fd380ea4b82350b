"""Users and the trail of events in the panel, for the people who run the site."""

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.models import AuditEvent, User
from accounts.panel import OnlyListedFilters, panel

RIGHTS = ("is_active", "is_staff", "role", "is_superuser")


class NewUserForm(forms.ModelForm[User]):
    """An account without a password: its owner signs in by a code sent to the address."""

    class Meta:
        model = User
        fields = ("email", "display_name", *RIGHTS)

    def clean_email(self) -> str:
        """Small letters, as everywhere."""
        return str(self.cleaned_data["email"]).lower()

    def save(self, commit: bool = True) -> User:
        """The user, who cannot sign in by password yet."""
        self.instance.set_unusable_password()
        return super().save(commit)


@admin.register(User, site=panel)
class UserAdmin(OnlyListedFilters, admin.ModelAdmin[User]):
    """Who may sign in, and who is an advisor. Nothing that people wrote (TRUST.md, P16)."""

    list_display = (
        "email",
        "display_name",
        "is_staff",
        "role",
        "is_superuser",
        "is_active",
        "last_login",
    )
    list_filter = ("is_staff", "role", "is_superuser", "is_active")
    search_fields = ("email", "display_name")
    search_help_text = _("Search by e-mail address or name")
    ordering = ("email",)
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None
    readonly_fields = ("email", "display_name", "date_joined", "last_login")
    fields = ("email", "display_name", *RIGHTS, "date_joined", "last_login")

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm[User]]:
        """Adding asks for the address; afterwards only its owner changes it."""
        if obj is None:
            kwargs["form"] = NewUserForm
        made = super().get_form(request, obj, change, **kwargs)
        if obj and "is_active" in made.base_fields:
            # What changed is told by what its page showed: who closed their account meanwhile is
            # not opened again by a box that nobody touched.
            made.base_fields["is_active"].show_hidden_initial = True
        return made

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """What the page shows."""
        return self.fields if obj else NewUserForm.Meta.fields

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Nobody takes their own rights away by accident."""
        if obj is None:
            return ()
        return (*self.readonly_fields, *RIGHTS) if obj == request.user else self.readonly_fields

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Save, and leave an event with the names of what changed."""
        actor = request.user
        assert isinstance(actor, User)  # noqa: S101  (staff only)
        columns = {*form.changed_data}
        if "is_active" in columns:
            obj.closed_at = None  # from here on it is the host's word, and nothing is deleted
            columns.add("closed_at")
        with transaction.atomic():
            obj.save(update_fields=columns if change else None)
            if not change:  # confirmed by the first code that comes back
                EmailAddress.objects.create(user=obj, email=obj.email, primary=True)
            verb = "changed" if change else "created"
            audit.record(actor=actor, verb=verb, target=obj, fields=form.changed_data)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Never here: Django would list what the person wrote. Close the account instead."""
        return False


@admin.register(AuditEvent, site=panel)
class AuditEventAdmin(OnlyListedFilters, admin.ModelAdmin[AuditEvent]):
    """Who did what, read-only. Ids and names of fields, never what they held."""

    list_display = ("at", "actor", "verb", "object_type", "object_id", "field_names")
    list_display_links = None
    list_filter = ("verb", "object_type", "at")
    search_fields = ("object_id", "actor__email")
    search_help_text = _("Search by id, or by the e-mail address of who did it")
    list_select_related = ("actor",)
    ordering = ("-at",)
    list_per_page = 50
    show_full_result_count = False
    actions = None

    @admin.display(description=_("fields"))
    def field_names(self, event: AuditEvent) -> str:
        """The names of what changed, in one line."""
        return ", ".join(event.fields)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Events are written by what happens."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEvent | None = None) -> bool:
        """Never: an event cannot be changed."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEvent | None = None) -> bool:
        """Never: an event cannot be deleted."""
        return False
