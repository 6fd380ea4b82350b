"""What the front page of the panel says about request types and wordings."""

from typing import Any

from django import template
from django.db.models import Count, F, Q
from django.utils.translation import ngettext

from accounts.models import User
from outreach.models import RequestType, Wording, WordingVersion
from outreach.request_types import waiting_versions

register = template.Library()


SHOWN = 10
NAMED = 3
"""Other editors who are named; where there are more, "another editor" says it."""


@register.inclusion_tag("advisor/_waiting.html")
def waiting_for_eyes(user: User) -> dict[str, Any]:
    """What waits for a second pair of eyes, the oldest first: for this editor, and of theirs."""
    types = waiting_versions().select_related("request_type", "author")
    open_texts = WordingVersion.objects.filter(published_at=None, withdrawn_at=None)
    texts = open_texts.select_related("wording", "author").order_by("created_at", "id")
    found: list[dict[str, Any]] = [
        *({"version": one, "type": one.request_type} for one in types[: SHOWN + 1]),
        *({"version": one, "wording": one.wording} for one in texts[: SHOWN + 1]),
    ]
    mine = [one for one in found if one["version"].author_id == user.pk]
    others = [one for one in found if one["version"].author_id != user.pk]
    editors: list[User] = []
    if mine:
        staff = User.objects.filter(is_staff=True, is_active=True).exclude(pk=user.pk)
        editors = list(staff.order_by("display_name", "email")[: NAMED + 1])
    return {
        "for_me": others[:SHOWN],
        "of_mine": mine[:SHOWN],
        "has_more": max(len(others), len(mine)) > SHOWN,
        "editors": editors if len(editors) <= NAMED else [],
    }


@register.simple_tag
def how_many(model_name: str) -> str:
    """How many there are of what this app looks after; empty for anything else."""
    if model_name == RequestType._meta.object_name:
        offered = RequestType.objects.filter(is_active=True).count()
        return ngettext("%(count)d is offered", "%(count)d are offered", offered) % {
            "count": offered
        }
    if model_name == Wording._meta.object_name:
        return _wordings()
    return ""


def _wordings() -> str:
    is_edited = Q(shipped_text="") | ~Q(text=F("shipped_text"))
    counts = Wording.objects.aggregate(all=Count("pk"), edited=Count("pk", filter=is_edited))
    return (
        ngettext(
            "%(all)d in all, %(edited)d written or edited here",
            "%(all)d in all, %(edited)d written or edited here",
            counts["edited"],
        )
        % counts
    )
