"""Forms of advising: whom to invite, which code, and what to share until when."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.days import DayField
from accounts.fields import PlainForm, PlainTextField
from accounts.models import User
from advising.access import advisors, leads_centre
from advising.actions import CODE_LENGTH, SHARE_DAYS, plain_code
from advising.emergency import is_client
from advising.models import SHARED_AT_FIRST, Advising, FieldGroup, Share
from contacts.exchange.normalise import NotUsable, clean_email
from contacts.fields import refusal
from contacts.forms import LEAVE_OUT, beside
from outreach.forms.steps import LARGEST_VERSION

LONGEST_SHARE_DAYS = 366


class InviteForm(PlainForm, forms.Form):
    """One client's address."""

    email = PlainTextField(
        label=_("Your client’s e-mail address"),
        max_length=254,
        spellcheck=False,
        required_message=_("Enter an e-mail address."),
    )

    of = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who will advise them"),
        required=False,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )

    def __init__(self, *args: Any, advisor: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self._advisor = advisor
        if leads_centre(advisor):
            _among(self, advisors())
        else:
            del self.fields["of"]

    def clean(self) -> dict[str, Any]:
        """An advisor invites for themselves; a lead for whom they choose."""
        data = super().clean() or self.cleaned_data
        return {**data, "of": data.get("of") or self._advisor}

    def clean_email(self) -> str:
        """The address as people paste it, cleaned."""
        try:
            return clean_email(self.cleaned_data["email"]).address.lower()
        except NotUsable as problem:
            raise forms.ValidationError(refusal(problem.problem)) from problem


class HandOverForm(PlainForm, forms.Form):
    """Who takes over a client."""

    to = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who takes over?"),
        error_messages={
            "required": _("Choose who takes over."),
            "invalid_choice": _("Choose from the list."),
        },
    )

    def __init__(self, *args: Any, advising: Advising, **options: Any) -> None:
        super().__init__(*args, **options)
        others = advisors().exclude(pk__in=[advising.advisor_id, advising.client_id])
        _among(self, others, name="to")


def _among(form: forms.Form, several: QuerySet[User], name: str = "of") -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
    field.queryset = several
    # Read once: by itself the field would count them as well.
    field.choices = lambda: [(user.pk, str(user)) for user in several]


class CodeForm(PlainForm, forms.Form):
    """The code on an advisor's flyer."""

    code = PlainTextField(
        label=_("The code from your advisor"),
        help_text=_("Eight letters and figures, as on the flyer or in their message."),
        max_length=40,
        spellcheck=False,
        required_message=_("Enter the code."),
    )

    def clean_code(self) -> str:
        """The code as it is stored."""
        code = plain_code(self.cleaned_data["code"])
        if len(code) != CODE_LENGTH:
            raise forms.ValidationError(_("Enter the eight letters and figures of the code."))
        return code


