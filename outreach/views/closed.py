"""The page for text that comes too late: the message is no draft any more (TRUST.md, F22)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.request import SignedInRequest
from outreach.models import Outreach

OF_THE_PAGE = frozenset({"csrfmiddlewaretoken", "version", "after", "then", "switch", "part"})
CHOICES = frozenset(
    {
        *("hope", "still_write", "understood", "approach", "rhythm", "promise"),
        *("request_type", "situation", "channel", "message_language", "address", "tone"),
        *("relationship", "confirmed"),
    }
)
NO_WORDS = OF_THE_PAGE | CHOICES
"""Posted names that hold no words of the user's own."""


def already_sent(request: SignedInRequest, outreach: Outreach) -> HttpResponse:
    """A visit goes on to the outreach; typed text is shown to be copied, never lost (R4)."""
    typed = [
        value
        for name, values in request.POST.lists()
        for value in values
        if name not in NO_WORDS and value.strip()
    ]
    if not typed:
        messages.info(request, _("This message is no longer a draft. Here is where things stand."))
        return redirect("outreach_show", outreach.pk)
    context = {
        "outreach": outreach,
        "contact": outreach.contact,
        "typed": typed,
        "here": reverse("outreach_show", args=[outreach.pk]),
    }
    return render(request, "outreach/message/already_sent.html", context, status=409)
