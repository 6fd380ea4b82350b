"""What stands in the way of sending, in words, each with the way to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.days import date_in_words
from contacts.exchange.text import isolated
from outreach.limits import LONGEST_BODY, Limit, Obstacle
from outreach.models import Message
from outreach.pausing import why_paused

WORDS: dict[Limit, Any] = {
    Limit.CONTESTED: _(
        "%(name)s says that something you noted about them is wrong, and this message uses it."
        " Decide first."
    ),
    Limit.OWN_ADDRESS: _(
        "Your own e-mail address is not confirmed yet. Their answer goes there,"
        " so that comes first."
    ),
    Limit.NO_ADDRESS: _(
        "There is no address of %(name)s that takes mail. Check the address first."
    ),
    Limit.NOT_ACCEPTED: _(
        "This address takes no mail from Reconnect. Write to %(name)s another way."
    ),
    Limit.LENGTH: _("This text is too long for one message: up to %(most)d characters."),
    Limit.LINKS: ngettext_lazy(
        "There is %(count)d link in this text. A personal letter has three at most.",
        "There are %(count)d links in this text. A personal letter has three at most.",
        "count",
    ),
    Limit.SAME_TEXT: _(
        "%(count)d other people got nearly the same text from you within a day."
        " Write this one for %(name)s alone."
    ),
    Limit.LIKE_OTHERS: _(
        "%(count)d other people got nearly the same text from you within a day."
        " One sentence that fits only %(name)s makes all the difference."
    ),
    Limit.TOO_OFTEN: _(
        "You have written to %(name)s %(count)d times without an answer, so no more is sent from"
        " here. When you have been in touch, note it, and you can write again."
    ),
    Limit.TOO_SOON: _(
        "Your last message to %(name)s is less than a week old. You can send this one %(when)s."
    ),
    Limit.WAITING: _(
        "%(count)d of your messages are still on their way. This one can go when one of them has"
        " gone out."
    ),
    Limit.MINUTE: _("You have just sent another message. You can send this one %(when)s."),
    Limit.DAY: ngettext_lazy(
        "You can send %(count)d message a day. There is room for this one %(when)s.",
        "You can send %(count)d messages a day. There is room for this one %(when)s.",
        "count",
    ),
    Limit.FIRST_DAYS: ngettext_lazy(
        "In your first week you can send %(count)d message a day."
        " There is room for this one %(when)s.",
        "In your first week you can send %(count)d messages a day."
        " There is room for this one %(when)s.",
        "count",
    ),
    Limit.WEEK: ngettext_lazy(
        "You can send %(count)d message a week. There is room for this one %(when)s.",
        "You can send %(count)d messages a week. There is room for this one %(when)s.",
        "count",
    ),
    Limit.SITE: _(
        "This site has sent all that it may send in a day. There is room for yours %(when)s."
    ),
}
EDIT = frozenset({Limit.LENGTH, Limit.LINKS, Limit.SAME_TEXT, Limit.LIKE_OTHERS})
ASKED_IN_THE_FORM = frozenset({Limit.RELATIONSHIP})
PASSED_BY_SAYING_SO = ASKED_IN_THE_FORM | {Limit.LIKE_OTHERS}
"""What the form on the page takes care of, so that there is a button all the same."""
SAID_ABOVE = ASKED_IN_THE_FORM | {Limit.AWAITED}
"""What the page says in another place, with its own way on."""


@dataclass(frozen=True, slots=True)
class Told:
    """One obstacle as it is read."""

    text: str
    url: str = ""
    label: str = ""


def told(
    found: Sequence[Obstacle], message: Message, *, edit_url: str, now: datetime
) -> list[Told]:
    """The obstacles in words, but for those that the page speaks of itself."""
    shown = (one for one in found if one.limit not in SAID_ABOVE)
    return [Told(_text(one, message, now), *_way(one.limit, message, edit_url)) for one in shown]


def _text(obstacle: Obstacle, message: Message, now: datetime) -> str:
    if obstacle.limit is Limit.PAUSED:
        until = gettext("Until somebody has looked at it, you can send it another way.")
        return f"{why_paused(message.outreach.owner)} {until}"
    sentence = str(
        WORDS[obstacle.limit]
        % {
            "name": isolated(message.outreach.contact.called),
            "count": obstacle.count,
            "most": LONGEST_BODY,
            "when": moment_in_words(obstacle.opens_at, now) if obstacle.opens_at else "",
        }
    )
    # "4:30 p.m." has a full stop of its own.
    return sentence.removesuffix(".") if sentence.endswith("..") else sentence


def _way(limit: Limit, message: Message, edit_url: str) -> tuple[str, str]:
    """Where it can be mended, and what the link says; nothing where only waiting helps."""
    contact = message.outreach.contact_id
    if limit in EDIT:
        return edit_url, gettext("Change the text")
    match limit:
        case Limit.OWN_ADDRESS:
            return reverse("account_email"), gettext("Confirm your address")
        case Limit.CONTESTED:
            return reverse("outreach_contested", args=[contact]), gettext("See what they say")
        case Limit.NO_ADDRESS | Limit.NOT_ACCEPTED:
            return reverse("contacts_edit", args=[contact]), gettext("Change the address")
        case Limit.TOO_OFTEN:
            return reverse("outreach_contact", args=[contact]), gettext(
                "Note when you were in touch"
            )
        case Limit.WAITING:
            return reverse("outreach_board"), gettext("See where they stand")
        case _:
            return "", ""


def moment_in_words(at: datetime, now: datetime) -> str:
    """A moment to come, in the time zone of the user: "today at 4:30 p.m."."""
    local, today = timezone.localtime(_next_minute(at)), timezone.localtime(now).date()
    clock = date_format(local, "TIME_FORMAT")
    if local.date() == today:
        return gettext("today at %(time)s") % {"time": clock}
    if local.date() == today + timedelta(days=1):
        return gettext("tomorrow at %(time)s") % {"time": clock}
    day = date_in_words(local.date(), "MONTH_DAY_FORMAT")
    return gettext("on %(date)s at %(time)s") % {"date": day, "time": clock}


def _next_minute(at: datetime) -> datetime:
    """Rounded up, so that the moment that is told is never too early."""
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else whole + timedelta(minutes=1)
