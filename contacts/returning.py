"""After an act: back to the page it was done on, saying what was done, with a way to undo it."""

from collections.abc import Mapping

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.loader import render_to_string

from accounts.kept import page_of_form


def say_with_undo(
    request: HttpRequest,
    text: str,
    undo_url: str,
    *,
    fields: Mapping[str, str] | None = None,
) -> None:
    """A flash message with a button that posts ``fields`` to ``undo_url``."""
    context = {"text": text, "url": undo_url, "fields": (fields or {}).items()}
    flash.success(request, render_to_string("contacts/_undo.html", context, request))


def back_or(request: HttpRequest, other: str) -> HttpResponseRedirect:
    """To the page of this site the form stood on; to ``other`` where that is not known."""
    page = page_of_form(request)
    return redirect(other if page == request.get_full_path() else page)
