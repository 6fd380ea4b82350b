"""Wordings in the panel: edited, previewed, tried, approved, rolled back."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.panel import at_work, panel
from outreach.actions import wordings as actions
from outreach.actions.editors import is_everybodys, may_publish
from outreach.admin.curated import EVERYBODYS, CuratedAdmin
from outreach.admin.previewing import Stretch, changes_between, previews_of
from outreach.admin.wording_form import PLACES, WordingForm
from outreach.models import Wording, WordingVersion

MOST_VERSIONS = 20
CHANGED_MEANWHILE = _("This text was changed in the meantime. Look at it again.")


@dataclass(frozen=True, slots=True)
class PastVersion:
    """A version in the history: who, when, what changed."""

    version: WordingVersion
    changes: list[Stretch]
    is_current: bool


class EditedFilter(admin.SimpleListFilter):
    """As shipped, edited since, or the centre's own; or waiting for approval."""

    title = _("origin")
    parameter_name = "origin"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The three origins, and what waits."""
        return [
            ("shipped", _("As shipped")),
            ("edited", _("Edited here")),
            ("own", _("Written here")),
            ("waiting", _("Waiting for approval")),
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
            case "waiting":
                waiting = WordingVersion.objects.filter(published_at=None, withdrawn_at=None)
                return queryset.filter(pk__in=waiting.values("wording"))
        return queryset


@admin.register(Wording, site=panel)
class WordingAdmin(CuratedAdmin):
    """The curated texts. A new text is proposed; where there are two editors, the other one
    publishes it. Every text a wording ever had can be brought back."""

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
        """The key never changes. Where a wording is used was shipped with it, or approved with it;
        and a text nobody has approved yet is not switched on by hand (TRUST.md, T7)."""
        if obj is None:
            return ()
        if obj.shipped_text:
            return ("key", *PLACES, "shipped_text", "updated_at", "updated_by")
        is_approved = obj.is_active or self._was_published(obj)
        return ("key", *(PLACES if is_approved else ("is_active",)), "updated_at", "updated_by")

    def get_fields(self, request: HttpRequest, obj: Wording | None = None) -> Any:
        """The text first: it is what people come for."""
        if obj is None:
            return ["text", *PLACES]
        shipped = ["shipped_text"] if obj.shipped_text else []
        return ["text", *shipped, "is_active", *PLACES, "key", "updated_at", "updated_by"]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A translation begins where its original is used."""
        original = self._original(request)
        if original is None:
            return super().get_changeform_initial_data(request)
        other = "en" if original.language != "en" else "fr-CA"
        return {
            **{name: getattr(original, name) for name in PLACES},
            "language": other,
            "address": "vous" if other != "en" else "",
        }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Wording]:
        """Without those that stand in the form of a request type."""
        return super().get_queryset(request).filter(of_type=None)

    @staticmethod
    def _was_published(obj: Wording) -> bool:
        return obj.versions.filter(published_at__isnull=False).exists()

    @staticmethod
    def _original(request: HttpRequest) -> Wording | None:
        try:
            return Wording.objects.filter(pk=UUID(request.GET.get("of", "")), of_type=None).first()
        except ValueError:
            return None

    @admin.display(description=_("origin"))
    def origin(self, obj: Wording) -> Any:
        """As shipped, edited here, or written here."""
        if not obj.shipped_text:
            return _("Written here")
        return _("As shipped") if obj.text == obj.shipped_text else _("Edited here")

    def may_go(self, obj: Wording) -> bool:
        """Only the centre's own: a shipped one would come back with the next version."""
        return not obj.shipped_text

    # --- Saving -----------------------------------------------------------------------------
    def save_model(self, request: HttpRequest, obj: Wording, form: Any, change: bool) -> None:
        """Everything but the text is saved; a new text is proposed."""
        text, by = obj.text, at_work(request)
        if change:
            obj.text = Wording.objects.values_list("text", flat=True).get(pk=obj.pk)
        else:
            obj.key = f"own-{obj.kind}-{obj.move}-{secrets.token_hex(4)}"
            obj.is_active, obj.updated_by = False, by
            obj.translation_of = self._original(request)
        obj.save()
        others = [name for name in form.changed_data if name != "text"]
        if others or not change:
            verb = "update" if change else "create"
            audit.record(actor=by, verb=verb, target=obj, fields=others)
        is_moved = bool({*PLACES} & {*others})
        if not change or text != obj.text:
            try:
                version = actions.propose(wording=obj, text=text, by=by, now=timezone.now())
            except actions.NotAnyMore:
                messages.error(request, CHANGED_MEANWHILE)
            else:
                self._say(request, version)
                obj.text = text  # for Django's own log and flash
        elif is_moved:
            self._propose_here(request, obj)

    @staticmethod
    def _propose_here(request: HttpRequest, obj: Wording) -> None:
        """What waits is looked at in its new place, or waits no more."""
        by, now = at_work(request), timezone.now()
        try:
            actions.propose_here(wording=obj, by=by, now=now)
        except actions.NotAnyMore:
            messages.error(request, CHANGED_MEANWHILE)
        except actions.Objected as objected:
            for version in obj.versions.filter(published_at=None, withdrawn_at=None):
                actions.withdraw(version=version, by=by, now=now)
            messages.error(request, objected.reason)

    def _say(self, request: HttpRequest, version: WordingVersion) -> None:
        if version.is_open and is_everybodys(version):
            messages.warning(request, EVERYBODYS)
        elif version.is_open:
            waits = _("Another editor has to approve this text before people get it.")
            messages.info(request, waits)
        else:
            messages.success(request, _("The text is in use."))

    # --- The page ---------------------------------------------------------------------------
    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form with what waits, how it reads, and every text it had."""
        wording = self.get_object(request, object_id)
        more = self._beside(request, wording) if wording and request.method == "GET" else {}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **more})

    def _beside(self, request: HttpRequest, wording: Wording) -> dict[str, Any]:
        versions = wording.versions.select_related("author", "published_by")[:MOST_VERSIONS]
        waiting = next((version for version in versions if version.is_open), None)
        me = at_work(request)
        return {
            "waiting": waiting,
            "waiting_changes": changes_between(wording.text, waiting.text) if waiting else [],
            "is_mine": waiting is not None and waiting.author_id == me.pk,
            "may_publish": waiting is not None and may_publish(waiting, me),
            "is_everybodys": waiting is not None and is_everybodys(waiting),
            "everybodys": EVERYBODYS,
            "previews": previews_of(wording, waiting.text if waiting else wording.text),
            "history": [
                PastVersion(one, changes_between(one.before, one.text), one.text == wording.text)
                for one in versions
                if not one.is_open
            ],
            "translations": wording.translations.all(),
        }

    # --- More addresses -----------------------------------------------------------------------
    def get_urls(self) -> list[URLPattern]:
        """Previewing a text that is not saved; approving, withdrawing, going back."""
        ours: dict[str, tuple[Callable[..., HttpResponse], str]] = {
            "preview/": (self.preview, "preview"),
            "<uuid:pk>/restore/": (self.restore, "restore"),
            "versions/<uuid:version_id>/publish/": (self.publish, "publish"),
            "versions/<uuid:version_id>/withdraw/": (self.withdraw, "withdraw"),
            "versions/<uuid:version_id>/again/": (self.again, "again"),
        }
        return [
            *(
                path(
                    route,
                    self.admin_site.admin_view(require_POST(view)),
                    name=f"outreach_wording_{name}",
                )
                for route, (view, name) in ours.items()
            ),
            *super().get_urls(),
        ]

    def preview(self, request: HttpRequest) -> HttpResponse:
        """How a typed text would read, before it is saved; the text can be changed and saved."""
        pk = request.POST.get("pk", "")
        ours = self.get_queryset(request)
        wording = get_object_or_404(ours, pk=UUID(pk)) if _is_uuid(pk) else None
        form: Any = self.get_form(request, wording)(request.POST, instance=wording)
        previews = previews_of(form.placed(), form.cleaned_data["text"]) if form.is_valid() else []
        context = {
            **self.admin_site.each_context(request),
            "title": _("How it would read"),
            "form": form,
            "wording": Wording.objects.get(pk=wording.pk) if wording else None,
            "previews": previews,
            "of": request.GET.get("of", ""),
        }
        return render(request, "advisor/wording_preview.html", context)

    def restore(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Propose the shipped text again."""
        wording = get_object_or_404(Wording.objects.exclude(shipped_text=""), pk=pk)
        return self._propose(request, wording, wording.shipped_text)

    def again(self, request: HttpRequest, version_id: UUID) -> HttpResponse:
        """Propose the text of an older version."""
        version = get_object_or_404(_versions(), pk=version_id)
        return self._propose(request, version.wording, version.text, after=version)

    def _propose(
        self,
        request: HttpRequest,
        wording: Wording,
        text: str,
        after: WordingVersion | None = None,
    ) -> HttpResponse:
        by, now = at_work(request), timezone.now()
        try:
            version = actions.propose(wording=wording, text=text, by=by, now=now, after=after)
        except actions.Objected as objected:
            messages.error(request, objected.reason)
        except actions.NotAnyMore:
            messages.error(request, CHANGED_MEANWHILE)
        else:
            self.log_change(request, wording, str(_("Went back to an earlier text.")))
            self._say(request, version)
        return redirect("advisor:outreach_wording_change", wording.pk)

    def publish(self, request: HttpRequest, version_id: UUID) -> HttpResponse:
        """Approve what another editor wrote."""
        version = get_object_or_404(_versions(), pk=version_id)
        try:
            actions.publish(version=version, by=at_work(request), now=timezone.now())
        except actions.OwnChange:
            own = _("Another editor has to approve a text of yours.")
            messages.error(request, EVERYBODYS if is_everybodys(version) else own)
        except actions.NotAnyMore:
            messages.error(request, CHANGED_MEANWHILE)
        except actions.Objected as objected:
            messages.error(request, objected.reason)
        else:
            self.log_change(request, version.wording, str(_("Approved a text.")))
            messages.success(request, _("The text is in use."))
        return redirect("advisor:outreach_wording_change", version.wording_id)

    def withdraw(self, request: HttpRequest, version_id: UUID) -> HttpResponse:
        """Take a proposal back."""
        version = get_object_or_404(_versions(), pk=version_id)
        actions.withdraw(version=version, by=at_work(request), now=timezone.now())
        messages.success(request, _("The proposal is withdrawn."))
        return redirect("advisor:outreach_wording_change", version.wording_id)


def _versions() -> QuerySet[WordingVersion]:
    return WordingVersion.objects.select_related("wording")


def _is_uuid(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False
