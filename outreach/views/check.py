"""Check a message that was written elsewhere. The text is read and forgotten."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.kept import kept_initial
from accounts.request import SignedInRequest
from outreach.checking import check_text
from outreach.forms.check import CheckForm
from outreach.message.vocabulary import Language


@require_http_methods(["GET", "POST"])
def check(request: SignedInRequest) -> HttpResponse:
    """The text beside its advice; a POST is answered with the page, since nothing is stored.

    A text that was kept over an expired sign-in or a change of language is read at once.
    """
    posted = request.POST if request.method == "POST" else kept_initial(request) or None
    form = CheckForm(posted)
    context = {"form": form, **_advice(form)}
    if request.htmx:
        return render(request, "outreach/message/_advice.html", {**context, "is_live": True})
    return render(request, "outreach/check.html", context)


def _advice(form: CheckForm) -> dict[str, Any]:
    """What stands beside the form; nothing while there is no text to read."""
    if not form.is_valid():
        return {}
    typed = form.cleaned_data
    checked = check_text(
        body=typed["body"],
        subject=typed["subject"],
        kind=typed["kind"],
        channel=typed["channel"],
    )
    return {
        "advice": checked.advice,
        "read_as": checked.read_as,
        "message_lang": "fr-CA" if checked.language is Language.FR else "en-CA",
        "hide_parts": not typed["anatomy"],
    }
