"""One person out of the values of a row or card: cleaned, bounded, with what went wrong.

Used for tables and for cards. What cannot be used is dropped with a warning and costs nothing else
(IMPORTS.md, section 6, rules 1 to 9).
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from contacts.exchange.normalise import (
    HOME_REGION,
    NotUsable,
    clean_email,
    clean_linkedin,
    clean_phone,
)
from contacts.exchange.normalise import Problem as Unusable
from contacts.exchange.own_layout import closeness_named, means_yes, relationship_named
from contacts.exchange.record import Record, RowError, RowProblem, Severity, Target
from contacts.exchange.text import cut, fold, many_lines, one_line

SHOWN = 200  # characters of a value in a message
CELL = 100_000

_UNWANTED = re.compile("[\x00\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)$")
_NO_YEAR = re.compile(r"--(\d\d)-(\d\d)$")
_REMEMBERED = re.compile(r"[~<]?\d{4}(-(0[1-9]|1[0-2]))?$")
_EXTENSION = re.compile(r"[;,]ext=.*$", re.IGNORECASE)

# Names written in Chinese, Japanese or Korean letters begin with the family.
_FAMILY_FIRST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_GIVEN_FAMILY = (
    Target.NAME_PREFIX,
    Target.GIVEN_NAME,
    Target.MIDDLE_NAME,
    Target.FAMILY_NAME,
    Target.NAME_SUFFIX,
)
_FAMILY_GIVEN = (Target.FAMILY_NAME, Target.GIVEN_NAME, Target.NAME_SUFFIX)

# The longest that a contact can hold, per field.
_LONGEST = {
    Target.GIVEN_NAME: 200,
    Target.MIDDLE_NAME: 200,
    Target.FAMILY_NAME: 200,
    Target.NAME_PREFIX: 100,
    Target.NAME_SUFFIX: 100,
    Target.NICKNAME: 200,
    Target.FORMATTED_NAME: 200,
    Target.ORGANISATION: 200,
    Target.TITLE: 200,
    Target.CITY: 100,
    Target.COUNTRY: 100,
    Target.UID: 200,
    Target.RELATIONSHIP: 60,
    Target.CLOSENESS: 60,
    Target.SHARED_HISTORY: 300,
    Target.GREETING_NAME: 100,
    Target.FORMAL_NAME: 120,
    Target.TAGS: 60,
    Target.NOTES: 5_000,
}
_ON_LINES = (Target.NOTES, Target.SHARED_HISTORY)
SYSTEM_GROUPS = frozenset({"mycontacts", "my contacts", "other contacts", "starred"})


def plain(text: str) -> str:
    """The text in NFC, on one line, without controls and direction marks (rule 9)."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return one_line(_wanted(text))


def plain_lines(text: str) -> str:
    """The same for text of several lines, without space around it."""
    return many_lines(_wanted(text)).strip()


def _wanted(text: str) -> str:
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text))


def is_system_group(tag: str) -> bool:
    """Whether a group is the address book's own and no word of the user (rule 6)."""
    return tag.startswith("* ") or tag.casefold() in SYSTEM_GROUPS


