"""The list of contacts as chosen: search, filters and order, read from the address of the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainTextField
from accounts.models import User
from accounts.prepared import Prepared
from contacts.models import Contact, Tag

TAGS = Prepared(lambda owner: Tag.objects.filter(owner=owner).values_list("pk", "name"))


@dataclass(frozen=True, slots=True)
class TagOption:
    """A tag to choose."""

    value: str
    name: str
    is_chosen: bool


class Filters:
    """Which contacts the list shows, and in which order; read from the address of the page.

    What makes no sense there is left out, never an error: an old bookmark still shows a list.
    """

    SEARCH = PlainTextField(required=False, max_length=200)
    RELATIONSHIPS: ClassVar[list[tuple[str, Any]]] = [
        ("", _("All")),
        *Contact.Relationship.choices,
    ]
    SORTS: ClassVar[list[tuple[str, Any]]] = [
        ("", _("Longest silence first")),
        ("recent", _("Latest contact first")),
        ("name", _("Name")),
    ]
    SHOWS: ClassVar[list[tuple[str, Any]]] = [("", _("Everyone")), ("lapsed", _("Lost touch"))]

    def __init__(
        self, typed: QueryDict, *, user: User, more: Sequence[tuple[str, Any]] = ()
    ) -> None:
        self.shows = [*self.SHOWS, *more]
        # Read once, to list them, to find the chosen one and to name those of every contact.
        self.tags = [Tag(pk, user.pk, name) for pk, name in TAGS.rows(owner=user.pk)]
        found = {
            "q": self._search(typed.get("q", "")),
            "show": _one_of(self.shows, typed.get("show")),
            "relationship": _one_of(self.RELATIONSHIPS, typed.get("relationship")),
            "tag": next((tag for tag in self.tags if str(tag.pk) == typed.get("tag")), None),
            "sort": _one_of(self.SORTS, typed.get("sort")),
        }
        self.chosen: dict[str, Any] = {name: value for name, value in found.items() if value}

    @property
    def tag_options(self) -> list[TagOption]:
        """The tags to choose from."""
        chosen = self.chosen.get("tag")
        return [TagOption(str(tag.pk), tag.name, tag == chosen) for tag in self.tags]

    def _search(self, text: str) -> str:
        try:
            return str(self.SEARCH.clean(text))
        except ValidationError:
            return ""


def _one_of(choices: Sequence[tuple[str, Any]], value: str | None) -> str:
    return value if value and value in dict(choices) else ""
