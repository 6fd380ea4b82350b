"""When were you last in touch? Ten people at a time, one tap for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages as flash
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.kept import kept_initial
from accounts.request import SignedInRequest
from contacts.access import import_or_404
from contacts.forms import LastInTouchForm
from contacts.last_in_touch import (
    AT_A_TIME,
    Answer,
    Answered,
    answer,
    how_many,
    next_people,
    take_back,
    unknown,
)
from contacts.models import Contact, ImportBatch
from contacts.returning import say_with_undo


@dataclass(frozen=True, slots=True)
class Asked:
    """One person to ask about, ready to print."""

    contact: Contact
    work: str
    connected: str
    field: str
    answer: str


@dataclass(frozen=True, slots=True)
class Round:
    """Where the user is: whose people, after whom, how many were asked about, and of how many.

    All of it is in the address of the page, so that it works on any device and by "Back".
    """

    batch: ImportBatch | None
    after: str = ""
    done: int = 0
    total: int = 0

    @classmethod
    def of(cls, request: SignedInRequest, query: QueryDict) -> "Round":
        """As the address says; an import of somebody else is 404."""
        batch = _batch(request, query.get("import", ""))
        numbers = [_number(query.get(name, "")) for name in ("done", "of")]
        return cls(batch, query.get("after", ""), *numbers)

    @property
    def url(self) -> str:
        """The address of the page for it."""
        found = {"import": self.batch.pk if self.batch else "", "after": self.after}
        query = {**found, "done": self.done, "of": self.total}
        shown = {name: value for name, value in query.items() if value}
        page = reverse("contacts_last_in_touch")
        return f"{page}?{urlencode(shown)}" if shown else page

    @property
    def beginning(self) -> str:
        """The address to begin anew, with those who were skipped."""
        return Round(self.batch).url


@require_http_methods(["GET", "POST"])
def ask(request: SignedInRequest) -> HttpResponse:
    """Ten people of whom it is not known, and what was answered about them."""
    place = Round.of(request, request.GET)
    if request.method == "POST":
        return _save(request, place)
    people = unknown(request.user, place.batch)
    last = _contacts(request, [place.after])
    shown = next_people(people, last[0] if last else None)
    total = max(place.total or how_many(request.user, place.batch), place.done + len(shown))
    form = LastInTouchForm(people=shown, initial=kept_initial(request))
    context = {
        "form": form,
        "rows": [_row(contact, form) for contact in shown],
        "answers": Answer.choices,
        "first": place.done + 1,
        "last": place.done + len(shown),
        "total": total,
        "has_more": total > place.done + len(shown),
        "place": place,
        "has_skipped": not shown and people.exists(),
    }
    return render(request, "contacts/last_in_touch.html", context)


def _row(contact: Contact, form: LastInTouchForm) -> Asked:
    name, connected = form.name_for(contact), contact.connected_on
    return Asked(
        contact=contact,
        work=", ".join(part for part in (contact.position, contact.organization) if part),
        connected=date_format(connected, "YEAR_MONTH_FORMAT") if connected else "",
        field=name,
        answer=form[name].value() or "",
    )


def _save(request: SignedInRequest, place: Round) -> HttpResponse:
    """Note the answers, and go on with the next ten; those not answered are not asked about again
    in this round."""
    asked = _contacts(request, request.POST.getlist("person")[:AT_A_TIME])
    if not asked:
        return redirect(place.url)
    form = LastInTouchForm(request.POST, people=asked)
    today = request.user.local_date(timezone.now())
    done = answer(asked=asked, answers=form.answers, today=today, by=request.user)
    if done:
        text = ngettext("Saved for %(count)d person.", "Saved for %(count)d people.", len(done))
        undo_url = reverse("contacts_last_in_touch_undo")
        say_with_undo(
            request, text % {"count": len(done)}, undo_url, fields=_undo_fields(done, place)
        )
    total = _number(request.POST.get("total", ""))
    then = Round(place.batch, str(asked[-1].pk), place.done + len(asked), total)
    return redirect(then.url)


def _undo_fields(done: Answered, place: Round) -> dict[str, str]:
    """What it takes to undo, and where the answers were given."""
    return {
        "encounters": ",".join(map(str, done.encounters)),
        "never": ",".join(f"{contact}:{before}" for contact, before in done.never.items()),
        "import": str(place.batch.pk) if place.batch else "",
        "after": place.after,
        "done": str(place.done),
        "of": str(place.total),
    }


@require_POST
def undo(request: SignedInRequest) -> HttpResponse:
    """Take the answers of one page back, and show that page again."""
    place = Round.of(request, request.POST)
    never = [pair.partition(":") for pair in request.POST.get("never", "").split(",")]
    answered = Answered(
        encounters=list(_ids(request.POST.get("encounters", "").split(","))),
        never={
            contact: before
            for text, _colon, before in never
            if before in ("", *Contact.Closeness.values)
            for contact in _ids([text])
        },
    )
    take_back(answered=answered, by=request.user)
    flash.success(request, _("Undone."))
    return redirect(place.url)


def _contacts(request: SignedInRequest, ids: list[str]) -> list[Contact]:
    """This user's contacts of these ids, in the order they are asked about."""
    known = list(_ids(ids))
    if not known:
        return []
    mine = Contact.objects.owned_by(request.user).filter(pk__in=known)
    return list(mine.order_by("name_key", "pk"))


def _ids(texts: list[str]) -> Iterator[UUID]:
    """Those that are ids."""
    for text in texts:
        try:
            yield UUID(text)
        except ValueError:
            continue


def _number(text: Any) -> int:
    """A count from an address; 0 for what is none."""
    is_count = isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 7
    return int(text) if is_count else 0


def _batch(request: SignedInRequest, import_id: str) -> ImportBatch | None:
    if not import_id:
        return None
    for known in _ids([import_id]):
        return import_or_404(request.user, known)
    raise Http404
