"""The text of a message, and the sentences that some kinds ask for first."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainForm, PlainTextField
from contacts.exchange.text import storable
from outreach.facts import address_of, language_of, own_key
from outreach.forms.details import SentencesForm, field_name
from outreach.forms.steps import LARGEST_VERSION
from outreach.message.questions import Question, questions_of_kind
from outreach.message.vocabulary import Channel, Kind
from outreach.models import Message, Outreach

ROWS = 14


class MessageForm(PlainForm, forms.Form):
    """Subject (e-mail only) and body. The advice on the text is no part of its validity."""

    version = forms.IntegerField(
        required=False, min_value=0, max_value=LARGEST_VERSION, widget=forms.HiddenInput
    )
    subject = PlainTextField(label=_("Subject"), max_length=150, required=False)
    body = PlainTextField(
        label=_("Message"),
        max_length=5000,
        lines=ROWS,
        required_message=_("Write your message."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        message: Message,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.message = message
        stored = {"version": message.version, "subject": message.subject, "body": message.body}
        super().__init__(data, initial={**stored, **(initial or {})})
        if message.channel != Channel.EMAIL:
            del self.fields["subject"]

    def typed(self) -> dict[str, str]:
        """Subject and body as typed."""
        return {
            name: storable(str(self[name].data or ""))
            for name in ("subject", "body")
            if name in self.fields
        }

    @property
    def subject_typed(self) -> str:
        """The subject; empty on channels that have none."""
        return str(self.cleaned_data.get("subject", ""))

    def clean_body(self) -> str:
        """A signature alone is no message (TRUST.md, B32)."""
        body = str(self.cleaned_data["body"])
        if body.strip() == self.message.outreach.owner.signature.strip():
            raise forms.ValidationError(_("Write your message above your signature."))
        return body


def has_questions(message: Message) -> bool:
    """Whether this kind of reply asks for sentences first; those of a hello are in the wizard."""
    kind = Kind(message.kind)
    if kind is Kind.HELLO:
        return False
    language, address = language_of(message.outreach), address_of(message.outreach)
    return bool(questions_of_kind(kind, language, address))


class ReplySentencesForm(SentencesForm):
    """What a reply needs to hear first: what helped, what came of it."""

    kind: Kind

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(*args, **kwargs)

    def asked(self) -> tuple[Question, ...]:
        """The questions of this kind of message."""
        language, address = language_of(self.outreach), address_of(self.outreach)
        return questions_of_kind(self.kind, language, address)

    def stored(self, outreach: Outreach) -> dict[str, Any]:  # type: ignore[override]
        return {
            field_name(question.key): outreach.answers.get(own_key(self.kind, question.key), "")
            for question in questions_of_kind(
                self.kind, language_of(outreach), address_of(outreach)
            )
        }

    def answers(self) -> dict[str, str]:
        """All answers of the outreach; those of this message under its own name."""
        typed = {
            own_key(self.kind, question.key): str(self.cleaned_data[name] or "")
            for name, question in self.questions.items()
            if self.was_taken_in(name)
        }
        return {**self.outreach.answers, **typed}

    def changes(self) -> dict[str, Any]:
        return {"answers": self.answers()}
