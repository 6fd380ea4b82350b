"""Some of many, and how much that tells: careful with small numbers. Pure."""

from dataclasses import dataclass
from math import sqrt

TOO_FEW = 5
PLENTY = 20
Z = 1.96  # 95 %


@dataclass(frozen=True, slots=True)
class Share:
    """``hits`` of ``total``, such as 3 answers to 8 messages."""

    hits: int
    total: int

    @property
    def is_too_few(self) -> bool:
        """So few that a percentage would only pretend to know something."""
        return self.total < TOO_FEW

    @property
    def is_plenty(self) -> bool:
        """So many that the range need not be told in words."""
        return self.total > PLENTY

    @property
    def percent(self) -> int:
        """Rounded, half up; 0 of nothing."""
        return int(100 * self.hits / self.total + 0.5) if self.total else 0

    @property
    def range(self) -> tuple[float, float]:
        """Between which parts of one the true share probably lies (Wilson, 95 %).

        The usual "plus or minus" leaves 0 to 1 and is far too sure where there are few.
        """
        if not self.total:
            return 0.0, 1.0
        n, p = self.total, self.hits / self.total
        middle = p + Z * Z / (2 * n)
        reach = Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
        scale = 1 + Z * Z / n
        return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)
