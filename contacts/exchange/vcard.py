"""vCards 2.1, 3.0 and 4.0 from every program we know of, to people (IMPORTS.md, section 5).

A bad line costs that line, a bad card that card, and nothing costs the file.
"""

import re
from collections import Counter
from collections.abc import Callable

from contacts.exchange.decoding import UTF_16, decoded, known_encoding, utf_16_without_mark
from contacts.exchange.drafting import Draft
from contacts.exchange.grid import Refused
from contacts.exchange.joining import joined
from contacts.exchange.record import (
    Choices,
    FileProblem,
    Format,
    Limits,
    NotKept,
    Progress,
    ReadFile,
    Record,
    RowError,
    RowProblem,
    Severity,
    Target,
)
from contacts.exchange.vcard_lines import Card, Property, cards_of
from contacts.exchange.vcard_text import Decoder, parts_of, unescaped
from contacts.exchange.write_vcard import OWN_PROPERTIES, PRODID

EVERY = 500  # cards, between two reports of progress
MOST_LINES = 1_000  # of junk that one file is told of
MOST_WARNINGS = 10_000  # of one kind

_BEGIN = re.compile(rb"(?:^|[\r\n])(?:\xef\xbb\xbf)?[ \t]*BEGIN[ \t]*:[ \t]*VCARD", re.IGNORECASE)
_BYTE_ORDER = (b"\xff\xfe", b"\xfe\xff")
_PROFILES = ("URL", "X-SOCIALPROFILE", "SOCIALPROFILE", "IMPP", "X-LINKEDIN", "X-LINKEDIN-URL")
_PROFILE_NAME = re.compile(r"[\w.\-%]{2,100}$")
_PHOTOS = ("PHOTO", "LOGO", "X-MS-CARDPICTURE")
_OTHERS = frozenset(
    {"ANNIVERSARY", "X-ANNIVERSARY", "X-ABDATE", "X-ABRELATEDNAMES", "RELATED", "X-SPOUSE"}
    | {"X-AIM", "X-ICQ", "X-JABBER", "X-MSN", "X-SKYPE", "X-SKYPE-USERNAME", "X-YAHOO", "GENDER"}
)
# The preferred ones first; and a role stands in for a title only where there is none.
_LATER = ("EMAIL", "TEL", "ROLE")
_GROUPS = ("KIND", "X-ADDRESSBOOKSERVER-KIND")
_BIRTHDAY = re.compile(r"(\d{4})[-/.]?(\d\d?)[-/.]?(\d\d?)(?:[T ].*)?$")
_BIRTHDAY_NO_YEAR = re.compile(r"--(\d\d)-?(\d\d)(?:T.*)?$")
_PART_OF_A_BIRTHDAY = re.compile(r"\d{4}(-\d\d)?$|--\d\d$|---\d\d$|0+[-/.]0+[-/.]0+$|T\d")
_APPLE_NO_YEAR = "1604"


