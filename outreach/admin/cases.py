"""People who ask to see what is written about them, for those who run the site (P10).

The host sees how many texts of which kind somebody has, and no word of them before they are
released (P16).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from accounts.panel import at_work, for_hosts, panel
from outreach.about_them import rest_of
from outreach.actions import access_cases
from outreach.actions.access_cases import DUE_WITHIN, WARN_AFTER, is_ready
from outreach.models import AccessCase, AccessItem

SHOWN_AT_MOST = 200
CLOSED_AT_MOST = 20


class RefuseForm(forms.Form):
    """Why nothing is given."""

    use_required_attribute = False
    reason = forms.ChoiceField(
        label=gettext_lazy("Why nothing is given"),
        choices=[("", gettext_lazy("Choose one")), *AccessCase.Refusal.choices],
        error_messages={
            "required": gettext_lazy("Choose why nothing is given."),
            "invalid_choice": gettext_lazy("Choose one of these reasons."),
        },
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A case as a line of the queue."""

    case: AccessCase
    due_at: datetime
    days_left: int
    is_late: bool
    is_ready: bool


@dataclass(slots=True)
class Holder:
    """What one user has: kinds and counts, and how many of it are decided."""

    name: str
    kinds: Counter[str] = field(default_factory=Counter)
    released: int = 0
    held: int = 0
    waiting: int = 0

    @property
    def in_words(self) -> list[tuple[Any, int]]:
        """The kinds with their counts, in the order of the list."""
        return [(kind.label, self.kinds[kind]) for kind in AccessItem.Kind if self.kinds[kind]]


@require_GET
@for_hosts
def queue(request: HttpRequest) -> HttpResponse:
    """What is open, the oldest first; then what was closed lately."""
    now = timezone.now()
    opened = AccessCase.objects.filter(closed_at=None).order_by("asked_at", "pk")
    closed = AccessCase.objects.filter(closed_at__isnull=False).order_by("-closed_at")
    items = Prefetch("items", AccessItem.objects.defer("text"))
    rows = opened.prefetch_related(items)[:SHOWN_AT_MOST]
    context = {
        "rows": [_row(case, now) for case in rows],
        "closed": closed[:CLOSED_AT_MOST],
    }
    return panel.page(request, "advisor/cases.html", _("Requests to see texts"), context)


def _row(case: AccessCase, now: datetime) -> Row:
    due_at = case.asked_at + DUE_WITHIN
    is_late = now >= case.asked_at + WARN_AFTER
    days_left = -((now - due_at) // timedelta(days=1))  # begun ones count
    return Row(case, due_at, days_left, is_late, is_ready(case, now))


@require_GET
@for_hosts
def show(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One open case: who has what, what they decided, and what to do next."""
    return _show(request, _case_or_404(case_id, closed_at=None), RefuseForm())


def _show(request: HttpRequest, case: AccessCase, form: RefuseForm) -> HttpResponse:
    now = timezone.now()
    items = list(case.items.select_related("owner").order_by("kind", "pk"))
    context = {
        "row": _row(case, now),
        "case": case,
        "holders": holders_of(items),
        "released": [one for one in items if one.decision == AccessItem.Decision.RELEASED],
        "rest": rest_of(case),
        "form": form,
    }
    return panel.page(request, "advisor/case.html", _("A request to see texts"), context)


def holders_of(items: Iterable[AccessItem]) -> list[Holder]:
    """Counts by holder, by name."""
    found: dict[UUID, Holder] = {}
    for item in items:
        holder = found.setdefault(item.owner_id, Holder(str(item.owner)))
        holder.kinds[item.kind] += 1
        match item.decision:
            case AccessItem.Decision.RELEASED:
                holder.released += 1
            case AccessItem.Decision.HELD:
                holder.held += 1
            case _:
                holder.waiting += 1
    return sorted(found.values(), key=lambda one: one.name.casefold())


def _case_or_404(case_id: UUID, **which: None) -> AccessCase:
    """A button that is pressed twice finds the case closed, and not gone."""
    case: AccessCase = get_object_or_404(AccessCase, pk=case_id, **which)
    return case


@require_POST
@for_hosts
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Everybody who wrote something is asked."""
    case = _case_or_404(case_id)
    if access_cases.ask_holders(case=case, by=at_work(request), now=timezone.now()):
        messages.success(request, _("They are asked. You see here what they decide."))
    return redirect("advisor:outreach_case", case_id)


@require_POST
@for_hosts
def answer(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Give what was released."""
    case = _case_or_404(case_id)
    try:
        access_cases.answer(case=case, by=at_work(request), now=timezone.now())
    except access_cases.NotYet:
        messages.warning(request, _("Not yet: some have not decided, and they have time still."))
        return redirect("advisor:outreach_case", case_id)
    return _closed(request)


@require_POST
@for_hosts
def refuse(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Give nothing, with a reason."""
    case = _case_or_404(case_id)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _show(request, _case_or_404(case_id, closed_at=None), form)
    reason = form.cleaned_data["reason"]
    access_cases.refuse(case=case, reason=reason, by=at_work(request), now=timezone.now())
    return _closed(request)


def _closed(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Closed. The person gets a mail that leads to the answer."))
    return redirect("advisor:outreach_cases")


panel.add_pages(
    [
        path("requests/", panel.admin_view(queue), name="outreach_cases"),
        path("requests/<uuid:case_id>/", panel.admin_view(show), name="outreach_case"),
        path("requests/<uuid:case_id>/ask/", panel.admin_view(ask), name="outreach_case_ask"),
        path(
            "requests/<uuid:case_id>/answer/",
            panel.admin_view(answer),
            name="outreach_case_answer",
        ),
        path(
            "requests/<uuid:case_id>/refuse/",
            panel.admin_view(refuse),
            name="outreach_case_refuse",
        ),
    ]
)
