"""Form fields for ways to reach people, remembered dates and tags; each error says what to do."""

import calendar
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.days import date_in_words
from accounts.fields import PlainTextField
from contacts.exchange import dates, normalise
from contacts.exchange.dates import NotADate, Remembered, parse_remembered
from contacts.exchange.normalise import Email, LinkedIn, NotUsable, Phone, Problem
from contacts.exchange.text import fold
from contacts.removed import removed_among

Reach = Email | Phone | LinkedIn
Item = TypeVar("Item")

MOST_LINES = 10
MOST_TAGS = 20
TAG_LIMIT = 60

REFUSALS: dict[Problem, str | Promise] = {
    Problem.EMPTY: _("Enter an address or a number."),
    Problem.NO_ADDRESS: _("Enter an e-mail address like name@example.com."),
    Problem.MORE_THAN_ONE: _("Enter one address at a time."),
    Problem.ACCENT: _(
        "The part before the @ has letters that mail systems do not take, such as accents."
        " Check it with the person."
    ),
    Problem.LOCAL_TOO_LONG: _("The part before the @ can have 64 characters at most."),
    Problem.TOO_LONG: _("This is too long. E-mail addresses have at most 254 characters."),
    Problem.NUMERIC_HOST: _("After the @, enter a name like example.com, not a number."),
    Problem.NO_DOMAIN: _("After the @, enter a name with a dot, like example.com."),
    Problem.NO_NUMBER: _("Enter a phone number like 613 555 0100."),
    Problem.OTHER_SITE: _("Enter a LinkedIn address like linkedin.com/in/maria-santos."),
    Problem.NO_PROFILE: _(
        "Enter the address of the person’s own profile, like linkedin.com/in/maria-santos."
    ),
}
REMOVED = _("This person asked to be removed from this site. Leave this address out.")
PHONE_TOO_LONG = _("This is too long for a phone number. Put remarks in the notes.")


def refusal(problem: Problem, *, phone: bool = False) -> str:
    """The sentence for a problem, in the language of the page."""
    too_long = phone and problem is Problem.TOO_LONG
    return str(PHONE_TOO_LONG if too_long else REFUSALS[problem])


def refuse_removed(emails: Iterable[Email]) -> None:
    """Say so where one of these is the address of somebody who asked to be removed."""
    if removed_among({email.key for email in emails}):
        raise ValidationError(REMOVED, code="removed")


def _once(items: Iterable[Item], key: Callable[[Item], str]) -> tuple[Item, ...]:
    """The first of each key, in the order typed: the first address is the one written to."""
    found: dict[str, Item] = {}
    for item in items:
        found.setdefault(key(item), item)
    return tuple(found.values())


class LinesField(PlainTextField):
    """Several values, one on each line; an error names its line."""

    clean_one: Callable[[str], Any]
    is_phone = False

    def __init__(self, **options: Any) -> None:
        super().__init__(lines=2, required=False, spellcheck=False, **options)

    def clean(self, value: Any) -> tuple[Any, ...]:
        """The cleaned values, each once, in the order typed."""
        lines = [line for line in super().clean(value).split("\n") if line.strip()]
        if len(lines) > MOST_LINES:
            raise ValidationError(
                _("Keep at most %(most)d lines here."), code="many", params={"most": MOST_LINES}
            )
        found, errors = self._each(lines)
        if errors:
            raise ValidationError(errors)
        return _once(found, lambda item: str(item.key))

    def _each(self, lines: list[str]) -> tuple[list[Any], list[ValidationError]]:
        found, errors = [], []
        for number, line in enumerate(lines, 1):
            try:
                found.append(type(self).clean_one(line))
            except NotUsable as refused:
                errors.append(self._error(refused.problem, number, len(lines)))
        return found, errors

    def _error(self, problem: Problem, number: int, count: int) -> ValidationError:
        reason = refusal(problem, phone=self.is_phone)
        if count == 1:
            return ValidationError(reason, code=problem.value)
        return ValidationError(
            _("Line %(line)d: %(reason)s"),
            code=problem.value,
            params={"line": number, "reason": reason},
        )


class EmailsField(LinesField):
    """E-mail addresses, one on each line."""

    clean_one = staticmethod(normalise.clean_email)

    def clean(self, value: Any) -> tuple[Any, ...]:
        """The same; refused for somebody who asked to be removed (TRUST.md, P11)."""
        emails = super().clean(value)
        refuse_removed(emails)
        return emails


