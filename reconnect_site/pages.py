"""Pages that explain: help, privacy, accessibility. Public, and nothing personal on them."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reconnect_site.checks import KEPT


@login_not_required
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """How an honest message works, in ten short answers."""
    return render(request, "site/help.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, for whom, for how long."""
    kept = {name.lower(): getattr(settings, name) for name in KEPT}
    of_the_host = {
        "region": settings.DATA_REGION,
        "contact": settings.PRIVACY_CONTACT,
        "contact_address": settings.PRIVACY_ADDRESS,
    }
    return render(request, "site/privacy.html", {**kept, **of_the_host})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What we aim for, what is known to be missing, whom to tell."""
    return render(request, "site/accessibility.html")
