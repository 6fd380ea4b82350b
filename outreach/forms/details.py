"""Step 4, the details: beginnings of sentences that the user completes."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainTextField
from contacts.forms import LEAVE_OUT, beside
from outreach.facts import address_of, ask_of, asked_by, language_of
from outreach.forms.steps import StepForm
from outreach.message.questions import Question, anchor_question
from outreach.message.vocabulary import Address, Ask, Language
from outreach.models import Outreach
from outreach.typed import SENTENCE

USUAL_MINUTES = 15
FEWEST_MINUTES, MOST_MINUTES = 5, 20
MINUTES_RANGE = _("Enter a number of minutes between 5 and 20. Fifteen is a kind size.")
ANCHOR, WHY_YOU = "shared_history", "why_you"
COLUMNS = (ANCHOR, WHY_YOU)
"""Answers with a column of their own: they belong to the outreach, not to a request type."""

SWITCHES: dict[str, tuple[str, str]] = {
    "en": (Language.EN, Address.VOUS),
    "fr-CA/vous": (Language.FR, Address.VOUS),
    "fr-CA/tu": (Language.FR, Address.TU),
}
SWITCH_LABELS: dict[str, Any] = {
    "en": _("English"),
    "fr-CA/vous": _("French with “vous”"),
    "fr-CA/tu": _("French with “tu”"),
}

# Why a size is kind, in the language of the page; the sentence itself is in the message's.
SIZES: dict[str, Any] = {
    "work": _("One piece of work and its year. This is what they will write about."),
    "theme": _("One theme, two at most. They stay free to write something else."),
    "facts": _("Dates and facts they would have to look up. A line each is enough."),
    "topic": _("One field or one decision, named. “Your career” is too wide to prepare for."),
    "minutes": _("15 minutes is easy to say yes to; 20 at most. The rest is for catching up."),
    "questions": _("Two or three questions, one to a line. They can think about them ahead."),
    "role": _("The role by its name, so that they can answer in one line."),
    "organisations": _(
        "Up to three places you have found. You ask for one to three more names, and do the rest."
    ),
    "strengths": _("One line. It helps them name what is missing."),
    "request": _("One thing they can do in one step, with the name of the person or the posting."),
    ANCHOR: beside(
        _("A place, a year, a piece of work: what tells them at once who you are."), LEAVE_OUT
    ),
    WHY_YOU: LEAVE_OUT,
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """What the template shows of one beginning of a sentence."""

    field: forms.BoundField
    question: Question
    size: Any


def sentence_field(question: Question) -> forms.Field:
    """The field behind one beginning of a sentence."""
    label = question.stem.rstrip(" …")
    if question.key == "minutes":
        return forms.IntegerField(
            label=label,
            required=question.required,
            min_value=FEWEST_MINUTES,
            max_value=MOST_MINUTES,
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), MINUTES_RANGE),
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        )
    return PlainTextField(
        label=label,
        required=question.required,
        max_length=question.limit,
        lines=question.rows,
        required_message=format_lazy(_("Complete the sentence “{stem}”."), stem=question.stem),
        attrs={"data-limit": question.limit},
    )


class SentencesForm(StepForm):
    """A step whose fields are beginnings of sentences in the language of the message."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {field_name(question.key): question for question in self.asked()}
        for name, question in self.questions.items():
            self.fields[name] = sentence_field(question)

    def asked(self) -> tuple[Question, ...]:
        """The questions of this step, in order."""
        raise NotImplementedError

    @property
    def sentences(self) -> list[Sentence]:
        """The fields with their beginnings, for the template."""
        return [
            Sentence(self[name], question, SIZES.get(question.key, ""))
            for name, question in self.questions.items()
        ]

    def answers(self) -> dict[str, str]:
        """All answers of the outreach, with those of this page that are right put in."""
        typed = {
            question.key: str(self.cleaned_data[name] or "")
            for name, question in self.questions.items()
            if question.key not in COLUMNS and self.was_taken_in(name)
        }
        return {**self.outreach.answers, **typed}

    def columns(self) -> dict[str, str]:
        """The columns of Outreach that hold an answer of their own, as far as they are right."""
        return {
            question.key: self.cleaned_data[name]
            for name, question in self.questions.items()
            if question.key in COLUMNS and self.was_taken_in(name)
        }


def stored_answers(outreach: Outreach) -> dict[str, Any]:
    """All answers by the names of their fields."""
    answers = {**outreach.answers, **{key: getattr(outreach, key) for key in COLUMNS}}
    return {field_name(key): text for key, text in answers.items()}


def field_name(key: str) -> str:
    """The name of the field behind a question; the prefix keeps it apart from the page's own."""
    return f"{SENTENCE}{key}"


class DetailsForm(SentencesForm):
    """Only what the request type needs, and what tells them who is writing.

    ``switch`` is a button: the same page in another language, with all that was typed.
    """

    switch = forms.ChoiceField(required=False, choices=[(key, key) for key in SWITCHES])

    def asked(self) -> tuple[Question, ...]:
        """The questions of the request type, then what places the writer."""
        language, address = language_of(self.outreach), address_of(self.outreach)
        asked = asked_by(self.outreach)
        if ask_of(self.outreach) == Ask.RECOMMENDATION:
            return asked  # "We worked together on …" says it already
        return (*asked, anchor_question(language, address))

    @classmethod
    def stored(cls, outreach: Outreach) -> dict[str, Any]:
        return stored_answers(outreach)

    @classmethod
    def suggested(cls, outreach: Outreach) -> dict[str, Any]:
        return {"say_minutes": str(USUAL_MINUTES), "say_work": outreach.shared_history}

    def changes(self) -> dict[str, Any]:
        answers = self.answers()
        changed: dict[str, Any] = {"answers": answers, **self.columns()}
        if self.was_taken_in("say_work"):
            changed[ANCHOR] = answers["work"]
        if self.cleaned_data.get("switch"):
            language, address = SWITCHES[self.cleaned_data["switch"]]
            changed |= {"language": language, "address": address}
        return changed

    @property
    def switches(self) -> list[tuple[str, Any]]:
        """The other languages and forms of address the page can be had in."""
        now = (language_of(self.outreach), address_of(self.outreach))
        shown = now[0] if now[0] == Language.EN else "/".join(now)
        return [(key, label) for key, label in SWITCH_LABELS.items() if key != shown]
