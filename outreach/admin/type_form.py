"""The form of a request type: all its texts, English and French side by side."""

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainForm, PlainTextField
from outreach.admin.wording_form import refuse_links, refuse_unfit
from outreach.message import english, french
from outreach.message.grammar import tidy
from outreach.message.own_types import SLOTS, VARIANTS, lacks_request, wording_fields
from outreach.message.slots import PLACEHOLDERS
from outreach.message.type_trial import Remark
from outreach.message.vocabulary import Ask
from outreach.message.wording import Wording
from outreach.models import Channel, Kind, RequestType, RequestTypeVersion, Tone
from outreach.request_types import CARD, SENTENCE, current_texts, fields_of, stands_after

_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of what follows (TRUST.md, B22)."""

LANGUAGES = {"en": _("English"), "fr": _("French"), "fr_tu": _("French with “tu”")}
BOTH, WITH_TU = ("en", "fr"), ("en", "fr", "fr_tu")
OF_BUILT_IN = {
    *("work", "our_work", "theme", "facts", "topic", "questions", "minutes", "role"),
    *("organisations", "strengths", "news", "interest", "promise"),
}
"""Placeholders for answers that only built-in types, or messages without a request, ask for."""

USABLE = tuple(name for name in PLACEHOLDERS if name not in OF_BUILT_IN)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to write, in each language: its name, what it is, and its room."""

    name: str
    label: Any
    help: Any = ""
    limit: int = 300
    lines: int = 2
    variants: Sequence[str] = WITH_TU


CARD_ROWS = (
    Row("name", _("Name"), _("As it stands in the list."), 80, 1, BOTH),
    Row("summary", _("What it is"), _("One line below the name."), 200, 2, BOTH),
    Row(
        "example",
        _("An example"),
        _("One request of this type, as somebody would write it."),
        400,
        2,
        BOTH,
    ),
    Row("size", _("A sensible size"), _("How much one may ask for."), 200, 2, BOTH),
)
SENTENCE_ROWS = (
    Row(
        "stem",
        _("How the sentence begins"),
        _("What follows “Could you” in every message: “introduce me to”. People complete it."),
        80,
        1,
    ),
    Row(
        "completion",
        _("How people may go on"),
        _(
            "An example for the people who write, and for the messages below: “Marie Roy, who leads"
            " the city archives”."
        ),
        120,
        1,
        BOTH,
    ),
)
FIRST_ROWS = (
    Row("subject", _("Subject of the e-mail"), limit=80, lines=1),
    Row("ask_warm", _("The request, warm")),
    Row("ask_neutral", _("The request, neutral")),
    Row("ask_formal", _("The request, formal")),
    Row("detail", _("What makes a yes easy")),
    Row("exit", _("Easy to say no")),
    Row("short", _("The request in a text message or connection note"), limit=120),
    Row("spoken", _("The request on the phone or in person")),
)
LATER_ROWS = (
    Row("nudge", _("Nudge: the request again")),
    Row("last_nudge", _("Last nudge: the request again")),
    Row("reply_yes", _("Reply to a yes: what comes next")),
    Row("reminder", _("Reminder: what they offered")),
    Row("thank_you", _("Thank-you")),
)
ROWS = (*CARD_ROWS, *SENTENCE_ROWS, *FIRST_ROWS, *LATER_ROWS)
WORDINGS = frozenset(wording_fields())
NEEDED = frozenset({*CARD, "stem_en", "stem_fr", "completion_en", "completion_fr"})
"""Without these a type is not published; a draft needs a name to be found by."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A field in a row, in one language, with the shared text that stands for an empty one."""

    field: forms.BoundField
    language: Any
    lang: str
    shared: str


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row ready to print."""

    row: Row
    cells: list[Cell]


class RequestTypeForm(PlainForm, forms.Form):
    """What an advisor types about one request type. Texts are cleaned, never cut."""

    pk = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    after = forms.ChoiceField(label=_("It stands in the list after"), required=False)

    def __init__(
        self, *args: Any, kind: RequestType | None, shared: Sequence[Wording] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.kind, self.shared = kind, shared
        others = RequestType.objects.filter(is_published=True)
        places = [(other.key, other.name) for other in others if other != kind]
        self.fields["after"].choices = [("", _("nothing: first")), *places]  # type: ignore[attr-defined]
        offered = fields_of(kind)
        for row in ROWS:
            for variant in row.variants:
                if (name := f"{row.name}_{variant}") in offered:
                    self.fields[name] = _field(row, variant)

    # --- For the template -----------------------------------------------------------------------
    def card(self) -> list[PrintedRow]:
        """The card in the wizard."""
        return self._printed(CARD_ROWS)

    def sentence(self) -> list[PrintedRow]:
        """The sentence that people complete; empty for a built-in type."""
        return self._printed(SENTENCE_ROWS)

    def first(self) -> list[PrintedRow]:
        """Wordings of the first message."""
        return self._printed(FIRST_ROWS)

    def later(self) -> list[PrintedRow]:
        """Wordings of what follows."""
        return self._printed(LATER_ROWS)

    def has_later_texts(self) -> bool:
        """Whether that part of the form is shown open."""
        return any(
            cell.field.value() or cell.field.errors for row in self.later() for cell in row.cells
        )

    def placeholders(self) -> str:
        """Which ones a wording may use."""
        return ", ".join(f"{{{name}}}" for name in USABLE)

    def problems(self) -> Iterator[tuple[forms.BoundField, str]]:
        """The errors in the order of the page, each with its field."""
        for name in self.fields:
            for error in self[name].errors:
                yield self[name], str(error)

    def _printed(self, rows: Sequence[Row]) -> list[PrintedRow]:
        printed = []
        for row in rows:
            names = [
                (v, f"{row.name}_{v}") for v in row.variants if f"{row.name}_{v}" in self.fields
            ]
            cells = [
                Cell(
                    self[name],
                    LANGUAGES[variant],
                    "en-CA" if variant == "en" else "fr-CA",
                    self._instead(row.name, variant),
                )
                for variant, name in names
            ]
            if cells:
                printed.append(PrintedRow(row, cells))
        return printed

    def _instead(self, name: str, variant: str) -> str:
        """The shared wording that people get where this one is empty."""
        slot = next((slot for slot in SLOTS if slot.name == name), None)
        if slot is None:
            return ""
        language, address = VARIANTS[variant]
        fitting = [
            one
            for one in self.shared
            if (one.language, one.kind, one.length, one.move)
            == (language, slot.kind, slot.length, slot.move)
            and one.address in ("", address)
            and one.tone in ("", slot.tones[0])
            and one.ask in ("", Ask.OTHER)
        ]
        return (
            min(fitting, key=lambda one: (not one.ask, not one.tone, one.key)).text
            if fitting
            else ""
        )

    # --- What was typed -------------------------------------------------------------------------
    def clean(self) -> dict[str, Any]:
        """Each text by itself; on the page it stays as it was typed."""
        super().clean()
        for name in [name for name in self.fields if name in self.cleaned_data]:
            if name in ("pk", "seen", "after") or not self.cleaned_data[name]:
                continue
            try:
                self.cleaned_data[name] = self._fit(name, self.cleaned_data[name])
            except ValidationError as error:
                self.add_error(name, error)
        return self.cleaned_data

    def _fit(self, name: str, typed: str) -> str:
        text = _typeset(_TURNS.sub("", typed), in_english=name.endswith("_en"))
        if name in WORDINGS:
            refuse_unfit(text)
            if lacks_request(name, text):
                raise ValidationError(
                    _("Put {request} where the sentence that people complete goes."), code="request"
                )
            return text
        refuse_links(text)
        if name in SENTENCE:
            grammar = english if name.endswith("_en") else french
            tidied: str = grammar.request(text) if name.startswith("stem") else grammar.phrase(text)
            return tidied
        return text

    def texts(self) -> dict[str, str]:
        """What was typed, by the names of the fields; empty ones are left out."""
        names = fields_of(self.kind)
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}

    def require(self, act: str) -> None:
        """Say what is missing for a draft, or for publishing."""
        needed = {"name_en"} if act == "draft" else NEEDED & self.fields.keys()
        for name in [name for name in self.fields if name in needed]:
            if name in self.cleaned_data and not self.cleaned_data[name]:
                self.add_error(name, ValidationError(_("Enter a text."), code="required"))

    def goes_on_from(self, version: RequestTypeVersion) -> None:
        """The page is shown again, after what it holds was kept."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen"] = version.seen  # type: ignore[index]

    def add_remarks(self, remarks: Sequence[Remark]) -> None:
        """What the checker says, beside the text it comes from."""
        for remark in remarks:
            self.add_error(remark.field, ValidationError(_in_words(remark), code="finding"))


