"""The advisor panel: an AdminSite of its own, behind the same sign-in as everything else."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.admin import AdminSite
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _


class AdvisorPanel(AdminSite):
    """Staff only, and only with a second factor (TRUST.md, T10)."""

    site_header = _("Reconnect advisor panel")
    site_title = _("Advisor panel")
    index_title = _("Advisor panel")
    site_url = "/"
    index_template = "advisor/index.html"
    enable_nav_sidebar = False

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Wrap every page: a staff member without a second factor is sent to set one up first."""
        inner = super().admin_view(view, cacheable)

        def with_second_factor(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if self.has_permission(request) and not is_mfa_enabled(request.user):
                messages.info(
                    request,
                    _("The advisor panel needs a second sign-in step. Set one up here first."),
                )
                return redirect("mfa_index")
            response: HttpResponseBase = inner(request, *args, **kwargs)
            return response

        return with_second_factor


panel = AdvisorPanel(name="advisor")
panel.login = secure_admin_login(panel.login)  # type: ignore[method-assign]
