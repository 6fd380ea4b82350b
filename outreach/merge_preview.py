"""What a merge will give, field by field, before anything is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Field, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from accounts.days import date_in_words
from contacts.merging import merged_columns
from contacts.models import Contact
from outreach.forms.merging import OTHER, MergeForm
from outreach.pairs import last_in_touch, outreaches_of

LABELS: dict[str, Any] = {
    "name": _("Full name"),
    "greeting_name": _("What you call them"),
    "formal_name": _("In a formal letter"),
    "position": _("Job title"),
    "organization": _("Organization"),
    "city": _("City"),
    "country": _("Country"),
    "linkedin_url": _("LinkedIn address"),
    "relationship": _("How you know each other"),
    "closeness": _("How well you knew each other"),
    "shared_history": _("What you did together"),
    "rhythm_months": _("Keep in touch every (months)"),
    "connected_on": _("Connected on LinkedIn"),
    "notes": _("Notes"),
}
"""What is shown of the columns, in this order."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A field in which the two differ: one of two values."""

    field: str
    label: Any
    kept: str
    other: str
    takes_other: bool


@dataclass(frozen=True, slots=True)
class Result:
    """A field nobody need decide: its values afterwards, and whether the other one gave some."""

    label: Any
    values: tuple[str, ...]
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """The contact as it will be."""

    choices: list[Choice]
    results: list[Result]


def preview(kept: Contact, dropped: Contact, form: MergeForm, today: date) -> Preview:
    """What there is to choose, and what comes of the rest."""
    prefetch_related_objects([kept, dropped], "emails", "phones", "tags")
    after = merged_columns(kept, dropped)
    results = [
        _result(LABELS[name], _shown(kept, name), _in_words(kept, name, after[name]))
        for name in LABELS
        if name not in form.differing
    ]
    results += _joined(kept, dropped)
    results.append(_newest(kept, dropped, today))
    results.append(_written(kept, dropped))
    if after["do_not_contact_at"]:
        is_new = kept.do_not_contact_at is None
        results.append(Result(_("Do not contact"), (str(_("Nobody writes to them")),), is_new))
    choices = [
        Choice(
            name,
            LABELS[name],
            _shown(kept, name),
            _shown(dropped, name),
            form[f"take_{name}"].value() == OTHER,
        )
        for name in LABELS
        if name in form.differing
    ]
    return Preview(choices, [result for result in results if result.values])


def _shown(contact: Contact, name: str) -> str:
    return _in_words(contact, name, getattr(contact, name))


def _in_words(contact: Contact, name: str, value: Any) -> str:
    if not value:
        return ""
    if isinstance(value, date):
        return date_in_words(value)
    column = contact._meta.get_field(name)
    choices = dict(column.flatchoices) if isinstance(column, Field) else {}
    return str(choices.get(value, value))


def _result(label: Any, before: str, after: str) -> Result:
    return Result(label, (after,) if after else (), before != after)


def _joined(kept: Contact, dropped: Contact) -> Iterable[Result]:
    """Addresses, numbers and tags: those of both, each once."""
    emails, phones, tags = (
        [{row.key: str(row) for row in getattr(person, name).all()} for person in (kept, dropped)]
        for name in ("emails", "phones", "tags")
    )
    for label, (own, other) in (
        (_("E-mail"), emails),
        (_("Phone"), phones),
        (_("Tags"), tags),
    ):
        yield Result(label, tuple({**other, **own}.values()), bool(other.keys() - own.keys()))


def _newest(kept: Contact, dropped: Contact, today: date) -> Result:
    dated = [person for person in (kept, dropped) if person.last_in_touch]
    newest = max(dated, key=lambda person: person.silent_since, default=kept)
    words = last_in_touch(newest, today)
    return Result(_("Last in touch"), (words,) if words else (), newest is dropped)


def _written(kept: Contact, dropped: Contact) -> Result:
    counts = outreaches_of([kept, dropped])
    total = sum(counts.values())
    return Result(_("Outreach"), (str(total),) if total else (), bool(counts.get(dropped.pk)))
