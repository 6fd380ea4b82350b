"""How often somebody was written to since they were last heard of (TRUST.md, L4)."""

from datetime import datetime, timedelta

from outreach.models import ON_ITS_WAY, Delivery, Kind, Message

APART = timedelta(days=7)
AT_MOST = 3
"""A first message and two follow-ups."""

AFTER_A_WORD = frozenset({Kind.REPLY_YES, Kind.THANK_YOU, Kind.ANSWER_NO})
"""They said or did something, and this answers it: nobody is pressed by these."""

GONE_OUT = ON_ITS_WAY | {Delivery.SENT, Delivery.UNCONFIRMED}


def unanswered(message: Message) -> list[datetime]:
    """When messages went to the contact of this one since they were last in touch, oldest first.

    This very message is left out. What went out on the day they were in touch counts as answered:
    a day is all that is known of an encounter.
    """
    contact, owner = message.outreach.contact, message.outreach.owner
    others = Message.objects.filter(outreach__contact=contact, delivery__in=sorted(GONE_OUT))
    rows = others.exclude(pk=message.pk).values_list("sent_at", "queued_at")
    at = sorted(moment for sent_at, queued_at in rows if (moment := sent_at or queued_at))
    heard_on = contact.last_in_touch
    return [one for one in at if heard_on is None or owner.local_date(one) > heard_on]