def read_cards(
    data: bytes,
    *,
    choices: Choices | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> ReadFile:
    """The people on the cards of a file. Never raises for what a file may hold."""
    reader = _Reader(data, choices or Choices(), limits or Limits())
    try:
        return reader.read(progress)
    except Refused as refused:
        return ReadFile(file_error=refused.problem, format=Format.VCARD)


class _Reader:
    """Reads one file."""

    def __init__(self, data: bytes, choices: Choices, limits: Limits) -> None:
        self.is_utf_16 = (
            data.startswith(_BYTE_ORDER)
            or known_encoding(choices.encoding) == UTF_16
            or bool(utf_16_without_mark(data))
        )
        if self.is_utf_16:
            data = decoded(data, UTF_16).text.encode("utf-8", "replace")
        self.data, self.choices, self.limits = data, choices, limits
        self.decoder = Decoder(data, "" if self.is_utf_16 else choices.encoding)
        self.not_kept: set[NotKept] = set()
        self.errors: list[RowError] = []
        self.told: Counter[RowProblem] = Counter()

    def read(self, progress: Progress | None) -> ReadFile:
        total = sum(1 for _ in _BEGIN.finditer(self.data))
        if total > 2 * self.limits.rows:  # those of agents are counted here
            raise Refused(FileProblem.TOO_MANY_ROWS)
        found: list[Record] = []
        for card in cards_of(self.data):
            if card.number > self.limits.rows:
                raise Refused(FileProblem.TOO_MANY_ROWS)
            if person := self._person_on(card):
                found.append(person)
            if progress and card.number and card.number % EVERY == 0:
                progress(card.number, total)
        if not total:
            raise Refused(FileProblem.NO_ROWS)
        people, duplicates = joined(found, region=self.choices.region)
        return ReadFile(
            contacts=people,
            row_errors=tuple(self.errors),
            duplicates=duplicates,
            format=Format.VCARD,
            encoding=UTF_16 if self.is_utf_16 else self.decoder.encoding,
            not_kept=tuple(what for what in NotKept if what in self.not_kept),
        )

    def _person_on(self, card: Card) -> Record | None:
        """The person on a card; nobody where it is a group, unfinished or empty."""
        draft = Draft(line=card.line, record=card.number, region=self.choices.region)
        person = None
        if card.number and not card.is_finished:
            draft.refuse(RowProblem.TRUNCATED_CARD, value=self._summary(card))
        elif card.number and _Mapping(self, card, draft).fill():
            draft.line = card.line
            person = draft.person()
            if person is None:
                draft.refuse(RowProblem.EMPTY_CONTACT)
        for line, content in card.ignored:
            draft.line = line
            draft.warn(RowProblem.IGNORED_LINE, value=content[:1_000].decode("utf-8", "replace"))
        self._keep(draft.errors)
        return person

    def _summary(self, card: Card) -> str:
        """What an unfinished card was about."""
        names = [p for p in card.properties if p.head.name in ("FN", "N", "ORG", "EMAIL")]
        return self._text(names[0]) if names else ""

    def _keep(self, errors: list[RowError]) -> None:
        """All that was not imported; of warnings as many as somebody may want to know."""
        for error in errors:
            self.told[error.code] += 1
            most = MOST_LINES if error.code is RowProblem.IGNORED_LINE else MOST_WARNINGS
            if error.severity is Severity.ERROR or self.told[error.code] <= most:
                self.errors.append(error)

    def _text(self, prop: Property) -> str:
        try:
            return self.decoder.text(prop.value, prop.head)
        except ValueError:
            return ""

    def text(self, prop: Property, draft: Draft) -> str:
        """The value of a property; empty, with a warning, where it cannot be read."""
        value, longest = prop.value, 4 * self.limits.cell_characters
        if len(value) > longest:
            if prop.head.name not in _PLAIN:  # else the draft says so
                draft.warn(RowProblem.CELL_TOO_LONG, prop.head.name)
            cut = value[:longest].decode("utf-8", "ignore").encode()
            prop = Property(prop.line, prop.head, cut)
        try:
            return self.decoder.text(prop.value, prop.head)
        except ValueError:
            draft.warn(RowProblem.IGNORED_LINE, prop.head.name)
            return ""


class _Mapping:
    """From the properties of one card to a draft of its person."""

    def __init__(self, reader: _Reader, card: Card, draft: Draft) -> None:
        self.reader, self.card, self.draft = reader, card, draft
        self.texts: dict[str, str] = {}  # of properties that say how to read the others
        self.labels: dict[str, str] = {}
        for prop in card.properties:
            match prop.head.name:
                case "KIND" | "X-ADDRESSBOOKSERVER-KIND" | "X-ABSHOWAS" | "VERSION" | "PRODID":
                    self.texts.setdefault(prop.head.name, self._text(prop).strip())
                case "X-ABLABEL":
                    self.labels[prop.head.group] = self._text(prop).casefold()

    def fill(self) -> bool:
        """Take all that is on the card; False where it is of a group and nothing is taken."""
        if any(self.texts.get(name, "").casefold() == "group" for name in _GROUPS):
            self.draft.refuse(RowProblem.SKIPPED_GROUP, value=self._name())
            return False
        for prop in self.card.properties:
            if prop.head.name not in _LATER:
                self._take(prop)
        later = [prop for prop in self.card.properties if prop.head.name in _LATER]
        for prop in sorted(later, key=lambda prop: prop.head.preference):
            self._take(prop)
        return True

    def _name(self) -> str:
        return next((self._text(p) for p in self.card.properties if p.head.name == "FN"), "")

    def _text(self, prop: Property) -> str:
        return self.reader.text(prop, self.draft)

    def _take(self, prop: Property) -> None:
        self.draft.line = prop.line
        name = prop.head.name
        if take := _TAKEN.get(name):
            take(self, prop)
        elif name in _PLAIN:
            self.draft.add(_PLAIN[name], unescaped(self._text(prop)), name)
        elif name in _PROFILES:
            self._profile(prop)
        elif name in _PHOTOS and prop.value.strip():
            self.reader.not_kept.add(NotKept.PHOTO)
        elif name in _OTHERS and prop.value.strip():
            self.reader.not_kept.add(NotKept.OTHER_COLUMNS)

    @property
    def _is_a_company(self) -> bool:
        kind = self.texts.get("KIND", "").casefold()
        return kind == "org" or self.texts.get("X-ABSHOWAS", "").casefold() == "company"

    def _names(self, prop: Property) -> None:
        """N has up to five parts. That of a company is no person's, and ours may be a whole name
        that stands where the given one does."""
        text = self._text(prop)
        if self._is_a_company or any(map(self.draft.has, _PARTS_OF_N)):
            return
        parts = [*parts_of(text, ";"), "", "", "", "", ""][:5]
        is_ours = self.texts.get("PRODID") == PRODID
        if is_ours and not parts[0] and parts[1] == unescaped(self._name()):
            return
        for target, part in zip(_PARTS_OF_N, parts, strict=True):
            self.draft.add(target, part, "N")

    def _organisation(self, prop: Property) -> None:
        """The first part is the employer, the others are departments."""
        self.draft.add(Target.ORGANISATION, parts_of(self._text(prop), ";")[0], "ORG")

    def _categories(self, prop: Property) -> None:
        for tag in parts_of(self._text(prop), ","):
            self.draft.add(Target.TAGS, tag, "CATEGORIES")

    def _address(self, prop: Property) -> None:
        """City and country of the first address that has any; streets are not kept."""
        parts = [*parts_of(self._text(prop), ";"), *[""] * 7][:7]
        if any(parts[place].strip() for place in (0, 1, 2, 5)):
            self.reader.not_kept.add(NotKept.STREET_ADDRESS)
        if not self.draft.has(Target.CITY) and not self.draft.has(Target.COUNTRY):
            self.draft.add(Target.CITY, parts[3], "ADR")
            self.draft.add(Target.COUNTRY, parts[6], "ADR")

    def _phone(self, prop: Property) -> None:
        text = unescaped(self._text(prop))
        label = self.labels.get(prop.head.group, "") if prop.head.group else ""
        if "fax" in prop.head.types or "fax" in label:
            if text.strip():
                self.reader.not_kept.add(NotKept.FAX)
            return
        self.draft.add(Target.PHONE, text, "TEL")

    def _profile(self, prop: Property) -> None:
        """LinkedIn, however it is written; of all others only that they are not kept."""
        head, text = prop.head, unescaped(self._text(prop)).strip()
        label = self.labels.get(head.group, "") if head.group else ""
        service = head.parameter("SERVICE-TYPE").casefold()
        is_linkedin = "linkedin" in (*head.types, service, label) or "LINKEDIN" in head.name
        if "linkedin." in text.casefold() or not is_linkedin:
            if text and "linkedin." not in text.casefold():
                self.reader.not_kept.add(NotKept.OTHER_COLUMNS)
            if head.name != "IMPP" or "linkedin." in text.casefold():
                self.draft.add(Target.WEBSITE, text, head.name)
            return
        user = head.parameter("X-USER") or re.sub(r"^x-apple:", "", text, flags=re.IGNORECASE)
        if _PROFILE_NAME.match(user):
            self.draft.add(Target.LINKEDIN_URL, f"linkedin.com/in/{user}", head.name)
        elif text:
            self.draft.warn(RowProblem.INVALID_URL, head.name, text)

    def _birthday(self, prop: Property) -> None:
        """Read, and told not to be kept; a part of a date is no day, but no fault either."""
        text = self._text(prop).strip()
        if not text or _PART_OF_A_BIRTHDAY.match(text):
            return
        self.reader.not_kept.add(NotKept.BIRTHDAY)
        omitted = prop.head.parameter("X-APPLE-OMIT-YEAR") or _APPLE_NO_YEAR
        if found := _BIRTHDAY.match(text):
            year, month, day = found[1], found[2].zfill(2), found[3].zfill(2)
            text = f"--{month}-{day}" if year == omitted else f"{year}-{month}-{day}"
        elif found := _BIRTHDAY_NO_YEAR.match(text):
            text = f"--{found[1]}-{found[2]}"
        self.draft.add(Target.BIRTHDAY, text, "BDAY")

    def _nickname(self, prop: Property) -> None:
        self.draft.add(Target.NICKNAME, parts_of(self._text(prop), ",")[0], "NICKNAME")

    def _uid(self, prop: Property) -> None:
        """An address in 4.0, where backslashes are its own."""
        text = self._text(prop)
        is_text = self.texts.get("VERSION") != "4.0" or prop.head.parameter("VALUE") == "text"
        self.draft.add(Target.UID, unescaped(text) if is_text else text, "UID")


_PARTS_OF_N = (
    Target.FAMILY_NAME,
    Target.GIVEN_NAME,
    Target.MIDDLE_NAME,
    Target.NAME_PREFIX,
    Target.NAME_SUFFIX,
)
_PLAIN: dict[str, Target] = {
    "FN": Target.FORMATTED_NAME,
    "TITLE": Target.TITLE,
    "ROLE": Target.TITLE,
    "EMAIL": Target.EMAIL,
    "NOTE": Target.NOTES,
} | {name: Target(field) for name, field in OWN_PROPERTIES.items()}
_TAKEN: dict[str, Callable[[_Mapping, Property], None]] = {
    "N": _Mapping._names,
    "ORG": _Mapping._organisation,
    "CATEGORIES": _Mapping._categories,
    "ADR": _Mapping._address,
    "TEL": _Mapping._phone,
    "BDAY": _Mapping._birthday,
    "NICKNAME": _Mapping._nickname,
    "UID": _Mapping._uid,
}
