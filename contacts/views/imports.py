"""Bringing people in from a file: choose it, look it over, import, and undo for 30 days.

An import has one address for its whole life; what is there depends on how far it is.
"""

import re
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.kept import kept_initial
from accounts.request import SignedInRequest
from contacts.access import import_or_404
from contacts.imports import actions, pages, report, words
from contacts.imports.forms import ChooseFileForm, DecideForm, ReadingForm
from contacts.imports.labels import number
from contacts.imports.standing import can_be_undone, outlook, progress_shown
from contacts.models import ImportBatch

WHERE_TO = re.compile(r"^(known|problems)-(after|before)-(\d{1,9})$")


# --- Choosing a file ------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
def imports(request: SignedInRequest) -> HttpResponse:
    """Choose a file; and the imports of before."""
    is_posted = request.method == "POST"
    form = ChooseFileForm(request.POST, request.FILES) if is_posted else ChooseFileForm()
    if is_posted and form.is_valid():
        return _begin(request, form)
    return _choose(request, form)


def _choose(request: SignedInRequest, form: ChooseFileForm, status: int = 200) -> HttpResponse:
    context = {"form": form, **pages.choosing(request, now=timezone.now())}
    return render(request, "contacts/imports/choose.html", context, status=status)


def _begin(request: SignedInRequest, form: ChooseFileForm) -> HttpResponse:
    file, now = form.cleaned_data["file"], timezone.now()
    try:
        batch = actions.start_import(
            owner=request.user, data=file.read(), filename=file.name, now=now
        )
    except actions.OneAtATime as refused:
        return _still_open(request, refused.batch)
    except actions.TooManyImports as refused:
        minutes = max(1, -(-int((refused.retry_at - now).total_seconds()) // 60))
        form.add_error("file", _too_many(minutes))
        response = _choose(request, form, status=429)
        response.headers["Retry-After"] = str(60 * minutes)
        return response
    return redirect("contacts_import", batch.pk)


def _still_open(request: SignedInRequest, batch: ImportBatch) -> HttpResponse:
    flash.info(request, _("This import is still open. Finish or cancel it to begin another."))
    return redirect("contacts_import", batch.pk)


def _too_many(minutes: int) -> str:
    text = ngettext(
        "You sent many files in one hour. Send the next one in %(count)d minute.",
        "You sent many files in one hour. Send the next one in %(count)d minutes.",
        minutes,
    )
    return text % {"count": minutes}


# --- One import -----------------------------------------------------------------------------
@require_GET
def show(request: SignedInRequest, import_id: UUID) -> HttpResponse:
    """Where this import is: being read, to look over, saved, or ended."""
    batch = import_or_404(request.user, import_id)
    form = None
    if batch.status == ImportBatch.Status.READY and (typed := kept_initial(request)):
        form = DecideForm(initial=typed)
    return _page(request, batch, form=form)


def _page(
    request: SignedInRequest,
    batch: ImportBatch,
    form: DecideForm | None = None,
    reading_form: ReadingForm | None = None,
) -> HttpResponse:
    now = timezone.now()
    context = pages.page_of(
        batch,
        asked=request.GET,
        form=form or DecideForm(initial={"known_choice": batch.known_choice, "tag": batch.tag}),
        reading_form=reading_form or _reading_form(batch),
        now=now,
        today=request.user.local_date(now),
    )
    return render(request, f"contacts/imports/{context['template']}.html", context)


@require_GET
def progress(request: SignedInRequest, import_id: UUID) -> HttpResponse:
    """The part of the page that is asked for again every second; the whole page at the end."""
    batch = import_or_404(request.user, import_id)
    if not batch.is_at_work:
        return HttpResponse(headers={"HX-Refresh": "true"})
    shown = progress_shown(batch)
    said = request.GET.get("said", "")
    context = {"batch": batch, "progress": shown, "is_news": said != str(shown.said)}
    return render(request, "contacts/imports/_progress.html", context)


@require_POST
def read_again(request: SignedInRequest, import_id: UUID) -> HttpResponse:
    """Read the file once more, as the user says."""
    batch = import_or_404(request.user, import_id)
    form = _reading_form(batch, request.POST)
    if not form.is_valid():
        return _page(request, batch, reading_form=form)
    try:
        actions.read_again(batch=batch, choices=form.choices(), by=request.user, now=timezone.now())
    except actions.OneAtATime as refused:
        return _still_open(request, refused.batch)
    except actions.FileGone:
        flash.info(request, str(words.FILE["file_gone"]))
    except actions.NotReady:
        return _too_late(request, batch)
    return redirect("contacts_import", batch.pk)


def _reading_form(batch: ImportBatch, posted: Any = None) -> ReadingForm:
    return ReadingForm(posted, reading=batch.reading, chosen=batch.choices, auto_id="read_%s")


@require_POST
def decide(request: SignedInRequest, import_id: UUID) -> HttpResponse:
    """Keep what was chosen so far, and go on to other rows."""
    batch = import_or_404(request.user, import_id)
    form = DecideForm(request.POST)
    if not form.is_valid():
        # A part of the page has no room for errors: they are said when a button is pressed.
        return HttpResponse(status=204) if request.htmx else _page(request, batch, form=form)
    try:
        _keep(request, batch, form)
    except actions.NotReady:
        return _too_late(request, batch)
    if request.htmx:
        context = {"batch": batch, "outlook": outlook(batch)}
        return render(request, "contacts/imports/_outlook.html", context)
    return redirect(_where_to(batch, request.POST.get("go", "")))


def _keep(request: SignedInRequest, batch: ImportBatch, form: DecideForm) -> None:
    actions.decide(
        batch=batch,
        known_choice=form.cleaned_data["known_choice"] or batch.known_choice,
        tag=form.cleaned_data["tag"],
        choices=form.row_choices,
        by=request.user,
    )


def _where_to(batch: ImportBatch, go: str) -> str:
    page = reverse("contacts_import", args=[batch.pk])
    if match := WHERE_TO.match(go):
        return f"{page}?{urlencode({'part': match[1], match[2]: match[3]})}"
    return page


@require_POST
def save(request: SignedInRequest, import_id: UUID) -> HttpResponse:
    """Import the people, as chosen. A second click finds it done."""
    batch = import_or_404(request.user, import_id)
    form = DecideForm(request.POST)
    if not form.is_valid():
        return _page(request, batch, form=form)
    try:
        _keep(request, batch, form)
        actions.save_import(batch=batch, by=request.user, now=timezone.now())
    except actions.NotReady:
        return _too_late(request, batch)
    except actions.TooManyContacts as refused:
        text = _("You would have %(count)s contacts, and %(limit)s is the most. Delete some first.")
        counts = {"count": number(refused.would_be), "limit": number(refused.limit)}
        form.add_error(None, text % counts)
        return _page(request, batch, form=form)
    return redirect("contacts_import", batch.pk)


@require_POST
def cancel(request: SignedInRequest, import_id: UUID) -> HttpResponse:
    """Stop before anything is saved."""
    batch = import_or_404(request.user, import_id)
    try:
        actions.cancel_import(batch=batch, by=request.user)
    except actions.TooLate:
        return _too_late(request, batch)
    return redirect("contacts_import", batch.pk)


@require_http_methods(["GET", "POST"])
def undo(request: SignedInRequest, import_id: UUID) -> HttpResponse:
    """Ask once more, then take the import back."""
    batch = import_or_404(request.user, import_id)
    if request.method != "POST":
        if not can_be_undone(batch, timezone.now()):
            return redirect("contacts_import", batch.pk)
        return render(request, "contacts/imports/undo.html", {"batch": batch})
    try:
        actions.undo_import(batch=batch, by=request.user, now=timezone.now())
    except actions.TooLate:
        flash.info(request, _("The time to undo this import is over."))
    except actions.NotReady:
        return _too_late(request, batch)
    return redirect("contacts_import", batch.pk)


@require_GET
def problems(request: SignedInRequest, import_id: UUID) -> HttpResponse:
    """The rows with a problem as a file, to be put right and sent again."""
    batch = import_or_404(request.user, import_id)
    name = _("reconnect-rows-to-fix")
    return HttpResponse(
        report.problem_rows(batch),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _too_late(request: SignedInRequest, batch: ImportBatch) -> HttpResponse:
    """An old tab or a second click: the page says where the import is by now."""
    batch.refresh_from_db()
    flash.info(request, pages.where_it_is(batch))
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return redirect("contacts_import", batch.pk)