def _typeset(text: str, *, in_english: bool) -> str:
    """Curly quotes and apostrophes, and the spaces that French has."""
    return english.quoted(tidy(text)) if in_english else french.spaced(tidy(text))


def label_of(row: Row, variant: str) -> Any:
    """What a text is called where it stands alone."""
    return format_lazy("{row}, {language}", row=row.label, language=LANGUAGES[variant])


def _field(row: Row, variant: str) -> PlainTextField:
    # One line, however it is shown: a wording is one sentence or two, and no paragraphs.
    widget = (
        forms.TextInput(attrs={"autocomplete": "off"})
        if row.lines == 1
        else forms.Textarea(attrs={"rows": row.lines})
    )
    return PlainTextField(
        label=label_of(row, variant), required=False, max_length=row.limit, widget=widget
    )


def _in_words(remark: Remark) -> str:
    finding, sample = remark.finding, remark.sample
    if finding is None or sample is None:
        return gettext(
            "No message would take this text: the shared ones say more of what people type."
            " Use more placeholders, or leave it empty."
        )
    facts = sample.facts
    where = ", ".join(
        str(label)
        for label in (Kind(facts.kind).label, Channel(facts.channel).label, Tone(facts.tone).label)
    )
    words = gettext("In a message (%(where)s) this would draw the remark: %(finding)s")
    return words % {"where": where, "finding": gettext(finding.reason)}


def initial_of(kind: RequestType | None) -> dict[str, Any]:
    """What the form begins with: the open version, else what people get, else nothing."""
    if kind is None:
        return {"pk": uuid.uuid4(), "after": stands_after(None)}
    version = kind.versions.filter(published_at=None, withdrawn_at=None).first()
    if version is None:
        return {"pk": kind.pk, "after": stands_after(kind), **current_texts(kind)}
    after = version.after
    # What it was to follow may be deleted by now; the form would put it first.
    if after and not RequestType.objects.filter(key=after, is_published=True).exists():
        after = stands_after(kind)
    return {"pk": kind.pk, "seen": version.seen, "after": after, **version.texts}