class Draft:
    """A person being put together; the first value of a field stays, lists grow."""

    def __init__(self, *, line: int, record: int, region: str = HOME_REGION) -> None:
        self.line, self.record, self.region = line, record, region
        self.errors: list[RowError] = []
        self._texts: dict[Target, str] = {}
        self._emails: dict[str, str] = {}
        self._called = ""  # "Bob" of "Bob <bob@example.com>"
        self._phones: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self._others: dict[str, Any] = {}

    def warn(self, code: RowProblem, column: str = "", value: str = "") -> None:
        """Something was dropped or changed; the person is imported all the same."""
        self._say(code, Severity.WARNING, column, value)

    def refuse(self, code: RowProblem, column: str = "", value: str = "") -> None:
        """The row is not imported."""
        self._say(code, Severity.ERROR, column, value)

    def _say(self, code: RowProblem, severity: Severity, column: str, value: str) -> None:
        self.errors.append(
            RowError(
                code=code,
                severity=severity,
                line=self.line,
                record=self.record,
                column=column[:SHOWN],
                value=plain(value[: SHOWN * 2])[:SHOWN],
            )
        )

    def add(self, target: Target, value: str, column: str = "") -> None:
        """Take one value, as it stands in the file."""
        if len(value) > CELL:
            self.warn(RowProblem.CELL_TOO_LONG, column, value)
            value = value[:CELL]
        if take := _TAKEN.get(target):
            take(self, value, column)
        elif target in _LONGEST and (text := self._fitting(target, value, column)):
            self._texts.setdefault(target, text)

    def has(self, target: Target) -> bool:
        """Whether a text was taken for this field already."""
        return target in self._texts

    def _fitting(self, target: Target, value: str, column: str) -> str:
        text = plain_lines(value) if target in _ON_LINES else plain(value)
        longest = _LONGEST[target]
        if len(text) <= longest:
            return text
        self.warn(RowProblem.VALUE_TOO_LONG, column, text)
        return cut(text, longest)

    def _email(self, value: str, column: str) -> None:
        value = plain(value)
        if not value:
            return
        try:
            email = clean_email(value)
        except NotUsable as problem:
            parts = re.split(r"[\s,;]+", value)
            if problem.problem is Unusable.MORE_THAN_ONE and len(parts) < 20:
                for part in filter(None, parts):
                    self._email(part, column)
            elif problem.problem is not Unusable.EMPTY:
                self.warn(RowProblem.INVALID_EMAIL, column, value)
            return
        self._emails.setdefault(email.key, email.address)
        self._called = self._called or plain(email.name)[:200]

    def _phone(self, value: str, column: str) -> None:
        try:
            phone = clean_phone(_EXTENSION.sub("", plain(value)), self.region)
        except NotUsable as problem:
            if problem.problem is not Unusable.EMPTY:
                self.warn(RowProblem.IGNORED_LINE, column, value)
            return
        self._phones.setdefault(phone.key, phone.number)

    def _linkedin(self, value: str, column: str) -> None:
        try:
            url = clean_linkedin(plain(value)).url
        except NotUsable as problem:
            if problem.problem is not Unusable.EMPTY:
                self.warn(RowProblem.INVALID_URL, column, value)
            return
        self._others.setdefault("linkedin_url", url)

    def _website(self, value: str, column: str) -> None:
        """Kept where it is a profile; another page is not asked for and no fault."""
        folded = fold(value)
        if "linkedin." in folded:
            self._linkedin(value, column)
        elif re.match(r"[a-z][a-z0-9+.-]*:", folded) and not folded.startswith("http"):
            self.warn(RowProblem.INVALID_URL, column, value)

    def _tag(self, value: str, column: str) -> None:
        if is_system_group(plain(value)):
            return
        if tag := self._fitting(Target.TAGS, value, column):
            self._tags.setdefault(fold(tag), tag)

    def _note(self, value: str, column: str) -> None:
        before = self._texts.get(Target.NOTES, "")
        if (more := plain_lines(value)) and more != before:
            text = f"{before}\n{more}" if before else more
            self._texts[Target.NOTES] = self._fitting(Target.NOTES, text, column)

    def _day(self, name: str, value: str, column: str) -> None:
        if not (text := plain(value)):
            return
        if _is_day(text) or (name == "last_contact" and _is_remembered(text)):
            self._others.setdefault(name, text)
        elif name == "birthday" and (found := _NO_YEAR.match(text)):
            if _is_day(f"2000-{found[1]}-{found[2]}"):
                self._others.setdefault(name, text)
            else:
                self.warn(RowProblem.INVALID_DATE, column, value)
        else:
            self.warn(RowProblem.INVALID_DATE, column, value)

    def _rhythm(self, value: str, column: str) -> None:
        text = plain(value)
        if re.fullmatch(r"[0-9]{1,3}", text):
            self._others.setdefault("rhythm_months", int(text))

    def _stop(self, value: str, column: str) -> None:
        if means_yes(value):
            self._others["do_not_contact"] = True

    def _asked(self, value: str, column: str) -> None:
        """Whoever asked for it themselves is not to be contacted, whatever else the file says."""
        if means_yes(value):
            self._others["do_not_contact"] = self._others["opted_out"] = True

    @property
    def has_a_name(self) -> bool:
        """Whether anything names the person."""
        return not _NAMES.isdisjoint(self._texts)

    def _composed(self) -> str:
        """The full name as written, or put together from its parts."""
        texts = self._texts
        both = texts.get(Target.GIVEN_NAME, ""), texts.get(Target.FAMILY_NAME, "")
        order = _FAMILY_GIVEN if all(map(_FAMILY_FIRST.search, both)) else _GIVEN_FAMILY
        parts = (texts.get(target, "") for target in order)
        return texts.get(Target.FORMATTED_NAME) or " ".join(filter(None, parts))[:200].rstrip()

    def person(self) -> Record | None:
        """The person, or None where there is nobody to import (rule 1)."""
        emails, phones = tuple(self._emails.values()), tuple(self._phones.values())
        name = (
            self._composed()
            or self._texts.get(Target.NICKNAME, "")
            or self._called
            or self._texts.get(Target.ORGANISATION, "")
            or next(iter((*emails, *phones)), "")
        )
        if not name:
            return None
        same: dict[str, Any] = {
            field.value: text for field, text in self._texts.items() if field in _AS_THEY_ARE
        }
        same |= self._how_they_know_each_other()
        return Record(
            **same,
            **self._others,
            formatted_name=name[:200],
            emails=emails,
            phones=phones,
            tags=tuple(self._tags.values()),
            line=self.line,
            record=self.record,
        )

    def _how_they_know_each_other(self) -> dict[str, str]:
        """In the words of ``Contact``; words of another kind begin the shared history."""
        relationship = self._texts.get(Target.RELATIONSHIP, "")
        closeness = self._texts.get(Target.CLOSENESS, "")
        known = {
            "relationship": relationship_named(relationship),
            "closeness": closeness_named(closeness),
        }
        parts = (
            "" if known["relationship"] else relationship,
            "" if known["closeness"] else closeness,
            self._texts.get(Target.SHARED_HISTORY, ""),
        )
        history = "\n".join(filter(None, parts))
        return {**known, "shared_history": history[: _LONGEST[Target.SHARED_HISTORY]].rstrip()}


