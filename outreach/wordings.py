"""The curated wordings in the database: read for the composer, loaded from what is shipped,
tried before an editor's text is published."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext

from outreach.message.facts import Facts
from outreach.message.shipped import shipped_wordings
from outreach.message.trial import Sample, objection_to, samples_with
from outreach.message.vocabulary import Ask, Kind, Language, Length, Move
from outreach.message.wording import Wording
from outreach.models import Wording as WordingRow

COLUMNS = (
    "key",
    "kind",
    "move",
    "language",
    "length",
    "text",
    "ask",
    "approach",
    "tone",
    "address",
)


def wordings_for(facts: Facts) -> tuple[Wording, ...]:
    """All wordings in use that this message could take; one query."""
    rows = WordingRow.objects.filter(
        is_active=True,
        language=facts.language,
        kind__in={facts.kind, Kind.OPENING},
        tone__in=("", facts.tone),
        address__in=("", facts.address),
        approach__in=("", facts.approach),
        ask__in={"", facts.ask, Ask.OTHER.value},
    ).values_list(*COLUMNS)
    return tuple(_wording(*row) for row in rows.order_by("key"))


def wordings_in_use() -> tuple[Wording, ...]:
    """All wordings in use, in both languages; one query. For trials, not for composing."""
    rows = WordingRow.objects.filter(is_active=True).values_list(*COLUMNS).order_by("key")
    return tuple(_wording(*row) for row in rows)


def wordings_beside(ask: str) -> tuple[Wording, ...]:
    """What a request type shares with others, in both languages: all but those of its own form."""
    shared = WordingRow.objects.filter(is_active=True, of_type=None)
    rows = shared.filter(ask__in=("", Ask.OTHER, ask)).values_list(*COLUMNS).order_by("key")
    return tuple(_wording(*row) for row in rows)


def as_wording(row: WordingRow, text: str) -> Wording:
    """A row as the composer sees it, with this text."""
    stored = _wording(*(getattr(row, name) for name in COLUMNS))
    return replace(stored, key=stored.key or "new", text=text)


def samples_of(row: WordingRow, text: str, pool: Sequence[Wording]) -> list[Sample]:
    """Sample messages of this pool with this text in them; none where nobody would get it."""
    return list(samples_with(as_wording(row, text), pool))


def objection_in_words(row: WordingRow, text: str) -> str:
    """Why this text cannot be published, with the finding it causes; empty where it can."""
    pool = wordings_in_use()
    objection = objection_to(as_wording(row, text), samples_of(row, text, pool), pool)
    if objection is None:
        return ""
    return gettext("In a message, this wording would draw the remark: %(finding)s") % {
        "finding": gettext(objection.finding.reason)
    }


def _wording(
    key: str, kind: str, move: str, language: str, length: str, text: str, *selectors: str
) -> Wording:
    return Wording(
        key, Kind(kind), Move(move), Language(language), Length(length), text, *selectors
    )


def load_wordings() -> int:
    """Create what is missing, renew what nobody has edited, drop unedited ones no longer shipped.

    An edited text stays; only what it was shipped as is noted, for going back. Returns how many
    rows were written or dropped.
    """
    shipped = {wording.key: wording for wording in shipped_wordings()}
    stored = {row.key: row for row in WordingRow.objects.exclude(shipped_text="")}
    new = [_row(wording) for key, wording in shipped.items() if key not in stored]
    old = [row for key, row in stored.items() if key in shipped and _renew(row, shipped[key])]
    gone = [row.pk for key, row in stored.items() if key not in shipped and not _is_edited(row)]
    WordingRow.objects.bulk_create(new, ignore_conflicts=True)
    WordingRow.objects.bulk_update(old, [*COLUMNS[1:], "shipped_text", "updated_at"])
    WordingRow.objects.filter(pk__in=gone).delete()
    return len(new) + len(old) + len(gone)


def _row(wording: Wording) -> WordingRow:
    columns = {name: getattr(wording, name) for name in COLUMNS}
    return WordingRow(**columns, shipped_text=wording.text)


def _is_edited(row: WordingRow) -> bool:
    return row.text != row.shipped_text


def _renew(row: WordingRow, wording: Wording) -> bool:
    """Bring a row to the shipped state as far as nobody edited it; whether that changed it."""
    fresh = {name: str(getattr(wording, name)) for name in COLUMNS}
    if _is_edited(row):
        fresh = {"text": row.text}
    changed = row.shipped_text != wording.text or any(
        getattr(row, name) != value for name, value in fresh.items()
    )
    for name, value in fresh.items():
        setattr(row, name, value)
    row.shipped_text, row.updated_at = wording.text, timezone.now()
    return changed
