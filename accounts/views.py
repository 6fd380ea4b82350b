"""What one sets about oneself, the language switch, and signing out."""

from urllib.parse import urlsplit

from allauth.account.views import logout
from django.conf import settings
from django.contrib import messages as flash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import kept
from accounts.forms import AboutForm, MessagesForm, SiteForm
from accounts.models import User


@require_http_methods(["GET", "POST"])
def about(request: HttpRequest) -> HttpResponse:
    """Name, situation and field of work."""
    user = _user(request)
    form = AboutForm(
        _posted(request),
        instance=user,
        initial=kept.kept_initial(request),
        today=user.local_date(timezone.now()),
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        flash.success(request, _("Saved."))
        return redirect("accounts_settings")
    return render(request, "accounts/about.html", {"form": form})


@require_http_methods(["GET", "POST"])
def messages(request: HttpRequest) -> HttpResponse:
    """Language, form of address, tone and signature of messages."""
    form = MessagesForm(
        _posted(request), instance=_user(request), initial=kept.kept_initial(request)
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        flash.success(request, _("Saved."))
        return redirect("accounts_messages")
    return render(request, "accounts/messages.html", {"form": form})


@require_http_methods(["GET", "POST"])
def site(request: HttpRequest) -> HttpResponse:
    """Language of the pages and time zone."""
    now_shown = {"site_language": translation.get_language()}
    form = SiteForm(
        _posted(request),
        instance=_user(request),
        initial={**now_shown, **kept.kept_initial(request)},
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        with translation.override(form.instance.language):
            flash.success(request, _("Saved."))
        return redirect("accounts_site")
    return render(request, "accounts/site.html", {"form": form})


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language of the pages, and go back with what was typed (UX.md, W14).

    The switch posts the page's own form along. It stands above that form, so its value comes first
    even where the form has a field of the same name.
    """
    typed = request.POST.copy()
    chosen, *others = typed.pop("language", [""])
    if others:
        typed.setlist("language", others)
    page = _local(request.GET.get("next", ""))
    response = redirect(page)
    if chosen in dict(settings.LANGUAGES):
        _remember_language(request, response, chosen)
    kept.keep(request, page, typed)
    return response


@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """allauth's sign-out; the browser also drops what it has cached (TRUST.md, T20)."""
    response: HttpResponse = logout(request)
    if request.method == "POST":
        response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _user(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User)  # noqa: S101  (LoginRequiredMiddleware saw to it)
    return user


def _posted(request: HttpRequest) -> QueryDict | None:
    # An empty POST is a POST: "request.POST or None" would show the page as if nothing was sent.
    return request.POST if request.method == "POST" else None


def _local(page: str) -> str:
    """The page when it is on this site, else the front page (TRUST.md, B37)."""
    is_path = page.startswith("/") and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    return page if is_path and not urlsplit(page).netloc else "/"


def _remember_language(request: HttpRequest, response: HttpResponse, chosen: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    if request.user.is_authenticated:
        request.user.language = chosen
        request.user.save(update_fields=["language"])
