"""The request as views behind the sign-in see it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class SignedInRequest(HttpRequest):
    """A type for views only: LoginRequiredMiddleware has seen to it that somebody is signed in."""

    user: User
    htmx: HtmxDetails
