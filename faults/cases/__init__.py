"""The faults, by what they have to do with. Importing them enters them into the table."""

from faults.cases import changes, colliding, saving, servers, workers

__all__ = ["changes", "colliding", "saving", "servers", "workers"]
