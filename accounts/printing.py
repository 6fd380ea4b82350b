"""Pages printed quickly: what does not differ from row to row, or page to page, is made once.

Rows of a list come from a pattern that their template is turned into. Rendering a template costs
the same for every row, though rows differ only in a few texts. Here it is rendered once for each
*shape* of a row (which of its texts are empty, what is true, how many there are of a list) with
marks in place of the texts. Every further row of that shape is its escaped texts between the
pieces, at a tenth of the time.

Such a template may ask whether there is a text, loop over a list of texts, and print texts as they
are: no filters, no comparisons. A row is a dataclass of texts, truths, whole numbers, lists of them
and other such dataclasses; printing anything else raises ``NotPrintable``. A number is printed in
plain figures, as attributes want it, and cannot be asked about. Patterns hold no text of a row, so
that they are kept for everybody.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache, wraps
from html import escape
from typing import Any, ParamSpec, TypeVar

from django.template import Context, Template
from django.utils.functional import Promise
from django.utils.translation import get_language

MOST_PATTERNS = 500
MOST_SAID = 2000
MARK = re.compile("\ue000([0-9]+)\ue001")

Plain = ParamSpec("Plain")
Said = TypeVar("Said")


def said_once(function: Callable[Plain, Said]) -> Callable[Plain, Said]:
    """Remember what a function said, in each language, for its latest values.

    Its words may depend on nothing but the language and its arguments: dates, numbers and states,
    none of which tell about a person.
    """

    @lru_cache(maxsize=MOST_SAID)
    def in_language(language: str | None, *args: Plain.args, **kwargs: Plain.kwargs) -> Said:
        return function(*args, **kwargs)

    @wraps(function)
    def said(*args: Plain.args, **kwargs: Plain.kwargs) -> Said:
        return in_language(get_language(), *args, **kwargs)  # type: ignore[arg-type]

    return said


class NotPrintable(Exception):
    """A template prints what cannot stand in a pattern, such as a number or a model."""


class Pattern:
    """What all rows of one shape have in common, and which of the row's texts goes where."""

    def __init__(self, rendered: str) -> None:
        self.pieces: list[str] = MARK.split(rendered)
        self.places = [int(number) for number in self.pieces[1::2]]

    def filled(self, texts: list[str]) -> str:
        """A row with these texts."""
        pieces = self.pieces.copy()
        pieces[1::2] = [texts[place] for place in self.places]
        return "".join(pieces)


class Printer:
    """Prints rows by one template; ``patterns`` are by language, other values, and shape."""

    def __init__(self) -> None:
        self.patterns: dict[Any, Pattern] = {}

    def printed(
        self, rows: Iterable[Any], template: Template, language: str, others: Mapping[str, Any]
    ) -> str:
        """All rows, one after the other. ``others`` are the other values that the template sees."""
        found = []
        group = (language, *others.values())
        for row in rows:
            shape: list[Any] = []
            texts: list[str] = []
            _take(row, shape, texts)
            key = (group, *shape)
            pattern = self.patterns.get(key)
            if pattern is None:
                pattern = Pattern(_rendered(template, {**others, "row": _Marks().like(row)}))
                if len(self.patterns) < MOST_PATTERNS:
                    self.patterns[key] = pattern
            found.append(pattern.filled(texts))
        return "".join(found)


def _rendered(template: Template, values: Mapping[str, Any]) -> str:
    return str(template.render(Context(values)))


@cache
def _names(row_type: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(row_type))


def _take(value: Any, shape: list[Any], texts: list[str]) -> None:
    """Note the shape of a value, and its texts in order, escaped."""
    if isinstance(value, bool):
        shape.append(value)
    elif isinstance(value, str | Promise):
        text = _escaped(value)
        shape.append(bool(text))
        if text:
            texts.append(text)
    elif isinstance(value, int):
        shape.append(int)
        texts.append(str(value))
    elif isinstance(value, list | tuple):
        shape.append(len(value))
        for one in value:
            _take(one, shape, texts)
    elif is_dataclass(value):
        row_type: Any = type(value)
        shape.append(row_type)
        for name in _names(row_type):
            _take(getattr(value, name), shape, texts)
    else:
        # Never what stands for a text that is there: nothing is printed of it.
        shape.append(type(value))


def _escaped(text: Any) -> str:
    text = str(text)
    return text if hasattr(text, "__html__") else escape(text)


class _Marks:
    """A stand-in for a row: the same shape, with a numbered mark for each text."""

    def __init__(self) -> None:
        self.count = 0

    def like(self, value: Any) -> Any:
        """What the template sees instead of ``value``."""
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str | Promise):
            return self._mark() if str(value) else ""
        if isinstance(value, int):
            return _Number(self._mark())
        if isinstance(value, list | tuple):
            return [self.like(one) for one in value]
        if is_dataclass(value):
            row_type: Any = type(value)
            return {name: self.like(getattr(value, name)) for name in _names(row_type)}
        return _Unprintable(value)

    def _mark(self) -> str:
        self.count += 1
        return f"\ue000{self.count - 1}\ue001"


class _Number(str):
    """The mark of a number: a pattern would be the same for 0, so that nothing may depend on it."""

    __slots__ = ()

    def __bool__(self) -> bool:
        raise NotPrintable("whether there is a number, in a row that is printed by a pattern")


class _Unprintable:
    """Stands for a value that differs from row to row without being a text."""

    def __init__(self, value: Any) -> None:
        self.type = type(value)

    def __str__(self) -> str:
        raise NotPrintable(f"{self.type} in a row that is printed by a pattern")

    def __getattr__(self, name: str) -> Any:
        raise NotPrintable(f"{name} of {self.type} in a row that is printed by a pattern")
