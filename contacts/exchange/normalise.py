"""Ways to reach somebody, cleaned of what sticks to copied text, with a key to compare them by.

Each function takes what was typed and returns the cleaned value, or raises ``NotUsable`` with the
reason. Rules: TRUST.md B1 to B16, B35, B36; IMPORTS.md section 6, rules 2 to 4.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, unquote, urlsplit

import phonenumbers
from rapidfuzz.distance import OSA

from contacts.exchange.text import fold, western_digits, without_unseen

LOCAL_LIMIT = 64  # RFC 5321, 4.5.3.1.1
ADDRESS_LIMIT = 254
PHONE_LIMIT = 60
HOME_REGION = "CA"


class Problem(StrEnum):
    """Why something typed is no e-mail address, phone number or LinkedIn address."""

    EMPTY = "empty"
    NO_ADDRESS = "no_address"
    MORE_THAN_ONE = "more_than_one"
    ACCENT = "accent"
    LOCAL_TOO_LONG = "local_too_long"
    TOO_LONG = "too_long"
    NUMERIC_HOST = "numeric_host"
    NO_DOMAIN = "no_domain"
    NO_NUMBER = "no_number"
    OTHER_SITE = "other_site"
    NO_PROFILE = "no_profile"


class NotUsable(ValueError):
    """What was typed cannot be taken; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Email:
    """One address as kept, and its key for comparing; ``name`` from ``Bob <bob@example.com>``."""

    address: str
    key: str
    name: str = ""

    @property
    def domain(self) -> str:
        """What stands after the @, as typed."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Phone:
    """One number as typed, and its key: E.164 where it is a valid number, else its digits."""

    number: str
    key: str


@dataclass(frozen=True, slots=True)
class LinkedIn:
    """A profile address in its one canonical form, which is also its key."""

    url: str
    slug: str


# --- E-mail ---------------------------------------------------------------------------------
_NAMED = re.compile(r"^(?P<name>[^<>]*)<(?P<address>[^<>]*)>[\s,;]*$")
_LOCAL = re.compile(r"^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$", re.I)
_LABEL = re.compile(r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", re.I)


def clean_email(text: str) -> Email:
    """One address out of typed text. Raises NotUsable with the reason."""
    name, address = _unwrapped(text)
    if not address:
        raise NotUsable(Problem.EMPTY)
    if address.count("@") > 1 and re.search(r"[\s,;]", address):
        raise NotUsable(Problem.MORE_THAN_ONE)
    local, at, domain = address.rpartition("@")
    if not at or not local or re.search(r"[\s,;:<>\"()]", address.replace("[", "")):
        raise NotUsable(_numeric(domain) or Problem.NO_ADDRESS)
    return Email(
        address=address, key=f"{_local_key(local)}@{_domain_key(domain, address)}", name=name
    )


def _unwrapped(text: str) -> tuple[str, str]:
    """Name and address, without ``mailto:``, brackets, quotes and unseen characters."""
    text = without_unseen(text)
    name = ""
    if named := _NAMED.match(text):
        name = " ".join(named["name"].strip(" \"'").split())
        text = named["address"]
    text = text.strip()
    if text[:7].casefold() == "mailto:":
        text = unquote(text[7:].partition("?")[0])
    return name, text.strip().strip(",;").strip()


def _local_key(local: str) -> str:
    if not local.isascii():
        raise NotUsable(Problem.ACCENT)
    if not _LOCAL.match(local):
        raise NotUsable(Problem.NO_ADDRESS)
    if len(local) > LOCAL_LIMIT:
        raise NotUsable(Problem.LOCAL_TOO_LONG)
    return local.casefold()


def _domain_key(domain: str, address: str) -> str:
    """The domain in punycode and lower case (B9)."""
    if problem := _numeric(domain):
        raise NotUsable(problem)
    if len(address) > ADDRESS_LIMIT:
        raise NotUsable(Problem.TOO_LONG)
    try:
        key = domain.encode("idna").decode("ascii").casefold()
    except UnicodeError:
        raise NotUsable(Problem.NO_ADDRESS) from None
    labels = key.split(".")
    if len(labels) < 2:
        raise NotUsable(Problem.NO_DOMAIN)
    if not all(_LABEL.match(label) for label in labels) or len(labels[-1]) < 2:
        raise NotUsable(Problem.NO_ADDRESS)
    if len(key) + address.rindex("@") + 1 > ADDRESS_LIMIT:
        raise NotUsable(Problem.TOO_LONG)
    return key


def _numeric(domain: str) -> Problem | None:
    """An address of a machine instead of a name: ``[127.0.0.1]`` or ``127.0.0.1`` (B3)."""
    is_numeric = domain.startswith("[") or re.fullmatch(r"[\d.]+", domain)
    return Problem.NUMERIC_HOST if is_numeric else None


# --- Doubts about an address that is taken all the same ---------------------------------------
_COMMON = (
    "gmail.com",
    "hotmail.com",
    "outlook.com",
    "yahoo.com",
    "yahoo.ca",
    "icloud.com",
    "videotron.ca",
    "sympatico.ca",
    "uottawa.ca",
)
_NEIGHBOURS = frozenset({"ymail.com", "mail.com", "email.com", "gmx.com", "aol.com", "yahoo.co"})
# Cyrillic and Greek letters that look like Latin ones.
_LOOK_ALIKE = frozenset("аеорсухіјѕԁһԛԝӏκνοραυι")


def meant_domain(email: Email) -> str:
    """The common domain this one is a slip of the finger away from, such as gmial.com; or ""."""
    domain = email.key.rpartition("@")[2]
    if domain in _COMMON or domain in _NEIGHBOURS:
        return ""
    return next((common for common in _COMMON if OSA.distance(domain, common) == 1), "")


def looks_like_another(email: Email) -> bool:
    """Whether its domain has letters of another script that look like Latin ones (B15)."""
    for label in email.domain.casefold().split("."):
        others = {character for character in label if not character.isascii()}
        has_latin = any(character.isascii() and character.isalpha() for character in label)
        if others & _LOOK_ALIKE and (has_latin or others <= _LOOK_ALIKE):
            return True
    return False


# --- Phone ----------------------------------------------------------------------------------
def clean_phone(text: str, region: str = HOME_REGION) -> Phone:
    """One phone number; numbers without a country are read as of ``region``.

    What was typed is kept where it is no valid number: people know best how they call a friend.
    """
    number = " ".join(without_unseen(text).split())
    if number[:4].casefold() == "tel:":
        number = unquote(number[4:]).strip()
    if not number:
        raise NotUsable(Problem.EMPTY)
    if len(number) > PHONE_LIMIT:
        raise NotUsable(Problem.TOO_LONG)
    digits = re.sub(r"\D", "", western_digits(number))
    if len(digits) < 3:
        raise NotUsable(Problem.NO_NUMBER)
    return Phone(number=number, key=_e164(number, region) or digits)


def _e164(number: str, region: str) -> str:
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(parsed):
        return ""
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def national_digits(phone_key: str) -> str:
    """The digits people dial at home, for a key in E.164: "+16135550100" gives "6135550100"."""
    if not phone_key.startswith("+"):
        return phone_key
    parsed = phonenumbers.parse(phone_key)
    return str(phonenumbers.national_significant_number(parsed))


# --- LinkedIn -------------------------------------------------------------------------------
# Beyond ASCII anything that can be seen: letters with marks, as of Hindi, and emoji.
_SLUG = re.compile(r"^(?:[\w.\-~’'&+]|[^\x00-\xa0\s\ud800-\udfff\ufffd]){1,200}$")
_NUMBER = re.compile(r"^[0-9a-z]{1,3}$")


def clean_linkedin(text: str) -> LinkedIn:
    """A profile address as ``https://www.linkedin.com/in/slug`` (B36); other links are refused."""
    text = "".join(without_unseen(text).split())
    if not text:
        raise NotUsable(Problem.EMPTY)
    scheme = re.match(r"([a-z][a-z0-9+.\-]*):(?!\d)", text, re.I)
    if scheme and scheme[1].casefold() not in ("http", "https"):
        raise NotUsable(Problem.OTHER_SITE)
    if re.match(r"/?in/", text, re.I):
        text = f"linkedin.com/{text.lstrip('/')}"
    if not scheme:
        text = f"https://{text.lstrip('/')}"
    return _profile(text)


