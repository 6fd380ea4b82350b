"""Request types: the built-in ones as shipped, the texts of each, its place in the list."""

import tomllib
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet

from outreach.message.own_types import Texts, wording_fields, wordings_of
from outreach.message.vocabulary import Ask
from outreach.models import RequestType, RequestTypeVersion, Wording

SHIPPED = Path(__file__).parent / "data" / "request-types.toml"
CARD = tuple(
    f"{name}_{of}" for name in ("name", "summary", "example", "size") for of in ("en", "fr")
)
"""The columns that its card in the wizard shows."""

SENTENCE = ("stem_en", "stem_fr", "stem_fr_tu", "completion_en", "completion_fr")
"""The columns behind its sentence; the code knows those of built-in types."""

APART = 10
"""Between two positions in the list, so that another fits in."""


def shipped_request_types() -> dict[str, dict[str, Any]]:
    """Columns of RequestType by key, as the file has them."""
    return tomllib.loads(SHIPPED.read_text("utf-8"))


def load_request_types() -> int:
    """Create what is missing and renew what nobody has edited; returns how many were written.

    A text an advisor changed stays as it is; it becomes renewable again when it is set back.
    """
    shipped = shipped_request_types()
    stored = {row.key: row for row in RequestType.objects.filter(key__in=shipped)}
    written = 0
    for key, columns in shipped.items():
        row = stored.get(key) or RequestType(key=key, shipped=columns)
        fresh = {name: value for name, value in columns.items() if _is_renewable(row, name)}
        if not row._state.adding and row.shipped == columns:
            continue
        for name, value in fresh.items():
            setattr(row, name, value)
        row.shipped = columns
        row.save()
        written += 1
    return written


def _is_renewable(row: RequestType, name: str) -> bool:
    return row._state.adding or getattr(row, name) == row.shipped.get(name)


def waiting_versions() -> "QuerySet[RequestTypeVersion]":
    """What waits for a second pair of eyes, the oldest first."""
    proposed = RequestTypeVersion.objects.filter(published_at=None, withdrawn_at=None)
    return proposed.filter(proposed_at__isnull=False).order_by("proposed_at", "id")


def published_version(kind: RequestType) -> RequestTypeVersion | None:
    """The last one people got; none where nobody has used the form for it."""
    return kind.versions.filter(published_at__isnull=False).order_by("-published_at").first()


def fields_of(kind: RequestType | None) -> tuple[str, ...]:
    """The texts its form has: a built-in type has its sentences and wordings elsewhere."""
    if kind is not None and kind.is_built_in:
        return CARD
    return (*CARD, *SENTENCE, *wording_fields())


def current_texts(kind: RequestType) -> dict[str, str]:
    """What people get now: the columns, and the wordings of the form."""
    columns = CARD if kind.is_built_in else (*CARD, *SENTENCE)
    last = None if kind.is_built_in else published_version(kind)
    wordings = {name: last.texts.get(name, "") for name in wording_fields()} if last else {}
    texts = {**wordings, **{name: str(getattr(kind, name)) for name in columns}}
    return {name: text for name, text in texts.items() if text}


def write_wordings(kind: RequestType, texts: Texts) -> None:
    """The wordings of its form as rows, each with the key it always had."""
    new = {one.key: one for one in wordings_of(f"type-{kind.pk.hex}", kind.key, texts)}
    kind.wordings.exclude(key__in=new).delete()
    places = ("kind", "move", "language", "length", "text", "ask", "tone", "address")
    for key, one in new.items():
        columns = {name: str(getattr(one, name)) for name in places}
        Wording.objects.update_or_create(key=key, defaults={**columns, "of_type": kind})


def stands_after(kind: RequestType | None) -> str:
    """The key of the type before it in the list; a new one goes before OTHER."""
    before = ""
    # Where one stands is asked before it is published, too.
    known = RequestType.objects.filter(Q(is_published=True) | Q(pk=kind.pk if kind else None))
    for other in known:
        if other == kind or (kind is None and other.key == Ask.OTHER):
            return before
        before = other.key
    return before


def place_after(kind: RequestType, after: str) -> None:
    """Give it the position after another; the others move only where there is no room."""
    others = list(RequestType.objects.exclude(pk=kind.pk))
    keys = [other.key for other in others]
    if after and after not in keys:
        return
    index = keys.index(after) + 1 if after else 0
    low = others[index - 1].position if index else 0
    high = others[index].position if index < len(others) else low + 2 * APART
    kind.position = (low + high) // 2
    if low < kind.position < high:
        return
    for number, other in enumerate([*others[:index], kind, *others[index:]], start=1):
        other.position = number * APART
    RequestType.objects.bulk_update(others, ["position"])
