"""How long the oldest work has been waiting: what a monitor looks at (LIBRARIES.md, section 10).

Each of these looks at the beginning of one small index.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django_tasks_db.models import DBTaskResult

from contacts.models import ImportBatch
from outreach.models import Digest, DigestPlan, Message
from outreach.models.posting import ON_ITS_WAY


def oldest_age(*, now: datetime) -> int:
    """Seconds since the oldest work became due; 0 when nothing is due."""
    moments = [moment for column, rows in _queues() if (moment := _first(rows, column, now))]
    return int((now - min(moments)).total_seconds()) if moments else 0


def _queues() -> Iterator[tuple[str, QuerySet[Any, Any]]]:
    """The rows somebody has to do something about, and since when."""
    yield "enqueued_at", DBTaskResult.objects.ready()
    yield "due_at", ImportBatch.objects.filter(status__in=ImportBatch.AT_WORK)
    yield "due_at", Message.objects.filter(delivery__in=sorted(ON_ITS_WAY))
    yield "due_at", Digest.objects.filter(delivery__in=sorted(ON_ITS_WAY))
    yield "due_at", DigestPlan.objects.all()


def _first(rows: QuerySet[Any, Any], column: str, now: datetime) -> datetime | None:
    rows = rows.filter(**{f"{column}__lte": now}).order_by(column)
    found: datetime | None = rows.values_list(column, flat=True).first()
    return found
