"""The faults, by what they have to do with. Importing them enters them into the table."""

from faults.cases import colliding, saving

__all__ = ["colliding", "saving"]
