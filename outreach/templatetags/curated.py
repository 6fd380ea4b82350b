"""What the front page of the panel says about request types and wordings."""

from django import template
from django.db.models import Count, F, Q
from django.utils.translation import ngettext

from outreach.models import RequestType, Wording

register = template.Library()


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
