"""The advisor's side of a review, in the panel: what waits, and reading one draft."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.paging import keyset_page
from accounts.panel import at_work, panel
from advising import reviewing
from advising.access import groups_shared, review_or_404, reviews_of
from advising.actions import note_look
from advising.forms import ReviewForm
from advising.models import FieldGroup, Review
from advising.rows import WAITING, answered_rows
from advising.shared import shared
from outreach.advice import Part
from outreach.texts import advice_on, language_tag

VERDICTS = (Review.State.READY, Review.State.AGAIN)


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Reviews that wait, the oldest first; then those answered lately."""
    now, advisor = timezone.now(), at_work(request)
    page = keyset_page(
        WAITING.listed(advisor=advisor.pk, now=now),
        known=lambda: reviews_of(advisor, now),
        order=WAITING.order,
        request=request,
    )
    context = {"page": page, "answered": answered_rows(advisor, now)}
    return panel.page(request, "advising/panel/reviews.html", _("Reviews"), context)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Read a draft with its findings and its parts; comment on it; say whether it is ready."""
    now, advisor = timezone.now(), at_work(request)
    try:
        asked = review_or_404(advisor, review_id, now)
    except Http404:
        if request.method == "GET":
            raise
        return _gone(request)
    text = asked.message
    advice = advice_on(text, text.subject, text.body)
    parts = [part for paragraph in advice.paragraphs for part in paragraph]
    form = ReviewForm(
        request.POST if request.method == "POST" else None, passages=[part.text for part in parts]
    )
    if request.method == "POST" and form.is_valid() and _said(request, asked, form, now):
        return redirect("advisor:advising_review", asked.pk)
    groups = groups_shared(asked.advising, text.outreach_id, now)
    note_look(advising=asked.advising, outreach=text.outreach, groups=groups, now=now)
    context = {
        "review": asked,
        "form": form,
        "subject": text.subject,
        "version": text.version,
        "message_lang": language_tag(text.outreach),
        "parts": _numbered(parts, form),
        "findings": advice.findings,
        "comments": list(asked.comments.select_related("author")),
        "person": shared(text.outreach, groups & {FieldGroup.PERSON}).name,
    }
    return panel.page(request, "advising/panel/review.html", str(asked.advising.client), context)


def _said(request: HttpRequest, asked: Review, form: ReviewForm, now: datetime) -> bool:
    """Store what was said; False, with an error on the form, where nothing was."""
    verdict = request.POST.get("verdict", "")
    verdict = verdict if verdict in VERDICTS else ""
    said = form.cleaned_data["body"] or form.cleaned_data["suggestion"]
    if not said and not verdict:
        form.add_error("body", _("Write a comment, or how you would write it."))
        return False
    try:
        reviewing.comment(
            review=asked,
            by=at_work(request),
            body=form.cleaned_data["body"],
            passage=form.words,
            suggestion=form.cleaned_data["suggestion"],
            verdict=verdict,
            version=form.cleaned_data["version"],
            now=now,
        )
    except reviewing.Changed:
        form.text_has_changed()
        return False
    flash.success(request, _("Your client sees it beside their text."))
    return True


def _numbered(parts: list[Part], form: ReviewForm) -> list[dict[str, Any]]:
    """The sentences with the number that the form knows them by."""
    chosen = str(form["passage"].value() or "")
    return [
        {"number": number, "part": part, "is_chosen": str(number) == chosen}
        for number, part in enumerate(parts)
    ]


def _gone(request: HttpRequest) -> HttpResponse:
    """The share ended while the page was open: say so, and give back what was typed."""
    typed = [request.POST.get(name, "")[:2000] for name in ("body", "suggestion")]
    context = {"typed": [text for text in typed if text.strip()]}
    title = _("This is no longer shared with you")
    response = panel.page(request, "advising/panel/gone.html", title, context)
    response.status_code = 404
    return response
