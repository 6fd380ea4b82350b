"""What one sets about oneself, and the language switch."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST


@require_http_methods(["GET", "POST"])
def about(request: HttpRequest) -> HttpResponse:
    """Name, situation and field of work."""
    return render(request, "accounts/settings.html")


@require_http_methods(["GET", "POST"])
def messages(request: HttpRequest) -> HttpResponse:
    """Language, tone and signature of messages."""
    return render(request, "accounts/settings.html")


@require_http_methods(["GET", "POST"])
def site(request: HttpRequest) -> HttpResponse:
    """Language of the pages and time zone."""
    return render(request, "accounts/settings.html")


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language of the pages."""
    return redirect("/")
