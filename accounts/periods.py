"""How long things are kept, in months of the calendar."""

from datetime import datetime

from outreach.promises import months_after


def months_ago(now: datetime, months: int) -> datetime:
    """The same hour so many months before; at the end of the month where that day has none."""
    return datetime.combine(months_after(now.date(), -months), now.timetz())
