"""What became of many outreaches, for those who advise: counts only, small ones hidden (P15)."""

import csv
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from accounts import audit
from accounts.panel import at_work, panel
from accounts.printing import said_once
from advising.careful import FEWEST, MEASURES
from advising.outcomes import Cells, Line, Outcomes, report_for
from contacts.exchange.neutral import neutral
from outreach.charts import Captioned, Chart, chart
from outreach.models import Approach, RequestType
from outreach.shares import Share

COLUMNS: dict[str, Any] = {
    "started": _("Started"),
    "sent": _("Sent"),
    "answered": _("Answered"),
    "yes": _("Said yes"),
    "no": _("Said no"),
    "thanked": _("Thanked"),
}
"""A heading for each of MEASURES."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in words, empty where it is hidden, and the heading it stands under."""

    heading: str
    count: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table."""

    label: str
    counts: Cells
    cells: list[Figure]


@dataclass(frozen=True, slots=True)
class Section:
    """One way to divide the figures: a table, and a chart of what can be drawn."""

    key: str
    title: Any
    column: Any
    chart: Chart
    summary: str
    rows: list[Row]

    @property
    def shows_nothing(self) -> bool:
        """Whether every figure of it is hidden."""
        return all(count is None for row in self.rows for count in row.counts)


@require_GET
def outcomes(request: HttpRequest) -> HttpResponse:
    """The figures as charts and tables, and where many wrote to one organization."""
    found = report_for(at_work(request), timezone.now())
    total = _row(gettext("In all"), found.outcomes.total)
    context = {
        "report": found,
        "columns": [COLUMNS[measure] for measure in MEASURES],
        "total": total,
        "totals": [total],
        "sections": [] if found.outcomes.is_empty else sections(found.outcomes),
        "fewest": FEWEST,
    }
    return panel.page(request, "advising/panel/outcomes.html", gettext("Outcomes"), context)


@require_GET
def as_csv(request: HttpRequest) -> HttpResponse:
    """The same tables as one file, with what is hidden hidden."""
    advisor, now = at_work(request), timezone.now()
    found = report_for(advisor, now)
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for cells in _lines_of(found.outcomes):
        writer.writerow([neutral(cell) for cell in cells])
    audit.record(actor=advisor, verb="export", target=advisor, fields=["outcomes"])
    name = f"outcomes-{advisor.local_date(found.at):%Y-%m-%d}.csv"
    return HttpResponse(
        text.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _lines_of(found: Outcomes) -> list[list[str]]:
    headings = [gettext("Table"), gettext("Group"), *(str(COLUMNS[name]) for name in MEASURES)]
    lines = [headings, _cells_of("", _row(gettext("In all"), found.total))]
    for section in sections(found):
        lines += [_cells_of(str(section.column), row) for row in section.rows]
    return lines


def _cells_of(table: str, row: Row) -> list[str]:
    hidden = pgettext("a figure", "hidden")
    return [
        table,
        row.label,
        *(hidden if count is None else str(count) for count in row.counts),
    ]


def sections(found: Outcomes) -> list[Section]:
    """Three ways to look at the same outreaches."""
    kinds = RequestType.objects.in_bulk()
    # One that nobody used may have been deleted since this was counted.
    by_request = [line for line in found.by_request if line.key is None or line.key in kinds]
    approaches: dict[Any, Any] = dict(Approach.choices)

    def request_label(key: Hashable) -> str:
        return kinds[key].name if key in kinds else gettext("A hello, or nothing chosen yet")

    def approach_label(key: Hashable) -> str:
        return str(approaches[key])

    def month_label(key: Hashable) -> str:
        assert isinstance(key, date)  # noqa: S101
        return date_format(key, "YEAR_MONTH_FORMAT")

    return [
        _section("request", _("By request"), _("Request"), by_request, request_label),
        _section("approach", _("By approach"), _("Approach"), found.by_approach, approach_label),
        _section("month", _("By month of the start"), _("Month"), found.by_month, month_label),
    ]


def _section(
    key: str, title: Any, column: Any, lines: list[Line], label: Callable[[Hashable], str]
) -> Section:
    rows = [_row(label(line.key), line.cells) for line in lines]
    drawn = [(row.label, _captioned(row.counts)) for row in rows]
    drawn = [(name, shares) for name, shares in drawn if shares]
    summary = [
        f"{name} – {'; '.join(words for words, _share in shares)}." for name, shares in drawn
    ]
    return Section(key, title, column, chart(drawn), " ".join(summary), rows)


@said_once
def _row(label: str, counts: Cells) -> Row:
    cells = [
        Figure(str(COLUMNS[measure]), _in_figures(count))
        for measure, count in zip(MEASURES, counts, strict=True)
    ]
    return Row(label, counts, cells)


@said_once
def _in_figures(count: int | None) -> str:
    return "" if count is None else str(localize(count))


@said_once
def _captioned(cells: Cells) -> list[Captioned]:
    """Of what was sent, how many answered and how many said yes, as far as both are shown."""
    counts = dict(zip(MEASURES, cells, strict=True))
    sent = counts["sent"]
    if sent is None:
        return []
    shown = [(gettext("Answers"), counts["answered"]), (gettext("Yes"), counts["yes"])]
    return [
        (_caption(what, Share(count, sent)), Share(count, sent))
        for what, count in shown
        if count is not None
    ]


@said_once
def _caption(what: str, share: Share) -> str:
    count = gettext("%(hits)s of %(total)s") % {"hits": share.hits, "total": share.total}
    percent = gettext("%(number)s%%") % {"number": share.percent}
    told = gettext("%(count)s (%(percent)s)") % {"count": count, "percent": percent}
    return gettext("%(what)s: %(told)s") % {"what": what, "told": told}
