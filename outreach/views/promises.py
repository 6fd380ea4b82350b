"""Promises to stay in touch: all of them, and what one may do about each."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.request import SignedInRequest
from contacts.access import contact_or_404
from contacts.exchange.text import isolated
from contacts.forms import RHYTHMS
from contacts.returning import back_or, say_with_undo
from outreach import promised
from outreach.actions import promises as actions
from outreach.actions.messages import start_message
from outreach.forms.dates import WAITS, SnoozeForm
from outreach.message.vocabulary import Kind
from outreach.models import Outreach
from outreach.presenting import day_in_words
from outreach.progress import Refused, Status
from outreach.promises import due_on

LENGTHS = dict(RHYTHMS[1:])


@require_GET
def promises(request: SignedInRequest) -> HttpResponse:
    """Whom the user means to write to, the most pressing first."""
    today = request.user.local_date(timezone.now())
    page = promised.page_of_promises(request.user, today, request.GET.get("after", ""))
    context = {
        "rows": page.rows,
        "after": page.after,
        "is_first": not request.GET.get("after"),
        "today": today,
        "lengths": LENGTHS,
    }
    return render(request, "outreach/promises.html", context)


@require_POST
def write(request: SignedInRequest, contact_id: UUID) -> HttpResponse:
    """Write now: a note in the latest outreach that is closed, or a new hello."""
    contact = contact_or_404(request.user, contact_id)
    closed = Outreach.objects.owned_by(request.user).filter(contact=contact, status=Status.CLOSED)
    outreach = closed.select_related("contact", "request_type").order_by("-updated_at").first()
    now = timezone.now()
    start = redirect(f"{reverse('outreach_start')}?contact={contact.pk}")
    if outreach is None or Outreach.objects.open().filter(contact=contact).exists():
        return start
    today = request.user.local_date(now)
    try:
        message = start_message(
            outreach=outreach, kind=Kind.STAY_IN_TOUCH, user=request.user, today=today, now=now
        )
    except Refused:
        return start
    return redirect("outreach_message", outreach.pk, message.pk)


@require_http_methods(["GET", "POST"])
def snooze(request: SignedInRequest, contact_id: UUID) -> HttpResponse:
    """No reminder of this promise before a day."""
    contact = contact_or_404(request.user, contact_id)
    today = request.user.local_date(timezone.now())
    rhythm = promised.rhythm_of(contact)
    if rhythm is None:
        return redirect("outreach_promises")
    posted = request.POST if request.method == "POST" else None
    form = SnoozeForm(posted, due=due_on(rhythm, today), today=today)
    if posted is None or not form.is_valid():
        context = {
            "contact": contact,
            "snooze_form": form,
            "form": form if posted is not None else None,
            "waits": WAITS,
            "when": day_in_words(due_on(rhythm, today), today),
        }
        return render(request, "outreach/promise_snooze.html", context)
    until = form.cleaned_data["until"]
    actions.put_off(contact=contact, until=until, by=request.user)
    text = _("%(name)s: put off until %(date)s.")
    words = {"name": isolated(contact.name), "date": day_in_words(until, today)}
    say_with_undo(request, text % words, reverse("outreach_promise_usual", args=[contact.pk]))
    return redirect("outreach_promises")


@require_POST
def usual(request: SignedInRequest, contact_id: UUID) -> HttpResponse:
    """The date that the rhythm gives counts again."""
    contact = contact_or_404(request.user, contact_id)
    actions.back_to_usual(contact=contact, by=request.user)
    messages.success(request, _("Back to the usual date."))
    return back_or(request, reverse("outreach_promises"))


@require_POST
def rhythm(request: SignedInRequest, contact_id: UUID) -> HttpResponse:
    """Another rhythm; also the way back after letting go."""
    contact = contact_or_404(request.user, contact_id)
    months = request.POST.get("months", "")
    if months not in LENGTHS:
        messages.warning(request, _("Choose how often."))
        return back_or(request, reverse("outreach_promises"))
    actions.change_rhythm(contact=contact, months=int(months), by=request.user)
    text = _("%(name)s: %(rhythm)s.")
    words = {"name": isolated(contact.name), "rhythm": LENGTHS[months]}
    messages.success(request, text % words)
    return back_or(request, reverse("outreach_promises"))


@require_POST
def let_go(request: SignedInRequest, contact_id: UUID) -> HttpResponse:
    """No promise any more: honest, and said without blame."""
    contact = contact_or_404(request.user, contact_id)
    before = contact.rhythm_months
    actions.let_go(contact=contact, by=request.user)
    text = _("You let it go. %(name)s stays among your contacts.") % {
        "name": isolated(contact.name)
    }
    fields = {"months": str(before or "")}
    undo = reverse("outreach_promise_rhythm", args=[contact.pk])
    say_with_undo(request, text, undo, fields=fields)
    return back_or(request, reverse("outreach_promises"))
