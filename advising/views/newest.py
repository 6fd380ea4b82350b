"""A page of what happened, the newest first. The address of the next page holds the moment that it
goes on from, for looks have no id that may be shown."""

from datetime import datetime
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from accounts.days import moment_of

ON_A_PAGE = 25
T = TypeVar("T", bound=Model)


def newest(request: HttpRequest, rows: QuerySet[T], moment: str) -> tuple[list[T], str]:
    """The newest rows by this column, or with ``?before=`` those before then; and where older ones
    begin, empty where there are none."""
    before = moment_of(request.GET.get("before", ""))
    if before:
        rows = rows.filter(**{f"{moment}__lt": before})
    found = list(rows.order_by(f"-{moment}", "-pk")[: ON_A_PAGE + 1])
    if len(found) <= ON_A_PAGE:
        return found, ""
    last: datetime = getattr(found[ON_A_PAGE - 1], moment)
    return found[:ON_A_PAGE], last.isoformat()
