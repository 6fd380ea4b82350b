"""A user's tags: rename, merge by renaming, delete."""

from uuid import UUID

from django.contrib import messages as flash
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.kept import kept_initial
from accounts.request import SignedInRequest
from contacts import actions
from contacts.access import tag_or_404
from contacts.exchange.text import isolated
from contacts.forms import TagForm
from contacts.models import Tag


@require_GET
def tags(request: SignedInRequest) -> HttpResponse:
    """All tags with how many contacts carry them."""
    carried = Count("contacts", filter=Q(contacts__trashed_at=None))
    mine = Tag.objects.filter(owner=request.user).annotate(carried=carried)
    return render(request, "contacts/tags.html", {"tags": mine})


@require_http_methods(["GET", "POST"])
def tag(request: SignedInRequest, tag_id: UUID) -> HttpResponse:
    """Another name; the name of another tag makes the two one."""
    chosen = tag_or_404(request.user, tag_id)
    posted = request.POST if request.method == "POST" else None
    form = TagForm(posted, initial={"name": chosen.name, **kept_initial(request)})
    if posted is None or not form.is_valid():
        return render(request, "contacts/tag.html", {"form": form, "tag": chosen})
    before = chosen.name
    result = actions.rename_tag(tag=chosen, name=form.cleaned_data["name"], by=request.user)
    if result.pk == tag_id:
        flash.success(request, _("Saved."))
    else:
        text = _("%(old)s and %(new)s are one tag now.")
        flash.success(request, text % {"old": isolated(before), "new": isolated(result.name)})
    return redirect("contacts_tags")


@require_http_methods(["GET", "POST"])
def delete(request: SignedInRequest, tag_id: UUID) -> HttpResponse:
    """Confirm, then take the tag off every contact."""
    chosen = tag_or_404(request.user, tag_id)
    if request.method != "POST":
        return render(request, "contacts/tag_delete.html", {"tag": chosen})
    actions.delete_tag(tag=chosen, by=request.user)
    flash.success(request, _("Deleted the tag %(name)s.") % {"name": isolated(chosen.name)})
    return redirect("contacts_tags")
