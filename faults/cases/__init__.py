"""The faults, by what they have to do with. Importing them enters them into the table."""

from faults.cases import changes, colliding, digests, pressing, restoring, saving, servers, workers

__all__ = [
    "changes",
    "colliding",
    "digests",
    "pressing",
    "restoring",
    "saving",
    "servers",
    "workers",
]
