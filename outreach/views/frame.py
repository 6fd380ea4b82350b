"""Where a page stands: in the wizard, or on its own."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from outreach.facts import opening_kind
from outreach.models import Kind as KindLabels
from outreach.models import Message, Outreach
from outreach.texts import language_tag
from outreach.wizard import TITLES, WizardStep, neighbour, steps_of, url_of

SEND_TITLE = _("Ready to send it?")


@dataclass(frozen=True, slots=True)
class Frame:
    """Title, place among the steps (0 of 0 outside the wizard), and the pages around."""

    title: Any
    url: str
    back_url: str
    onward_url: str
    number: int = 0
    total: int = 0


def step_context(outreach: Outreach, step: WizardStep) -> dict[str, Any]:
    """What every page of the wizard shows."""
    return {
        "outreach": outreach,
        "contact": outreach.contact,
        "frame": frame_of_step(outreach, step),
        "message_lang": language_tag(outreach),
    }


def frame_of_step(outreach: Outreach, step: WizardStep) -> Frame:
    """The frame of a step of the wizard."""
    steps = steps_of(outreach)
    return Frame(
        title=TITLES[step],
        url=url_of(step, outreach),
        back_url=url_of(neighbour(step, outreach, -1), outreach),
        onward_url=url_of(neighbour(step, outreach, 1), outreach),
        number=steps.index(step) + 1,
        total=len(steps),
    )


def is_in_wizard(message: Message) -> bool:
    """Whether this is the first message of a draft, whose pages are steps of the wizard."""
    outreach = message.outreach
    return outreach.is_draft and message.kind == opening_kind(outreach)


def frame_of_message(message: Message) -> Frame:
    """The frame of the page on which a message is written."""
    if is_in_wizard(message):
        return frame_of_step(message.outreach, WizardStep.MESSAGE)
    where = [message.outreach_id, message.pk]
    return Frame(
        title=KindLabels(message.kind).label,
        url=reverse("outreach_message", args=where),
        back_url=reverse("outreach_show", args=[message.outreach_id]),
        onward_url=reverse("outreach_message_send", args=where),
    )


def frame_of_sending(message: Message) -> Frame:
    """The frame of the page on which a message is sent."""
    if is_in_wizard(message):
        return frame_of_step(message.outreach, WizardStep.SEND)
    where = [message.outreach_id, message.pk]
    return Frame(
        title=SEND_TITLE,
        url=reverse("outreach_message_send", args=where),
        back_url=reverse("outreach_message", args=where),
        onward_url=reverse("outreach_show", args=[message.outreach_id]),
    )
