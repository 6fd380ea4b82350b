"""The people one lost touch with."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactsConfig(AppConfig):
    """Contacts, encounters and tags; knows nothing of messages."""

    name = "contacts"
    verbose_name = _("Contacts")
