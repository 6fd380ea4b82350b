"""Addresses of passkeys in templates."""

import uuid

from allauth.mfa.models import Authenticator
from django import template

from accounts import passkeys

register = template.Library()


@register.filter
def public_id(passkey: Authenticator) -> uuid.UUID:
    """What stands in the address of its pages."""
    return passkeys.public_id(passkey)
