"""Emergency access in the panel, for those who run the site: open it, read, end it (T10, P16)."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.confirming import confirmed_with_text
from accounts.kept import kept_initial
from accounts.models import User
from accounts.paging import Listed, keyset_page
from accounts.panel import at_work, panel
from advising import emergency as actions
from advising.access import (
    emergency_or_404,
    outreach_in_emergency_or_404,
    outreaches_in_emergency,
)
from advising.forms import EmergencyForm
from advising.models import Emergency, FieldGroup
from advising.shared import shared
from advising.tasks import tell_of_emergency
from contacts.exchange.text import isolated

EVERYTHING = frozenset(FieldGroup)
IN_A_ROW = frozenset({FieldGroup.PERSON})


@require_http_methods(["GET", "POST"])
@confirmed_with_text
def begin(request: HttpRequest) -> HttpResponse:
    """Whose messages, and why; and what this person has open now."""
    host, now = at_work(request), timezone.now()
    posted = request.POST if request.method == "POST" else None
    kept = {**_chosen(request), **kept_initial(request)}
    form = EmergencyForm(posted, initial=kept, now=now)
    made = _begun(request, host, form) if posted is not None and form.is_valid() else None
    if made:
        return redirect("advisor:advising_emergency", made.pk)
    context = {
        "form": form,
        "opened": Emergency.objects.open(now).filter(host=host).select_related("client"),
        "a_day": actions.A_DAY,
    }
    return panel.page(request, "advising/panel/emergencies.html", _("Emergency access"), context)


def _chosen(request: HttpRequest) -> dict[str, str]:
    """The address of the client from whose row one comes."""
    try:
        pk = UUID(request.GET.get("client", ""))
    except ValueError:
        return {}
    found = User.objects.filter(pk=pk).values_list("email", flat=True).first()
    return {"email": found} if found else {}


def _begun(request: HttpRequest, host: User, form: EmergencyForm) -> Emergency | None:
    """Open it and tell the client; None, with an error on the form, where a day allows no more."""
    reason = form.cleaned_data["reason"]
    try:
        made, is_new = actions.begin(
            host=host, client=form.client, reason=reason, now=timezone.now()
        )
    except actions.TooMany as problem:
        again_at = date_format(timezone.localtime(problem.retry_at), "DATETIME_FORMAT")
        text = _("You opened %(number)d in 24 hours. From %(day)s on you can open the next one.")
        form.add_error(None, text % {"number": actions.A_DAY, "day": again_at})
        return None
    if is_new:
        tell_of_emergency.enqueue(str(made.pk))
        flash.success(request, _("It is open for one hour. The client is told by mail."))
    else:
        flash.info(request, _("It was open already, and ends as it would have."))
    return made


@require_GET
def client(request: HttpRequest, emergency_id: UUID) -> HttpResponse:
    """The outreaches of the client; they see that the list was looked at."""
    now = timezone.now()
    emergency = emergency_or_404(at_work(request), emergency_id, now)
    theirs = outreaches_in_emergency(emergency)
    page = keyset_page(
        Listed(
            theirs.select_related("contact", "request_type").prefetch_related("contact__contests")
        ),
        known=theirs,
        order=("-created_at", "-id"),
        request=request,
    )
    rows = [{"pk": outreach.pk, "shared": shared(outreach, IN_A_ROW)} for outreach in page.rows]
    actions.note_look(emergency=emergency, outreach=None, now=now)
    context = {"emergency": emergency, "page": page, "rows": rows}
    title = str(emergency.client)
    return panel.page(request, "advising/panel/emergency.html", title, context)


@require_GET
def outreach(request: HttpRequest, emergency_id: UUID, outreach_id: UUID) -> HttpResponse:
    """One outreach, read only; the client sees that it was looked at."""
    now = timezone.now()
    emergency = emergency_or_404(at_work(request), emergency_id, now)
    found = outreach_in_emergency_or_404(emergency, outreach_id)
    actions.note_look(emergency=emergency, outreach=found, now=now)
    seen = shared(found, EVERYTHING)
    context = {"emergency": emergency, "shared": seen}
    return panel.page(request, "advising/panel/emergency_outreach.html", seen.name, context)


@require_POST
def end(request: HttpRequest, emergency_id: UUID) -> HttpResponse:
    """End it before the hour is over."""
    host, now = at_work(request), timezone.now()
    emergency = emergency_or_404(host, emergency_id, now)
    actions.end(emergency=emergency, by=host, at=now)
    text = _("Ended. You no longer see anything of %(name)s.")
    flash.success(request, text % {"name": isolated(str(emergency.client))})
    return redirect("advisor:index")
