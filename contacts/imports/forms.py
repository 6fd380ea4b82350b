"""The forms of an import: the file, how to read it, and what happens with whom."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainForm, PlainTextField
from contacts.exchange.record import Choices, Target
from contacts.fields import TAG_LIMIT
from contacts.imports import limits
from contacts.imports.labels import (
    DAY,
    DELIMITERS,
    ENCODINGS,
    MONTH,
    SCRIPTS,
    TARGET_GROUPS,
    date_orders,
    megabytes,
)
from contacts.models import ImportBatch

ColumnField = tuple[dict[str, Any], forms.BoundField]
ROW_CHOICE = re.compile(r"^choice-(\d{1,9})$")


class ChooseFileForm(PlainForm, forms.Form):
    """One file. Its name is never used; what is in it decides (TRUST.md, B57)."""

    marks_optional = False
    file = forms.FileField(
        label=_("Your file"),
        max_length=None,
        allow_empty_file=True,  # the reader says what is wrong with an empty one
        error_messages={
            "required": _("Choose a file."),
            "missing": _("Choose a file."),
            "invalid": _("The file did not arrive. Choose it once more."),
        },
    )

    def clean_file(self) -> Any:
        """The file, when it is no bigger than we read."""
        file = self.cleaned_data["file"]
        most = limits.file_bytes()
        if file.size > most:
            text = _("This file is too big: %(size)s. Choose one of at most %(limit)s.")
            sizes = {"size": megabytes(file.size), "limit": megabytes(most)}
            raise ValidationError(text, code="too_big", params=sizes)
        return file


class ReadingForm(forms.Form):
    """How a file was read, to be read differently. Only what applies to this file is offered."""

    use_required_attribute = False

    def __init__(
        self, *args: Any, reading: Mapping[str, Any], chosen: Mapping[str, Any], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.reading, self.chosen = reading, chosen
        self._offer_ways()
        if len(sheets := reading.get("sheets") or []) > 1:
            self._offer("sheet", _("Sheet"), [(sheet, sheet) for sheet in sheets])
        if reading.get("date_example"):
            self._offer_date_orders(reading["date_example"], reading.get("day_first"))
        if reading.get("header_line"):
            self.fields["header_line"] = forms.IntegerField(
                label=_("Line with the names of the columns"),
                initial=reading["header_line"],
                required=False,
                min_value=1,
                max_value=1000,
                error_messages={
                    "invalid": _("Enter the number of a line, such as 1."),
                    "min_value": _("Enter the number of a line, such as 1."),
                    "max_value": _(
                        "The names of the columns must be within the first 1,000 lines."
                    ),
                },
            )
        for number in self.offered_columns():
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=self.columns[number]["header"] or _("Column without a name"),
                choices=TARGET_GROUPS,
                initial=self.columns[number].get("target", ""),
                required=False,
            )

    def _offer_ways(self) -> None:
        if encoding := self.reading.get("encoding"):
            others = [] if encoding in SCRIPTS else [(encoding, encoding)]
            self._offer("encoding", _("Characters"), others + ENCODINGS)
        if self.reading.get("delimiter"):
            self._offer("delimiter", _("Between two values"), list(DELIMITERS.items()))

    def _offer_date_orders(self, example: str, is_day_first: bool | None) -> None:
        self.fields["day_first"] = forms.ChoiceField(
            label=_("What does %(date)s mean?") % {"date": example},
            choices=date_orders(example),
            widget=forms.RadioSelect,
            initial={True: DAY, False: MONTH}.get(is_day_first),  # type: ignore[arg-type]
            required=False,
        )

    def _offer(self, name: str, label: Any, choices: list[tuple[str, Any]]) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label, choices=choices, initial=self.reading.get(name), required=False
        )

    @property
    def columns(self) -> list[dict[str, Any]]:
        """The columns of the table, as the reader found them; none in a vCard file."""
        return list(self.reading.get("columns") or [])

    def offered_columns(self) -> list[int]:
        """The numbers of the columns that hold something, or are used."""
        return [
            number
            for number, column in enumerate(self.columns)
            if column.get("target") or column.get("sample")
        ]

    def column_fields(self) -> list[ColumnField]:
        """Each column with a value in the first rows, and its select."""
        return [pair for pair in self._column_fields() if pair[0].get("sample")]

    def empty_column_fields(self) -> list[ColumnField]:
        """Those we know by their name, but with nothing in the first rows: most of Outlook's."""
        return [pair for pair in self._column_fields() if not pair[0].get("sample")]

    def _column_fields(self) -> Iterator[ColumnField]:
        for number in self.offered_columns():
            yield self.columns[number], self[f"column-{number}"]

    def way_fields(self) -> list[forms.BoundField]:
        """The fields that are neither columns nor the question about dates."""
        others = ("column-", "day_first")
        return [field for field in self if not field.name.startswith(others)]

    def choices(self) -> Choices:
        """What to read differently; once the form is valid. What is as found is left open, and
        columns are left open where the table itself is read differently."""
        ways = {"region": self.chosen["region"]} if "region" in self.chosen else {}
        is_other_table = False
        for name in ("encoding", "delimiter", "sheet", "header_line"):
            value = self.cleaned_data.get(name)
            is_changed = bool(value) and value != self.reading.get(name)
            if is_changed or (value and self.chosen.get(name)):
                ways[name] = value
            is_other_table |= is_changed and name != "encoding"
        wanted = Choices(**ways)
        if not is_other_table and (targets := self._targets()):
            wanted = replace(wanted, targets=targets)
        return replace(wanted, day_first=self._day_first())

    def _day_first(self) -> bool | None:
        """What was answered now or before."""
        if order := self.cleaned_data.get("day_first"):
            return bool(order == DAY)
        before: bool | None = self.chosen.get("day_first")
        return before

    def _targets(self) -> tuple[Target, ...]:
        """One for each column; empty when nobody has chosen any."""
        found = [Target(column.get("target", "")) for column in self.columns]
        chosen = {name: value for name, value in self.cleaned_data.items() if name in self.data}
        wanted = [
            Target(chosen.get(f"column-{number}", target)) for number, target in enumerate(found)
        ]
        is_chosen = wanted != found or bool(self.chosen.get("targets"))
        return tuple(wanted) if is_chosen else ()


class DecideForm(PlainForm, forms.Form):
    """What happens with people who are known already, and a tag for everybody."""

    known_choice = forms.ChoiceField(
        label=_("For everybody you know already"),
        choices=ImportBatch.Choice.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    tag = PlainTextField(
        label=_("A tag for everybody in this file"),
        required=False,
        max_length=TAG_LIMIT,
        spellcheck=False,
        help_text=_("Your own word, to find them again as a group."),
    )

    def clean_tag(self) -> str:
        """One tag: commas separate tags where contacts are edited."""
        tag: str = self.cleaned_data["tag"]
        if "," in tag:
            raise ValidationError(_("Leave out commas: they separate tags."), code="comma")
        return tag

    @property
    def row_choices(self) -> dict[int, str]:
        """What was chosen for single people, by the position of their row."""
        found = ((ROW_CHOICE.match(name), value) for name, value in self.data.items())
        return {
            int(match[1]): str(value)
            for match, value in found
            if match and (value == "" or value in ImportBatch.Choice.values)
        }
