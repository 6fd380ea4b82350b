"""Likely duplicates: the pairs, the preview of a merge, and undoing what was decided."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.kept import kept_initial, page_of_form
from accounts.paging import Listed, keyset_page
from accounts.request import SignedInRequest
from contacts import duplicates
from contacts.access import contact_or_404, contact_or_merged, pair_or_404
from contacts.actions import Stale
from contacts.duplicates import LATER_DAYS
from contacts.exchange.text import isolated
from contacts.merging import PICKABLE, Stays
from contacts.models import Contact, DuplicatePair, Merge
from contacts.returning import say_with_undo
from outreach.actions.merging import (
    TooLate,
    TwoOpen,
    merge_contacts,
    open_of_both,
    part_contacts,
)
from outreach.forms.merging import MergeForm
from outreach.merge_preview import LABELS, preview
from outreach.pairs import in_common, outreaches_of, pair_rows

PAIRS_ON_A_PAGE = 10
PICKS = {f"take_{name}" for name in PICKABLE}


@require_GET
def pairs(request: SignedInRequest) -> HttpResponse:
    """The pairs to look at, the surest first; opening the page has them found anew at times."""
    user, today = request.user, _today(request)
    is_looking = duplicates.look_if_long_ago(user)
    opened = duplicates.open_pairs(user, today)
    page = keyset_page(
        Listed(opened.select_related("first", "second")),
        known=DuplicatePair.objects.filter(owner=user),
        order=("-strength", "-id"),
        request=request,
        size=PAIRS_ON_A_PAGE,
    )
    context = {
        "page": page,
        "rows": pair_rows(page.rows, today),
        "found": _found(opened.count()),
        "is_looking": is_looking,
        "has_put_off": not page.rows and duplicates.has_put_off(user, today),
    }
    return render(request, "outreach/duplicates.html", context)


def _found(count: int) -> str:
    return ngettext("%(count)d pair to look at.", "%(count)d pairs to look at.", count) % {
        "count": count
    }


@require_POST
def look(request: SignedInRequest) -> HttpResponse:
    """Have the pairs found anew now."""
    if not duplicates.is_looking(request.user):
        duplicates.look_again(request.user)
    return redirect("contacts_duplicates")


# --- One pair ---------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
def pair(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """Choose which to keep, see what comes of it, and make the two one contact."""
    both = pair_or_404(request.user, pair_id)
    for person in (both.first, both.second):
        if person.trashed_at:
            return redirect("outreach_contact", contact_or_merged(request.user, person.pk).pk)
    posted = request.POST if request.method == "POST" else None
    kept, dropped = _in_order(both, (posted or request.GET).get("keep", ""))
    form = MergeForm(posted, kept=kept, dropped=dropped, initial=_picked(request))
    if posted is None or not form.is_valid():
        return _show(request, both, (kept, dropped), form)
    try:
        made = merge_contacts(
            kept=kept,
            dropped=dropped,
            versions=form.versions,
            picks=form.picks,
            now=timezone.now(),
            by=request.user,
        )
    except (Stale, TwoOpen) as refusal:
        fresh = MergeForm(kept=kept, dropped=dropped)
        return _show(request, both, (kept, dropped), fresh, refusal)
    text = _("%(kept)s and %(dropped)s are one contact now.")
    text %= {"kept": isolated(kept.name), "dropped": isolated(dropped.name)}
    say_with_undo(request, text, reverse("contacts_merge_undo", args=[kept.pk, made.pk]))
    return redirect("contacts_duplicates")


def _in_order(both: DuplicatePair, keep: str) -> tuple[Contact, Contact]:
    """The one to keep, and the other: as asked, else the one with more messages, then the older."""
    people = [both.first, both.second]
    if keep not in [str(person.pk) for person in people]:
        written = outreaches_of(people)
        people.sort(key=lambda person: (-written.get(person.pk, 0), person.created_at))
        keep = str(people[0].pk)
    kept, dropped = sorted(people, key=lambda person: str(person.pk) != keep)
    return kept, dropped


def _picked(request: SignedInRequest) -> dict[str, Any]:
    """What was chosen before the language was switched."""
    return {name: value for name, value in kept_initial(request).items() if name in PICKS}


def _show(
    request: SignedInRequest,
    both: DuplicatePair,
    people: tuple[Contact, Contact],
    form: MergeForm,
    refusal: Stale | TwoOpen | None = None,
) -> HttpResponse:
    kept, dropped = people
    context: dict[str, Any] = {
        "pair": both,
        "people": [both.first, both.second],
        "kept": kept,
        "dropped": dropped,
        "form": form,
        "preview": preview(kept, dropped, form, _today(request)),
        "common": in_common(both.first, both.second),
        "is_stale": isinstance(refusal, Stale),
        "two_open": open_of_both(kept, dropped),
        "undo_days": settings.KEEP_TRASH_DAYS,
    }
    return render(request, "outreach/duplicate.html", context, status=409 if refusal else 200)


@require_POST
def distinct(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """Not the same person; nobody asks again."""
    both = pair_or_404(request.user, pair_id)
    duplicates.tell_apart(pair=both, by=request.user)
    _say(request, both, _("Noted: %(first)s and %(second)s are two people."))
    return _back(request)


@require_POST
def later(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """Not now: shown again in a week."""
    both = pair_or_404(request.user, pair_id)
    duplicates.put_off(pair=both, today=_today(request), by=request.user)
    _say(request, both, _("%(first)s and %(second)s come back here in %(days)d days."))
    return _back(request)


@require_POST
def show_again(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """Undo of both."""
    both = pair_or_404(request.user, pair_id)
    duplicates.show_again(pair=both, by=request.user)
    return _back(request)


def _say(request: SignedInRequest, both: DuplicatePair, text: str) -> None:
    names = {"first": isolated(both.first.name), "second": isolated(both.second.name)}
    again = reverse("contacts_duplicate_show_again", args=[both.pk])
    say_with_undo(request, text % {**names, "days": LATER_DAYS}, again)


def _back(request: SignedInRequest) -> HttpResponse:
    """To the page of the list the pair was on; the page of the pair has done its work."""
    page, everything = page_of_form(request), reverse("contacts_duplicates")
    return redirect(page if urlsplit(page).path == everything else everything)


# --- Undo -------------------------------------------------------------------------------------
@require_POST
def undo_merge(request: SignedInRequest, contact_id: UUID, merge_id: UUID) -> HttpResponse:
    """Two contacts again. Undoing twice is no error."""
    kept = contact_or_404(request.user, contact_id)
    merge = Merge.objects.filter(pk=merge_id, kept=kept).select_related("kept", "dropped").first()
    if merge is None:
        messages.info(request, _("That is undone already."))
        return redirect("outreach_contact", contact_id)
    try:
        stays = part_contacts(merge=merge, now=timezone.now(), by=request.user)
    except TooLate:
        messages.info(request, _("The time in which this merge could be undone is over."))
        return redirect("outreach_contact", contact_id)
    names = {"kept": isolated(merge.kept.name), "dropped": isolated(merge.dropped.name)}
    text = [_("%(kept)s and %(dropped)s are two contacts again.") % names]
    if what := ", ".join(_in_words(stays)):
        newer = _("What is newer than the merge stays with %(kept)s: %(what)s.")
        text.append(newer % {**names, "what": what})
    messages.success(request, " ".join(text))
    return redirect("outreach_contact", contact_id)


def _in_words(stays: Stays) -> list[str]:
    words = [str(LABELS[name]).lower() for name in stays.fields if name in LABELS]
    if count := stays.encounters:
        text = ngettext(
            "%(count)d time you were in touch", "%(count)d times you were in touch", count
        )
        words.append(text % {"count": count})
    if count := stays.outreaches:
        text = ngettext("%(count)d newer outreach", "%(count)d newer outreaches", count)
        words.append(text % {"count": count})
    return words


def _today(request: SignedInRequest) -> date:
    return request.user.local_date(timezone.now())
