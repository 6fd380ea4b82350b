"""Request types in the panel: one form for all of one, published by a second pair of eyes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.panel import at_work, panel
from outreach.actions import request_types as actions
from outreach.actions.editors import is_everybodys
from outreach.actions.wordings import NotAnyMore, OwnChange
from outreach.admin.curated import EVERYBODYS, CuratedAdmin
from outreach.admin.previewing import Stretch, changes_between
from outreach.admin.type_form import ROWS, RequestTypeForm, initial_of, label_of
from outreach.admin.type_previews import previews_of
from outreach.models import RequestType, RequestTypeVersion
from outreach.request_types import current_texts
from outreach.waiting import named
from outreach.wordings import wordings_beside

MOST_VERSIONS = 20
CHANGED_MEANWHILE = _("This request type was changed in the meantime. Look at it again.")
OWN_CHANGE = _("Your words are in it, so another editor has to publish it.")
REMARKED = _("Its messages would draw remarks now. Open the form and press Publish to see them.")


@dataclass(frozen=True, slots=True)
class Changed:
    """One text that a version changed."""

    label: str
    stretches: list[Stretch]


@dataclass(frozen=True, slots=True)
class PastVersion:
    """A version in the history: who, when, what changed."""

    version: RequestTypeVersion
    by: str
    changes: list[Changed]
    is_current: bool


@admin.register(RequestType, site=panel)
class RequestTypeAdmin(CuratedAdmin):
    """What one may ask for. Built-in ones and those in use are taken off the list, not deleted;
    the others are deleted once they are off the list."""

    list_display = ("name_en", "name_fr", "position", "state")
    list_filter = ("is_active",)
    search_fields = ("name_en", "name_fr")
    search_help_text = _("Search by name")
    ordering = ("position", "key")

    def may_go(self, obj: RequestType) -> bool:
        """Off the list, so that nobody begins to use it meanwhile, and of no use so far."""
        return not obj.is_active and _is_of_no_use(obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Its name is enough to confirm by: its versions and wordings have none."""
        return [obj.name for obj in objs], {}, set(), []

    @admin.display(description=_("state"))
    def state(self, obj: RequestType) -> Any:
        """Offered, taken off, or not published yet."""
        if not obj.is_published:
            return _("Not published yet")
        return _("On the list") if obj.is_active else _("Taken off the list")

    # --- The form ---------------------------------------------------------------------------
    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """A new request type."""
        return self._form(request, None)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """One that is there."""
        return self._form(request, get_object_or_404(RequestType, pk=_uuid_or_404(object_id)))

    def _form(self, request: HttpRequest, kind: RequestType | None) -> HttpResponse:
        pool = wordings_beside(kind.key if kind else "")
        if request.method != "POST":
            form = RequestTypeForm(initial=initial_of(kind), kind=kind, shared=pool)
            return self._page(request, form, {k: str(v) for k, v in form.initial.items()})
        form = RequestTypeForm(request.POST, kind=kind, shared=pool)
        act = request.POST.get("act", "draft")
        form.is_valid()
        form.require(act)
        texts = form.texts()
        if form.is_valid() and act == "preview":
            form.add_remarks(actions.tried(kind, texts))
        elif form.is_valid() and (version := self._saved(request, form, act)):
            return redirect("advisor:outreach_requesttype_change", version.request_type_id)
        return self._page(request, form, texts)

    def _saved(
        self, request: HttpRequest, form: RequestTypeForm, act: str
    ) -> RequestTypeVersion | None:
        """The version that is kept, or proposed; None where something stands in the way."""
        by, now, typed = at_work(request), timezone.now(), form.cleaned_data
        pk = form.kind.pk if form.kind else typed["pk"]
        try:
            version = actions.save_draft(
                pk=pk, texts=form.texts(), after=typed["after"], seen=typed["seen"], by=by, now=now
            )
            if act == "publish" and version.is_open:
                if actions.may_publish(version, by):
                    actions.publish(version=version, seen=version.seen, by=by, now=now)
                else:
                    actions.propose(version=version, by=by, now=now)
        except NotAnyMore:
            form.add_error(None, CHANGED_MEANWHILE)
            return None
        except actions.Remarked as remarked:
            form.add_remarks(remarked.remarks)
            form.goes_on_from(version)
            messages.info(request, _("Kept as a draft. It is not published yet."))
            return None
        self._say(request, version)
        return version

    def _say(self, request: HttpRequest, version: RequestTypeVersion) -> None:
        if version.published_at:
            messages.success(request, _("Published. People get it from now on."))
        elif version.is_waiting and is_everybodys(version):
            messages.warning(request, format_lazy("{} {}", _("Kept."), EVERYBODYS))
        elif version.is_waiting:
            messages.info(request, _("Kept. Another editor has to look at it and publish it."))
        else:
            messages.success(request, _("Kept. Nobody gets it before it is published."))

    def _page(
        self, request: HttpRequest, form: RequestTypeForm, texts: Mapping[str, str]
    ) -> HttpResponse:
        kind = form.kind
        context = {
            **self.admin_site.each_context(request),
            "title": kind.name if kind else _("Add a request type"),
            "kind": kind,
            "form": form,
            "adminform": form,  # the switch of language would lose what is typed
            "errors": form.errors,
            "previews": previews_of(texts, form.shared, *([kind.key] if kind else [])),
            **(self._beside(request, kind) if kind else {}),
        }
        return render(request, "advisor/request_type_form.html", context)

    def _beside(self, request: HttpRequest, kind: RequestType) -> dict[str, Any]:
        me, now = at_work(request), current_texts(kind)
        known = kind.versions.select_related("author", "published_by").prefetch_related("authors")
        versions = list(known[:MOST_VERSIONS])
        open_one = next((version for version in versions if version.is_open), None)
        return {
            **(_of_open(open_one, me) if open_one else {}),
            "history": [
                PastVersion(
                    one, _by_whom(one), _changes(one), kind.is_published and one.texts == now
                )
                for one in versions
                if not one.is_open
            ],
            "may_go": self.may_go(kind),
            "may_go_off_the_list": kind.is_active and _is_of_no_use(kind),
        }

    # --- More addresses -----------------------------------------------------------------------
    def get_urls(self) -> list[URLPattern]:
        """Publishing, withdrawing, going back; on the list and off it."""
        ours: dict[str, tuple[Callable[..., HttpResponse], str]] = {
            "versions/<uuid:version_id>/publish/": (self.publish, "publish"),
            "versions/<uuid:version_id>/withdraw/": (self.withdraw, "withdraw"),
            "versions/<uuid:version_id>/again/": (self.again, "again"),
            "<uuid:pk>/offer/": (self.offer, "offer"),
            "<uuid:pk>/take-off/": (self.take_off, "take_off"),
        }
        return [
            *(
                path(
                    route,
                    self.admin_site.admin_view(require_POST(view)),
                    name=f"outreach_requesttype_{name}",
                )
                for route, (view, name) in ours.items()
            ),
            *super().get_urls(),
        ]

    def publish(self, request: HttpRequest, version_id: UUID) -> HttpResponse:
        """Let people have what another editor wrote."""
        version = _version_or_404(version_id)
        seen = request.POST.get("seen", "")
        try:
            actions.publish(version=version, seen=seen, by=at_work(request), now=timezone.now())
        except OwnChange:
            messages.error(request, OWN_CHANGE)
        except NotAnyMore:
            messages.error(request, CHANGED_MEANWHILE)
        except actions.Remarked:
            messages.error(request, REMARKED)
        else:
            self._say(request, version)
        return redirect("advisor:outreach_requesttype_change", version.request_type_id)

    def withdraw(self, request: HttpRequest, version_id: UUID) -> HttpResponse:
        """Take a draft or a proposal back."""
        version = _version_or_404(version_id)
        actions.withdraw(version=version, by=at_work(request), now=timezone.now())
        messages.success(request, _("Withdrawn. It is kept below, among the earlier versions."))
        return redirect("advisor:outreach_requesttype_change", version.request_type_id)

    def again(self, request: HttpRequest, version_id: UUID) -> HttpResponse:
        """Propose an older version."""
        version = _version_or_404(version_id)
        try:
            proposed = actions.again(version=version, by=at_work(request), now=timezone.now())
        except NotAnyMore:
            messages.error(request, CHANGED_MEANWHILE)
        except actions.Remarked:
            messages.error(request, _("The messages of that version would draw remarks now."))
        else:
            self._say(request, proposed)
        return redirect("advisor:outreach_requesttype_change", version.request_type_id)

    def offer(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Put it on the list."""
        return self._offer(request, pk, True, _("People can choose it again."))

    def take_off(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Take it off; who has chosen it goes on with it."""
        return self._offer(request, pk, False, _("Taken off. Who has chosen it goes on with it."))

    def _offer(self, request: HttpRequest, pk: UUID, is_active: bool, said: Any) -> HttpResponse:
        kind = get_object_or_404(RequestType, pk=pk)
        try:
            actions.offer(kind=kind, is_active=is_active, by=at_work(request))
        except NotAnyMore:
            messages.error(request, _("It has to be published first."))
        else:
            messages.success(request, said)
        return redirect("advisor:outreach_requesttype_change", pk)


def _is_of_no_use(kind: RequestType) -> bool:
    """Neither built in nor chosen by anybody."""
    return not kind.is_built_in and not kind.outreaches.exists()


def _of_open(version: RequestTypeVersion, me: User) -> dict[str, Any]:
    """What the page says of a draft, or of what waits."""
    is_mine = me in version.authors.all()
    may_publish = actions.may_publish(version, me)
    return {
        "open_one": version,
        "open_by": _by_whom(version),
        "open_changes": _changes(version),
        "is_mine": is_mine,
        "may_publish": may_publish,
        "becomes_mine": may_publish and not is_mine,
        "own_change": EVERYBODYS if is_everybodys(version) else OWN_CHANGE,
    }


def _by_whom(version: RequestTypeVersion) -> str:
    """All whose words are in it; empty once their accounts are deleted."""
    return named(sorted(str(one) for one in version.authors.all()))


def _changes(version: RequestTypeVersion) -> list[Changed]:
    """The texts that differ from what they were to replace, in the order of the form."""
    changed = []
    for row in ROWS:
        for variant in row.variants:
            name = f"{row.name}_{variant}"
            before, after = version.before.get(name, ""), version.texts.get(name, "")
            if before != after:
                label = str(label_of(row, variant))
                changed.append(Changed(label, changes_between(before, after)))
    return changed


def _version_or_404(version_id: UUID) -> RequestTypeVersion:
    versions = RequestTypeVersion.objects.select_related("request_type", "author")
    return get_object_or_404(versions, pk=version_id)


def _uuid_or_404(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