class PhonesField(LinesField):
    """Phone numbers, one on each line."""

    clean_one = staticmethod(normalise.clean_phone)
    is_phone = True


class LinkedInField(PlainTextField):
    """The address of a profile, in its one canonical form; empty when none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, spellcheck=False, **options)

    def clean(self, value: Any) -> str:
        """The canonical address."""
        text = super().clean(value)
        if not text:
            return ""
        try:
            return normalise.clean_linkedin(text).url
        except NotUsable as refused:
            raise ValidationError(refusal(refused.problem), code=refused.problem.value) from None


class ReachField(PlainTextField):
    """One way to reach somebody: an e-mail address, a phone number or a LinkedIn address."""

    NOT_RECOGNISED = _(
        "Enter an e-mail address, a phone number or a LinkedIn address, such as"
        " name@example.com, 613 555 0100 or linkedin.com/in/maria-santos."
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(spellcheck=False, **options)

    def clean(self, value: Any) -> Reach | None:
        """What was recognised; None when left empty."""
        text = super().clean(value)
        if not text:
            return None
        try:
            reach = normalise.clean_reach(text)
        except NotUsable as refused:
            raise ValidationError(
                self._reason(text, refused.problem), code=refused.problem.value
            ) from None
        refuse_removed([reach] if isinstance(reach, Email) else [])
        return reach

    def _reason(self, text: str, problem: Problem) -> str:
        if problem is Problem.NO_ADDRESS and "@" not in text:
            return str(self.NOT_RECOGNISED)
        return refusal(problem, phone="@" not in text)


class TagsField(PlainTextField):
    """Tags separated by commas; each once, as typed first."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> tuple[str, ...]:
        """The names of the tags."""
        names = [name.strip() for name in super().clean(value).replace("،", ",").split(",")]
        tags = _once([name for name in names if name], lambda name: fold(name) or name)
        if len(tags) > MOST_TAGS:
            raise ValidationError(
                _("Use at most %(most)d tags."), code="many", params={"most": MOST_TAGS}
            )
        if any(len(tag) > TAG_LIMIT for tag in tags):
            raise ValidationError(
                _("A tag can have at most %(limit)d characters. Put a comma between tags."),
                code="long",
                params={"limit": TAG_LIMIT},
            )
        return tags


class RememberedDateField(PlainTextField):
    """A date as remembered, in one text field. The form sets ``today`` before it is cleaned."""

    today: date

    def __init__(self, **options: Any) -> None:
        super().__init__(spellcheck=False, **options)

    def clean(self, value: Any) -> Remembered | None:
        """The day that stands for it, and how well it is remembered; None when left empty."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_remembered(text, self.today)
        except NotADate as refused:
            raise ValidationError(
                _date_refusal(refused, self.today), code=refused.problem.value
            ) from None


def _date_refusal(refused: NotADate, today: date) -> str:
    """What to write instead, naming the day where that helps."""
    problem = refused.problem
    if problem is dates.Problem.DAY_OR_MONTH_FIRST:
        return str(_("This could be %(one)s or %(other)s. Write the month as a word.")) % dict(
            zip(("one", "other"), _both_orders(refused), strict=True)
        )
    if problem is dates.Problem.NO_SUCH_DAY:
        return str(_("There is no %(day)d %(month)s %(year)d: that month has %(days)d days.")) % {
            "day": refused.day,
            "month": MONTHS[refused.month],
            "year": refused.year,
            "days": calendar.monthrange(refused.year, refused.month)[1],
        }
    sentence = str(_DATE_REFUSALS[problem])
    return sentence % {"first": dates.FIRST_YEAR, "this": today.year, "today": date_in_words(today)}


def _both_orders(refused: NotADate) -> Iterator[str]:
    for month, day in ((refused.month, refused.day), (refused.day, refused.month)):
        yield date_in_words(date(refused.year, month, day))


_DATE_REFUSALS: dict[dates.Problem, str | Promise] = {
    dates.Problem.NOT_UNDERSTOOD: _(
        "Enter a year, a month or a day, such as 2019, around 2019, March 2019 or 2019-03-14."
    ),
    dates.Problem.SHORT_YEAR: _("Write the year with four digits, such as 2019."),
    dates.Problem.OUT_OF_RANGE: _("Enter a year from %(first)d to %(this)d."),
    dates.Problem.IN_THE_FUTURE: _("Enter a date in the past. Today is %(today)s."),
    dates.Problem.NO_SUCH_MONTH: _("Enter a month from 1 to 12, or its name."),
}
