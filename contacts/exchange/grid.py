"""A table as it stands in a file, before anybody knows what its columns mean."""

from dataclasses import dataclass

from contacts.exchange.record import FileProblem
from contacts.exchange.text import is_blank


class Refused(Exception):
    """The whole file cannot be read; ``problem`` says why in one code."""

    def __init__(self, problem: FileProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells as text, and the 1-based line (sheet row in XLSX) it begins on.

    ``number`` counts the rows of the table, blank ones included; ``is_broken`` where a quote was
    opened and never closed.
    """

    line: int
    cells: tuple[str, ...]
    number: int = 0
    is_broken: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing in it can be seen."""
        return all(map(is_blank, self.cells))