def _profile(address: str) -> LinkedIn:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").casefold()
        plain = parts.username is None and parts.port in (None, 80, 443)
    except ValueError:
        raise NotUsable(Problem.OTHER_SITE) from None
    if not plain or not (host == "linkedin.com" or host.endswith(".linkedin.com")):
        raise NotUsable(Problem.OTHER_SITE)
    slug = _slug([without_unseen(unquote(step)) for step in parts.path.split("/") if step])
    url = f"https://www.linkedin.com/in/{quote(slug, safe='-._~')}"
    if len(url) > 300:
        raise NotUsable(Problem.TOO_LONG)
    return LinkedIn(url=url, slug=slug)


def _slug(steps: list[str]) -> str:
    """What names the profile in a path: ``/in/slug``, or ``/pub/name/1/234/567`` of before 2015,
    which LinkedIn leads to ``/in/name-5672341``."""
    kind = steps[0].casefold() if steps else ""
    if len(steps) < 2 or kind not in ("in", "pub") or not _SLUG.match(steps[1]):
        raise NotUsable(Problem.NO_PROFILE)
    slug = unicodedata.normalize("NFC", steps[1]).casefold()
    numbers = [step.casefold() for step in steps[2:5]]
    if kind == "pub" and len(numbers) == 3 and all(map(_NUMBER.match, numbers)):
        first, second, third = numbers
        return f"{slug}-{third:0>3}{second:0>3}{first}"
    return slug


# --- One way to reach them, whichever it is ---------------------------------------------------
def clean_reach(text: str) -> Email | Phone | LinkedIn:
    """An e-mail address, a LinkedIn address or a phone number, told apart by how it looks."""
    folded = fold(text)
    if "linkedin." in folded or folded.startswith(("in/", "/in/", "http:", "https:", "www.")):
        return clean_linkedin(text)
    if "@" in folded or folded.startswith("mailto:"):
        return clean_email(text)
    if sum(character.isdecimal() for character in folded) >= 3 and "javascript" not in folded:
        return clean_phone(text)
    raise NotUsable(Problem.EMPTY if not folded else Problem.NO_ADDRESS)
