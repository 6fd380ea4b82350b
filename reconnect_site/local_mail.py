"""What the site has mailed, on a page: for one person who tries it on their own machine.

Only where EMAIL_URL is a folder and PLAIN_HTTP is on (``make run``), and only for a browser on the
same machine. The mails hold the codes that let people in, so there is no sign-in before it, and no
such page on a site for others: the check reconnect.E004 refuses the two together.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from functools import wraps
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.paging import KeysetPage
from outreach.delivery import account

SIZE = 25
HEADERS = ("From", "To", "Reply-To", "Date", "Message-ID", "In-Reply-To", "List-Unsubscribe")
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded")


class View(Protocol):
    """A view, with whatever its address holds."""

    def __call__(self, request: HttpRequest, **kwargs: str) -> HttpResponse: ...


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it was written into the folder."""

    name: str
    to: str
    subject: str
    written_at: datetime
    headers: tuple[tuple[str, str], ...]
    text: str
    html: str


# --- The folder -----------------------------------------------------------------------------
def folder() -> Path | None:
    """Where the site puts its mails; None where they are not shown."""
    found = account.of_the_site().folder
    return Path(found) if found and settings.PLAIN_HTTP else None


def names_in(where: Path) -> list[str]:
    """The files of the mails, the newest first: their names begin with the time."""
    return sorted((file.name for file in where.glob("*.eml")), reverse=True)


def read(where: Path, name: str) -> Mail:
    """One mail. Raises FileNotFoundError."""
    file = where / name
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(file.read_bytes())
    return Mail(
        name=name,
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        written_at=datetime.fromtimestamp(file.stat().st_mtime, UTC),
        headers=tuple((header, str(message[header])) for header in HEADERS if message[header]),
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()).replace("\r\n", "\n") if part else ""


def forget_all(where: Path) -> None:
    """Delete every mail; one that somebody else deleted at the same time is gone as well."""
    for name in names_in(where):
        (where / name).unlink(missing_ok=True)


# --- The pages ------------------------------------------------------------------------------
def for_this_machine(view: Any) -> View:
    """Whoever asks from elsewhere, or through a proxy, finds no such page."""

    @login_not_required
    @wraps(view)
    def local(request: HttpRequest, **kwargs: str) -> HttpResponse:
        where = folder()
        if where is None or not _is_here(request):
            raise Http404
        response: HttpResponse = view(request, where, **kwargs)
        return response

    return local


def _is_here(request: HttpRequest) -> bool:
    if any(header in request.headers for header in FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


@for_this_machine
@require_http_methods(["GET", "HEAD", "POST"])
def mails(request: HttpRequest, where: Path) -> HttpResponse:
    """All of them, 25 a page. POST forgets them all."""
    if request.method == "POST":
        forget_all(where)
        return redirect("site_mails")
    page = page_of(names_in(where), after=request.GET.get("after", ""))
    rows = [found for name in page.rows if (found := _if_there(where, name))]
    return render(request, "site/mails.html", {"rows": rows, "page": page, "folder": where})


@for_this_machine
@require_safe
def mail(request: HttpRequest, where: Path, name: str) -> HttpResponse:
    """One mail: what matters of its head, its text, and the source of its HTML part."""
    # Only names that are listed: nothing that is typed becomes a path.
    found = _if_there(where, name) if name in names_in(where) else None
    if found is None:
        raise Http404(_("There is no such mail."))
    return render(request, "site/mail.html", {"mail": found})


def page_of(names: list[str], *, after: str) -> KeysetPage:
    """The names of one page, which begins behind the mail ``after``; the first one without."""
    start = names.index(after) + 1 if after in names else 0
    rows = names[start : start + SIZE]
    here = reverse("site_mails")
    before = names[start - SIZE - 1] if start > SIZE else ""
    back = f"{here}?{urlencode({'after': before})}" if before else here
    more = len(names) > start + SIZE
    return KeysetPage(
        rows=rows,
        previous_url=back if start else "",
        next_url=f"{here}?{urlencode({'after': rows[-1]})}" if more else "",
    )


def _if_there(where: Path, name: str) -> Mail | None:
    try:
        return read(where, name)
    except FileNotFoundError:
        return None


urlpatterns = [
    path("mail/", mails, name="site_mails"),
    path("mail/<str:name>/", mail, name="site_mail"),
]