class EmergencyForm(PlainForm, forms.Form):
    """Whose messages have to be looked at, and why. ``client`` is whose address it was."""

    email = PlainTextField(
        label=_("The client’s e-mail address"),
        max_length=254,
        spellcheck=False,
        required_message=_("Enter an e-mail address."),
    )
    reason = PlainTextField(
        label=_("Why do you have to look?"),
        help_text=_("The client reads this: now in a mail, and from now on in their settings."),
        lines=4,
        min_length=10,
        max_length=500,
        required_message=_("Write why."),
        error_messages={"min_length": _("Write a whole sentence.")},
    )
    client: User

    def __init__(self, *args: Any, now: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self._now = now

    def clean_email(self) -> str:
        """The address of a client: of nobody who works here, oneself among them."""
        email = str(self.cleaned_data["email"]).strip().lower()
        found = User.objects.filter(email=email, is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("Nobody has an open account with this address."))
        if not is_client(found, self._now):
            text = _(
                "They work here, or did until lately. Emergency access is for clients alone: ask"
                " them in person."
            )
            raise forms.ValidationError(text)
        self.client = found
        return email


class ShareForm(PlainForm, forms.Form):
    """What to show, and until when. Starts from what is shared now, or from the usual."""

    groups = forms.MultipleChoiceField(
        label=_("What do you want to show?"),
        choices=FieldGroup.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    until = DayField(
        label=_("Until when?"),
        help_text=_("The last day they see it. You can end it any day before."),
        error_messages={"required": _("Enter the last day.")},
    )

    def __init__(
        self, *args: Any, today: date, client: User, now_open: Share | None, **options: Any
    ) -> None:
        groups = now_open.groups if now_open else SHARED_AT_FIRST
        until = now_open.last_day if now_open else today + timedelta(days=SHARE_DAYS)
        usual = {"groups": [group.value for group in groups], "until": until.isoformat()}
        options["initial"] = {**usual, **(options.get("initial") or {})}
        super().__init__(*args, **options)
        self.today, self.client = today, client

    def clean_groups(self) -> frozenset[FieldGroup]:
        """What was ticked; nothing is an answer too, and leaves it."""
        chosen = frozenset(FieldGroup(value) for value in self.cleaned_data["groups"])
        if not chosen:
            raise forms.ValidationError(_("Tick at least one, or go back without sharing."))
        return chosen

    def clean_until(self) -> date:
        """From today on, a year at most: a consent is given anew now and then (P5)."""
        until: date = self.cleaned_data["until"]
        if until < self.today:
            raise forms.ValidationError(_("Enter today or a later day."))
        if until > self.today + timedelta(days=LONGEST_SHARE_DAYS):
            raise forms.ValidationError(_("Enter a day within a year."))
        return until

    @property
    def ends_at(self) -> datetime:
        """The end of the last day where the client lives; once the form is valid."""
        after = self.cleaned_data["until"] + timedelta(days=1)
        return datetime.combine(after, time.min, tzinfo=self.client.zone)


class AskForm(PlainForm, forms.Form):
    """Which advisor, and what the client would like to know."""

    advising = forms.ModelChoiceField(
        label=_("Who should read it?"),
        queryset=Advising.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Choose one of your advisors."),
            "invalid_choice": _("Choose one of your advisors."),
        },
    )
    question = PlainTextField(
        label=_("What would you like to know?"),
        help_text=_("Such as: Is my request small enough?"),
        max_length=500,
        lines=3,
        required=False,
    )
    wait = forms.BooleanField(
        label=_("Wait with sending until they say it is ready"),
        help_text=_("You can send it without waiting at any time."),
        required=False,
    )

    def __init__(self, *args: Any, advisors: QuerySet[Advising], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["advising"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (so it is declared above)
        field.queryset = advisors
        field.choices = [(one.pk, str(one.advisor)) for one in advisors]


class ReviewForm(PlainForm, forms.Form):
    """What an advisor says of a draft: of one passage or the whole, with a text of their own."""

    # Of the text that the advisor reads on this page.
    version = forms.IntegerField(min_value=0, max_value=LARGEST_VERSION, required=False)
    passage = forms.TypedChoiceField(
        label=_("What is it about?"), required=False, coerce=int, empty_value=None
    )
    body = PlainTextField(
        label=_("Your comment"),
        help_text=_("Your client reads this beside their text."),
        max_length=2000,
        lines=4,
        required=False,
    )
    suggestion = PlainTextField(
        label=_("How you would write it"),
        help_text=_("Your client takes it with one press, or not."),
        max_length=2000,
        lines=4,
        required=False,
    )

    def __init__(self, *args: Any, passages: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.passages = passages
        field = self.fields["passage"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (so it is declared above)
        whole = [("", _("The whole text"))]
        field.choices = [*whole, *((number, text) for number, text in enumerate(passages))]

    @property
    def words(self) -> str:
        """The words it is about, empty for the whole; once the form is valid."""
        number = self.cleaned_data.get("passage")
        return "" if number is None else self.passages[number]

    def text_has_changed(self) -> None:
        """Say so; the number of the passage counts sentences of another text, and is forgotten."""
        if self.words:
            self.add_error("passage", _("Your client changed the text. Choose the passage again."))
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data["passage"] = ""  # type: ignore[index]
        else:
            text = _("Your client changed the text while you read. Look once more.")
            self.add_error("body", text)


class AnswerForm(PlainForm, forms.Form):
    """What the client answers."""

    answer = PlainTextField(
        label=_("Your answer"),
        max_length=2000,
        lines=3,
        required_message=_("Write your answer."),
    )


class NoteForm(PlainForm, forms.Form):
    """A private note of an advisor."""

    body = PlainTextField(
        label=_("A private note"),
        help_text=beside(
            _(
                "Your client does not see it here, and gets it with their data if they ask for it."
                " Write what you would be willing to read out to them."
            ),
            LEAVE_OUT,
        ),
        max_length=5000,
        lines=4,
        required_message=_("Write your note."),
    )
