"""Every model and column of the site is exported, or left out for a reason named here.

A new one fails until its author has decided whether it is something a user typed or that is theirs.
"""

import pytest
from django.apps import apps

from outreach.archive.files import columns

RECORDED = {
    "contacts.Contact": "contacts.records makes the files of people of it",
    "contacts.ContactEmail": "in the files of people",
    "contacts.ContactPhone": "in the files of people",
    "contacts.Encounter": "in contacts.json: times",
}
"""Written through contacts.records, whose own tests compare each field there and back."""

LEFT_OUT = {
    # Made from what is exported.
    "contacts.ContactWord": "the index of the search, made from the contacts",
    "contacts.Merge": "how to part two again for 30 days; the merged contacts are exported whole",
    "contacts.ImportRow": "rows of a file the user has; what was taken in is the contacts",
    "contacts.ImportFile": "the user's own file, deleted within an hour",
    "django_tasks_database.DBTaskResult": "the queue: ids only, for a week",
    "outreach.Leaving": "who leaves when, made from the contacts and what was done about them",
    "outreach.Takeout": "the archive itself, for a day; trail.json says when one was made",
    "outreach.TakeoutFile": "the archive itself, for a day",
    # Hashes and keys, worth nothing to the user or dangerous in a file.
    "contacts.OptedOut": "a keyed hash; about-contacts.json says who asked to be left alone",
    "contacts.ErasedAddress": "a keyed hash that belongs to the person who was removed",
    "outreach.DataRequest": "an address somebody without an account typed, deleted within an hour",
    "outreach.AccessCase": "a request of a person without an account",
    "outreach.AccessItem": "what that person may have of texts that are exported where they stand",
    "outreach.Correction": "what a person without an account says of themselves, until decided",
    "outreach.Contest": "the person's request; what was taken over stands in the contact",
    "outreach.SuppressedAddress": "a keyed hash that belongs to the person who opted out",
    "outreach.OptOutLink": "a hashed token that belongs to the recipient of a message",
    "account.EmailConfirmation": "a key that confirms an address",
    "accounts.MailedCode": "a hash that shows who one is, for ten minutes",
    "sessions.Session": "keys of sign-ins; profile.json says where the user is signed in",
    # The site's own.
    "outreach.SiteSending": "one row about the site",
    "outreach.RequestType": "curated for everybody",
    "outreach.RequestTypeVersion": "the centre's record of its request types, with their editors",
    "outreach.Wording": "curated for everybody",
    "outreach.WordingVersion": "the centre's record of its wordings, with their editors",
    "admin.LogEntry": "the panel's own log; what a user did is in trail.json",
    "auth.Permission": "of the site",
    "auth.Group": "of the site",
    "contenttypes.ContentType": "of the site",
}

KEYS = {
    *("id", "owner", "user", "contact", "outreach", "message", "advising", "review"),
    "emergency",
}
"""Ids, and to whom a row belongs: said by where it stands in the file."""

COLUMNS_LEFT_OUT = {
    "accounts.User": {
        "password": "a hash",
        "is_active": "false only while the account is closed, with the page that says so",
        "closed_at": "the same: empty in an open account",
        "is_superuser": "the host's",
    },
    "accounts.AuditEvent": {"actor": "said as by_you"},
    "account.EmailAddress": {},
    "mfa.Authenticator": {"data": "secrets of the second step"},
    "usersessions.UserSession": {"session_key": "a key", "data": "for the site itself"},
    "outreach.Digest": {
        "due_at": "for the worker",
        "attempts": "for the worker",
        "message_id": "for the worker",
        "problem": "for the worker",
        "reply_code": "for the worker",
        "queued_at": "for the worker",
    },
    "outreach.DigestPlan": {"reckoned_at": "for the tick", "first_day": "for the tick"},
    "outreach.Sender": {"version": "for the database"},
    "outreach.FeedKey": {
        "token_hash": "a key",
        "content_hash": "for the feed",
        "changed_at": "for the feed",
    },
    "outreach.Outreach": {
        "request_type": "written by its key",
        "seed": "for the composer",
        "version": "for the database",
    },
    "outreach.Message": {
        "composed": "made by the site; what was kept of it is the body",
        "seed": "for the composer",
        "version": "for the database",
        "text_hash": "made from the body",
        "due_at": "for the worker",
        "attempts": "for the worker",
        "message_id": "for the worker",
    },
    "outreach.OutreachEvent": {"by": "the user", "encounter": "in contacts.json: times"},
    "contacts.Tag": {"key": "made from the name"},
    "contacts.DuplicatePair": {
        "first": "written as a pair",
        "second": "written as a pair",
        "reason": "found by the site",
        "strength": "found by the site",
        "created_at": "found by the site",
    },
    "contacts.ImportBatch": {
        "choices": "how to read a file that is gone",
        "reading": "how a file was read that is gone",
        "file_error": "of a file that is gone",
        "progress_done": "for the page",
        "progress_total": "for the page",
        "attempts": "for the worker",
        "due_at": "for the worker",
    },
    "advising.Advising": {
        "advisor": "written by name",
        "client": "the user",
        "counting": "for the advisor's figures: with whom one joins and leaves them",
    },
    "advising.Review": {"ready_hash": "made from the text"},
    "advising.Emergency": {
        "host": "written by name",
        "client": "the user",
        "telling_since": "for the worker",
        "tellings": "for the worker",
    },
    "advising.Comment": {"author": "said as by_you"},
    "advising.Invitation": {
        "advisor": "the user",
        "replaces": "about another advisor and their client",
        "given_up_at": "for the worker",
        "telling_since": "for the worker",
        "tellings": "for the worker",
    },
    "advising.AdvisorCode": {"advisor": "the user"},
}


def label(model) -> str:
    """The name of a model, as Django says it."""
    return model._meta.label


def test_P13_each_model_is_exported_or_left_out_for_a_reason() -> None:
    every = {label(model) for model in apps.get_models()}
    exported = {label(model) for model in columns()} | set(RECORDED)
    assert exported & set(LEFT_OUT) == set()
    assert every == exported | set(LEFT_OUT)


@pytest.mark.parametrize(
    "model", [model for model in columns() if label(model) not in RECORDED], ids=label
)
def test_P13_each_column_is_exported_or_left_out_for_a_reason(model) -> None:
    fields, names = model._meta.concrete_fields, columns()[model]
    every = {field.name for field in fields}
    written = {field.name for field in fields if {field.name, field.attname} & set(names)}
    left_out = set(COLUMNS_LEFT_OUT.get(label(model), {}))
    assert written & left_out == set()
    assert every - KEYS == (written | left_out) - KEYS


def test_each_reason_says_something() -> None:
    reasons = [*LEFT_OUT.values(), *RECORDED.values()]
    reasons += [why for each in COLUMNS_LEFT_OUT.values() for why in each.values()]
    assert [why for why in reasons if len(why) < 5] == []
