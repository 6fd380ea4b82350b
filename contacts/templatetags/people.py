"""What pages show of a contact: dates in words, its history, the form to add to it."""

from datetime import date
from typing import Any, Protocol

from django import template
from django.db.models import QuerySet

from contacts.exchange.text import isolated as isolate
from contacts.filters import Filters
from contacts.forms import EncounterForm
from contacts.models import Contact, Encounter
from contacts.remembered import remembered_text, silence_text

register = template.Library()


class Remembered(Protocol):
    """A contact, or what a page reads of one."""

    @property
    def last_in_touch(self) -> date | None:
        """The day, as far as it is known."""

    @property
    def last_in_touch_precision(self) -> str:
        """How well it is remembered."""


@register.filter
def isolated(text: str) -> str:
    """Text whose direction touches nothing around it, where no ``bdi`` is possible (B22)."""
    return isolate(text)


@register.filter
def remembered(encounter: Encounter) -> str:
    """When it was, as well as it is remembered."""
    return remembered_text(encounter.on, encounter.precision)


@register.filter
def last_in_touch(contact: Contact) -> str:
    """When they were last in touch, as well as it is remembered; empty when unknown."""
    if contact.last_in_touch is None:
        return ""
    return remembered_text(contact.last_in_touch, contact.last_in_touch_precision)


@register.filter
def silence(contact: Remembered, today: date) -> str:
    """How long ago that was, in one unit: "6 years ago"; empty when unknown."""
    return silence_text(contact.last_in_touch, contact.last_in_touch_precision, today)


@register.simple_tag
def history_of(contact: Contact) -> QuerySet[Encounter]:
    """The encounters, newest first."""
    return contact.encounters.all()


@register.simple_tag
def encounter_form(today: date) -> EncounterForm:
    """An empty form for the history."""
    return EncounterForm(today=today, auto_id="encounter_%s")


@register.simple_tag
def relationship_choices() -> list[tuple[str, Any]]:
    """Which contacts the list can show, by how the user knows them."""
    return Filters.RELATIONSHIPS


@register.simple_tag
def sort_choices() -> list[tuple[str, Any]]:
    """The orders of the list."""
    return Filters.SORTS
