"""Sending from this site, for those who run it: how much leaves, pausing, releasing (L10, L13)."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from accounts.panel import at_work, for_hosts, panel
from outreach import counts, pausing
from outreach.delivery.account import can_send
from outreach.models import ON_ITS_WAY, Message, Sender

SHOWN_AT_MOST = 200


class PauseForm(forms.Form):
    """Whose sending is to stop, by the address of the account."""

    use_required_attribute = False
    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the account"),
        error_messages={"required": gettext_lazy("Enter the address of an account.")},
    )

    def clean_email(self) -> str:
        """An address that somebody signs in with."""
        email = str(self.cleaned_data["email"]).lower()
        self.owner = User.objects.filter(email=email).first()
        if self.owner is None:
            raise forms.ValidationError(_("Nobody has an account with this address."))
        return email


@require_GET
@for_hosts
def sending(request: HttpRequest) -> HttpResponse:
    """Whether mail leaves, how much of it, and whose does not."""
    return _show(request, PauseForm())


def _show(request: HttpRequest, form: PauseForm) -> HttpResponse:
    site, now = counts.site_now(), timezone.now()
    paused = Sender.objects.filter(paused_at__isnull=False).select_related("owner")
    context = {
        **panel.each_context(request),
        "title": _("Sending"),
        "can_send": can_send(),
        "site": site,
        "sent": counts.sent_in_a_day(site, now),
        "most": settings.SENDS_A_DAY_OF_SITE,
        "waiting": Message.objects.filter(
            due_at__isnull=False, delivery__in=sorted(ON_ITS_WAY)
        ).count(),
        "paused": list(paused.order_by("-paused_at")[:SHOWN_AT_MOST]),
        "form": form,
    }
    return render(request, "advisor/sending.html", context)


@require_POST
@for_hosts
def pause_all(request: HttpRequest) -> HttpResponse:
    """Nothing leaves any more, within seconds."""
    pausing.pause_all(by=at_work(request), now=timezone.now())
    messages.success(request, _("Sending is paused for everybody. What waits goes on waiting."))
    return redirect("advisor:outreach_sending")


@require_POST
@for_hosts
def resume_all(request: HttpRequest) -> HttpResponse:
    """What waits goes out."""
    pausing.resume_all(by=at_work(request))
    messages.success(request, _("Sending is open again. What waited goes out now."))
    return redirect("advisor:outreach_sending")


@require_POST
@for_hosts
def pause_user(request: HttpRequest) -> HttpResponse:
    """Nothing of one user leaves any more."""
    form = PauseForm(request.POST)
    if not form.is_valid() or form.owner is None:
        return _show(request, form)
    pausing.pause_user(
        owner=form.owner, because=Sender.Paused.BY_HOST, by=at_work(request), now=timezone.now()
    )
    messages.success(request, _("Sending is paused for %(who)s.") % {"who": form.owner.email})
    return redirect("advisor:outreach_sending")


@require_POST
@for_hosts
def release(request: HttpRequest, owner_id: UUID) -> HttpResponse:
    """Somebody has looked: this user may send again."""
    owner = get_object_or_404(User, pk=owner_id)
    pausing.resume_user(owner=owner, by=at_work(request))
    messages.success(request, _("%(who)s may send again.") % {"who": owner.email})
    return redirect("advisor:outreach_sending")


panel.add_pages(
    [
        path("sending/", panel.admin_view(sending), name="outreach_sending"),
        path("sending/pause/", panel.admin_view(pause_all), name="outreach_sending_pause"),
        path("sending/resume/", panel.admin_view(resume_all), name="outreach_sending_resume"),
        path("sending/user/", panel.admin_view(pause_user), name="outreach_sending_pause_user"),
        path(
            "sending/<uuid:owner_id>/release/",
            panel.admin_view(release),
            name="outreach_sending_release",
        ),
    ]
)
