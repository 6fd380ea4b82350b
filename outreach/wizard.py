"""The steps from a lapsed contact to a sent message: their order, and which is open."""

from enum import StrEnum
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from outreach.forms.ask import AskForm
from outreach.forms.details import DetailsForm
from outreach.forms.situation import SituationForm
from outreach.forms.steps import StepForm
from outreach.forms.why import WhyForm
from outreach.models import Outreach
from outreach.texts import blocking, opening_draft


class WizardStep(StrEnum):
    """One page of the wizard; the value is its place in the URL."""

    WHO = "who"
    WHY = "why"
    ASK = "ask"
    DETAILS = "details"
    SITUATION = "situation"
    MESSAGE = "message"
    SEND = "send"


W = WizardStep
FORMS: dict[WizardStep, type[StepForm]] = {
    W.WHY: WhyForm,
    W.ASK: AskForm,
    W.DETAILS: DetailsForm,
    W.SITUATION: SituationForm,
}
TITLES: dict[WizardStep, Any] = {
    W.WHO: _("Who do you want to write to?"),
    W.WHY: _("Why now?"),
    W.ASK: _("What do you want to ask?"),
    W.DETAILS: _("What should they know?"),
    W.SITUATION: _("What is your situation?"),
    W.MESSAGE: _("Does this sound like you?"),
    W.SEND: _("Ready to send it?"),
}
WITHOUT_A_REQUEST = (W.ASK, W.DETAILS)


def steps_of(outreach: Outreach | None) -> tuple[WizardStep, ...]:
    """The steps in order; a hello asks nothing, so it has no request and no details."""
    left_out = WITHOUT_A_REQUEST if outreach and outreach.is_hello else ()
    return tuple(step for step in WizardStep if step not in left_out)


def is_complete(step: WizardStep, outreach: Outreach) -> bool:
    """Whether a step needs nothing more: its stored values pass its form, nothing is unfinished."""
    if step in outreach.unfinished:
        return False
    if step in FORMS and not FORMS[step].is_stored_complete(outreach):
        return False
    if step is W.SITUATION:
        return opening_draft(outreach) is not None
    if step is W.MESSAGE:
        opening = opening_draft(outreach)
        return opening is not None and not blocking(opening)
    return True


def first_unfinished(outreach: Outreach) -> WizardStep:
    """Where the user goes on, on any device; the last page when only sending is left."""
    for step in steps_of(outreach):
        if not is_complete(step, outreach):
            return step
    return W.SEND


def is_open(step: WizardStep, outreach: Outreach) -> bool:
    """Whether this page may be shown: all before it are complete, and it is part of the way."""
    steps = steps_of(outreach)
    if step not in steps:
        return False
    return all(is_complete(before, outreach) for before in steps[: steps.index(step)])


def neighbour(step: WizardStep, outreach: Outreach, distance: int) -> WizardStep:
    """The step before (-1) or after (+1), staying within the way."""
    steps = steps_of(outreach)
    if step not in steps:
        return first_unfinished(outreach)
    return steps[min(max(steps.index(step) + distance, 0), len(steps) - 1)]


def after(step: WizardStep, outreach: Outreach, wished: str) -> WizardStep:
    """Where Continue leads: the next page, or the page "Change" came from.

    A page that is not open yet sends on to the first unfinished one by itself.
    """
    return W(wished) if wished in set(WizardStep) else neighbour(step, outreach, 1)


def url_of(step: WizardStep, outreach: Outreach) -> str:
    """The address of a step."""
    return reverse("outreach_step", args=[outreach.pk, step])


def resume_url(outreach: Outreach) -> str:
    """Where to go on with a draft."""
    return url_of(first_unfinished(outreach), outreach)
