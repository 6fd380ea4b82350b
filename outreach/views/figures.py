"""My figures: numbers in words, a chart and a table of the same."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from accounts.request import SignedInRequest
from outreach.charts import Chart, chart
from outreach.figures import Figures, Gap, Group, a_year_before, figures
from outreach.models import Approach, Channel
from outreach.shares import TOO_FEW, Share

GAPS: dict[Any, Any] = {
    Gap.UNDER_ONE: _("Less than a year"),
    Gap.ONE_OR_TWO: _("1 or 2 years"),
    Gap.THREE_TO_FIVE: _("3 to 5 years"),
    Gap.MORE: _("6 years or more"),
    Gap.UNKNOWN: _("Not known"),
}
OTHERS: dict[str, Any] = {
    "request": _("A hello, without a request"),
    "approach": "",
    "gap": _("Not known"),
    "channel": _("Not noted"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A share as the table tells it: the plain count, and what it may mean."""

    count: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table."""

    label: str
    sent: int
    answers: Told
    yeses: Told | None


@dataclass(frozen=True, slots=True)
class Section:
    """One way to divide the figures: the same in a chart and in a table."""

    key: str
    title: Any
    column: Any
    chart: Chart
    summary: str
    lines: list[Line]


@require_GET
def my_figures(request: SignedInRequest) -> HttpResponse:
    """How messages were answered: ever, or in the last twelve months."""
    user = request.user
    is_year = request.GET.get("period") == "year"
    since = a_year_before(user.local_date(timezone.now())) if is_year else None
    found = figures(user, since)
    context = {
        "is_year": is_year,
        "is_empty": not found.total.sent,
        "total": found.total,
        "answers": told(found.total.answers),
        "yeses": told(found.total.yeses) if found.total.yeses else None,
        "days": _days(found),
        "thanked": found.thanked,
        "sections": sections(found),
    }
    return render(request, "outreach/figures.html", context)


def sections(found: Figures) -> list[Section]:
    """Four ways to look at the same messages."""
    requests = {key: kind.name for key, kind in found.request_types.items()}
    approaches, channels = dict(Approach.choices), dict(Channel.choices)
    return [
        _section("request", _("By what you asked"), _("Request"), found.by_request, requests),
        _section("approach", _("By approach"), _("Approach"), found.by_approach, approaches),
        _section("gap", _("By how long it had been quiet"), _("Gap"), found.by_gap, GAPS),
        _section("channel", _("By the way you wrote"), _("Channel"), found.by_channel, channels),
    ]


def _section(
    key: str, title: Any, column: Any, groups: list[Group], names: dict[Any, Any]
) -> Section:
    """Its lines, and the same as a chart and as one sentence for who cannot see that."""
    named = [(str(names.get(group.key, OTHERS[key])), group) for group in groups]
    strips = [(label, _captioned(group)) for label, group in named]
    return Section(
        key=key,
        title=title,
        column=column,
        chart=chart(strips),
        summary=" ".join(_sentence(label, group) for label, group in named),
        lines=[_line(label, group) for label, group in named],
    )


def _line(label: str, group: Group) -> Line:
    yeses = told(group.yeses) if group.yeses else None
    return Line(label, group.sent, told(group.answers), yeses)


def _captioned(group: Group) -> list[tuple[str, Share]]:
    """In short words, which have room on the smallest screen in French too."""
    shares = [(gettext("Answers"), group.answers)]
    if group.yeses:
        shares.append((gettext("Yes"), group.yeses))
    pattern = gettext("%(what)s: %(told)s")
    return [(pattern % {"what": what, "told": _briefly(share)}, share) for what, share in shares]


def _sentence(label: str, group: Group) -> str:
    return f"{label} – {'; '.join(caption for caption, _share in _captioned(group))}."


def told(share: Share) -> Told:
    """The count first; a percentage only where there are enough, with its range while few."""
    count = gettext("%(hits)s of %(total)s") % {"hits": share.hits, "total": share.total}
    if share.is_too_few:
        return Told(count, gettext("too few to say"))
    percent = _percent(share.percent)
    if share.is_plenty:
        return Told(count, percent)
    pattern = gettext("%(percent)s, probably between %(low)s and %(high)s")
    return Told(count, pattern % {"percent": percent, **_range(share)})


def _briefly(share: Share) -> str:
    """The same on the one line above a bar."""
    count = gettext("%(hits)s of %(total)s") % {"hits": share.hits, "total": share.total}
    if share.is_too_few:
        return count
    percent = _percent(share.percent)
    if share.is_plenty:
        return gettext("%(count)s (%(percent)s)") % {"count": count, "percent": percent}
    pattern = gettext("%(count)s (%(percent)s; %(low)s to %(high)s)")
    return pattern % {"count": count, "percent": percent, **_range(share)}


def _range(share: Share) -> dict[str, str]:
    low, high = (_percent(round(100 * end)) for end in share.range)
    return {"low": low, "high": high}


def _percent(number: int) -> str:
    return gettext("%(number)s%%") % {"number": number}


def _days(found: Figures) -> str:
    """How soon people answered, where enough did."""
    if found.median_days is None or found.total.answered < TOO_FEW:
        return ""
    days = int(found.median_days + 0.5)
    if not days:
        return gettext("Half of those who answered did so on the same day.")
    text = ngettext(
        "Half of those who answered did so within %(days)s day.",
        "Half of those who answered did so within %(days)s days.",
        days,
    )
    return text % {"days": days}