def _is_remembered(text: str) -> bool:
    """A month or a year, around it (~) or before it (<); or before a day."""
    return bool(_REMEMBERED.match(text)) or (text[:1] == "<" and _is_day(text[1:]))


def _is_day(text: str) -> bool:
    if not (found := _ISO_DAY.match(text)):
        return False
    try:
        date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return False
    return True


# Fields of a record that are one text each.
_AS_THEY_ARE = frozenset(_LONGEST) - {
    Target.MIDDLE_NAME,
    Target.NAME_PREFIX,
    Target.NAME_SUFFIX,
    Target.NICKNAME,
    Target.FORMATTED_NAME,
    Target.TAGS,
}
_NAMES = frozenset(
    {
        Target.FORMATTED_NAME,
        Target.NAME_PREFIX,
        Target.GIVEN_NAME,
        Target.MIDDLE_NAME,
        Target.FAMILY_NAME,
        Target.NAME_SUFFIX,
        Target.NICKNAME,
    }
)
_TAKEN: dict[Target, Callable[[Draft, str, str], None]] = {
    Target.EMAIL: Draft._email,
    Target.PHONE: Draft._phone,
    Target.LINKEDIN_URL: Draft._linkedin,
    Target.WEBSITE: Draft._website,
    Target.TAGS: Draft._tag,
    Target.NOTES: Draft._note,
    Target.BIRTHDAY: lambda draft, value, column: draft._day("birthday", value, column),
    Target.CONNECTED_ON: lambda draft, value, column: draft._day("connected_on", value, column),
    Target.LAST_CONTACT: lambda draft, value, column: draft._day("last_contact", value, column),
    Target.RHYTHM_MONTHS: Draft._rhythm,
    Target.DO_NOT_CONTACT: Draft._stop,
    Target.OPTED_OUT: Draft._asked,
}
