"""The advisor panel: an AdminSite of its own, behind the same sign-in as everything else."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, ClassVar

from allauth.account.decorators import secure_admin_login
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import FieldDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class AdvisorPanel(AdminSite):
    """Staff only, and only with a second sign-in step (TRUST.md, T10).

    For everybody else who is signed in there is no such page (T1).
    """

    site_header = _("Advisor panel")
    site_title = _("Reconnect advisor panel")
    index_title = _("Advisor panel")
    site_url = "/"
    index_template = "advisor/index.html"
    enable_nav_sidebar = False

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._pages: list[URLPattern] = []

    def add_pages(self, pages: Iterable[URLPattern]) -> None:
        """Pages of daily work, beside the record lists; each is wrapped in ``admin_view``."""
        self._pages.extend(pages)

    def get_urls(self) -> list[Any]:
        """The pages of the apps first: Django's own end with one that takes every address.

        Without the one that leads to any row of any model: it would tell which ids exist (T1).
        """
        pages = super().get_urls()
        own = [page for page in pages if getattr(page, "name", "") != "view_on_site"]
        return [*self._pages, *own]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What every page knows, without the list of all models.

        Nothing shows that list but the front page, which makes it itself; here it would cost
        every page two queries and a millisecond.
        """
        return {
            "site_title": self.site_title,
            "site_header": self.site_header,
            "site_url": self.site_url,
            "has_permission": self.has_permission(request),
            "available_apps": [],
            "is_popup": False,
            "is_nav_sidebar_enabled": self.enable_nav_sidebar,
        }

    def page(
        self, request: HttpRequest, template: str, title: str, context: dict[str, Any]
    ) -> HttpResponse:
        """A page of daily work in the frame of the panel."""
        return render(request, template, {**self.each_context(request), "title": title, **context})

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Wrap every page with the two questions: staff? with a second step?"""
        inner = super().admin_view(view, cacheable)

        def for_staff(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            if request.user.is_authenticated and not is_mfa_enabled(request.user):
                messages.info(
                    request,
                    _("The advisor panel needs a second sign-in step. Set one up here first."),
                )
                return redirect("mfa_index")
            response: HttpResponseBase = inner(request, *args, **kwargs)
            return response

        return for_staff

    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The sign-in page of the site: Django's own form would be a way round MFA and limits."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise Http404
        response: HttpResponse = secure_admin_login(super().login)(request, extra_context)
        return response

    # One place to change a password and one to sign out, with the same safeguards for all.
    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The password page of the site."""
        return redirect("account_change_password")

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The sign-out page of the site."""
        return redirect("account_logout")


panel = AdvisorPanel(name="advisor")


class OnlyListedFilters:
    """For a list of the panel: the address filters by what the page offers, and by nothing else.

    Django lets an address ask for any column of the model, shown or not, beginnings of it too: a
    password's hash, a signature, which rows of others hang on it (TRUST.md, P16).
    """

    model: ClassVar[Any]
    list_filter: ClassVar[Any]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Whether this may be asked; what is no column is told by Django, or is a filter's own."""
        column = lookup.partition("__")[0]
        try:
            self.model._meta.get_field(column)
        except FieldDoesNotExist:
            return column != "pk"
        return column in self.list_filter


def at_work(request: HttpRequest) -> User:
    """Who is at work in the panel."""
    assert isinstance(request.user, User), "the panel is behind the sign-in"  # noqa: S101
    return request.user


Page = Callable[..., HttpResponseBase]


def only_for(may: Callable[[User], bool]) -> Callable[[Page], Page]:
    """Marks a page of the panel for some of the staff; for the others there is none (T1)."""

    def marked(view: Page) -> Page:
        @wraps(view)
        def check_role(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not may(at_work(request)):
                raise Http404
            return view(request, *args, **kwargs)

        return check_role

    return marked


for_hosts = only_for(lambda user: user.is_superuser)
"""A page for those who run the site."""
