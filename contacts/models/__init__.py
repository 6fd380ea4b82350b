"""The people one lost touch with, files of them, and pairs that may be one person."""

from contacts.models.duplicates import DuplicatePair, Merge
from contacts.models.imports import ImportBatch, ImportFile, ImportRow
from contacts.models.optouts import ErasedAddress, OptedOut
from contacts.models.people import (
    LAPSED_AFTER_DAYS,
    LONGEST_SILENCE,
    Contact,
    ContactEmail,
    ContactPhone,
    ContactQuerySet,
    Encounter,
    EncounterQuerySet,
    Precision,
    Tag,
    lapsed_by,
)
from contacts.models.words import ContactWord

__all__ = [
    "LAPSED_AFTER_DAYS",
    "LONGEST_SILENCE",
    "Contact",
    "ContactEmail",
    "ContactPhone",
    "ContactQuerySet",
    "ContactWord",
    "DuplicatePair",
    "Encounter",
    "EncounterQuerySet",
    "ErasedAddress",
    "ImportBatch",
    "ImportFile",
    "ImportRow",
    "Merge",
    "OptedOut",
    "Precision",
    "Tag",
    "lapsed_by",
]
