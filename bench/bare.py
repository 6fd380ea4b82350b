"""What any signed-in Django page costs: session, user, one indexed query, one template."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from contacts.models import Tag


def bare(request: HttpRequest) -> HttpResponse:
    """The user's first tag, in ten lines of HTML."""
    tag = Tag.objects.filter(owner=request.user).order_by("key").first()
    return render(request, "bench/bare.html", {"tag": tag})
